"""Histories from elsewhere, as many as a package holds: in, folded, out, and taken back."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple, Protocol

from studyapp import identity, journal
from studyapp.heavy import resting
from studyapp.journal import CardKey, History
from studyapp.memory import Parameters
from studyapp.model import EntryKind, pack_reviews, study_day, unpack_reviews
from studyapp.model.past import Past, past_to_text
from studyapp.store import bulk, caches, entries, pastrows, replaying
from studyapp.store.opening import Store
from studyapp.store.pastrows import CardOf, Place, Untold, Weighed, last_entry, memory_of


class Told(NamedTuple):
    """What somebody tells of the learner's past with a question under a key: packed reviews, which are sound.

    ``weighed``: the same, where somebody has looked at them.
    """

    question: bytes
    key: bytes
    reviews: bytes
    weighed: Weighed | None = None

    @property
    def past(self) -> Past:
        """The reviews themselves."""
        return Past(*unpack_reviews(self.reviews))

    def weigh(self, *, are_weighed: bool) -> Weighed:
        """The same weighed, without what memory makes of it where that is not known."""
        if self.weighed is not None and are_weighed:
            return self.weighed
        past = self.past
        return past_to_text(past).encode(), past.at[-1], None


Times = dict[CardKey, set[int]]
"""When each question was answered, or reviewed elsewhere, under each key."""


class Writing(Protocol):
    """Histories that the journal does not hold yet, while their entries and cards are being made."""

    @property
    def count(self) -> int:
        """How many histories, which is how many entries."""

    @property
    def entry_range(self) -> tuple[str, int, int]:
        """Which entries are theirs: of which device, the first number, and the one after the last."""

    def finish(self) -> None:
        """Write the entries and the cards."""


@dataclass(frozen=True, slots=True)
class WritingHere:
    """Histories of which the journal may know something already.

    ``known``, ``live``: the aliases, and what was known of these questions before. ``first``: the number of the first
    entry. ``untold``: the same histories, weighed; ``places``: of each what stands for its question and key, where it
    is all that is known of them. ``at``: when they are taken over.
    """

    store: Store
    at: int
    fresh: Sequence[Told]
    known: Mapping[bytes, bytes]
    live: Live
    first: int
    untold: Sequence[Untold]
    places: Sequence[Place | None]

    @property
    def count(self) -> int:
        """How many histories, which is how many entries."""
        return len(self.fresh)

    @property
    def entry_range(self) -> tuple[str, int, int]:
        """Which entries are theirs: of which device, the first number, and the one after the last."""
        return self.store.device, self.first, self.first + self.count

    def finish(self) -> None:
        """Write the entries and the cards."""
        connection, told = self.store.connection, ((*one[:2], *one[2][:2]) for one in self.untold)
        with resting():
            made = pastrows.entries(self.store.device, self.at, self.first, told)
            ids = [row[0] for row in made.rows]
            bulk.insert(connection, "card", pastrows.cards(self._cards(ids)), "INSERT OR REPLACE")
            with bulk.indexes_aside(connection, "entry", self.count):
                bulk.insert(connection, pastrows.ENTRY, made.ordered(), "INSERT OR IGNORE")
            tangled = self._tangled(ids)
            connection.executemany(caches.WRITE_CARD, sorted(self._folded(tangled)))
            for day in set(_met_before(tangled, self.live)):
                caches.refold_day(self.store, day, self.known)

    def _cards(self, ids: Iterable[bytes]) -> Iterator[CardOf]:
        """The cards of those histories that are all that is known of their questions."""
        model = self.store.model
        for (_question, _key, (body, at, memory)), place, one in zip(self.untold, self.places, ids, strict=True):
            if place is not None:
                yield place[0] + place[1], last_entry(one, at), memory or memory_of(body, model)

    def _tangled(self, ids: Iterable[bytes]) -> dict[bytes, list[History]]:
        """The histories that must be united with others, by question."""
        known, tangled = self.known, dict[bytes, list[History]]()
        for told, place, one in zip(self.fresh, self.places, ids, strict=True):
            if place is None:
                question, key = known.get(told.question, told.question), known.get(told.key, told.key)
                tangled.setdefault(question, []).append(History(one, question, key, told.past))
        return tangled

    def _folded(self, tangled: Mapping[bytes, Sequence[History]]) -> Iterator[entries.Row]:
        model, points, days = self.store.model, self.store.rules.points, journal.new_days()
        for question, histories in tangled.items():
            answers, older = self.live.get(question, ((), ()))
            cards = journal.fold_question(answers, model, points, days, [*older, *histories])
            yield from ((question, key, *card) for key, card in cards.items())


def begin(store: Store, told: Iterable[Told], *, at: int, under: Parameters | None = None) -> WritingHere:
    """Begin to write what the journal does not hold of these histories, an entry each.

    The caller holds a transaction. What was answered here, be it taken back, and what a live history has, is held; of
    a history that has grown the rest is written. ``under``: the parameters under which they were weighed.
    """
    replaying.renew_within(store)
    with resting():
        known, there, live = caches.aliases(store.connection), _NOTHING, Live()
        if store.connection.execute("SELECT 1 FROM entry LIMIT 1").fetchone() is not None:
            told = [*told]
            there, live = _there(store.connection, {one.question for one in told}, known)
        fresh, first = _not_held(told, _held(there, live), known), entries.next_seq(store.connection, store.device)
        are_weighed = under == store.rules.parameters
        untold = [(one.question, one.key, one.weigh(are_weighed=are_weighed)) for one in fresh]
        return WritingHere(store, at, fresh, known, live, first, untold, _places(fresh, known, live))


def add(store: Store, told: Iterable[Told], *, at: int) -> int:
    """Write what the journal does not hold of these histories, and return how many that were."""
    writing = begin(store, told, at=at)
    writing.finish()
    return writing.count


def take_back(store: Store, device: str, first: int, last: int, *, at: int) -> int:
    """Void the live histories that a device wrote under the numbers from ``first`` up to, not including, ``last``.

    The caller holds a transaction. Returns how many there were.
    """
    connection = store.connection
    rows = connection.execute(
        "SELECT id, question FROM entry WHERE device = ? AND seq >= ? AND seq < ? AND kind = 'past'",
        (device, first, last),
    ).fetchall()
    voided = entries.amendments_of(connection, [one for one, _question in rows]).voided
    rows = [(one, question) for one, question in rows if one not in voided]
    seq = entries.next_seq(connection, store.device)
    voids = (
        identity.make_entry(device=store.device, seq=number, at=at, kind=EntryKind.VOID, body={"target": target.hex()})
        for number, (target, _question) in enumerate(rows, seq)
    )
    connection.executemany(entries.INSERT, map(entries.to_row, voids))
    questions = {question for _one, question in rows if question}
    if len(questions) > MANY or not caches.is_current(store):
        replaying.rebuild_within(store)
    else:
        caches.refold(store, questions)
    return len(rows)


PART = 2_000
"""How many histories, or questions to look up, are one task."""

MANY = 2_000
"""From so many questions on, a replay of everything is cheaper than folding each anew."""


Live = dict[bytes, tuple[list[journal.Answer], list[History]]]
"""The answers and histories that count, by question."""


There = Mapping[bytes, Sequence[replaying.Row]]
"""What the journal has of questions, whether it counts or not."""

_NOTHING: There = {}


def _there(
    connection: sqlite3.Connection, questions: Collection[bytes], known: Mapping[bytes, bytes]
) -> tuple[There, Live]:
    there, bodies = replaying.of_questions(connection, questions, known)
    ids = [row[0] for row in chain.from_iterable(there.values())]
    amended = entries.amendments_of(connection, ids if len(ids) < MANY else None)
    return there, {question: replaying.live(rows, amended, bodies) for question, rows in there.items()}


def _held(there: There, live: Live) -> Times:
    held: Times = {}
    for question, rows in there.items():
        for row in rows:
            if row[3] is not None:
                held.setdefault((question, row[2]), set()).add(int.from_bytes(row[0][:6]))
        for history in live[question][1]:
            held.setdefault((question, history.key), set()).update(history.past.at)
    return held


def _not_held(told: Iterable[Told], held: Times, known: Mapping[bytes, bytes]) -> list[Told]:
    """What is not held of some histories; what several of them tell is taken from the first."""
    fresh: dict[CardKey, Told] = {}
    more = []
    for one in told:
        place = known.get(one.question, one.question), known.get(one.key, one.key)
        if place not in held and place not in fresh:
            fresh[place] = one
            continue
        if (first := fresh.get(place)) is not None:
            held.setdefault(place, set()).update(first.past.at)
        if (rest := _rest(one, held[place])) is not None:
            more.append(rest)
    return [*fresh.values(), *more]


def _rest(one: Told, times: set[int]) -> Told | None:
    """What is not held of a history; from then on it is."""
    left = [review for review in zip(*one.past, strict=True) if review[0] not in times]
    if not left:
        return None
    at, ratings, milliseconds = zip(*left, strict=True)
    times.update(at)
    return one._replace(reviews=pack_reviews(at, ratings, milliseconds), weighed=None)


def _places(fresh: Sequence[Told], known: Mapping[bytes, bytes], live: Live) -> list[Place | None]:
    """What stands for the questions and keys of histories; those are alone of whose question nothing else is known."""
    roots = [known.get(one.question, one.question) for one in fresh]
    count = Counter(roots)
    return [
        (root, known.get(one.key, one.key)) if count[root] == 1 and root not in live else None
        for root, one in zip(roots, fresh, strict=True)
    ]


def _met_before(tangled: Mapping[bytes, Iterable[History]], live: Live) -> Iterator[int]:
    """The day on which a question seemed to be met first, for each question that was met before, as is known now."""
    for question, histories in tangled.items():
        if question not in live:
            continue
        first = min(study_day(one.past.at[0]) for one in histories)
        answers, older = live[question]
        before = min((*(one[1] for one in answers), *(study_day(one.past.at[0]) for one in older)), default=first)
        if first < before and any(one[1] == before and not one[6] for one in answers):
            yield before
