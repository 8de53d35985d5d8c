"""The summary's parts: accuracy by subject, what was missed, what is due in the days to come."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from studyapp.model import Missed, SubjectTally
from studyapp.tui.text import airy, cut, one_line, pad, pad_left
from studyapp.tui.widgets.drawing import bar, heat, lines, plain
from studyapp.words import _

_FIGURES = 14
_LONGEST_LIST = 20
_CELL = 7


class SubjectBars(Widget):
    """A bar for each subject: how many of its answers were right."""

    def __init__(self, subjects: tuple[SubjectTally, ...]) -> None:
        super().__init__(classes="section")
        self._subjects = subjects
        self.display = bool(subjects)

    def render(self) -> Content:
        """A name, a bar, and the figures."""
        width = self.content_size.width or self.app.size.width
        name = min(max(width // 3, 8), 28)
        length = max(min(width - name - _FIGURES - 2, 40), 6)
        rows = [plain(_("各科正确率"), "$muted")]
        for tally in self._subjects:
            share = tally.right / tally.answered if tally.answered else 0.0
            label = pad(airy(tally.subject or _("未分科目")), name)
            figures = pad_left(f"{tally.right}/{tally.answered}", 7) + pad_left(f"{share:.0%}", 6)
            rows.append(Content.assemble(label, "  ", bar(share, length, full="$success"), figures))
        return lines(rows)


class MissedList(Widget):
    """The questions missed, a line each; nobody is asked to read more than a screen of them."""

    def __init__(self, missed: tuple[Missed, ...]) -> None:
        super().__init__(classes="section")
        self._missed = missed
        self.display = bool(missed)

    def render(self) -> Content:
        """A heading and the beginnings of the prompts."""
        width = self.content_size.width or self.app.size.width
        rows = [plain(_("答错 {count} 题").format(count=len(self._missed)), "$muted")]
        for missed in self._missed[:_LONGEST_LIST]:
            text = cut(airy(one_line(missed.prompt)), width - 2)
            rows.append(Content.assemble(("× ", "$error"), text))
        if len(self._missed) > _LONGEST_LIST:
            more = _("……另有 {count} 题").format(count=len(self._missed) - _LONGEST_LIST)
            rows.append(plain(more, "$muted"))
        return lines(rows)


class Forecast(Widget):
    """How many reviews the days to come hold: a row of days, of numbers, and of heat."""

    def __init__(self, forecast: tuple[int, ...]) -> None:
        super().__init__(classes="section")
        self._forecast = forecast
        self.display = bool(forecast)

    def render(self) -> Content:
        """Days above, numbers below, heat under them."""
        width = self.content_size.width or self.app.size.width
        cell = max(min(_CELL, width // max(len(self._forecast), 1)), 4)
        top = max(self._forecast, default=0)
        days = "".join(pad(_day(index), cell) for index in range(len(self._forecast)))
        counts = "".join(pad(str(count), cell) for count in self._forecast)
        heats = [Content.assemble(heat(count, top, cell - 1), " ") for count in self._forecast]
        return lines(
            [plain(_("未来七天到期"), "$muted"), plain(days, "$muted"), Content.styled(counts, "bold"), *_row(heats)]
        )


def _row(cells: list[Content]) -> list[Content]:
    return [Content("").join(cells)]


def _day(index: int) -> str:
    if index < 2:
        return (_("今天"), _("明天"))[index]
    return _("+{days}天").format(days=index)
