"""The screens of papers: what they show at every size, and where their keys lead."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pytest

from studyapp.model import Passed
from studyapp.model.activity import Activity
from studyapp.tui.app import StudyApp
from studyapp.tui.screens.exam import ExamScreen
from tests.tui import driving
from tests.tui import questions as q
from tests.tui.driving import Key, goldens_check, looks, screen_text
from tests.tui.fake import FakeDesk
from tests.tui.fake_exams import PLAN, FakeExams

Seen = TypeVar("Seen")
ANSWERED = ("enter", "4", "enter", "2", "m", "enter", "1", "2", "enter", "n", "enter", "三")
PAGES: dict[str, tuple[str, ...]] = {
    "exams": (),
    "exams-closed": ("down",),
    "exams-battle": ("down", "down", "enter"),
    "exams-code": ("down", "down", "enter", "up", "enter", "7", "k"),
    "exam": ("enter",),
    "exam-chosen": ("enter", "2", "m"),
    "exam-multiple": ("enter", "enter", "enter", "1", "3"),
    "exam-blank": ("enter", "up", "f7", "f7", "f7", "f7", "三"),
    "exam-order": ("down", "down", "down", "enter", "2", "1"),
    "exam-battle": ("down", "down", "enter", "enter", "1"),
    "exam-leaving": ("enter", "escape"),
    "exam-sheet": (*ANSWERED, "f5", "3"),
    "exam-handin": ("enter", "1", "m", "t"),
    "exam-handin-all": (*ANSWERED, "f4"),
    "exam-result": (*ANSWERED, "f4", "enter"),
    "exam-result-wrong": ("enter", "1", "t", "down", "enter", "w"),
    "exam-review": (*ANSWERED, "f4", "enter", "enter"),
    "exam-review-blank": (*ANSWERED, "f4", "enter", "down", "down", "down", "down", "enter"),
    "exam-results": (*ANSWERED, "f4", "enter", "escape", "r"),
}


def visit(
    *keys: Key, see: Callable[[StudyApp], Seen], desk: FakeDesk | None = None, size: tuple[int, int] = (80, 24)
) -> Seen:
    """Open the list of papers, press the keys (or do what else is to be done), and return what ``see`` sees."""
    return driving.visit(desk or FakeDesk([q.SINGLE]), *keys, see=see, size=size, page="exams")


def text_after(*keys: Key, desk: FakeDesk | None = None) -> str:
    return visit(*keys, see=screen_text, desk=desk)


def later(milliseconds: int) -> Callable[[FakeDesk, StudyApp], None]:
    """Time passes, and the paper's clock is looked at."""

    def pass_by(desk: FakeDesk, app: StudyApp) -> None:
        desk.exams().tick(milliseconds)
        for screen in app.screen_stack:
            if isinstance(screen, ExamScreen):
                screen._tick()

    return pass_by


@pytest.mark.parametrize("name", PAGES)
def test_pages(name: str) -> None:
    goldens_check(name, looks(FakeDesk([q.SINGLE]), *PAGES[name], page="exams"))


@pytest.mark.parametrize("language", ["en"])
@pytest.mark.parametrize("name", PAGES)
def test_pages_in_english(name: str, language: str) -> None:
    goldens_check(name, {"80x24": text_after(*PAGES[name])}, language)


def test_a_plan_without_papers_says_so() -> None:
    desk = FakeDesk([q.SINGLE])
    desk.papers = FakeExams(plan=Activity("empty", "练兵"))
    assert "方案里没有考试" in text_after("enter", "down", "r", desk=desk)


def test_a_bank_without_questions_says_so() -> None:
    desk = FakeDesk([q.SINGLE])
    desk.papers = FakeExams([q.CARD], plan=PLAN)
    assert "没有可以组卷的题目" in text_after("enter", desk=desk)


def test_what_is_closed_says_when_it_opens() -> None:
    assert "2021-06-24起才能考" in text_after("down", "enter")


def test_a_choice_shows_when_it_is_on_disk_and_can_be_changed() -> None:
    desk = FakeDesk([q.SINGLE])
    seen = text_after("enter", "2", "3", desk=desk)
    assert seen.count("■") == 1
    exam = desk.exams().begin("weekly")
    assert exam.response(0) is not None
    assert exam.unanswered == (1, 2, 3, 4)


def test_an_answer_can_be_cleared() -> None:
    desk = FakeDesk([q.SINGLE])
    assert "■" not in text_after("enter", "2", "0", desk=desk)
    assert desk.exams().begin("weekly").response(0) is None


def test_going_back_shows_what_was_given() -> None:
    assert "■" in text_after("enter", "2", "right", "left")
    assert "三个月" in text_after("enter", *["f7"] * 4, *"三个月", "f6", "f7")


def test_what_was_typed_is_written_down_when_one_goes_on_and_now_and_then() -> None:
    desk = FakeDesk([q.SINGLE])
    visit("enter", *["f7"] * 4, *"三个月", *[later(1_000)] * 5, see=screen_text, desk=desk)
    assert desk.exams().begin("weekly").response(4) is not None


def test_any_question_by_its_number() -> None:
    assert "第 4/5 题" in text_after("enter", "s", "4", "enter")
    assert "第 1/5 题" in text_after("enter", "s", "9", "enter")
    assert "第 2/5 题" in text_after("enter", "1", "s", "o", "enter")


def test_leaving_takes_two_keys_and_stops_the_clock() -> None:
    desk = FakeDesk([q.SINGLE])
    assert "再按一次 Esc 离开" in text_after("enter", "1", later(61_000), "escape", desk=desk)
    gone = FakeDesk([q.SINGLE])
    text = text_after("enter", "1", later(61_000), "escape", "escape", desk=gone)
    assert "进行中，已答 1/5，剩余 43:59" in text
    gone.exams().tick(3_600_000)
    assert gone.exams().begin("weekly").tick() == 45 * 60_000 - 61_000


def test_another_key_stays() -> None:
    assert "第 2/5 题" in text_after("enter", "escape", "right", "escape")


def test_time_that_is_over_hands_in_whatever_is_on_the_screen() -> None:
    for over in ((), ("s",), ("t",), ("f1",)):
        desk = FakeDesk([q.SINGLE])
        text = text_after("enter", "1", *over, later(45 * 60_000), desk=desk)
        assert "时间到，自动交卷" in text, over
        assert len(desk.exams().results("weekly")) == 1


def test_handing_in_tells_what_is_open_and_may_be_refused() -> None:
    desk = FakeDesk([q.SINGLE])
    text = text_after("enter", "1", "t", desk=desk)
    assert "还有 4 题未答：2、3、4、5" in text
    assert desk.exams().results() == ()
    assert "第 1/5 题" in text_after("enter", "1", "t", "enter")
    assert "第 1/5 题" in text_after("enter", "1", "t", "escape")


def test_a_paper_that_was_handed_in_can_be_looked_at_again() -> None:
    hand_in = ("enter", "1", later(60_000), "t", "down", "enter")
    assert "成绩 · 周周练" in text_after(*hand_in)
    assert "还有 1 次" in text_after(*hand_in, "escape")
    assert "成绩 · 周周练" in text_after(*hand_in, "escape", "r", "enter")
    assert "成绩 · 周周练" in text_after(*hand_in, "enter", "right", "escape")
    assert "第 1/5 题" not in text_after(*hand_in, "escape", "enter", "escape", "escape")


def test_a_battle_with_a_colleague_goes_by_a_code() -> None:
    desk = FakeDesk([q.SINGLE])
    text = text_after("down", "down", "enter", "down", "down", "enter", "t", "down", "enter", desk=desk)
    assert "等同事的成绩" in text
    code = text.partition("胜负：")[2].split()[0]
    theirs = FakeDesk([q.SINGLE])
    again = text_after("down", "down", "enter", "up", "enter", *code, "enter", "t", "down", "enter", desk=theirs)
    assert "同事：答对 0/2" in again
    compared = text_after("down", "down", "enter", "up", "enter", *code, "enter", desk=desk)
    assert "平局" in compared
    assert "对战码不对" in text_after("down", "down", "enter", "up", "enter", *"7K2", "enter")


def test_one_s_own_best_must_exist() -> None:
    assert "还没有自己的对战成绩" in text_after("down", "down", "enter", "down", "enter")


def test_letters_are_text_in_a_gap() -> None:
    desk = FakeDesk([q.SINGLE])
    text = text_after("enter", *["f7"] * 4, "t", "s", desk=desk)
    assert "第 5/5 题" in text
    exam = desk.exams().begin("weekly")
    assert exam.response(4) in (None, Passed())
