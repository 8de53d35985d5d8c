"""What was read of a file, told in full: each question on a line, then the whole report."""

from __future__ import annotations

from collections.abc import Iterator

from studyapp import Deck, Flaw, Item, Kind, NotABank, Source
from studyapp.words import kind_name, say
from studyapp_text.reader import TextReader
from tests.plugins.telling import answer_told


def told(source: Source) -> str:
    """Read a file and tell its questions and its report, or why it was refused."""
    try:
        deck = TextReader().read(source)
    except NotABank as refused:
        return f"未导入：{say(refused.why)}\n"
    return "".join(f"{line}\n" for line in (*questions(deck), *(said(flaw) for flaw in deck.flaws)))


def questions(deck: Deck) -> Iterator[str]:
    """Tell each question: number, kind, prompt, choices, answer, explanation; a child of a case behind a dash."""
    for item in deck.items:
        question = item.question
        choices = "" if question.kind is Kind.JUDGE else " | ".join(question.choices)
        parts = (question.prompt, choices, answer_told(question.answer), question.explanation)
        text = " ⇒ ".join(part.replace("\n", "⏎") for part in parts if part)
        yield f"{'- ' if item.case is not None else ''}{name(item)} {kind_name(question.kind)} {text}"


def name(item: Item) -> str:
    """What a question is called: its number, or its id in the file."""
    return item.label or item.external_id or "?"


def said(flaw: Flaw) -> str:
    """Tell a flaw: its lines, a star for the whole file, severity, code, sentence."""
    where = flaw.where
    lines = f"{where.line}-{where.last}" if where.last > where.line else f"{where.line}" if where.line else "*"
    return f"{lines} {flaw.severity} {flaw.code} {say(flaw.why)}"
