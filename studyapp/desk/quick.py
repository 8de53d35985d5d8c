"""The desk that the screens open on: it shows the first question, and fetches the rest of the house meanwhile.

Showing a question needs the store and the nouns; grading, memory and the journal are needed for the first answer.
They are loaded after the first paint, in a thread: this is the one place for that.
"""

from __future__ import annotations

import gc
import os
from importlib import import_module
from pathlib import Path

from studyapp import preferences
from studyapp.desk.figures import today_of
from studyapp.model import Message, Progress, Shown, Today
from studyapp.preferences import Preferences
from studyapp.store import asking, errors, glance, settings
from studyapp.store.asking import Asked
from studyapp.store.schema import SCHEMA
from studyapp.version import __version__
from studyapp.world import PROFILES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from studyapp.desk.boards import Boards
    from studyapp.desk.browsing import Browser
    from studyapp.desk.exams import Exams
    from studyapp.desk.full import Desk
    from studyapp.desk.importing import Importer
    from studyapp.desk.learners import Learners
    from studyapp.desk.practice import Practices
    from studyapp.desk.statistics import Statistics
    from studyapp.desk.syncing import Syncer
    from studyapp.desk.titles import Titles
    from studyapp.desk.views import Picture
    from studyapp.model import Feedback, Media, Response, Summary
    from studyapp.model.activity import Standing
    from studyapp.session import Session
    from studyapp.world import World

_FULL = "studyapp.desk.full"
_BROWSING = "studyapp.desk.browsing"
_IMPORTING = "studyapp.desk.importing"
_STATISTICS = "studyapp.desk.statistics"
_EXAMS = "studyapp.desk.exams"
_STARTING = "studyapp.exam.starting"
_PRACTICE = "studyapp.desk.practice"
_TITLES = "studyapp.desk.titles"
_LEARNERS = "studyapp.desk.learners"
_PROFILES = "studyapp.profiles"
_LANGUAGE = "studyapp.language"
_BOARDS = "studyapp.desk.boards"
_SYNCING = "studyapp.desk.syncing"
_COPY = "copy"


class QuickDesk:
    """What the screens may ask for."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._desk: Desk | None = None
        self._preferences: Preferences | None = None
        self._importer: Importer | None = None
        self._syncers: dict[str, Syncer] = {}

    def full(self) -> Desk:
        """The whole desk, which can write."""
        if self._desk is None:
            self._desk = import_module(_FULL).open_desk(self._world)
        return self._desk

    def close(self) -> None:
        """Close what is open."""
        if self._desk is not None:
            self._desk.close()

    @property
    def is_ready(self) -> bool:
        """Whether the store is there, of this version of the app and with its bundled decks."""
        path = self._world.store
        if not os.path.isfile(path):  # noqa: PTH113 - as the paths of the world are
            return False
        with errors.told(Path(path)):
            errors.refuse_lossy(Path(path))
            connection = glance.open_read_only(path)
            try:
                return _is_ready(connection)
            finally:
                connection.close()

    def now(self) -> int:
        """UTC in milliseconds since 1970-01-01."""
        return self._world.now()

    def today(self) -> Today:
        """The home screen's figures."""
        if self._desk is not None:
            return self._desk.today()
        with errors.told(Path(self._world.store)):
            connection = glance.open_read_only(self._world.store)
            try:
                return today_of(connection, self.now())
            finally:
                connection.close()

    @property
    def preferences(self) -> Preferences:
        """How the learner likes the app to look on this computer."""
        if self._preferences is None:
            self._preferences = preferences.read(self._world.home)
        return self._preferences

    def keep(self, wishes: Preferences) -> None:
        """Keep these from now on; they hold even where they cannot be written."""
        self._preferences = wishes
        try:
            preferences.write(self._world.home, wishes)
        except OSError as error:
            why = {"path": self._world.home, "error": str(error.strerror)}
            raise errors.StoreError(
                Message("设置没有存到 {path}（{error}），关闭后失效；请检查该文件夹。", why)
            ) from error

    def setting(self, name: str) -> str:
        """What holds for ``new``, ``reviews`` or ``partial``."""
        return self.full().setting(name)

    def set(self, name: str, value: str) -> None:
        """Set one of them."""
        self.full().set(name, value)

    def speak(self, language: str) -> None:
        """Let every word from now on be of this language."""
        import_module(_LANGUAGE).choose(language)

    def open_session(self, deck: str | None, limit: int | None) -> Session:
        """Open a sitting of drill on one deck (``None``: all of them), of at most ``limit`` questions."""
        if self._desk is None and deck is None:
            with errors.told(Path(self._world.store)):
                first = _first_question(self._world.store, self.now(), limit)
            if first is not None:
                return _QuickSession(self, limit, *first)
        return self.full().open_session(deck, limit)

    def browser(self) -> Browser:
        """Who looks through the bank, for any thread."""
        browser: Browser = import_module(_BROWSING).Browser(self._world.store)
        return browser

    def importer(self) -> Importer:
        """Who reads files, for any thread."""
        if self._importer is None:
            self._importer = import_module(_IMPORTING).Importer(self._world)
        return self._importer

    def statistics(self) -> Statistics:
        """Who tells the learner's figures."""
        found: Statistics = import_module(_STATISTICS).Statistics(self._world, self.full().store)
        return found

    def exams(self) -> Exams:
        """Who has the papers."""
        found: Exams = import_module(_EXAMS).Exams(self._world, self.full().store)
        return found

    def practices(self) -> Practices:
        """Who knows what there is to practise."""
        found: Practices = import_module(_PRACTICE).Practices(self.full())
        return found

    def titles(self) -> Titles:
        """Who has the titles."""
        found: Titles = import_module(_TITLES).Titles(self.full())
        return found

    def learners(self) -> Learners:
        """Who knows the learners of this computer."""
        found: Learners = import_module(_LEARNERS).Learners(self._world, self._reopen)
        return found

    def has_remotes(self) -> bool:
        """Whether there is anywhere to sync with; nothing is loaded for the answer."""
        with errors.told(Path(self._world.store)):
            connection = glance.open_read_only(self._world.store)
            try:
                return glance.has_remotes(connection)
            finally:
                connection.close()

    def syncing(self) -> Syncer:
        """Who syncs the learner's store; for any thread, and the same one as long as he learns."""
        world = import_module(_COPY).copy(self._world)  # which stays his when another one learns
        return self._syncers.setdefault(world.profile, import_module(_SYNCING).Syncer(world))

    def boards(self) -> Boards:
        """Who has the boards, for any thread."""
        found: Boards = import_module(_BOARDS).Boards(import_module(_COPY).copy(self._world))
        return found

    @property
    def learner(self) -> str:
        """The name of who learns; empty where he gave none."""
        if not os.path.exists(os.path.join(self._world.home, PROFILES)):  # noqa: PTH110, PTH118
            return ""
        known = import_module(_PROFILES).read(self._world.home)
        return str(known.chosen(self._world.profile).now.name)

    def _reopen(self, profile: str) -> Desk:
        """Go on with the store of another profile; where it does not open, with the one before."""
        before, self._world.profile = self._world.profile, profile
        if before in self._syncers:
            self._syncers.pop(before).finish(0.0)
        self.close()
        self._desk = self._importer = None
        try:
            return self.full()
        except Exception:
            self._world.profile = before
            raise

    def standing(self) -> Standing:
        """All that the learner has of the activity today, with the papers that go on."""
        desk = self.full()
        found = desk.standing()
        with errors.told(desk.store.path):
            live = import_module(_STARTING).live(desk.store, found.tasks, found.day)
        return found._replace(tasks=tuple(one._replace(live=live.get(one.task.id, "")) for one in found.tasks))

    def mark(self, item: int, what: str, on: bool) -> None:
        """Star, flag or report (``what``) a question, or take that back."""
        self.full().mark(item, what, on)

    def picture(self, medium: Media) -> Picture:
        """Write a picture of a question out as a file, and have the system show it if it can."""
        return self.full().picture(medium)

    def warm(self) -> None:
        """Load what the first answer will need; called once, in a thread, after the first paint."""
        import_module(_FULL)
        import_module(_STARTING)
        gc.enable()
        gc.freeze()


class _QuickSession:
    """A sitting that shows its first question by itself, and for all else becomes a full one."""

    def __init__(self, desk: QuickDesk, limit: int | None, asked: Asked, shown: Shown, progress: Progress) -> None:
        self._desk = desk
        self._limit = limit
        self._asked = asked
        self._shown = shown
        self._progress = progress
        self._session: Session | None = None

    def _full(self) -> Session:
        if self._session is None:
            self._session = self._desk.full().open_session(None, self._limit, self._asked)
        return self._session

    def current(self) -> Shown | None:
        """The question to ask now, ``None`` when today is done."""
        return self._shown if self._session is None else self._session.current()

    def answer(
        self, response: Response, *, at: int, milliseconds: int, hinted: bool = False, guessed: bool = False
    ) -> Feedback:
        """Grade, schedule and write the answer to the current question; it is on disk when this returns."""
        return self._full().answer(response, at=at, milliseconds=milliseconds, hinted=hinted, guessed=guessed)

    def rate(self, rating: int, *, at: int) -> Feedback:
        """Put the learner's own rating (1 to 4) in place of the last answer's."""
        return self._full().rate(rating, at=at)

    def mark(self, item: int, what: str, on: bool, *, at: int) -> None:
        """Star, flag or report (``what``) a question, or take that back."""
        self._full().mark(item, what, on, at=at)

    def void(self, *, at: int) -> Shown | None:
        """Take this sitting's last answer back and return the question it was given to, asked again now."""
        return self._full().void(at=at)

    def progress(self) -> Progress:
        """How far today is."""
        return self._progress if self._session is None else self._session.progress()

    def end(self, *, at: int) -> Summary:
        """What this sitting was."""
        return self._full().end(at=at)


def _first_question(path: str, at: int, limit: int | None) -> tuple[Asked, Shown, Progress] | None:
    """The first question, where today's queue stands already; ``None`` where the full desk must build it."""
    connection = glance.open_read_only(path)
    try:
        day, _date = glance.today_of(at)
        stamp = asking.queue_stamp(day, *settings.limits(connection), asking.read_stamp(connection, "rules"))
        scope = asking.scope_of(None)
        stamps = [asking.read_stamp(connection, name) for name in ("queue", f"queue {scope}")]
        if not _is_ready(connection) or stamps != [stamp, stamp]:
            return None
        asked = asking.next_fresh(connection, scope, -1, day) or asking.next_missed(connection, scope, day)
        if asked is None:
            return None
        done = asking.queue_done(connection, scope, day)
        total = asking.sitting_size(asking.queue_size(connection, scope), done, limit)
        case = asking.case_of(connection, asked.parent)
        answered, right = glance.today(connection, day)
        _spent, finished = glance.task_of(connection, day)
        progress = Progress(done, total, answered, right, 0, finished)
        return asked, asked.shown(case, min(done + 1, total), total), progress
    finally:
        connection.close()


def _is_ready(connection: glance.Connection) -> bool:
    return glance.version(connection) == SCHEMA and asking.read_stamp(connection, "bundled") == __version__
