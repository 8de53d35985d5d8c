"""What follows an answer, always in the same order: verdict, explanation, basis, history, next review."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from studyapp.model import Feedback, Kind, Passed
from studyapp.tui.text import cut, one_line
from studyapp.tui.widgets.drawing import lines, plain
from studyapp.tui.widgets.rows import Row, Rows
from studyapp.tui.wording import basis_words, due_words, given_words, history_words, right_words, verdict_words
from studyapp.words import _

_FOLDED = 24


class FeedbackPanel(Widget):
    """The feedback on one answer; stays until the next question."""

    def __init__(self) -> None:
        super().__init__(id="feedback")
        self._feedback: Feedback | None = None
        self._folded = False

    def tell(self, feedback: Feedback | None, *, folded: bool = False) -> None:
        """Show this feedback, ``None`` for nothing; ``folded`` keeps the explanation to its beginning."""
        self._feedback, self._folded = feedback, folded
        self.display = feedback is not None
        self.set_class(feedback is not None and feedback.verdict.right, "right")
        self.set_class(feedback is not None and not feedback.verdict.right, "wrong")
        self.refresh(layout=True)

    def render(self) -> Rows:
        """The rows that have something to say."""
        return Rows(_rows(self._feedback, self._folded) if self._feedback else [])


def _rows(feedback: Feedback, folded: bool) -> list[Row]:
    question = feedback.shown.question
    explanation = question.explanation.strip()
    if folded and explanation:
        explanation = _("{beginning}（按 e 展开）").format(beginning=cut(one_line(explanation), _FOLDED))
    rows = [_verdict(feedback)]
    if explanation:
        rows.append(_labelled(_("解析"), plain(explanation)))
    if question.basis:
        rows.append(_labelled(_("依据"), lines([plain(basis_words(basis)) for basis in question.basis])))
    rows.append(_labelled(_("历史"), plain(history_words(feedback.answered, feedback.right))))
    rows.append(_labelled(_("复习"), plain(due_words(feedback))))
    return rows


def _verdict(feedback: Feedback) -> Row:
    colour = "bold $success" if feedback.verdict.right else "bold $error"
    text = plain(_answer_words(feedback), "bold")
    if not feedback.verdict.right and _worth_telling(feedback):
        given = _("你答：{given}").format(given=given_words(feedback.shown.question, feedback.response))
        text = lines([text, plain(given, "$muted")])
    return plain(verdict_words(feedback) + "  ", colour), text


def _worth_telling(feedback: Feedback) -> bool:
    """Whether what was given is not plain from the rest."""
    kinds = (Kind.SHORT, Kind.CARD, Kind.BLANK)
    return not isinstance(feedback.response, Passed) and feedback.shown.question.kind not in kinds


def _answer_words(feedback: Feedback) -> str:
    """The right answer; of a short one only how much was made, since its points stand above."""
    if feedback.shown.question.kind is not Kind.SHORT:
        return right_words(feedback.shown.question)
    parts = feedback.verdict.parts
    return _("答到要点 {made}/{all}").format(made=sum(parts), all=len(parts))


def _labelled(label: str, text: Content) -> Row:
    return plain(label, "$muted"), text
