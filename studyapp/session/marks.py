"""Stars, flags and reports."""

from __future__ import annotations

from studyapp.model import EntryKind
from studyapp.store import absorbing, bank
from studyapp.store.opening import Store

MARKS = ("star", "flag", "report")


def mark(store: Store, item: int, what: str, on: bool, *, at: int) -> None:
    """Star, flag or report (``what``) a question, or take that back."""
    row = bank.item(store.connection, item)
    if row is None or what not in MARKS:
        raise ValueError(f"nothing to mark: {item} {what}")
    body = {"what": what, "on": on}
    absorbing.add(store, EntryKind.MARK, at=at, question=row.question, key=row.key, body=body)
