"""Nothing here, and something wrong."""

from __future__ import annotations

import asyncio

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from studyapp.tui.text import airy
from studyapp.tui.widgets.notices import Empty, EmptyState, Fault, empty_words, fault_rows
from tests.tui.drawn import LABELS, WIDTHS, rows_of
from tests.tui.driving import settle
from tests.tui.gallery import Gallery, GalleryPage


def letters(text: str) -> str:
    return "".join(airy(text).split())


@given(st.builds(Empty, LABELS, LABELS, st.just("")), WIDTHS)
def test_an_empty_state_fits_and_says_all(empty: Empty, width: int) -> None:
    rows = rows_of(empty_words(empty), width)
    assert all(cell_len(row) <= width for row in rows)
    assert letters("".join(rows)) == letters(empty.what + empty.advice)


@given(st.builds(Fault, LABELS, LABELS, LABELS), WIDTHS)
def test_a_fault_fits_and_says_all(fault: Fault, width: int) -> None:
    rows = rows_of(fault_rows(fault), width)
    assert all(cell_len(row) <= width for row in rows)
    said = letters("".join(rows))
    assert said == letters(
        "×出错" + fault.what + ("位置" + fault.where) * bool(fault.where) + ("办法" + fault.mend) * bool(fault.mend)
    )


def test_texts_begin_in_the_same_column() -> None:
    rows = rows_of(fault_rows(Fault("没有导入", "第 3 行", "改一改再导入")), 40)
    assert rows == ["× 出错  没有导入", "  位置  第 3 行", "  办法  改一改再导入"]


def test_brackets_are_no_markup() -> None:
    assert rows_of(empty_words(Empty("[bold]没有[/bold]")), 40) == ["[bold]没有[/bold]"]
    assert "[red]" in rows_of(fault_rows(Fault("[red]")), 40)[0]


def test_a_click_is_the_key() -> None:
    async def run(empty: Empty) -> int:
        app = Gallery("notices")
        async with app.run_test(size=(80, 24)) as pilot:
            app.screen.query_one(EmptyState).tell(empty)
            await settle(pilot)
            await pilot.click(EmptyState, offset=(2, 0))
            await settle(pilot)
            page = app.screen
            assert isinstance(page, GalleryPage)
            return len(page.heard)

    assert asyncio.run(run(Empty("还没有错题", "", "Enter", "开始"))) == 1
    assert asyncio.run(run(Empty("还没有错题"))) == 0
