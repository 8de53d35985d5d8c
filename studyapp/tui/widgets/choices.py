"""Answering by choosing: single, multiple, judge."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Static

from studyapp.model import Choices, Feedback, Kind, Picked, Question, Response
from studyapp.tui.widgets.answering import Answering
from studyapp.tui.widgets.options import Look, Option
from studyapp.wording import letter
from studyapp.words import _


class ChoiceList(Answering):
    """The choices of a question. Single and judge: a key answers. Multiple: keys toggle, Enter answers."""

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        self._several = question.kind is Kind.MULTIPLE
        self._chosen: set[int] = set()

    def compose(self) -> ComposeResult:
        """A line for each choice, and where several may be right, how to."""
        if self._several:
            yield Static(_("可选几项，选好按 Enter"), classes="caption", markup=False)
        judge = self.question.kind is Kind.JUDGE
        for index, text in enumerate(self.question.choices):
            yield Option(index, "" if judge else letter(index), text, digit=str(index + 1) if index < 9 else " ")

    def on_mount(self) -> None:
        """Show the empty boxes."""
        self._show()

    def choose(self, index: int) -> Response | None:
        """Answer, or toggle where several may be right."""
        if not self._several:
            return Picked((index,))
        self._chosen ^= {index}
        self._show()
        return None

    def submit(self) -> Response | None:
        """The choices made, or the one under the cursor."""
        if self._several and self._chosen:
            return Picked(tuple(sorted(self._chosen)))
        if self._several:
            self.advise(_("多选题：按数字勾选，再按 Enter 提交；不知道按 0"))
        elif self.cursor is not None:
            return Picked((self.cursor,))
        else:
            self.advise(_("先选答案：按数字、字母，或用 ↑↓ 选；不知道按 0"))
        return None

    @property
    def given(self) -> Response | None:
        """The choices made."""
        return Picked(tuple(sorted(self._chosen))) if self._chosen else None

    def restore(self, response: Response | None) -> None:
        """Choose these."""
        self._chosen = set(response.choices) if isinstance(response, Picked) else set()
        self._show()

    def _show(self) -> None:
        on, off = Look("■", tone="chosen"), Look("□" if self._several else "")
        self.dress(on if index in self._chosen else off for index in range(len(self.question.choices)))

    def reveal(self, feedback: Feedback) -> None:
        """Right ones get a √, wrongly chosen ones a ×, in words too."""
        super().reveal(feedback)
        right = self.question.answer.right if isinstance(self.question.answer, Choices) else ()
        given = feedback.response.choices if isinstance(feedback.response, Picked) else ()
        self.dress(self._became(index in right, index in given) for index in range(len(self.question.choices)))

    def _became(self, right: bool, given: bool) -> Look:
        if right:
            missed = self._several and not given
            return Look("√", _("漏选") if missed else "", "right")
        if given:
            return Look("×", _("错选") if self._several else _("你选的"), "wrong")
        return Look()
