"""The summary's parts: accuracy by subject, what was missed, what is due in the days to come."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from studyapp.model import Missed, SubjectTally
from studyapp.tui.text import airy, cut, one_line, pad
from studyapp.tui.widgets.bar_chart import Bar, bar_chart
from studyapp.tui.widgets.drawing import heat, lines, plain
from studyapp.words import _, plural

_LONGEST_LIST = 20
_CELL = 8


def subject_bars(subjects: Sequence[SubjectTally], width: int) -> Content:
    """A name, a bar and the figures for each subject."""
    rows = [
        Bar(
            tally.subject or _("未分科目"),
            tally.right / tally.answered if tally.answered else 0.0,
            f"{tally.right}/{tally.answered}",
            tone="$success",
        )
        for tally in subjects
    ]
    return lines([plain(_("各科正确率"), "$muted"), bar_chart(rows, width)])


def missed_list(missed: Sequence[Missed], width: int) -> Content:
    """The beginnings of the prompts; nobody is asked to read more than a screen of them."""
    rows = [plain(plural("答错 {count} 题", len(missed)).format(count=len(missed)), "$muted")]
    prompts = (cut(airy(one_line(one.prompt)), width - 2) for one in missed[:_LONGEST_LIST])
    rows += [Content.assemble(("× ", "$error"), prompt) for prompt in prompts]
    if len(missed) > _LONGEST_LIST:
        rows.append(plain(_("……另有 {count} 题").format(count=len(missed) - _LONGEST_LIST), "$muted"))
    return lines(rows)


def forecast_strip(forecast: Sequence[int], width: int) -> Content:
    """Days above, numbers below, heat under them."""
    cell = max(min(_CELL, width // max(len(forecast), 1)), 4)
    top = max(forecast, default=0)
    days = "".join(pad(_day(index), cell) for index in range(len(forecast)))
    counts = "".join(pad(str(count), cell) for count in forecast)
    heats = Content.assemble(*(part for count in forecast for part in (heat(count, top, cell - 2), "  ")))
    return lines([plain(_("今后七天到期"), "$muted"), plain(days, "$muted"), Content.styled(counts, "bold"), heats])


def _day(index: int) -> str:
    if index < 2:
        return (_("明天"), _("后天"))[index]
    return _("{days}天后").format(days=index + 1)
