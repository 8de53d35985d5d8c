"""Village offices without a network, a stick, and a county: the board that comes back is exact to the point."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from random import Random

import pytest

from studyapp import (
    Activity,
    Board,
    Entry,
    Facts,
    Place,
    Question,
    Scope,
    identify,
    judge,
    learner_record,
    points_by_day,
    read_plan,
)
from studyapp.grading import record
from studyapp.model import Choices, Picked
from studyapp.model.asked import length_of
from studyapp.store import entries, remotes
from studyapp_hub.folders import exchange
from tests.plugins.studyapp_folder.test_by_stick import DAY, Desk, Village, dropped, village
from tests.support import StillWorld, single, write
from tests.sync.hub import Hub as Office
from tests.sync.machines import NAME, Clock

QUESTIONS = [single(number, right=number % 4) for number in range(40)]
KEYS = {identify(one).key: one for one in QUESTIONS}
FIRST = 1_619_841_600_000
"""2021-05-01 12:00 in Shanghai."""

PLAN = """
id = "2021-qs"
name = "青山县业务技能练兵"
first = 2021-05-01
last = 2021-10-31

[points]
cap = 6
"""


class County(Desk):
    """A hub whose board is the fold of what it holds, by its own key."""

    def __init__(self, office: Office, activity: Activity) -> None:
        super().__init__(office)
        self.plan = activity

    def board(
        self, scope: str, period: str, *, at: int, device: str = "", names: bool = False, top: int = 100
    ) -> Board:
        mine = self.learner_of(device)
        points = {one: fold(some.values(), self.plan) for one, some in self.office.entries.items()}
        ranks = {value: 1 + sum(other > value for other in points.values()) for value in points.values()}
        places = tuple(
            Place(ranks[value], one, "青山县", value, mine=one == mine)
            for one, value in sorted(points.items(), key=lambda row: -row[1])
        )
        return Board(scope, "青山县", period, at, len(points), places, places if device else ())

    def scopes(self, device: str, *, at: int | None = None) -> tuple[Scope, ...]:
        return (Scope("*", "全部"),)


def fold(some: Iterable[Entry], activity: Activity) -> int:
    """What some entries of a learner come to, by the definition."""
    journal = list(some)
    judged = {
        one.id: judge(KEYS[one.key], one.body["given"])
        for one in journal
        if one.kind == "answer" and one.key is not None
    }
    return sum(points_by_day(activity, learner_record(journal, Facts(judged), activity)).values())


def answer(pc: Village, question: Question, picked: int, at: int) -> None:
    """Answer as the app writes it down."""
    assert isinstance(question.answer, Choices)
    told, right = identify(question), question.answer.right == (picked,)
    body = {"given": record(question, Picked((picked,))), "kind": str(question.kind), "length": length_of(question)}
    write(
        pc.store,
        "answer",
        body,
        at=at,
        question=told.question,
        key=told.key,
        verdict=float(right),
        rating=3 if right else 1,
        milliseconds=9_000,
        sitting="s",
    )


@pytest.fixture
def activity() -> Activity:
    found = read_plan(PLAN, "plan.toml")
    assert found.activity is not None, found.flaws
    return found.activity


def test_three_weeks_in_villages_are_exact_to_the_point(tmp_path: Path, activity: Activity) -> None:
    office, clock, world = (
        Office(codes={f"code-{number}": f"学员{number}" for number in range(3)}),
        Clock(FIRST),
        StillWorld(),
    )
    county, stick = County(office, activity), tmp_path / "盘"
    stick.mkdir()
    chance = Random(1)
    pcs = [village(tmp_path / f"pc-{number}", office, clock, stick, world) for number in range(3)]
    for number, pc in enumerate(pcs):
        pc.join(f"code-{number}")
    for day in range(21):
        for place, pc in enumerate(pcs):
            for number in range(3 + 2 * place):
                answer(pc, QUESTIONS[(7 * day + number) % 40], chance.randrange(4), clock.now())
                clock.at += 20_000
            assert pc.sync().trouble is None
        clock.at = FIRST + (day + 1) * DAY
    assert exchange(county, stick, at=clock.now()).trouble is None
    expected = {f"学员{number}": fold(entries.every(pc.store.connection), activity) for number, pc in enumerate(pcs)}
    assert len(set(expected.values())) == 3 and min(expected.values()) > 10
    for number, pc in enumerate(pcs):
        outcome = pc.sync()
        assert (outcome.trouble, outcome.waiting) == (None, 0)
        kept = remotes.kept_board(pc.store.connection, NAME, "", "all")
        assert kept is not None
        assert {one.name: one.points for one in kept[0].places} == expected
        assert [one.name for one in kept[0].near if one.mine] == [f"学员{number}"]
    assert dropped(stick) == []
    board = county.board("*", "all", at=0)
    assert exchange(county, stick, at=clock.now()).statements == 0
    assert county.board("*", "all", at=0) == board
