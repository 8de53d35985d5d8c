"""Answering by typing: one field for each gap."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Static

from studyapp.model import Blanks, Feedback, Question, Typed
from studyapp.tui.widgets.answering import Answering
from studyapp.tui.widgets.drawing import plain
from studyapp.words import _


class BlankFields(Answering):
    """The gaps of a question; Enter goes to the next, and from the last one answers."""

    typing = True

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        self._gaps = question.answer.blanks if isinstance(question.answer, Blanks) else ()

    def compose(self) -> ComposeResult:
        """A number, a field, and room for what became of it."""
        for number, _gap in enumerate(self._gaps, 1):
            with Horizontal(classes="blank"):
                yield Static(f"({number})", classes="blank-number", markup=False)
                yield Input(compact=True, classes="blank-field", select_on_focus=False)
                yield Static("", classes="blank-note", markup=False)

    @property
    def fields(self) -> list[Input]:
        """The fields, in order."""
        return list(self.query(Input))

    @property
    def count(self) -> int:
        """Digits are text here."""
        return 0

    def on_mount(self) -> None:
        """Type at once."""
        if self.fields:
            self.fields[0].focus()

    def move(self, step: int) -> None:
        """Go to another gap."""
        fields = self.fields
        here = next((index for index, field in enumerate(fields) if field.has_focus), 0)
        if fields and not self.answered:
            fields[(here + step) % len(fields)].focus()

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Enter in a field: on to the next, or the answer."""
        message.stop()
        fields = self.fields
        following = fields.index(message.input) + 1
        if following < len(fields):
            fields[following].focus()
        else:
            self.submit()

    def submit(self) -> None:
        """Give the texts; with nothing in any of them it is too early."""
        texts = tuple(field.value.strip() for field in self.fields)
        if any(texts):
            self.give(Typed(texts))
        else:
            self.advise(_("填写答案后按 Enter；不知道按 F8"))

    def take_back(self) -> None:
        """Type on."""
        super().take_back()
        self.on_mount()

    def reveal(self, feedback: Feedback) -> None:
        """Say for each gap whether it is right, and what belongs there if not."""
        super().reveal(feedback)
        parts = feedback.verdict.parts
        notes = self.query(".blank-note").results(Static)
        for index, (field, note) in enumerate(zip(self.fields, notes, strict=True)):
            right = parts[index] if index < len(parts) else feedback.verdict.right
            field.disabled = True
            field.set_class(right, "right")
            field.set_class(not right, "wrong")
            gap = self._gaps[index]
            wanted = gap.accepted[0] if gap.accepted and not gap.group else ""  # of a group, any other may be meant
            note.update(plain("√", "bold $success") if right else plain(f"× {wanted}", "bold $error"))
