"""Anki's export as text without the names of fields: choices are told by what all notes of a type hold."""

from __future__ import annotations

from studyapp import Choices, Deck, Kind, Source
from studyapp_interchange.anki_lines_reader import AnkiLinesReader


def read(*rows: str, head: str = "") -> Deck:
    text = "\n".join(["#separator:tab", "#html:true", *([head] if head else []), *rows, ""])
    return AnkiLinesReader().read(Source("导出.txt", text.encode()))


def test_choices_in_one_field() -> None:
    rows = (
        "选择\t1\t谁缴费？\t银行||单位||街道\t2\t见法",
        "选择\t2\t哪些是险种？\t养老||车损||工伤\t1||3\t",
        "问答\t正\t反",
    )
    deck = read(*rows, head="#notetype column:1")
    assert [(item.question.kind, item.question.prompt) for item in deck.items] == [
        (Kind.SINGLE, "谁缴费？"),
        (Kind.MULTIPLE, "哪些是险种？"),
        (Kind.CARD, "正"),
    ]
    assert [item.question.answer for item in deck.items[:2]] == [Choices((1,)), Choices((0, 2))]
    assert (deck.items[0].label, deck.items[0].question.explanation) == ("1", "见法")


def test_choices_in_fields_of_their_own() -> None:
    deck = read("谁缴费\t银行\t单位\t街道\tB\t见法", "谁审核\t部门\t单位\t\tA\t", "谁监督\t学校\t街道\t财政\tC\t")
    assert [item.question.answer for item in deck.items] == [Choices((1,)), Choices((0,)), Choices((2,))]
    assert deck.items[1].question.choices == ("部门", "单位")


def test_marks_that_are_no_keys() -> None:
    deck = read("word\t词\t例句一\t注\tA", "term\t术语\t例句二\t注\tB", "note\t笔记\t例句三\t注\tA")
    assert {item.question.kind for item in deck.items} == {Kind.CARD}


def test_an_excerpt_names_the_columns() -> None:
    rows = ("1\t谁缴费？\t银行||单位\t2\t社保", "2\t谁审核？\t部门||单位\t1\t社保", "3\t谁监督？\t财政||单位\t1\t社保")
    source = Source("导出.txt", "\n".join(["#separator:tab", "#html:true", "#tags column:5", *rows, ""]).encode())
    whole = AnkiLinesReader().read(source)
    excerpt = AnkiLinesReader().excerpt(source, [whole.items[1].source])
    part = AnkiLinesReader().read(Source(f"摘录{excerpt.suffix}", excerpt.data))
    assert [item.question for item in part.items] == [whole.items[1].question]
