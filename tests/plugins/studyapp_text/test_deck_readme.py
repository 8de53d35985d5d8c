"""``decks/README.md`` is held to the reader: its example is a deck without a flaw, its tables say what is true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from studyapp import Blank, Blanks, Deck, KeyPoints, Kind, Severity, Source
from studyapp_text.reader import TextReader
from studyapp_text.vocabulary import FIELD_OF
from studyapp_text.writer import MarkdownWriter

README = Path(__file__).resolve().parents[3] / "decks" / "README.md"


@pytest.fixture(scope="module")
def text() -> str:
    return README.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def example(text: str) -> Deck:
    found = re.search(r"```markdown\n(.*?)```", text, re.S)
    assert found is not None
    return TextReader().read(Source("示例.md", found.group(1).encode()))


def test_the_example_has_no_flaw_and_every_kind(example: Deck) -> None:
    assert [flaw for flaw in example.flaws if flaw.severity is not Severity.INFO] == []
    assert {item.question.kind for item in example.items} == set(Kind)


def test_the_example_says_what_the_readme_says(example: Deck) -> None:
    assert (example.name, example.subject, example.jurisdiction) == ("人社窗口业务基础（示例）", "综合服务", "全国")
    assert str(example.as_of) == "2026-11-01"
    first = example.items[0].question
    assert first.basis[0].title == "中华人民共和国社会保险法"
    assert (first.difficulty, first.tags, first.subject) == (0.3, ("养老保险", "退休"), "社会保险")
    gaps = [item.question.answer for item in example.items if item.question.kind is Kind.BLANK]
    assert gaps[1] == Blanks((Blank(("基本养老保险", "养老保险"), group=1), Blank(("失业保险",), group=1)))
    assert gaps[2] == Blanks((Blank(("21.75",), "0.01"),))
    points = next(item.question.answer for item in example.items if item.question.kind is Kind.SHORT)
    assert isinstance(points, KeyPoints) and len(points.points) == 3
    case = next(item for item in example.items if item.question.kind is Kind.CASE)
    assert [item.case for item in example.items].count(case.position) == 2
    assert example.items[-1].external_id == "KF-001"


def test_the_example_survives_writing(example: Deck) -> None:
    data, flaws = MarkdownWriter().write(example)
    assert flaws == ()
    assert [item.question for item in TextReader().read(Source("示例.md", data)).items] == [
        item.question for item in example.items
    ]


def test_every_field_of_the_table_is_known(text: str) -> None:
    table = text.partition("## 答案后面可以写什么")[2].partition("\n## ")[0]
    labels = re.findall(r"^\| `([^：`]+)：", table, re.M)
    assert len(labels) > 8
    assert [label for label in labels if label not in FIELD_OF] == []
