"""Practice as the screens and commands ask for it."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from studyapp.desk.full import Desk
from studyapp.desk.practice import DRAWN, Practices, Selection
from studyapp.model import DAY, KeyPoints, Kind, Passed, Picked, Question, Ticked
from studyapp.model.activity import Activity, PointRules
from studyapp.shelf import Shelf
from studyapp.store import entries, plans, settings
from studyapp.store.errors import StoreError
from studyapp.store.opening import Store
from studyapp.world import World
from tests.importing.decks import MATERIALS, case_deck
from tests.support import MONDAY, deck_of, give, make_store, put, single

RIGHT = Picked((0,))
SHORT = Question(
    kind=Kind.SHORT,
    prompt="一位群众来窗口问：单位没给我缴社保，怎么办？请答复。",
    answer=KeyPoints(("先问清用工情况", "告知可向征收机构投诉", "告知维权时效")),
    subject="综合服务",
)


class Machine(World):
    """A clock that the test moves, and chance that can be foretold."""

    def __init__(self, home: str) -> None:
        super().__init__(home)
        self.at = MONDAY
        self._numbers = itertools.count(1)

    def now(self) -> int:
        return self.at

    def token(self) -> str:
        return f"{next(self._numbers):016x}"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Forty questions of one deck, a case and a short one of another."""
    store = make_store(tmp_path)
    put(store, deck_of([single(number) for number in range(40)], name="甲"))
    put(store, case_deck((MATERIALS[0], [single(41), SHORT])))
    return store


@pytest.fixture
def practices(store: Store) -> Practices:
    return Practices(Desk(Machine(str(store.path.parent)), store))


def test_counts_and_lists_of_all_decks_or_one(practices: Practices, store: Store) -> None:
    give(store, single(3), right=False)
    counts = practices.counts()
    assert (counts[Shelf.WRONG], counts[Shelf.UNSEEN], counts[Shelf.SITUATIONS]) == (1, 41, 2)
    assert practices.counts("甲")[Shelf.SITUATIONS] == 0
    assert len(practices.numbers(Selection(Shelf.WRONG))) == 1
    assert [one.subject for one in practices.chapters()] == ["社会保险", "综合服务"]
    with pytest.raises(StoreError) as told:
        practices.counts("乙")
    assert "没有名为“{name}”的题库" in told.value.why.text


def test_at_random_it_is_so_many_and_never_twice_the_same(practices: Practices) -> None:
    drawn = [practices.numbers(Selection(Shelf.RANDOM)) for _ in range(5)]
    assert {len(set(one)) for one in drawn} == {DRAWN}
    assert len(set(drawn)) == 5
    assert len(practices.numbers(Selection(Shelf.RANDOM, limit=99))) == 42
    assert len(practices.numbers(Selection(Shelf.UNSEEN, limit=7))) == 7


def test_how_long_the_book_keeps_a_question_can_be_set(practices: Practices, store: Store) -> None:
    give(store, single(3), right=False, at=MONDAY - 4 * DAY)
    give(store, single(3), at=MONDAY - 2 * DAY)
    assert practices.counts()[Shelf.WRONG] == 1
    settings.write(store.connection, "mended", "1")
    assert practices.counts()[Shelf.WRONG] == 0


def test_time_spent_in_practice_finishes_the_day_s_task(practices: Practices, store: Store) -> None:
    plans.write(store, Activity("p", "练兵", minutes=1))
    session = practices.open(Selection(Shelf.UNSEEN, limit=3))
    for _number in range(3):
        session.answer(RIGHT, at=MONDAY, milliseconds=30_000)
    assert session.current() is None
    assert session.progress().finished
    assert [one.kind for one in entries.every(store.connection)].count("done") == 1


def test_ticks_make_the_verdict_the_rating_and_the_points_of_the_plan(practices: Practices, store: Store) -> None:
    for worth, expected in ((0, 0), (2, 2)):
        plans.write(store, Activity("p", "练兵", points=PointRules(right=5, kinds=(("short", worth),))))
        session = practices.open(Selection(Shelf.CHAPTER, chapter="综合服务"))
        shown = session.current()
        assert shown is not None and shown.case is not None and shown.case.prompt == MATERIALS[0]
        part = session.answer(Ticked((2,)), at=MONDAY, milliseconds=40_000)
        assert (part.verdict.right, part.verdict.parts, part.rating) == (False, (False, False, True), 1)
        assert 0 < part.verdict.share < 1
        whole = session.answer(Ticked((0, 1, 2)), at=MONDAY + 1, milliseconds=40_000)
        assert (whole.verdict.right, whole.rating) == (True, 3)
        assert session.end(at=MONDAY).points == expected


def test_nothing_to_practise(practices: Practices) -> None:
    session = practices.open(Selection(Shelf.WRONG))
    assert session.current() is None


def test_the_book_to_print(practices: Practices, store: Store) -> None:
    for days in (3, 2):
        missing = practices.open(Selection(Shelf.CHAPTER, chapter="综合服务"))
        missing.answer(Passed(), at=MONDAY - days * DAY, milliseconds=9_000)
    give(store, single(7), right=False, at=MONDAY - DAY)
    give(store, single(5), right=False, at=MONDAY)
    told = [(one.question, one.times, one.case and one.case.prompt) for one in practices.wrong()]
    assert told == [(single(5), 1, None), (single(7), 1, None), (SHORT, 2, MATERIALS[0])]
    session = practices.open(Selection(Shelf.WRONG))
    shown = session.current()
    assert shown is not None and shown.question == SHORT, "what was missed longest ago is asked first"
    session.answer(Passed(), at=MONDAY, milliseconds=1)
