"""What holds of points and titles, whatever a journal holds: order, repetition, caps, clocks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from studyapp import journal
from studyapp.activity.results import results_of
from studyapp.activity.standing import leave_of, record_of, standing_of
from studyapp.identity import make_entry
from studyapp.journal import Rules
from studyapp.model import DAY, Entry, study_day
from studyapp.model.activity import Activity, PointRules, Standing, StudyDay
from studyapp.points import day_counts, day_points
from studyapp.timeliness import OUTVOTED
from tests.activity.plans import PLAN, day
from tests.simulation.journals import journals

CAPPED = replace(PLAN, first=None, last=None, points=PointRules(cap=3, keeps=2))
FIRST = day("2021-05-06")
NOON = 4 * 3_600_000
HOUR = 3_600_000


def standing(entries: Iterable[Entry], today: int, plan: Activity = CAPPED) -> Standing:
    """What the app says, from nothing but the entries and the plan."""
    some = list(entries)
    fold = journal.replay(some, Rules(points=plan.points))
    days = {
        one: StudyDay(
            tally.fair,
            tally.fair_right,
            tally.milliseconds,
            tally.done,
            day_points(tally.worth, plan.points),
            day_counts(tally.fair, tally.done, plan.points),
        )
        for one, tally in fold.days.items()
    }
    leave = leave_of([entry for entry in some if entry.kind == "leave"], plan)
    return standing_of(plan, record_of(plan, days, results_of(some, fold.untimely), leave), today)


def answer(seq: int, on: int, *, question: int = 0, device: str = "d", right: bool = True, spent: int = 9_000) -> Entry:
    one = question.to_bytes(16)
    facts: dict[str, Any] = {"verdict": float(right), "rating": 3 if right else 1, "milliseconds": spent}
    body = {"kind": "single", "length": 30}
    at = on * DAY + NOON + seq
    return make_entry(device=device, seq=seq, at=at, kind="answer", question=one, key=one, body=body, **facts)


@given(journals(max_size=20), st.integers(0, 1 << 32), st.integers(20_770, 20_830))
def test_order_and_repetition_change_nothing(some: list[Entry], seed: int, today: int) -> None:
    mixed = some + Random(seed).sample(some, len(some) // 2)
    Random(seed).shuffle(mixed)
    assert standing(mixed, today) == standing(some, today)


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 9), st.booleans(), st.sampled_from([300, 949, 950, 9_000])))
)
def test_no_answers_earn_more_than_the_cap_or_than_there_are_questions(
    given_: list[tuple[int, int, bool, int]],
) -> None:
    some = [
        answer(seq, FIRST + on, question=question, right=right, spent=spent)
        for seq, (on, question, right, spent) in enumerate(sorted(given_), 1)
    ]
    days = {on for on, *_rest in given_}
    earned = {(on, question) for on, question, right, spent in given_ if right and spent >= 950}
    here = standing(some, FIRST)
    assert here.points == sum(min(3, sum(one == on for one, _question in earned)) for on in days)


honest_days = st.lists(st.integers(0, 60), min_size=1, max_size=40, unique=True).map(sorted)


def honest(days: list[int]) -> list[Entry]:
    """Two answers on each of these days."""
    return [
        answer(2 * place + number, FIRST + on, question=place) for place, on in enumerate(days) for number in (1, 2)
    ]


@given(honest_days, st.lists(st.integers(-40, 59), min_size=1, max_size=30))
def test_a_clock_turned_back_neither_breaks_nor_earns(days: list[int], back: list[int]) -> None:
    """However much is answered on up to six days that are over, in whatever order."""
    over = [one for one in back if one < days[-1]]
    over = [one for one in over if one in set(list(dict.fromkeys(over))[: OUTVOTED - 1])]
    some = honest(days)
    cheating = [answer(2 * len(days) + 1 + number, FIRST + on, question=900 + number) for number, on in enumerate(over)]
    for today in (FIRST + days[-1], FIRST + days[-1] + 1):
        assert standing(some + cheating, today) == standing(some, today)


@given(honest_days, st.sampled_from([-11, -8, 0, 8, 12]))
def test_travelling_over_time_zones_changes_nothing(days: list[int], zone: int) -> None:
    """A study day is that of Shanghai, wherever the computer thinks it is: the instant counts, not the wall clock."""
    for entry in honest(days):
        wall = entry.at + zone * HOUR  # what a clock on the wall there shows
        assert study_day(wall - zone * HOUR) == entry.day


@given(honest_days, honest_days)
def test_two_computers_are_one_learner(here: list[int], there: list[int]) -> None:
    other = [
        answer(entry.seq, entry.day, question=500 + number, device="e") for number, entry in enumerate(honest(there))
    ]
    today = FIRST + 60
    counted = standing(honest(here) + other, today)
    assert counted.longest >= max(standing(honest(here), today).longest, standing(other, today).longest)
