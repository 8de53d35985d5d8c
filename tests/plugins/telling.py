"""What a reader made of a file, told in full: each question on a line, then the whole report with its places."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from studyapp import (
    Answer,
    Back,
    Blank,
    Blanks,
    Choices,
    Deck,
    Flaw,
    Item,
    KeyPoints,
    Kind,
    NotABank,
    Pairs,
    QuestionReader,
    Source,
    Steps,
)
from studyapp.words import kind_name, say

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def told(reader: QuestionReader, source: Source) -> str:
    """Read a file and tell its questions and its report, or why it was refused."""
    try:
        deck = reader.read(source)
    except NotABank as refused:
        return f"未导入：{say(refused.why)}\n"
    return "".join(f"{line}\n" for line in (*_head(deck), *map(_asked, deck.items), *map(said, deck.flaws)))


def _head(deck: Deck) -> Iterator[str]:
    """Tell by which layout a file was read, the deck's name, and the sizes of its media."""
    yield from (f"# {say(reading.layout)}" for reading in islice(deck.readings, 1))
    yield from (f"# 题库：{deck.name}" for _ in range(bool(deck.name)))
    yield from (f"# 媒体：{len(data)} 字节" for data in deck.files.values())


def _asked(item: Item) -> str:
    """Tell a question: place, number, kind, prompt, choices, answer, and what else it has; one of a case has a dash."""
    question = item.question
    choices = "" if question.kind is Kind.JUDGE else " | ".join(question.choices)
    parts = [question.prompt, choices, answer_told(question.answer), question.explanation]
    text = " ⇒ ".join(part.replace("\n", "⏎") for part in parts if part)
    more = [question.subject, *question.tags, *(one.title for one in question.basis), item.external_id]
    more += [one.name for one in question.media]
    behind = "".join(f" 〔{one}〕" for one in more if one) + (
        f" 〔难度 {question.difficulty}〕" if question.difficulty is not None else ""
    )
    label = f" {item.label}." if item.label else ""
    return (
        f"{'- ' if item.case is not None else ''}{_place(item.source)}{label} {kind_name(question.kind)} {text}{behind}"
    )


def answer_told(given: Answer | None) -> str:
    """Tell an answer: letters of choices, alternatives apart by a bar, parts by a semicolon."""
    match given:
        case Choices(right):
            return "".join(_LETTERS[index] for index in right)
        case Steps(sequence):
            return "→".join(_LETTERS[index] for index in sequence)
        case Pairs(pairs):
            return "；".join(f"{_LETTERS[left]}-{_LETTERS[right]}" for left, right in pairs)
        case Blanks(blanks):
            return "；".join(map(_blank, blanks))
        case KeyPoints(points):
            return "；".join(points)
        case Back(text):
            return text
    return ""


def _blank(blank: Blank) -> str:
    tolerance = f"±{blank.tolerance}" if blank.tolerance else ""
    return "|".join(blank.accepted) + tolerance + ("（不分先后）" if blank.group else "")


def said(flaw: Flaw) -> str:
    """Tell a flaw: its place, severity, code, sentence."""
    return f"{_place(flaw.where)} {flaw.severity} {flaw.code} {say(flaw.why)}"


def _place(where: object) -> str:
    sheet, line, last = (getattr(where, name) for name in ("sheet", "line", "last"))
    lines = f"{line}-{last}" if last > line else f"{line}" if line else "全文"
    return f"[{sheet}]{lines}" if sheet else lines
