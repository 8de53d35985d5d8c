"""Word 97 files, RTF, and damage to any file of Word's."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp import Choices, Deck, NotABank, Source
from studyapp_text.doc import lines_of_doc
from studyapp_text.reader import TextReader
from studyapp_text.rtf import lines_of_rtf
from tests.plugins.studyapp_text.word_files import (
    blip,
    compound,
    doc,
    doc_lists,
    document,
    docx,
    listed,
    lists,
    p,
    packed,
    run,
    table,
)

ONE = "1. 谁缴费\nA．甲\nB．乙\n答案：B"
RTF = (
    r"{\rtf1\ansi\ansicpg936\uc1{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset134 \'cb\'ce\'cc\'e5;}}{\info{\title x}}"
    r"{\header \'d2\'b3}\pard\f1 1. \'cb\'ad\u32564?\u-29383?\par {\*\unheard of}A.\'bc\'d7\line B.\'d2\'d2\par"
    "\n"
    r"{\deleted old}{\f0 \'b4\'f0\'b0\'b8}\f1\'b4\'f0\'b0\'b8\'a3\'baB\par {\listtext 2.\tab}\'bc\'d7\{\}\emdash\par"
    r" {\listtext 3.\tab}4. a{\field{\*\fldinst PAGE}{\fldrslt b}}\par}"
)


def read(data: bytes) -> Deck:
    return TextReader().read(Source("题库.doc", data))


def refusal(data: bytes) -> str:
    with pytest.raises(NotABank) as raised:
        read(data)
    why = raised.value.why
    return why.text.format_map(why.arguments)


def lines(text: str) -> list[str]:
    return [line for _, line in lines_of_doc(Source("题库.doc", doc(text))).rows]


def test_a_word_97_file() -> None:
    assert TextReader().sniff(doc(ONE)) > 0.9
    deck = read(doc(ONE))
    (item,) = deck.items
    assert (item.question.prompt, item.question.choices) == ("谁缴费", ("甲", "乙"))
    assert item.question.answer == Choices((1,))
    assert (item.source.line, item.source.last) == (1, 4)
    assert deck.flaws == ()


def test_characters_that_are_none() -> None:
    code = "\x13 HYPERLINK \x13 PAGE \x14x\x15 \x14显示\x15"
    assert lines(f"a{code}b\x1ec\x1fd\x0be\x0cf\x0eg") == ["a显示b-cd\ne", "f", "g"]


def test_cells_of_a_table() -> None:
    assert lines("1\x07谁缴费\x07\x07A\x07甲\x07B．\x07乙\x07\x07答案：B")[:4] == [
        "1．谁缴费",
        "A．甲",
        "B．乙",
        "答案：B",
    ]


@pytest.mark.parametrize(
    "look",
    [
        pytest.param(b"\x42\x2a\x06", id="red"),
        pytest.param(b"\x70\x68\xff\x00\x00\x00", id="true red"),
        pytest.param(b"\x35\x08\x01", id="bold"),
        pytest.param(b"\x3e\x2a\x01", id="underlined"),
        pytest.param(b"\x0c\x2a\x07", id="highlighted"),
        pytest.param(b"\x71\xca\x0a\x00\x00\x00\xff\xff\xff\x00\x00\x00\x00", id="shaded"),
        pytest.param(b"\x66\x48\xe0\x00", id="shaded as of old"),
    ],
)
def test_the_look_of_a_right_option_is_its_mark(look: bytes) -> None:
    deck = read(doc("1. 谁缴费\nA．甲\nB．乙方\n2. 谁领取\nA．丙方\nB．丁", looks={"B．乙方": look, "A．丙方": look}))
    assert [item.question.answer for item in deck.items] == [Choices((1,)), Choices((0,))]
    assert [flaw.code for flaw in deck.flaws] == ["marked-key"]


def test_deleted_text_is_gone_and_symbols_are_shown() -> None:
    fonts = struct.pack("<HH", 1, 0) + bytes([39 + 20]) + bytes(39) + "Wingdings\0".encode("utf-16-le")
    looks = {"乙丙": b"\x00\x08\x01", "(": b"\x09\x6a\x00\x00\xfc\xf0", "2": b"\x48\x2a\x01"}
    data = doc("甲乙丙丁（(）米2", looks=looks, tables={15: fonts})
    assert next(line for _, line in lines_of_doc(Source("题库.doc", data)).rows) == "甲丁（√）米²"


def test_numbers_of_lists_are_told() -> None:
    stem, option, later = b"\x0b\x46\x01\x00", b"\x0a\x26\x00\x0b\x46\x02\x00", b"\x0b\x46\x03\x00"
    forms = {"谁缴费\r": stem, "甲\r": option, "乙\r": option, "谁领取\r": stem, "2. 丙\r": stem, "末\r": later}
    data = doc(
        "谁缴费\n甲\n乙\n谁领取\n2. 丙\n末", forms=forms, tables=doc_lists((39, "%、"), (3, "%."), (0, "(%)"), own=3)
    )
    assert [line for _, line in lines_of_doc(Source("题库.doc", data)).rows][:6] == [
        "一、谁缴费",
        "A.甲",
        "B.乙",
        "二、谁领取",
        "2. 丙",
        "(5)末",
    ]


def test_a_table_is_a_bank() -> None:
    rows = ["题干", "答案"], ["甲缴费。", "错"], ["乙缴费。", "对"]
    text = "题库\n" + "".join("\x07".join(row) + "\x07\x07" for row in rows) + "完"
    cell, end = b"\x16\x24\x01", b"\x16\x24\x01\x17\x24\x01"
    forms = {f"{word}\x07": cell for row in rows for word in row} | {f"{row[-1]}\x07\x07": end for row in rows}
    deck = read(doc(text, forms=forms))
    assert [(item.question.prompt, item.question.answer) for item in deck.items] == [
        ("甲缴费。", Choices((1,))),
        ("乙缴费。", Choices((0,))),
    ]


def test_what_is_said_of_looks_may_be_broken() -> None:
    broken = {12: struct.pack("<III", 0, 9, 0x3FFFFF), 13: b"\xff" * 24, 15: b"\xff" * 9, 73: b"\xff" * 40, 74: b"\x09"}
    (item,) = read(doc(ONE, tables=broken)).items
    assert item.question.answer == Choices((1,))


def test_pictures_and_notes_are_named() -> None:
    deck = read(doc("说明\n" + ONE.replace("谁", "谁\x01\x02")))
    assert [(flaw.where.line, flaw.code) for flaw in deck.flaws] == [
        (1, "preface"),
        (2, "picture-missing"),
        (2, "footnote"),
    ]
    assert deck.items[0].question.prompt == "谁缴费"


PNG = b"\x89PNG\r\n\x1a\n" + b"picture of a form"


def test_pictures_come_with_their_questions() -> None:
    first, second = "1. Which form\x01\nA. one\nB. two\nANSWER: A\n", "2. 谁缴费\nA．\x01\nB．乙\x01\n答案：A\n"
    text = first + second + "3. 谁\x01审核\nA．甲\nB．乙\n答案：B"
    jpeg = b"\xff\xd8\xff" + b"picture of a desk"
    deck = read(
        doc(
            text, pictures=[blip(0xF01E, PNG), blip(0xF01D, jpeg, entry=False), blip(0xF01B, b"wmf"), blip(0xF01E, PNG)]
        )
    )
    assert [[media.name for media in item.question.media] for item in deck.items] == [["1.png"], ["2.jpg"], ["3.png"]]
    assert sorted(deck.files.values()) == [PNG, jpeg]
    assert deck.items[1].question.choices == ("（图：2.jpg）", "乙")
    assert deck.items[2].question.prompt == "谁审核"
    assert [(flaw.where.line, flaw.code) for flaw in deck.flaws] == [
        (1, "picture"),
        (6, "picture"),
        (7, "picture-missing"),
        (9, "picture"),
    ]


def test_the_report_on_a_broken_file() -> None:
    deck = read(doc("一、单选题\n" + ONE + "\n2. 谁审核\nA．甲\nB．乙\n3. 谁发放\nA．甲\nB．乙\n答案：E"))
    assert [f"{flaw.where.line} {flaw.why.text.format_map(flaw.why.arguments)}" for flaw in deck.flaws] == [
        "1 标题“一、单选题”。",
        "6 第 2 题没有答案，未读入。请在选项之后补一行“答案：”。",
        "9 第 3 题的答案“E”不在选项之中，未读入。请改正答案或补全选项。",
    ]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (doc(ONE, flags=0x0100), "密码"),
        (compound({"EncryptedPackage": b"", "EncryptionInfo": b""}), "密码"),
        (compound({"Contents": b""}), "不是 Word"),
        (doc(ONE, version=0x68), "Word 95"),
        (compound({"WordDocument": b"", "1Table": b""}), "已损坏"),
        (doc(ONE)[:1500], "已损坏"),
        (doc("今天天气很好。"), "没有找到题目"),
    ],
)
def test_files_that_cannot_be_read_say_why(data: bytes, words: str) -> None:
    assert words in refusal(data)


def test_a_docx_called_doc() -> None:
    assert len(read(docx(*map(p, ONE.split("\n")))).items) == 1


def test_rtf_whatever_it_is_called() -> None:
    rows = [text for _, text in lines_of_rtf(Source("题库.doc", RTF.encode())).rows]
    assert rows == ["1. 谁缴费", "A.甲\nB.乙", "答案答案：B", "2.甲{}—", "4. ab", ""]
    assert TextReader().sniff(RTF.encode()) > 0.9
    plain = RTF.replace(r"{\f0 \'b4\'f0\'b0\'b8}", "")
    assert read(plain.encode()).items[0].question.answer == Choices((1,))


def test_pictures_of_rtf_are_named() -> None:
    data = RTF.replace(r"{\f0 \'b4\'f0\'b0\'b8}", r"{\pict ffd8}").encode()
    assert "picture-missing" in [flaw.code for flaw in read(data).flaws]


def test_pictures_of_rtf_come_with_their_questions() -> None:
    png = b"\x89PNG\r\n\x1a\n" + b"picture of a form"
    written = rb"{\*\shppict{\pict{\*\picprop x}\pngblip\picw32 " + png.hex().encode() + rb"}}"
    twice = rb"{\nonshppict{\pict\wmetafile8 0102}}"
    binary = rb"{\pict\jpegblip\bin20 " + b"\xff\xd8\xff{}\\" + b"x" * 14 + b"}"
    data = rb"{\rtf1 1. What\par A. " + written + twice + rb"\par B. B\par ANSWER: A\par 2. Who" + binary
    deck = read(data + rb"\par A. A\par B. B\par ANSWER: B}")
    assert [[media.name for media in item.question.media] for item in deck.items] == [["1.png"], ["2.jpg"]]
    assert sorted(deck.files.values()) == sorted([png, b"\xff\xd8\xff{}\\" + b"x" * 14])
    assert deck.items[0].question.choices == ("（图：1.png）", "B")


FILES = (
    doc(ONE),
    doc(ONE.replace("费", "费\x01"), pictures=[blip(0xF01E, PNG)]),
    docx(*map(p, ONE.split("\n")), p(run("甲", "<w:b/>"), properties=listed(1)), table(("1", "甲"), ("答案", "B")),
         parts={"word/numbering.xml": lists(("decimal", "%1."))}),
    RTF.encode(),
)  # fmt: skip
XML = document(*map(p, ONE.split("\n")), p(run("甲", "<w:b/>"), properties=listed(1)), table(("1", "甲"))).encode()

damages = st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=6), st.integers(0, 12)), min_size=1, max_size=6)


def damaged(data: bytes, changes: list[tuple[float, bytes, int]]) -> bytes:
    """Put other bytes in the place of some."""
    for share, piece, length in changes:
        at = int(share * len(data))
        data = data[:at] + piece + data[at + length :]
    return data


@settings(deadline=None)
@given(st.sampled_from(FILES), damages)
def test_no_damage_breaks_the_reader(data: bytes, changes: list[tuple[float, bytes, int]]) -> None:
    broken = damaged(data, changes)
    assert 0 <= TextReader().sniff(broken) <= 1
    try:
        read(broken)
    except NotABank as refused:
        assert refused.why.text.format_map(refused.why.arguments)


@settings(deadline=None)
@given(damages)
def test_no_damage_to_the_xml_breaks_the_reader(changes: list[tuple[float, bytes, int]]) -> None:
    try:
        read(packed({"word/document.xml": damaged(XML, changes)}))
    except NotABank as refused:
        assert refused.why.text.format_map(refused.why.arguments)


@settings(deadline=None)
@given(st.integers(0, 2000), st.binary(min_size=1, max_size=4))
def test_no_other_number_in_a_word_97_file_breaks_the_reader(at: int, piece: bytes) -> None:
    data = bytearray(doc(ONE))
    for start in (512 + 512, 512 + 512 + 4096):  # the streams, behind header and allocation table
        changed = data[:]
        changed[start + at : start + at + len(piece)] = piece
        try:
            read(bytes(changed))
        except NotABank as refused:
            assert refused.why.text.format_map(refused.why.arguments)


RTF_HEAD = (
    r"{\rtf1\ansi\uc0{\fonttbl{\f0\fcharset0 Arial;}{\f5\fcharset2 Wingdings 2{\*\falt Webdings};}}"
    r"{\colortbl;\red0\green0\blue0;\red255\green0\blue0;\red255\green255\blue255;}"
)


def rtf(body: str) -> bytes:
    told = "".join(letter if letter.isascii() else rf"\u{ord(letter)} " for letter in body)
    return f"{RTF_HEAD}{told}}}".encode()


@pytest.mark.parametrize("look", [r"\cf2", r"\b", r"\ul", r"\uldb", r"\highlight7", r"\chcbpat2"])
def test_the_look_of_a_right_option_is_its_mark_in_rtf(look: str) -> None:
    text = rf"\cf1 1. 谁缴费\par A．甲\par{{{look} B．乙方\par}}2. 谁领取\par{look} A．丙方\plain\par B．丁\par"
    deck = read(rtf(text))
    assert [item.question.answer for item in deck.items] == [Choices((1,)), Choices((0,))]
    assert [flaw.code for flaw in deck.flaws] == ["marked-key"]


@pytest.mark.parametrize(
    "look", [r"\cf1", r"\cf9", r"\b0", r"\ul0", r"\ulnone", r"\highlight0", r"\chcbpat3", r"\b\plain"]
)
def test_looks_of_rtf_that_say_nothing(look: str) -> None:
    assert "没有一道完整的题目" in refusal(rtf(rf"1. 谁缴费\par A．甲\par{{{look} B．乙方\par}}"))


def test_symbols_of_rtf() -> None:
    deck = read(rtf(r"一、判断题\par 1．甲缴费。（{\f5\u61520 }）\par 2．乙缴费。（{\f5\'4f}）\par"))
    assert [item.question.answer for item in deck.items] == [Choices((0,)), Choices((1,))]


def test_a_table_of_rtf_is_a_bank() -> None:
    rows = ["题干", "选项A", "选项B", "答案"], ["谁缴费", "甲", "乙", "B"], ["谁领取", "丙", "丁", "A"]
    cells = "".join(r"\trowd" + "".join(rf"\pard\intbl {cell}\cell" for cell in row) + r"\row " for row in rows)
    deck = read(rtf(rf"\pard 题库\par{cells}\pard 完\par"))
    assert [(item.question.prompt, item.question.choices, item.question.answer) for item in deck.items] == [
        ("谁缴费", ("甲", "乙"), Choices((1,))),
        ("谁领取", ("丙", "丁"), Choices((0,))),
    ]
    assert [flaw.code for flaw in deck.flaws] == ["preface", "heading", "stray-line"]
