"""A deck as an Anki package of the older format (schema 11), which every Anki imports.

Notes without a schedule: each becomes a new card. See https://docs.ankiweb.net/exporting.html.
"""

from __future__ import annotations

import hashlib
import io
import json
import sqlite3
import tempfile
import zipfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from studyapp import Back, Choices, Deck, Flaw, Item, Kind, Question
from studyapp_interchange.anki_notes import Reading
from studyapp_interchange.anki_package import Note
from studyapp_interchange.anki_reader import subject_of, take
from studyapp_interchange.anki_schema import BASIC, CHOICE, EPOCH, NAMES, SCHEMA, collection_row
from studyapp_interchange.gathering import Gathering
from studyapp_interchange.markup import to_html
from studyapp_interchange.writing import kept_items

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_KINDS = {Kind.SINGLE: "单选题", Kind.MULTIPLE: "多选题", Kind.JUDGE: "判断题"}
_SEPARATOR = "\x1f"
_STAMP = (2020, 1, 1, 0, 0, 0)


class AnkiWriter:
    """Writes cards as basic notes, and questions with choices as notes of a type of their own."""

    name = "anki"
    suffixes = (".apkg",)

    def write(self, deck: Deck) -> tuple[bytes, tuple[Flaw, ...]]:
        """Return the package, and a flaw for each question that it does not hold in full."""
        written, flaws = kept_items(deck.items, _back)
        return _package(written), flaws


def _back(item: Item) -> Question | None:
    """Return what the note reads back to; the database between keeps every text, so it is left out."""
    found = _fields(item)
    if found is None:
        return None
    model, fields = found
    values = _SEPARATOR.join(map(_whole, fields)).split(_SEPARATOR)
    tags = tuple(" ".join(map(_whole, item.question.tags)).split())
    named = tuple(zip(NAMES[model], values, strict=False))
    note = Note("", item.question.subject or "Default", tags, named, cloze=False)
    gathering = Gathering("")
    take(gathering, Reading(note, {}, subject_of(note.deck)))
    return gathering.items[0].question if gathering.items and len(values) == len(fields) else None


def _fields(item: Item) -> tuple[int, list[str]] | None:
    """Return the type of a note and its fields; ``None`` where there is no type for the question."""
    question = item.question
    match question.answer:
        case Back(text):
            return BASIC, [to_html(question.prompt), to_html(text)]
        case Choices(right) if len(question.choices) <= len(_LETTERS):
            options = [f"{_LETTERS[index]}. {to_html(choice)}" for index, choice in enumerate(question.choices)]
            answer = "".join(_LETTERS[index] for index in right)
            texts = [to_html(question.prompt), "<br>".join(options), answer, to_html(question.explanation)]
            return CHOICE, [*texts, _KINDS[question.kind]]
    return None


def _package(items: Sequence[Item]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in (("collection.anki2", _collection(items)), ("media", b"{}")):
            archive.writestr(zipfile.ZipInfo(name, _STAMP), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _collection(items: Sequence[Item]) -> bytes:
    subjects = list(dict.fromkeys(item.question.subject for item in items if item.question.subject))
    decks = {subject: number for number, subject in enumerate(subjects, 2)}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "collection.anki2")
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.executescript(SCHEMA)
            connection.execute(f"INSERT INTO col VALUES ({','.join('?' * 13)})", collection_row(decks))
            for number, item in enumerate(items, 1):
                _note(connection, number, item, decks.get(item.question.subject, 1))
        return path.read_bytes()


def _note(connection: sqlite3.Connection, number: int, item: Item, deck: int) -> None:
    model, fields = _fields(item) or (BASIC, [])
    fields = [_whole(one) for one in fields]
    tags = f" {' '.join(map(_whole, item.question.tags))} " if item.question.tags else ""
    sum_of = int(hashlib.sha1(fields[0].encode()).hexdigest()[:8], 16)
    note = EPOCH * 1000 + number
    texts = _SEPARATOR.join(fields)
    row = (note, _guid(item, fields), model, EPOCH, -1, tags, texts, fields[0], sum_of, 0, "")
    connection.execute(f"INSERT INTO notes VALUES ({','.join('?' * 11)})", row)
    card = (note, note, deck, 0, EPOCH, -1, 0, 0, number, 0, 0, 0, 0, 0, 0, 0, 0, "")
    connection.execute(f"INSERT INTO cards VALUES ({','.join('?' * 18)})", card)


def _guid(item: Item, fields: Sequence[str]) -> str:
    """Return the source's own identity, or one that stays while the text does, so that Anki updates its note."""
    return _whole(item.external_id) or hashlib.sha256(json.dumps(fields).encode()).hexdigest()[:16]


def _whole(text: str) -> str:
    """Put a question mark for what no encoding can hold."""
    return text.encode(errors="replace").decode()
