"""What an answer was given to, as one small number: its kind and how much there was to read.

The journal's replay looks at a million answers; it finds in this number all that points depend on, without reading
the entries' bodies, where the two stand in words.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from studyapp.model.plain import canonical
from studyapp.model.question import Kind, Question

KINDS = (*map(str, Kind), *("",) * (16 - len(Kind)))
"""The kinds by their number, which never changes; up to sixteen."""

_NUMBERS = {word: number for number, word in enumerate(KINDS) if word}
_LONGEST = 1 << 20
"""Characters beyond which a length is not believed."""


def length_of(question: Question) -> int:
    """How many characters there are to read before one can answer."""
    return len(question.prompt) + sum(map(len, question.choices))


def asked(kind: str, length: int) -> int:
    """A kind and a length in characters as one number."""
    return (length << 4) | _NUMBERS[kind]


def body_text(given: object, number: int, *, hinted: bool = False, guessed: bool = False) -> str:
    """The body of an answer as canonical JSON, which every answer waits for: what was given, to what, and how.

    ``number``: what was asked, as ``asked`` makes it.
    """
    how = f"{_GUESSED if guessed else ''}{_HINTED if hinted else ''}"
    return f'{{"given":{canonical(given)},{how}"kind":"{KINDS[number & 15]}","length":{number >> 4}}}'


_GUESSED, _HINTED = '"guessed":true,', '"hinted":true,'


def asked_of(body: Mapping[str, Any]) -> int | None:
    """The number of what an answer's body says was asked; ``None`` where it says nothing that makes sense."""
    kind, length = body.get("kind"), body.get("length")
    if type(length) is not int or not 0 <= length <= _LONGEST or not isinstance(kind, str):
        return None
    return (length << 4) | _NUMBERS[kind] if kind in _NUMBERS else None
