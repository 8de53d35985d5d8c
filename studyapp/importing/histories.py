"""What a learner did elsewhere: out of a package into the journal, and out of the journal into a package."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from itertools import chain, zip_longest
from operator import itemgetter
from typing import NamedTuple

from studyapp.importing.planning import PlannedItem
from studyapp.journal import CardKey
from studyapp.memory import Parameters
from studyapp.model import DAY, History, PackedHistory, pack_reviews
from studyapp.model.past import LONGEST, MOST, Past, is_sound
from studyapp.store import bulk, caches, pastrows, pasts, recalling
from studyapp.store.bank import Connection, ItemOut, StoredItem
from studyapp.store.beside import Beside
from studyapp.store.entrusting import Elsewhere, entrust
from studyapp.store.opening import Store
from studyapp.store.pastrows import Weighed
from studyapp.store.pasts import Writing
from studyapp.store.sharing import Helper, Second


class Sound(NamedTuple):
    """By the position of an item what the journal can hold of its history: packed reviews, which may be weighed.

    ``under``: the parameters under which they are. ``there``: another process that has all of them, one of each of
    these ``positions``.
    """

    under: Parameters
    parts: Iterator[tuple[int, Iterable[tuple[bytes, Weighed | None]]]]
    there: Elsewhere | None
    positions: Sequence[int]


def sound(
    histories: Sequence[History | PackedHistory], under: Parameters, *, at: int, helper: Helper | None = None
) -> Sound:
    """Begin to look at what a plugin tells, which may be anything; most of it can be held as it is.

    Whoever helps may do so, and work out what memory makes of it, while the caller is busy with the items.
    """
    until = at + DAY
    told = [one for one in histories if isinstance(one, PackedHistory)]
    some = [[one.reviews for one in told[start : start + pasts.PART]] for start in range(0, len(told), pasts.PART)]
    tasks, there = [pastrows.weighing(under, until, part) for part in some], None
    if isinstance(helper, Second) and len(histories) == len(told) >= bulk.MANY:
        there = Elsewhere(helper, tasks, list(map(len, some)))
    results = there.weighed() if there else (helper or Helper()).share(pastrows.weights, tasks)
    weighed = chain.from_iterable(map(pastrows.weighed, some, results))
    return Sound(under, _sound(histories, weighed, until), there, [one.position for one in told])


class Early:
    """Histories that a reader tells of before the deck is whole: whoever helps begins with them at once."""

    def __init__(self, under: Parameters, *, at: int, helper: Helper | None = None) -> None:
        self._begin = partial(sound, under=under, at=at, helper=helper)
        self._told: tuple[Sequence[History | PackedHistory], Sound] | None = None

    def take(self, histories: Sequence[History | PackedHistory]) -> None:
        """Begin with them, if they are what they should be."""
        with suppress(AttributeError, TypeError, ValueError):
            self._told = histories, self._begin(histories)

    def sound(self, histories: Sequence[History | PackedHistory]) -> Sound:
        """What the journal can hold of those that the deck has."""
        if self._told is not None and self._told[0] is histories:
            return self._told[1]
        return self._begin(histories)


def _sound(
    histories: Iterable[History | PackedHistory], weighed: Iterator[Weighed | None], until: int
) -> Iterator[tuple[int, Iterable[tuple[bytes, Weighed | None]]]]:
    for one in histories:
        if isinstance(one, PackedHistory) and (found := next(weighed)) is not None:
            yield one.position, ((found[0], found),)
        else:
            yield one.position, ((pack_reviews(*past), None) for past in tamed(one, until=until))


def take_over(
    store: Store, items: Iterable[PlannedItem], told: Sound, *, at: int, beside: Beside | None = None
) -> Writing:
    """Begin to write the histories of a deck's items into the journal, as far as it does not hold them.

    The caller holds a transaction. Of a package that is imported again nothing is new. Whoever weighs them may go on
    with what is wholly new, ``beside`` the store.
    """
    planned = {one.item.position: one for one in items if one.counts}

    def here() -> Writing:
        some = (
            pasts.Told(planned[position].question, planned[position].key, *part)
            for position, parts in told.parts
            if position in planned
            for part in parts
        )
        return pasts.begin(store, some, at=at, under=told.under)

    if told.there is not None and beside is not None and planned.keys() >= set(told.positions):
        places = [(one.question, one.key) for one in map(planned.__getitem__, told.positions)]
        found = entrust(store, places, told.there, at=at, under=told.under, beside=beside, otherwise=here)
        if found is not None:
            return found
    return here()


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
    connection: Connection,
    items: Sequence[ItemOut | StoredItem],
    helper: Helper | None = None,
    told: Iterable[recalling.Known] | None = None,
) -> Iterator[PackedHistory]:
    """Begin to find out what the learner did with each of these items, wherever; its position is that among them.

    ``told``: what is known of all questions, where somebody is looking it up.
    """
    known = caches.aliases(connection)
    places = [(known.get(one.question, one.question), known.get(one.key, one.key)) for one in items]
    if told is None:
        told = recalling.of_some(connection, {question for question, _key in places}, helper or Helper())
    return _histories(places, told)


def _histories(places: Sequence[CardKey], parts: Iterable[recalling.Known]) -> Iterator[PackedHistory]:
    found = dict(parts)
    for position, place in enumerate(places):
        if (known := found.get(place)) is not None:
            yield PackedHistory(position, *known)
