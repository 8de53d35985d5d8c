"""Parts one after the other."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content

from studyapp.tui.widgets.flow import GAP, flow
from tests.tui.drawn import LABELS

WORDS = st.lists(LABELS.filter(bool).map(Content), max_size=12)


@given(WORDS, st.integers(2, 100), st.integers(0, 6))
def test_lines_fit(parts: list[Content], width: int, indent: int) -> None:
    assert all(line.cell_length <= width for line in flow(parts, width, indent=indent))


@given(WORDS, st.integers(100, 200), st.integers(0, 6))
def test_nothing_is_lost_where_there_is_room(parts: list[Content], width: int, indent: int) -> None:
    drawn = flow(parts, width, indent=indent)
    assert "".join("".join(line.plain for line in drawn).split()) == "".join(
        "".join(part.plain for part in parts).split()
    )


@given(WORDS.filter(lambda parts: len(parts) > 1), st.integers(80, 200))
def test_a_part_goes_on_the_next_line_only_where_it_must(parts: list[Content], width: int) -> None:
    together = parts[0].cell_length + GAP + parts[1].cell_length
    assert len(flow(parts[:2], width)) == (1 if together <= width else 2)


@given(WORDS)
def test_what_fits_is_on_one_line(parts: list[Content]) -> None:
    drawn = flow(parts, 2_000)
    assert [line.plain for line in drawn] == ([(" " * GAP).join(part.plain for part in parts)] if parts else [])


def test_what_does_not_fit_goes_under_the_first() -> None:
    parts = [Content(text) for text in ("正确率", "最高 98%", "最低 62%")]
    assert [line.plain for line in flow(parts, 18, indent=4)] == ["正确率   最高 98%", "    最低 62%"]
    assert [line.plain for line in flow(parts, 8, indent=2)] == ["正确率", "  最高 …", "  最低 …"]
