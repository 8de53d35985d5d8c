"""The pictures that a file holds, on their way to its questions: taken within limits, each once, by its digest."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field

from studyapp import Flaw, Media, Where
from studyapp_text import fileflaws

LARGEST_PICTURE = 8 * 1024 * 1024
LARGEST_TOTAL = 8 * LARGEST_PICTURE

_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"GIF8", "gif"),
    (b"BM", "bmp"),
    (b"\xd7\xcd\xc6\x9a", "wmf"),
    (b"\x01\x00\x00\x00", "emf"),
    (b"II*\x00", "tif"),
    (b"MM\x00*", "tif"),
)
_NO_USE = ("wmf", "emf")
"""Drawings of Windows, which neither a browser nor a terminal shows."""

_EMPTY_OPTION = re.compile(r"\s*[(（]?[A-HＡ-Ｈ][)）]?\s*[.．、:：]?\s*$")


def form_of(data: bytes, name: str = "") -> str:
    """Name the format of a picture, by what it begins with or else by the end of its name."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    found = next((form for magic, form in _MAGIC if data.startswith(magic)), "")
    return found or name.rpartition(".")[2].lower()


@dataclass(slots=True)
class Album:
    """Pictures by the number of the line that they stand on; ``files`` are their bytes."""

    file: str
    pictures: list[tuple[int, Media]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    flaws: list[Flaw] = field(default_factory=list)
    spent: int = 0

    def add(self, line: int, name: str, data: bytes, where: Where | None = None) -> Media | None:
        """Take a picture in; where it cannot be kept, say so of its line, or of ``where``."""
        where = where or Where(self.file, line, line)
        form = form_of(data, name)
        if form in _NO_USE:
            self.flaws.append(fileflaws.picture_of_no_use(where, form.upper()))
            return None
        digest = hashlib.sha256(data).hexdigest()
        added = 0 if digest in self.files else len(data)
        if len(data) > LARGEST_PICTURE or self.spent + added > LARGEST_TOTAL:
            self.refuse(where, name)
            return None
        self.spent += added
        self.files[digest] = data
        media = Media(name if "." in name else f"{name}.{form or 'bin'}", digest)
        self.pictures.append((line, media))
        return media

    def refuse(self, where: Where, name: str) -> None:
        """Say that a picture is too large."""
        self.flaws.append(fileflaws.picture_too_large(where, name, LARGEST_PICTURE))

    def named(self, rows: tuple[tuple[int, str], ...]) -> tuple[tuple[int, str], ...]:
        """Return rows in which an option that is nothing but a picture says which."""
        at = {line: media.name for line, media in reversed(self.pictures)}
        if not at:
            return rows
        return tuple(
            (line, f"{text.rstrip()}（图：{at[line]}）") if line in at and _EMPTY_OPTION.match(text) else (line, text)
            for line, text in rows
        )
