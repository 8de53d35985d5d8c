"""A deck as an Anki package of the oldest format (schema 11), which every Anki imports.

Each question is one note with one card. See https://docs.ankiweb.net/exporting.html.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
import tempfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from studyapp import Deck, Flaw, Item, Kind, Media, Message, Question, Severity, resting
from studyapp_interchange.anki_aside import aside
from studyapp_interchange.anki_bulk import insert
from studyapp_interchange.anki_exact import data_text, differences, restored
from studyapp_interchange.anki_fields import Fields, escaped
from studyapp_interchange.anki_joining import joined
from studyapp_interchange.anki_media import names_of
from studyapp_interchange.anki_models import NOTE_TYPES, QUESTION
from studyapp_interchange.anki_notes import Reading
from studyapp_interchange.anki_plain import plain_fields
from studyapp_interchange.anki_revlog import QUICK, grow
from studyapp_interchange.anki_roles import Plan, plan_of
from studyapp_interchange.anki_schedule import CardHistories, card_state, new_card
from studyapp_interchange.anki_schema import CARD_INDEX, EPOCH, REVIEW_INDEX, TABLES, collection_row
from studyapp_interchange.anki_swift import shape_of
from studyapp_interchange.anki_zip import Part, zipped
from studyapp_interchange.keeping import check_kept

_PLANS: Mapping[int, Plan] = {number: plan_of(kind, len(kind.fields)) for number, kind in NOTE_TYPES.items()}
_SHAPES = {number: shape_of(plan) for number, plan in _PLANS.items()}
_MANY = 100_000
"""Reviews from which another process pays for its start."""

_NO_NAME = "题库"
_NO_DECK = re.compile(r'[\x00-\x1f\x7f"]')
_NO_TAG = re.compile(r"[\s\x00-\x1f\x7f]+")
_CARD = "(?, ?, ?, 0, ?, -1, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0, ?)"
_NOTE = "(?, ?, ?, ?, -1, ?, ?, ?, ?, 0, '')"
_AT_ONCE = 5_000


class AnkiWriter:
    """Writes cards, blanks and all other kinds as notes of three types; with histories their schedule and reviews."""

    name = "anki"
    suffixes = (".apkg",)

    def write(self, deck: Deck) -> tuple[bytes, tuple[Flaw, ...]]:
        """Return the package, and a flaw for each question that it does not hold in full."""
        package = _Package(deck)
        reviews = sum(history.length for history in package.histories.values())
        with (
            resting(),
            tempfile.TemporaryDirectory(prefix="studyapp-") as folder,
            aside(worth=reviews >= _MANY) as by,
        ):
            path, leaves, histories = Path(folder, "collection.anki2"), Path(folder, "reviews"), package.reviewed()
            grown = by.begin(grow, str(leaves), histories)
            package.fill(path, package.notes())
            return package.packed(joined(path, leaves, grown, histories)), tuple(package.flaws)


class _Note(NamedTuple):
    """A note ready to be written."""

    guid: str
    model: int
    tags: tuple[str, ...]
    fields: str
    first: str


class _Package:
    """A package being made."""

    def __init__(self, deck: Deck) -> None:
        self.deck = deck
        self.flaws: list[Flaw] = []
        self.histories = {history.position: history.pack() for history in deck.histories}
        self.names = names_of(deck.items, deck.files)
        self.media = {name: Media(name, digest) for (_, digest), name in self.names.items()}
        self.fields = Fields(self.names)
        self.root = "：：".join(_path(deck.name)) or _NO_NAME
        self.decks: dict[str, int] = {}
        self.paths: dict[str, str] = {}
        self.spelled: dict[str, str] = {}
        self.guids: dict[str, int] = {}  # and how often each has come so far
        self.modified = _moment(deck)
        self.base = EPOCH * 1000 + zlib.crc32(self.root.encode()) * 32 + 1
        self._deck("")

    def notes(self) -> Iterator[_Note]:
        """Yield the notes of all items; what does not read back as it was is noted as a flaw."""
        guids = {item.position: self._guid(item) for item in self.deck.items}
        for item in self.deck.items:
            yield self._note(item, guids)

    def _note(self, item: Item, guids: Mapping[int, str]) -> _Note:
        question, guid = item.question, guids[item.position]
        subject = self._deck(question.subject).removeprefix(self.root).removeprefix("::")
        tags = _tags(question.tags) if question.tags else ()
        if item.case is None and subject == question.subject and tags == question.tags and len(tags) < 2:
            plain = plain_fields(question, item.label)
            if plain is not None:
                text = _whole(plain)
                return _Note(guid, QUESTION, tags, text, question.prompt if text is plain else _whole(question.prompt))
        case = self.deck.items[item.case].question.prompt if item.case is not None else ""
        model, fields = self.fields.of(question, item.label, case)
        found = self._read(model, fields, subject, tags)
        data: dict[str, object] = {}
        if found != question or len(tags) > 1 or not found.prompt:  # a picture alone asks nothing by itself
            data["exact"] = differences(question, found)
            self._check(item, restored(found, json.loads(data_text(data))["exact"]))
        if item.case is not None:
            data["case"] = guids.get(item.case, "")
        fields.append(data_text(data) if data else "")
        text = _whole("\x1f".join(fields))
        return _Note(guid, model, tags, text, _whole(question.prompt))

    def _read(self, model: int, fields: list[str], subject: str, tags: tuple[str, ...]) -> Question:
        """Return what the readable fields of a note read back to, as far as they ask anything."""
        shape = _SHAPES[model]
        if shape is not None and (question := shape.question([*fields, ""], subject, tags)):
            return question
        found = Reading(_PLANS[model], fields, exact=True).read()
        media = tuple(self.media[name] for name in dict.fromkeys(found.media) if name in self.media)
        return found.question(subject, tags, media)

    def _check(self, item: Item, found: Question) -> None:
        absent = [one.name for one in item.question.media if (one.name, one.digest) not in self.names]
        if absent:
            why = Message(
                "题库里没有这些图片或声音的文件，没有写进去：{names}。请重新导入带有它们的文件。",
                {"names": _whole("、".join(absent))},
            )
            self.flaws.append(Flaw(item.source, Severity.WARNING, "no-media", why))
        flaw, _ = check_kept(replace(item, case=None), found)
        if flaw is not None:
            self.flaws.append(flaw)

    def _deck(self, subject: str) -> str:
        """Return the path of a subject's deck; Anki knows no difference between large and small letters there."""
        if subject not in self.paths:
            path = ""
            for part in (self.root, *_path(subject)):
                below = f"{path}::{part}" if path else part
                path = self.spelled.setdefault(below.casefold(), below)
                self.decks.setdefault(path, self.base + len(self.decks))
            self.paths[subject] = path
        return self.paths[subject]

    def reviewed(self) -> CardHistories:
        """Return the histories with their cards, which are numbered as the items are."""
        found = [self.histories.get(item.position) for item in self.deck.items]
        numbered = [(card, one) for card, one in enumerate(found, self.base) if one is not None and one.length]
        cards, histories = [card for card, _one in numbered], [one for _card, one in numbered]
        return CardHistories(cards, [one.reviews for one in histories], [one.due for one in histories])

    def _guid(self, item: Item) -> str:
        """Return the source's own identity, or one that stays while what is asked does: Anki knows the note by it."""
        question = item.question
        if item.external_id:
            guid = _whole(item.external_id)
        else:
            asked = "\x1f".join((question.kind, question.prompt, *question.choices))
            guid = hashlib.sha256(asked.encode(errors="replace")).hexdigest()[:20]
        told, count = guid, self.guids.get(guid, 1)
        while guid in self.guids:
            count += 1
            guid = f"{told}-{count}"
        self.guids[told] = count
        self.guids.setdefault(guid, 1)
        return guid

    def packed(self, collection: Sequence[Part]) -> bytes:
        """Return the package: the collection compressed swiftly, and media as they are."""
        digests = {name: digest for (_, digest), name in self.names.items()}
        listed = {str(place): name for place, name in enumerate(digests)}
        files = [("media", json.dumps(listed).encode())]
        files += [(str(place), self.deck.files[digest]) for place, digest in enumerate(digests.values())]
        return zipped("collection.anki2", collection, files)

    def fill(self, path: Path, notes: Iterable[_Note]) -> None:
        """Make a file with all that is no review: the notes, their cards, decks and types."""
        description = escaped(_whole(self.deck.description))
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.executescript(QUICK + TABLES + REVIEW_INDEX)
            connection.execute("BEGIN")
            for table, form, rows in (("notes", _NOTE, self._note_rows(notes)), ("cards", _CARD, self._card_rows())):
                while some := [*islice(rows, _AT_ONCE)]:
                    insert(connection, table, form, some)
            row = collection_row(self.decks, description, self.modified)
            connection.execute(f"INSERT INTO col VALUES ({','.join('?' * 13)})", row)
            connection.execute(CARD_INDEX)
            connection.execute("COMMIT")

    def _note_rows(self, notes: Iterable[_Note]) -> Iterator[tuple[object, ...]]:
        for number, note in enumerate(notes, self.base):
            tags = f" {' '.join(note.tags)} " if note.tags else ""
            total = int.from_bytes(hashlib.sha1(note.first.encode()).digest()[:4], "big")
            yield number, note.guid, note.model, self.modified, tags, note.fields, note.first, total

    def _card_rows(self) -> Iterator[tuple[object, ...]]:
        for count, item in enumerate(self.deck.items):
            question, history = item.question, self.histories.get(item.position)
            asked = question.kind is not Kind.CASE
            state = new_card(count, asked=asked) if history is None else card_state(history, count, asked=asked)
            number = self.base + count
            yield number, number, self.decks[self._deck(question.subject)], self.modified, *state


def _tags(tags: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tag for tag in (_NO_TAG.sub("_", _whole(tag)) for tag in tags) if tag))


def _path(subject: str) -> list[str]:
    parts = (_NO_DECK.sub("", _whole(part)).strip() for part in subject.split("::"))
    return [part for part in parts if part]


def _moment(deck: Deck) -> int:
    """Return when the notes count as changed: Anki takes over what is newer than what it has."""
    if deck.as_of is None:
        return EPOCH
    return int(datetime(deck.as_of.year, deck.as_of.month, deck.as_of.day, tzinfo=UTC).timestamp())


def _whole(text: str) -> str:
    """Put a question mark for what no encoding can hold."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode(errors="replace").decode()
    return text
