"""The figures are those that a plain look at the journal gives."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp import identity, profiles
from studyapp.desk.statistics import Statistics
from studyapp.model import DAY, Entry, Question, study_day
from studyapp.model.entry import STUDY_DAY_OFFSET
from studyapp.profiles import Profile, Profiles
from studyapp.report.figures import Maturity, Span
from studyapp.store import entries
from studyapp.store.errors import StoreError
from studyapp.store.opening import Store
from studyapp.world import World
from tests.support import MONDAY, deck_of, give, make_store, put, single, write

SUBJECTS = ("社会保险", "劳动关系")
TODAY = study_day(MONDAY)
QUESTIONS = [single(number, subject=SUBJECTS[number % 2]) for number in range(6)]


class Noon(World):
    """A day that stands still."""

    __slots__ = ()

    def now(self) -> int:
        return MONDAY


def statistics_of(store: Store) -> Statistics:
    return Statistics(Noon(str(store.path.parent)), store)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = make_store(tmp_path)
    put(store, deck_of(QUESTIONS))
    return store


ACTS = st.lists(
    st.tuples(st.sampled_from(["answer"] * 4 + ["void"]), st.integers(0, 6), st.booleans(), st.integers(0, 40))
)


def practise(store: Store, acts: list[tuple[str, int, bool, int]]) -> list[tuple[int, Question, bool]]:
    """Do this in the order of time; return what was answered and not taken back, with its day."""
    written: list[tuple[Entry, Question, bool]] = []
    for number, (act, which, right, days) in enumerate(sorted(acts, key=lambda one: -one[3])):
        at = MONDAY - days * DAY + number * 1000
        if act == "answer":
            question = single(which, subject=SUBJECTS[which % 2])
            written.append((give(store, question, right=right, at=at), question, right))
        elif written:
            entry = written.pop(which % len(written))[0]
            write(store, "void", {"target": entry.id.hex()}, at=at)
    return [(entry.day, question, right) for entry, question, right in written]


@given(ACTS, st.one_of(st.none(), st.integers(0, 40)))
def test_accuracy_is_a_count_of_answers(
    tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[str, int, bool, int]], back: int | None
) -> None:
    store = make_store(tmp_path_factory.mktemp("figures"))
    put(store, deck_of(QUESTIONS))
    lived = practise(store, acts)
    first = None if back is None else TODAY - back
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    seen: dict[str, set[str]] = defaultdict(set)
    for day, question, right in lived:
        if question in QUESTIONS and (first is None or day >= first):
            sums[question.subject].update(answered=1, right=int(right))
            seen[question.subject].add(question.prompt)
    subjects, kinds = statistics_of(store).accuracy(first)
    assert [one.name for one in subjects] == sorted(SUBJECTS)
    for one in subjects:
        mine = sums[one.name]
        assert one[1:] == (3, len(seen[one.name]), mine["answered"], mine["right"])
    assert [one[1:] for one in kinds] == [
        tuple(sum(field) for field in zip(*(one[1:] for one in subjects), strict=True))
    ]


@given(ACTS)
def test_days_and_their_answers_are_those_of_the_journal(
    tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[str, int, bool, int]]
) -> None:
    store = make_store(tmp_path_factory.mktemp("figures"))
    put(store, deck_of(QUESTIONS))
    lived = practise(store, acts)
    statistics = statistics_of(store)
    days = statistics.days()
    assert {day: one.answered for day, one in days.items()} == Counter(day for day, _question, _right in lived)
    for day in days:
        answers = statistics.answers(day)
        assert sorted((one.right) for one in answers) == sorted(right for at, _q, right in lived if at == day)
        assert sum(one.milliseconds for one in answers) == days[day].milliseconds
        for one in answers:
            assert (one.item is None) == (one.prompt == "")
    first = {question.prompt: min(day for day, one, _r in lived if one == question) for _d, question, _r in lived}
    reviewed = {(day, question.prompt) for day, question, _right in lived if first[question.prompt] < day}
    assert sum(one.reviews for one in days.values()) == len(reviewed)


@given(ACTS)
def test_the_hardest_are_missed_most(
    tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[str, int, bool, int]]
) -> None:
    store = make_store(tmp_path_factory.mktemp("figures"))
    put(store, deck_of(QUESTIONS))
    lived = practise(store, acts)
    found = statistics_of(store).hardest()
    counts: dict[str, list[int]] = {}
    for _day, question, right in lived:
        mine = counts.setdefault(question.prompt, [0, 0])
        mine[:] = [mine[0] + 1, mine[1] + right]
    banked = {question.prompt for question in QUESTIONS}
    missed = {prompt: tuple(sums) for prompt, sums in counts.items() if sums[1] < sums[0] and prompt in banked}
    assert {one.prompt: (one.answered, one.right) for one in found} == missed
    keys = [(-one.lapses, one.right / one.answered) for one in found]
    assert keys == sorted(keys)


def test_what_is_due_earlier_is_spread_and_marks_are_counted(store: Store) -> None:
    for number in range(4):
        give(store, QUESTIONS[number], at=MONDAY - 40 * DAY + number)
    write(store, "mark", {"what": "star", "on": True}, question=identity.question_id(QUESTIONS[0]))
    write(store, "mark", {"what": "star", "on": True}, question=identity.question_id(QUESTIONS[1]))
    write(store, "mark", {"what": "flag", "on": True}, question=identity.question_id(single(99)))  # not in the bank
    statistics = statistics_of(store)
    memory = statistics.memory()
    assert memory.maturity == Maturity(unseen=2, young=4, mature=0)
    assert memory.forecast.days[0] == (TODAY, 0, 4)
    assert memory.wanted == 0.9
    assert statistics.marks() == (2, 0, 0)


def test_the_limit_of_a_day_holds_for_what_is_foreseen(store: Store) -> None:
    store.connection.execute("INSERT INTO setting VALUES ('reviews', '1')")
    for number in range(4):
        give(store, QUESTIONS[number], at=MONDAY - 40 * DAY + number)
    assert [one.moved for one in statistics_of(store).memory().forecast.days[:5]] == [1, 1, 1, 1, 0]
    give(store, QUESTIONS[0], at=MONDAY)
    assert [one.moved for one in statistics_of(store).memory().forecast.days[:5]] == [0, 1, 1, 1, 0]


def test_all_figures_begin_where_they_are_told_to(store: Store) -> None:
    for days in (30, 3, 0):
        give(store, QUESTIONS[0], at=MONDAY - days * DAY)
    whole, since = statistics_of(store).figures(), statistics_of(store).figures(TODAY - 3)
    assert (whole.first, whole.total.answered, whole.subjects[1].answered) == (TODAY - 30, 3, 3)
    assert (since.first, since.total.answered, since.subjects[1].answered) == (TODAY - 3, 2, 2)
    assert since.total.days == 2
    assert sum(one.answered for one in since.weeks) == 2


def test_an_empty_store_has_figures_too(tmp_path: Path) -> None:
    found = statistics_of(make_store(tmp_path)).figures()
    assert found.total == Span(TODAY, TODAY)
    assert (found.subjects, found.hardest, found.memory.forecast.total) == ((), (), 0)


def test_the_page_lies_beside_the_store_and_bears_the_learner_s_name(store: Store) -> None:
    give(store, QUESTIONS[0])
    home = store.path.parent
    profiles.write(str(home), Profiles([Profile("default", "王小燕", "西安市人社局")], "default"))
    path = statistics_of(store).save_page()
    assert path == home / "studyapp-report-2026-11-23.html"
    text = path.read_text(encoding="utf-8")
    assert "王小燕" in text
    assert "西安市人社局" in text


def test_a_day_holds_the_answers_until_four_in_the_morning(store: Store) -> None:
    night = TODAY * DAY - STUDY_DAY_OFFSET
    give(store, QUESTIONS[0], at=night - 1)
    give(store, QUESTIONS[1], at=night)
    assert [one.at for one in statistics_of(store).answers(TODAY - 1)] == [night - 1]
    assert [one.at for one in statistics_of(store).answers(TODAY)] == [night]


def test_damage_is_told(store: Store) -> None:
    give(store, QUESTIONS[0], right=False)
    store.connection.execute("UPDATE item SET body = '{'")
    with pytest.raises(StoreError, match="损坏"):
        statistics_of(store).hardest()
    with pytest.raises(StoreError, match="损坏"):
        statistics_of(store).answers(TODAY)


def test_figures_only_look(store: Store) -> None:
    give(store, QUESTIONS[0])
    before = entries.count(store.connection)
    statistics_of(store).figures()
    assert entries.count(store.connection) == before
