"""Plans in TOML: what is read, and what is said of each fault; the line, how bad, the code, the sentence."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.activity.reading import read_plan
from studyapp.model import Severity
from studyapp.model.activity import Makeup, Part, Period, PointRules, SubjectShare, TitleRule
from studyapp.model.question import Kind
from studyapp.words import say
from tests.activity.plans import day
from tests.activity.texts import GOOD, faults, hold_against, said


def test_a_plan_is_read() -> None:
    read = read_plan(GOOD, "plan.toml")
    assert read.flaws == ()
    plan = read.activity
    assert plan is not None
    assert (plan.id, plan.name, plan.first, plan.last) == ("test-2021", "练兵", day("2021-04-01"), day("2021-12-31"))
    assert plan.points == PointRules(cap=60, keeps=5, kinds=(("short", 0),))
    assert plan.makeup == Makeup(within=7, monthly=2)
    assert plan.subjects == (SubjectShare("社会保险", 2.0, ("社保",)), SubjectShare("劳动关系"))
    (weekly,) = plan.tasks
    assert (weekly.id, weekly.period, weekly.attempts, weekly.blueprint.minutes) == ("weekly", Period.WEEK, 2, 45)
    assert weekly.blueprint.parts == (Part(Kind.SINGLE, 12, 1.0), Part(Kind.JUDGE, 4, 1.0))
    assert plan.titles == (TitleRule("weekly-expert", "周周练达人", "weekly", Period.MONTH, 1.0, 0.8),)
    assert plan.calendar.on == {day("2021-05-08")}
    assert plan.calendar.off == set(map(day, ("2021-05-03", "2021-05-04", "2021-05-05")))


@pytest.mark.parametrize("text", ["\ufeff" + GOOD, GOOD.replace("\n", "\r\n")])
def test_files_of_notepad_are_read(text: str) -> None:
    assert read_plan(text, "plan.toml") == read_plan(GOOD, "plan.toml")


@pytest.mark.parametrize("name", ["faults", "syntax"])
def test_each_fault_is_told(name: str) -> None:
    hold_against(name, faults(name))


@pytest.mark.parametrize(
    ("value", "sentence"),
    [("1\x00", "内容后面还有多余的字"), ("9" * 5_000, "这个数太长"), ("[" * 5_000, "括号套得太深")],
)
def test_what_no_editor_shows_well(value: str, sentence: str) -> None:
    assert said(GOOD.replace("minutes = 10", f"minutes = {value}")).startswith(f"5 error: {sentence}；")


def test_all_faults_of_a_file_are_told_by_their_lines() -> None:
    text = GOOD.replace("minutes = 10", "minutes = 0").replace("accuracy = 0.8", "accuracy = 80")
    text = text.replace("count = 12, ", "").replace("keeps = 5", "keep = 5").replace("2021-05-05", "2021-05-04")
    assert [sentence.split(":")[0] for sentence in said(text).splitlines()] == [
        "5 error",
        "10 error",
        "33 error",
        "43 error",
        "48 warning",
    ]


def test_what_stands_there_is_shown() -> None:
    (flaw,) = read_plan(GOOD.replace("weight = 2", 'weight = "二"   # 权重'), "plan.toml").flaws
    assert (str(flaw.where), flaw.snippet) == ("plan.toml:21", 'weight = "二"   # 权重')


def holds(text: str) -> None:
    """A plan comes of it or an error is told; every flaw has its line, and can be said and shown."""
    read = read_plan(text, "plan.toml")
    assert (read.activity is None) == any(flaw.severity is Severity.ERROR for flaw in read.flaws)
    for flaw in read.flaws:
        assert 1 <= flaw.where.line <= text.count("\n") + 1
        assert len(flaw.snippet) <= 60
        assert not any(ord(sign) < 32 for sign in flaw.snippet + say(flaw.why))


VALUES = ["0", "-1", "1.5", "nan", "1e300", "0x" + "f" * 9_000, '""', '"a\\u0000b"', "true", "[]", "[1]", "{}"]
VALUES += ["2021-01-01", "9999-12-31", "08:00:00", "2021-01-01T08:00:00Z", "[[[[]]]]", "[2021-01-01, 1]", "{ a = 1 }"]


@pytest.mark.parametrize("value", VALUES, ids=range(len(VALUES)))
def test_any_value_at_any_key_is_read_or_told(value: str) -> None:
    rows = GOOD.split("\n")
    for number, row in enumerate(rows):
        key, equals, _before = row.partition("=")
        if equals:
            holds("\n".join([*rows[:number], f"{key}= {value}", *rows[number + 1 :]]))


@given(st.integers(0, len(GOOD)), st.integers(0, 20), st.text(max_size=6))
def test_any_text_at_any_place_is_read_or_told(at: int, length: int, text: str) -> None:
    holds(GOOD[:at] + text + GOOD[at + length :])


@given(st.integers(0, 1 << 32))
def test_lines_in_any_order_are_read_or_told(seed: int) -> None:
    rows = GOOD.split("\n")
    holds("\n".join(random.Random(seed).choices(rows, k=len(rows))))
