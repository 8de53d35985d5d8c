"""The remotes: what each one holds and says, what waits for it; adding, joining and removing them; syncing now."""

from __future__ import annotations

from functools import partial

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from studyapp.desk.remotes import RemoteLine
from studyapp.desk.sync_words import moment_words, verdict_lines
from studyapp.desk.syncing import Status
from studyapp.tui import loading
from studyapp.tui.desk import Desk, trouble_words
from studyapp.tui.keys import Command
from studyapp.tui.messages import HomeWanted, PlaceWanted, Pressed, RemotesRead, SyncWanted
from studyapp.tui.screens.boards import BoardsPlace
from studyapp.tui.screens.form import Field
from studyapp.tui.screens.page import STEPS, Page
from studyapp.tui.widgets.bars import Offer
from studyapp.tui.widgets.drawing import plain
from studyapp.tui.widgets.notices import Empty, EmptyState
from studyapp.tui.widgets.pick_list import Line, PickList
from studyapp.tui.widgets.rows import Fitted, Row, Rows
from studyapp.tui.widgets.sync_line import progress_line
from studyapp.words import _, pgettext, plural, say


class RemotesScreen(Page):
    """A list, and all that is known of the one under the cursor."""

    KEYS = "remotes"

    def __init__(self, desk: Desk, cursor: int = 0) -> None:
        super().__init__()
        self._desk = desk
        self._syncing = desk.syncing()
        self._status = self._syncing.status
        self._remotes: tuple[RemoteLine, ...] = ()
        self._wanted = ""
        self._progress = Static(id="sync-progress")
        self._list = PickList(id="remotes")
        self._list.cursor = cursor
        self._about = Static(id="remote-about")
        advice = _(
            "添加单位的服务器、共享文件夹或 U 盘后，题库和方案自动收下，答题记录自动上报；没有网络也可以照常练。"
        )
        self._nothing = EmptyState(Empty(_("还没有远程"), advice, "a", _("添加")), id="no-remotes")
        self._nothing.display = False

    def compose(self) -> ComposeResult:
        """How far syncing is, the list, and the one under its cursor."""
        yield self.top
        with self.body:
            yield self._nothing
            yield self._progress
            yield self._list
            yield self._about
        yield self.keys

    def on_mount(self) -> None:
        """As they stand now."""
        self.top.tell(_("同步"))
        self._progress.display = False
        self._read()
        self.offer()

    def anew(self) -> RemotesScreen:
        """The same list."""
        return RemotesScreen(self._desk, self._list.cursor)

    def synced(self, status: Status) -> None:
        """Syncing has come further, or to its end."""
        self._status = status
        self._show_progress()
        if not status.busy:
            self._read()

    def _show_progress(self) -> None:
        self._progress.display = self._status.busy
        if self._status.busy:
            self._progress.update(Fitted(partial(progress_line, self._status)))

    def _read(self) -> None:
        """Read, in a thread, how all stand."""

        def read() -> None:
            try:
                self.post_message(RemotesRead(self._syncing.remotes()))
            except Exception as error:
                sentence = trouble_words(error)
                if sentence is None:
                    raise
                self.app.call_from_thread(partial(self.say, sentence, bad=True))

        self.run_worker(read, thread=True, exit_on_error=False)

    def on_remotes_read(self, message: RemotesRead) -> None:
        """Show them, with the one just added under the cursor."""
        message.stop()
        self._remotes = message.remotes
        names = [one.name for one in self._remotes]
        if self._wanted in names:
            self._list.cursor = names.index(self._wanted)
            self._wanted = ""
        now = self._desk.now()
        self._list.tell([Line(one.name, _state(one, now)) for one in self._remotes])
        self._nothing.display = not self._remotes
        self._list.display = self._about.display = bool(self._remotes)
        self.top.tell(_("同步"), plural("{count} 个远程", len(names)).format(count=len(names)) if names else "")
        self._show_progress()
        self._tell()

    def _tell(self) -> None:
        here = self._here
        if here is not None:
            self._about.update(Rows(list(remote_rows(here, self._desk.now()))))
        self.offer()

    @property
    def _here(self) -> RemoteLine | None:
        return self._remotes[self._list.cursor] if self._remotes else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what there is can be synced with, joined or removed."""
        return bool(self._remotes) if action in ("sync", "join", "remove", "boards") else True

    def phrase(self, command: Command) -> Offer | None:
        """Only what can be done."""
        if not self.check_action(command.action, ()) or (command.action == "move" and len(self._remotes) < 2):
            return None
        return Offer.of(command)

    def action_move(self, way: int) -> None:
        """Another one; where there is one only, scroll."""
        if len(self._remotes) < 2:
            super().action_move(way)
            return
        self._list.move(STEPS[way])
        self._tell()
        self.keep_in_sight(self._list, self._list.cursor)

    def on_pressed(self, message: Pressed) -> None:
        """A click shows the one that was clicked."""
        message.stop()
        self._list.point(message.index)
        self._tell()

    def action_sync(self) -> None:
        """Now."""
        self.post_message(SyncWanted())
        self.say(_("开始同步；可以照常答题，不必等它。"))

    def on_empty_state_wanted(self, message: EmptyState.Wanted) -> None:
        """A click on what is missing."""
        message.stop()
        self.action_add()

    def action_add(self) -> None:
        """Ask for a name, an address and, where the unit has given one, a code."""
        fields = (
            Field(_("名称"), _("自己起，如“县局”")),
            Field(_("地址"), _("如 http://10.1.2.3:8700；U 盘如 file:///D:/练兵")),
            Field(_("登记码"), _("单位发的；没有可以不写")),
            self._name_field,
        )

        def act(name: str, url: str, code: str, shown: str) -> None:
            self._wanted = name.strip()
            self._syncing.add(self._wanted, url.strip(), code, shown)

        def done(result: str | None) -> None:
            if result is not None:
                self._go_on(_("已添加远程“{name}”，开始同步。").format(name=self._wanted))

        self.app.push_screen(loading.screen("form")(_("添加远程"), fields, act, named_words()), done)

    @property
    def _name_field(self) -> Field:
        who = self._desk.learner
        advice = _("如 {name}；不写则只显示代号").format(name=who) if who else _("不写则只显示代号")
        return Field(_("排行榜上的姓名"), advice)

    def action_join(self) -> None:
        """Ask for a code."""
        here = self._here
        if here is None:
            return

        def act(code: str, shown: str) -> None:
            self._syncing.join(here.name, code, shown)

        def done(result: str | None) -> None:
            if result is not None:
                self._go_on(_("登记码已记下，开始同步；“{name}”答复后即登记完成。").format(name=here.name))

        fields = (Field(_("登记码"), _("单位发的，如 ABCD-EFGH")), self._name_field)
        self.app.push_screen(
            loading.screen("form")(_("登记 · {name}").format(name=here.name), fields, act, named_words()), done
        )

    def _go_on(self, sentence: str) -> None:
        self.post_message(SyncWanted())
        self._read()
        self.say(sentence)

    def action_remove(self) -> None:
        """Ask whether it is meant; what came from it stays."""
        here = self._here
        if here is None:
            return
        choices = [Line(_("留下")), Line(_("移除，收到的题库和本机的记录都还在"))]

        def remove() -> bool:
            self._syncing.remove(here.name)
            return True

        def picked(number: str | None) -> None:
            if number == "1" and self.attempt(remove):
                self._read()
                self.say(_("已移除远程“{name}”；收到的题库和本机的记录都还在。").format(name=here.name))

        self.app.push_screen(loading.screen("pick")(_("移除“{name}”？").format(name=here.name), choices), picked)

    def action_boards(self) -> None:
        """Its boards."""
        if self._here is not None:
            self.post_message(PlaceWanted("boards", BoardsPlace(self._here.name)))

    def action_home(self) -> None:
        """Home."""
        self.post_message(HomeWanted())


def named_words() -> str:
    """What it means to be named on boards."""
    return _("姓名由你决定写不写；不写时，榜上只有“学员”加四位代号，本单位的管理员仍知道是谁。")


def _state(one: RemoteLine, now: int) -> str:
    """One remote in a few words."""
    if one.trouble is not None:
        return _("× 没有同步成")
    if one.waiting and one.synced:
        return plural("待送 {count} 条", one.waiting).format(count=f"{one.waiting:,}")
    return _("√ {when}").format(when=moment_words(one.synced, now)) if one.synced else _("还没有同步过")


def remote_rows(one: RemoteLine, now: int) -> list[Row]:
    """All that is known of a remote: address, joining, when, what waits, what is said of entries and why."""
    joined = _("√ 已登记这台设备") if one.joined else _("登记中，等它答复") if one.asked else _("没有登记这台设备")
    when = moment_words(one.synced, now) if one.synced else _("从未")
    waits = plural("{count} 条记录", one.waiting).format(count=f"{one.waiting:,}") if one.waiting else _("没有")
    rows = [
        _row(_("地址"), plain(one.url)),
        _row(_("登记"), plain(joined, "" if one.joined else "$muted")),
        _row(_("上次同步"), plain(when)),
        _row(_("待送"), plain(waits, "" if one.waiting else "$muted")),
    ]
    if one.trouble is not None:
        tried = _("{when} 试过：{why}").format(when=moment_words(one.tried, now), why=say(one.trouble))
        rows.append(_row(pgettext("sync", "问题"), plain(f"× {tried}", "$error")))
    told = list(verdict_lines(one.words))
    if told:
        rows += [_row(_("服务器说") if not number else "", plain(line)) for number, line in enumerate(told)]
    elif one.joined and one.synced and not one.waiting:
        rows.append(_row(_("服务器说"), plain(_("都已收下，没有要说明的。"), "$muted")))
    return rows


def _row(label: str, text: Content) -> Row:
    return plain(f"{label}  ", "$muted"), text
