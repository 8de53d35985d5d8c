"""Hypothesis strategies for plans."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from studyapp.activity.periods import day_of
from studyapp.model.activity import (
    Activity,
    Blueprint,
    Calendar,
    Makeup,
    Part,
    Period,
    PointRules,
    SubjectShare,
    Task,
    TitleRule,
)
from studyapp.model.question import Kind

days = st.dates(date(2000, 1, 1), date(2099, 12, 31)).map(day_of)
shares = st.floats(0, 1)
counts = st.integers(0, 31)
ids = st.from_regex(r"[a-z]{1,4}(-[0-9]{1,3})?", fullmatch=True).filter(lambda one: one != "daily")
_signs = st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"))
texts = st.text(_signs, min_size=1, max_size=9).map(str.strip).filter(bool)
notes = st.text(_signs | st.sampled_from('\n\t"\\'), max_size=30).map(str.strip)

points = st.builds(
    PointRules,
    right=counts,
    cap=st.integers(31, 1_000),
    kinds=st.lists(st.sampled_from(Kind), unique=True).flatmap(
        lambda some: st.tuples(*(st.tuples(st.just(str(kind)), counts) for kind in Kind if kind in some))
    ),
    keeps=st.integers(1, 100),
    least=st.integers(0, 2_000),
    reading=st.integers(0, 300),
)
parts = st.builds(Part, st.sampled_from(Kind), st.integers(1, 50), st.floats(0.5, 100) | st.sampled_from([1.0, 2.0]))
blueprints = st.builds(
    Blueprint, st.lists(parts, min_size=1, max_size=3).map(tuple), st.integers(1, 180), shares, st.booleans()
)


@st.composite
def _tasks(draw: st.DrawFn, one: str) -> Task:
    period = draw(st.sampled_from(Period))
    length = {Period.DAY: 1, Period.WEEK: 7, Period.MONTH: 31}[period]
    opens = draw(st.integers(1, length))
    closes = draw(st.just(31) | st.integers(opens, length))
    skill = draw(shares)
    return Task(
        one, draw(texts), period, draw(blueprints), draw(counts), opens, closes, draw(counts), draw(counts), skill
    )


def _titles(one: str, tasks: list[Task]) -> SearchStrategy[TitleRule]:
    return st.builds(
        TitleRule,
        st.just(one),
        texts,
        st.sampled_from(["daily", *(task.id for task in tasks)]),
        st.just(Period.MONTH),
        shares,
        shares,
        counts,
        counts,
    )


@st.composite
def activities(draw: st.DrawFn) -> Activity:
    """A plan that makes sense."""
    names = draw(st.lists(ids, unique=True, max_size=6))
    tasks = [draw(_tasks(one)) for one in names[::2]]
    span = sorted(draw(st.tuples(days, days)))
    subjects = draw(st.lists(texts, unique=True, max_size=8))
    off, on = draw(st.sets(days, max_size=9)), draw(st.sets(days, max_size=9))
    return Activity(
        draw(ids),
        draw(texts),
        draw(notes),
        draw(st.sampled_from([span[0], None])),
        draw(st.sampled_from([span[1], None])),
        draw(st.integers(1, 240)),
        draw(points),
        Calendar(frozenset(off), frozenset(on - off)),
        draw(st.builds(Makeup, counts, st.integers(1, 9), counts, counts)),
        tuple(
            SubjectShare(one, draw(st.floats(0.1, 9)), tuple(subjects[4 + at : 5 + at]))
            for at, one in enumerate(subjects[:4])
        ),
        tuple(tasks),
        tuple(draw(_titles(one, tasks)) for one in names[1::2]),
    )
