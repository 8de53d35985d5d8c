"""A deck as JSON: the rows of ``studyapp questions --json``, and what else it takes to read the same deck back.

A row stands in a line of its own, so that two versions of a bank can be compared line by line.
"""

from __future__ import annotations

import base64
import json
import math
from collections.abc import Iterator
from datetime import date
from typing import Any

from studyapp import (
    Answer,
    Back,
    Blanks,
    Choices,
    Deck,
    Flaw,
    Item,
    KeyPoints,
    Message,
    Pairs,
    Question,
    Severity,
    Steps,
)


class JsonWriter:
    """Writes everything a deck holds."""

    name = "json"
    suffixes = (".json",)

    def write(self, deck: Deck) -> tuple[bytes, tuple[Flaw, ...]]:
        """Return the deck as UTF-8; only a difficulty that is no number is left out."""
        rows = ",\n".join(_dump(_row(item, deck)) for item in deck.items)
        about = _dump(_about(deck))
        files = ",\n".join(f'"{digest}": "{data}"' for digest, data in _files(deck))
        more = f',\n"files": {{\n{files}\n}}' if files else ""
        text = f'{{"questions": [\n{rows}\n],\n"total": {len(deck.items)},\n"deck": {about}{more}}}\n'
        # half a surrogate pair, which no encoding can hold, becomes the escape that JSON has for it
        return text.encode(errors="backslashreplace"), tuple(_flaw(item) for item in deck.items if _unwritable(item))


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _files(deck: Deck) -> Iterator[tuple[str, str]]:
    """Yield the bytes of the questions' media as text, in the order of their digests."""
    wanted = {media.digest for item in deck.items for media in item.question.media}
    for digest in sorted(wanted & deck.files.keys()):
        yield digest, base64.b64encode(deck.files[digest]).decode()


def _about(deck: Deck) -> dict[str, Any]:
    return {
        "name": deck.name,
        "subject": deck.subject,
        "jurisdiction": deck.jurisdiction,
        "as_of": _day(deck.as_of),
        "description": deck.description,
    }


def _row(item: Item, deck: Deck) -> dict[str, Any]:
    question = item.question
    row = {
        "kind": str(question.kind),
        "prompt": question.prompt,
        "choices": question.choices,
        "answer": None if question.answer is None else _answer(question.answer),
        "explanation": question.explanation,
        "subject": question.subject,
        "basis": [
            {"title": one.title, "number": one.number, "article": one.article, "url": one.url} for one in question.basis
        ],
        "effective_from": _day(question.validity.effective_from),
        "effective_to": _day(question.validity.effective_to),
        "deck": deck.name,
        "source": str(item.source),
    }
    return row | {name: value for name, value in _further(item).items() if value not in (None, "", [])}


def _further(item: Item) -> dict[str, Any]:
    """What few questions have; left out of the row where it is empty."""
    question = item.question
    return {
        "superseded_by": question.validity.superseded_by,
        "tags": list(question.tags),
        "difficulty": None if _unwritable(item) else question.difficulty,
        "jurisdiction": question.jurisdiction,
        "authority": question.authority,
        "media": [{"name": one.name, "digest": one.digest} for one in question.media],
        "blanks": _blanks(question),
        "label": item.label,
        "external_id": item.external_id,
        "case": item.case,
    }


def _answer(answer: Answer) -> object:
    match answer:
        case Choices(right):
            return right
        case Blanks(blanks):
            return [blank.accepted for blank in blanks]
        case KeyPoints(points):
            return points
        case Steps(sequence):
            return sequence
        case Pairs(pairs):
            return pairs
        case Back(text):
            return text


def _blanks(question: Question) -> list[dict[str, Any]]:
    """Tolerance and group of every blank, or nothing where none has any."""
    if not isinstance(question.answer, Blanks):
        return []
    details = [{"tolerance": blank.tolerance, "group": blank.group} for blank in question.answer.blanks]
    return details if any(one["tolerance"] or one["group"] for one in details) else []


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _unwritable(item: Item) -> bool:
    return item.question.difficulty is not None and not math.isfinite(item.question.difficulty)


def _flaw(item: Item) -> Flaw:
    return Flaw(item.source, Severity.WARNING, "no-difficulty", Message("难度不是数，没有写出。"))
