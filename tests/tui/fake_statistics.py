"""Figures that stand still, for the screens."""

from __future__ import annotations

from pathlib import Path

from studyapp.model import GivenAnswer
from studyapp.report.figures import Accuracy, Figures, Hard, Honours, Marks, Memory, Span
from tests.report.figures import TODAY, figures


class FakeStatistics:
    """Figures of a learner; it remembers what was written."""

    def __init__(self, told: Figures | None = None) -> None:
        self.told = told or figures()
        self.trouble: Exception | None = None
        self.saved = 0

    def _figures(self) -> Figures:
        if self.trouble:
            raise self.trouble
        return self.told

    @property
    def today(self) -> int:
        return TODAY

    def days(self, first: int | None = None) -> dict[int, Span]:
        return dict(self._figures().days)

    def accuracy(self, first: int | None = None) -> tuple[tuple[Accuracy, ...], tuple[Accuracy, ...]]:
        return self._figures().subjects, self._figures().kinds

    def memory(self) -> Memory:
        return self._figures().memory

    def hardest(self) -> tuple[Hard, ...]:
        return self._figures().hardest

    def marks(self) -> Marks:
        return self._figures().marks

    def honours(self) -> Honours:
        return self._figures().honours

    def answers(self, day: int) -> tuple[GivenAnswer, ...]:
        if day not in self._figures().days:
            return ()
        return (
            GivenAnswer(
                day * 86_400_000, 2, "single", "失业人员失业前用人单位和本人累计缴费满五年不足十年的", True, 8_400
            ),
            GivenAnswer(day * 86_400_000, None, "", "", False, 21_000),
            GivenAnswer(day * 86_400_000, 1, "multiple", "下列人员中，①可以 ②不可以领取的有（　　）。", False, 400),
        )

    def save_page(self) -> Path:
        self._figures()
        self.saved += 1
        return Path("/home/li/.local/share/studyapp/studyapp-report-2021-06-03.html")
