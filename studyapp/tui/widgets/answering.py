"""What all ways of answering have in common: options with a cursor, and the methods that keys call."""

from __future__ import annotations

from collections.abc import Iterable

from textual.containers import Vertical

from studyapp.model import Feedback, Question, Response
from studyapp.tui.messages import Advised, Answered, Pressed
from studyapp.tui.widgets.options import Look, Option
from studyapp.words import _


class Answering(Vertical):
    """The part of a question that is answered.

    The screen calls ``choose``, ``move``, ``press`` and ``submit`` for keys; the widget posts ``Answered`` when there
    is an answer, and ``Advised`` when a key could do nothing. After the answer the screen calls ``reveal``.
    """

    typing = False
    """Whether keys are text."""

    def __init__(self, question: Question) -> None:
        super().__init__(classes="answering")
        self.question = question
        self.cursor: int | None = None
        self.answered = False

    @property
    def options(self) -> list[Option]:
        """The lines to choose from, in order."""
        return list(self.query(Option))

    @property
    def count(self) -> int:
        """How many things digits and letters may choose now."""
        return 0 if self.answered else len(self.options)

    @property
    def next_words(self) -> str:
        """What Enter does."""
        return _("提交")

    def give(self, response: Response) -> None:
        """Post the answer, once."""
        if not self.answered:
            self.answered = True
            self.post_message(Answered(response))

    def take_back(self) -> None:
        """Ask on: the answer could not be written."""
        self.answered = False

    def advise(self, sentence: str) -> None:
        """Say what to do."""
        self.post_message(Advised(sentence))

    def choose(self, index: int) -> None:
        """Choose the option that a digit, a letter or a click names."""

    def press(self) -> None:
        """Space: choose the option under the cursor, else the same as ``submit``."""
        if self.cursor is None:
            self.submit()
        else:
            self.choose(self.cursor)

    def submit(self) -> None:
        """Enter: give the answer."""

    def move(self, step: int) -> None:
        """Move the cursor; the first step shows it."""
        options = self.options
        if not options or self.answered:
            return
        if self.cursor is None:
            self.cursor = 0 if step > 0 else len(options) - 1
        else:
            self.cursor = (self.cursor + step) % len(options)
        for option in options:
            option.set_class(option.index == self.cursor, "cursor")
        options[self.cursor].scroll_visible(animate=False)

    def dress(self, looks: Iterable[Look]) -> None:
        """Give every option its look."""
        for option, look in zip(self.options, looks, strict=True):
            option.wear(look)

    def reveal(self, feedback: Feedback) -> None:
        """Show what was right and what was given."""
        for option in self.options:
            option.remove_class("cursor")

    def on_pressed(self, message: Pressed) -> None:
        """A click does what the digit does."""
        message.stop()
        if message.index < self.count:
            self.choose(message.index)

    def advise_choice(self) -> None:
        """Nothing is chosen yet."""
        self.advise(_("先选答案：按数字、字母，或用 ↑↓ 选；不知道按 0"))
