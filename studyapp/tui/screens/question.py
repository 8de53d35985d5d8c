"""One question of the bank, whole: with its answer, where it comes from, and what the learner did with it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from studyapp.desk.views import Whole
from studyapp.tui.desk import Desk
from studyapp.tui.keys import Command
from studyapp.tui.messages import PlaceWanted
from studyapp.tui.screens.browse import BrowsePlace
from studyapp.tui.screens.page import STEPS
from studyapp.tui.screens.pictures import Pictures, PicturesPage
from studyapp.tui.widgets.bars import Offer
from studyapp.tui.widgets.drawing import lines, plain
from studyapp.tui.widgets.whole import Labelled, prompt_of, question_rows
from studyapp.wording import history_words, mark_name, place_words, unmark_name
from studyapp.words import _, date_words, kind_name


class QuestionScreen(PicturesPage):
    """A question, and its neighbours by left and right."""

    KEYS = "question"

    def __init__(self, desk: Desk, place: BrowsePlace) -> None:
        """``place``: the list, and which question of it."""
        super().__init__()
        self._desk = desk
        self._place = place
        self._numbers = place.numbers
        self._whole: Whole | None = None
        self.pictures = Pictures(desk)
        self._prompt = Static(id="whole-prompt")
        self._rows = Static(id="whole-rows")

    def compose(self) -> ComposeResult:
        """The question, and what is said of it."""
        yield self.top
        with self.body:
            yield self._prompt
            yield self._rows
        yield self.keys

    def on_mount(self) -> None:
        """The question under the list's cursor."""
        self._show()

    def anew(self) -> QuestionScreen:
        """The same question."""
        return QuestionScreen(self._desk, self._place)

    def _show(self) -> None:
        place = self._place
        number = self._numbers[place.cursor]
        self._whole = whole = self.attempt(lambda: self._desk.browser().whole(number))
        where = _("第 {number}/{total} 题").format(number=f"{place.cursor + 1:,}", total=f"{len(self._numbers):,}")
        self.top.tell(self.place(where), whole.deck if whole else "")
        if whole is None:
            self._prompt.update(plain(_("这道题已经不在题库里了。"), "$muted"))
            self._rows.update("")
        else:
            self._prompt.update(_face(whole))
            self._rows.update(question_rows(whole.question, self.origin(whole)))
            self.pictures.tell(whole.question, whole.case)
        self.body.scroll_home(animate=False)
        self.offer()

    def place(self, where: str) -> str:
        """The line at the top; ``where``: which question of how many."""
        return where

    def origin(self, whole: Whole) -> list[Labelled]:
        """What is said below the question: what the learner did with it, and where it comes from."""
        return [*history(whole), *_origin(whole)]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only where there is a question, and pictures where there are some."""
        if action == "picture":
            return self._whole is not None and bool(self.pictures.count)
        return self._whole is not None if action == "mark" else True

    def phrase(self, command: Command) -> Offer | None:
        """Only what can be done."""
        return Offer.of(command) if self.check_action(command.name.split("-")[0], ()) else None

    def action_next(self) -> None:
        """The next one in the list."""
        self.action_step(1)

    def action_step(self, way: int) -> None:
        """A neighbour in the list."""
        cursor = self._place.cursor + STEPS[way]
        if 0 <= cursor < len(self._numbers):
            self._place = self._place._replace(cursor=cursor)
            self._show()
        else:
            self.say(_("已经是最后一题了") if way else _("已经是第一题了"))

    def action_mark(self, what: str) -> None:
        """Flag, star or report it, or take that back."""
        whole = self._whole
        if whole is None:
            return
        on = what not in whole.marks

        def put() -> bool:
            self._desk.mark(whole.item, what, on)
            return True

        if self.attempt(put):
            self._whole = whole._replace(marks=whole.marks ^ {what})
            self._prompt.update(_face(self._whole))
            self.say(_("{mark}；再按一次取消").format(mark=mark_name(what)) if on else unmark_name(what))

    def action_back(self) -> None:
        """To the list, or where it was come from."""
        self.post_message(PlaceWanted(*(self._place.back or ("browse", self._place))))


def _face(whole: Whole) -> Content:
    """Kind, subject and marks, the material of its case, and what is asked."""
    subject = "" if whole.question.subject == whole.deck else whole.question.subject
    quiet = " · ".join(filter(None, (kind_name(whole.question.kind), subject)))
    marks = [plain(mark_name(mark), "bold $accent") for mark in ("flag", "star", "report") if mark in whole.marks]
    heading = Content(" · ").join([*marks, plain(quiet, "$muted")])
    parts = [prompt_of(whole.question, lines([heading, Content("")]))]
    if whole.case is not None:
        material = Content.assemble((_("材料"), "bold $primary"), "  ", plain(whole.case.prompt))
        parts = [heading, Content(""), material, Content(""), plain(whole.question.prompt, "bold")]
    return lines(parts)


def history(whole: Whole) -> list[Labelled]:
    """What the learner did with it."""
    rows = [(_("历史"), history_words(whole.answered, whole.right))]
    if whole.due is not None:
        rows.append((_("复习"), _("下次 {date}").format(date=date_words(whole.due))))
    return rows


def _origin(whole: Whole) -> list[Labelled]:
    """Where it comes from."""
    rows = [(_("题库"), whole.deck)]
    if whole.label:
        rows.append((_("题号"), whole.label))
    rows.append((_("出处"), place_words(whole.source, whole.first_line, whole.last_line)))
    return rows
