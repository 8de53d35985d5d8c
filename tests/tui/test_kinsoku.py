"""Lines of Chinese end where a typesetter would end them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len, split_graphemes
from textual import content

from studyapp.tui import kinsoku
from studyapp.tui.kinsoku import NO_END, NO_START, divide_line, may_break, may_fold

TEXTS = st.text(alphabet="的一中人社保，。、；：？！）》”（《“…—①Ⅲ　 aZ09.,%()-/·é️👩‍❤️é\u0301", max_size=80)
WIDTHS = st.integers(2, 30)


def split(text: str, width: int) -> list[str]:
    offsets = [0, *divide_line(text, width), len(text)]
    return [text[start:end] for start, end in pairwise(offsets)]


@given(TEXTS, WIDTHS)
def test_nothing_is_lost_and_every_line_holds_something(text: str, width: int) -> None:
    lines = split(text, width)
    assert "".join(lines) == text
    assert all(lines) or not text


@example("\u3000 \u0301", 2)  # a space that carries an accent does not hang over
@given(TEXTS, WIDTHS)
def test_lines_fit(text: str, width: int) -> None:
    assert all(cell_len(line.rstrip(" ")) <= width for line in split(text, width))


@given(TEXTS, WIDTHS)
def test_no_forbidden_start_or_end_where_another_place_was(text: str, width: int) -> None:
    begin = 0
    graphemes = [start for start, _end, _cells in split_graphemes(text)[0]]
    for offset in divide_line(text, width):
        places = [place for place in graphemes if begin < place < offset]
        if not may_fold(text, offset):
            assert not any(may_fold(text, place) for place in places)
        elif not may_break(text, offset):
            assert not any(may_break(text, place) for place in places)
        begin = offset


@pytest.mark.parametrize("mark", sorted(NO_START))
def test_closing_marks_stay_with_what_they_close(mark: str) -> None:
    assert split("社会保险法" + mark + "条例", 10)[1].startswith("法")


@pytest.mark.parametrize("mark", sorted(NO_END))
def test_opening_marks_go_with_what_they_open(mark: str) -> None:
    assert split("社会保险" + mark + "条例规定", 9 + (cell_len(mark) == 2))[0] == "社会保险"


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("第三条，用人单位", 6, ["第三", "条，用", "人单位"]),
        ("登记满30%以上", 8, ["登记满", "30%以上"]),
        ("标准GB/T15834执行", 13, ["标准GB/T15834", "执行"]),
        ("最长为（　　）个月", 8, ["最长为", "（　　）", "个月"]),
        ("破折号——不拆", 7, ["破折号", "——不拆"]),
        ("解析： 这是一句很长的话", 10, ["解析： 这", "是一句很长", "的话"]),
        ("abcdefghijklmn", 5, ["abcde", "fghij", "klmn"]),
        ("abcdefghij，好", 5, ["abcde", "fghi", "j，好"]),
        ("短", 10, ["短"]),
    ],
)
def test_examples(text: str, width: int, lines: list[str]) -> None:
    assert split(text, width) == lines


def test_without_folding_a_long_word_stays_whole() -> None:
    assert divide_line("abcdefghij", 4, fold=False) == []


def test_textual_still_breaks_lines_where_we_replace_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content, "divide_line", None)  # raises where textual has it no more
    kinsoku.install()
    assert vars(content)["divide_line"] is divide_line
    lines = content.Content("社会保险，社会").wrap(8)
    assert [line.plain for line in lines] == ["社会保", "险，社会"]
