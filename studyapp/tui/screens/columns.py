"""What each column of a table holds, by the learner's word; every change reads the file again."""

from __future__ import annotations

from pathlib import PurePath

from textual.app import ComposeResult
from textual.widgets import Static

from studyapp.desk.views import Preview
from studyapp.model import Column, Holds
from studyapp.tui.desk import Desk
from studyapp.tui.keys import Command
from studyapp.tui.messages import PlaceWanted, Pressed
from studyapp.tui.screens.page import STEPS
from studyapp.tui.screens.places import ImportPlace
from studyapp.tui.screens.working import WorkingPage
from studyapp.tui.text import cut, one_line
from studyapp.tui.widgets.bars import Offer
from studyapp.tui.widgets.notes import muted
from studyapp.tui.widgets.pick_list import Line, PickList
from studyapp.tui.widgets.previewing import result_rows
from studyapp.wording import holds_name
from studyapp.words import _

_VALUES = tuple(Holds)


class ColumnsScreen(WorkingPage):
    """A list of columns; left and right change what the one under the cursor holds."""

    KEYS = "columns"

    def __init__(self, desk: Desk, place: ImportPlace, *, cursor: int = 0) -> None:
        super().__init__(desk)
        self._place = place
        self._columns: tuple[Column, ...] = place.preview.columns if place.preview else ()
        self._list = PickList(id="columns")
        self._list.cursor = cursor
        self._sample = Static(id="column-sample")
        self._result = Static(id="column-result")

    def compose(self) -> ComposeResult:
        """The columns, a sample, and what comes of it."""
        yield self.top
        with self.body:
            yield self._list
            yield self._sample
            yield self.progress
            yield self._result
        yield self.keys

    def on_mount(self) -> None:
        """As the file was read."""
        self.top.tell(_("每一列是什么 · {file}").format(file=PurePath(self._place.wish.path).name))
        self._tell()
        self.offer()

    def anew(self) -> ColumnsScreen:
        """The same in the language that holds now."""
        return ColumnsScreen(self._desk, self._place, cursor=self._list.cursor)

    def _tell(self) -> None:
        self._list.tell([Line(_words(one), f"< {holds_name(one.holds)} >") for one in self._columns])
        here = self._columns[self._list.cursor] if self._columns else None
        sample = one_line(here.sample) if here else ""
        self._sample.update(muted(_("这一列的第一格：{text}").format(text=sample) if sample else _("这一列是空的。")))
        if self._place.preview is not None:
            self._result.update(result_rows(self._place.preview, self._place.wish))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is something to put back only after a change."""
        return bool(self._place.wish.columns) if action == "reset" else True

    def phrase(self, command: Command) -> Offer | None:
        """Only what can be done."""
        return Offer.of(command) if self.check_action(command.action, ()) else None

    def action_move(self, way: int) -> None:
        """Another column, kept in sight."""
        self._list.move(STEPS[way])
        self._tell()
        self.keep_in_sight(self._list, self._list.cursor)

    def action_change(self, way: int) -> None:
        """The column holds something else: read the file so."""
        if not self._columns:
            return
        here = self._columns[self._list.cursor]
        holds = _VALUES[(_VALUES.index(here.holds) + STEPS[way]) % len(_VALUES)]
        self._columns = tuple(
            Column(one.header, holds, one.sample) if one.header == here.header else one for one in self._columns
        )
        self._read({**self._place.wish.columns, here.header: holds})

    def action_reset(self) -> None:
        """As the file says by itself."""
        self._read({})

    def _read(self, columns: dict[str, Holds]) -> None:
        wish = self._place.wish._replace(columns=columns, prune=False)
        self._place = self._place._replace(wish=wish)
        self._tell()
        self.work(_("重读"), lambda go_on: self._desk.importer().preview(wish, go_on), self._show)

    def _show(self, preview: Preview | None) -> None:
        if preview is None:
            return
        self._place = self._place._replace(preview=preview)
        if not self._place.wish.columns:
            self._columns = preview.columns
        self._tell()

    def on_pressed(self, message: Pressed) -> None:
        """A click goes to the column."""
        message.stop()
        self._list.point(message.index)
        self._tell()

    def action_done(self) -> None:
        """To the preview."""
        self.action_back()

    def action_back(self) -> None:
        """To the preview; what is being read is read there."""
        if self.busy:
            self._place = self._place._replace(preview=None)
        self.post_message(PlaceWanted("preview", self._place))


def _words(column: Column) -> str:
    sample = one_line(column.sample)
    return f"{column.header}  {cut(sample, 40)}" if sample and sample != column.header else column.header
