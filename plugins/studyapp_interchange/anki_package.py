"""An Anki package opened: its collection as a database in a temporary file, its pictures and sounds on demand.

A package is a zip; nothing in it is trusted. Three generations are met: ``collection.anki2``, ``collection.anki21``
(beside an ``anki2`` that only asks for a newer Anki), and ``collection.anki21b``, compressed like all its media.

What is held in memory besides the package itself: no part of the collection (at most ``COLLECTION`` bytes of disk),
and of the media those that questions use, ``MEDIA`` bytes of them at most.
"""

from __future__ import annotations

import json
import lzma
import struct
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo

import zstandard

from studyapp import Message, NotABank
from studyapp_interchange.anki_wire import MAGIC, UNSAFE, fields_of, inflate, integer_at, pump

COLLECTION = 1 << 30
MEDIA = 1 << 29
_LIST = 1 << 26
_LOCKED = 0x1
_ZIP_NAME = 255

BROKEN = Message("这不是 Anki 牌组包，或文件已损坏。请在 Anki 里重新导出。")
_PASSWORD = Message("这个包加了密码，读不了。请去掉密码，或在 Anki 里重新导出。")
_NO_PLACE = Message("读 Anki 牌组包要先解到临时文件夹里，没有写成（{reason}）。请腾出空间或换一个临时文件夹后重试。")
_COLLECTIONS = ("collection.anki21b", "collection.anki21", "collection.anki2")
FAULTS = (
    BadZipFile, zlib.error, lzma.LZMAError, zstandard.ZstdError, EOFError, NotImplementedError, RuntimeError, OSError,
    ValueError, KeyError, IndexError, struct.error, OverflowError,
)  # fmt: skip
"""What reading a damaged archive may raise."""


@dataclass(slots=True)
class Files:
    """The pictures and sounds of a package by name, read when they are asked for."""

    archive: ZipFile
    members: dict[str, ZipInfo]
    packed: bool
    left: int
    refused: dict[str, None] = field(default_factory=dict)

    def read(self, name: str) -> bytes | None:
        """Return the bytes of a file; nothing where it is damaged, or is more than may be held."""
        info = self.members[name]
        out = BytesIO()
        try:
            if not self.packed and info.file_size > self.left:
                raise NotABank(UNSAFE)
            with self.archive.open(info) as member:
                self.left -= pump(inflate(member) if self.packed else member, out, self.left)
        except (NotABank, *FAULTS):
            self.refused[name] = None
            return None
        return out.getvalue()


@dataclass(frozen=True, slots=True)
class Package:
    """What a package holds: the path of its collection, and its files."""

    collection: Path
    files: Files


@contextmanager
def opened(data: bytes) -> Iterator[Package]:
    """Open a package; ``NotABank`` where it is damaged, locked or unsafe, or there is no place to unpack it."""
    try:
        folder = tempfile.TemporaryDirectory(prefix="studyapp-")
    except OSError as error:
        raise NotABank(_no_place(error)) from error
    with folder:
        path = Path(folder.name, "collection.db")
        try:
            archive = ZipFile(BytesIO(data))
            infos = {info.filename: info for info in archive.infolist()}
            _check(infos)
            name = next((one for one in _COLLECTIONS if one in infos), None)
            if name is None:
                raise NotABank(BROKEN)
            newest = name == _COLLECTIONS[0]
            with archive.open(infos[name]) as member, path.open("wb") as out:
                pump(inflate(member) if newest else member, out, COLLECTION)
            files = _files(archive, infos)
        except FAULTS as error:
            raise NotABank(_fault(error)) from error
        with archive:
            yield Package(path, files)


def _fault(error: Exception) -> Message:
    """Say what is wrong: an error with a number is one of the disk, where nothing but the collection goes."""
    return _no_place(error) if isinstance(error, OSError) and error.errno else BROKEN


def _no_place(error: OSError) -> Message:
    return replace(_NO_PLACE, arguments={"reason": error.strerror or str(error)})


def _check(infos: dict[str, ZipInfo]) -> None:
    if any(_leads_out(name) for name in infos) or any(infos[one].file_size > COLLECTION for one in infos):
        raise NotABank(UNSAFE)
    if any(info.flag_bits & _LOCKED for info in infos.values()):
        raise NotABank(_PASSWORD)


def _leads_out(name: str) -> bool:
    return name.startswith(("/", "\\")) or ":" in name or ".." in name.replace("\\", "/").split("/")


def _files(archive: ZipFile, infos: dict[str, ZipInfo]) -> Files:
    """Return the files by their names; those of a list that cannot be read count as absent."""
    try:
        names, packed = _names(archive, infos)
    except FAULTS:
        names, packed = {}, False
    found = {_bare(name): infos[member] for member, name in names.items() if member in infos}
    return Files(archive, found, packed, MEDIA)


def _names(archive: ZipFile, infos: dict[str, ZipInfo]) -> tuple[dict[str, str], bool]:
    """Return the names of the files by those of their members, and whether each file is compressed once more."""
    if "media" not in infos:
        return {}, False
    out = BytesIO()
    with archive.open(infos["media"]) as member:
        pump(member, out, _LIST)
    packed = out.getvalue().startswith(MAGIC)
    if packed:
        unpacked = BytesIO()
        pump(inflate(BytesIO(out.getvalue())), unpacked, _LIST)
        return _entries(unpacked.getvalue()), True
    names = json.loads(out.getvalue() or b"{}")
    if not isinstance(names, dict):
        return {}, False
    return {member: name for member, name in names.items() if isinstance(name, str)}, False


def _entries(data: bytes) -> dict[str, str]:
    """Return the names in a list of media: they are numbered as they come, unless one brings its number along."""
    names: dict[str, str] = {}
    entries = (value for number, value in fields_of(data) if number == 1)
    for count, entry in enumerate(one for one in entries if isinstance(one, bytes)):
        found = dict(fields_of(entry))
        name = found.get(1)
        if isinstance(name, bytes):
            member = integer_at(entry, _ZIP_NAME) if _ZIP_NAME in found else count
            names[str(member)] = name.decode("utf-8", errors="replace")
    return names


def _bare(name: str) -> str:
    """Return a file's name without the folders that a made-up list puts before it."""
    return name.replace("\\", "/").rsplit("/", 1)[-1].encode(errors="replace").decode()
