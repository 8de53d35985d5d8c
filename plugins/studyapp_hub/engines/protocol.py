"""What a hub asks of a database: plain SQL with ``?`` for values, and two verbs that dialects write differently.

Only integers, texts, blobs and doubles are stored, so that the same SQL runs on what public offices have.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from studyapp import Message

Value = int | str | bytes | float | None
Row = Sequence[Any]

INTEGER, TEXT, BLOB, REAL = "integer", "text", "blob", "real"


class Table(NamedTuple):
    """A table. ``columns``: names and types; ``indexes``: lists of columns, of which one may end in `` DESC``.

    ``personal``: its rows are of one learner each, so that they can be spread over machines by learner.
    ``clustered``: it is stored in the order of its key. ``by_month``: the study day by which it is
    cut, or empty.
    """

    name: str
    columns: tuple[tuple[str, str], ...]
    key: tuple[str, ...]
    indexes: tuple[tuple[str, ...], ...] = ()
    personal: bool = False
    clustered: bool = False
    by_month: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The columns' names."""
        return tuple(name for name, _kind in self.columns)

    @property
    def quoted(self) -> str:
        """The columns' names for a query."""
        return ", ".join(f'"{one}"' for one in self.names)


class Unavailable(Exception):  # noqa: N818 - it is said to a person
    """The database does not answer, or is no hub's."""


class Unusable(Unavailable):
    """The database is there, and no hub can be run on it as it is; ``why`` is for people."""

    def __init__(self, why: Message) -> None:
        super().__init__(why.text)
        self.why = why


class Engine(Protocol):
    """An open database with one writer."""

    @property
    def dialect(self) -> str:
        """``sqlite`` or ``postgresql``."""

    def rows(self, sql: str, *values: Value) -> Sequence[Row]:
        """What a query finds."""

    def run(self, sql: str, *values: Value) -> None:
        """Change something."""

    def many(self, sql: str, rows: Iterable[Sequence[Value]]) -> None:
        """Change something for each row."""

    def insert(self, table: Table, rows: Sequence[Sequence[Value]]) -> None:
        """Insert those rows whose key is not there yet."""

    def put(self, table: Table, rows: Sequence[Sequence[Value]]) -> None:
        """Insert rows; where the key is there, the other columns take the new values. No key occurs twice."""

    def add(self, table: Table, rows: Sequence[Sequence[Value]]) -> None:
        """Insert rows; where the key is there, the other columns grow by the new values. No key occurs twice."""

    def change(self) -> AbstractContextManager[None]:
        """All or nothing, on disk when it ends; meanwhile nobody else writes."""

    def glance(self) -> AbstractContextManager[None]:
        """Several queries that see one state."""

    def furnish(self, tables: Iterable[Table], months: Sequence[tuple[int, int]]) -> None:
        """Make what is not there yet. ``months``: the parts of what is cut by month: first days, and those after."""

    def has(self, table: Table) -> bool:
        """Whether a table is there, with its columns."""

    def holds(self, column: str) -> str:
        """The condition that a blob holds another one, as SQL with a place for it."""

    def scrub(self) -> None:
        """See to it that what was deleted is not left lying in files, as far as the database can."""

    def faults(self) -> list[str]:
        """What the database itself says is wrong with it."""

    def copy(self, target: Path) -> bool:
        """Write a whole copy into a file, while the database is used; ``False`` where it has no way of its own."""

    def close(self) -> None:
        """Put it away."""


Open = Callable[[], Engine]
