"""The boards: persons and units of a scope in a period, fresh where the remote answers, else as they were seen last."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from threading import Thread
from typing import NamedTuple

from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from studyapp.desk.boards import Shown
from studyapp.desk.sync_words import moment_words
from studyapp.model import study_day
from studyapp.model.activity import Period
from studyapp.model.remote import Scope
from studyapp.tui import loading
from studyapp.tui.desk import Desk, trouble_words
from studyapp.tui.keys import Command
from studyapp.tui.messages import HomeWanted, PageWanted
from studyapp.tui.screens.page import STEPS, Page
from studyapp.tui.widgets.bars import Offer
from studyapp.tui.widgets.board import Span, View, own_lines, own_place, persons_table, span_words, units_table
from studyapp.tui.widgets.drawing import lines, plain
from studyapp.tui.widgets.figures import tabs
from studyapp.tui.widgets.notices import Empty, EmptyState
from studyapp.tui.widgets.pick_list import Line
from studyapp.tui.widgets.rows import Fitted
from studyapp.words import _, pgettext, plural, say

PERIODS = (Period.DAY, Period.WEEK, Period.MONTH, None)
VIEWS = tuple(View)


class BoardsPlace(NamedTuple):
    """Which board is looked at. Empty: the first remote that has boards, the learner's own unit."""

    remote: str = ""
    scope: str = ""
    period: Period | None = Period.MONTH
    day: int = 0
    view: View = View.PERSONS

    @property
    def span(self) -> Span:
        """The period that it is the board of."""
        return Span(self.period, self.day)


class Fetched(Message):
    """A board has come, or not. ``asked``: what it is the answer to; ``ended``: nothing more comes."""

    def __init__(self, asked: BoardsPlace, number: int) -> None:
        super().__init__()
        self.asked = asked
        self.number = number
        self.shown: Shown | None = None
        self.trouble = ""
        self.remotes: tuple[str, ...] = ()
        self.scopes: tuple[Scope, ...] | None = None
        self.ended = False


class BoardsScreen(Page):
    """One board at a time; what was seen last stands there at once, and the fresh one takes its place."""

    KEYS = "boards"

    def __init__(self, desk: Desk, place: BoardsPlace | None = None) -> None:
        """``place``: what to look at first."""
        super().__init__()
        self._desk = desk
        self._today = study_day(desk.now())
        self._place = place or BoardsPlace(day=self._today)
        if not self._place.day:
            self._place = self._place._replace(day=self._today)
        self._asked = 0
        self.busy = False
        self._shown: Shown | None = None
        self._trouble = ""
        self._remotes: tuple[str, ...] = ()
        self._scopes: tuple[Scope, ...] | None = None
        self._tabs = Static(id="board-tabs")
        self._about = Static(id="board-about")
        self._table = Static(id="board-table")
        self._nothing = EmptyState(Empty(""), id="no-board")

    def compose(self) -> ComposeResult:
        """Periods, what board this is and where the learner stands, and the lines."""
        yield self.top
        yield self._tabs
        with self.body:
            yield self._nothing
            yield self._about
            yield self._table
        yield self.keys

    def on_mount(self) -> None:
        """The board of the month."""
        self._fetch()

    def anew(self) -> BoardsScreen:
        """The same board."""
        return BoardsScreen(self._desk, self._place)

    # --- what comes from afar: in a thread that nobody waits for when the app closes

    def _fetch(self) -> None:
        self._asked += 1
        self.busy = True
        self._trouble = ""
        Thread(target=self._ask, args=(self._place, self._asked, self._scopes is None), daemon=True).start()
        self._show()

    def _ask(self, place: BoardsPlace, number: int, wants_scopes: bool) -> None:
        wanted = (place.remote, place.scope, place.span.name)
        answer = partial(Fetched, place, number)
        last = answer()
        last.ended = True
        try:
            boards = self._desk.boards()
            first = answer()
            first.remotes, first.shown = boards.remotes(), boards.kept(*wanted)
            self._post(first)
            last.remotes, last.shown = first.remotes, boards.board(*wanted)
            if wants_scopes and first.remotes:
                last.scopes = boards.scopes(place.remote)
        except Exception as error:
            sentence = trouble_words(error)
            if sentence is None:
                last.trouble = f"{type(error).__name__}: {error}"
                self._post(last)
                raise
            last.trouble = sentence
        self._post(last)

    def _post(self, message: Fetched) -> None:
        with suppress(RuntimeError):  # the app has closed meanwhile
            self.post_message(message)

    def on_fetched(self, message: Fetched) -> None:
        """Show it, unless something else was wanted meanwhile."""
        message.stop()
        if message.scopes is not None and message.asked.remote == self._place.remote:
            self._scopes = message.scopes
        if message.number != self._asked:
            return
        self._remotes = message.remotes or self._remotes
        self._shown = message.shown or self._shown
        self._trouble = message.trouble
        self.busy = not message.ended
        self._show()

    # --- what is seen

    def _show(self) -> None:
        place, shown = self._place, self._shown
        names = (pgettext("board", "今天"), _("本周"), _("本月"), pgettext("board", "整个活动"))
        self._tabs.update(Fitted(partial(tabs, names, PERIODS.index(place.period))))
        title = _("排行榜") if shown is None else _("排行榜 · {title}").format(title=shown.board.title)
        self.top.tell(title, self._where())
        self._nothing.display = shown is None
        self._about.display = self._table.display = shown is not None
        if shown is None:
            self._nothing.tell(self._why_nothing())
        else:
            self._about.update(Fitted(lambda width: lines(self._about_lines(shown, width))))
            self._table.update(self._lines(shown))
        self.offer()

    def _where(self) -> str:
        if self.busy:
            return _("正在取……")
        return "" if self._shown is None else self._shown.remote

    def _why_nothing(self) -> Empty:
        if self.busy:
            return Empty(span_words(self._place.span, self._today), _("正在取排行榜……"))
        if self._trouble:
            return Empty(_("取不到排行榜"), self._trouble, "Enter", _("再试"))
        return Empty(_("还没有可以看榜的地方"), _("先添加单位的服务器、共享文件夹或 U 盘。"), "y", _("同步"))

    def _about_lines(self, shown: Shown, width: int) -> list[Content]:
        board, now = shown.board, self._desk.now()
        parts = [span_words(self._place.span, self._today)]
        parts.append(_("定稿，不再变动") if board.closed else _("截至 {when}").format(when=moment_words(board.at, now)))
        if own_place(board) is None:
            parts.append(plural("{count} 人有积分", board.people).format(count=f"{board.people:,}"))
        told = [plain(" · ".join(parts), "bold" if board.closed else "")]
        if not shown.live and not self.busy:
            why = self._trouble or (say(shown.trouble) if shown.trouble else "")
            words = _("这是 {when} 取到的。{why}").format(when=moment_words(shown.fetched, now), why=why)
            told.append(plain(words, "$accent"))
        elif self._trouble:
            told.append(plain(self._trouble, "$error"))
        return [*told, *own_lines(board, shown.points, width)]

    def _lines(self, shown: Shown) -> Fitted | Content:
        board, view = shown.board, self._place.view
        if view is View.PERSONS:
            if not board.places and not board.near:
                return plain(_("这一期还没有人有积分。"), "$muted")
            return Fitted(partial(persons_table, board))
        if not board.units:
            return plain(_("这个范围下面没有分单位的榜。"), "$muted")
        mine = own_place(board)
        return Fitted(partial(units_table, board.units, view, mine.unit if mine else ""))

    def phrase(self, command: Command) -> Offer | None:
        """Only what can be done; what is looked at has no earlier and later where it is all there is."""
        return Offer.of(command) if self.check_action(command.action, ()) else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what there is."""
        is_bare = not (self._remotes or self.busy or self._trouble)
        if is_bare and action in ("fetch", "period", "turn", "step", "move"):
            return False
        if action == "step":
            return self._place.period is not None
        if action == "scope":
            return bool(self._scopes)
        if action == "remote":
            return len(self._remotes) > 1
        return True

    # --- what keys do

    def _turn_to(self, place: BoardsPlace) -> None:
        if place.remote != self._place.remote:
            self._scopes = None
        self._place, self._shown = place, None
        self.body.scroll_home(animate=False)
        self._fetch()

    def action_fetch(self) -> None:
        """The same board once more."""
        self._scopes = self._scopes or None
        self._fetch()

    def action_period(self, number: int) -> None:
        """The day, week or month of today, or all."""
        self._turn_to(self._place._replace(period=PERIODS[number], day=self._today))

    def action_step(self, way: int) -> None:
        """The period before or after; nothing is after today."""
        day = self._place.span.step(STEPS[way]).day
        if day > self._today and STEPS[way] > 0:
            self.say(_("这已经是最近的一期了。"))
        else:
            self._turn_to(self._place._replace(day=day))

    def action_turn(self) -> None:
        """Persons, units by participation, units by points per head."""
        after = VIEWS[(VIEWS.index(self._place.view) + 1) % len(VIEWS)]
        self._place = self._place._replace(view=after)
        self.body.scroll_home(animate=False)
        self._show()

    def action_scope(self) -> None:
        """Whose board."""
        scopes = self._scopes or ()
        now = self._place.scope or (self._shown.board.scope if self._shown else "")
        here = next((number for number, one in enumerate(scopes) if one.scope == now), 0)

        def picked(number: str | None) -> None:
            if number is not None:
                self._turn_to(self._place._replace(scope=scopes[int(number)].scope))

        lines_of = [Line(one.title) for one in scopes]
        self.app.push_screen(loading.screen("pick")(_("看谁的榜"), lines_of, here=here), picked)

    def action_remote(self) -> None:
        """Another remote's boards."""
        remotes = self._remotes
        now = self._shown.remote if self._shown else self._place.remote
        here = remotes.index(now) if now in remotes else 0

        def picked(number: str | None) -> None:
            if number is not None:
                self._turn_to(self._place._replace(remote=remotes[int(number)], scope=""))

        self.app.push_screen(
            loading.screen("pick")(_("看哪个远程的榜"), [Line(one) for one in remotes], here=here), picked
        )

    def on_empty_state_wanted(self, message: EmptyState.Wanted) -> None:
        """A click on what is missing."""
        message.stop()
        if self._trouble:
            self.action_fetch()
        else:
            self.action_remotes()

    def action_remotes(self) -> None:
        """Where boards come from."""
        self.post_message(PageWanted("remotes"))

    def action_home(self) -> None:
        """Home."""
        self.post_message(HomeWanted())
