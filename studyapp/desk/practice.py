"""Practice beside the day's drill: what there is to practise, sittings over it, and the wrong-answer book as a list."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import NamedTuple

from studyapp.desk.decks import deck_number
from studyapp.desk.full import Desk, ToldDrill
from studyapp.grading import Partial, Policy
from studyapp.model import study_day
from studyapp.report.wrong_book import Wrong
from studyapp.session import Practice
from studyapp.shelf import Shelf, draw
from studyapp.store import bank, errors, glance, plans, settings, shelves
from studyapp.store.shelves import Chapter

DRAWN = 20
"""So many questions are drawn at random where nobody says how many."""


class Selection(NamedTuple):
    """What is practised: a shelf, of one deck (``None``: of all), which chapter of it, and how many at most."""

    shelf: Shelf
    deck: str | None = None
    chapter: str = ""
    limit: int | None = None


class Practices:
    """What may be asked about practice. The figures and lists may be asked for in any thread."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def counts(self, deck: str | None = None) -> dict[Shelf, int]:
        """How many questions stand on each shelf."""
        with self._connection() as connection:
            mended = _mended(connection)
            return shelves.counts(connection, deck=deck_number(connection, deck), day=self._day, mended=mended)

    def chapters(self, deck: str | None = None) -> tuple[Chapter, ...]:
        """The subjects, with how many questions of each were seen, and right the last time."""
        with self._connection() as connection:
            return tuple(shelves.chapters(connection, deck=deck_number(connection, deck), day=self._day))

    def numbers(self, chosen: Selection) -> tuple[int, ...]:
        """The items in the order in which they are practised or read; at random, another time other ones."""
        with self._connection() as connection:
            found = shelves.numbers(
                connection,
                chosen.shelf,
                deck=deck_number(connection, chosen.deck),
                day=self._day,
                mended=_mended(connection),
                subject=chosen.chapter,
            )
        if chosen.shelf is Shelf.RANDOM:
            found = draw(found, DRAWN if chosen.limit is None else chosen.limit, self._desk.world.token())
        return tuple(found[: chosen.limit])

    def open(self, chosen: Selection) -> ToldDrill:
        """Open a sitting; its first question is ``None`` where there is nothing to practise."""
        numbers = self.numbers(chosen)
        store = self._desk.store
        with errors.told(store.path):
            practice = Practice(
                store,
                numbers,
                sitting=self._desk.world.token(),
                at=self._desk.now(),
                policy=Policy(multiple=Partial(settings.read(store.connection, "partial"))),
                minutes=plans.read(store.connection).minutes,
            )
        return ToldDrill(practice, store.path)

    def wrong(self, deck: str | None = None) -> tuple[Wrong, ...]:
        """The wrong-answer book as it is printed: subject by subject, in the bank's order."""
        with self._connection() as connection:
            number = deck_number(connection, deck)
            missed = shelves.wrong(connection, deck=number, day=self._day, mended=_mended(connection))
            chapters = shelves.chapters(connection, deck=number, day=self._day)
            found = [item for no in missed if (item := bank.item(connection, no))]
            cases = {no: bank.item(connection, no) for no in {item.parent for item in found if item.parent is not None}}
        places = {one.subject: place for place, one in enumerate(chapters)}
        found.sort(key=lambda item: (places.get(item.subject, len(places)), item.deck, item.position, item.no))
        materials = {no: case.read() for no, case in cases.items() if case is not None}
        return tuple(
            Wrong(item.no, item.read(), materials.get(item.parent or 0), missed[item.no].times) for item in found
        )

    @property
    def _day(self) -> int:
        return study_day(self._desk.now())

    @contextmanager
    def _connection(self) -> Iterator[bank.Connection]:
        path = self._desk.store.path
        with errors.told(path), closing(glance.open_read_only(str(path))) as connection:
            yield connection


def _mended(connection: bank.Connection) -> int:
    return int(settings.read(connection, "mended"))
