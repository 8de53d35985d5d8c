"""Over a paper: its answer sheet, and the question whether it shall be handed in."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from studyapp.desk.exam_words import numbers_words
from studyapp.tui.messages import Pressed
from studyapp.tui.screens.page import STEPS, Page
from studyapp.tui.widgets.answer_sheet import AnswerSheet, Group
from studyapp.tui.widgets.drawing import lines, plain
from studyapp.tui.widgets.pick_list import Line, PickList
from studyapp.words import _, plural


class ExamSheetScreen(Page):
    """All numbers; dismissed with the one that is wanted, from 0, with ``hand-in``, or ``None``."""

    KEYS = "exam-sheet"

    def __init__(self, title: str, groups: Sequence[Group], current: int) -> None:
        super().__init__()
        self._title = title
        self._sheet = AnswerSheet(groups, current)
        self._count = sum(len(group.boxes) for group in groups)
        self._typed = ""

    def compose(self) -> ComposeResult:
        """The grid."""
        yield self.top
        with self.body:
            yield self._sheet
        yield self.keys

    def on_mount(self) -> None:
        """Title and keys."""
        self.top.tell(_("答题卡 · {title}").format(title=self._title))
        self.offer()
        self.call_after_refresh(lambda: self._sheet.point(self._sheet.cursor))

    def action_arrow(self, way: int) -> None:
        """Move the cursor."""
        self._typed = ""
        self._sheet.step(way)

    def action_digit(self, digit: int) -> None:
        """A number in digits goes to that question; one that is too large begins anew."""
        typed = int(f"{self._typed}{digit}")
        if not 1 <= typed <= self._count:
            typed = digit
        self._typed = str(typed) if typed else ""
        if 1 <= typed <= self._count:
            self._sheet.point(typed - 1)
            self.say(_("第 {number} 题，按 Enter 前往").format(number=typed))

    def action_open(self) -> None:
        """The next question that is open."""
        self._typed = ""
        self._sheet.next_open()

    def action_choose(self) -> None:
        """Go to the question under the cursor."""
        self.dismiss(str(self._sheet.cursor))

    def on_answer_sheet_chosen(self, message: AnswerSheet.Chosen) -> None:
        """A click goes there."""
        message.stop()
        self.dismiss(str(message.index))

    def action_hand_in(self) -> None:
        """To the hand-in."""
        self.dismiss("hand-in")

    def action_close(self) -> None:
        """Back to where one was."""
        self.dismiss(None)


class ExamHandInScreen(Page):
    """What is still open, and whether to hand in all the same; dismissed with ``yes`` or ``None``."""

    KEYS = "exam-handin"

    def __init__(self, title: str, unanswered: Sequence[int], flagged: Sequence[int]) -> None:
        super().__init__()
        self._title = title
        self._unanswered = unanswered
        self._flagged = flagged
        self._list = PickList(id="handin")
        # Where all is answered Enter hands in; where something is open the careful line comes first.
        self._list.cursor = 0 if unanswered else 1

    def compose(self) -> ComposeResult:
        """What is open, and the two ways on."""
        yield self.top
        with self.body:
            yield Static(self._words(), id="handin-words")
            yield self._list
        yield self.keys

    def _words(self) -> Content:
        count = len(self._unanswered)
        rows = [plain(_("都答了。"), "bold")]
        if count:
            words = plural("还有 {count} 题未答：{numbers}", count)
            rows = [plain(words.format(count=count, numbers=numbers_words(self._unanswered)), "bold $accent")]
        if self._flagged:
            words = plural("标记 {count} 题：{numbers}", len(self._flagged))
            rows.append(plain(words.format(count=len(self._flagged), numbers=numbers_words(self._flagged))))
        return lines([*rows, plain(_("交卷后不能再改，立即出成绩。"), "$muted")])

    def on_mount(self) -> None:
        """Title and keys."""
        self.top.tell(_("交卷 · {title}").format(title=self._title))
        self._list.tell([Line(_("继续答题")), Line(_("交卷"))])
        self.offer()

    def action_move(self, way: int) -> None:
        """The other line."""
        self._list.move(STEPS[way])

    def on_pressed(self, message: Pressed) -> None:
        """A click takes a line."""
        message.stop()
        self._list.point(message.index)
        self.action_choose()

    def action_choose(self) -> None:
        """Hand in, or go on."""
        self.dismiss("yes" if self._list.cursor == 1 else None)

    def action_close(self) -> None:
        """Go on."""
        self.dismiss(None)
