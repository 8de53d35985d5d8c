"""The time left of an exam."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.tui.widgets.countdown import MARKS, Countdown, clock, countdown, seconds_left
from tests.tui.driving import settle
from tests.tui.gallery import Gallery, GalleryPage

DEADLINE = 1_622_700_000_000


def passed(*told: int) -> list[tuple[int, int]]:
    """The marks, and what was left, that a countdown posts when it is told so."""

    async def drive() -> list[tuple[int, int]]:
        app = Gallery("notices")
        async with app.run_test(size=(80, 24)) as pilot:
            one = Countdown()
            await app.screen.mount(one)
            for left in told:
                one.tell(left)
            await settle(pilot)
            page = app.screen
            assert isinstance(page, GalleryPage)
            return [(message.mark, message.left) for message in page.heard if isinstance(message, Countdown.Passed)]

    return asyncio.run(drive())


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ((302, 301, 300, 299), [(300, 300)]),
        ((61, 60, 59), [(60, 60)]),
        ((2, 1, 0, 0, -1), [(0, 0)]),
        ((400, 30, 20), [(300, 30), (60, 30)]),  # the machine slept
        ((400, -90), [(300, 0), (60, 0), (0, 0)]),
        ((301, 299, 301, 299), [(300, 299)]),  # the clock was set back
        ((200, 100), []),  # the exam was opened again
        ((-5,), [(0, 0)]),
    ],
)
def test_each_mark_is_told_once(told: tuple[int, ...], expected: list[tuple[int, int]]) -> None:
    assert passed(*told) == expected


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (5400, "剩余 1:30:00"),
        (301, "剩余 05:01"),
        (300, "! 剩余 05:00（最后 5 分钟）"),
        (61, "! 剩余 01:01（最后 5 分钟）"),
        (60, "!! 剩余 01:00（最后 1 分钟）"),
        (0, "× 时间到"),
        (-7, "× 时间到"),
    ],
)
def test_words_and_signs(seconds: int, words: str) -> None:
    assert countdown(seconds, 40).plain == words


def test_the_figures_go_last() -> None:
    assert [countdown(59, width).plain for width in (28, 27, 12, 8)] == [
        "!! 剩余 00:59（最后 1 分钟）",
        "!! 剩余 00:59",
        "!! 00:59",
        "!! 00:59",
    ]


@given(st.integers(-10, 400_000), st.integers(5, 60))
def test_it_fits(seconds: int, width: int) -> None:
    drawn = countdown(seconds, width)
    assert 0 < drawn.cell_length <= width
    if seconds > 0 and width >= 9:
        assert clock(seconds) in drawn.plain


@given(st.integers(1, 400_000))
def test_colours_change_at_the_marks(seconds: int) -> None:
    styles = " ".join(str(span.style) for span in countdown(seconds, 40).spans)
    expected = "$error" if seconds <= MARKS[1] else "$warning" if seconds <= MARKS[0] else ""
    assert (expected in styles) and bool(styles) == bool(expected)


@pytest.mark.parametrize(
    ("seconds", "words"), [(0, "00:00"), (59, "00:59"), (3599, "59:59"), (3600, "1:00:00"), (-3, "00:00")]
)
def test_clock(seconds: int, words: str) -> None:
    assert clock(seconds) == words


@pytest.mark.parametrize(("before", "left"), [(1, 1), (999, 1), (1000, 1), (1001, 2), (0, 0), (-1, 0), (-5000, 0)])
def test_a_second_that_has_begun_is_left(before: int, left: int) -> None:
    assert seconds_left(DEADLINE, DEADLINE - before) == left
