"""What many tests need: a store in a folder, a deck of questions, a world that stands still."""

from __future__ import annotations

import itertools
import os
from dataclasses import dataclass, field
from pathlib import Path

from studyapp.importing.executing import Options, Origin, Report, import_deck
from studyapp.journal import Rules
from studyapp.model import DAY, Choices, Deck, Item, Kind, Question, Where
from studyapp.store.devices import claim
from studyapp.store.opening import Store, open_store

ROOT = Path(__file__).parents[1]
MONDAY = 20_780 * DAY - 3_600_000 * 2
"""Noon in Shanghai of some day in November 2026, UTC in milliseconds."""


def shared_folder() -> Path:
    """Where real banks and statutes lie, on machines that have them."""
    return Path(os.environ.get("STUDYAPP_SHARED", ROOT.parent / "shared"))


@dataclass
class StillWorld:
    """A machine whose chance can be foretold."""

    machine: str = "machine-1"
    numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    def token(self) -> str:
        return f"{next(self.numbers):016x}"

    def secret(self) -> str:
        return f"{next(self.numbers):064x}"


def make_store(
    folder: Path, world: StillWorld | None = None, *, name: str = "default", rules: Rules | None = None
) -> Store:
    """Open a store as the shell does, without waiting for the disk."""
    folder.mkdir(parents=True, exist_ok=True)
    store = open_store(folder / f"{name}.db", synchronous="OFF", rules=rules)
    store.device = claim(store.connection, store.path, world or StillWorld(), at=MONDAY)
    return store


def single(number: int, *, right: int = 0, subject: str = "社会保险") -> Question:
    """A question of its own for each number."""
    return Question(
        kind=Kind.SINGLE,
        prompt=f"第{number}号规定的期限是（　　）。",
        choices=("十日", "十五日", "三十日", "六十日"),
        answer=Choices((right,)),
        subject=subject,
    )


def deck_of(questions: list[Question], *, name: str = "测试题库", file: str = "测试题库.md") -> Deck:
    """A deck as a reader would make it, a line a question."""
    items = (Item(one, number, Where(file, number + 1, number + 1)) for number, one in enumerate(questions))
    return Deck(name, tuple(items))


def put(store: Store, deck: Deck, options: Options | None = None, *, at: int = MONDAY) -> Report:
    """Import a deck."""
    origin = Origin(f"{deck.name}.md", "", "test")
    return import_deck(store, deck, deck.name, origin, options or Options(), at=at)
