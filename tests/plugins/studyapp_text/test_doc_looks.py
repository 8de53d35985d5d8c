"""Word 97 files: what styles say, what a file saved in haste says of its pieces, and text boxes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp import Choices, Deck, NotABank, Source
from studyapp_text.doc import lines_of_doc
from studyapp_text.reader import TextReader
from tests.plugins.studyapp_text.word_files import doc, doc_boxes, doc_lists, doc_styles
from tests.support import examples

RED, BOLD, UNDERLINED = b"\x42\x2a\x06", b"\x35\x08\x01", b"\x3e\x2a\x01"
PLAIN_OF_STYLE, UNLIKE_STYLE = b"\x35\x08\x80", b"\x35\x08\x81"
SONG = b"\x4f\x4a\x00\x00"
OF_LETTERS = b"\x30\x4a\x02\x00"
"""The property of letters that names their style: the third one."""

ASKED = "谁缴费\n职工\n单位\n谁领取\n本人\n邻居"
STEM, OPTION, RIGHT = (1, b""), (3, b""), (4, b"")
STYLES = doc_styles(
    (1, 0xFFF, b"", b""),
    (1, 0, b"\x0b\x46\x01\x00", b""),
    (2, 0xFFF, b"", BOLD),
    (1, 0, b"\x0b\x46\x02\x00", b""),
    (1, 3, b"", RED),
)
LISTS = doc_lists((0, "%、"), (3, "%."), (3, "%."))


def read(data: bytes) -> Deck:
    return TextReader().read(Source("题库.doc", data))


def shown(data: bytes) -> list[str]:
    return [line for _, line in lines_of_doc(Source("题库.doc", data)).rows]


def dressed(*forms: tuple[int, bytes], **looks: bytes) -> bytes:
    """The questions, each paragraph in one of the styles, all letters with some look of their own."""
    told = ASKED.split("\n")
    paragraphs = {f"{line}\r": form for line, form in zip(told, forms, strict=True)}
    letters = {line: looks.get(line, SONG) for line in told}
    return doc(ASKED, forms=paragraphs, looks=letters, tables={**STYLES, **LISTS})


def test_numbers_and_looks_that_paragraphs_have_from_their_styles() -> None:
    again = b"\x0b\x46\x03\x00"  # the options of the second question count anew, which its paragraphs say themselves
    deck = read(dressed(STEM, RIGHT, OPTION, STEM, (3, again), (4, again)))
    assert [(item.label, item.question.prompt) for item in deck.items] == [("1", "谁缴费"), ("2", "谁领取")]
    assert [item.question.choices for item in deck.items] == [("职工", "单位"), ("本人", "邻居")]
    assert [item.question.answer for item in deck.items] == [Choices((0,)), Choices((1,))]
    assert [flaw.code for flaw in deck.flaws] == ["marked-key"]


@pytest.mark.parametrize(
    ("looks", "right"),
    [
        pytest.param({"单位": OF_LETTERS}, 1, id="a style of letters"),
        pytest.param({"单位": OF_LETTERS + PLAIN_OF_STYLE}, 1, id="as its style"),
        pytest.param({"单位": OF_LETTERS + UNLIKE_STYLE, "职工": OF_LETTERS}, 0, id="unlike its style"),
        pytest.param({"单位": OF_LETTERS + b"\x35\x08\x00", "职工": UNDERLINED}, 0, id="not bold by hand"),
    ],
)
def test_looks_that_letters_have_from_their_style(looks: dict[str, bytes], right: int) -> None:
    again = (3, b"\x0b\x46\x03\x00")
    deck = read(dressed(STEM, OPTION, OPTION, STEM, again, again, **looks, 本人=RED))
    assert deck.items[0].question.answer == Choices((right,))


def test_styles_that_are_based_on_each_other() -> None:
    circle = doc_styles((1, 1, b"", BOLD), (1, 0, b"", RED))
    data = doc("甲\n乙", forms={"甲\r": (1, b""), "乙": (7, b"")}, looks={"甲": RED, "乙": RED}, tables=circle)
    assert shown(data) == ["甲", "乙"]


HASTY = "1. 谁缴费\nA. 单位\nB. 职工\n2. 谁领取\nA. 本人\nB. 邻居"


@pytest.mark.parametrize(
    ("look", "saved"),
    [
        pytest.param(0x55 << 1 | 1 << 8, (), id="bold in short"),
        pytest.param(0x62 << 1 | 6 << 8, (), id="red in short"),
        pytest.param(1 << 1 | 1, (b"", RED), id="red by reference"),
    ],
)
def test_a_file_saved_in_haste(look: int, saved: tuple[bytes, ...]) -> None:
    plain = dict.fromkeys(("A. 单位", "B. ", "职工", "B. 邻居"), SONG)
    data = doc(HASTY, looks={**plain, "A. 本人": RED}, typed_last=("职工", look), saved=saved)
    deck = read(data)
    assert [item.question.choices for item in deck.items] == [("单位", "职工"), ("本人", "邻居")]
    assert [item.question.answer for item in deck.items] == [Choices((1,)), Choices((0,))]


def test_deleted_words_of_a_file_saved_in_haste() -> None:
    assert shown(doc("甲乙丙", looks={"甲": BOLD, "乙": BOLD, "丙": BOLD}, typed_last=("乙", 0x41 << 1 | 1 << 8))) == [
        "甲丙"
    ]


def test_text_boxes_stand_where_they_are_tied_to() -> None:
    text = "题库\x08\n1. 谁缴费\nA. 单位\nB. 职工\n答案：A\x08\n2. 谁领取\nA. 本人\nB. 邻居\n答案：A"
    boxes = (2, "内部资料\r"), (text.index("答案：A\x08") + 4, "解析：见条例\r")
    deck = read(doc(text, boxes="".join(text for _, text in boxes), tables=doc_boxes(*boxes)))
    assert [item.question.explanation for item in deck.items] == ["见条例", ""]
    assert [(flaw.where.line, flaw.code) for flaw in deck.flaws] == [(1, "preface"), (2, "preface")]


def test_text_boxes_that_nothing_places_come_last() -> None:
    broken = {40: b"\xff" * 40, 56: b"\xff" * 30}
    assert shown(doc("甲\n乙", boxes="丙\r", tables=broken)) == ["甲", "乙", "丙"]


WHOLE = doc(HASTY, looks={"职工": OF_LETTERS}, forms={"B. 职工\r": RIGHT}, typed_last=("本人", 3), saved=(b"", RED),
            boxes="丙\r", tables={**STYLES, **LISTS, **doc_boxes((0, "丙\r"))})  # fmt: skip


@settings(deadline=None, max_examples=examples(100))
@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=6))
def test_no_other_number_breaks_the_reader(at: int, piece: bytes) -> None:
    try:
        read(WHOLE[:at] + piece + WHOLE[at + len(piece) :])
    except NotABank as refused:
        assert refused.why.text.format_map(refused.why.arguments)
