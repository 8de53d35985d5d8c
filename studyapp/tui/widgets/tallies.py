"""The summary's parts: accuracy by subject, what was missed, what is due in the days to come."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from studyapp.model import Missed, SubjectTally
from studyapp.tui.text import airy, cut, one_line, pad, pad_left
from studyapp.tui.widgets.drawing import bar, heat, lines, plain
from studyapp.words import _

_FIGURES = 13
_LONGEST_LIST = 20
_CELL = 8


def subject_bars(subjects: Sequence[SubjectTally], width: int) -> Content:
    """A name, a bar and the figures for each subject."""
    name = min(max(width // 3, 8), 28)
    length = max(min(width - name - _FIGURES - 2, 40), 6)
    rows = [plain(_("各科正确率"), "$muted")]
    for tally in subjects:
        share = tally.right / tally.answered if tally.answered else 0.0
        label = pad(airy(tally.subject or _("未分科目")), name)
        figures = pad_left(f"{tally.right}/{tally.answered}", 7) + pad_left(f"{share:.0%}", 6)
        rows.append(Content.assemble(label, "  ", bar(share, length, full="$success"), figures))
    return lines(rows)


def missed_list(missed: Sequence[Missed], width: int) -> Content:
    """The beginnings of the prompts; nobody is asked to read more than a screen of them."""
    rows = [plain(_("答错 {count} 题").format(count=len(missed)), "$muted")]
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
