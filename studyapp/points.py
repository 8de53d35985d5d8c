"""What a day's answers are worth, and whether a day counts.

The platform's own formula was never published; this one rewards spaced right recall, not volume: a question is worth
something once a study day, however often it is answered right, nothing where it was answered faster than it can be
read, and a day has a cap.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from studyapp.model.asked import KINDS


@dataclass(frozen=True, slots=True)
class PointRules:
    """How answers are worth points; part of a plan of the activity.

    ``right``: what a right answer is worth; ``kinds``: what it is worth for questions of some kinds, by word.
    ``cap``: the most that one day gives. ``keeps``: so many fair answers make a study day count.
    ``least``, ``reading``: an answer is fair from ``least`` milliseconds on and ``reading`` for each character that
    had to be read: far below what reading takes (200 a character), since a known question is told by its first words.
    """

    right: int = 1
    cap: int = 100
    kinds: tuple[tuple[str, int], ...] = ()
    keeps: int = 1
    least: int = 500
    reading: int = 15
    values: tuple[int, ...] = field(init=False, compare=False, repr=False)
    """What a right answer is worth by the number of its kind (see ``model.asked``)."""

    def __post_init__(self) -> None:
        special = dict(self.kinds)
        object.__setattr__(self, "values", tuple(special.get(kind, self.right) for kind in KINDS))


def is_fair(asked: int | None, milliseconds: int, rules: PointRules) -> bool:
    """Whether an answer took as long as reading takes; where nobody knows what was read, it is believed.

    ``asked``: what was asked, as one number (see ``model.asked``).
    """
    return asked is None or milliseconds >= rules.least + (asked >> 4) * rules.reading


def worth(verdict: float, asked: int | None, milliseconds: int, rules: PointRules) -> int:
    """What one answer is worth: only what is wholly right counts, and what is fair."""
    if verdict < 1.0:
        return 0
    if asked is None:
        return rules.right
    if milliseconds < rules.least + (asked >> 4) * rules.reading:
        return 0
    return rules.values[asked & 15]


def day_points(total_worth: int, rules: PointRules) -> int:
    """The day's points, from the sum over its questions of the best worth of each."""
    return min(rules.cap, total_worth)


def day_counts(fair: int, done: int, rules: PointRules) -> bool:
    """Whether a study day counts as studied: by its fair answers, or since its task was finished with any."""
    return fair >= rules.keeps or (done > 0 and fair > 0)
