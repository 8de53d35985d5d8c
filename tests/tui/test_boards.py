"""The page of boards: what is shown of them, fresh or as it was seen last, and what is asked for."""

from __future__ import annotations

import asyncio
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from studyapp.desk.boards import Shown
from studyapp.desk.remotes import RemoteLine
from studyapp.model import Message
from studyapp.model.activity import Period
from studyapp.model.remote import Board, Place, UnitPlace
from studyapp.sync.outcome import Points
from studyapp.tui.app import StudyApp
from studyapp.tui.desk import Trouble
from studyapp.tui.widgets.board import Span, View, ordered, persons_parts, persons_table, span_words, units_table
from tests.activity.plans import day
from tests.tui import questions as q
from tests.tui.driving import goldens_check, looks, screen_text, settle, visit
from tests.tui.fake import FakeDesk
from tests.tui.fake_syncing import AWAY, FINE, NEW, FakeBoards, board, places, units

PAGES: dict[str, tuple[str, ...]] = {
    "board": ("g",),
    "board-units": ("g", "space"),
    "board-per-head": ("g", "space", "space"),
    "board-closed": ("g", "left"),
    "board-scopes": ("g", "d"),
}
DIFFERENT = Points(
    "2021-06",
    1_185,
    1_089,
    (
        Message("还有 {count} 条记录没有送到。", {"count": 12}),
        Message("有 {count} 条答题要等管理员看过才计分。", {"count": 30}),
    ),
)


def linked(*lines: RemoteLine) -> FakeDesk:
    desk = FakeDesk([q.SINGLE])
    desk.hub.lines = list(lines) or [FINE]
    return desk


def open_home(*keys: str, desk: FakeDesk | None = None, size: tuple[int, int] = (80, 24)) -> str:
    return visit(desk or linked(), *keys, see=screen_text, size=size, study=False)


def asked(*keys: str, desk: FakeDesk | None = None) -> tuple[str, str, str]:
    """What was asked for last."""
    there = desk or linked()
    open_home("g", *keys, desk=there)
    return there.ladders.asked[-1]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_pages(name: str, language: str) -> None:
    goldens_check(name, looks(linked(), *PAGES[name], study=False), language)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_points_that_differ_and_a_remote_that_is_away(language: str) -> None:
    desk = linked()
    desk.ladders.points, desk.ladders.trouble = DIFFERENT, AWAY
    goldens_check("board-away", looks(desk, "g", study=False), language)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_without_remotes(language: str) -> None:
    goldens_check("board-none", looks(FakeDesk([q.SINGLE]), "g", study=False), language)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_where_nothing_can_be_had(language: str) -> None:
    desk = linked()
    desk.ladders.refusal = Trouble("远程“县局”没有排行榜。")
    goldens_check("board-trouble", looks(desk, "g", study=False), language)


def test_periods_are_those_of_today_and_before() -> None:
    assert asked() == ("", "", "2021-06")
    assert asked("1")[2] == "2021-06-03"
    assert asked("2")[2] == "2021-W22"
    assert asked("4")[2] == "all"
    assert asked("1", "left", "left", "left")[2] == "2021-05-31"
    assert asked("2", "left")[2] == "2021-W21"
    assert asked("3", "left", "left", "right")[2] == "2021-05"


def test_nothing_comes_after_today_and_all_has_no_before() -> None:
    desk = linked()
    assert "最近的一期" in open_home("g", "right", desk=desk)
    assert len(desk.ladders.asked) == 1
    assert asked("4", "left")[2] == "all"


def test_a_closed_month_is_final() -> None:
    assert "定稿" not in open_home("g")
    assert "5月 · 定稿，不再变动" in open_home("g", "left")


def test_a_scope_is_chosen_and_stays_over_periods() -> None:
    assert asked("d", "down", "enter", "1") == ("", "line:养老", "2021-06-03")
    assert "条线：养老保险" in open_home("g", "d", "down", "enter").splitlines()[0]


def test_another_remote_has_other_scopes() -> None:
    desk = linked(FINE, NEW)
    assert asked("d", "up", "enter", "m", "down", "enter", desk=desk) == ("市局", "", "2021-06")
    assert "换远程" not in open_home("g", size=(160, 24))
    assert "换远程" in open_home("g", desk=desk, size=(160, 24))


def test_points_beside_ours() -> None:
    desk = linked()
    assert "本机" not in open_home("g", desk=desk)
    desk.ladders.points = DIFFERENT
    text = open_home("g", desk=desk)
    assert "积分 1,089   本机暂计 1,185" in text
    assert "还有 12 条记录没有送到。" in text
    assert "有 30 条答题要等管理员看过才计分。" in text
    desk.ladders.points = DIFFERENT._replace(ours=1_089, why=())
    assert "与本机一致" in open_home("g", desk=desk)


def test_away_says_of_when_this_is_and_why() -> None:
    desk = linked()
    desk.ladders.trouble = AWAY
    text = open_home("g", desk=desk)
    assert "这是 6月2日 11:00 取到的。连不上服务器；稍后会自动再试。" in text
    assert "王小燕（我）" in text


def test_who_is_not_on_the_board_is_told_so() -> None:
    desk = linked()
    desk.ladders.told = lambda period: board(period)._replace(near=())
    text = open_home("g", desk=desk)
    assert "榜上还没有你" in text
    assert "212 人有积分" in text
    desk.ladders.told = lambda period: Board("unit:1", "西安市", period, 0)
    assert "还没有人有积分" in open_home("g", desk=desk)
    assert "没有分单位的榜" in open_home("g", "space", desk=desk)


class Slow(FakeBoards):
    """What was seen last is there at once; the fresh one comes when the test lets it."""

    def kept(self, remote: str = "", scope: str = "", period: str = "all") -> Shown | None:
        return Shown("县局", board(period)._replace(title="旧榜"), 0, False)


def test_what_was_seen_last_stands_there_until_the_fresh_one_comes() -> None:
    desk = linked()
    let_go = threading.Event()
    desk.ladders = Slow(desk.hub, hold=lambda: let_go.wait(10))

    async def drive() -> tuple[str, str, str]:
        app = StudyApp(desk)
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await pilot.press("g")
            while "旧榜" not in screen_text(app):
                await asyncio.sleep(1 / 250)
            before = screen_text(app)
            await pilot.press("space")
            turned = screen_text(app)
            let_go.set()
            await settle(pilot)
            return before, turned, screen_text(app)

    before, turned, after = asyncio.run(drive())
    assert "正在取……" in before
    assert "单位 · 按参与率" in turned
    assert "排行榜 · 西安市" in after
    assert "旧榜" not in after


def test_the_answer_to_what_is_no_longer_wanted_is_not_shown() -> None:
    desk = linked()
    let_go = threading.Event()
    waits = iter([True])

    def hold() -> None:
        if next(waits, False):
            let_go.wait(10)

    desk.ladders.hold = hold
    desk.ladders.told = lambda period: board(period)._replace(title=period)

    async def drive() -> str:
        app = StudyApp(desk)
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await pilot.press("g")
            await pilot.press("4")
            await settle(pilot)
            let_go.set()
            while len(desk.ladders.asked) < 2:
                await asyncio.sleep(1 / 250)
            await settle(pilot)
            return screen_text(app).splitlines()[0]

    assert "排行榜 · all" in asyncio.run(drive())


def test_keys_lead_to_where_boards_come_from_and_home() -> None:
    def table(app: StudyApp) -> str:
        return getattr(app.screen, "KEYS", "")

    assert visit(linked(), "g", "y", see=table, study=False) == "remotes"
    assert visit(linked(), "y", "g", see=table, study=False) == "boards"
    assert visit(linked(), "g", "escape", see=table, study=False) == "home"
    assert asked("y", "g") == ("县局", "", "2021-06")


def test_who_is_far_up_stands_in_one_list_others_among_those_around() -> None:
    up = Board("*", "", "all", 0, 20, places(1, 10, mine=3), places(1, 8, mine=3))
    assert [len(rows) for _head, rows in persons_parts(up)] == [10]
    down = Board("*", "", "all", 0, 200, places(1, 10), places(90, 11, mine=95))
    assert [len(rows) for _head, rows in persons_parts(down)] == [11, 10]


def test_equal_units_have_the_same_place_and_who_expects_nobody_has_none() -> None:
    by_share = [(rank, one.unit) for rank, one in ordered(units(), View.PARTICIPATION)]
    assert by_share == [("1", "u2"), ("1", "u4"), ("3", "u1"), ("4", "u3"), ("–", "u5")]
    by_head = [(rank, one.unit) for rank, one in ordered(units(), View.PER_HEAD)]
    assert by_head == [("1", "u1"), ("2", "u2"), ("3", "u4"), ("4", "u3"), ("5", "u5")]


def test_periods_in_words() -> None:
    today = day("2021-06-03")
    assert span_words(Span(Period.DAY, today), today) == "6月3日"
    assert span_words(Span(Period.WEEK, today), today) == "5月31日至6月6日"
    assert span_words(Span(Period.MONTH, day("2020-12-31")), today) == "2020年12月"
    assert span_words(Span(None, today), today) == "整个活动"


names = st.text(st.sampled_from("王小燕Ab 7・“…①"), min_size=1, max_size=60)
numbers = st.integers(0, 10**9)
lines_of = st.lists(st.builds(Place, numbers, names, names, numbers, st.booleans()), min_size=1, max_size=6)
units_of = st.lists(
    st.builds(UnitPlace, numbers, names, names, numbers, numbers, numbers, st.floats(0, 1e7)), min_size=1, max_size=6
)


@given(lines_of, lines_of, st.integers(40, 120))
def test_persons_fit(first: list[Place], near: list[Place], width: int) -> None:
    drawn = persons_table(Board("*", "", "all", 0, 9, tuple(first), tuple(near)), width)
    assert max(cell_len(line) for line in drawn.plain.splitlines()) <= width


@given(units_of, st.sampled_from([View.PARTICIPATION, View.PER_HEAD]), st.integers(44, 120))
def test_units_fit(some: list[UnitPlace], view: View, width: int) -> None:
    drawn = units_table(some, view, some[0].name, width)
    assert max(cell_len(line) for line in drawn.plain.splitlines()) <= width
