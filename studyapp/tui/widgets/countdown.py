"""The time that is left of an exam. It has no clock: its owner tells it how much is left."""

from __future__ import annotations

from functools import partial

from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from studyapp.tui.text import cut
from studyapp.tui.widgets.drawing import plain
from studyapp.tui.widgets.rows import Fitted
from studyapp.words import _

SOON = 300
"""Seconds from which the time is short."""
LAST = 60
"""Seconds from which there is hardly any left."""
MARKS = (SOON, LAST, 0)
BRIEFLY = 10
"""Seconds from which hardly any are left of a time that is short from the beginning."""


def seconds_left(deadline: int, now: int) -> int:
    """Whole seconds from now to the deadline, both UTC in milliseconds; a second that has begun is left, too."""
    return max(0, -((now - deadline) // 1000))


def clock(seconds: int) -> str:
    """A span of time as clocks show it: ``mm:ss``, from an hour on ``h:mm:ss``."""
    minutes, rest = divmod(max(seconds, 0), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes:02}:{rest:02}"


def countdown(seconds: int, width: int, *, brief: bool = False) -> Content:
    """The time left, with a sign and words where it is short; in little room the words give way first.

    ``brief``: it is short from the beginning, so that only the last seconds are worth a sign.
    """
    time = clock(seconds)
    forms: tuple[str, ...]
    if seconds <= 0:
        forms, style = (_("× 时间到"), _("时间到")), "bold $error"
    elif brief:
        forms = (_("!! 剩余 {time}"), "!! {time}") if seconds <= BRIEFLY else (_("剩余 {time}"),)
        style = "bold $error" if seconds <= BRIEFLY else ""
    elif seconds <= LAST:
        forms, style = (_("!! 剩余 {time}（最后 1 分钟）"), _("!! 剩余 {time}"), "!! {time}"), "bold $error"
    elif seconds <= SOON:
        forms, style = (_("! 剩余 {time}（最后 5 分钟）"), _("! 剩余 {time}"), "! {time}"), "bold $warning"
    else:
        forms, style = (_("剩余 {time}"),), ""
    drawn = [plain(form.format(time=time), style) for form in forms]
    fitting = (one for one in drawn if one.cell_length <= width)
    return next(fitting, plain(cut(time, width), style))


class Countdown(Widget):
    """The time left. ``Passed`` is posted at five minutes, one minute and nothing left, for each once.

    A ``brief`` one posts it at the end only, and can be started again.
    """

    DEFAULT_CSS = "Countdown { height: 1; }"

    class Passed(Message):
        """A mark was passed: ``mark`` is one of ``MARKS``, ``left`` what is left by now, both in seconds.

        After a long pause several may come at once, in order.
        """

        def __init__(self, mark: int, left: int) -> None:
            super().__init__()
            self.mark = mark
            self.left = left

    def __init__(self, *, brief: bool = False, id: str | None = None) -> None:
        super().__init__(id=id)
        self._left: int | None = None
        self._brief = brief
        self._ahead: tuple[int, ...] = (0,) if brief else MARKS

    def start(self, left: int) -> None:
        """Begin anew with so many seconds."""
        self._left, self._ahead = None, (0,) if self._brief else MARKS
        self.tell(left)

    def tell(self, left: int) -> None:
        """``left`` seconds are left, 0 and less is none.

        What is told first passes no mark but the end: who comes back to an exam sees how little is left.
        """
        passed = [mark for mark in self._ahead if left <= mark]
        self._ahead = tuple(mark for mark in self._ahead if left > mark)
        if self._left is None:
            passed = [mark for mark in passed if mark == 0]
        for mark in passed:
            self.post_message(self.Passed(mark, max(left, 0)))
        if left != self._left:
            self._left = left
            self.refresh()

    def render(self) -> Fitted | str:
        """Nothing until something was told."""
        return "" if self._left is None else Fitted(partial(countdown, self._left, brief=self._brief))
