"""The learner's desk: his store, opened on this machine, and what the screens and commands ask of it."""

from __future__ import annotations

from pathlib import Path

from studyapp.desk import activity, pictures
from studyapp.desk.decks import deck_number
from studyapp.desk.figures import today_of
from studyapp.desk.views import Picture
from studyapp.grading import Partial, Policy
from studyapp.journal import Rules
from studyapp.model import Feedback, Media, Progress, Response, Shown, Summary, Today
from studyapp.model.activity import Activity, Standing
from studyapp.session import Drill, Session, mark
from studyapp.store import bank, caches, devices, errors, plans, replaying, settings
from studyapp.store.asking import Asked
from studyapp.store.opening import Store, Synchronous, open_store
from studyapp.version import __version__
from studyapp.world import World


def open_desk(
    world: World, *, synchronous: Synchronous = "FULL", rules: Rules | None = None, patience: float = 5.0
) -> Desk:
    """Open the learner's store, making it where there is none; its caches are those of the rules in force.

    ``patience``: seconds to wait for another program that is writing.
    """
    path = Path(world.store)
    with errors.told(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        errors.refuse_lossy(path)
        store = open_store(path, rules=rules, synchronous=synchronous, patience=patience)
        try:
            store.device = devices.claim(store.connection, path, world, at=world.now())
            if not caches.is_current(store):
                replaying.rebuild(store)
        except BaseException:
            store.close()
            raise
    return Desk(world, store)


class Desk:
    """What the screens may ask for; every trouble with the store is told as a ``StoreError``."""

    def __init__(self, world: World, store: Store) -> None:
        self.world = world
        self.store = store

    def close(self) -> None:
        """Close the store."""
        self.store.close()

    @property
    def is_ready(self) -> bool:
        """Whether the bank has the bundled decks of this version of the app."""
        with errors.told(self.store.path):
            return bank.bundled_version(self.store.connection) == __version__

    def now(self) -> int:
        """UTC in milliseconds since 1970-01-01."""
        return self.world.now()

    def today(self) -> Today:
        """The home screen's figures."""
        with errors.told(self.store.path):
            return today_of(self.store.connection, self.now())

    def standing(self) -> Standing:
        """All that the learner has of the activity today."""
        with errors.told(self.store.path):
            return activity.standing(self.store, self.now())

    def take_plan(self, plan: Activity) -> None:
        """Let a plan of the activity be in force."""
        with errors.told(self.store.path):
            activity.take_plan(self.store, plan)

    def setting(self, name: str) -> str:
        """What holds for ``new``, ``reviews`` or ``partial``."""
        with errors.told(self.store.path):
            return settings.read(self.store.connection, name)

    def set(self, name: str, value: str) -> None:
        """Set one of them."""
        with errors.told(self.store.path):
            settings.write(self.store.connection, name, value)

    def open_session(self, deck: str | None, limit: int | None, first: Asked | None = None) -> ToldDrill:
        """Open a sitting of drill on one deck (``None``: all of them), of at most ``limit`` questions.

        ``first``: the question that is on the screen already.
        """
        with errors.told(self.store.path):
            partial = settings.read(self.store.connection, "partial")
            drill = Drill(
                self.store,
                sitting=self.world.token(),
                at=self.now(),
                deck=deck_number(self.store.connection, deck),
                limit=limit,
                first=first,
                policy=Policy(multiple=Partial(partial)),
                minutes=plans.read(self.store.connection).minutes,
            )
        return ToldDrill(drill, self.store.path)

    def mark(self, item: int, what: str, on: bool) -> None:
        """Star, flag or report (``what``) a question, or take that back."""
        with errors.told(self.store.path):
            mark(self.store, item, what, on, at=self.now())

    def picture(self, medium: Media) -> Picture:
        """Write a picture of a question out as a file, and have the system show it if it can."""
        return pictures.show(Path(self.world.home), self.store.path, medium, self.world.view)

    def picture_file(self, medium: Media) -> str:
        """Write a picture of a question out as a file; return its path."""
        return str(pictures.write(Path(self.world.home), self.store.path, medium))


class ToldDrill:
    """A sitting whose troubles with the store are told as sentences."""

    def __init__(self, drill: Session, path: Path) -> None:
        self._drill = drill
        self._path = path

    def current(self) -> Shown | None:
        """The question to ask now, ``None`` when today is done."""
        return self._drill.current()

    def answer(
        self, response: Response, *, at: int, milliseconds: int, hinted: bool = False, guessed: bool = False
    ) -> Feedback:
        """Grade, schedule and write the answer to the current question; it is on disk when this returns."""
        with errors.told(self._path):
            return self._drill.answer(response, at=at, milliseconds=milliseconds, hinted=hinted, guessed=guessed)

    def rate(self, rating: int, *, at: int) -> Feedback:
        """Put the learner's own rating (1 to 4) in place of the last answer's."""
        with errors.told(self._path):
            return self._drill.rate(rating, at=at)

    def mark(self, item: int, what: str, on: bool, *, at: int) -> None:
        """Star, flag or report (``what``) a question, or take that back."""
        with errors.told(self._path):
            self._drill.mark(item, what, on, at=at)

    def void(self, *, at: int) -> Shown | None:
        """Take this sitting's last answer back and return the question it was given to, asked again now."""
        with errors.told(self._path):
            return self._drill.void(at=at)

    def progress(self) -> Progress:
        """How far today is."""
        with errors.told(self._path):
            return self._drill.progress()

    def end(self, *, at: int) -> Summary:
        """What this sitting was."""
        with errors.told(self._path):
            return self._drill.end(at=at)
