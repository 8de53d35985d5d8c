"""What the readable fields of our own notes do not tell, as JSON in a field of its own.

For each part of a question that does not read back as it was, the exact value is kept beside a sum over what was
read back. It holds as long as reading gives the same: who edits the note in Anki changes the question.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any

from studyapp import (
    Answer,
    Back,
    Basis,
    Blank,
    Blanks,
    Choices,
    KeyPoints,
    Kind,
    Media,
    Pairs,
    Question,
    Steps,
    Validity,
)

_NAMES = tuple(one.name for one in fields(Question))
_MARKUP = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "{{": "{\\u007b", "[sound:": "\\u005bsound:"}
"""Each stands in strings only, where JSON may spell it otherwise."""

_encode = json.JSONEncoder(ensure_ascii=True, separators=(",", ":"), check_circular=False).encode


def differences(asked: Question, found: Question) -> dict[str, list[Any]]:
    """Return the exact values of the parts that differ, each behind the sum over what was found instead."""
    return {
        name: [_sum(name, found), _plain(getattr(asked, name))]
        for name in _NAMES
        if getattr(asked, name) != getattr(found, name)
    }


def data_text(values: Mapping[str, object]) -> str:
    """Return JSON that neither HTML nor Anki's templates take for theirs."""
    text = _encode(values)
    for mark, instead in _MARKUP.items():
        text = text.replace(mark, instead)
    return text


def data_of(text: str) -> dict[str, Any]:
    """Return what a field holds; nothing where somebody has changed it into something else."""
    if not text:
        return {}
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def restored(found: Question, exact: object) -> Question:
    """Return a question with the exact values of those parts that still read as they did."""
    if not isinstance(exact, dict):
        return found
    kind = found.kind
    values: dict[str, Any] = {}
    try:
        if "kind" in exact and exact["kind"][0] == _sum("kind", found):
            kind = values["kind"] = Kind(exact["kind"][1])
        for name, (total, plain) in exact.items():
            if name in _VALUES and total == _sum(name, found):
                values[name] = _VALUES[name](plain, kind)
    except (ValueError, TypeError, KeyError, IndexError):
        return found
    return replace(found, **values) if values else found


def _sum(name: str, question: Question) -> int:
    """Return a sum over a part; Anki sorts tags."""
    value = getattr(question, name)
    plain = sorted(value) if name == "tags" else _plain(value)
    return zlib.crc32(_encode(plain).encode())


def _plain(value: Any) -> Any:
    match value:
        case Choices(right):
            return right
        case Blanks(blanks):
            return [[blank.accepted, blank.tolerance, blank.group] for blank in blanks]
        case KeyPoints(points):
            return points
        case Steps(sequence):
            return sequence
        case Pairs(pairs):
            return pairs
        case Back(text):
            return text
        case Validity(first, last, successor):
            return [first and first.isoformat(), last and last.isoformat(), successor]
        case tuple():
            return [_plain(one) for one in value]
        case Basis(title, number, article, url):
            return [title, number, article, url]
        case Media(name, digest):
            return [name, digest]
    return value


def _text(value: Any, kind: Kind | None = None) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    value.encode()
    return value


def _texts(value: Any, kind: Kind | None = None) -> tuple[str, ...]:
    return tuple(_text(one) for one in value)


def _whole(value: Any) -> int:
    if type(value) is not int:
        raise TypeError("no number")
    return value


def _wholes(value: Any) -> tuple[int, ...]:
    return tuple(_whole(one) for one in value)


def _share(value: Any, kind: Kind) -> float | None:
    if value is None or (isinstance(value, (int, float)) and 0 <= value <= 1):
        return None if value is None else float(value)
    raise ValueError("no share")


def _validity(value: Any, kind: Kind) -> Validity:
    first, last, successor = value
    return Validity(first and date.fromisoformat(first), last and date.fromisoformat(last), _text(successor))


def _answer(value: Any, kind: Kind) -> Answer | None:
    match kind:
        case Kind.SINGLE | Kind.MULTIPLE | Kind.JUDGE:
            return Choices(_wholes(value))
        case Kind.BLANK:
            return Blanks(tuple(Blank(_texts(texts), _text(near), _whole(group)) for texts, near, group in value))
        case Kind.SHORT:
            return KeyPoints(_texts(value))
        case Kind.ORDER:
            return Steps(_wholes(value))
        case Kind.MATCH:
            return Pairs(tuple((_whole(left), _whole(right)) for left, right in value))
        case Kind.CARD:
            return Back(_text(value))
    return None


_VALUES: Mapping[str, Callable[[Any, Kind], Any]] = {
    "prompt": _text,
    "choices": _texts,
    "answer": _answer,
    "explanation": _text,
    "subject": _text,
    "tags": _texts,
    "difficulty": _share,
    "basis": lambda value, kind: tuple(Basis(*_texts(one)) for one in value),
    "validity": _validity,
    "jurisdiction": _text,
    "authority": _text,
    "media": lambda value, kind: tuple(Media(*_texts(one)) for one in value),
}
