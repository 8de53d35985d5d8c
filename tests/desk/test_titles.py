"""Leave and pictures of titles, on a store."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.activity.periods import day_of
from studyapp.desk.full import Desk
from studyapp.desk.titles import TitleError, Titles, awards_of, file_stem, read_date
from studyapp.model.activity import Award
from studyapp.words import say
from studyapp.world import World
from tests.support import MONDAY, make_store
from tests.tui.fake_activity import busy

TODAY = date(2026, 11, 23)


class Noon(World):
    """A day that stands still, on a machine that shows nothing."""

    __slots__ = ()

    def now(self) -> int:
        return MONDAY

    def view(self, path: str) -> bool:
        return False


@pytest.fixture
def titles(tmp_path: Path) -> Titles:
    return Titles(Desk(Noon(str(tmp_path)), make_store(tmp_path)))


def test_leave_is_noted_and_taken_back(titles: Titles) -> None:
    whole = titles.leave_left()
    noted = titles.note_leave("11-30", "12-4")
    assert titles.leaves() == (noted,)
    assert (noted.first, noted.last) == (day_of(date(2026, 11, 30)), day_of(date(2026, 12, 4)))
    assert titles.leave_left() == whole - 5
    titles.take_leave_back(noted)
    assert titles.leaves() == ()
    assert titles.leave_left() == whole


def test_one_day_needs_no_end(titles: Titles) -> None:
    noted = titles.note_leave("2026-12-01", " ")
    assert noted.first == noted.last


@pytest.mark.parametrize(
    ("first", "last", "why"),
    [
        ("12-2", "12-1", "请假的最后一天早于第一天；请核对日期。"),
        ("2026-01-01", "2029-01-01", "一次请假最多 400 天；请分几次登记。"),
        ("明天", "", "“明天”不是日期；请写成 2021-07-01 或 7-1。"),
        ("2026-02-30", "", "“2026-02-30”不是日期；请写成 2021-07-01 或 7-1。"),
    ],
)
def test_what_is_no_leave_is_refused(titles: Titles, first: str, last: str, why: str) -> None:
    with pytest.raises(TitleError) as caught:
        titles.note_leave(first, last)
    assert say(caught.value.why) == why
    assert titles.leaves() == ()


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_dates_are_read_as_people_write_them(one: date) -> None:
    year, month, day = one.year, one.month, one.day
    for text in (
        one.isoformat(),
        f"{year}年{month}月{day}日",
        f"{year}.{month}.{day}",
        f" {year}/{month}/{day} ",
        f"{year}{month:02}{day:02}",
    ):
        assert read_date(text, TODAY) == one
    if one.year == TODAY.year:
        assert read_date(f"{month}月{day}日", TODAY) == read_date(f"{month:02}{day:02}", TODAY) == one


@given(st.text(max_size=20))
def test_whatever_is_typed_is_a_date_or_told(text: str) -> None:
    try:
        assert isinstance(read_date(text, TODAY), date)
    except TitleError as error:
        assert "不是日期" in say(error.why)


def test_titles_are_those_awards_that_are_no_points() -> None:
    standing = busy()
    assert {one.what for one in awards_of(standing)} == {"daily-star", "weekly-expert", "monthly-master"}
    assert [one.day for one in awards_of(standing)] == sorted((one.day for one in awards_of(standing)), reverse=True)


def award() -> Award:
    return next(one for one in awards_of(busy()) if one.what == "daily-star")


def test_a_picture_is_written_beside_the_store(titles: Titles, tmp_path: Path) -> None:
    picture = titles.share(award())
    assert picture.path == str(tmp_path / "studyapp-daily-star-2021-05.svg")
    assert not picture.opened
    assert "日日学之星" in Path(picture.path).read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_written_to_is_told(titles: Titles, tmp_path: Path) -> None:
    with pytest.raises(TitleError) as caught:
        titles.save(award(), tmp_path / "nowhere" / "x.svg")
    assert say(caught.value.why).startswith("图没有写到 ")


def test_a_period_can_stand_in_a_file_s_name() -> None:
    assert file_stem(award()._replace(what="../x", period="2021-W05")) == "studyapp-x-2021-W05"
