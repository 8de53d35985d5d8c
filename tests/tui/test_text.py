from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from studyapp.tui.text import airy, cut, one_line, pad, pad_left

TEXTS = st.text(alphabet="人社aZ ，①Ⅻ℃→■★", max_size=30)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("①体检", "① 体检"),
        ("① 体检", "① 体检"),
        ("①②③", "① ② ③"),
        ("第Ⅻ卷37℃", "第Ⅻ 卷37℃"),
        ("甲→乙", "甲→ 乙"),
        ("①\n②", "①\n②"),
        ("“甲”——乙", "“甲”——乙"),
        ("", ""),
    ],
)
def test_airy(text: str, expected: str) -> None:
    assert airy(text) == expected


@given(TEXTS)
def test_air_is_given_once(text: str) -> None:
    assert airy(airy(text)) == airy(text)


@given(TEXTS, st.integers(0, 20))
def test_widths_are_exact(text: str, width: int) -> None:
    assert cell_len(cut(text, width)) <= width
    assert cell_len(pad(text, width)) == width
    assert cell_len(pad_left(text, width)) == width


@given(TEXTS, st.integers(0, 20))
@example("①①①①", 7)
@example("①甲甲", 4)
def test_what_was_cut_has_its_air(text: str, width: int) -> None:
    short = cut(airy(text), width)
    assert airy(short) == short


def test_what_was_cut_says_so() -> None:
    assert cut("社会保险法", 7) == "社会保…"
    assert cut("社会保险法", 10) == "社会保险法"


def test_one_line() -> None:
    assert one_line("甲\n  乙\t丙") == "甲 乙 丙"
