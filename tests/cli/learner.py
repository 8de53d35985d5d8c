"""A learner who reads what is asked and knows what is right, and errs where the test wants him to."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from tests.cli.terminal import Keys

EPOCH = date(1970, 1, 1).toordinal()

_PROMPT = re.compile(r"第(\d+)号规定的期限是")
_TOLD = re.compile(r"(\d+)月(\d+)日再来")


@dataclass
class Sitting:
    """What one sitting on numbered questions was like.

    ``given``: question and whether it was answered right, in order. ``due``: the date he was told for each.
    """

    given: list[tuple[int, bool]] = field(default_factory=list)
    due: dict[int, tuple[int, int]] = field(default_factory=dict)


class Learner(Keys):
    """Answers numbered questions (``decks.numbered``); ``knows`` says whether he gets one right, asked again or not."""

    def __init__(self, knows: Callable[[int, bool], bool]) -> None:
        super().__init__()
        self.knows = knows
        self.sitting = Sitting()

    def line(self) -> str:
        screen = self.screen.getvalue()
        self._listen(screen)
        turn = screen.rpartition("\n\n")[2]
        asked = _PROMPT.search(turn)
        if asked is None or not screen.endswith("答案> "):
            return "\n"  # nothing more is asked
        number = int(asked[1])
        right = self.knows(number, "再来一次" in turn)
        self.sitting.given.append((number, right))
        return "ABCD"[(number + (not right)) % 4] + "\n"

    def _listen(self, screen: str) -> None:
        """Remember the date that was told after the last answer."""
        told = _TOLD.findall(screen)
        if told and self.sitting.given:
            self.sitting.due[self.sitting.given[-1][0]] = (int(told[-1][0]), int(told[-1][1]))


def month_and_day(study_day: int) -> tuple[int, int]:
    """A study day as the dialogue tells it."""
    when = date.fromordinal(EPOCH + study_day)
    return when.month, when.day
