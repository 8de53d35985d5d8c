"""What one study day adds up to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tally:
    """What one study day adds up to, for one question or for all.

    ``answered``, ``right``: answers; ``milliseconds``: time spent; ``started``: questions met for the first time;
    ``worth``: the sum over questions of the best worth. ``fair``, ``fair_right``: answers that took as long as
    reading takes, which alone count for tasks and titles. ``reviews``, ``recalled``: the day's first answers to
    questions met on an earlier day, and how many of these were right: what true retention is made of. ``done``: how
    often the day's task was finished.
    """

    answered: int = 0
    right: int = 0
    milliseconds: int = 0
    started: int = 0
    worth: int = 0
    fair: int = 0
    fair_right: int = 0
    reviews: int = 0
    recalled: int = 0
    done: int = 0

    def plus(self, other: Tally) -> Tally:
        """What two tallies of different questions add up to."""
        return Tally(
            self.answered + other.answered,
            self.right + other.right,
            self.milliseconds + other.milliseconds,
            self.started + other.started,
            self.worth + other.worth,
            self.fair + other.fair,
            self.fair_right + other.fair_right,
            self.reviews + other.reviews,
            self.recalled + other.recalled,
            self.done + other.done,
        )
