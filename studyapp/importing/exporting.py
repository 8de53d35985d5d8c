"""From the bank back to a deck, as a writer takes it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path

from studyapp.heavy import resting, second_process
from studyapp.importing import histories
from studyapp.model import Deck, Item, Question, Where
from studyapp.store import bank, media, recalling
from studyapp.store.bank import Connection, DeckRow, ItemOut
from studyapp.store.sharing import Second, helping

MANY = 10_000
"""Items from which another process is worth its start, if their histories are wanted."""


def in_company(connection: Connection, row: DeckRow | None, *, history: bool) -> AbstractContextManager[object]:
    """Within this a deck may be read and written: where it is large, the same second process serves for both."""
    return second_process(worth=history and bank.size(connection, _no(row)) >= MANY)


def deck_of(connection: Connection, row: DeckRow | None, *, history: bool = False) -> Deck:
    """A deck of the bank, or all of them as one; ``history``: with what the learner did and where memory stands."""
    count = bank.size(connection, _no(row)) if history else 0
    with resting(), helping(worth=count >= MANY) as helper:
        told = None
        if isinstance(helper, Second) and 2 * count >= (all_of := bank.size(connection)):
            told = recalling.of_all(connection, all_of, helper)  # he need not be told which
        stored = bank.items_out(connection, _no(row))
        past = histories.histories_of(connection, stored, helper, told) if history else ()
        places = {item.no: position for position, item in enumerate(stored)}
        items = tuple(_item(item, position, places) for position, item in enumerate(stored))
        known = tuple(past)
    files = _files(connection, items)
    if row is None:
        return Deck("", items, files=files, histories=known)
    as_of = date.fromisoformat(row.as_of) if row.as_of else None
    return Deck(
        row.name, items, (), row.subject, row.jurisdiction, as_of, row.description, files=files, histories=known
    )


def _no(row: DeckRow | None) -> int | None:
    return None if row is None else row.no


def deck_with(connection: Connection, name: str, some: Iterable[tuple[Question, Question | None]]) -> Deck:
    """Some questions as a deck of their own, the material of a case before those of its questions that follow it."""
    items: list[Item] = []
    case, place = None, 0
    for question, material in some:
        if material is not None and material != case:
            place = len(items)
            items.append(Item(material, place, Where(name, place + 1)))
        case = material
        number = len(items)
        items.append(Item(question, number, Where(name, number + 1), case=None if case is None else place))
    return Deck(name, tuple(items), files=_files(connection, items))


def _files(connection: Connection, items: Iterable[Item]) -> dict[str, bytes]:
    """The pictures and sounds of the questions, as far as the store has them."""
    digests = dict.fromkeys(one.digest for item in items for one in item.question.media)
    found = ((digest, media.read(connection, digest)) for digest in digests)
    return {digest: data for digest, data in found if data is not None}


def write_whole(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        draft.write_bytes(data)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _item(item: ItemOut, position: int, places: dict[int, int]) -> Item:
    source = Where(item.source, item.first_line, item.last_line)
    case = None if item.parent is None else places.get(item.parent)
    return Item(item.read(), position, source, item.label, item.external_id, case)
