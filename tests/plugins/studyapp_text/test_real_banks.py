"""The banks that people really hold, read where they lie: counts, spots and known faults."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from studyapp import Blanks, Choices, Deck, Item, Severity, Source
from studyapp_text.reader import TextReader
from studyapp_text.writer import MarkdownWriter

FAULTS = {
    1328: "label-missing",
    3105: "misnumbered",
    4644: "choice-twice",
    10897: "label-twice",
    11135: "answer-before-choices",
    11453: "label-missing",
    12725: "misnumbered",
    14770: "label-twice",
}
"""First line of each known fault of the national bank, and what it is called."""

ONLY_SPELT_OTHERWISE = (496, 1818, 2277, 3153, 8982, 11342, 14634, 14972, 16634, 17317, 17332, 19820, 20890, 20962)
"""Lines of the national bank where a label or a mark is spelt unusually, which is nobody's fault."""


def read(path: Path) -> Deck:
    return TextReader().read(Source(str(path), path.read_bytes()))


@pytest.fixture(scope="module")
def expected(samples: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((samples / "expected.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def national(samples: Path) -> Deck:
    return read(samples / "national-bank-2021.txt")


@pytest.fixture(scope="module")
def by_line(national: Deck) -> dict[int, Item]:
    return {line: item for item in national.items for line in range(item.source.line, item.source.last + 1)}


def test_national_bank_counts(national: Deck) -> None:
    kinds = Counter(str(item.question.kind) for item in national.items)
    assert kinds == {"single": 1432, "multiple": 729, "judge": 541, "blank": 571}
    assert [flaw for flaw in national.flaws if flaw.severity is Severity.ERROR] == []


def test_national_bank_spots(by_line: dict[int, Item], expected: dict[str, Any]) -> None:
    for spot in expected["national-bank-2021.txt"]["spots"]:
        item = by_line[spot["line"]]
        assert item.source.line == spot["line"]
        assert item.question.prompt.startswith(spot["stem"])
        assert list(item.question.choices) == (spot["options"] or list(item.question.choices))
        assert said(item) == spot["answer"].translate(str.maketrans("ＡＢＣＤ", "ABCD"))


def said(item: Item) -> str:
    """The answer of a choice, a judgement or one gap, as the file would say it."""
    answer = item.question.answer
    if isinstance(answer, Blanks):
        return answer.blanks[0].accepted[0]
    assert isinstance(answer, Choices)
    if item.question.kind == "judge":
        return item.question.choices[answer.right[0]]
    return "".join("ABCDEFGH"[index] for index in answer.right)


def test_national_bank_faults_are_named_where_they_are(national: Deck, by_line: dict[int, Item]) -> None:
    for line, code in FAULTS.items():
        span = by_line[line].source
        found = [flaw.code for flaw in national.flaws if span.line <= flaw.where.line <= span.last]
        assert code in found, line


def test_national_bank_spellings_are_read_in_silence(national: Deck, by_line: dict[int, Item]) -> None:
    for line in ONLY_SPELT_OTHERWISE:
        span = by_line[line].source
        assert [flaw.code for flaw in national.flaws if span.line <= flaw.where.line <= span.last] == [], line


def test_national_bank_warnings_are_few(national: Deck) -> None:
    assert len(national.flaws) < 30


def test_national_bank_numbers_and_lines(national: Deck, by_line: dict[int, Item]) -> None:
    lines = Path(national.items[0].source.file).read_text(encoding="utf-8-sig").split("\n")
    flawed = {line for flaw in national.flaws for line in range(flaw.where.line, flaw.where.last + 1)}
    assert [n for n, line in enumerate(lines, 1) if line.strip() and n not in by_line and n not in flawed] == []
    assert sum(bool(item.question.authority) for item in national.items) > 3100


def test_national_bank_gaps(national: Deck) -> None:
    sizes = Counter(
        len(item.question.answer.blanks) for item in national.items if isinstance(item.question.answer, Blanks)
    )
    assert sizes[2] >= 78
    assert sizes[3] >= 18


@pytest.mark.parametrize("name", ["national-bank-2021.txt", "exam-master.txt"])
def test_banks_survive_writing(samples: Path, name: str) -> None:
    deck = read(samples / name)
    data, flaws = MarkdownWriter().write(deck)
    back = TextReader().read(Source("题库.md", data))
    assert flaws == ()
    assert [item.question for item in back.items] == [item.question for item in deck.items]


def test_exam_master(samples: Path, expected: dict[str, Any]) -> None:
    deck = read(samples / "exam-master.txt")
    kinds = Counter(str(item.question.kind) for item in deck.items)
    assert kinds == {"single": 481, "multiple": 400}
    assert [flaw for flaw in deck.flaws if flaw.severity is Severity.ERROR] == []
    for spot in expected["exam-master.txt"]["spots"]:
        assert said(deck.items[spot["n"] - 1]) == spot["answer"]
    for spot in expected["exam-master.csv"]["spots"]:
        item = deck.items[int(spot["id"]) - 1]
        assert item.question.prompt.startswith(spot["stem"])
        assert said(item) == spot["answer"]
