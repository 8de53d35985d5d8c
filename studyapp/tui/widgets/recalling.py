"""Answering in one's head and judging it oneself: short answers, cards."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Static

from studyapp.model import Back, Feedback, KeyPoints, Question, Recalled, Response, Ticked
from studyapp.tui.messages import Changed
from studyapp.tui.widgets.answering import Answering
from studyapp.tui.widgets.drawing import plain
from studyapp.tui.widgets.options import Look, Option
from studyapp.wording import RATINGS, rating_name
from studyapp.words import _

GOOD = 3


class Recalling(Answering):
    """Think first; Enter (or a click) uncovers what to compare with."""

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        self._covered = True

    @property
    def covered(self) -> bool:
        """Whether the learner still thinks."""
        return self._covered

    @property
    def count(self) -> int:
        """Nothing to choose while it is covered."""
        return 0 if self._covered else super().count

    @property
    def next_words(self) -> str:
        """Enter uncovers first."""
        return _("看答案") if self._covered else super().next_words

    def press(self) -> Response | None:
        """Space uncovers, too."""
        return self.submit() if self._covered else super().press()

    def move(self, step: int) -> None:
        """No cursor on what is covered."""
        if not self._covered:
            super().move(step)

    def uncover(self) -> None:
        """Show what was covered."""
        self._covered = False
        self.post_message(Changed())
        self.query(".cover").set(display=False)
        self.query(".covered").set(display=True)

    def on_click(self) -> None:
        """A click uncovers."""
        if self._covered and not self.answered:
            self.post(self.submit())

    def reveal(self, feedback: Feedback) -> None:
        """Nothing stays covered."""
        super().reveal(feedback)
        self.uncover()


class PointList(Recalling):
    """The key points of a short answer: the learner ticks those that he made."""

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        self._points = question.answer.points if isinstance(question.answer, KeyPoints) else ()
        self._made: set[int] = set()

    def compose(self) -> ComposeResult:
        """The points, covered."""
        yield Static(_("先在心里（或纸上）作答，再按 Enter 对照要点。"), classes="cover", markup=False)
        yield Static(_("答到了哪几点？按数字勾选，Enter 提交"), classes="covered caption", markup=False)
        for index, point in enumerate(self._points):
            option = Option(index, "", point, digit=f"{index + 1}." if index < 9 else "·")
            option.add_class("covered")
            yield option

    def submit(self) -> Response | None:
        """Uncover first, then give what was ticked; none is an answer."""
        if not self._covered:
            return Ticked(tuple(sorted(self._made)))
        self.uncover()
        self._show()
        return None

    def choose(self, index: int) -> Response | None:
        """Tick it, or not."""
        self._made ^= {index}
        self._show()
        return None

    def _show(self) -> None:
        self.dress(Look("■", tone="chosen") if i in self._made else Look("□") for i in range(len(self._points)))

    def reveal(self, feedback: Feedback) -> None:
        """Which points were made."""
        super().reveal(feedback)
        made = feedback.response.points if isinstance(feedback.response, Ticked) else ()
        right, wrong = Look("√", tone="right"), Look("×", _("未答到"), "wrong")
        self.dress(right if index in made else wrong for index in range(len(self._points)))


class CardBack(Recalling):
    """The other side of a card, and four ratings."""

    def compose(self) -> ComposeResult:
        """The back and the ratings, covered."""
        text = self.question.answer.text if isinstance(self.question.answer, Back) else ""
        yield Static(_("想好后按 Enter 看背面。"), classes="cover", markup=False)
        yield Static(plain(text), classes="covered card-back")
        for index in range(RATINGS):
            option = Option(index, rating_name(index + 1), "", digit=str(index + 1))
            option.add_class("covered")
            yield option

    @property
    def next_words(self) -> str:
        """Uncovered, Enter gives the rating under the cursor."""
        return super().next_words if self._covered else rating_name(GOOD if self.cursor is None else self.cursor + 1)

    def move(self, step: int) -> None:
        """Enter means another rating now."""
        super().move(step)
        self.post_message(Changed())

    def submit(self) -> Response | None:
        """Uncover first; then Enter means that it was remembered."""
        if not self._covered:
            return self.choose(GOOD - 1 if self.cursor is None else self.cursor)
        self.uncover()
        return None

    def choose(self, index: int) -> Response | None:
        """Rate it."""
        return Recalled(index + 1)

    def reveal(self, feedback: Feedback) -> None:
        """The back without the ratings: one was given."""
        super().reveal(feedback)
        for option in self.options:
            option.display = False
