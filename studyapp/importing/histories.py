"""What a learner did elsewhere: out of a package into the journal, and out of the journal into a package."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from operator import itemgetter

from studyapp.importing.planning import PlannedItem
from studyapp.journal import CardKey
from studyapp.memory import Card
from studyapp.model import DAY, History
from studyapp.model.past import LONGEST, MOST, Past, is_sound
from studyapp.store import caches, pasts
from studyapp.store.bank import Connection, StoredItem
from studyapp.store.opening import Store
from studyapp.store.pasts import Writing
from studyapp.store.sharing import Helper


def take_over(
    store: Store, items: Iterable[PlannedItem], histories: Iterable[History], *, at: int, helper: Helper | None = None
) -> Writing:
    """Begin to write the histories of a deck's items into the journal, as far as it does not hold them.

    The caller holds a transaction. Of a package that is imported again nothing is new.
    """
    planned = {one.item.position: one for one in items if one.counts}
    told = (
        pasts.Told(planned[one.position].question, planned[one.position].key, past)
        for one in histories
        if one.position in planned
        for past in tamed(one, until=at + DAY)
    )
    return pasts.begin(store, told, at=at, helper=helper)


def tamed(history: History, *, until: int) -> Iterator[Past]:
    """The reviews of a history as the journal can hold them, in parts where they are too many.

    A plugin may say anything: what has no time or rating that can be goes, and of two at one time the second comes a
    millisecond later. ``until``: later than this no review can be, though clocks differ.
    """
    whole = Past(history.at, history.ratings, history.milliseconds)
    if 0 < len(whole.at) == len(whole.ratings) == len(whole.milliseconds) <= MOST and is_sound(whole, until=until):
        yield whole
        return
    reviews: list[tuple[int, int, int]] = []
    told = zip_longest(history.at, history.ratings, history.milliseconds)
    for at, rating, milliseconds in sorted(filter(_can_be, told), key=itemgetter(0)):
        time = max(at, reviews[-1][0] + 1) if reviews else at
        if time <= until:
            reviews.append((time, rating, min(max(milliseconds or 0, 0), LONGEST)))
    for start in range(0, len(reviews), MOST):
        yield Past(*map(list, zip(*reviews[start : start + MOST], strict=True)))


def _can_be(review: tuple[object, object, object]) -> bool:
    at, rating, milliseconds = review
    is_timed = type(at) is int and at >= 0
    return is_timed and type(rating) is int and 1 <= rating <= 4 and type(milliseconds) in (int, type(None))


def histories_of(
    connection: Connection, items: Sequence[StoredItem], helper: Helper | None = None
) -> Iterator[History]:
    """Begin to find out what the learner did with each of these items, wherever; its position is that among them."""
    known = caches.aliases(connection)
    places = [(known.get(one.question, one.question), known.get(one.key, one.key)) for one in items]
    parts = pasts.look_up(connection, {question for question, _key in places}, helper or Helper())
    return _histories(places, parts)


def _histories(
    places: Sequence[CardKey], parts: Iterable[tuple[Mapping[CardKey, Past], Mapping[CardKey, Card]]]
) -> Iterator[History]:
    found, cards = dict[CardKey, Past](), dict[CardKey, Card]()
    for some, their_cards in parts:
        found.update(some)
        cards.update(their_cards)
    for position, place in enumerate(places):
        if (past := found.get(place)) is not None:
            card = cards.get(place)
            due, stability, difficulty = (None, None, None) if card is None else (card.due, *card[:2])
            at, ratings, milliseconds = map(tuple, past)
            yield History(position, at, ratings, milliseconds, due, stability, difficulty)
