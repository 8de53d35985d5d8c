"""Choices that cannot be told apart, are empty, or have swallowed the letter of the next one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from studyapp.lint.texts import narrow
from studyapp.model import Kind, Question


class ChoiceFault(StrEnum):
    """What is wrong with a choice."""

    TWICE = "twice"
    EMPTY = "empty"
    GLUED = "glued"


@dataclass(frozen=True, slots=True)
class ChoiceFlaw:
    """A fault of the choice at an index; ``other``: the earlier choice that has the same text, else the index."""

    fault: ChoiceFault
    index: int
    other: int


_ASKED = (Kind.SINGLE, Kind.MULTIPLE)
_LETTERS = frozenset("BCDEFGH")
_LETTER_AT_END = re.compile(r"[\u4e00-\u9fff](?:[。;,)]([B-H])[.、:]?|([B-H])[.、:])$")


def choice_flaws(question: Question) -> tuple[ChoiceFlaw, ...]:
    """What is wrong with the choices of a single or multiple question, in their order."""
    if question.kind not in _ASKED:
        return ()
    # Punctuation counts: questions ask for the right mark, or the right operator.
    choices = ["".join(narrow(text).split()) for text in question.choices]
    plain = [text.rstrip("。.;") or text for text in choices]
    if len(set(plain)) == len(plain) and "" not in plain and all(_LETTERS.isdisjoint(text[-2:]) for text in choices):
        return ()
    return tuple(_flaws(choices, plain))


def _flaws(choices: list[str], plain: list[str]) -> Iterator[ChoiceFlaw]:
    first: dict[str, int] = {}
    for index, text in enumerate(plain):
        if not text:
            yield ChoiceFlaw(ChoiceFault.EMPTY, index, index)
            continue
        if first.setdefault(text, index) != index:
            yield ChoiceFlaw(ChoiceFault.TWICE, index, first[text])
        if _ends_with_letter_after(choices[index], index):
            yield ChoiceFlaw(ChoiceFault.GLUED, index, index)


def _ends_with_letter_after(text: str, index: int) -> bool:
    """Whether a text ends with the letter of the choice that should come next."""
    found = _LETTER_AT_END.search(text)
    return found is not None and (found[1] or found[2]) == chr(ord("A") + index + 1)
