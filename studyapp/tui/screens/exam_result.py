"""After a paper was handed in: what it came to, subject by subject, and each of its questions with its key."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from studyapp.desk.exam_words import outcome, rival_words, score_words
from studyapp.exam.marking import Marked, Review
from studyapp.tui.desk import Desk
from studyapp.tui.keys import Command
from studyapp.tui.messages import PageWanted, PlaceWanted, Pressed
from studyapp.tui.screens.page import STEPS, Page
from studyapp.tui.screens.pictures import Pictures, PicturesPage
from studyapp.tui.text import one_line
from studyapp.tui.widgets.bars import Offer
from studyapp.tui.widgets.drawing import lines, plain
from studyapp.tui.widgets.pick_list import Line, PickList
from studyapp.tui.widgets.rows import Fitted
from studyapp.tui.widgets.tallies import subject_bars
from studyapp.tui.widgets.whole import question_rows
from studyapp.wording import given_words
from studyapp.words import _, kind_name, plural


class ReviewPlace(NamedTuple):
    """Where in a review one is: the rows in their order, and which of them."""

    review: Review
    rows: tuple[Marked, ...]
    cursor: int = 0


class ExamResultScreen(Page):
    """The score, the subjects, and the questions by subject."""

    KEYS = "exam-result"

    def __init__(self, desk: Desk, place: str | ReviewPlace) -> None:
        """``place``: the sitting, or where one was in its review."""
        super().__init__()
        self._desk = desk
        self._place = place
        self._review: Review | None = None
        self._rows: tuple[Marked, ...] = ()
        self._wrong_only = False
        self._score = Static(id="exam-score")
        self._subjects = Static(classes="section")
        self._heading = Static(classes="section")
        self._list = PickList(id="exam-rows")

    def compose(self) -> ComposeResult:
        """From the most wanted to the least."""
        yield self.top
        with self.body:
            yield self._score
            yield self._subjects
            yield self._heading
            yield self._list
        yield self.keys

    def on_mount(self) -> None:
        """Look the paper up."""
        place = self._place
        if isinstance(place, ReviewPlace):
            self._review, self._list.cursor = place.review, place.cursor
            self._wrong_only = len(place.rows) < len(place.review.rows)
        else:
            self._review = self.attempt(lambda: self._desk.exams().review(place))
        review = self._review
        if review is None:
            self.top.tell(_("成绩"))
            self._score.update(plain(_("这份试卷的记录读不出来了。"), "$muted"))
            self.offer()
            return
        self.top.tell(_("成绩 · {title}").format(title=review.opening.title))
        self._score.update(_score(review))
        self._subjects.update(Fitted(partial(subject_bars, review.subjects)))
        self._show()
        if isinstance(place, ReviewPlace):
            self.call_after_refresh(self._look)

    def anew(self) -> ExamResultScreen:
        """The same paper."""
        return ExamResultScreen(self._desk, self._here() or self._place)

    def _here(self) -> ReviewPlace | None:
        return None if self._review is None else ReviewPlace(self._review, self._rows, self._list.cursor)

    def _show(self) -> None:
        rows = self._review.rows if self._review else ()
        self._rows = by_subject([one for one in rows if not (self._wrong_only and one.verdict.right)])
        words = (
            plural("答错、未答 {count} 题", len(self._rows))
            if self._wrong_only
            else plural("全部 {count} 题", len(rows))
        )
        self._heading.update(plain(words.format(count=len(self._rows)), "$muted"))
        self._list.tell([Line(_row_words(one), one.shown.question.subject or _("未分科目")) for one in self._rows])
        self.offer()

    def phrase(self, command: Command) -> Offer | None:
        """What the key for wrong ones does now."""
        if self._review is None and command.action != "exams":
            return None
        if command.action == "wrong":
            return Offer.of(command, word=_("看全部") if self._wrong_only else _("只看错题"))
        return Offer.of(command)

    def _look(self) -> None:
        self.keep_in_sight(self._list, self._list.cursor)

    def action_move(self, way: int) -> None:
        """Another question, kept in sight; above the first there is the score."""
        if way == 0 and self._list.cursor == 0:
            self.body.scroll_home(animate=False)
            return
        if self._rows and not (way and self._list.cursor == len(self._rows) - 1):
            self._list.move(STEPS[way])
            self._look()

    def on_pressed(self, message: Pressed) -> None:
        """A click opens."""
        message.stop()
        self._list.point(message.index)
        self.action_choose()

    def action_choose(self) -> None:
        """The question under the cursor."""
        here = self._here()
        if here is not None and self._rows:
            self.post_message(PlaceWanted("exam-review", here))

    def action_wrong(self) -> None:
        """Only what was wrong or open, or all."""
        self._wrong_only = not self._wrong_only
        self._list.cursor = 0
        self._show()

    def action_exams(self) -> None:
        """Back to the list of papers."""
        self.post_message(PageWanted("exams"))


class ExamReviewScreen(PicturesPage):
    """A question of the paper: what was given, what is right, and why."""

    KEYS = "exam-review"

    def __init__(self, desk: Desk, place: ReviewPlace) -> None:
        super().__init__()
        self._desk = desk
        self._place = place
        self._face = Static(id="whole-prompt")
        self._rows = Static(id="whole-rows")
        self.pictures = Pictures(desk)

    def compose(self) -> ComposeResult:
        """The question, and what is said of it."""
        yield self.top
        with self.body:
            yield self._face
            yield self._rows
        yield self.keys

    def on_mount(self) -> None:
        """The question under the list's cursor."""
        self._show()

    def anew(self) -> ExamReviewScreen:
        """The same question."""
        return ExamReviewScreen(self._desk, self._place)

    def _show(self) -> None:
        row = self._place.rows[self._place.cursor]
        place = _("第 {number}/{total} 题").format(number=row.number + 1, total=len(self._place.review.opening.items))
        self.top.tell(place, self._place.review.opening.title)
        self._face.update(_face(row))
        self._rows.update(question_rows(row.shown.question))
        self.pictures.tell(row.shown.question, row.shown.case)
        self.body.scroll_home(animate=False)
        self.offer()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No key for pictures where there are none."""
        return bool(self.pictures.count) if action == "picture" else True

    def phrase(self, command: Command) -> Offer | None:
        """Only what can be done."""
        return Offer.of(command) if self.check_action(command.name, ()) else None

    def action_next(self) -> None:
        """The next one."""
        self.action_step(1)

    def action_step(self, way: int) -> None:
        """A neighbour in the list."""
        cursor = self._place.cursor + STEPS[way]
        if 0 <= cursor < len(self._place.rows):
            self._place = self._place._replace(cursor=cursor)
            self._show()
        else:
            self.say(_("已经是最后一题了") if way else _("已经是第一题了"))

    def action_back(self) -> None:
        """To the result."""
        self.post_message(PlaceWanted("exam-result", self._place))


def by_subject(rows: Sequence[Marked]) -> tuple[Marked, ...]:
    """Questions of a subject together, the subjects as they come first in the paper."""
    order = {subject: place for place, subject in enumerate(dict.fromkeys(one.shown.question.subject for one in rows))}
    return tuple(sorted(rows, key=lambda one: (order[one.shown.question.subject], one.number)))


def _score(review: Review) -> Content:
    result = review.result
    good = review.passed and (review.rival is None or result.rival is not None)
    head = Content.assemble(
        (f"{result.score:g}", "bold $primary"),
        "  ",
        (outcome(review), "bold $success" if good else "bold $accent"),
        "   ",
        score_words(result),
    )
    rows = [head]
    if words := rival_words(review):
        rows.append(plain(words))
    if review.code:
        rows.append(plain(_("把对战码发给同事，他交卷后就分胜负：{code}").format(code=review.code), "bold"))
    if review.by == "time":
        rows.append(plain(_("时间到，自动交卷。"), "$muted"))
    if result.answered < result.questions:
        count = result.questions - result.answered
        rows.append(plain(plural("未答 {count} 题。", count).format(count=count), "$muted"))
    if review.gone:
        words = plural("有 {count} 题已不在题库里，不计分。", review.gone)
        rows.append(plain(words.format(count=review.gone), "$muted"))
    return lines(rows)


def _row_words(row: Marked) -> str:
    sign = "√" if row.verdict.right else "×" if row.response is not None else "–"
    return f"{sign} {row.number + 1}. {one_line(row.shown.question.prompt)}"


def _face(row: Marked) -> Content:
    """Kind, marks and what was given; the material of a case; what is asked."""
    question = row.shown.question
    quiet = " · ".join(filter(None, (kind_name(str(question.kind)), question.subject)))
    marks = _("得 {got} 分，满分 {marks} 分").format(got=f"{row.got:g}", marks=f"{row.marks:g}")
    sign, style = ("√", "bold $success") if row.verdict.right else ("×", "bold $error")
    given = _("未答") if row.response is None else _("你答：{given}").format(given=given_words(question, row.response))
    parts = [Content.assemble((quiet, "$muted"), "   ", (f"{sign} {marks}", style), "   ", (given, ""))]
    if row.shown.case is not None:
        material = Content.assemble((_("材料"), "bold $primary"), "  ", plain(row.shown.case.prompt))
        parts += [Content(""), material]
    return lines([*parts, Content(""), plain(question.prompt, "bold")])
