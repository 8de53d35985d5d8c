"""The answer sheet."""

from __future__ import annotations

import asyncio
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from studyapp.tui import widths
from studyapp.tui.widgets.answer_sheet import AnswerSheet, Box, Group, Look, State, answer_sheet, columns
from tests.tui.drawn import LABELS, WIDTHS
from tests.tui.driving import settle
from tests.tui.gallery import Gallery, GalleryPage, papers

BOXES = st.builds(Box, st.sampled_from(State), st.booleans())
GROUPS = st.lists(st.builds(Group, LABELS, st.lists(BOXES, max_size=40).map(tuple)), max_size=5)
QUESTION = re.compile(r"(?<!\S)([>\[]?) *(\d+)([=√×]?)(\??)(\]?)(?=\s|$)")
NAMES = {State.OPEN: "", State.DONE: "=", State.RIGHT: "√", State.WRONG: "×"}


def boxes_of(groups: list[Group]) -> list[Box]:
    return [box for group in groups for box in group.boxes]


@given(GROUPS, WIDTHS, st.integers(0, 200), st.integers(0, 200))
def test_it_fits(groups: list[Group], width: int, current: int, cursor: int) -> None:
    drawn = answer_sheet(groups, width, Look(current, cursor)).plain.split("\n")
    assert all(cell_len(line) <= width for line in drawn)


@given(st.lists(st.lists(BOXES, min_size=1, max_size=40).map(tuple), min_size=1, max_size=5), WIDTHS)
def test_every_question_has_its_signs(papers: list[tuple[Box, ...]], width: int) -> None:
    groups = [Group("甲", boxes) for boxes in papers]
    drawn = answer_sheet(groups, width).plain.split("\n")
    grid = " ".join(line for line in drawn[1 : drawn.index("")] if not line.startswith("甲"))
    seen = [(number, sign, flag) for _before, number, sign, flag, _after in QUESTION.findall(grid)]
    boxes = boxes_of(groups)
    assert seen == [(str(n), NAMES[box.state], "?" * box.flagged) for n, box in enumerate(boxes, 1)]


@given(GROUPS)
def test_open_ones_are_counted(groups: list[Group]) -> None:
    boxes = boxes_of(groups)
    opened = sum(box.state is State.OPEN for box in boxes)
    head = answer_sheet(groups, 80).plain.split("\n")[0]
    if not boxes:
        assert head == "这份试卷还没有题目"
    else:
        assert head == f"共 {len(boxes)} 题，" + (f"未答 {opened} 题" if opened else "都答了")


def test_current_and_cursor_are_seen_without_colours() -> None:
    groups = papers(False)
    assert answer_sheet(groups, 80, Look(7, 8)).plain.count("[ 8=]") == 1
    assert answer_sheet(groups, 80, Look(7, 8)).plain.count("> 9=?") == 1
    assert answer_sheet(groups, 80, Look(8, 8)).plain.count("[ 9=?]") == 1


def test_the_legend_explains_what_is_there() -> None:
    before, after = (answer_sheet(papers(late), 100, Look(3)).plain.split("\n")[-1] for late in (False, True))
    assert before.split("   ") == [" =  已答 72", "未答 18", "? 标记 4", "[ ] 当前题"]
    assert after.split("   ") == [" √  答对 62", " ×  答错 10", "未答 18", "? 标记 4", "[ ] 当前题"]


@pytest.mark.parametrize(("width", "expected"), [(20, 3), (35, 5), (47, 5), (60, 10), (74, 10), (108, 15), (160, 25)])
def test_columns_are_those_that_fit_in_fives(width: int, expected: int) -> None:
    assert columns(papers(False), width) == expected


def test_columns_stand_under_each_other_where_signs_are_wide() -> None:
    widths.install(True)
    try:
        drawn = answer_sheet(papers(True), 90).plain.split("\n")
        ends = [
            cell_len(line[: line.index(number) + len(number)])
            for line, number in zip(drawn[2:6], ("10", "20", "30", "40"), strict=True)
        ]
        fits = all(cell_len(line) <= 90 for line in drawn)
    finally:
        widths.install(False)
    assert len(set(ends)) == 1
    assert fits


def drive(
    name: str, *keys: str, size: tuple[int, int] = (80, 24), clicks: tuple[tuple[int, int], ...] = ()
) -> list[int]:
    """The questions chosen on a page of the gallery."""

    async def run() -> list[int]:
        app = Gallery(name)
        async with app.run_test(size=size) as pilot:
            await pilot.press(*keys)
            for offset in clicks:
                await settle(pilot)
                await pilot.click(AnswerSheet, offset=offset)
            await settle(pilot)
            page = app.screen
            assert isinstance(page, GalleryPage)
            return [message.index for message in page.heard if isinstance(message, AnswerSheet.Chosen)]

    return asyncio.run(run())


@pytest.mark.parametrize(
    ("keys", "index"),
    [
        ((), 71),  # the current one
        (("left",), 70),
        (("up",), 61),
        (("down", "down"), 86),
        (("down", "down", "down"), 86),
        (("home", "left"), 0),
        (("end", "right"), 89),
        (("end", "up"), 84),  # a shorter line
        (("home", "up"), 0),
        (("o",), 72),
        (("end", "o"), 72),  # from the last round to the first
    ],
)
def test_keys(keys: tuple[str, ...], index: int) -> None:
    assert drive("answer-sheet", *keys, "enter") == [index]


def test_clicks() -> None:
    places = ((1, 2), (8, 3), (0, 0), (1, 1), (70, 2), (1, 7))
    assert drive("answer-sheet", clicks=places) == [0, 11, 40]


@given(st.lists(st.lists(BOXES, min_size=1, max_size=9).map(tuple), min_size=1, max_size=4), st.data())
def test_the_cursor_stays_inside(papers: list[tuple[Box, ...]], data: st.DataObject) -> None:
    groups = [Group("甲", boxes) for boxes in papers]
    count = len(boxes_of(groups))
    sheet = AnswerSheet(groups, data.draw(st.integers(0, count - 1)))
    for act in data.draw(st.lists(st.integers(0, 6), max_size=30)):
        if act < 4:
            sheet.step(act)
        elif act < 6:
            sheet.end(act - 4)
        else:
            sheet.next_open()
        assert 0 <= sheet.cursor < count


def test_the_cursor_is_kept_in_sight() -> None:
    async def run() -> tuple[float, float]:
        app = Gallery("answer-sheet")
        async with app.run_test(size=(40, 12)) as pilot:
            await settle(pilot)
            await pilot.press("home")
            await settle(pilot)
            body = app.screen.query_one("#body")
            at_home = body.scroll_y
            await pilot.press("end")
            await settle(pilot)
            return at_home, body.scroll_y

    at_home, at_end = asyncio.run(run())
    assert at_home <= 2
    assert at_end >= 10
