"""The screens around the activity: home, points, titles and learners."""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.content import Content

from studyapp.model import Picked, Progress
from studyapp.report.figures import Span
from studyapp.tui import loading
from studyapp.tui.app import StudyApp
from studyapp.tui.desk import Trouble
from studyapp.tui.widgets.badge import badge, wall
from studyapp.tui.widgets.standing import activity_lines, title_share
from tests.activity.plans import PLAN
from tests.tui import questions as q
from tests.tui.drawn import WIDTHS, rows_of, styles_at
from tests.tui.driving import EVERY_SIZE, golden_check, goldens_check, looks, screen_text, settle, visit
from tests.tui.fake import FakeDesk, FakeSession
from tests.tui.fake_activity import LONG_AGO, TODAY, YET_TO_COME, busy, idle

Seen = TypeVar("Seen")
PIN = ("2", "5", "8", "0")
PAGES: dict[str, tuple[str, ...]] = {
    "points": ("o",),
    "points-cursor": ("o", *["down"] * 30),
    "titles": ("w",),
    "titles-cursor": ("w", "down"),
    "titles-shared": ("w", "enter"),
    "leave": ("w", "l"),
    "leave-form": ("w", "l", "enter"),
    "leave-noted": ("w", "l", "enter", "7", "-", "1", "enter", "7", "-", "5", "enter"),
    "profiles": ("u",),
    "profiles-add": ("u", "a", "张", "enter"),
    "profiles-pin": ("u", "down", "enter", "1"),
    "profiles-change": ("u", "c"),
}
APART = {"points-cursor"}
"""Pages that show other lines of a list in a window which was opened so than in one that has grown."""
HOMES = ("home-done", "home-idle", "home-over", "home-ahead", "home-all-given")


def desk_of_some() -> FakeDesk:
    return FakeDesk([q.SINGLE, q.LONG, q.JUDGE, q.MULTIPLE])


def open_home(*keys: str, desk: FakeDesk | None = None, size: tuple[int, int] = (80, 24)) -> str:
    return visit(desk or desk_of_some(), *keys, see=screen_text, size=size, study=False)


def home(name: str) -> FakeDesk:
    desk = FakeDesk([q.SINGLE])
    if name == "home-done":
        desk.honours = busy(done=True)
    if name == "home-idle":
        desk.honours = idle()
        desk.day = desk.day._replace(answered_today=0, right_today=0, streak=0, points=0)
    if name == "home-over":
        desk.honours = busy(LONG_AGO)
    if name == "home-ahead":
        desk.honours = busy(YET_TO_COME)
    if name == "home-all-given":
        desk.honours = busy(today=TODAY - 3)
    return desk


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", HOMES)
def test_homes(name: str, language: str) -> None:
    goldens_check(name, looks(home(name), study=False), language)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_pages(name: str, language: str) -> None:
    for sizes in [(size,) for size in EVERY_SIZE] if name in APART else [EVERY_SIZE]:
        goldens_check(name, looks(desk_of_some(), *PAGES[name], sizes=sizes, study=False), language)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_wall_without_titles(language: str) -> None:
    desk = FakeDesk([q.SINGLE])
    desk.honours = idle()
    golden_check("titles-none-80x24", open_home("w", desk=desk), language)
    desk.honours = idle(replace(PLAN, titles=()))
    golden_check("titles-no-rules-80x24", open_home("w", desk=desk), language)


def test_all_that_matters_on_home_is_above_the_fold() -> None:
    text = open_home()
    for words in (
        "日日学",
        "6/10 分钟",
        "周周练",
        "月月比",
        "还可得 13",
        "连续 34 天",
        "3/20 天",
        "全部题库",
        "王小燕",
    ):
        assert words in text


def test_what_was_left_undone_is_not_counted() -> None:
    desk = FakeDesk([q.SINGLE])
    desk.day = desk.day._replace(due=4711)
    assert "4711" not in open_home(desk=desk)
    assert "4731" not in open_home(desk=desk)


def test_finished_is_finished_and_yet_one_may_go_on() -> None:
    desk = home("home-done")
    text = open_home(desk=desk)
    assert "√ 今天的任务已完成" in text
    assert "接着练" in text
    assert visit(desk, "enter", see=lambda app: getattr(app.screen, "KEYS", ""), study=False) == "study"


def test_a_day_with_nothing_left_to_ask_is_done_even_before_the_clock_says_so() -> None:
    desk = FakeDesk([q.SINGLE])
    desk.day = desk.day._replace(due=0, new=0)
    assert "√ 今天的任务已完成" in open_home(desk=desk)


@pytest.mark.parametrize("name", ["exams", "points", "titles", "statistics", "profiles"])
def test_keys_lead_to_pages_and_escape_back(name: str) -> None:
    key = {"exams": "f8", "points": "ctrl+o", "titles": "f10", "statistics": "f3", "profiles": "ctrl+u"}[name]

    def table(app: StudyApp) -> str:
        return getattr(app.screen, "KEYS", "")

    desk = FakeDesk([q.SINGLE])
    assert visit(desk, key, see=table, study=False) == name
    assert visit(desk, key, "escape", see=table, study=False) == "home"


def test_a_page_that_is_not_there_is_not_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "SCREENS", {one: where for one, where in loading.SCREENS.items() if one != "exams"})
    text = open_home("e")
    assert "今日练兵" in text
    assert "考试" not in text.splitlines()[-1]


def click(*clicks: tuple[str, tuple[int, int]], see: Callable[[StudyApp], Seen]) -> Seen:
    """Open home, click into widgets, and return what ``see`` sees."""

    async def drive() -> Seen:
        app = StudyApp(FakeDesk([q.SINGLE]))
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            for selector, offset in clicks:
                await pilot.click(selector, offset=offset)
                await settle(pilot)
            return see(app)

    return asyncio.run(drive())


@pytest.mark.parametrize(("line", "page"), [(0, "exams"), (1, "exams"), (3, "points"), (5, "titles"), (7, "titles")])
def test_a_click_on_a_figure_opens_what_it_came_from(line: int, page: str) -> None:
    assert click(("#activity", (14, line)), see=lambda app: getattr(app.screen, "KEYS", "")) == page


def test_trouble_with_the_activity_leaves_the_drill_alone() -> None:
    desk = FakeDesk([q.SINGLE])
    desk.activity_trouble = Trouble("数据文件正被另一个程序占用。")
    text = open_home(desk=desk)
    assert "正被另一个程序占用" in text
    assert "继续练习" in text


def test_points_lead_to_the_answers_of_the_day_and_back() -> None:
    assert "6月3日" in open_home("o", "enter").splitlines()[0]
    assert "积分明细" in open_home("o", "enter", "escape").splitlines()[0]
    assert "题" in open_home("o", "enter", "enter").splitlines()[0]


def test_points_that_a_paper_gave_lead_to_a_day_where_the_paper_is_gone() -> None:
    assert "6月2日" in open_home("o", "down", "enter").splitlines()[0]


def test_points_add_up() -> None:
    text = open_home("o", size=(80, 200))
    assert sum(map(int, re.findall(r"\+(\d+)", text))) > 0
    assert "共 1,087 分" in text


def test_answers_that_gave_nothing_are_explained() -> None:
    desk = FakeDesk([q.SINGLE])
    desk.honours = desk.honours._replace(day=TODAY, fair=3)
    desk.figures.told = desk.figures.told._replace(days={TODAY: Span(TODAY, TODAY, days=1, answered=19)})
    assert "今天有 16 次作答比读题还快，不计分" in open_home("o", desk=desk)


def test_without_points() -> None:
    desk = FakeDesk([q.SINGLE])
    desk.honours = idle()
    desk.figures.told = desk.figures.told._replace(days={})
    text = open_home("o", "down", "enter", desk=desk)
    assert "还没有积分" in text


def test_a_picture_is_made_of_the_title_under_the_cursor() -> None:
    desk = FakeDesk([q.SINGLE])
    text = open_home("w", "down", "enter", desk=desk)
    assert [one.what for one in desk.wall.shared] == ["daily-star"]
    assert "studyapp-daily-star-2021-05.svg" in text.replace("\n", "")


def test_a_title_leads_to_the_days_it_came_from() -> None:
    text = open_home("w", "d")
    assert "学习统计" in text.splitlines()[0]
    assert "5月28日" in text


def test_home_loads_nothing_of_the_activity_before_its_first_paint() -> None:
    code = "import sys, studyapp.tui.app, studyapp.tui.screens.home; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    late = ("studyapp.model.activity", "studyapp.activity", "studyapp.report", "studyapp.desk.titles", "hashlib")
    assert [one for one in late if one in done.stdout.split()] == []


def test_leave_is_noted_and_taken_back() -> None:
    desk = FakeDesk([q.SINGLE])
    text = open_home("w", "l", "enter", *"7-1", "enter", *"7-5", "enter", desk=desk)
    assert "已登记请假：2021年7月1日 至 2021年7月5日" in text
    assert "已取消请假：2021年7月1日 至 2021年7月5日" in open_home("w", "l", "down", "enter", desk=desk)
    assert len(desk.wall.noted) == 1
    assert "请假" not in open_home("w", "l", "escape", desk=desk).splitlines()[0]


def test_what_is_no_date_is_told_and_the_form_stays() -> None:
    text = open_home("w", "l", "enter", *"x", "enter", "enter")
    assert "“x”不是日期" in text
    assert "登记请假" in text


def test_a_learner_without_a_pin_is_switched_to_at_once() -> None:
    desk = FakeDesk([q.SINGLE])
    text = open_home("u", "down", "down", "enter", desk=desk)
    assert "Anna Chen" in text.splitlines()[0]
    assert "已切换到学员“Anna Chen”。" in text


def test_a_pin_is_asked_for_and_hidden() -> None:
    desk = FakeDesk([q.SINGLE])
    assert "1357" not in open_home("u", "down", "enter", *"1357", desk=desk)
    text = open_home("u", "down", "enter", *"1357", "enter", desk=desk)
    assert "PIN 不对" in text
    assert desk.people.known().current == "default"
    assert "李明" in open_home("u", "down", "enter", *PIN, "enter", desk=desk).splitlines()[0]


def test_a_learner_is_added() -> None:
    desk = FakeDesk([q.SINGLE])
    text = open_home("u", "a", *"赵", "enter", "enter", *PIN, "enter", *"2581", "enter", desk=desk)
    assert "两次输入的 PIN 不一样" in text
    text = open_home("u", "a", *"赵", "enter", "enter", *PIN, "enter", *PIN, "enter", desk=desk)
    assert "已添加学员“赵”" in text
    assert desk.people.known().now.pin


def test_name_and_pin_are_changed_with_the_pin_only() -> None:
    desk = FakeDesk([q.SINGLE])
    open_home("u", "down", "c", *PIN, "enter", *"三", "enter", "enter", desk=desk)
    assert [one.name for one in desk.people.known().all][1] == "李明三"
    assert "PIN 已改好" in open_home("u", "down", "p", *PIN, "enter", "enter", "enter", desk=desk)
    assert desk.people.known().all[1].pin == ""
    assert "改资料" in open_home("u", "c", "up", "down").splitlines()[0]


class FinishingSession(FakeSession):
    """A sitting whose second answer finishes the day's task."""

    def progress(self) -> Progress:
        return super().progress()._replace(finished=len(self.given) >= 2)


def test_the_finished_task_is_told_once_and_forces_nothing() -> None:
    def told(*keys: str) -> str:
        desk = FakeDesk([])
        desk.session = FinishingSession([q.SINGLE, q.JUDGE, q.JUDGE, q.JUDGE])
        return visit(desk, *keys, see=screen_text)

    sentence = "今天的任务完成了！想到此为止请按 Esc；想接着练，继续就行。"
    assert sentence not in told("2")
    assert sentence in told("2", "enter", "1")
    assert "第 3/4 题" in told("2", "enter", "1", "enter")
    assert sentence not in told("2", "enter", "1", "enter", "1")


def test_who_goes_on_after_the_task_is_not_told_again() -> None:
    desk = FakeDesk([])
    desk.session = FinishingSession([q.SINGLE, q.JUDGE, q.JUDGE, q.JUDGE])
    desk.session.answer(Picked((1,)), at=desk.at, milliseconds=900)
    desk.session.answer(Picked((1,)), at=desk.at, milliseconds=900)
    assert "今天的任务完成了" not in visit(desk, "1", see=screen_text)


@given(WIDTHS, st.sampled_from(["busy", "done", "idle", "over", "ahead"]))
def test_figures_fit_every_width(width: int, name: str) -> None:
    standing = {
        "busy": busy(),
        "done": busy(done=True),
        "idle": idle(),
        "over": busy(LONG_AGO),
        "ahead": idle(YET_TO_COME),
    }[name]
    assert all(cell_len(line) <= width for line in rows_of(activity_lines(standing, width), width))
    assert all(cell_len(line) <= width for line in rows_of(wall(standing, width), width))


def test_a_badge_says_in_words_what_it_says_in_colours() -> None:
    assert [line.plain.strip() for line in badge("日日学之星", 3).split("\n")] == ["日日学", "之星", "3 次"]
    assert badge("日日学之星", 0).plain.splitlines()[2].strip() == "–"
    assert styles_at(badge("日日学之星", 3), "日日学") != styles_at(badge("日日学之星", 0), "日日学")


@given(st.text(max_size=30), st.integers(0, 99))
def test_a_badge_keeps_its_shape(name: str, times: int) -> None:
    lines = Content.split(badge(" ".join(name.split()) or "称号", times), "\n", allow_blank=True)
    assert len(lines) == 3
    assert {line.cell_length for line in lines} <= {10}


def test_a_bar_is_full_only_where_the_title_was_given() -> None:
    for standing in (busy(), busy(today=TODAY - 3), idle()):
        for one in standing.titles:
            assert (title_share(one) == 1.0) == (one.given is not None)
