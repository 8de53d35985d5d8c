"""An Anki package opened: its notes as plain values. Nothing in it is trusted.

A package is a zip with an SQLite database; see https://docs.ankiweb.net/exporting.html.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import struct
import tempfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from studyapp import Message, NotABank

_LIMIT = 512 * 1024 * 1024
_STEPS = 200_000
"""Thousands of steps that SQLite may take in all; a real collection needs far fewer, a trap would need for ever."""

_BROKEN = Message("这不是 Anki 牌组包，或文件已损坏。请在 Anki 里重新导出。")
_UNSAFE = Message("这个包里的文件太大或路径可疑，为安全起见不读。请在 Anki 里重新导出。")
_MODERN = Message("这是新版 Anki 的压缩格式，本程序读不了。请在 Anki 导出时勾选“支持旧版 Anki”再导入。")
_ZIP_FAULTS = (
    BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError, KeyError, struct.error,
    OverflowError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Note:
    """A note: its fields by name as HTML, in order, and whether its type deletes words (cloze)."""

    guid: str
    deck: str
    tags: tuple[str, ...]
    fields: tuple[tuple[str, str], ...]
    cloze: bool


@dataclass(frozen=True, slots=True)
class Package:
    """What a package holds; ``media`` are the digests of its files by name."""

    notes: tuple[Note, ...]
    media: Mapping[str, str]


def open_package(data: bytes) -> Package:
    """Read a package; raise ``NotABank`` where it is damaged, unsafe, or of the compressed format."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            sizes = {info.filename: info.file_size for info in archive.infolist()}
            if any(_leads_out(name) for name in sizes):
                raise NotABank(_UNSAFE)
            if "collection.anki21b" in sizes:
                raise NotABank(_MODERN)
            name = next((one for one in ("collection.anki21", "collection.anki2") if one in sizes), None)
            if name is None:
                raise NotABank(_BROKEN)
            if sizes[name] > _LIMIT or sizes.get("media", 0) > _LIMIT:
                raise NotABank(_UNSAFE)
            return Package(_notes(archive.read(name)), _media(archive, sizes))
    except _ZIP_FAULTS as error:
        raise NotABank(_BROKEN) from error


def _leads_out(name: str) -> bool:
    return name.startswith(("/", "\\")) or ":" in name or ".." in name.replace("\\", "/").split("/")


def _media(archive: ZipFile, sizes: Mapping[str, int]) -> dict[str, str]:
    """Return the digests of the files, as far as all of them together are of a size to be believed."""
    if "media" not in sizes:
        return {}
    names = json.loads(archive.read("media") or b"{}")
    found: dict[str, str] = {}
    total = 0
    for member, name in names.items() if isinstance(names, dict) else ():
        total += sizes.get(member, 0)
        if total > _LIMIT:
            raise NotABank(_UNSAFE)
        if member in sizes and isinstance(name, str):
            found[name] = hashlib.sha256(archive.read(member)).hexdigest()
    return found


def _notes(collection: bytes) -> tuple[Note, ...]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "collection.db")
        path.write_bytes(collection)
        try:
            with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
                _guard(connection)
                return tuple(_rows(connection))
        except (sqlite3.Error, RecursionError, TypeError, AttributeError) as error:
            raise NotABank(_BROKEN) from error


def _guard(connection: sqlite3.Connection) -> None:
    """Keep a made-up schema from running code or running for ever."""
    left = iter(range(_STEPS))
    connection.set_progress_handler(lambda: 0 if next(left, None) is not None else 1, 1000)
    connection.text_factory = lambda raw: raw.decode("utf-8", errors="replace")
    connection.execute("PRAGMA trusted_schema = OFF")
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not {"col", "notes", "cards"} <= tables:
        raise NotABank(_BROKEN)


def _rows(connection: sqlite3.Connection) -> Iterator[Note]:
    models, decks = connection.execute("SELECT models, decks FROM col").fetchone() or ("", "")
    types, places = _by_id(models), _by_id(decks)
    if not types:
        raise NotABank(_MODERN)
    deck_of = dict(connection.execute("SELECT nid, did FROM cards ORDER BY ord DESC"))
    for note, guid, model, tags, flds in connection.execute("SELECT id, guid, mid, tags, flds FROM notes ORDER BY id"):
        kind = types.get(str(model), {})
        names = [str(one.get("name", "")) for one in kind.get("flds", [])]
        values = str(flds).split("\x1f")
        names += [str(index + 1) for index in range(len(names), len(values))]
        place = places.get(str(deck_of.get(note)), {})
        fields = tuple(zip(names, values, strict=False))
        yield Note(str(guid), str(place.get("name", "")), tuple(str(tags).split()), fields, kind.get("type") == 1)


def _by_id(text: object) -> dict[str, Any]:
    found = json.loads(str(text) or "{}")
    return {name: one for name, one in found.items() if isinstance(one, dict)} if isinstance(found, dict) else {}
