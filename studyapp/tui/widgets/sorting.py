"""Answering by putting things in order or together: order, match."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Static

from studyapp.model import Arranged, Feedback, Paired, Pairs, Question, Response, Steps
from studyapp.tui.messages import Changed, Pressed
from studyapp.tui.widgets.answering import Answering
from studyapp.tui.widgets.options import Look, Option
from studyapp.wording import left_count, letter
from studyapp.words import _


class StepList(Answering):
    """The steps of an order question: choosing them one after the other gives the sequence."""

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        self._sequence: list[int] = []

    def compose(self) -> ComposeResult:
        """How to, and a line for each step."""
        yield Static(_("按先后依次选；再选一次取消"), classes="caption", markup=False)
        for index, text in enumerate(self.question.choices):
            yield Option(index, letter(index), text, digit=str(index + 1) if index < 9 else " ")

    def choose(self, index: int) -> Response | None:
        """Make it the next step, or take it out again."""
        if index in self._sequence:
            self._sequence.remove(index)
        else:
            self._sequence.append(index)
        self.dress(self._place(option.index) for option in self.options)
        return None

    @property
    def given(self) -> Response | None:
        """The sequence so far."""
        return Arranged(tuple(self._sequence)) if self._sequence else None

    def restore(self, response: Response | None) -> None:
        """Go on from this sequence."""
        self._sequence = list(response.sequence) if isinstance(response, Arranged) else []
        self.dress(self._place(option.index) for option in self.options)

    def _place(self, index: int) -> Look:
        if index not in self._sequence:
            return Look()
        return Look(note=_("第 {place} 步").format(place=self._sequence.index(index) + 1), tone="chosen")

    def submit(self) -> Response | None:
        """The sequence when it is whole."""
        if len(self._sequence) == len(self.question.choices):
            return Arranged(tuple(self._sequence))
        self.advise(_("排序题：按先后依次选完各步，再按 Enter；再选一次取消"))
        return None

    def reveal(self, feedback: Feedback) -> None:
        """Say for each step where it belongs."""
        super().reveal(feedback)
        wanted = self.question.answer.sequence if isinstance(self.question.answer, Steps) else ()
        given = feedback.response.sequence if isinstance(feedback.response, Arranged) else ()
        for option in self.options:
            if option.index not in wanted:
                continue
            place = wanted.index(option.index)
            right = place < len(given) and given[place] == option.index
            note = _("第 {place} 步").format(place=place + 1)
            option.wear(Look("√" if right else "×", note, "right" if right else "wrong"))


class PairLists(Answering):
    """Two columns under each other: choose one of the first (by number), then its partner (by letter or number)."""

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        self._lefts = left_count(question)
        self._pairs: dict[int, int] = {}
        self._open: int | None = None

    def compose(self) -> ComposeResult:
        """How to; numbers for the first column, letters for the second."""
        yield Static(_("先按数字选一项，再按字母选它的配对"), classes="caption", markup=False)
        for index, text in enumerate(self.question.choices):
            if index == self._lefts:
                yield Static(_("配对项"), classes="caption pairing", markup=False)
            label = str(index + 1) if index < self._lefts else letter(index - self._lefts)
            yield Option(index, label, text)

    @property
    def count(self) -> int:
        """Of the column that is being chosen from."""
        if self.answered:
            return 0
        return self._lefts if self._open is None else len(self.question.choices) - self._lefts

    def choose(self, index: int) -> Response | None:
        """Open one of the first column, or close the open one with its partner."""
        if self._open is None:
            self._open = index
            self._pairs.pop(index, None)
            self.advise(_("第 {number} 项配哪一个？按字母或数字").format(number=index + 1))
        else:
            partner = index + self._lefts
            self._pairs = {left: right for left, right in self._pairs.items() if right != partner}
            self._pairs[self._open] = partner
            self._open = None
        self.dress(self._look(option.index) for option in self.options)
        self.post_message(Changed())
        return None

    @property
    def given(self) -> Response | None:
        """The pairs so far."""
        return Paired(tuple(sorted(self._pairs.items()))) if self._pairs else None

    def restore(self, response: Response | None) -> None:
        """Go on from these pairs."""
        self._pairs = dict(response.pairs) if isinstance(response, Paired) else {}
        self._open = None
        self.dress(self._look(option.index) for option in self.options)

    def press(self) -> Response | None:
        """Space: the option under the cursor, in whichever column it is."""
        if self.cursor is None:
            return self.submit()
        self._point(self.cursor)
        return None

    def on_pressed(self, message: Pressed) -> None:
        """A click does what the cursor does."""
        message.stop()
        if not self.answered:
            self._point(message.index)

    def _point(self, index: int) -> None:
        if index < self._lefts:
            self._open = None
            self.choose(index)
        elif self._open is not None:
            self.choose(index - self._lefts)

    def _look(self, index: int) -> Look:
        if index == self._open:
            return Look("→", tone="chosen")
        if index in self._pairs:
            return Look(note=f"→ {letter(self._pairs[index] - self._lefts)}", tone="chosen")
        partners = [left for left, right in self._pairs.items() if right == index]
        return Look(note=f"← {partners[0] + 1}") if partners else Look()

    def submit(self) -> Response | None:
        """The pairs when every one of the first column has a partner."""
        if len(self._pairs) == self._lefts:
            return Paired(tuple(sorted(self._pairs.items())))
        self.advise(_("匹配题：先按上面的数字，再按它对应的字母；全部配好后按 Enter"))
        return None

    def reveal(self, feedback: Feedback) -> None:
        """Say for each of the first column which partner is right."""
        super().reveal(feedback)
        wanted = dict(self.question.answer.pairs) if isinstance(self.question.answer, Pairs) else {}
        given = dict(feedback.response.pairs) if isinstance(feedback.response, Paired) else {}
        for option in self.options:
            if option.index in wanted:
                right = given.get(option.index) == wanted[option.index]
                note = f"→ {letter(wanted[option.index] - self._lefts)}"
                option.wear(Look("√" if right else "×", note, "right" if right else "wrong"))
            else:
                option.wear(Look())
