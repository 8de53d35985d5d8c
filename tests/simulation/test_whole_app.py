"""One learner, three computers, everything that can happen to them, held against the plain model after every step."""

from __future__ import annotations

import itertools
import random
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from studyapp import grading
from studyapp.importing.executing import Options
from studyapp.memory import DEFAULT_WEIGHTS
from studyapp.model import DAY, Entry, Passed, Question, Response, study_day
from studyapp.queue import Limits
from studyapp.session import Drill
from studyapp.store import bank, replaying
from studyapp.store.absorbing import absorb
from studyapp.store.opening import open_store
from studyapp.store.restoring import backup, restore
from tests.simulation.desks import CAP, KEYS, QUESTIONS, RULES, Desk, deck_of_wordings
from tests.simulation.model import truth_of
from tests.support import MONDAY, StillWorld, put

HOUR = 3_600_000
WEIGHTS = list(DEFAULT_WEIGHTS)
PARAMETERS: list[dict[str, Any]] = [
    {"weights": WEIGHTS, "retention": 0.9},
    {"weights": WEIGHTS, "retention": 0.8},
    {"weights": [1.0, *WEIGHTS[1:]], "retention": 0.85},
    {"weights": WEIGHTS[:19], "retention": 0.9},
    {"weights": [float("nan"), *WEIGHTS[1:]], "retention": 0.9},
    {"weights": [1, *WEIGHTS[1:]], "retention": 0.9},
    {"weights": WEIGHTS, "retention": 1.0},
    {"weights": WEIGHTS},
    {},
]

desks = st.integers(0, 2)
some = st.integers(0, 999)
"""Which of a list whose length is not known yet: taken modulo."""
wordings = st.tuples(*[st.integers(0, 4)] * 4)
seeds = st.integers(0, 65_535)
verdicts = st.sampled_from([1.0, 1.0, 0.0, 0.5])
ratings = st.sampled_from([1, 2, 3, 4, 3])


def response_of(question: Question, right: bool) -> Response:
    return grading.ideal(question) if right else Passed()


class Learner(RuleBasedStateMachine):
    """Does to three stores what people, networks and clocks do."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.now = MONDAY
        root = Path(self.folder.name)
        chances = [itertools.count(10_000 * number) for number in (1, 2, 3)]
        self.desks = [Desk(root / f"{number}", StillWorld(f"{number}", one)) for number, one in enumerate(chances)]
        self.written: list[Entry] = []
        self.known: list[dict[bytes, Entry]] = [{}, {}, {}]
        self.sittings: list[str] = []
        self.dirty = {0, 1, 2}

    def teardown(self) -> None:
        try:
            self.everybody_knows_everything()
        finally:
            for desk in self.desks:
                desk.close()
            self.folder.cleanup()

    # What holds at all times

    @invariant()
    def the_caches_are_what_the_journal_says(self) -> None:
        for number in sorted(self.dirty):
            desk = self.desks[number]
            journal = desk.journal()
            assert self.known[number].items() <= journal.items(), "an entry was lost or changed"
            truth = truth_of(journal.values(), CAP)
            assert desk.held() == truth
            assert replaying.check(desk.store) == ()
            for question, card_question, key, card_key in desk.items():
                assert card_question == truth.aliases.get(question, question)
                assert card_key == truth.aliases.get(key, key)
            self.written += [entry for one, entry in journal.items() if one not in self.known[number]]
            self.known[number] = journal
        self.dirty.clear()

    # Time

    @rule(by=st.sampled_from([1_000, 10 * 60_000, 5 * HOUR, DAY, 3 * DAY, 40 * DAY]))
    def time_goes_by(self, by: int) -> None:
        self.now += by

    @rule(who=desks, skew=st.sampled_from([0, -3 * DAY, -HOUR, 20 * HOUR, 10 * DAY]))
    def set_a_clock(self, who: int, skew: int) -> None:
        self.desks[who].skew = skew

    def at(self, who: int) -> int:
        self.now += 7
        return self.now + self.desks[who].skew

    # The bank

    @initialize(chosen=wordings)
    def a_first_deck(self, chosen: tuple[int, ...]) -> None:
        for who in (0, 1):
            self.import_a_deck(who, "甲", chosen, 1, prune=True)

    @rule(
        who=desks,
        name=st.sampled_from(["甲", "甲", "乙"]),
        chosen=wordings,
        case=st.integers(0, 2),
        prune=st.booleans(),
    )
    def import_a_deck(self, who: int, name: str, chosen: tuple[int, ...], case: int, prune: bool) -> None:
        put(self.desks[who].store, deck_of_wordings(name, chosen, case), Options(prune=prune), at=self.at(who))
        self.dirty.add(who)

    @rule(who=desks)
    def undo_an_import(self, who: int) -> None:
        bank.undo_import(self.desks[who].store, deck=None, at=self.at(who))
        self.dirty.add(who)

    # The drill

    @rule(who=desks, new=st.sampled_from([1, 3, 20]))
    def begin_a_drill(self, who: int, new: int) -> None:
        desk = self.desks[who]
        sitting = desk.world.token()
        desk.drill = Drill(desk.store, sitting=sitting, at=self.at(who), limits=Limits(new, 20))
        desk.turns = 0

    @precondition(lambda self: any(desk.drill and desk.drill.current() for desk in self.desks))
    @rule(
        who=desks,
        right=st.booleans(),
        milliseconds=st.sampled_from([0, 800, 9_000, 200_000]),
        hinted=st.booleans(),
        guessed=st.booleans(),
    )
    def answer(self, who: int, right: bool, milliseconds: int, hinted: bool, guessed: bool) -> None:
        who = next(n % 3 for n in range(who, who + 3) if (one := self.desks[n % 3].drill) and one.current())
        desk = self.desks[who]
        shown = desk.drill.current() if desk.drill else None
        assert desk.drill and shown
        before = desk.held()
        at = self.at(who)
        given = desk.drill.answer(
            response_of(shown.question, right), at=at, milliseconds=milliseconds, hinted=hinted, guessed=guessed
        )
        desk.turns += 1
        self.dirty.add(who)
        entry = desk.journal()[given.entry]
        assert (entry.kind, entry.at, entry.device) == ("answer", at, desk.store.device)
        assert entry.verdict == given.verdict.share == float(right)
        assert entry.rating == given.rating and (given.rating == 1) is not right
        held = desk.held()
        assert held != before
        aliases = held.aliases
        card = held.cards[aliases.get(entry.question, entry.question), aliases.get(entry.key, entry.key)]  # type: ignore[index, arg-type]
        assert (given.due, given.answered, given.right) == (card[2], card[5], card[6])
        if card[9] == entry.id:
            assert given.interval == card[2] - study_day(at) >= 1

    @precondition(lambda self: any(desk.turns for desk in self.desks))
    @rule(who=desks)
    def take_an_answer_back(self, who: int) -> None:
        who = next(n % 3 for n in range(who, who + 3) if self.desks[n % 3].turns)
        desk = self.desks[who]
        assert desk.drill
        shown = desk.drill.void(at=self.at(who))
        assert shown is not None and desk.drill.current() == shown
        desk.turns -= 1
        self.dirty.add(who)

    @precondition(lambda self: any(desk.drill and desk.drill.current() for desk in self.desks))
    @rule(who=desks, right=st.booleans())
    def answer_and_think_better_of_it(self, who: int, right: bool) -> None:
        who = next(n % 3 for n in range(who, who + 3) if (one := self.desks[n % 3].drill) and one.current())
        before = self.desks[who].held()
        self.answer(who, right, 5_000, False, False)
        self.desks[who].drill.void(at=self.at(who))  # type: ignore[union-attr]
        self.desks[who].turns -= 1
        assert self.desks[who].held() == before

    @precondition(lambda self: any(desk.turns for desk in self.desks))
    @rule(who=desks, rating=ratings)
    def rate_the_last_answer(self, who: int, rating: int) -> None:
        who = next(n % 3 for n in range(who, who + 3) if self.desks[n % 3].turns)
        desk = self.desks[who]
        assert desk.drill
        assert desk.drill.rate(rating, at=self.at(who)).rating == rating
        self.dirty.add(who)

    @rule(who=desks, which=some, what=st.sampled_from(["star", "flag"]), on=st.booleans())
    def mark_a_question(self, who: int, which: int, what: str, on: bool) -> None:
        desk = self.desks[who]
        numbers = [row[0] for row in desk.store.connection.execute("SELECT no FROM item WHERE removed IS NULL")]
        if numbers:
            drill = desk.drill or Drill(desk.store, sitting=desk.world.token(), at=self.at(who))
            drill.mark(numbers[which % len(numbers)], what, on, at=self.at(who))
            self.dirty.add(who)

    # A paper, written by hand as long as there is no exam

    @rule(who=desks)
    def draft_a_paper(self, who: int) -> None:
        self.sittings.append(self.desks[who].world.token())
        self.desks[who].write(self.at(who), "draft", {"given": ["草稿"]}, sitting=self.sittings[-1])
        self.dirty.add(who)

    @precondition(lambda self: self.sittings)
    @rule(who=desks, paper=some, given=st.lists(st.tuples(some, some, verdicts, ratings), max_size=3))
    def hand_a_paper_in(self, who: int, paper: int, given: list[tuple[int, int, float, int]]) -> None:
        desk = self.desks[who]
        sitting = self.sittings[paper % len(self.sittings)]
        first = desk.make(0, "handin")
        at = self.at(who)
        batch = [
            desk.make(
                at,
                "answer",
                question=QUESTIONS[question % len(QUESTIONS)],
                key=KEYS[key % len(KEYS)],
                verdict=verdict,
                rating=rating if verdict == 1.0 else 1,
                milliseconds=1_000,
                sitting=sitting,
            )
            for question, key, verdict, rating in given
        ]
        batch.append(desk.make(at, "handin", sitting=sitting))
        batch = [_numbered(entry, first.seq + place) for place, entry in enumerate(batch)]
        assert absorb(desk.store, batch).new == len(batch)
        self.dirty.add(who)

    # What entries say of entries, known here or not

    @precondition(lambda self: self.written)
    @rule(who=desks, which=some)
    def void_anything(self, who: int, which: int) -> None:
        target = self.written[-1 - which % len(self.written)]
        self.desks[who].write(self.at(who), "void", {"target": target.id.hex()})
        self.dirty.add(who)

    @precondition(lambda self: self.written)
    @rule(who=desks, which=some, rating=st.sampled_from([1, 2, 4, 0, 5, None]))
    def rate_anything(self, who: int, which: int, rating: int | None) -> None:
        answers = [one for one in self.written if one.kind in ("answer", "past")] or self.written
        target = answers[-1 - which % len(answers)]
        sitting = target.sitting if which % 2 else None
        self.desks[who].write(self.at(who), "rate", {"target": target.id.hex()}, rating=rating, sitting=sitting)
        self.dirty.add(who)

    @rule(who=desks, pair=st.tuples(some, some), keys=st.none() | st.tuples(some, some))
    def call_two_questions_the_same(self, who: int, pair: tuple[int, int], keys: tuple[int, int] | None) -> None:
        old, new = (QUESTIONS[one % len(QUESTIONS)].hex() for one in pair)
        body = {"old": old, "new": new}
        if keys is not None:
            body["old_key"], body["new_key"] = (KEYS[one % len(KEYS)].hex() for one in keys)
        self.desks[who].write(self.at(who), "same", body)
        self.dirty.add(who)

    @rule(
        who=desks,
        question=some,
        key=some,
        verdict=st.sampled_from([1.0, 0.0, 0.5, None]),
        rating=st.sampled_from([1, 2, 3, 4, None, 0]),
        kind=st.sampled_from(["answer", "past"]),
        ago=st.sampled_from([0, DAY, 30 * DAY]),
        milliseconds=st.sampled_from([None, 0, 5_000, -1]),
    )
    def an_answer_from_elsewhere(
        self,
        who: int,
        question: int,
        key: int,
        verdict: float | None,
        rating: int | None,
        kind: str,
        ago: int,
        milliseconds: int | None,
    ) -> None:
        self.desks[who].write(
            self.at(who) - ago,
            kind,
            question=QUESTIONS[question % len(QUESTIONS)] if question % 7 else None,
            key=KEYS[key % len(KEYS)] if key % 7 else None,
            verdict=verdict,
            rating=rating,
            milliseconds=milliseconds,
        )
        self.dirty.add(who)

    @rule(who=desks, body=st.sampled_from(PARAMETERS))
    def set_parameters(self, who: int, body: dict[str, Any]) -> None:
        self.desks[who].write(self.at(who), "params", body)
        self.dirty.add(who)

    @rule(who=desks, question=some)
    def something_of_a_later_version(self, who: int, question: int) -> None:
        target = self.written[-1].id.hex() if self.written else ""
        body = {"target": target, "what": "star", "on": True, "old": "?", "nested": {"列": [1, 2.5, None]}}
        self.desks[who].write(self.at(who), "augury", body, question=QUESTIONS[question % len(QUESTIONS)], rating=9)
        self.dirty.add(who)

    # Between the computers

    @rule(source=desks, to=desks, seed=seeds, share=st.sampled_from([0.3, 0.8, 1.5]))
    def carry_entries_over(self, source: int, to: int, seed: int, share: float) -> None:
        """Some entries, in any order, some of them twice, in one chunk or several."""
        chance = random.Random(seed)
        journal = list(self.desks[source].journal().values())
        chosen = [entry for entry in journal for _ in range(2) if chance.random() < share / 2]
        chance.shuffle(chosen)
        cut = chance.randint(0, len(chosen))
        for chunk in (chosen[:cut], chosen[cut:]):
            known = self.desks[to].journal().keys()
            fresh = {entry.id for entry in chunk} - known
            absorbed = absorb(self.desks[to].store, chunk)
            assert (absorbed.new, absorbed.known, absorbed.refused) == (len(fresh), len(chunk) - len(fresh), 0)
        self.dirty.add(to)

    @rule(source=desks, to=desks, seed=seeds)
    def carry_entries_over_by_another_program(self, source: int, to: int, seed: int) -> None:
        """The command line absorbs while the drill stays open."""
        chance = random.Random(seed)
        journal = list(self.desks[source].journal().values())
        other = open_store(self.desks[to].path, synchronous="OFF", rules=RULES)
        try:
            absorb(other, chance.sample(journal, chance.randint(0, len(journal))))
        finally:
            other.close()
        self.dirty.add(to)

    @precondition(lambda self: self.written)
    @rule(to=desks, which=some, how=st.integers(0, 9))
    def offer_a_forged_entry(self, to: int, which: int, how: int) -> None:
        entry = self.written[which % len(self.written)]
        absorbed = absorb(self.desks[to].store, [forged(entry, how)])
        assert (absorbed.new, absorbed.known, absorbed.refused) == (0, 0, 1)
        self.dirty.add(to)

    @rule(source=desks, to=desks)
    def restore_a_backup(self, source: int, to: int) -> None:
        desk = self.desks[to]
        path = desk.folder / "backup.db"
        backup(self.desks[source].store, path)
        united = desk.journal() | self.desks[source].journal()
        old = desk.store.device
        restore(desk.store, path, desk.world, at=self.at(to))
        assert desk.journal() == united
        parent = desk.store.connection.execute(
            "SELECT parent, parent_seq, parent_entry FROM device WHERE id = ?", (desk.store.device,)
        ).fetchone()
        last = united[max(united)] if united else None
        assert desk.store.device != old
        assert parent == ((last.device, last.seq, last.id) if last else (None, None, None))
        self.dirty.add(to)

    @rule(who=desks, elsewhere=st.booleans())
    def open_again(self, who: int, elsewhere: bool) -> None:
        """Close and open the store, perhaps on another machine."""
        desk = self.desks[who]
        old = desk.store.device
        desk.close()
        if elsewhere:
            desk.world.machine += "'"
        desk.open()
        assert (desk.store.device != old) is elsewhere
        self.dirty.add(who)

    @rule(who=desks)
    def rebuild(self, who: int) -> None:
        before = self.desks[who].held()
        replaying.rebuild(self.desks[who].store)
        assert self.desks[who].held() == before
        self.dirty.add(who)

    @rule()
    def everybody_knows_everything(self) -> None:
        """Stores that hold the same set of entries hold equal caches."""
        journals = [desk.journal() for desk in self.desks]
        everything = journals[0] | journals[1] | journals[2]
        chance = random.Random(len(everything))
        for desk, journal in zip(self.desks, journals, strict=True):
            batch = [entry for one, entry in everything.items() if one not in journal]
            chance.shuffle(batch)
            absorb(desk.store, batch)
        self.dirty = {0, 1, 2}
        self.the_caches_are_what_the_journal_says()
        assert self.desks[0].held() == self.desks[1].held() == self.desks[2].held()
        for device in {entry.device for entry in everything.values()}:
            numbers = sorted(entry.seq for entry in everything.values() if entry.device == device)
            assert numbers == list(range(1, len(numbers) + 1))


def _numbered(entry: Entry, seq: int) -> Entry:
    """The entry with another number, and the id that this gives it."""
    from studyapp.identity import make_entry

    return make_entry(
        device=entry.device,
        seq=seq,
        at=entry.at,
        kind=entry.kind,
        question=entry.question,
        key=entry.key,
        verdict=entry.verdict,
        rating=entry.rating,
        milliseconds=entry.milliseconds,
        sitting=entry.sitting,
        body=entry.body,
    )


def forged(entry: Entry, how: int) -> Entry:
    """The entry with something changed that its id was made from, or with another id."""
    return (
        replace(entry, verdict=0.25 if entry.verdict != 0.25 else None),
        replace(entry, rating=4 if entry.rating != 4 else 3),
        replace(entry, milliseconds=(entry.milliseconds or 0) + 1),
        replace(entry, at=entry.at + 1),
        replace(entry, day=entry.day + 1),
        replace(entry, kind=f"{entry.kind}s"),
        replace(entry, body={**entry.body, "more": 1}),
        replace(entry, seq=entry.seq + 1),
        replace(entry, id=entry.id[:-1] + bytes([entry.id[-1] ^ 1])),
        replace(entry, device=entry.device[::-1] + "0"),
    )[how]


TestLearner = Learner.TestCase
