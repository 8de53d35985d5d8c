"""What a day's answers are worth.

A first rule that stands until a plan of the activity brings its own: a question is worth one point on the study
day on which it is answered right, however often, and a day has a cap.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PointRules:
    """``right``: what a right answer is worth; ``cap``: the most that one day gives."""

    right: int = 1
    cap: int = 100


def worth(verdict: float, rules: PointRules) -> int:
    """What one answer is worth: only what is wholly right counts."""
    return rules.right if verdict >= 1.0 else 0


def day_points(total_worth: int, rules: PointRules) -> int:
    """The day's points, from the sum over its questions of the best worth of each."""
    return min(rules.cap, total_worth)
