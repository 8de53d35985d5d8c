"""Pictures and sounds of questions: written out as files, and shown by what the system has for them."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import closing
from pathlib import Path, PurePosixPath

from studyapp.desk.views import Picture
from studyapp.model import Media, Message
from studyapp.store import errors, glance, media

SHOWN = frozenset(
    {
        *(".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".tif", ".tiff", ".ico", ".wmf", ".emf"),
        *(".mp3", ".wav", ".ogg", ".m4a", ".flac", ".mp4"),
    }
)
"""Endings of files that are only looked at or listened to. Nothing else that came with a bank is opened."""

_SIGNS = {b"\x89PNG": ".png", b"\xff\xd8\xff": ".jpg", b"GIF8": ".gif", b"BM": ".bmp", b"RIFF": ".webp", b"ID3": ".mp3"}
"""How files begin whose names do not say what they are."""


def show(home: Path, store: Path, medium: Media, view: Callable[[str], bool]) -> Picture:
    """Write a medium out below ``home`` and have it shown by ``view``, which says whether that is possible here."""
    path = write(home, store, medium)
    return Picture(str(path), path.suffix in SHOWN and view(str(path)))


def write(home: Path, store: Path, medium: Media) -> Path:
    """Write a medium out below ``home``, where it is not yet; return the file."""
    with errors.told(store), closing(glance.open_read_only(str(store))) as connection:
        data = media.read(connection, medium.digest)
    if data is None:
        why = Message("题库里没有这张图（{name}）；请带上图片重新导入这个题库。", {"name": medium.name})
        raise errors.StoreError(why)
    path = home / "pictures" / file_name(medium, data)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_bytes() != data:
            path.write_bytes(data)
    except OSError as error:
        where = {"path": str(path), "error": str(error.strerror)}
        raise errors.StoreError(Message("图片没有写到 {path}（{error}）；请检查该文件夹。", where)) from error
    return path


def file_name(medium: Media, data: bytes) -> str:
    """The name of the file for a medium: its own, made safe, with the beginning of its digest to tell it apart."""
    name = PurePosixPath(medium.name.replace("\\", "/"))
    stem = re.sub(r"[^\w-]+", "-", name.stem)[:40].strip("-")
    suffix = name.suffix.lower()
    if suffix not in SHOWN:
        suffix = next((one for sign, one in _SIGNS.items() if data.startswith(sign)), ".bin")
    return f"{stem or 'media'}-{medium.digest[:8]}{suffix}"
