"""Answering by typing: one field for each gap."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Static

from studyapp.model import Blanks, Feedback, Question, Response, Typed
from studyapp.tui.messages import Changed
from studyapp.tui.widgets.answering import Answering
from studyapp.tui.widgets.drawing import plain
from studyapp.words import _


class Gap(Input):
    """A field. Enter leads to the next one at once, and what was typed ahead is handed on to it.

    Textual's own Enter comes back only when the keys after it have already been put into this field.
    """

    typed_ahead = True
    """What was typed before there was a field belongs to this one."""

    def __init__(self) -> None:
        super().__init__(compact=True, classes="blank-field", select_on_focus=False, placeholder=_("在此输入"))
        self.following: Gap | None = None

    def _on_key(self, event: events.Key) -> None:  # type: ignore[override]  # textual calls Input's own, too
        screen = self.screen
        leaving = screen.focused is self and event.key == "enter"
        if screen.focused is self and not leaving:
            return
        event.stop()
        event.prevent_default()
        if leaving:
            screen.set_focus(self.following)
        if screen.focused is None or not leaving:
            (screen.focused or screen).post_message(events.Key(event.key, event.character))


class BlankFields(Answering):
    """The gaps of a question; Enter goes to the next, and from the last one answers."""

    typing = True

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        self._blanks = question.answer.blanks if isinstance(question.answer, Blanks) else ()
        self._gaps = [Gap() for _blank in self._blanks]
        self._notes = [Static(classes="blank-note") for _blank in self._blanks]
        for gap, following in zip(self._gaps, self._gaps[1:], strict=False):
            gap.following = following

    def compose(self) -> ComposeResult:
        """A number, a field, and room for what became of it."""
        for number, (gap, note) in enumerate(zip(self._gaps, self._notes, strict=True), 1):
            with Horizontal(classes="blank"):
                yield Static(f"({number})", classes="blank-number", markup=False)
                yield gap
                yield note

    @property
    def count(self) -> int:
        """Digits are text here."""
        return 0

    @property
    def next_words(self) -> str:
        """Enter goes from field to field first."""
        return _("下一空") if any(gap.has_focus and gap.following for gap in self._gaps) else super().next_words

    def on_descendant_focus(self) -> None:
        """Enter does something else now."""
        self.post_message(Changed())

    def on_mount(self) -> None:
        """Type at once."""
        self.resume()

    def resume(self) -> None:
        """Type in the first gap that is still open."""
        if self._gaps:
            self.screen.set_focus(next((gap for gap in self._gaps if not gap.value), self._gaps[-1]))

    def move(self, step: int) -> None:
        """Go to another gap."""
        here = next((index for index, gap in enumerate(self._gaps) if gap.has_focus), 0)
        if self._gaps and not self.answered:
            self.screen.set_focus(self._gaps[(here + step) % len(self._gaps)])

    @property
    def given(self) -> Response | None:
        """The texts, if there is any."""
        texts = tuple(gap.value.strip() for gap in self._gaps)
        return Typed(texts) if any(texts) else None

    def restore(self, response: Response | None) -> None:
        """Put these texts into the gaps."""
        texts = response.texts if isinstance(response, Typed) else ()
        for index, gap in enumerate(self._gaps):
            gap.value = texts[index] if index < len(texts) else ""
            gap.cursor_position = len(gap.value)

    def submit(self) -> Response | None:
        """The texts; with nothing in any of them it is too early."""
        texts = tuple(gap.value.strip() for gap in self._gaps)
        if any(texts):
            return Typed(texts)
        self.advise(_("填写答案后按 Enter；不知道按 F8"))
        self.resume()
        return None

    def reveal(self, feedback: Feedback) -> None:
        """Say for each gap whether it is right, and what belongs there if not."""
        super().reveal(feedback)
        parts = feedback.verdict.parts
        for index, (blank, gap, note) in enumerate(zip(self._blanks, self._gaps, self._notes, strict=True)):
            right = parts[index] if index < len(parts) else feedback.verdict.right
            gap.disabled = True
            gap.set_class(right, "right")
            gap.set_class(not right, "wrong")
            wanted = blank.accepted[0] if blank.accepted and not blank.group else ""  # of a group, any other may fit
            note.update(plain("√", "bold $success") if right else plain(f"× {wanted}", "bold $error"))
