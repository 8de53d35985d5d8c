"""The calendar of study days."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from studyapp.tui.widgets.drawing import HEAT
from studyapp.tui.widgets.heat_map import Calendar, HeatMap, heat_map, level, monday, view
from studyapp.words import EPOCH
from tests.tui.drawn import LABELS, WIDTHS, styles_at
from tests.tui.driving import settle
from tests.tui.gallery import TODAY, Gallery, GalleryPage

DAYS = st.integers(8_000, 40_000)


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    today = draw(DAYS)
    back = st.integers(0, 400).map(lambda days: today - days)
    return Calendar(
        today,
        draw(st.dictionaries(back, st.integers(0, 900), max_size=60)),
        draw(st.dictionaries(back, LABELS, max_size=5)),
        draw(st.integers(1, 60)),
        draw(st.integers(0, 100)),
    )


@given(calendars(), WIDTHS, st.booleans(), st.integers(-500, 10))
def test_it_fits(calendar: Calendar, width: int, signs: bool, cursor: int) -> None:
    drawn = heat_map(calendar, width, cursor=calendar.today + cursor, signs=signs).plain.split("\n")
    assert all(cell_len(line) <= width for line in drawn)
    assert len(drawn) >= 10  # months, seven days, the day in words, the legend


@given(calendars(), WIDTHS)
def test_every_day_in_sight_has_its_level(calendar: Calendar, width: int) -> None:
    seen = view(calendar, width, calendar.today)
    grid = heat_map(calendar, width, signs=True).plain.split("\n")[1:8]
    top = calendar.top()
    for day in range(seen.first, calendar.today + 1):
        week, weekday = divmod(day - seen.first, 7)
        digit = grid[weekday][seen.label - 1 + 2 * week + 1]  # the weekday's name has two cells and is one character
        assert digit == ".1234"[level(calendar.counts.get(day, 0), top)]


def test_the_grid_is_as_wide_as_it_can_be() -> None:
    calendar = Calendar(TODAY, {}, weeks=26)
    assert [view(calendar, width, TODAY).weeks for width in (20, 54, 55, 56, 120)] == [8, 25, 26, 26, 26]


@given(DAYS)
def test_monday(day: int) -> None:
    assert date.fromordinal(EPOCH + monday(day)).weekday() == 0
    assert 0 <= day - monday(day) < 7


@given(st.integers(1, 900), st.integers(1, 900), st.integers(1, 900))
def test_more_is_deeper(one: int, other: int, top: int) -> None:
    less, more = sorted((one, other))
    assert 1 <= level(less, top) <= level(more, top) <= len(HEAT) - 1
    assert level(top, top) == len(HEAT) - 1
    assert level(0, top) == 0


def test_one_mad_day_pales_no_other() -> None:
    counts = {TODAY - day: 20 for day in range(40)}
    assert Calendar(TODAY, counts | {TODAY: 3000}).top() == 20
    assert Calendar(TODAY, counts, full=50).top() == 50
    assert Calendar(TODAY, {}).top() == 0


def test_months_stand_over_their_first_day() -> None:
    first = (date(2021, 5, 1) - date.min).days + 1 - EPOCH
    calendar = Calendar(TODAY, {}, weeks=26)
    seen = view(calendar, 80, TODAY)
    column = seen.label + 2 * ((first - seen.first) // 7)
    months = heat_map(calendar, 80).plain.split("\n")[0]
    assert cell_len(months[: months.index("5月")]) == column
    assert months.split() == ["12月", "1月", "2月", "3月", "4月", "5月", "6月"]


@pytest.mark.parametrize("width", [55, 56])
def test_the_month_that_has_just_begun_has_its_name(width: int) -> None:
    assert heat_map(Calendar(TODAY, {}, weeks=26), width).plain.split("\n")[0].endswith("   6月")


def test_today_and_the_cursor_are_seen_without_colours() -> None:
    calendar = Calendar(TODAY, {})
    plain, signs = heat_map(calendar, 60, cursor=TODAY - 8), heat_map(calendar, 60, cursor=TODAY - 8, signs=True)
    assert plain.plain.count("今") == plain.plain.count("<>") == 1
    assert signs.plain.count("*.") == signs.plain.count(">.") == 1
    assert "$accent" in styles_at(plain, "<>")


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (TODAY, "6月3日 周四（今天）   32 题全对"),
        (TODAY - 1, "6月2日 周三   答了 7 题"),
        (TODAY - 2, "6月1日 周二   没有练习"),
        (TODAY - 200, "2020年11月15日 周日   没有练习"),
    ],
)
def test_the_day_in_words(day: int, words: str) -> None:
    calendar = Calendar(TODAY, {TODAY: 32, TODAY - 1: 7}, {TODAY: "32 题全对"})
    assert heat_map(calendar, 60, cursor=day).plain.split("\n")[8] == words


def test_in_little_room_what_was_done_goes_below() -> None:
    drawn = heat_map(Calendar(TODAY, {TODAY: 7}), 20).plain.split("\n")
    assert drawn[8:10] == ["6月3日 周四（今天）", "答了 7 题"]


@given(calendars(), st.lists(st.integers(0, 3), max_size=80))
def test_the_cursor_stays_inside(calendar: Calendar, ways: list[int]) -> None:
    widget = HeatMap(calendar)
    widget.end(0)
    assert widget.cursor == calendar.first
    for way in ways:
        widget.step(way)
        assert calendar.first <= widget.cursor <= calendar.today
    widget.end(1)
    widget.step(1)
    assert widget.cursor == calendar.today


@given(calendars(), WIDTHS, st.integers(0, 420))
def test_the_cursor_is_in_sight(calendar: Calendar, width: int, back: int) -> None:
    cursor = calendar.within(calendar.today - back)
    seen = view(calendar, width, cursor)
    assert seen.first <= cursor < seen.first + 7 * seen.weeks


def test_keys_and_clicks_choose() -> None:
    async def drive() -> list[int]:
        app = Gallery("heat-map")
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("left", "up", "enter")
            await settle(pilot)
            await pilot.click(HeatMap, offset=(3, 1))
            await settle(pilot)
            await pilot.click(HeatMap, offset=(1, 1))  # a weekday's name
            await settle(pilot)
            await pilot.click(HeatMap, offset=(71, 7))  # next Sunday
            await settle(pilot)
            page = app.screen
            assert isinstance(page, GalleryPage)
            return [one.day for one in page.heard if isinstance(one, HeatMap.Chosen)]

    first = date.fromordinal(EPOCH + monday(TODAY)) - timedelta(weeks=34)
    assert asyncio.run(drive()) == [TODAY - 8, first.toordinal() - EPOCH]


def test_without_colours_there_are_signs(monkeypatch: pytest.MonkeyPatch) -> None:
    async def drive() -> list[bool]:
        seen = []
        for theme, colours in (("study-night", True), ("study-contrast", True), ("study-night", False)):
            app = Gallery("heat-map", theme)
            app.no_color = not colours
            async with app.run_test(size=(80, 24)) as pilot:
                widget = HeatMap(Calendar(TODAY, {TODAY: 3}))
                await app.screen.mount(widget)
                await settle(pilot)
                seen.append("*" in "".join(strip.text for strip in widget.render_lines(widget.size.region)))
        return seen

    assert asyncio.run(drive()) == [False, True, True]
