"""The spreadsheets that people really hold, read where they lie: counts, spots and known faults."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from studyapp import Basis, Blanks, Choices, Deck, Item, KeyPoints, Severity, Source
from studyapp_table.reader import TableReader
from studyapp_text.reader import TextReader


def load(samples: Path, name: str) -> tuple[Deck, dict[str, Any]]:
    expected = json.loads((samples / "expected.json").read_text(encoding="utf-8"))[name]
    data = (samples / name).read_bytes()
    assert TableReader().sniff(data[:65536]) >= 0.9
    return TableReader().read(Source(name, data)), expected


def said(item: Item) -> str:
    """The answer, as the file would say it."""
    answer = item.question.answer
    if isinstance(answer, Blanks):
        return answer.blanks[0].accepted[0]
    if isinstance(answer, KeyPoints):
        return answer.points[0]
    assert isinstance(answer, Choices)
    if item.question.kind == "judge":
        return item.question.choices[answer.right[0]]
    return "".join("ABCDEFGH"[index] for index in answer.right)


def kinds(deck: Deck) -> Counter[str]:
    return Counter(str(item.question.kind) for item in deck.items)


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("name", ["legacy-excel.xls", "pages-and-sources.xlsx"])
def test_spots(samples: Path, name: str) -> None:
    deck, expected = load(samples, name)
    assert len(deck.items) == expected["total"]
    assert [flaw for flaw in deck.flaws if flaw.severity is Severity.ERROR] == []
    by_row = {item.source.line: item for item in deck.items}
    for spot in expected["spots"]:
        item = by_row[spot["row"]]
        assert squeezed(item.question.prompt).startswith(squeezed(spot.get("stem", "")))
        assert said(item) == spot.get("answer", spot.get("answer_text"))


def test_legacy_excel(samples: Path) -> None:
    deck, _ = load(samples, "legacy-excel.xls")
    assert kinds(deck) == {"multiple": 239, "blank": 44, "single": 330, "judge": 340, "short": 42}
    assert deck.items[0].label == "260"


def test_pages_and_sources(samples: Path) -> None:
    deck, _ = load(samples, "pages-and-sources.xlsx")
    assert kinds(deck) == {"single": 162, "multiple": 65, "judge": 56}
    assert deck.items[1].question.basis == (Basis("宗教理论手册", article="p35"),)
    judged = Counter(said(item) for item in deck.items if item.question.kind == "judge")
    assert judged == {"正确": 35, "错误": 21}


def test_exam_master(samples: Path) -> None:
    """18 of its 881 rows have no stem: they are named, and can be answered by their options all the same."""
    deck, expected = load(samples, "exam-master.csv")
    assert [flaw for flaw in deck.flaws if flaw.severity is Severity.ERROR] == []
    assert len(deck.items) == expected["total"]
    assert len([flaw for flaw in deck.flaws if flaw.code == "empty-prompt"]) == 18
    assert kinds(deck) == {"single": 481, "multiple": 400}
    assert [f.where.line for f in deck.flaws if f.code == "answer-outside-choices"] == [363]
    by_label = {item.label: item for item in deck.items}
    for spot in expected["spots"]:
        assert by_label[spot["id"]].question.prompt.startswith(spot["stem"])
        assert said(by_label[spot["id"]]) == spot["answer"]


def test_exam_master_in_two_layouts(samples: Path) -> None:
    """The same choices, with the same right, in the same order as in the text."""
    deck, _ = load(samples, "exam-master.csv")
    text = (samples / "exam-master.txt").read_bytes()
    other = TextReader().read(Source("exam-master.txt", text))
    assert len(other.items) == len(deck.items)
    assert [said(item) for item in other.items] == [said(item) for item in deck.items]
