"""Decks by the names that people give them."""

from __future__ import annotations

from studyapp.model import Message
from studyapp.store import bank, errors


def deck_number(connection: bank.Connection, name: str | None) -> int | None:
    """The number of the deck of that name; ``None`` for all. Raises ``StoreError`` where no deck has it."""
    if name is None:
        return None
    row = bank.deck_named(connection, name)
    if row is None:
        raise errors.StoreError(Message("没有名为“{name}”的题库；运行 studyapp decks 查看。", {"name": name}))
    return row.no
