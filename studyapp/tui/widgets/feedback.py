"""What follows an answer, always in the same order: verdict, explanation, basis, history, next review."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content

from studyapp.model import Blanks, Choices, Feedback, KeyPoints, Kind, Pairs, Passed
from studyapp.tui.text import cut, one_line
from studyapp.tui.widgets.drawing import lines, plain
from studyapp.tui.widgets.rows import Row, Rows
from studyapp.wording import (
    basis_words,
    due_words,
    given_words,
    history_words,
    left_count,
    letter,
    right_words,
    verdict_words,
)
from studyapp.words import _

_FOLDED = 24
_PLAIN_FROM_THE_REST = (Kind.SHORT, Kind.CARD, Kind.BLANK)


def feedback_rows(feedback: Feedback, *, folded: bool = False) -> Rows:
    """The rows that have something to say; ``folded`` keeps the explanation to its beginning."""
    question = feedback.shown.question
    explanation = question.explanation.strip()
    if folded and cell_len(explanation) > 2 * _FOLDED:
        explanation = _("{beginning}（按 F5 展开）").format(beginning=cut(one_line(explanation), _FOLDED))
    rows = [_verdict(feedback)]
    if explanation:
        rows.append(_labelled(_("解析"), plain(explanation)))
    if question.basis:
        rows.append(_labelled(_("依据"), lines([plain(basis_words(basis)) for basis in question.basis])))
    rows.append(_labelled(_("历史"), plain(history_words(feedback.answered, feedback.right))))
    rows.append(_labelled(_("复习"), plain(due_words(feedback))))
    return Rows(rows)


def _verdict(feedback: Feedback) -> Row:
    right, response = feedback.verdict.right, feedback.response
    question = feedback.shown.question
    answer = _answer_words(feedback)
    text = plain(_("答案：{answer}").format(answer=answer), "bold")
    if not right and not isinstance(response, Passed) and question.kind not in _PLAIN_FROM_THE_REST:
        given = _("你答：{given}").format(given=given_words(question, response))
        text = lines([text, plain(given, "$muted")])
    return plain(verdict_words(feedback) + "  ", "bold $success" if right else "bold $error"), text


def _answer_words(feedback: Feedback) -> str:
    """The right answer in one line, where what stands above says the rest."""
    question, parts = feedback.shown.question, feedback.verdict.parts
    match question.answer:
        case KeyPoints():
            return _("要点答到 {made}/{all}").format(made=sum(parts), all=len(parts))
        case Choices(right) if len(right) > 1:
            return "".join(letter(index) for index in right)
        case Blanks(blanks):
            return _("；").join(_within(_accepted(blank.accepted), blank.tolerance) for blank in blanks)
        case Pairs(pairs):
            return _("，").join(f"{left + 1} → {letter(right - left_count(question))}" for left, right in pairs)
    return right_words(question)


def _accepted(texts: tuple[str, ...]) -> str:
    if len(texts) < 2:
        return "".join(texts)
    return _("{text}（或 {others}）").format(text=texts[0], others=_("、").join(texts[1:]))


def _within(text: str, tolerance: str) -> str:
    return _("{answer}（误差不超过 {tolerance}）").format(answer=text, tolerance=tolerance) if tolerance else text


def _labelled(label: str, text: Content) -> Row:
    return plain(f"{label}  ", "$muted"), text
