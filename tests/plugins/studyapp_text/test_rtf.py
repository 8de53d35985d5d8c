"""RTF files: code pages, substitutes, styles, text boxes, and what the text does not hold."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp import Choices, Deck, NotABank, Source
from studyapp_text.reader import TextReader
from studyapp_text.rtf import lines_of_rtf
from tests.support import examples

STYLES = (
    r"{\colortbl;\red0\green0\blue0;\red255\green0\blue0;}"
    r"{\stylesheet{\s0 Normal;}{\s15\sbasedon0\cf2 Right;}{\s16\sbasedon15\b Right as well;}{\*\cs17\additive\ul Key;}"
    r"{\s18\sbasedon19 One;}{\s19\sbasedon18 Other;}}"
)


def rtf(body: str, head: str = STYLES) -> bytes:
    told = "".join(letter if letter.isascii() else rf"\u{ord(letter)} " for letter in body)
    return rf"{{\rtf1\ansi\uc0{head}{told}}}".encode()


def read(data: bytes) -> Deck:
    return TextReader().read(Source("题库.rtf", data))


def shown(data: bytes) -> list[str]:
    return [text for _, text in lines_of_rtf(Source("题库.rtf", data)).rows if text]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(r"\pard\plain\s15 B．乙方\par ", r"\pard\plain\s15 A．丙方\par ", id="a style"),
        pytest.param(r"\pard\plain\s16 B．乙方\par ", r"\pard\plain\s16 A．丙方\par ", id="based on another"),
        pytest.param(r"\pard\plain {\cs17 B．乙方}\par ", r"\pard\plain {\cs17 A．丙方}\par ", id="of letters"),
        pytest.param(r"\pard\plain\s15\cf2\b B．乙方\par ", r"\pard\plain\s15 A．丙方\par ", id="said once more"),
    ],
)
def test_the_look_of_a_right_option_comes_from_its_style(one: str, other: str) -> None:
    plain = r"\pard\plain\s0 "
    deck = read(rtf(rf"1. 谁缴费\par A．甲\par {one}{plain}2. 谁领取\par {other}{plain}B．丁\par "))
    assert [item.question.answer for item in deck.items] == [Choices((1,)), Choices((0,))]
    assert [flaw.code for flaw in deck.flaws] == ["marked-key"]


@pytest.mark.parametrize("look", [r"\s15\cf1", r"\s15\plain", r"\s18", r"\s99", r"{\cs17}"])
def test_styles_that_say_nothing(look: str) -> None:
    with pytest.raises(NotABank):
        read(rtf(rf"1. 谁缴费\par A．甲\par \pard\plain{look} B．乙方\par "))


@pytest.mark.parametrize(
    ("head", "text", "told"),
    [
        pytest.param(r"\ansicpg936", rb"\'b4\'f0\'b0\'b8", "答案", id="the code page of the file"),
        pytest.param(r"\ansicpg936", rb"\'8bp\'81\'5c", "媝乗", id="halves of letters that are ASCII"),
        pytest.param(r"\ansicpg950", rb"\'b5\'aa\'ae\'d7", "答案", id="another one"),
        pytest.param(r"\ansicpg1252{\fonttbl{\f7\fcharset134 x;}}", rb"\f7 \'b4\'f0", "答", id="that of a font"),
        pytest.param(r"\ansicpg99999", rb"\'e9", "é", id="one that nobody knows"),
        pytest.param(r"\ansicpg936", rb"\uc2\u31572 \'b4\'f0\uc1\u26696 ?", "答案", id="substitutes of two bytes"),
        pytest.param(r"\ansicpg936", rb"{\uc0\u31572 }\u-26696 ?", "答鞸", id="negative numbers"),
        pytest.param("", rb"\u-10179 ?\u-8704 ?", "\U0001f600", id="two halves of one letter"),
        pytest.param("", rb"a{\b b{\i c}}{d}", "abcd", id="groups in groups"),
        pytest.param("", rb'a{\field{\*\fldinst HYPERLINK "x"}{\fldrslt {\ul b}}}', "ab", id="a link"),
        pytest.param("", rb"a{\deleted b}{\revised c}{\xe d}{\tc e}", "ac", id="deleted words and marks of indexes"),
    ],
)
def test_letters(head: str, text: bytes, told: str) -> None:
    assert shown(rf"{{\rtf1\ansi{head}\pard ".encode() + text + rb"\par}") == [told]


BOX = (
    r"{\shp{\*\shpinst\shpleft1{\sp{\sn fFlipH}{\sv 0}}{\shptxt \pard 内部资料\par 注意保管\par}}"
    r"{\shprslt{\*\do\dpptx{\dptxbxtext 内部资料\par}}}}"
)


def test_text_boxes_follow_what_they_are_tied_to_once() -> None:
    assert shown(rtf(rf"题{BOX}库\par 1. 谁缴费\par ")) == ["题库", "内部资料", "注意保管", "1. 谁缴费"]
    open_ended = BOX.replace(r"注意保管\par", "注意保管")
    assert shown(rtf(rf"题库{open_ended}")) == ["题库", "内部资料", "注意保管"]


def test_paragraphs_count_on_through_text_boxes() -> None:
    lines = lines_of_rtf(Source("题库.rtf", rtf(rf"题{BOX}库{BOX}\par 完\par ")))
    numbers = [number for number, text in lines.rows if text]
    assert numbers == sorted(set(numbers))


def test_text_boxes_in_tables_stay_in_their_cells() -> None:
    cells = rf"\trowd\pard\intbl 甲{BOX}\cell 乙\cell\row "
    assert shown(rtf(rf"{cells}\pard 完\par")) == ["甲", "内部资料", "注意保管", "乙", "完"]


WHOLE = rtf(rf"1. 谁缴费\par A．甲\par \s15 B．乙{BOX}\par \trowd\intbl 丙\cell\row \pard 丁\par")


@settings(deadline=None, max_examples=examples(100))
@given(st.integers(0, len(WHOLE)), st.integers(0, 40), st.sampled_from([b"", b"{", b"}", rb"\shptxt ", rb"\s9", b"\\"]))
def test_no_damage_breaks_the_reader(at: int, length: int, piece: bytes) -> None:
    try:
        read(WHOLE[:at] + piece + WHOLE[at + length :])
    except NotABank as refused:
        assert refused.why.text.format_map(refused.why.arguments)
