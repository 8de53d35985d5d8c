"""A question with its answer and all that is said about it: for looking, not for answering."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from studyapp.model import Blank, Blanks, Choices, Kind, Question
from studyapp.tui.widgets.drawing import lines, plain
from studyapp.tui.widgets.rows import Row, Rows
from studyapp.wording import basis_words, choice_lines, letter, picture_words, right_words
from studyapp.words import _, listed

Labelled = tuple[str, str]


def question_rows(question: Question, more: Sequence[Labelled] = ()) -> Rows:
    """Choices and answer, then what has a label; ``more`` comes last."""
    return Rows([*_answer_rows(question), *(labelled(*row) for row in (*_said(question), *more))])


def labelled(label: str, text: str) -> Row:
    """A quiet label and its text."""
    return plain(f"{label}  ", "$muted"), plain(text)


def _answer_rows(question: Question) -> Iterator[Row]:
    """Choices with the right ones marked; where that does not say it all, the answer in words."""
    match question.answer:
        case Choices(right):
            for index, text in enumerate(question.choices):
                name = "" if question.kind is Kind.JUDGE else f"{letter(index)}  "
                yield _choice(name, text, right=index in right)
            return
        case Blanks(blanks):
            yield labelled(_("答案"), "\n".join(map(blank_words, blanks)))
            return
    for line in choice_lines(question):
        yield Content(""), plain(line)
    if question.answer is not None:
        yield labelled(_("背面") if question.kind is Kind.CARD else _("答案"), right_words(question))


def _choice(name: str, text: str, *, right: bool) -> Row:
    sign, style = ("√ ", "bold $success") if right else ("  ", "bold")
    return Content.assemble((sign, style), (name, style)), plain(text, "$success" if right else "")


def blank_words(blank: Blank) -> str:
    """What fills a gap, and how exactly."""
    words = " / ".join(blank.accepted)
    if blank.tolerance:
        words = _("{answer}（误差不超过 {tolerance}）").format(answer=words, tolerance=blank.tolerance)
    return _("{answer}（不分先后）").format(answer=words) if blank.group else words


def _said(question: Question) -> Iterator[Labelled]:
    if question.explanation:
        yield _("解析"), question.explanation
    if question.basis:
        yield _("依据"), "\n".join(map(basis_words, question.basis))
    if validity := validity_words(question):
        yield _("有效期"), validity
    if pictures := picture_words(question):
        yield _("图片"), pictures
    for label, text in (
        (_("科目"), question.subject),
        (_("标签"), listed(question.tags)),
        (_("难度"), "" if question.difficulty is None else f"{question.difficulty:.0%}"),
        (_("适用地区"), question.jurisdiction),
        (_("命题单位"), question.authority),
    ):
        if text:
            yield label, text


def validity_words(question: Question) -> str:
    """From when to when a question holds, and what took its place; empty where it always holds."""
    validity, parts = question.validity, []
    if validity.effective_from:
        parts.append(_("{date}起").format(date=validity.effective_from.isoformat()))
    if validity.effective_to:
        parts.append(_("{date}止").format(date=validity.effective_to.isoformat()))
    if validity.superseded_by:
        parts.append(_("已由 {what} 取代").format(what=validity.superseded_by))
    return _("，").join(parts)


def prompt_of(question: Question, heading: Content) -> Content:
    """A heading, and under it what is asked."""
    return lines([heading, plain(question.prompt, "bold")])
