"""The answer sheet (答题卡): all questions of a paper as a grid of numbers, each with what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from functools import partial
from typing import NamedTuple

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.widget import Widget

from studyapp.tui.text import airy, cut
from studyapp.tui.widgets.drawing import lines, plain
from studyapp.tui.widgets.flow import flow
from studyapp.tui.widgets.rows import Fitted
from studyapp.words import _, plural

_FIVE = 5


class State(Enum):
    """What became of a question: its sign, and its style. Before the paper is handed in, only open or done."""

    OPEN = ("", "bold on $surface")
    DONE = ("=", "$primary on $chosen-ground")
    RIGHT = ("√", "$success on $right-ground")
    WRONG = ("×", "bold $error on $wrong-ground")

    @property
    def sign(self) -> str:
        """Tells the state without colours."""
        return self.value[0]

    @property
    def style(self) -> str:
        """Tells the state by colours of the theme."""
        return self.value[1]


class Box(NamedTuple):
    """A question's place on the sheet; ``flagged`` is the learner's own mark."""

    state: State = State.OPEN
    flagged: bool = False


class Group(NamedTuple):
    """Questions under one heading: all single choice ones, say."""

    title: str
    boxes: tuple[Box, ...]


class Line(NamedTuple):
    """A line of the grid: a heading, or the questions from ``start`` (counted from 0), ``length`` of them."""

    title: str
    start: int = 0
    length: int = 0


class Look(NamedTuple):
    """The question that is on the screen, and the one the cursor is on, both counted from 0; ``None`` for none."""

    current: int | None = None
    cursor: int | None = None


_NOWHERE = Look()


def cell_width(groups: Sequence[Group]) -> int:
    """Cells of a question: a bracket or the cursor, the number, two signs, a bracket."""
    return len(str(sum(len(group.boxes) for group in groups))) + _sign_width() + 3


def _sign_width() -> int:
    """Cells of a sign; there are terminals that give √ and × two."""
    return max(cell_len(state.sign) for state in State)


def columns(groups: Sequence[Group], width: int) -> int:
    """How many questions stand on a line: as many as fit, from five on in fives, by which one counts."""
    fitting = max(width // cell_width(groups), 1)
    return fitting - fitting % _FIVE if fitting > _FIVE else fitting


def layout(groups: Sequence[Group], width: int) -> list[Line]:
    """The lines of the grid, headings among them."""
    across = columns(groups, width)
    found: list[Line] = []
    start = 0
    for group in groups:
        if not group.boxes:
            continue
        opened = sum(box.state is State.OPEN for box in group.boxes)
        words = plural("{title} {count} 题", len(group.boxes)).format(title=group.title, count=len(group.boxes))
        if opened and opened < len(group.boxes):
            words = _("{heading}，未答 {open} 题").format(heading=words, open=opened)
        found.append(Line(words))
        end = start + len(group.boxes)
        found += [Line("", at, min(across, end - at)) for at in range(start, end, across)]
        start = end
    return found


def answer_sheet(groups: Sequence[Group], width: int, look: Look = _NOWHERE) -> Content:
    """How many are open, the grid, and what the signs mean."""
    boxes = [box for group in groups for box in group.boxes]
    if not boxes:
        return plain(_("这份试卷还没有题目"), "$muted")
    figures = len(str(len(boxes)))
    drawn = [_head(boxes, width)]
    for line in layout(groups, width):
        if line.title:
            drawn.append(plain(cut(airy(line.title), width), "$muted"))
        else:
            here = range(line.start, line.start + line.length)
            drawn.append(Content.assemble(*(_box(boxes[index], index, figures, look) for index in here)))
    return lines([*drawn, Content(""), *flow(_legend(boxes, look), width)])


def _head(boxes: Sequence[Box], width: int) -> Content:
    opened = sum(box.state is State.OPEN for box in boxes)
    if opened:
        words = plural("共 {total} 题，未答 {open} 题", len(boxes)).format(total=len(boxes), open=opened)
    else:
        words = plural("共 {total} 题，都答了", len(boxes)).format(total=len(boxes))
    return plain(cut(words, width), "bold $accent" if opened else "bold")


def _box(box: Box, index: int, figures: int, look: Look) -> Content:
    """A question: ``[12=?]`` is current, ``>12=?`` has the cursor; on the current one the colour alone shows it."""
    here, current = index == look.cursor, index == look.current
    before, after = ("[", "]") if current else (">" if here else " ", "")
    text = Content.assemble(
        before, f"{index + 1:>{figures}}{box.state.sign}", ("?" if box.flagged else "", "bold $accent"), after
    )
    blank = _sign_width() + figures + 2 - text.cell_length
    style = "bold $background on $primary" if here else f"{'bold ' * current}{box.state.style}"
    return Content.assemble(
        Content.assemble(text, " " * max(blank, 0)).stylize_before(style), " " * (1 + min(blank, 0))
    )


def _legend(boxes: Sequence[Box], look: Look) -> Iterator[Content]:
    """Only what is on the sheet, with how many there are."""
    names = {State.DONE: _("已答"), State.RIGHT: _("答对"), State.WRONG: _("答错"), State.OPEN: _("未答")}
    for state, name in names.items():
        count = sum(box.state is state for box in boxes)
        if count:
            sample = Content("") if state is State.OPEN else Content.assemble((f" {state.sign} ", state.style), " ")
            yield Content.assemble(sample, f"{name} ", (str(count), "bold"))
    flagged = sum(box.flagged for box in boxes)
    if flagged:
        yield Content.assemble(("?", "bold $accent"), f" {_('标记')} ", (str(flagged), "bold"))
    if look.current is not None:
        yield Content.assemble(("[ ]", "bold"), f" {_('当前题')}")


class AnswerSheet(Widget):
    """The grid with a cursor. The screen's keys call ``step``, ``end``, ``next_open`` and ``press``.

    ``press``, or a click on a number, posts ``Chosen``.
    """

    DEFAULT_CSS = "AnswerSheet { height: auto; }"

    class Chosen(Message):
        """A question is wanted; ``index`` counts from 0 through all groups."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def __init__(self, groups: Sequence[Group] = (), current: int | None = None, *, id: str | None = None) -> None:
        """``current`` is the question on the screen, counted from 0."""
        super().__init__(id=id)
        self._groups = groups
        self._current = current
        self.cursor = current or 0

    def tell(self, groups: Sequence[Group], current: int | None) -> None:
        """Show these; the cursor goes to the current question."""
        self._groups, self._current = groups, current
        self.cursor = max(0, min(self.cursor if current is None else current, self._count - 1))
        self.refresh(layout=True)

    @property
    def _count(self) -> int:
        return sum(len(group.boxes) for group in self._groups)

    def point(self, index: int) -> None:
        """Put the cursor on a question, or on the nearest that there is, and keep it in sight."""
        self.cursor = max(0, min(index, self._count - 1))
        self.refresh()
        if isinstance(self.parent, Widget):
            line = self.virtual_region.y + self.gutter.top + 1 + self._line_of(self.cursor)
            self.parent.scroll_to_region(Region(0, line, 1, 1), animate=False, force=True)

    def render(self) -> Fitted:
        """As many columns as fit."""
        return Fitted(partial(answer_sheet, self._groups, look=Look(self._current, self.cursor)))

    def _lines(self) -> list[Line]:
        return layout(self._groups, self.content_size.width)

    def _line_of(self, index: int) -> int:
        found = (n for n, line in enumerate(self._lines()) if line.start <= index < line.start + line.length)
        return next(found, 0)

    def question_at(self, x: int, y: int) -> int | None:
        """The question in a cell of the content; ``None`` where there is none."""
        grid, column = self._lines(), x // cell_width(self._groups)
        line = grid[y - 1] if 1 <= y <= len(grid) else Line("")
        return line.start + column if column < line.length else None

    def step(self, way: int) -> None:
        """Move the cursor: a line up (0) or down (1), a question left (2) or right (3)."""
        if way >= 2:
            self.point(self.cursor + (-1, 1)[way - 2])
            return
        grid = [line for line in self._lines() if line.length]
        here = next((n for n, line in enumerate(grid) if line.start <= self.cursor < line.start + line.length), 0)
        there = here + (-1, 1)[way]
        if 0 <= there < len(grid):
            column = self.cursor - grid[here].start
            self.point(grid[there].start + min(column, grid[there].length - 1))

    def end(self, way: int) -> None:
        """Put the cursor on the first question (0) or on the last (1)."""
        self.point((0, self._count - 1)[way])

    def next_open(self) -> None:
        """Put the cursor on the next open question, after the last one on the first."""
        states = [box.state for group in self._groups for box in group.boxes]
        after = [*range(self.cursor + 1, len(states)), *range(self.cursor + 1)]
        self.point(next((index for index in after if states[index] is State.OPEN), self.cursor))

    def press(self) -> None:
        """Choose the question under the cursor."""
        if self._count:
            self.post_message(self.Chosen(self.cursor))

    def on_click(self, event: events.Click) -> None:
        """Choose the question that was clicked."""
        event.stop()
        offset = event.get_content_offset(self)
        index = None if offset is None else self.question_at(offset.x, offset.y)
        if index is not None:
            self.point(index)
            self.press()
