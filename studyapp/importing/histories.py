"""What a learner did elsewhere: out of a package into the journal, and out of the journal into a package."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, zip_longest
from operator import itemgetter

from studyapp.importing.planning import PlannedItem
from studyapp.journal import CardKey
from studyapp.model import DAY, History, PackedHistory, pack_reviews
from studyapp.model.past import LONGEST, MOST, Past, is_sound
from studyapp.store import caches, pastrows, pasts
from studyapp.store.bank import Connection, StoredItem
from studyapp.store.beside import Beside
from studyapp.store.opening import Store
from studyapp.store.pasts import Writing
from studyapp.store.sharing import Helper

Sound = Iterator[tuple[int, Iterable[bytes]]]
"""By the position of an item what the journal can hold of its history, as packed reviews."""


def sound(histories: Sequence[History | PackedHistory], *, at: int, helper: Helper | None = None) -> Sound:
    """Begin to look at what a plugin tells, which may be anything; most of it can be held as it is.

    Whoever helps may do so while the caller is busy with the items.
    """
    until = at + DAY
    packed = [one for one in histories if isinstance(one, PackedHistory)]
    tasks = [
        pastrows.sounding(until, [one.reviews for one in packed[start : start + pasts.PART]])
        for start in range(0, len(packed), pasts.PART)
    ]
    are_sound = chain.from_iterable((helper or Helper()).share(pastrows.soundness, tasks))
    return _sound(histories, are_sound, until)


def _sound(histories: Iterable[History | PackedHistory], are_sound: Iterator[int], until: int) -> Sound:
    for one in histories:
        if isinstance(one, PackedHistory) and next(are_sound):
            yield one.position, (one.reviews,)
        else:
            yield one.position, (pack_reviews(*past) for past in tamed(one, until=until))


def take_over(
    store: Store,
    items: Iterable[PlannedItem],
    told: Sound,
    *,
    at: int,
    helper: Helper | None = None,
    beside: Beside | None = None,
) -> Writing:
    """Begin to write the histories of a deck's items into the journal, as far as it does not hold them.

    The caller holds a transaction. Of a package that is imported again nothing is new.
    """
    planned = {one.item.position: one for one in items if one.counts}
    some = (
        pasts.Told(planned[position].question, planned[position].key, reviews)
        for position, parts in told
        if position in planned
        for reviews in parts
    )
    return pasts.begin(store, some, at=at, helper=helper, beside=beside)


def tamed(history: History | PackedHistory, *, until: int) -> Iterator[Past]:
    """The reviews of a history as the journal can hold them, in parts where they are too many.

    A plugin may say anything: what has no time or rating that can be goes, and of two at one time the second comes a
    millisecond later. ``until``: later than this no review can be, though clocks differ.
    """
    try:
        whole = Past(history.at, history.ratings, history.milliseconds)
    except ValueError:  # bytes that hold no reviews
        return
    if 0 < len(whole.at) == len(whole.ratings) == len(whole.milliseconds) <= MOST and is_sound(whole, until=until):
        yield whole
        return
    reviews: list[tuple[int, int, int]] = []
    told = zip_longest(*whole)
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
) -> Iterator[PackedHistory]:
    """Begin to find out what the learner did with each of these items, wherever; its position is that among them."""
    known = caches.aliases(connection)
    places = [(known.get(one.question, one.question), known.get(one.key, one.key)) for one in items]
    return _histories(places, pasts.look_up(connection, {question for question, _key in places}, helper or Helper()))


def _histories(places: Sequence[CardKey], parts: Iterable[pasts.Known]) -> Iterator[PackedHistory]:
    found = dict(parts)
    for position, place in enumerate(places):
        if (known := found.get(place)) is not None:
            yield PackedHistory(position, *known)
