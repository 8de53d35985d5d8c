"""The home screen's panel: what there is to do today, and the one key that begins."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.widget import Widget

from studyapp.model import Today
from studyapp.tui.messages import StartWanted
from studyapp.tui.widgets.drawing import lines, plain
from studyapp.words import _


class TodayPanel(Widget):
    """Figures and one sentence. A click on it begins, too."""

    def __init__(self) -> None:
        super().__init__(id="today")
        self._today: Today | None = None
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

    @property
    def _startable(self) -> bool:
        return self._today is not None and bool(self._today.decks) and bool(self._today.due or self._today.new)

    def render(self) -> Content:
        """Figures, and what to do."""
        today = self._today
        if today is None:
            return plain(f"× {self._trouble}", "bold $error") if self._trouble else Content("")
        if not today.decks:
            return _how_to_begin()
        return lines([_figures(today), Content(""), _call(today)])

    def on_click(self, event: events.Click) -> None:
        """Begin with all decks."""
        event.stop()
        if self._startable:
            self.post_message(StartWanted(None))


def _figures(today: Today) -> Content:
    parts = [
        Content.assemble((_("到期"), "$muted"), " ", (str(today.due), "bold $accent" if today.due else "bold")),
        Content.assemble((_("新题"), "$muted"), " ", (str(today.new), "bold")),
        Content.assemble((_("今日已答"), "$muted"), " ", (str(today.answered_today), "bold")),
        Content.assemble((_("答对"), "$muted"), " ", (str(today.right_today), "bold $success")),
    ]
    return Content("    ").join(parts)


def _call(today: Today) -> Content:
    if today.due or today.new:
        word = _("继续练习（{count} 题）") if today.answered_today else _("开始练习（{count} 题）")
        words = word.format(count=today.due + today.new)
        return Content.styled(f"  Enter  {words}  ", "bold $background on $primary")
    if today.answered_today:
        return Content.assemble(
            plain(_("√ 今日已完成"), "bold $success"), "  ", plain(_("到期的题都复习过了，明天再来。"), "$muted")
        )
    return plain(_("今天没有到期的题，也没有新题，明天再来。"), "bold")


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
