"""Words that are struck out, and digits above and below the line, in every format that has letters with looks."""

from __future__ import annotations

import pytest

from studyapp import Choices, Deck, Severity, Source
from studyapp_text.reader import TextReader
from tests.plugins.studyapp_text.word_files import W, doc, docx, p, run, table

STRUCK, TWICE = "<w:strike/>", "<w:dstrike/>"
DOC_STRUCK, DOC_TWICE = b"\x37\x08\x01", b"\x53\x2a\x01"
RAISED = '<w:vertAlign w:val="superscript"/>'


def read(name: str, data: bytes) -> Deck:
    return TextReader().read(Source(name, data))


def rtf(body: str) -> bytes:
    told = "".join(letter if letter.isascii() else rf"\u{ord(letter)} " for letter in body)
    return rf"{{\rtf1\ansi\uc0 {told}}}".encode()


def docx_of(looks: str) -> bytes:
    return docx(p("1．谁", run("代", looks), "缴费"), p("A．职工"), p("B．单位"), p("答案：", run("A", looks), "B"))


def doc_of(looks: bytes) -> bytes:
    return doc("1．谁代缴费\nA．职工\nB．单位\n答案：#B".replace("#", "Ａ"), looks={"代": looks, "Ａ": looks})


def rtf_of(on: str, off: str = "") -> bytes:
    body = rf"1．谁{{{on} 代{off}}}缴费\par A．职工\par B．单位\par 答案：{{{on} A{off}}}B\par "
    return rtf(body)


OF_STYLE = (
    f'<w:styles xmlns:w="{W}"><w:style w:type="character" w:styleId="Gone"><w:rPr>{STRUCK}</w:rPr></w:style></w:styles>'
)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("题库.docx", docx_of(STRUCK), id="docx"),
        pytest.param("题库.docx", docx_of(TWICE), id="docx, a double line"),
        pytest.param(
            "题库.docx",
            docx(
                p("1．谁", run("代", '<w:rStyle w:val="Gone"/>'), "缴费"),
                p("A．职工"),
                p("B．单位"),
                p("答案：", run("A", '<w:rStyle w:val="Gone"/>'), "B"),
                parts={"word/styles.xml": OF_STYLE},
            ),
            id="docx, by a style",
        ),
        pytest.param("题库.doc", doc_of(DOC_STRUCK), id="doc"),
        pytest.param("题库.doc", doc_of(DOC_TWICE), id="doc, a double line"),
        pytest.param("题库.rtf", rtf_of(r"\strike"), id="rtf"),
        pytest.param("题库.rtf", rtf_of(r"\striked1"), id="rtf, a double line"),
        pytest.param("题库.rtf", rtf_of(r"\striked0\strike", r"\strike0"), id="rtf, both said"),
        pytest.param("题库.rtf", rtf_of(r"\strike\striked0"), id="rtf, both said the other way round"),
        pytest.param(
            "题库.html",
            "<p>1．谁<s>代</s>缴费</p>\n<p>A．职工</p>\n<p>B．单位</p>\n<p>答案：<del>A</del>B</p>".encode(),
            id="html",
        ),
        pytest.param(
            "题库.html",
            '<p>1．谁<span style="text-decoration: line-through">代</span>缴费</p>\n<p>A．职工</p>\n<p>B．单位</p>\n'
            "<p>答案：<strike>A</strike>B</p>".encode(),
            id="html, by its own style",
        ),
    ],
)
def test_struck_words_are_deleted_and_named(name: str, data: bytes) -> None:
    deck = read(name, data)
    assert [(item.question.prompt, item.question.answer) for item in deck.items] == [("谁缴费", Choices((1,)))]
    named = [flaw for flaw in deck.flaws if flaw.code == "struck"]
    assert [(flaw.where.line, flaw.severity, flaw.why.arguments["text"]) for flaw in named] == [
        (1, Severity.INFO, "代"),
        (4, Severity.INFO, "Ａ" if name.endswith(".doc") else "A"),
    ]


def test_a_paragraph_that_is_struck_whole_is_named_once() -> None:
    gone = [p(run(text, STRUCK)) for text in ("2．谁审核", "A．甲", "B．乙", "答案：A")]
    deck = read("题库.docx", docx(p("1．谁缴费"), p("A．职工"), p("B．单位"), p("答案：B"), *gone))
    assert len(deck.items) == 1
    assert [(flaw.where.line, flaw.where.last, flaw.code) for flaw in deck.flaws] == [(5, 8, "struck")]


def test_struck_words_in_a_table() -> None:
    head = ("题目", "选项A", "选项B", "答案")
    row = (p("谁", run("代", STRUCK), "缴费"), p("职工"), p("单位"), p(run("A", STRUCK), "B"))
    deck = read("题库.docx", docx(table(head, row)))
    assert [(item.question.prompt, item.question.answer) for item in deck.items] == [("谁缴费", Choices((1,)))]
    assert [flaw.why.arguments["text"] for flaw in deck.flaws if flaw.code == "struck"] == ["代", "A"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param(
            "题库.docx",
            docx(p("1．每10", run("3", RAISED), "m", run("2", RAISED), "几人"), p("A．一"), p("B．二"), p("答案：A")),
            id="docx",
        ),
        pytest.param(
            "题库.doc",
            doc("1．每10³m²几人".replace("³", "3").replace("²", "2") + "\nA．一\nB．二\n答案：A",
                looks={"3": b"\x48\x2a\x01", "2": b"\x48\x2a\x01"}),
            id="doc",
        ),
        pytest.param(
            "题库.rtf",
            rtf(r"1．每10{\super 3}m\up6 2\up0 几人\par A．一\par B．二\par 答案：A\par "),
            id="rtf",
        ),
        pytest.param(
            "题库.rtf",
            rtf(r"1．每10\super 3\nosupersub m\super 2\plain 几人\par A．一\par B．二\par 答案：A\par "),
            id="rtf, without groups",
        ),
        pytest.param(
            "题库.html",
            '<p>1．每10<sup>3</sup>m<span style="vertical-align: super">2</span>几人</p><p>A．一</p><p>B．二</p>'
            "<p>答案：A</p>".encode(),
            id="html",
        ),
        pytest.param(
            "题库.html",
            "<table><tr><th>题目</th><th>选项A</th><th>选项B</th><th>答案</th></tr>"
            "<tr><td>每10<sup>3</sup>m<sup>2</sup>几人</td><td>一</td><td>二</td><td>A</td></tr></table>".encode(),
            id="html, a table",
        ),
    ],
)  # fmt: skip
def test_raised_digits_are_not_of_the_number_before_them(name: str, data: bytes) -> None:
    assert [item.question.prompt for item in read(name, data).items] == ["每10³m²几人"]


def test_lowered_digits() -> None:
    body = r"1．H{\sub 2}O和CO\dn4 2\dn0 \par A．一\par B．二\par 答案：A\par "
    assert [item.question.prompt for item in read("题库.rtf", rtf(body)).items] == ["H₂O和CO₂"]
    page = "<p>1．H<sub>2</sub>O和CO<sub>2</sub></p><p>A．一</p><p>B．二</p><p>答案：A</p>".encode()
    assert [item.question.prompt for item in read("题库.html", page).items] == ["H₂O和CO₂"]
