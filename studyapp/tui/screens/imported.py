"""After an import: what was done, and what can be done about it."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from studyapp.desk.views import Preview
from studyapp.model import Severity
from studyapp.tui.desk import Desk
from studyapp.tui.keys import Command
from studyapp.tui.messages import HomeWanted, PageWanted, PlaceWanted, StartWanted
from studyapp.tui.screens.places import ImportPlace
from studyapp.tui.screens.working import WorkingPage
from studyapp.tui.widgets.bars import Offer
from studyapp.tui.widgets.drawing import lines, plain
from studyapp.tui.widgets.previewing import flaw_rows, result_words
from studyapp.words import _, plural


class ImportedScreen(WorkingPage):
    """A sentence, and the keys that lead on: to drill, to look, or to take it back."""

    KEYS = "imported"

    def __init__(self, desk: Desk, place: ImportPlace, *, undone: bool = False, rejects: str = "") -> None:
        """``undone``: it was taken back; ``rejects``: where what was not read was written to."""
        super().__init__(desk)
        self._place = place
        self._undone = undone
        self._rejects = rejects
        self._done = Static(id="imported")
        self._flaws = Static(id="imported-flaws", classes="section")

    @property
    def _report(self) -> Preview:
        if self._place.preview is None:
            raise ValueError("nothing was imported")
        return self._place.preview

    def compose(self) -> ComposeResult:
        """What was done, and what was not."""
        yield self.top
        with self.body:
            yield self.progress
            yield self._done
            yield self._flaws
        yield self.keys

    def on_mount(self) -> None:
        """Say it."""
        self.top.tell(_("导入 · {file}").format(file=self._report.deck))
        self._tell()

    def anew(self) -> ImportedScreen:
        """The same in the language that holds now."""
        return ImportedScreen(self._desk, self._place, undone=self._undone, rejects=self._rejects)

    def _tell(self) -> None:
        self._done.update(lines(self._sentences()))
        errors = flaw_rows(self._report.flaws, Severity.ERROR)
        self._flaws.display = errors is not None and not self._undone
        if errors is not None:
            self._flaws.update(errors[1])
        self.offer()

    def _sentences(self) -> list[Content]:
        report = self._report
        if self._undone:
            return [plain(_("已撤销，题库恢复原样。"), "bold $accent")]
        if not report.written:
            return [
                plain(_("“{deck}”没有变化。").format(deck=report.deck), "bold $accent"),
                plain(_("文件里的题都已在题库里，没有写入。")),
            ]
        said = [
            plain(_("√ 已导入“{deck}”").format(deck=report.deck), "bold $success"),
            plain(_("{result}。").format(result=result_words(report, self._place.wish))),
        ]
        errors = self._errors
        if errors and self._rejects:
            words = _("没有收入的 {count} 处已存到 {path}；改好后导入那个文件，题库名仍写“{deck}”。")
            said += [Content(""), plain(words.format(count=errors, path=self._rejects, deck=report.deck))]
        elif errors:
            words = plural("有 {count} 处没有读成题目，列在下面；按 F8 存成文件，改好后再导入。", errors)
            said += [Content(""), plain(words.format(count=errors))]
        return said

    @property
    def _errors(self) -> int:
        return sum(flaw.severity is Severity.ERROR for flaw in self._report.flaws)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what there is reason for, and nothing while something is done."""
        if self.busy and action in ("start", "undo", "rejects", "browse", "more"):
            return False
        if action in ("start", "browse"):
            return not self._undone
        if action == "undo":
            return self._report.written and not self._undone
        if action == "rejects":
            return bool(self._errors) and not self._undone
        return True

    def phrase(self, command: Command) -> Offer | None:
        """Only what can be done."""
        return Offer.of(command) if self.check_action(command.action, ()) else None

    def action_start(self) -> None:
        """Drill what was imported."""
        self.post_message(StartWanted(self._report.deck))

    def action_undo(self) -> None:
        """Take the import back."""
        deck = self._report.deck
        self.work(_("撤销导入"), lambda _go_on: self._desk.importer().undo(deck), self._undo_done)

    def _undo_done(self, undone: bool) -> None:
        if undone:
            self._undone = True
            self._tell()
        else:
            self.say(_("没有可以撤销的导入"))

    def action_rejects(self) -> None:
        """Write out what became no question."""
        wish = self._place.wish
        self.work(_("存出错的题"), lambda go_on: self._desk.importer().rejects(wish, go_on), self._written)

    def _written(self, path: str | None) -> None:
        if path is None:
            self.say(_("这种文件没法单独存出错的部分；请按上面的位置在原文件里改"))
            return
        self._rejects = path
        self._tell()
        self.say(_("已存到 {path}").format(path=path))

    def action_browse(self) -> None:
        """Look at what was imported."""
        self.post_message(PlaceWanted("browse", self._report.deck))

    def action_more(self) -> None:
        """Another file."""
        self.post_message(PageWanted("import"))

    def action_home(self) -> None:
        """Home, unless there is something to end first."""
        if not self.cancel():
            self.post_message(HomeWanted())
