"""Choosing a file to import: from a list of a folder, or by a path that is typed, pasted or dragged in."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Input, Static

from studyapp.desk.views import FileLine, Folder, Wish
from studyapp.tui.desk import Desk
from studyapp.tui.keys import Command
from studyapp.tui.messages import HomeWanted, PlaceWanted, PreferenceWanted, Pressed
from studyapp.tui.screens.page import STEPS, scroll_page
from studyapp.tui.screens.places import ImportPlace
from studyapp.tui.screens.working import WorkingPage
from studyapp.tui.widgets.bars import Offer
from studyapp.tui.widgets.notes import muted
from studyapp.tui.widgets.pick_list import Line, PickList
from studyapp.words import _

LONGEST = 500
"""So many lines of a folder are shown; who looks for others types a part of the name."""


class ImportScreen(WorkingPage):
    """A field and a list of a folder. What is typed narrows the list, or is a path."""

    KEYS = "import"

    def __init__(self, desk: Desk, folder: str = "") -> None:
        """``folder``: where to begin; empty is where the last file lay."""
        super().__init__(desk)
        self._start = folder or desk.preferences.folder
        self._folder: Folder | None = None
        self._found: list[FileLine] = []
        self._field = Input(placeholder=_("路径或文件名的一部分；也可以把文件拖进来"), compact=True, id="path-field")
        self._where = Static(id="folder")
        self._list = PickList(id="files")
        self._nothing = Static(id="no-files")

    def compose(self) -> ComposeResult:
        """The field, where one is, and what is there."""
        yield self.top
        yield self._field
        with self.body:
            yield self._where
            yield self.progress
            yield self._nothing
            yield self._list
        yield self.keys

    def on_mount(self) -> None:
        """The folder to begin with."""
        self.top.tell(self.title_words())
        self._field.focus()
        self._nothing.display = False
        self._go(self._start)

    def title_words(self) -> str:
        """What a file is chosen for."""
        return _("导入 · 选文件")

    def anew(self) -> ImportScreen:
        """The same folder."""
        return ImportScreen(self._desk, self.here)

    @property
    def here(self) -> str:
        """The folder that is shown, or shall be."""
        return self._folder.path if self._folder else self._start

    def _go(self, path: str) -> None:
        """Look into a folder, in a thread: it may lie on a server that takes its time.

        What is typed meanwhile is meant for that folder.
        """
        self._field.value = ""
        self.work(_("打开文件夹"), lambda _go_on: self._desk.importer().folder(path), self._arrive)

    def _arrive(self, folder: Folder) -> None:
        self._folder = folder
        self._show()
        self.body.scroll_home(animate=False)

    def _show(self) -> None:
        """The folder's lines that have what was typed, the likeliest first."""
        folder = self._folder
        if folder is None:
            return
        typed = self._field.value.strip().casefold()
        self._found = [one for one in folder.files if typed in one.name.casefold()]
        more = len(self._found) - LONGEST
        self._where.update(muted(folder.path))
        self._list.tell([_line(one) for one in self._found[:LONGEST]])
        self._list.point(0)
        self._list.display = bool(self._found)
        self._nothing.display = not self._found or more > 0
        words = _("没有名称含“{words}”的文件；按 Enter 就当它是一个路径来打开。").format(
            words=self._field.value.strip()
        )
        if set(typed) & set("/\\:"):
            words = _("按 Enter 打开这个路径。")
        if more > 0:
            words = _("文件太多，只列出 {count} 个；请输入名称的一部分。").format(count=LONGEST)
        self._nothing.update(muted(words))
        self.offer()

    def trouble(self, sentence: str) -> None:
        """The folder cannot be looked into: begin where that is possible, if nothing is shown yet."""
        super().trouble(sentence)
        if self._folder is None and self._start:
            self._start = ""
            self._go("")
            self.say(sentence, bad=True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is not always a folder above."""
        if action == "up":
            return self._folder is not None and bool(self._folder.parent)
        return True

    def phrase(self, command: Command) -> Offer | None:
        """Only what can be done; what Enter does depends on the line."""
        if not self.check_action(command.action, ()):
            return None
        here = self._here()
        if command.action == "choose" and here is not None:
            return Offer.of(command, word=_("进入") if here.is_folder else self.taking_word())
        return Offer.of(command)

    def taking_word(self) -> str:
        """What becomes of a file that is taken."""
        return _("预览")

    def _here(self) -> FileLine | None:
        shown = self._found[:LONGEST]
        return shown[self._list.cursor] if self._list.cursor < len(shown) else None

    def on_input_changed(self, message: Input.Changed) -> None:
        """Narrow the list."""
        message.stop()
        self.say("")
        self._show()

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Enter in the field."""
        message.stop()
        self.action_choose()

    def action_choose(self) -> None:
        """Take the line under the cursor; where none has what was typed, that is a path."""
        here = self._here()
        if here is not None:
            self._take(here)
            return
        text, folder = self._field.value, self._folder.path if self._folder else ""
        if text.strip():
            self.work(_("打开文件夹"), lambda _go_on: self._desk.importer().place(text, folder), self._take_typed)

    def _take_typed(self, found: FileLine | None) -> None:
        if found is None:
            self.say(_("找不到这个文件；请检查路径，或从列表里选。"), bad=True)
        else:
            self._take(found)

    def _take(self, line: FileLine) -> None:
        """Into the folder, or on with the file."""
        if line.is_folder:
            self._go(line.path)
            return
        if self._folder is not None:
            self.post_message(PreferenceWanted({"folder": self._folder.path}))
        self.take_file(line.path)

    def take_file(self, path: str) -> None:
        """Look at what the file holds."""
        self.post_message(PlaceWanted("preview", ImportPlace(Wish(path))))

    def action_move(self, way: int) -> None:
        """Choose another line, and keep it in sight."""
        self._list.move(STEPS[way])
        self._look()

    def action_page(self, way: int) -> None:
        """A page up or down."""
        if not self._found:
            scroll_page(self.body, way)
            return
        last = min(len(self._found), LONGEST) - 1
        self._list.point(max(min(self._list.cursor + STEPS[way] * max(self.body.size.height - 2, 1), last), 0))
        self._look()

    def _look(self) -> None:
        self.keep_in_sight(self._list, self._list.cursor)
        self.offer()

    def on_pressed(self, message: Pressed) -> None:
        """A click takes the line."""
        message.stop()
        self._list.point(message.index)
        self.action_choose()

    def action_up(self) -> None:
        """The folder above."""
        if self._folder is not None:
            self._go(self._folder.parent)

    def action_home(self) -> None:
        """Nothing is typed any more; then home."""
        if self._field.value:
            self._field.value = ""
        else:
            self.leave()

    def leave(self) -> None:
        """Home."""
        self.post_message(HomeWanted())


def _line(one: FileLine) -> Line:
    if one.is_folder:
        return Line(one.name if one.name == ".." else f"{one.name}/", _("上一级") if one.name == ".." else _("文件夹"))
    return Line(one.name, size_words(one.size))


def size_words(size: int) -> str:
    """How big a file is, as people say it."""
    for unit, bytes_ in (("MB", 1 << 20), ("KB", 1 << 10)):
        if size >= bytes_:
            return f"{size / bytes_:.1f} {unit}"
    return _("{count} 字节").format(count=size)
