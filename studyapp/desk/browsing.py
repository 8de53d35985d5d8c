"""Looking at the bank. Any thread may ask: each question is answered over a connection of its own."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from studyapp.desk.views import Entry, Wanted, Whole
from studyapp.search import excerpt, find, sieve, words_of
from studyapp.store import bank, browsing, errors, glance
from studyapp.store.asking import read_question

PORTION = 1000
"""So many questions are looked through before those that were found are handed on."""

BEGINNING = 200
"""Characters of a question in a list; no line is so long."""

NEAR = 24
"""A word that stands no farther from the beginning is seen in a list anyway."""

SHORT = 14
"""Characters of the beginning where the words stand somewhere else."""


class Browser:
    """What the screens may ask of the bank in a store."""

    def __init__(self, store: str) -> None:
        """``store``: the path of its file."""
        self._store = store

    @contextmanager
    def _connection(self) -> Iterator[bank.Connection]:
        with errors.told(Path(self._store)), closing(glance.open_read_only(self._store)) as connection:
            yield connection

    def decks(self) -> tuple[str, ...]:
        """The names of the decks that hold anything."""
        with self._connection() as connection:
            return tuple(deck.name for deck in bank.decks(connection))

    def kinds(self, deck: str | None) -> dict[str, int]:
        """How many questions of each kind there are in a deck (``None``: in all)."""
        with self._connection() as connection:
            return browsing.kinds(connection, deck=_number(connection, deck))

    def find(self, wanted: Wanted) -> Generator[tuple[int, ...], None, None]:
        """The numbers of the items that fit, in the bank's order; some at a time, or none while it looks on.

        Material of cases is among them only where it is asked for, or has the words.
        """
        words = words_of(wanted.words)
        with self._connection() as connection:
            deck = _number(connection, wanted.deck)
            if wanted.deck is not None and deck is None:
                return
            if not words:
                yield from browsing.numbers(connection, deck=deck, kind=wanted.kind)
                return
            may_have, found = sieve(words), []
            for count, item in enumerate(bank.find_items(connection, deck=deck, kind=wanted.kind), 1):
                if may_have(item.body) and find(item.read(), words):
                    found.append(item.no)
                if count % PORTION == 0:
                    yield tuple(found)
                    found = []
            yield tuple(found)

    def entries(self, numbers: Sequence[int], words: str = "") -> tuple[Entry, ...]:
        """Items as a list shows them; with ``words``, the place where they stand if that is not the beginning."""
        with self._connection() as connection:
            bodies = browsing.bodies(connection, numbers)
        looked_for = words_of(words)
        return tuple(_entry(*bodies[number], looked_for) for number in numbers if number in bodies)

    def whole(self, number: int) -> Whole | None:
        """An item with all that is known of it; ``None`` where it is not there any more."""
        with self._connection() as connection:
            item = bank.item(connection, number)
            if item is None:
                return None
            parent = None if item.parent is None else bank.item(connection, item.parent)
            names = {deck.no: deck.name for deck in bank.decks(connection)}
            standing = browsing.standing(connection, number)
        return Whole(
            item=number,
            question=item.read(),
            case=None if parent is None else parent.read(),
            deck=names.get(item.deck, ""),
            label=item.label,
            source=item.source,
            first_line=item.first_line,
            last_line=item.last_line,
            answered=standing.answered,
            right=standing.right,
            due=standing.due,
            marks=standing.marks,
        )


def _number(connection: bank.Connection, deck: str | None) -> int | None:
    row = None if deck is None else bank.deck_named(connection, deck)
    return None if row is None else row.no


def _entry(body: str, deck: str, words: Sequence[str]) -> Entry:
    question = read_question(body)
    beginning = " ".join(question.prompt[:BEGINNING].split())
    match = find(question, words) if words else None
    if match is None or (match.part == 0 and match.start < NEAR):
        text = beginning
    elif match.part == 0:
        text = excerpt(match)
    else:
        text = f"{beginning[:SHORT]}{'…' if len(beginning) > SHORT else ''} | {excerpt(match, SHORT)}"
    return Entry(str(question.kind), text, deck)
