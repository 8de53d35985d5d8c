"""The home screen's first panel: today's task, how far it is, and the one key that begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.content import Content
from textual.widget import Widget

from studyapp.model import Today
from studyapp.tui.messages import StartWanted
from studyapp.tui.text import pad
from studyapp.tui.widgets.drawing import bar, lines, plain
from studyapp.tui.widgets.rows import Fitted
from studyapp.words import _, pgettext, plural

if TYPE_CHECKING:  # the plan comes after the first paint
    from studyapp.model.activity import Standing

_MINUTE = 60_000
_LABEL = 12
_LONGEST_BAR = 24
_GAP = 2


class TodayPanel(Widget):
    """The task and one sentence. A click on it begins, too."""

    def __init__(self) -> None:
        super().__init__(id="today")
        self._today: Today | None = None
        self._standing: Standing | None = None
        self._column = _LABEL
        self._trouble = ""

    def show_trouble(self, sentence: str) -> None:
        """Show why there are no figures."""
        self._trouble = sentence
        self.refresh(layout=True)

    def tell(self, today: Today) -> None:
        """Show this day."""
        self._today = today
        self.set_class(self._startable, "startable")
        self.refresh(layout=True)

    def tell_standing(self, standing: Standing, column: int) -> None:
        """Show how far the task is; ``column``: the cells of the names before the bars."""
        self._standing, self._column = standing, column
        self.refresh(layout=True)

    @property
    def _startable(self) -> bool:
        return self._today is not None and bool(self._today.decks) and bool(self._today.due or self._today.new)

    def render(self) -> Content | Fitted:
        """The task, and what to do."""
        today = self._today
        if today is None:
            return plain(f"× {self._trouble}", "bold $error") if self._trouble else Content("")
        if not today.decks:
            return _how_to_begin()
        return Fitted(lambda width: lines([self._how_far(today, width), Content(""), self._what_next(today)]))

    def _is_done(self, today: Today) -> bool:
        """Finished is finished; and so is a day on which nothing is left to ask."""
        if self._standing is not None and self._standing.done:
            return True
        return bool(today.answered_today) and not self._startable

    def _how_far(self, today: Today, width: int) -> Content:
        """How far the day's task is; until the figures are there, its name."""
        standing = self._standing
        column = min(self._column, max(width // 3, 1))
        label = Content.styled(pad(_("日日学"), column), "bold")
        minutes = 0 if standing is None else standing.milliseconds // _MINUTE
        if self._is_done(today):
            told = plural("用了 {count} 分钟", minutes).format(count=minutes) if minutes else ""
            return Content.assemble(label, plain(_("√ 今天的任务已完成"), "bold $success"), "  ", (told, "$muted"))
        if standing is None:
            return label
        whole = standing.activity.minutes
        words = plural("{now}/{count} 分钟", whole).format(now=min(minutes, whole), count=whole)
        figures = plain(words)
        share = min(standing.milliseconds / _MINUTE / whole, 1.0) if whole else 0.0
        length = max(min(width - column - figures.cell_length - _GAP, _LONGEST_BAR), 1)
        return Content.assemble(label, bar(share * 0.99, length), " " * _GAP, figures)

    def _what_next(self, today: Today) -> Content:
        """The key that begins, and what today holds; nothing that was left undone is counted."""
        answered = ""
        if today.answered_today:
            answered = plural("今天答了 {count} 题，答对 {right} 题", today.answered_today).format(
                count=today.answered_today, right=today.right_today
            )
        if self._is_done(today):
            more = _("还想练，可以按 Enter 接着练。") if self._startable else _("要复习的都复习过了，明天再来。")
            return plain("   ".join(filter(None, (answered, more))), "$muted")
        if not self._startable:
            return plain(_("今天没有要练的题，明天再来。"), "bold")
        word = pgettext("button", "继续练习") if today.answered_today else pgettext("button", "开始练习")
        told = answered or _holds(today)
        return Content.assemble((f"  Enter  {word}  ", "bold $background on $primary"), "  ", plain(told, "$muted"))

    def on_click(self, event: events.Click) -> None:
        """Begin with all decks."""
        event.stop()
        if self._startable:
            self.post_message(StartWanted(None))


def _holds(today: Today) -> str:
    """What today's task holds, in words."""
    if today.due and today.new:
        return _("先复习，再学新题")
    return _("复习学过的题") if today.due else _("学几道新题")


def _how_to_begin() -> Content:
    return lines(
        [
            plain(_("还没有题库"), "bold $accent"),
            Content(""),
            Content.assemble(plain(_("1. 导入题库文件：按")), (" i ", "bold $primary"), plain(_("（或 F6）选文件"))),
            plain(_("2. 看看读得对不对，按 Enter 导入")),
            plain(_("3. 按 Enter 开始练")),
        ]
    )
