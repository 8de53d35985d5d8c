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

    For keys the screen calls ``choose``, ``press`` and ``submit``, which return the answer when there is one (at
    once, so that keys typed ahead find the next question); for clicks the widget posts ``Answered``. ``Advised`` says
    why a key could do nothing. After the answer the screen calls ``reveal``.
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

    def advise(self, sentence: str) -> None:
        """Say what to do."""
        self.post_message(Advised(sentence))

    def choose(self, index: int) -> Response | None:
        """Choose the option that a digit, a letter or a click names."""
        return None

    def press(self) -> Response | None:
        """Space: choose the option under the cursor, else the same as ``submit``."""
        return self.submit() if self.cursor is None else self.choose(self.cursor)

    def submit(self) -> Response | None:
        """Enter: the answer, as far as there is one."""
        return None

    @property
    def given(self) -> Response | None:
        """What is chosen or typed so far, be it not all of an answer; ``None`` for nothing."""
        return None

    def restore(self, response: Response | None) -> None:
        """Show what was given before, which may be changed."""

    def resume(self) -> None:
        """Ask on: the answer could not be written."""

    def post(self, response: Response | None) -> None:
        """Post the answer that a click or a field gave."""
        if response is not None:
            self.post_message(Answered(response))

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
            option.point(option.index == self.cursor)
        options[self.cursor].scroll_visible(animate=False)

    def dress(self, looks: Iterable[Look]) -> None:
        """Give every option its look."""
        for option, look in zip(self.options, looks, strict=True):
            option.wear(look)

    def reveal(self, feedback: Feedback) -> None:
        """Show what was right and what was given; there is no more to choose."""
        self.answered = True
        for option in self.options:
            option.point(False)

    def on_pressed(self, message: Pressed) -> None:
        """A click does what the digit does."""
        message.stop()
        if message.index < self.count:
            self.post(self.choose(message.index))
