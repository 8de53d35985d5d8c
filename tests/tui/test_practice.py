"""Practice on the screens: the menu, what its lines lead to, situations against the clock, reading."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pytest

from studyapp.desk.practice import Selection
from studyapp.model import DAY
from studyapp.shelf import Shelf
from studyapp.store import entries
from studyapp.tui.app import StudyApp
from studyapp.tui.screens.practice import MENU, READ
from studyapp.tui.screens.practice_study import SituationScreen
from tests.tui import driving
from tests.tui import questions as q
from tests.tui.driving import Key, goldens_check, looks, screen_text
from tests.tui.fake import FakeDesk
from tests.tui.fake_practice import ITEMS, FakePractices

Seen = TypeVar("Seen")


def new_desk() -> FakeDesk:
    """A desk whose bank is that of the practice."""
    return FakeDesk(ITEMS, case=q.CASE)


def to(line: str) -> tuple[str, ...]:
    """The keys to a line of the menu."""
    return ("down",) * MENU.index(line)


def later(milliseconds: int) -> Callable[[FakeDesk, StudyApp], None]:
    """Time passes, and the clock of the situation is looked at."""

    def pass_by(desk: FakeDesk, app: StudyApp) -> None:
        desk.tick(milliseconds)
        for screen in app.screen_stack:
            if isinstance(screen, SituationScreen):
                screen.tick()

    return pass_by


PAGES: dict[str, tuple[Key, ...]] = {
    "practice": (),
    "practice-situations": (*to(Shelf.SITUATIONS), "t"),
    "practice-decks": ("d",),
    "practice-empty": (*to(Shelf.REPORT), "enter"),
    "practice-numbers": (*to(Shelf.RANDOM), "enter"),
    "practice-chapters": (*to(Shelf.CHAPTER), "enter"),
    "practice-study": ("enter", "2"),
    "practice-summary": (*to(Shelf.FLAG), "enter", "1", "enter", "enter", "1", "2", "3", "enter", "enter"),
    "practice-read": (*to(READ), "enter", "enter", "right"),
    "situation": (*to(Shelf.SITUATIONS), "enter", later(12_000)),
    "situation-over": (*to(Shelf.SITUATIONS), "enter", later(90_000)),
    "situation-ticked": (*to(Shelf.SITUATIONS), "enter", later(40_000), "enter", "1", "3", "enter"),
    "situation-case": (*to(Shelf.SITUATIONS), "enter", "enter", "1", "2", "3", "enter", "enter", later(85_000)),
}


def visit(
    *keys: Key,
    see: Callable[[StudyApp], Seen],
    desk: FakeDesk | None = None,
    size: tuple[int, int] = (80, 24),
    start: Selection | None = None,
) -> Seen:
    """Open the menu (or begin with ``start``), press the keys or do what else is to be done, and look."""
    page = "" if start else "practice"
    return driving.visit(desk or new_desk(), *keys, see=see, size=size, study=False, page=page, practice=start)


def text_after(*keys: Key, desk: FakeDesk | None = None, start: Selection | None = None) -> str:
    return visit(*keys, see=screen_text, desk=desk, start=start)


@pytest.mark.parametrize("name", PAGES)
def test_pages(name: str) -> None:
    goldens_check(name, looks(new_desk(), *PAGES[name], page="practice"))


@pytest.mark.parametrize("language", ["en"])
@pytest.mark.parametrize("name", PAGES)
def test_pages_in_english(name: str, language: str) -> None:
    goldens_check(name, {"80x24": text_after(*PAGES[name])}, language)


def kinds(desk: FakeDesk) -> list[str]:
    """What is in the journal, but for what the fake began with."""
    assert desk.shelves is not None
    return [one.kind for one in entries.every(desk.shelves.store.connection) if one.at >= desk.at - DAY // 2]


def test_what_is_mended_leaves_the_book() -> None:
    desk = new_desk()
    assert "错题本" in text_after("enter", desk=desk)
    text = text_after("enter", "1", "enter", desk=desk)
    assert "错题本 · 第 2/2 题" in text


def test_how_long_the_book_keeps_a_question_is_set_in_the_menu() -> None:
    desk = new_desk()
    assert "在 3 个不同的日子" in text_after("t", desk=desk)
    assert desk.settings["mended"] == "3"


def test_reading_writes_nothing() -> None:
    desk = new_desk()
    text = text_after(*to(READ), "enter", "down", "enter", "enter", "left", "left", desk=desk)
    assert "已经是第一题了" in text
    assert kinds(desk) == ["mark", "mark"], "those the fake began with"
    back = text_after(*to(READ), "enter", "enter", "escape")
    assert "专项练习" in back and "> 背题" in back


def test_reading_one_chapter() -> None:
    text = text_after(*to(READ), "enter", "down", "down", "enter")
    assert "背题 · " in text and "第 1/" in text


def test_from_the_summary_once_more_or_back_to_the_menu() -> None:
    flag = (*to(Shelf.FLAG), "enter", "1", "2", "3", "enter", "enter")
    assert "> 标记" in text_after(*flag, "enter")
    assert "标记 · 第 1/1 题" in text_after(*flag, "r")
    assert "今日练兵" in text_after(*flag, "escape")


def test_leaving_before_the_first_answer_leads_back() -> None:
    assert "> 标记" in text_after(*to(Shelf.FLAG), "enter", "escape")


def test_time_that_is_over_uncovers_the_points_and_the_ticks_make_the_verdict() -> None:
    desk = new_desk()
    situation = (*to(Shelf.SITUATIONS), "enter")
    assert "工伤认定申请表" not in text_after(*situation, later(89_000))
    text = text_after(*situation, later(95_000), "1", "2", "3", "enter", desk=desk)
    assert "√ 答对了" in text and "要点答到 3/3" in text
    assert "未全对" in text_after(*situation, later(95_000), "1", "enter")
    answer = next(
        one for one in reversed(list(entries.every(desk.practices().store.connection))) if one.kind == "answer"
    )
    assert (answer.verdict, answer.rating, answer.milliseconds, answer.body["kind"]) == (1.0, 2, 95_000, "short"), (
        "right, and slow"
    )


def test_the_clock_stands_while_one_compares_and_begins_anew_with_the_next() -> None:
    situation = (*to(Shelf.SITUATIONS), "enter")
    assert "剩余 01:00" in text_after(*situation, later(30_000), "enter", later(50_000))
    text = text_after(*situation, later(30_000), "enter", "1", "2", "3", "enter", later(50_000), "enter", later(1_000))
    assert "剩余 01:29" in text
    assert "时间到，请作答" in text_after(*situation, "enter", "1", "2", "3", "enter", "enter", later(90_000)), (
        "what is not ticked off may still be answered"
    )


def test_a_clock_does_not_begin_anew_with_another_language() -> None:
    keys = (*to(Shelf.SITUATIONS), "enter", later(30_000), "ctrl+p", *"english", "enter")
    assert "01:00" in text_after(*keys)


def test_time_to_think_can_be_set() -> None:
    text = text_after(*to(Shelf.SITUATIONS), "t", "enter", later(31_000))
    assert "剩余 01:29" in text, "two minutes"


def test_an_empty_bank_says_what_to_do() -> None:
    desk = new_desk()
    desk.shelves = FakePractices(desk, [])
    for line, words in ((Shelf.CHAPTER, "还没有题"), (READ, "还没有题"), (Shelf.SITUATIONS, "没有简答题和案例题")):
        assert words in text_after(*to(line), "enter", desk=desk)


def test_the_app_begins_with_what_the_command_line_names() -> None:
    assert "错题本 · 第 1/2 题" in text_after(start=Selection(Shelf.WRONG))
    assert "还没有报错的题" in text_after(start=Selection(Shelf.REPORT))
    assert "> 收藏" in text_after("escape", start=Selection(Shelf.STAR))


def test_trouble_is_told() -> None:
    desk = new_desk()
    desk.practices().store.path.unlink()
    assert "打不开" in text_after(desk=desk) or "数据文件" in text_after(desk=desk)
