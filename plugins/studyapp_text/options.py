"""Several options on one line: where one ends and the next begins.

A letter inside an option's text is the next option only if it is the letter that has to follow, and if the next line
does not begin with that letter: so ``A．维生素A、维生素B`` stays whole when a line ``B．…`` comes after it.
"""

from __future__ import annotations

import re

from studyapp_text.display import PLAIN

_BULLET = r"(?:[-•·*○●□]\s{0,2})?"
_STRONG = re.compile(
    rf"(?:(?<=\s)|(?<![A-Za-z0-9{PLAIN}.．、(（]))([A-ZＡ-Ｚ])\s{{0,2}}[.．]\s*(?=\S)|"
    rf"\s{_BULLET}([A-ZＡ-Ｚ])\s{{0,2}}[.．、)）:：]\s*(?=\S)|"
    rf"(?:\s|(?<=[^\s{PLAIN}]))[(（\[【]\s?([A-ZＡ-Ｚ])\s?[)）\]】]\s*[.．、:：]?\s*(?=\S)"
)
_GLUED = re.compile(rf"(?<![A-Z{PLAIN}.．、(（])([A-HＡ-Ｈ])\s{{0,2}}[.．、)）:：]\s*(?=[^\s、，])")
"""Only where two letters or more follow each other: ``A、甲B、乙C、丙``, ``A.10B.20C.30``."""

_WIDE = re.compile(r"(?:\s{2,}|\t)([A-HＡ-Ｈ])(?=[^\s.．、)）:：A-Za-z0-9]|\s+\S)\s*")
_NARROW = re.compile(r"\s([A-HＡ-Ｈ])(?=[^\s.．、)）:：A-Za-z0-9]|\s+\S)\s*")
_FIRST = re.compile(
    rf"(?:^|(?<=[\s)）。？?_:：]))([AＡ])\s{{0,2}}[.．、)）]\s*(?=\S)|(?<=[^{PLAIN}])[(（\[【]([AＡ])[)）\]】]\s*[.．、:：]?\s*(?=\S)"
)

_IN_BRACKET = re.compile(r"[(（\[【]\s*$")
_TO_FULL_WIDTH = 0xFEE0
_SHORTEST = 3

_WIDEST_GAP = 3
_MARKS = frozenset(".．、)）:：")

Place = tuple[str, int, int]
"""A letter, where it starts, where its text starts."""

Part = tuple[str, str, str]
"""An option's letter, its text, and how its letter is written."""


def split_options(letter: str, text: str, style: str, following: str) -> list[Part]:
    """Cut the text of option ``letter`` where further options begin; ``following`` is the next line's letter."""
    if len(text) < _SHORTEST or not letter or following == chr(ord(letter) + 1):
        return [(letter, text, style)]
    wanted = [chr(ord(letter) + step) for step in range(1, _WIDEST_GAP + 1)]
    if not any(one in text or chr(ord(one) + _TO_FULL_WIDTH) in text for one in wanted):
        return [(letter, text, style)]
    found = _chain(_STRONG, letter, text, following)
    found_style = "strong"
    if len(glued := _chain(_GLUED, letter, text)) > max(len(found), 1) and style in ("strong", "lower"):
        found = glued
    if not found and style != "box":
        found = _chain(_WIDE, letter, text) or _confirmed(_chain(_NARROW, letter, text), letter, following, style)
        found_style = style if style != "strong" else "glued"
    return _cut(letter, text, style, found, found_style)


def options_in_prompt(text: str, following: str) -> tuple[str, list[Part]] | None:
    """Cut a prompt that has its options on the same line; None where it has none."""
    if "A" not in text and "Ａ" not in text:
        return None
    for first in _FIRST.finditer(text):
        if first.lastindex == 1 and _answers(text, first):
            continue
        head, tail = text[: first.start(first.lastindex or 1)].rstrip(" \t(（[【"), text[first.end() :]
        parts = split_options("A", tail, "strong", "")
        if (head and following == "B") or (len(parts) > 1 and (head or not text[: first.start()].strip())):
            return head, split_options("A", tail, "strong", following)
    return None


def _answers(text: str, first: re.Match[str]) -> bool:
    """Say whether ``( A )`` is the answer of a question rather than its first option: that one comes later."""
    bracketed = _IN_BRACKET.search(text, 0, first.start(1)) is not None and first.group()[-1] in ")） "
    return bracketed and _FIRST.search(text, first.end()) is not None


def _chain(pattern: re.Pattern[str], letter: str, text: str, following: str = "A") -> list[Place]:
    """Find where the letters after ``letter`` follow each other; one may be left out where they are set off.

    A letter that comes after one that is left out must not be past ``following``, if that is not empty.
    """
    found: list[Place] = []
    expected = ord(letter) + 1
    last = 0
    for mark in pattern.finditer(text):
        group = mark.lastindex or 1
        here = ord(mark.group(group))
        if here > _TO_FULL_WIDTH:
            here -= _TO_FULL_WIDTH
        skips = expected < here < expected + _WIDEST_GAP and (not following or chr(here) < following)
        goes_on = here == expected or (skips and _is_set_off(mark, text))
        if goes_on and text[last : mark.start()].strip():
            found.append((chr(here), mark.start(), mark.end()))
            expected = here + 1
            last = mark.end()
    return found


def _is_set_off(mark: re.Match[str], text: str) -> bool:
    """Say whether more than a space lies before a letter that has a mark behind it, or Chinese on both its sides."""
    group = mark.lastindex or 1
    before, after = text[max(mark.start(group) - 2, 0) : mark.start(group)], text[mark.end(group) :].lstrip()
    if after[:1] in ".．" and _is_chinese(before[-1:]) and _is_chinese(after[1:].lstrip()[:1]):
        return True
    return ((before.isspace() and len(before) > 1) or before.endswith("\t")) and after[:1] in _MARKS


def _is_chinese(letter: str) -> bool:
    return "\u4e00" <= letter <= "\u9fff"


def _confirmed(found: list[Place], letter: str, following: str, style: str) -> list[Place]:
    """Letters after single spaces are options only if enough of them follow, or the next line goes on with them."""
    if style == "strong" or not found:
        return []
    goes_on = following == chr(ord(letter) + len(found) + 1)
    return found if goes_on or (not following and len(found) > 1) else []


def _cut(letter: str, text: str, style: str, found: list[Place], found_style: str) -> list[Part]:
    parts: list[Part] = []
    begin = 0
    current = style
    for following, start, after in found:
        parts.append((letter, text[begin:start].strip().rstrip("；;") or text[begin:start].strip(), current))
        letter, begin, current = following, after, found_style
    parts.append((letter, text[begin:].strip(), current))
    return parts
