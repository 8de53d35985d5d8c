"""PDF, Word 97 and RTF, layout by layout: a good miniature reads without a word, a broken one as its golden says.

``STUDYAPP_UPDATE_GOLDENS=1`` rewrites the goldens.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from studyapp import Deck, Severity, Source
from studyapp_text.reader import TextReader
from tests.plugins.studyapp_text.pdf_writer import Rule, Text, page_of, pdf, ruled
from tests.plugins.studyapp_text.word_files import doc, doc_lists

GOLDENS = Path(__file__).parent / "goldens"

PAPER = [
    [
        "一、单项选择题",
        "1. 社会保险费由谁征收",
        "A. 税务机关",
        "B. 街道办事处",
        "答案：A",
        "解析：见社会保险费征收规定。",
    ],
    ["2. 失业登记由谁受理", "A. 公共就业服务机构", "B. 居委会", "答案：A", "3. 工伤认定由谁申请", "A. 用人单位"],
    ["B. 邻居", "答案：A", "二、判断题", "4. 社保卡可以转借他人使用。（×）"],
]
BROKEN = [
    ["一、单项选择题", "1. 社会保险费由谁征收", "A. 税务机关", "B. 街道办事处", "解析：见社会保险费征收规定。"],
    ["2. 失业登记由谁受理", "A. 公共就业服务机构", "B. 居委会", "答案：D", "3. 工伤认定由谁申请", "A. 用人单位"],
    ["A. 邻居", "答案：A", "二、判断题", "5. 社保卡可以转借他人使用。（×）", "请在十二月前交卷"],
]


def paper(pages: Sequence[Sequence[str]]) -> bytes:
    """A paper with a running header, and a number at the foot of each page, between the options of a question."""
    return pdf([page_of(page, head="人社窗口业务练习题", foot=f"- {number} -") for number, page in enumerate(pages, 1)])


def columns(left: Sequence[str], right: Sequence[str]) -> bytes:
    """Two columns, written row by row."""
    written = [pair for both in zip(page_of(left), page_of(right), strict=True) for pair in both]
    return pdf([written], left={at: 320.0 if at % 2 else 72.0 for at in range(len(written))})


LEFT = [
    "1. 谁缴纳工伤保险费",
    "A. 用人单位",
    "B. 职工",
    "答案：A",
    "2. 谁发放社保卡",
    "A. 商店",
    "B. 人社部门",
    "答案：B",
]
RIGHT = ["3. 谁受理失业登记", "A. 人社部门", "B. 学校", "答案：A", "4. 谁申请工伤认定", "A. 单位", "B. 邻居", "答案：A"]

EDGES = (60.0, 100.0, 260.0, 400.0, 450.0)
ROWS = [
    [["题号"], ["题干"], ["选项"], ["答案"]],
    [["1"], ["失业登记由谁办理，在哪", "里办理"], ["A. 单位", "B. 本人"], ["B"]],
    [["2"], ["工伤保险费由谁缴纳"], ["A. 单位", "B. 职工"], ["A"]],
    [["3"], ["谁发放社保卡"], ["A. 银行", "B. 社保局"], ["B"]],
]
BROKEN_ROWS = [
    ROWS[0],
    [["1"], ["失业登记由谁办理，在哪", "里办理"], ["A. 单位", "B. 本人"], ["C"]],
    [["2"], ["工伤保险费由谁缴纳"], ["A. 单位"], ["A"]],
    ROWS[3],
    [["4"], ["谁审核退休待遇"], ["A. 人社部门", "B. 单位"], ["—"]],
]


def table(rows: Sequence[Sequence[list[str]]]) -> bytes:
    """A table with lines on a page of its own."""
    texts, rules = ruled(EDGES, rows)
    return pdf([[]], texts=texts, rules=rules)


def open_table(rows: Sequence[Sequence[list[str]]]) -> bytes:
    """A table without lines over two pages, its rows told by their columns."""
    texts: list[Text] = []
    top, page = 780.0, 0
    for at, row in enumerate(rows):
        if at == 3:
            top, page = 780.0, 1
        texts += [
            (page, left, top - 14 * down, line)
            for left, cell in zip(EDGES, row, strict=False)
            for down, line in enumerate(cell)
        ]
        top -= 14 * max(map(len, row)) + 12
    return pdf([[], []], texts=texts)


RED = "1 0 0 rg"
LOOKS = ["1. 谁缴费", "A. 单位", "B. 街道", "2. 谁登记", "A. 邻居", "B. 本人", "3. 谁发放", "A. 社保局", "B. 商店"]
STRUCK: list[Rule] = [(0, 93.0, 780.0 + 3.2, 114.0, 780.0 + 3.2)]
"""A line through two letters of the first line."""

RECORDS = [
    line
    for number in range(1, 12)
    for line in (
        f"[J]SB{number:04}",
        "[P]1.1",
        f"[I]MC1-{number:04}",
        f"[Q]第{number}项由谁办理",
        "[T]A",
        "[A]单位",
        "[B]个人",
    )
]

WORD = "一、单项选择题\n谁缴费\n单位\n街道\n答案：A\n谁登记\n本人\n邻居\n答案：A\n谁发放\n商店\n社保局\n答案：B"
BROKEN_WORD = WORD.replace("街道\n答案：A", "街道").replace("邻居\n答案：A", "邻居\n答案：E\n以下空白")


def numbered(text: str) -> bytes:
    """A Word 97 file whose questions and options are numbered by lists."""
    lists = {"谁缴费 谁登记 谁发放": 1, "单位 街道": 2, "本人 邻居": 3, "商店 社保局": 4}
    forms = {f"{word}\r": bytes((0x0B, 0x46, one, 0)) for words, one in lists.items() for word in words.split()}
    return doc(text, forms=forms, tables=doc_lists((0, "%."), (3, "%."), (3, "%."), (3, "%.")))


def word_table(rows: Sequence[Sequence[str]]) -> bytes:
    """A Word 97 file with a table."""
    cell, end = b"\x16\x24\x01", b"\x16\x24\x01\x17\x24\x01"
    text = "题库\n" + "".join("\x07".join(row) + "\x07\x07" for row in rows) + "完"
    forms = {f"{one}\x07": cell for row in rows for one in row} | {f"{row[-1]}\x07\x07": end for row in rows}
    return doc(text, forms=forms)


WORD_ROWS = [["题干", "选项", "答案"], ["谁缴费", "A.单位 B.街道", "A"], ["谁登记", "A.邻居 B.本人", "B"]]
BROKEN_WORD_ROWS = [WORD_ROWS[0], ["谁缴费", "A.单位 B.街道", "丙"], ["谁登记", "A.邻居 B.本人", "B"]]


def rtf(lines: Sequence[str]) -> bytes:
    """An RTF file whose questions and options are numbered by lists, as Word writes it."""
    counts = {"": 0, "A": 0}
    body = ""
    for line in lines:
        label = ""
        if line.startswith("谁"):
            counts = {"": counts[""] + 1, "A": 0}
            label = rf"{{\listtext {counts['']}.\tab}}"
        elif not line.startswith(("答案", "一", "以")):
            label = rf"{{\listtext {'ABCDEF'[counts['A']]}.\tab}}"
            counts["A"] += 1
        body += rf"\pard {label}" + "".join(one if one.isascii() else rf"\u{ord(one)} " for one in line) + r"\par "
    return rf"{{\rtf1\ansi\uc0 {body}}}".encode()


MINIATURES = {
    "pdf-lines": (paper(PAPER), paper(BROKEN)),
    "pdf-columns": (columns(LEFT, RIGHT), columns([*LEFT[:3], "解析：略", *LEFT[4:]], [*RIGHT[:7], "答案：C"])),
    "pdf-table": (table(ROWS), table(BROKEN_ROWS)),
    "pdf-open-table": (open_table(ROWS), open_table(BROKEN_ROWS)),
    "pdf-looks": (
        pdf([page_of(LOOKS)], looks=dict.fromkeys(("A. 单位", "B. 本人", "A. 社保局"), RED)),
        pdf([page_of(LOOKS)], looks=dict.fromkeys(("A. 单位", "B. 本人"), RED)),
    ),
    "pdf-records": (
        pdf([page_of(RECORDS[:40]), page_of(RECORDS[40:])]),
        pdf([page_of([*RECORDS[:11], *RECORDS[12:19], *RECORDS[20:40]]), page_of(RECORDS[40:])]),
    ),
    "pdf-struck-and-scanned": (
        paper(PAPER),
        pdf([page_of([*PAPER[0][1:], *PAPER[1][:4]]), []], picture=True, rules=STRUCK),
    ),
    "doc-lists": (numbered(WORD), numbered(BROKEN_WORD)),
    "doc-table": (word_table(WORD_ROWS), word_table(BROKEN_WORD_ROWS)),
    "rtf-lists": (rtf(WORD.split("\n")), rtf(BROKEN_WORD.split("\n"))),
}
SAID_OF_GOOD = {"pdf-looks": ["marked-key"], "doc-table": ["stray-line"]}
"""What there is to be said of a good one: that its answers are told by looks; the line behind a table."""


def read(name: str, data: bytes) -> Deck:
    return TextReader().read(Source(f"题库.{name[:3]}", data))


def report(deck: Deck) -> str:
    """All that a report would say, a line each with the line that it is about, and the questions that came of it."""
    said = [
        f"{flaw.where} {flaw.severity} {flaw.code} {flaw.why.text.format_map(flaw.why.arguments)} 〔{flaw.snippet}〕"
        for flaw in deck.flaws
    ]
    return "\n".join([*said, f"= {' '.join(f'{item.label}@{item.source}' for item in deck.items)}", ""])


@pytest.mark.parametrize("name", MINIATURES)
def test_a_good_miniature(name: str) -> None:
    deck = read(name, MINIATURES[name][0])
    assert len(deck.items) == {"pdf-lines": 4, "pdf-columns": 4, "pdf-struck-and-scanned": 4, "pdf-records": 11}.get(
        name, 2 if name == "doc-table" else 3
    )
    said = [flaw.code for flaw in deck.flaws if flaw.severity is not Severity.INFO]
    assert said == SAID_OF_GOOD.get(name, [])


@pytest.mark.parametrize("name", MINIATURES)
def test_the_report_on_a_broken_miniature(name: str) -> None:
    told = report(read(name, MINIATURES[name][1]))
    golden = GOLDENS / f"broken-{name}.txt"
    if os.environ.get("STUDYAPP_UPDATE_GOLDENS"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(told, encoding="utf-8")
    assert told == golden.read_text(encoding="utf-8")
