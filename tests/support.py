"""What many tests need: a store in a folder, a deck of questions, a world that stands still."""

from __future__ import annotations

import itertools
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hypothesis import settings

from studyapp import identity
from studyapp.envelope.contents import pack_entries
from studyapp.importing.executing import Options, Origin, Report, import_deck
from studyapp.journal import Rules
from studyapp.memory import Card
from studyapp.model import DAY, Choices, Deck, Entry, Item, Kind, Question, Where
from studyapp.store import caches, entries
from studyapp.store.absorbing import absorb
from studyapp.store.devices import claim
from studyapp.store.opening import Store, open_store

ROOT = Path(__file__).parents[1]
MONDAY = 20_780 * DAY + 4 * 3_600_000
"""Noon in Shanghai of some day in November 2026, UTC in milliseconds."""

OPENED: list[Store] = []
"""Stores that a test has made; they are closed after it."""

LEFT: list[Path] = []
"""Folders that a test has made outside of those that pytest looks after; they are removed after it."""


def shared_folder() -> Path:
    """Where real banks and statutes lie, on machines that have them."""
    return Path(os.environ.get("STUDYAPP_SHARED", ROOT.parent / "shared"))


def examples(usual: int) -> int:
    """How many examples a property takes that is slower than others, or finds less: so many, more in long campaigns."""
    return usual * settings().max_examples // settings.get_profile("short").max_examples


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
    OPENED.append(store)
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


def make(store: Store, kind: str, body: Mapping[str, Any] | None = None, *, at: int = MONDAY, **rest: Any) -> Entry:
    """The next entry of this store's device, not yet written."""
    seq = entries.next_seq(store.connection, store.device)
    return identity.make_entry(device=store.device, seq=seq, at=at, kind=kind, body=body, **rest)


def write(store: Store, kind: str, body: Mapping[str, Any] | None = None, *, at: int = MONDAY, **rest: Any) -> Entry:
    """Write an entry as another part of the app would."""
    entry = make(store, kind, body, at=at, **rest)
    absorb(store, [entry])
    return entry


def give(
    store: Store, question: Question, *, right: bool = True, at: int = MONDAY, sitting: str = "s", kind: str = "answer"
) -> Entry:
    """Write an answer to a question, which need not be in the bank."""
    return write(
        store,
        kind,
        at=at,
        question=identity.question_id(question),
        key=identity.key_digest(question),
        verdict=float(right),
        rating=3 if right else 1,
        milliseconds=9_000,
        sitting=sitting,
    )


def card_of(store: Store, question: Question) -> Card | None:
    """The memory of a question under its own key."""
    known = caches.aliases(store.connection)
    one, key = identity.question_id(question), identity.key_digest(question)
    return caches.read(store.connection).cards.get((known.get(one, one), known.get(key, key)))


def make_entries(device: str, first: int, count: int) -> bytes:
    """Some answers of a device as the content of an envelope."""
    made = (
        identity.make_entry(
            device=device,
            seq=seq,
            at=MONDAY + seq * 10_000,
            kind="answer",
            question=seq.to_bytes(16),
            key=bytes(16),
            verdict=1.0,
            rating=3,
            milliseconds=9_000,
            sitting="s",
        )
        for seq in range(first, first + count)
    )
    return pack_entries(made)
