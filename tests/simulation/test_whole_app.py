"""One learner, three computers, everything that can happen to them, held against the plain model after every step."""

from __future__ import annotations

import itertools
import json
import random
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from studyapp import grading
from studyapp.identity import key_digest, question_id
from studyapp.importing.executing import Options
from studyapp.importing.histories import histories_of
from studyapp.model import DAY, Entry, History, Passed, study_day
from studyapp.queue import Limits
from studyapp.session import Drill
from studyapp.store import absorbing, bank, batches, replaying
from studyapp.store.absorbing import absorb
from studyapp.store.opening import open_store
from studyapp.store.restoring import backup, restore
from tests.simulation.desks import CAP, KEYS, QUESTIONS, RULES, Desk, deck_of_wordings, forged
from tests.simulation.journals import PARAMETERS, journals
from tests.simulation.model import truth_of
from tests.strategies import histories
from tests.support import MONDAY, StillWorld, examples, put

HOUR = 3_600_000

desks = st.integers(0, 2)
some = st.integers(0, 999)
"""Which of a list whose length is not known yet: taken modulo."""
seeds = st.integers(0, 65_535)
wordings = st.tuples(*[st.integers(0, 4)] * 4)
verdicts = st.sampled_from([1.0, 1.0, 0.0, 0.5])
ACTS = ("right", "right", "pass", "pass", "fast", "slow", "hint", "guess", "void", "rate", "regret")
MEDDLING = ("params", "same", "answer")
acts = st.sampled_from([*ACTS, *MEDDLING])
papers = st.sampled_from(["paper 1", "paper 2"])
KINDS = ("answer", "answer", "void", "rate", "same", "same", "past", "mark", "params", "handin", "augury")


class Learner(RuleBasedStateMachine):
    """Does to three stores what people, networks and clocks do."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.many, absorbing.MANY = absorbing.MANY, 5  # so that batches are both folded in and replayed
        self.now = MONDAY
        root = Path(self.folder.name)
        chances = [itertools.count(10_000 * number) for number in (1, 2, 3)]
        self.desks = [Desk(root / f"{number}", StillWorld(f"{number}", one)) for number, one in enumerate(chances)]
        self.written: list[Entry] = []
        self.dirty = {0, 1, 2}

    def teardown(self) -> None:
        try:
            self.everybody_knows_everything()
        finally:
            absorbing.MANY = self.many
            for desk in self.desks:
                desk.close()
            self.folder.cleanup()

    def touch(self, who: int) -> Desk:
        """The desk that is about to change."""
        self.dirty.add(who)
        return self.desks[who]

    def at(self, who: int) -> int:
        """What the clock of a desk says."""
        self.now += 7
        return self.now + self.desks[who].skew

    # What holds at all times

    @invariant()
    def the_caches_are_what_the_journal_says(self) -> None:
        for desk in [self.desks[number] for number in sorted(self.dirty)]:
            journal = desk.journal()
            assert desk.known.items() <= journal.items(), "an entry was lost or changed"
            truth = truth_of(journal.values(), CAP)
            assert desk.held() == truth
            assert replaying.check(desk.store) == ()
            for question, card_question, key, card_key in desk.items():
                assert card_question == truth.aliases.get(question, question)
                assert card_key == truth.aliases.get(key, key)
            self.written += [entry for one, entry in journal.items() if one not in desk.known]
            desk.known = journal
        self.dirty.clear()

    # Time

    @rule(
        by=st.sampled_from([0, 1_000, 10 * 60_000, 5 * HOUR, DAY, 3 * DAY, 40 * DAY]),
        who=desks,
        skew=st.sampled_from([None, None, 0, -3 * DAY, -HOUR, 20 * HOUR, 10 * DAY]),
    )
    def time_goes_by(self, by: int, who: int, skew: int | None) -> None:
        """And somebody sets a clock, right or wrong."""
        self.now += by
        if skew is not None:
            self.desks[who].skew = skew

    # The bank

    @initialize(chosen=wordings)
    def a_first_deck(self, chosen: tuple[int, ...]) -> None:
        for who in (0, 1):
            self.import_a_deck(who, "甲", chosen, 1, prune=True)

    @rule(who=desks, chosen=wordings)
    def import_a_correction_and_undo_it(self, who: int, chosen: tuple[int, ...]) -> None:
        desk = self.desks[who]
        before = desk.held()
        report = put(desk.store, deck_of_wordings("甲", chosen, 2), at=self.at(who))
        self.dirty.add(who)
        if report.written:
            self.undo_an_import(who)
        assert desk.held() == before

    @rule(who=desks, name=st.sampled_from("甲甲乙"), chosen=wordings, case=st.integers(0, 2), prune=st.booleans())
    def import_a_deck(self, who: int, name: str, chosen: tuple[int, ...], case: int, prune: bool) -> None:
        put(self.touch(who).store, deck_of_wordings(name, chosen, case), Options(prune=prune), at=self.at(who))

    @rule(who=desks, source=desks, chosen=wordings, told=st.lists(histories(MONDAY), min_size=1, max_size=3))
    def take_a_package_over(self, who: int, source: int, chosen: tuple[int, ...], told: list[dict[str, Any]]) -> None:
        """A package that brings along what was answered at another desk, and what nobody here knows of."""
        deck = deck_of_wordings("甲", chosen, 1)
        there = self.desks[source].store.connection
        known = histories_of(there, [item for item in bank.find_items(there) if item.kind != "case"])
        elsewhere = [
            History(place, tuple(body["at"]), tuple(body["ratings"]), tuple(body["milliseconds"]))
            for place, body in enumerate(told)
        ]
        package = replace(deck, histories=(*known, *elsewhere))
        put(self.touch(who).store, package, at=self.at(who))
        self.the_caches_are_what_the_journal_says()
        before = self.desks[who].journal()
        put(self.desks[who].store, package, at=self.at(who))
        assert self.desks[who].journal() == before

    @rule(who=desks)
    def undo_an_import(self, who: int) -> None:
        """What the import declared the same is taken back with it."""
        desk = self.touch(who)
        last = "SELECT coalesce(max(no), 0), sames FROM batch WHERE undone = 0"
        _batch, sames = desk.store.connection.execute(last).fetchone()
        batches.undo_import(desk.store, deck=None, at=self.at(who))
        voided = {str(entry.body.get("target")) for entry in desk.journal().values() if entry.kind == "void"}
        assert set(json.loads(sames or "[]")) <= voided

    # The drill

    def begin_a_drill(self, who: int, new: int) -> None:
        desk = self.desks[who]
        desk.drill = Drill(desk.store, sitting=desk.world.token(), at=self.at(who), limits=Limits(new, 20))
        desk.turns = 0

    @rule(who=desks, new=st.sampled_from([None, 1, 3, 20]), acts=st.lists(acts, min_size=2, max_size=9), which=some)
    def drill(self, who: int, new: int | None, acts: list[str], which: int) -> None:
        """Answer, take back, rate; and meanwhile another program writes into the store."""
        if new is not None or self.desks[who].shown is None:
            self.begin_a_drill(who, new or 20)
        for act in acts:
            if act in MEDDLING:
                self.meddle(who, act, which)
            elif act == "void":
                self.take_the_last_answer_back(who)
            elif act == "rate":
                self.rate_the_last_answer(who, 1 + which % 4)
            elif act == "regret":
                self.answer_and_think_better_of_it(who)
            else:
                self.answer(who, act)

    def answer(self, who: int, act: str) -> None:
        desk, at = self.touch(who), self.at(who)
        if desk.drill is None or desk.shown is None:
            return
        response = Passed() if act == "pass" else grading.ideal(desk.shown.question)
        time = {"fast": 0, "slow": 200_000}.get(act, 9_000)
        given = desk.drill.answer(response, at=at, milliseconds=time, hinted=act == "hint", guessed=act == "guess")
        desk.turns += 1
        entry = desk.journal()[given.entry]
        assert (entry.kind, entry.at, entry.device) == ("answer", at, desk.store.device)
        assert entry.verdict == given.verdict.share == float(act != "pass")
        assert entry.rating == given.rating and (given.rating == 1) is (act == "pass")
        assert entry.question and entry.key
        held = desk.held()
        place = held.aliases.get(entry.question, entry.question), held.aliases.get(entry.key, entry.key)
        _stability, _difficulty, due, _last, _first, answered, right, *_rest, last = held.cards[place]
        assert (given.due, given.answered, given.right) == (due, answered, right)
        assert last != entry.id or given.interval == due - study_day(at) >= 1

    def take_the_last_answer_back(self, who: int) -> None:
        desk = self.touch(who)
        if desk.drill and desk.turns:
            shown = desk.drill.void(at=self.at(who))
            assert shown is not None and shown == desk.shown
            desk.turns -= 1

    def rate_the_last_answer(self, who: int, rating: int) -> None:
        desk = self.touch(who)
        if desk.drill and desk.turns:
            assert desk.drill.rate(rating, at=self.at(who)).rating == rating

    def answer_and_think_better_of_it(self, who: int) -> None:
        before = self.desks[who].held()
        if self.desks[who].shown:
            self.answer(who, "right")
            self.take_the_last_answer_back(who)
        assert self.desks[who].held() == before

    def meddle(self, who: int, act: str, which: int) -> None:
        """What another program does to the store while the drill is open."""
        desk, at = self.touch(who), self.at(who)
        facts: dict[str, Any] = {"body": PARAMETERS[which % len(PARAMETERS)]}
        if act == "same":
            facts["body"] = {"old": QUESTIONS[which % 4].hex(), "new": QUESTIONS[which // 4 % 4].hex()}
        elif act == "answer":
            question, key = QUESTIONS[which % 4], KEYS[which % 3]
            if desk.shown is not None:
                question, key = question_id(desk.shown.question), key_digest(desk.shown.question)
            facts = {"question": question, "key": key, "verdict": 1.0, "rating": 3}
        entry = desk.make(at, act, **facts)
        other = open_store(desk.path, synchronous="OFF", rules=RULES)
        try:
            assert absorb(other, [entry]).new == 1
        finally:
            other.close()

    # A paper, written by hand as long as there is no exam

    @rule(who=desks, paper=papers, given=st.lists(st.tuples(some, some, verdicts), max_size=2), handed_in=st.booleans())
    def write_a_paper(self, who: int, paper: str, given: list[tuple[int, int, float]], handed_in: bool) -> None:
        """A draft and some answers, and the hand-in with them in one transaction; or one without the other."""
        desk, at = self.touch(who), self.at(who)
        batch = [desk.make(at, "draft", {"given": ["草稿"]}, sitting=paper)]
        for question, key, verdict in given:
            facts: dict[str, Any] = {
                "question": QUESTIONS[question % len(QUESTIONS)],
                "key": KEYS[key % len(KEYS)],
                "verdict": verdict,
            }
            rating = 3 if verdict == 1.0 else 1
            batch.append(desk.make(at, "answer", ahead=len(batch), rating=rating, sitting=paper, **facts))
        if handed_in:
            batch.append(desk.make(at, "handin", ahead=len(batch), sitting=paper))
        assert absorb(desk.store, batch).new == len(batch)

    # What entries say of entries, known here or not

    @precondition(lambda self: self.written)
    @rule(who=desks, kind=st.sampled_from(KINDS), which=some)
    def void_anything(self, who: int, kind: str, which: int) -> None:
        self.touch(who).write(self.at(who), "void", {"target": self.choose(kind, which).id.hex()})

    @precondition(lambda self: self.written)
    @rule(who=desks, which=some, rating=st.sampled_from([1, 2, 4, 0, 5, None]))
    def rate_anything(self, who: int, which: int, rating: int | None) -> None:
        target = self.choose("answer", which)
        body, sitting = {"target": target.id.hex()}, target.sitting if which % 2 else None
        self.touch(who).write(self.at(who), "rate", body, rating=rating, sitting=sitting)

    @precondition(lambda self: self.written)
    @rule(who=desks, which=some, kind=st.sampled_from(["rate", "void"]))
    def speak_and_void_what_was_said(self, who: int, which: int, kind: str) -> None:
        """Rate or void an answer, then void the rating, or the void."""
        for target in (self.choose("answer", which), None):
            said = kind if target else "void"
            body = {"target": (target or self.written[-1]).id.hex()}
            self.touch(who).write(self.at(who), said, body, rating=1 + which % 4 if said == "rate" else None)
            self.the_caches_are_what_the_journal_says()

    def choose(self, kind: str, which: int) -> Entry:
        """One of the entries of a kind that were written anywhere, the last one first."""
        fit = [one for one in self.written if one.kind == kind] or self.written
        return fit[-1 - which % len(fit)]

    @rule(who=desks, to=desks, tangle=journals(8, QUESTIONS, KEYS), seed=seeds)
    def a_tangle_from_elsewhere(self, who: int, to: int, tangle: list[Entry], seed: int) -> None:
        """What other devices wrote, in any order, one by one; some of it comes to another desk only."""
        random.Random(seed).shuffle(tangle)
        for entry in tangle:
            absorb(self.touch(to if seed % 5 == 0 else who).store, [entry])
            self.the_caches_are_what_the_journal_says()
            seed //= 5

    @rule(who=desks, kind=st.sampled_from(["mark", "same", "params", "augury"]), which=some, on=st.booleans())
    def say_something(self, who: int, kind: str, which: int, on: bool) -> None:
        """A mark, a link, parameters, or what only a later version of the app understands."""
        desk, question = self.touch(who), QUESTIONS[which % 4]
        body: dict[str, Any] = {"what": "star", "on": on, "nested": {"列": [1, 2.5, None]}}
        if kind == "same":
            body = {"old": question.hex(), "new": QUESTIONS[which // 4 % 4].hex()}
            body |= {"old_key": KEYS[which % 3].hex(), "new_key": KEYS[which // 3 % 3].hex()} if on else {}
        elif kind == "params":
            body = PARAMETERS[which % len(PARAMETERS)]
        items = [item.no for item in bank.find_items(desk.store.connection)]
        if kind == "mark" and items:
            drill = desk.drill or Drill(desk.store, sitting=desk.world.token(), at=self.at(who))
            drill.mark(items[which % len(items)], "flag", on, at=self.at(who))
        desk.write(self.at(who), kind, body, question=question)

    # Between the computers

    @rule(source=desks, to=desks, seed=seeds, share=st.sampled_from([0.3, 0.8, 1.5]), by_another=st.booleans())
    def carry_entries_over(self, source: int, to: int, seed: int, share: float, by_another: bool) -> None:
        """Some entries, in any order, some of them twice, in two chunks; or by another program, if a drill is open."""
        chance, desk = random.Random(seed), self.touch(to)
        chosen = [one for one in self.desks[source].journal().values() for _ in "12" if chance.random() < share / 2]
        chance.shuffle(chosen)
        cut = chance.randint(0, len(chosen))
        store = open_store(desk.path, synchronous="OFF", rules=RULES) if by_another else desk.store
        for chunk in (chosen[:cut], chosen[cut:]):
            fresh = len({entry.id for entry in chunk} - desk.journal().keys())
            absorbed = absorb(store, chunk)
            assert (absorbed.new, absorbed.known, absorbed.refused) == (fresh, len(chunk) - fresh, 0)
        if by_another:
            store.close()

    @precondition(lambda self: self.written)
    @rule(to=desks, which=some, how=st.integers(0, 9))
    def offer_a_forged_entry(self, to: int, which: int, how: int) -> None:
        entry = self.written[which % len(self.written)]
        absorbed = absorb(self.touch(to).store, [forged(entry, how)])
        assert (absorbed.new, absorbed.known, absorbed.refused) == (0, 0, 1)

    @rule(source=desks, to=desks)
    def restore_a_backup(self, source: int, to: int) -> None:
        desk = self.touch(to)
        path, old = desk.folder / "backup.file", desk.store.device
        backup(self.desks[source].store, path)
        united = desk.journal() | self.desks[source].journal()
        restore(desk.store, path, desk.world, at=self.at(to))
        assert desk.journal() == united
        assert desk.store.device != old
        parent = desk.store.connection.execute(
            "SELECT parent, parent_seq, parent_entry FROM device WHERE id = ?", (desk.store.device,)
        ).fetchone()
        last = united[max(united)] if united else None
        assert parent == ((last.device, last.seq, last.id) if last else (None, None, None))

    @rule(who=desks, elsewhere=st.booleans())
    def open_again(self, who: int, elsewhere: bool) -> None:
        """Replay, close and open the store, perhaps on another machine."""
        desk = self.touch(who)
        before, old = desk.held(), desk.store.device
        replaying.rebuild(desk.store)
        assert desk.held() == before
        desk.close()
        desk.world.machine += "'" if elsewhere else ""
        desk.open()
        assert (desk.store.device != old) is elsewhere

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
        for device in {entry.device for entry in everything.values()} - {"d1", "d2"}:
            numbers = sorted(entry.seq for entry in everything.values() if entry.device == device)
            assert numbers == list(range(1, len(numbers) + 1)), "a number was given twice or left out"
        for desk in self.desks:
            assert desk.store.connection.execute("PRAGMA foreign_key_check").fetchall() == []


class AnotherLearner(Learner):
    """The same again, so that two workers share the examples."""


TestLearner = Learner.TestCase
TestAnotherLearner = AnotherLearner.TestCase
TestLearner.settings = TestAnotherLearner.settings = settings(max_examples=examples(25))
