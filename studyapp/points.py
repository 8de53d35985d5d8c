"""What a day's answers are worth, and whether a day counts.

The platform's own formula was never published; this one rewards spaced right recall, not volume: a question is worth
something once a study day, however often it is answered right, nothing where it was answered faster than it can be
read, and a day has a cap.
"""

from __future__ import annotations

from studyapp.model.activity import PointRules


def score(asked: int | None, milliseconds: int, rules: PointRules) -> int | None:
    """What an answer is worth where it is wholly right; ``None`` where it is not fair.

    It is fair where it took as long as reading takes; where nobody knows what was read, it is believed. ``asked``: what
    was asked, as one number (see ``model.asked``).
    """
    if asked is None:
        return rules.right
    if milliseconds < rules.least + (asked >> 4) * rules.reading:
        return None
    return rules.values[asked & 15]


def day_points(total_worth: int, rules: PointRules) -> int:
    """The day's points, from the sum over its questions of the best worth of each."""
    return min(rules.cap, total_worth)


def day_counts(fair: int, done: int, rules: PointRules) -> bool:
    """Whether a study day counts as studied: by its fair answers, or since its task was finished with any."""
    return fair >= rules.keeps or (done > 0 and fair > 0)
