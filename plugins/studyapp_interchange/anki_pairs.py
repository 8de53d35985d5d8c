"""The choices of questions that are to be put in order or to be matched, as lines with numbers and letters."""

from __future__ import annotations

import re
from collections.abc import Sequence

from studyapp import Pairs, Steps
from studyapp_interchange.anki_options import LETTERS, right_of

_ENTRY = re.compile(r"(?:(\d{1,3})|([A-Z]))[.．、]\s*")
_PAIR = re.compile(r"(\d{1,3})\s*[-—–→:：=]*\s*([A-Z])")
_JOINTS = re.compile(r"[\s,，、;；|→>\-—]+")


def steps_of(options: Sequence[str], answer: str) -> tuple[tuple[str, ...], Steps] | None:
    """Return the steps as they are shown and their right order, told by letters, numbers or the texts themselves."""
    marks = [mark for mark in _JOINTS.split(answer) if mark]
    if len(marks) == 1 and len(options) > 1:
        marks = list(marks[0])
    found = [right_of(mark, options) for mark in marks]
    if any(len(one) != 1 for one in found):
        found = [right_of(line, options) for line in answer.split("\n")]
    order = tuple(one[0] for one in found if len(one) == 1)
    if len(order) != len(found) or sorted(order) != list(range(len(options))):
        return None
    return tuple(options), Steps(order)


def pairs_of(listed: str, answer: str) -> tuple[tuple[str, ...], Pairs] | None:
    """Return the left column, numbered, the right one, lettered, behind it, and the pairs that the answer names."""
    choices: list[str] = []
    places: dict[str, int] = {}
    for line in listed.split("\n"):
        entry = _ENTRY.match(line)
        if entry:
            places.setdefault(entry[1] or entry[2], len(choices))
            choices.append(line[entry.end() :])
        elif choices:
            choices[-1] = f"{choices[-1]}\n{line}"
    named = _PAIR.findall(answer)
    pairs = tuple((places.get(left, -1), places.get(right, -1)) for left, right in named)
    if not pairs or any(-1 in pair for pair in pairs) or _PAIR.sub("", answer).strip(" \n\t,，、;；|。."):
        return None
    return tuple(choices), Pairs(pairs)


def paired_lines(choices: Sequence[str], pairs: Sequence[tuple[int, int]]) -> tuple[list[str], list[str]] | None:
    """Return the lines and the answer that ``pairs_of`` reads back; ``None`` where there are too many for letters."""
    left = max((pair[0] for pair in pairs), default=-1) + 1
    if len(choices) - left > len(LETTERS) or any(right < left for _, right in pairs):
        return None
    marks = [str(place + 1) for place in range(left)] + [LETTERS[place] for place in range(len(choices) - left)]
    lines = [f"{mark}. {text}" for mark, text in zip(marks, choices, strict=True)]
    return lines, [f"{marks[one]}-{marks[other]}" for one, other in pairs]
