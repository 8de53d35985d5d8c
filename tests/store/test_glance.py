"""Today at a glance: read with nothing but SQL, and the same as what the rest of the house says."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.desk import activity
from studyapp.identity import LATEST
from studyapp.model import DAY, Passed, Picked, Validity, study_day
from studyapp.queue import Limits
from studyapp.session import Drill
from studyapp.store import asking, glance, plans
from studyapp.store.opening import Store
from tests.activity.plans import PLAN
from tests.activity.plans import day as day_of
from tests.support import MONDAY, deck_of, give, make_store, put, single, write

TODAY = study_day(MONDAY)


def status(store: Store, at: int = MONDAY, new: int = 20) -> dict[str, int]:
    return glance.status(store.connection, *glance.today_of(at), new)


@given(st.integers(0, LATEST))
def test_today_is_the_study_day_of_the_model(at: int) -> None:
    day, iso = glance.today_of(at)
    assert day == study_day(at)
    assert iso == asking.iso(day) == date.fromordinal(date(1970, 1, 1).toordinal() + day).isoformat()


def test_an_empty_store(tmp_path: Path) -> None:
    assert set(status(make_store(tmp_path)).values()) == {0}


def test_figures_of_a_day(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    put(store, deck_of([single(number) for number in range(9)]))
    for number, right in ((0, True), (1, True), (2, False)):
        give(store, single(number), right=right)
    assert status(store) == {"due": 0, "new": 6, "answered_today": 3, "right_today": 2, "streak": 1, "points": 2}
    assert status(store, new=5)["new"] == 2
    tomorrow = status(store, MONDAY + DAY)
    assert tomorrow == {"due": 1, "new": 6, "answered_today": 0, "right_today": 0, "streak": 1, "points": 0}
    assert status(store, MONDAY + 2 * DAY)["due"] == 3
    assert status(store, MONDAY + 2 * DAY)["streak"] == 0


@given(st.data())
def test_what_it_counts_is_what_the_drill_asks(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    store = make_store(tmp_path_factory.mktemp("glance"))
    put(store, deck_of([single(number) for number in range(8)], name="甲"))
    put(store, deck_of([single(number, right=number % 2) for number in range(5, 10)], name="乙"))
    for number in range(data.draw(st.integers(0, 12))):
        question, days = data.draw(st.integers(0, 9)), data.draw(st.integers(1, 5))
        give(store, single(question), right=data.draw(st.booleans()), at=MONDAY - days * DAY + number)
    new = data.draw(st.integers(0, 9))
    drill = Drill(store, sitting="s", at=MONDAY, limits=Limits(new, 200))
    answered = data.draw(st.integers(0, 4))
    for _ in range(answered):
        if drill.current() is not None:
            drill.answer(Picked((0,)) if data.draw(st.booleans()) else Passed(), at=MONDAY + 60_000, milliseconds=1)
    found = status(store, new=new)
    fresh = 0
    asked = asking.next_fresh(store.connection, "", -1, TODAY)
    while asked is not None:
        fresh += 1
        asked = asking.next_fresh(store.connection, "", asked.position, TODAY)
    assert found["due"] + found["new"] == fresh
    progress = drill.progress()
    assert (found["answered_today"], found["right_today"]) == (progress.answered_today, progress.right_today)
    lines = glance.deck_lines(store.connection, TODAY, asking.iso(TODAY))
    assert [(name, questions) for name, questions, _seen, _due in lines] == [("甲", 8), ("乙", 5)]
    assert glance.today(store.connection, TODAY) == (progress.answered_today, progress.right_today)
    store.close()


def test_a_streak_is_that_of_the_standing(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    plans.write(store, PLAN)
    for day in (*range(day_of("2021-04-26"), day_of("2021-04-30")), day_of("2021-05-07"), day_of("2021-05-10")):
        for number in range(5):
            give(store, single(number), at=day * DAY + 4 * 3_600_000 + number)
    activity.note_leave(store, date(2021, 5, 10), date(2021, 5, 12), at=MONDAY)
    expected = {
        "2021-04-29": 4,
        "2021-04-30": 4,  # that day is not over
        "2021-05-05": 0,  # and then it is: the 30th was a Friday
        "2021-05-07": 1,
        "2021-05-09": 0,  # the 8th, a Saturday, was worked
        "2021-05-13": 1,  # leave from the 10th to the 12th
        "2021-05-14": 0,
    }
    for text, streak in expected.items():
        at = day_of(text) * DAY
        assert activity.standing(store, at).streak == streak, text
        assert glance.streak(store.connection, day_of(text)) == streak, text


def test_what_does_not_hold_today_is_not_counted(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    on = date.fromisoformat(asking.iso(TODAY))
    kept = [replace(single(0), validity=Validity(on, on)), single(1)]
    gone = [
        replace(single(2), validity=Validity(effective_from=on.replace(year=on.year + 1))),
        replace(single(3), validity=Validity(effective_to=on.replace(year=on.year - 1))),
    ]
    put(store, deck_of(kept + gone))
    assert status(store)["new"] == 2
    for question in kept + gone:
        give(store, question, at=MONDAY - 9 * DAY)
    assert (status(store)["new"], status(store)["due"]) == (0, 2)


def test_a_card_without_a_question_is_not_due(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    give(store, single(1))
    write(store, "past", question=b"q" * 16, key=b"k" * 16, verdict=1.0, rating=3)
    assert status(store, MONDAY + 9 * DAY)["due"] == 0


def test_a_file_is_opened_for_reading_only(tmp_path: Path) -> None:
    folder = tmp_path / "100% 单位#1? &x"
    store = make_store(folder)
    give(store, single(1))
    connection = glance.open_read_only(str(store.path))
    assert glance.today(connection, TODAY) == (1, 1)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        connection.execute("DELETE FROM day")
    connection.close()


def test_no_store_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError, match="unable to open"):
        glance.open_read_only(str(tmp_path / "none.db"))
    assert not (tmp_path / "none.db").exists()


def test_an_empty_file_is_a_store_without_furniture(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    path.write_bytes(b"")
    connection = glance.open_read_only(str(path))
    assert glance.version(connection) == 0
    connection.close()
