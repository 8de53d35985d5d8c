"""What a file holds, before anything is imported: a look at how it was read, and the last word on it."""

from __future__ import annotations

from pathlib import PurePath

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input, Static

from studyapp.desk.views import Preview, Wish
from studyapp.model import Severity
from studyapp.tui.desk import Desk
from studyapp.tui.keys import Command
from studyapp.tui.messages import PageWanted, PlaceWanted
from studyapp.tui.screens.places import ImportPlace
from studyapp.tui.screens.working import WorkingPage
from studyapp.tui.widgets.bars import Offer
from studyapp.tui.widgets.notices import Fault, FaultBlock
from studyapp.tui.widgets.previewing import first_questions, flaw_rows, part_heading, result_rows
from studyapp.tui.widgets.rows import Rows
from studyapp.tui.widgets.whole import labelled
from studyapp.words import _, pgettext, plural

_NOT_IN_FIELD = ("rename", "columns", "key", "history", "prune")
_OF_PREVIEW = ("submit", "rename", "columns", "history", "prune")


class PreviewScreen(WorkingPage):
    """Reads the file, shows what it holds, and imports it when that is wanted."""

    KEYS = "preview"

    def __init__(self, desk: Desk, place: ImportPlace) -> None:
        super().__init__(desk)
        self._place = place
        self._file = Static(id="preview-file")
        self._deck = Input(compact=True, id="deck-field", select_on_focus=True)
        self._deck_row = Horizontal(
            Static(f"{_('导入到')}  ", markup=False, id="deck-label"), self._deck, id="deck-row"
        )
        self._result = Static(id="preview-result")
        self._fault = FaultBlock(Fault(""), id="preview-fault")
        self._writing = False

    def compose(self) -> ComposeResult:
        """The file, the deck, and what came of the reading."""
        yield self.top
        with self.body:
            yield self._file
            yield self._deck_row
            yield self.progress
            yield self._fault
            yield self._result
        yield self.keys

    def on_mount(self) -> None:
        """Read the file, unless that was done."""
        self._fault.display = False
        self._deck.disabled = True
        name = PurePath(self._place.wish.path).name
        self.top.tell(_("导入 · {file}").format(file=name))
        rows = [labelled(pgettext("label", "文件"), self._place.wish.path)]
        if self._place.wish.key:
            rows.append(labelled(pgettext("label", "答案文件"), self._place.wish.key))
        self._file.update(Rows(rows))
        if self._place.preview is None:
            self._read()
        else:
            self._show(self._place.preview)

    def anew(self) -> PreviewScreen | None:
        """The same in the language that holds now; what is being written is not left alone."""
        return None if self._writing else PreviewScreen(self._desk, self._place)

    def _read(self) -> None:
        wish = self._place.wish
        self._deck_row.display = self._result.display = False
        self._fault.display = False
        title = _("读取 {file}").format(file=PurePath(wish.path).name)
        self.work(title, lambda go_on: self._desk.importer().preview(wish, go_on), self._show)

    def _show(self, preview: Preview | None) -> None:
        """What was read; ``None``: the learner did not want to wait."""
        if preview is None:
            self.action_back()
            return
        self._place = self._place._replace(preview=preview)
        self._deck_row.display = self._result.display = True
        self._deck.value = preview.deck
        self._tell_result(preview)
        items = plural("{count} 题", preview.items).format(count=f"{preview.items:,}")
        self.top.tell(_("导入 · {file}").format(file=PurePath(preview.path).name), items)
        self.call_later(self._fill, preview)
        self.offer()

    def _tell_result(self, preview: Preview) -> None:
        self._result.update(result_rows(preview, self._place.wish, hints=True))

    async def _fill(self, preview: Preview) -> None:
        """The first questions of each kind, then what is wrong, the gravest first."""
        await self.body.query(".preview-part").remove()
        parts: list[Widget] = []
        for part in preview.parts:
            parts.append(Static(part_heading(part), classes="preview-part preview-heading"))
            for asked, answered in first_questions(part):
                parts += [
                    Static(asked, classes="preview-part"),
                    Static(answered, classes="preview-part preview-answer"),
                ]
        for severity in Severity:
            parts += _flaws(preview, severity)
        await self.body.mount_all(parts)

    def trouble(self, sentence: str) -> None:
        """The file could not be read, or the bank not written to; it is said until something else is done."""
        self._writing = False
        self._fault.tell(Fault(sentence))
        self._fault.display = True

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what the file as it was read allows, and nothing while something is done."""
        preview = self._place.preview
        if action == "key":  # a file without answers may be none that can be read before it has its key
            return not self.busy and (preview.takes_key if preview else bool(self._fault.display))
        if action in _OF_PREVIEW and (preview is None or self.busy):
            return False
        if action == "columns":
            return bool(preview and preview.columns)
        if action == "history":
            return bool(preview and preview.histories)
        if action == "prune":
            return bool(preview and preview.missing)
        return True

    def phrase(self, command: Command) -> Offer | None:
        """Enter does what can be done: import, or where there is nothing new, look."""
        preview = self._place.preview
        if not self.check_action(command.action, ()):
            return None
        if command.action == "back":
            return Offer.of(command, word=_("取消") if self.busy else "")
        if self._deck.has_focus and command.action in _NOT_IN_FIELD:
            return None
        if command.action == "history" and self._place.wish.history:
            return Offer.of(command, word=_("不接记录"))
        if command.action == "prune" and preview is not None:
            gone = plural("撤下 {count} 题", preview.missing).format(count=f"{preview.missing:,}")
            return Offer.of(command, word=_("不撤下") if self._place.wish.prune else gone)
        if command.action == "submit" and preview is not None:
            if self._deck.has_focus:
                return Offer.of(command, word=_("就用这个名称"))
            if not preview.items:
                return None
            count = preview.new + preview.changed
            return Offer.of(command, word=_("导入 {count} 题").format(count=f"{count:,}") if count else "")
        return Offer.of(command, typing=self._deck.has_focus)

    def action_submit(self) -> None:
        """Import."""
        preview = self._place.preview
        if preview is None:
            return
        if not preview.items:
            self.say(_("没有读出题目，没有可以导入的；按 Esc 换一个文件"))
            return
        wish = self._place.wish._replace(deck=preview.deck)
        self._place = self._place._replace(wish=wish)
        self._writing = True
        self._fault.display = False
        self.work(_("导入"), lambda go_on: self._desk.importer().bring_in(wish, go_on), self._imported)
        self.body.scroll_home(animate=False)

    def _imported(self, report: Preview | None) -> None:
        self._writing = False
        if report is None:
            self.say(_("已取消，什么也没有导入"))
        else:
            self.post_message(PlaceWanted("imported", self._place._replace(preview=report)))

    def action_rename(self) -> None:
        """Another deck to import into."""
        self._deck.disabled = False
        self._deck.focus()
        self.offer()

    def on_descendant_focus(self) -> None:
        """Enter does something else in the field."""
        self.offer()

    def on_descendant_blur(self) -> None:
        """And again outside of it."""
        self.offer()

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """The name is written; the file is compared with that deck."""
        message.stop()
        preview, name = self._place.preview, " ".join(message.value.split())
        self._leave_field()
        if preview is not None and name and name != preview.deck:
            self._place = ImportPlace(self._place.wish._replace(deck=name, prune=False))
            self._read()

    def _leave_field(self) -> None:
        preview = self._place.preview
        self.set_focus(None)
        self._deck.disabled = True
        self._deck.value = preview.deck if preview else ""
        self.offer()

    def action_key(self) -> None:
        """A second file with the answers."""
        self.post_message(PlaceWanted("key-file", self._place))

    def action_history(self) -> None:
        """Take the learner's past over, or not."""
        self._wish(self._place.wish._replace(history=not self._place.wish.history))

    def action_prune(self) -> None:
        """Take what the file lacks out of the deck, or leave it there."""
        self._wish(self._place.wish._replace(prune=not self._place.wish.prune))

    def _wish(self, wish: Wish) -> None:
        """Wish for something else of what was read."""
        self._place = self._place._replace(wish=wish)
        if self._place.preview is not None:
            self._tell_result(self._place.preview)
        self.offer()

    def action_columns(self) -> None:
        """What the columns of the table hold."""
        self.post_message(PlaceWanted("columns", self._place))

    def action_back(self) -> None:
        """Out of the field; else end what is being done; else back to the files."""
        if self._deck.has_focus:
            self._leave_field()
        elif not self.cancel():
            self.post_message(PageWanted("import"))


def _flaws(preview: Preview, severity: Severity) -> list[Widget]:
    found = flaw_rows(preview.flaws, severity)
    if found is None:
        return []
    heading, rows = found
    return [Static(heading, classes="preview-part preview-heading"), Static(rows, classes="preview-part")]
