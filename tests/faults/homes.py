"""Home folders to be damaged: with a bank of numbered questions, and answers in the journal."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from studyapp.desk.full import Desk, open_desk
from studyapp.identity import question_id
from studyapp.importing.bundled import import_bundled_decks
from studyapp.model import DAY, Picked
from studyapp.plugins import entries, load
from studyapp.session import Session
from studyapp.store import settings
from studyapp.world import World
from tests.support import MONDAY, deck_of, put, single

DECK = "测试题库"
QUESTIONS = 240

NUMBERS = {question_id(single(number)): number for number in range(QUESTIONS)}
"""The number of each question by its id; choice ``number % 4`` is right."""


class Noon(World):
    """A world whose clock stands still, two hours after the other tests' Monday morning has begun."""

    def now(self) -> int:
        return MONDAY + DAY // 12


def prepare(home: Path, world: type[World] = World) -> Path:
    """Make a home folder with a bank in which every question is on offer today."""
    home.mkdir(parents=True)
    desk = open_desk(world(str(home)), synchronous="OFF")
    try:
        plugins = load(entries(home / "plugins.json"), {})
        import_bundled_decks(desk.store, lambda: plugins, at=desk.now())
        numbered = deck_of([single(number, right=number % 4) for number in range(QUESTIONS)], name=DECK)
        put(desk.store, numbered, at=desk.now())
        settings.write(desk.store.connection, "new", str(QUESTIONS))
    finally:
        desk.close()
    return home


def study(home: Path, answers: int, *, days: int = 1, world: type[World] = World) -> None:
    """Answer questions, some of them wrong, spread over study days up to today."""
    desk = open_desk(world(str(home)), synchronous="OFF")
    try:
        for day in range(days):
            session = session_of(desk)
            for number in range(answers // days):
                answer(session, at=desk.now() - (days - 1 - day) * DAY + number)
    finally:
        desk.close()


def session_of(desk: Desk) -> Session:
    """A sitting on the numbered questions."""
    return desk.open_session(DECK, None)


def answer(session: Session, *, at: int) -> tuple[int, bool]:
    """Answer the question that is asked: A to all of them, so that one in four is right."""
    shown = session.current()
    assert shown is not None
    feedback = session.answer(Picked((0,)), at=at, milliseconds=1_000)
    return NUMBERS[question_id(shown.question)], feedback.verdict.right


def copy(home: Path, target: Path) -> Path:
    """Another home folder just like it."""
    shutil.copytree(home, target)
    return target


def killed(home: Path, target: Path, answers: int, world: type[World] = World) -> Path:
    """Another home folder like it, as a power cut leaves it: the last answers are in SQLite's log only."""
    alive = copy(home, target.with_name(f"{target.name}-alive"))
    desk = open_desk(world(str(alive)))
    try:
        session = session_of(desk)
        for number in range(answers):
            answer(session, at=desk.now() + 1_000 + number)
        copy(alive, target)
    finally:
        desk.close()
    return target


@contextlib.contextmanager
def opened(home: Path) -> Iterator[sqlite3.Connection]:
    """The store of a home folder, as plain SQLite sees it."""
    connection = sqlite3.connect(home / "default.db", isolation_level=None)
    try:
        yield connection
    finally:
        connection.close()


_ELSEWHERE = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA journal_mode = WAL")
connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
if sys.argv[2]:
    connection.execute(sys.argv[2])
print("open", flush=True)
sys.stdin.read()
"""


@contextlib.contextmanager
def opened_elsewhere(home: Path, statement: str = "") -> Iterator[None]:
    """Another program has the store open, and has begun what the statement says."""
    arguments = [sys.executable, "-c", _ELSEWHERE, str(home / "default.db"), statement]
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"open\n"
        try:
            yield
        finally:
            other.communicate()


def given(home: Path) -> list[tuple[int, bool]]:
    """The answers to numbered questions in the order of their writing: the number, and right or wrong."""
    with opened(home) as connection:
        rows = connection.execute("SELECT question, verdict FROM entry WHERE kind = 'answer' ORDER BY device, seq")
        return [(NUMBERS[question], verdict >= 1.0) for question, verdict in rows if question in NUMBERS]


def entry_ids(home: Path) -> set[bytes]:
    """The ids of all entries."""
    with opened(home) as connection:
        return {one for (one,) in connection.execute("SELECT id FROM entry")}


def live_items(home: Path, deck: str) -> int:
    """How many questions a deck has."""
    with opened(home) as connection:
        row = connection.execute(
            "SELECT count(*) FROM item JOIN deck ON deck.no = item.deck WHERE name = ? AND removed IS NULL", (deck,)
        ).fetchone()
        return int(row[0])


def integrity(home: Path) -> str:
    """What SQLite says of the whole file."""
    with opened(home) as connection:
        return str(connection.execute("PRAGMA integrity_check").fetchone()[0])
