"""Law 4 for Word documents: every paragraph is part of a question or named, in tables and boxes too."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp import Deck, NotABank, Source
from studyapp_text.reader import TextReader
from tests.plugins.studyapp_text.word_files import doc, docx, listed, lists, p, run, table
from tests.support import examples

SOUP = """1．谁缴费（ ）|2. 谁审核|谁发放|A．甲|B．乙|A．甲 B．乙|C．丙|答案：A|答案：B|解析：理由|1-2 AB|甲缴费。（√）
一、单选题|参考答案|第 2 页|3518|普通的一行|QQ群 1|序号|题干|答案|选项A|1|A|对|"""
LINES = st.sampled_from([*SOUP.replace("\n", "|").split("|"), "谁缴费\nA．甲\nB．乙\n答案：A"])
LOOKS = st.sampled_from(["", "<w:b/>", '<w:color w:val="FF0000"/>', '<w:u w:val="single"/>'])
LISTED = st.sampled_from(["", listed(1), listed(2), listed(3)])
NUMBERING = {"word/numbering.xml": lists(("decimal", "%1."), ("upperLetter", "%1."), ("chineseCounting", "%1、"))}

paragraphs = st.builds(lambda text, looks, list_: p(run(text, looks), properties=list_), LINES, LOOKS, LISTED)
boxes = st.builds(lambda text, inner: p(text, f"<w:r><w:txbxContent>{inner}</w:txbxContent></w:r>"), LINES, paragraphs)
rows = st.integers(1, 4).flatmap(lambda size: st.lists(st.tuples(*[LINES] * size), min_size=1, max_size=4))
tables = st.builds(lambda cells: table(*cells), rows)
banks = st.builds(
    lambda cells: table(("序号", "题干", "答案"), *cells), st.lists(st.tuples(LINES, LINES, LINES), max_size=3)
)


def lost(deck: Deck, texts: list[str]) -> list[int]:
    """The paragraphs that the deck does not name."""
    places = [item.source for item in deck.items] + [flaw.where for flaw in deck.flaws]
    named = {line for one in places for line in range(one.line, one.last + 1)}
    return [number for number, text in enumerate(texts, 1) if text.strip() and number not in named]


def texts_of(body: str) -> list[str]:
    """What each paragraph says: cut where one begins, so that the text of a box is not that of its paragraph."""
    return [re.sub("<[^>]*>", "", one) for one in body.split("<w:p>")[1:]]


@settings(max_examples=examples(120), deadline=None)
@given(st.lists(st.one_of(paragraphs, paragraphs, paragraphs, boxes, tables, banks), min_size=1, max_size=16))
def test_every_paragraph_of_a_docx_is_accounted_for(blocks: list[str]) -> None:
    try:
        deck = TextReader().read(Source("题库.docx", docx(*blocks, parts=NUMBERING)))
    except NotABank as refused:
        assert refused.why.text.format_map(refused.why.arguments)
        return
    assert lost(deck, texts_of("".join(blocks))) == []


@settings(max_examples=examples(80), deadline=None)
@given(st.lists(LINES, min_size=1, max_size=24), st.sampled_from("\r\x07\x0c\x0e"))
def test_every_paragraph_of_a_doc_is_accounted_for(lines: list[str], end: str) -> None:
    texts = [line.replace("\n", "\x0b") for line in lines]
    try:
        deck = TextReader().read(Source("题库.doc", doc(end.join(texts))))
    except NotABank:
        return
    assert lost(deck, texts) == []
