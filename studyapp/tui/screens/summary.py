"""The end of a sitting: how it went, what was missed, what comes."""

from __future__ import annotations

from functools import partial

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from studyapp.model import Summary
from studyapp.tui.messages import HomeWanted, StartWanted
from studyapp.tui.screens.page import Page
from studyapp.tui.widgets.rows import Fitted
from studyapp.tui.widgets.tallies import forecast_strip, missed_list, subject_bars
from studyapp.words import _


class SummaryScreen(Page):
    """A big number, then subjects, missed questions and the days to come."""

    KEYS = "summary"

    def __init__(self, summary: Summary, deck: str | None) -> None:
        """``deck`` is what was drilled; ``None`` for all decks."""
        super().__init__()
        self._summary = summary
        self._deck = deck

    def compose(self) -> ComposeResult:
        """From the most wanted to the least."""
        summary = self._summary
        yield self.top
        with self.body:
            yield Static(_score(summary), id="score")
            if summary.subjects:
                yield Static(Fitted(partial(subject_bars, summary.subjects)), classes="section")
            if summary.missed:
                yield Static(Fitted(partial(missed_list, summary.missed)), classes="section")
            if summary.forecast:
                yield Static(Fitted(partial(forecast_strip, summary.forecast)), classes="section")
        yield self.keys

    def on_mount(self) -> None:
        """Title and keys."""
        summary = self._summary
        figures = _("连续 {streak} 天 · 积分 {points}").format(streak=summary.streak, points=summary.points)
        self.top.tell(_("小结 · {deck}").format(deck=self.practised()), figures)
        self.offer()

    def practised(self) -> str:
        """What this was a sitting of."""
        return self._deck or _("全部题库")

    def anew(self) -> SummaryScreen:
        """The same sitting summed up again."""
        return SummaryScreen(self._summary, self._deck)

    def action_home(self) -> None:
        """To the home screen."""
        self.post_message(HomeWanted())

    def action_again(self) -> None:
        """The same deck once more."""
        self.post_message(StartWanted(self._deck))


def _score(summary: Summary) -> Content:
    return Content.assemble((_percent(summary), "bold $primary"), "   ", _sentence(summary))


def _percent(summary: Summary) -> str:
    return f"{summary.right * 100 // summary.answered}%" if summary.answered else "0%"


def _sentence(summary: Summary) -> str:
    minutes, seconds = divmod(summary.milliseconds // 1000, 60)
    return _("答了 {answered} 题，答对 {right} 题，用时 {minutes} 分 {seconds} 秒").format(
        answered=summary.answered, right=summary.right, minutes=minutes, seconds=seconds
    )
