"""How strictly a paper is marked: the part of grading that one contest does differently from another."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

_SMALLEST_STEP = 0.0001


class Partial(StrEnum):
    """What picking only some of a multiple choice's right choices is worth."""

    NONE = "none"
    """Nothing: 多选、少选、错选均不得分."""
    SUBSET = "subset"
    """Its share, as long as no wrong choice is picked: 少选得部分分, 错选不得分."""


@dataclass(frozen=True, slots=True)
class Policy:
    """The rules of marking that are a matter of choice.

    ``multiple``: what an incomplete multiple choice is worth.
    ``parts``: whether blanks, orders and matches earn the share of what is right in them, rather than all or
    nothing.
    ``short_pass``: the share of key points from which a short answer counts as right. A drill wants the gist, so
    that one forgotten point does not start the memory afresh; a paper that marks every point sets 1.
    """

    multiple: Partial = Partial.NONE
    parts: bool = False
    short_pass: float = 0.6

    def __post_init__(self) -> None:
        if not 0 < self.short_pass <= 1:
            raise ValueError(f"short_pass is a share above 0 and up to 1, not {self.short_pass}")


STRICT = Policy()
"""All or nothing, as the national platform and most contests mark."""


def share_of(right: int, total: int) -> float:
    """Return ``right`` of ``total`` to four decimals; less than all of it never rounds to 1."""
    if right >= total:
        return 1.0
    return min(round(right / total, 4), 1 - _SMALLEST_STEP)
