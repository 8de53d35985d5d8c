"""The statistics' pages: what they show at every size, and where their keys lead."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar

import pytest

from studyapp.tui.app import StudyApp
from studyapp.tui.desk import Trouble
from tests.report.figures import nothing
from tests.tui import driving
from tests.tui import questions as q
from tests.tui.driving import golden_check, goldens_check, looks, screen_text
from tests.tui.fake import FakeDesk
from tests.tui.fake_statistics import FakeStatistics

Seen = TypeVar("Seen")
PAGES: dict[str, tuple[str, ...]] = {
    "overview": (),
    "overview-cursor": ("left", "left", "up"),
    "accuracy": ("2",),
    "memory": ("3",),
    "time": ("4",),
    "time-months": ("4", "t"),
    "time-days": ("4", "t", "t"),
    "hardest": ("5", "down"),
    "day": ("up", "enter", "down"),
    "exported": ("f8",),
}


def desk_of_some() -> FakeDesk:
    return FakeDesk([q.SINGLE, q.LONG, q.JUDGE, q.MULTIPLE])


def visit(
    *keys: str, see: Callable[[StudyApp], Seen], desk: FakeDesk | None = None, size: tuple[int, int] = (80, 24)
) -> Seen:
    """Open the statistics, press the keys, and return what ``see`` sees."""
    return driving.visit(desk or desk_of_some(), *keys, see=see, size=size, page="statistics")


def text_after(*keys: str, desk: FakeDesk | None = None) -> str:
    return visit(*keys, see=screen_text, desk=desk)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_pages(name: str, language: str) -> None:
    goldens_check(f"statistics-{name}", looks(desk_of_some(), *PAGES[name], page="statistics"), language)


@pytest.mark.parametrize("page", "12345")
def test_who_has_not_begun_is_told_so(page: str) -> None:
    desk = FakeDesk([q.SINGLE])
    desk.figures = FakeStatistics(nothing())
    golden_check(f"statistics-nothing-{page}-80x24", text_after(page, desk=desk))
    assert "学习统计" in text_after(page, "enter", "t", "space", "right", "down", desk=desk)


def test_pages_follow_each_other() -> None:
    assert "学习统计 · 科目与题型" in text_after("space")
    assert "学习统计 · 总览" in text_after("5", "space")
    assert "学习统计 · 难题" in text_after("4", "right")
    assert "学习统计 · 总览" in text_after("2", "left")


def test_a_day_opens_and_leads_back_to_itself() -> None:
    assert "6月2日" in text_after("up", "enter").splitlines()[0]
    assert "6月1日" in text_after("up", "enter", "left").splitlines()[0]
    assert "没有更晚的作答了" in text_after("enter", "right")
    assert "6月2日 周三" in text_after("up", "enter", "escape")
    assert "5月30日没有练习" in text_after("left", "down", "down", "down", "enter")


def test_a_day_begins_with_its_first_answer_wherever_one_was_before() -> None:
    assert "> √ 失业人员" in text_after("5", "down", "down", "1", "enter")


def test_an_answer_leads_to_its_question_and_back() -> None:
    assert "第 1/2 题" in text_after("enter", "enter").splitlines()[0]
    assert "已经不在题库里" in text_after("enter", "down", "enter")
    assert "第 2/2 题" in text_after("enter", "down", "down", "enter").splitlines()[0]
    assert "6月3日" in text_after("enter", "down", "down", "enter", "escape").splitlines()[0]
    assert re.search(r"> × 下列人员中", text_after("enter", "down", "down", "enter", "escape"))


def test_a_hard_question_opens_and_leads_back_to_the_list() -> None:
    assert "第 2/3 题" in text_after("5", "down", "enter").splitlines()[0]
    text = text_after("5", "down", "enter", "escape")
    assert "学习统计 · 难题" in text
    assert "> 失业保险金" in text


def test_the_page_is_written_once_a_key() -> None:
    desk = FakeDesk([q.SINGLE])
    assert "studyapp-report-2021-06-03.html" in text_after("e", desk=desk).replace("\n", "")
    assert desk.figures.saved == 1


def test_trouble_is_told_and_ends_nothing() -> None:
    desk = FakeDesk([q.SINGLE])
    desk.figures.trouble = Trouble("数据文件已损坏。")
    assert "数据文件已损坏。" in text_after(desk=desk)
    assert "数据文件已损坏。" in text_after("3", "e", desk=desk)


def test_the_language_changes_on_the_page_where_one_is() -> None:
    text = text_after("5", "down", "ctrl+p", *"english", "enter")
    assert "> 失业保险金" in text
    assert "Statistics" in text.splitlines()[0]


def test_escape_leads_home() -> None:
    assert visit("escape", see=lambda app: getattr(app.screen, "KEYS", "")) == "home"
