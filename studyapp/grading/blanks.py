"""Blanks: typed texts against the texts that each gap accepts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from studyapp.grading.checks import check_texts
from studyapp.grading.matching import matched
from studyapp.grading.normal import forms, quantities
from studyapp.grading.policy import Policy, share_of
from studyapp.model import Blank, Blanks, Typed, Verdict

_TOLERANCE = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_SEPARATORS = [re.compile(f"(?:{mark})+") for mark in ("[；;]", "、", "[，,]", r"\s", "[、，,；;]", r"[、，,；;\s]")]
"""Ways to split a text that answers several blanks, from the separator that says most to any of them."""


def grade_typed(answer: Blanks, response: Typed, policy: Policy) -> Verdict:
    """Compare texts with blanks; gaps that were not typed into are wrong.

    The parts follow the gaps as they were typed into: in an order-free group a part says whether the text typed
    there is one that the group wants and no earlier text has taken.
    """
    check_texts(response.texts, len(answer.blanks))
    parts = max((_parts(texts, answer.blanks) for texts in _readings(response.texts, len(answer.blanks))), key=sum)
    right = sum(parts)
    share = share_of(right, len(parts)) if policy.parts or right == len(parts) else 0.0
    return Verdict(share, parts)


def tolerance_of(blank: Blank) -> Decimal | None:
    """Return how far off a number may be, ``None`` where only the texts count; ``ValueError`` if it is no number."""
    if not blank.tolerance:
        return None
    if not _TOLERANCE.fullmatch(blank.tolerance):
        raise ValueError(f"tolerance {blank.tolerance!r} is no decimal number")
    return Decimal(blank.tolerance)


def _readings(texts: tuple[str, ...], count: int) -> Iterator[tuple[str, ...]]:
    """Yield what the learner may have meant: what stands in each gap, or all answers written into the first one.

    People who are shown several gaps and one box, or who paste, write them all into one text; whether they did
    shows in which reading has more right.
    """
    gaps = texts + ("",) * (count - len(texts))
    yield gaps
    if count > 1 and not any(text.strip() for text in gaps[1:]):
        for separator in _SEPARATORS:
            pieces = tuple(piece for piece in separator.split(gaps[0].strip()) if piece.strip())
            if len(pieces) == count:
                yield pieces


def _parts(texts: tuple[str, ...], blanks: tuple[Blank, ...]) -> tuple[bool, ...]:
    parts = [_fills(text, blank) for text, blank in zip(texts, blanks, strict=True)]
    for group in {blank.group for blank in blanks if blank.group}:
        gaps = [gap for gap, blank in enumerate(blanks) if blank.group == group]
        wishes = [[blank for blank in gaps if _fills(texts[gap], blanks[blank])] for gap in gaps]
        for gap, right in zip(gaps, matched(wishes), strict=True):
            parts[gap] = right
    return tuple(parts)


def _fills(text: str, blank: Blank) -> bool:
    given = forms(text)
    if any(given & forms(accepted) for accepted in blank.accepted):
        return True
    tolerance = tolerance_of(blank)
    return tolerance is not None and any(_near(text, accepted, tolerance) for accepted in blank.accepted)


def _near(text: str, accepted: str, tolerance: Decimal) -> bool:
    """Whether both are numbers close enough, of the same unit where both name one."""
    return any(
        abs(given - right) <= tolerance and (given_unit == unit or not given_unit or not unit)
        for given, given_unit in quantities(text)
        for right, unit in quantities(accepted)
    )
