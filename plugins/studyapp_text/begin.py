"""Does this number begin a question? A number at the head of a line may as well be the second point of a list."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from studyapp_text.raw import Phase

WEAK = frozenset(("tight", "bare", "colon"))
"""Styles of numbers that stand in mere text as well."""

_WIDEST_GAP = 20
_WIDEST_WEAK_GAP = 3


class Verdict(IntEnum):
    """What a number at the head of a line is: mere text, a question, or the first question on the text before."""

    TEXT = 0
    QUESTION = 1
    CHILD = 2


class Stand(NamedTuple):
    """Where the reading stands: the question before, its number's style, the next number of an open list.

    ``listing_style``: how the points of that list are numbered. ``inline``: the file gives answers with their
    questions. ``outer`` and ``outer_style`` are the number of the case that is open. ``settled``: the question before
    has its choices and its answer, which no text goes on with.
    """

    phase: Phase
    number: int
    style: str
    listing: int
    listing_style: str
    inline: bool
    in_case: bool = False
    outer: int = 0
    outer_style: str = ""
    settled: bool = False


def begins(stand: Stand, number: int, style: str, complete: bool, alone: bool, posed: bool = False) -> Verdict:
    """Decide on a number that is ``complete`` (options or an answer follow before the next number of its style).

    ``alone``: options or an answer follow before any other number. ``posed``: a gap or an explanation of its own shows
    that it asks, in a file that keeps its answers apart.
    """
    if style == "id":
        return Verdict.QUESTION
    if stand.phase is Phase.OUTSIDE:
        return Verdict.TEXT if style in WEAK and number != 1 and not complete else Verdict.QUESTION
    if stand.phase is Phase.MATERIAL:
        return Verdict.CHILD if alone or not stand.inline else Verdict.TEXT
    expected = number == stand.number + 1
    same = style == stand.style or not stand.style
    if style in WEAK:
        return _weak(stand, number, style, expected, alone or posed)
    if stand.in_case and style == stand.outer_style != stand.style and number == stand.outer + 1:
        return Verdict.QUESTION
    unnumbered = not stand.style and stand.phase is Phase.LONG_FIELD
    listed = number == stand.listing and style == stand.listing_style
    if listed and (unnumbered or not (expected and same and (alone or posed))):
        return Verdict.TEXT
    if unnumbered and number == 1 and style in ("parens", "paren"):
        return Verdict.TEXT
    if stand.phase is Phase.PROMPT:
        return _after_prompt(stand, number, same, expected, complete, alone)
    if stand.phase is Phase.OPTIONS and same:
        return Verdict.QUESTION if complete or expected or not stand.inline else Verdict.TEXT
    if same:
        goes_on = stand.settled and 0 < number - stand.number <= _WIDEST_GAP
        return Verdict.QUESTION if complete or expected or posed or goes_on else Verdict.TEXT
    return Verdict.QUESTION if alone and (number == 1 or expected) else Verdict.TEXT


def _weak(stand: Stand, number: int, style: str, expected: bool, alone: bool) -> Verdict:
    """Decide on ``1.5倍`` or ``3 个月``: the next question only if it is the next number, or the first one again."""
    if style == stand.style or (style == "tight" and stand.style == "dot"):
        restarts = number == 1 and alone and stand.phase is not Phase.PROMPT
        skips = style == "colon" and alone and 0 < number - stand.number <= _WIDEST_WEAK_GAP
        twice = style == "colon" and alone and number == stand.number and stand.settled
        return Verdict.QUESTION if expected or restarts or skips or twice else Verdict.TEXT
    return Verdict.TEXT


def _after_prompt(stand: Stand, number: int, same: bool, expected: bool, complete: bool, alone: bool) -> Verdict:
    """Decide on a number that comes while a question has nothing but its prompt."""
    if same and (expected or not stand.inline):
        return Verdict.QUESTION
    if not same:
        return Verdict.CHILD if alone and number == 1 else Verdict.TEXT
    if complete:
        return Verdict.QUESTION
    return Verdict.TEXT if number == 1 else Verdict.QUESTION
