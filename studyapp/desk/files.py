"""The user's files: what a folder holds, and what file a text names that was typed, pasted or dragged in."""

from __future__ import annotations

import os
import re
import string
import sys
from collections.abc import Collection, Iterator
from itertools import islice
from pathlib import Path
from urllib.parse import unquote, urlsplit

from studyapp.desk.views import FileLine, Folder
from studyapp.importing.files import numbered
from studyapp.model import Message
from studyapp.store.errors import StoreError
from studyapp.words import _

MOST = 999
"""So many names are tried for a file to be written."""

COMPUTER = "computer:"
"""The path of what is above the drives of Windows."""


def folder(path: str, likely: Collection[str]) -> Folder:
    """What a folder holds; ``likely``: the endings of names of banks. An empty path is the one to begin with."""
    if path == COMPUTER:
        drives = (f"{letter}:\\" for letter in string.ascii_uppercase)
        there = (FileLine(drive, drive, is_folder=True) for drive in drives if os.path.exists(drive))  # noqa: PTH110
        return Folder(_("这台电脑"), "", tuple(there))
    here = Path(path) if path else beginning(Path.home())
    try:
        found = list(_lines(here, likely))
    except OSError as error:
        where = {"path": str(here), "error": str(error.strerror)}
        raise StoreError(Message("打不开文件夹 {path}（{error}）；请换一个文件夹。", where)) from error
    above = parent_of(here)
    if above:
        found.append(FileLine("..", above, is_folder=True))
    return Folder(str(here), above, tuple(sorted(found, key=_order)))


def beginning(home: Path) -> Path:
    """The folder to begin with: where files from the net and from colleagues arrive."""
    return next((one for one in (home / "Downloads", home / "下载", home) if one.is_dir()), home)


def parent_of(here: Path) -> str:
    """The folder above, empty where there is none."""
    absolute = here.absolute()
    if absolute.parent != absolute:
        return str(absolute.parent)
    return COMPUTER if sys.platform == "win32" else ""


def _lines(here: Path, likely: Collection[str]) -> Iterator[FileLine]:
    with os.scandir(here) as entries:
        for entry in entries:
            if entry.name.startswith((".", "~$")):  # hidden, or what Office leaves beside an open file
                continue
            try:
                is_folder, size = entry.is_dir(), entry.stat().st_size
            except OSError:  # a link that leads nowhere
                continue
            suffix = os.path.splitext(entry.name)[1].lower()  # noqa: PTH122
            name = os.fsencode(entry.name).decode(errors="replace")
            yield FileLine(name, entry.path, is_folder, not is_folder and suffix in likely, size)


def _order(line: FileLine) -> tuple[int, list[tuple[int, int, str]]]:
    """Likely banks, then folders, then up, then all else; each by name, numbers by their value."""
    rank = 0 if line.likely else 3 if not line.is_folder else 2 if line.name == ".." else 1
    parts = re.findall(r"\d+|\D+", line.name.casefold())
    return rank, [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts]


def place(text: str, folder: str, likely: Collection[str]) -> FileLine | None:
    """The file or folder that a text names, seen from a folder; ``None`` where there is none."""
    for one in readings(text):
        path = Path(folder, one).absolute()
        try:
            if path.exists():
                is_folder = path.is_dir()
                return FileLine(path.name, str(path), is_folder, path.suffix.lower() in likely, path.stat().st_size)
        except (OSError, ValueError):
            continue
    return None


def readings(text: str) -> Iterator[str]:
    """The paths that a text may mean: as it stands, without quotes, as an address, with escaped blanks."""
    text = text.strip()
    if not text:
        return
    yield os.path.expanduser(text)  # noqa: PTH111
    bare = text.strip("\"'“”‘’").removeprefix("& ").strip("\"'")  # PowerShell puts an ampersand before
    yield os.path.expanduser(bare)  # noqa: PTH111
    if bare.lower().startswith("file:"):
        yield _of_address(bare)
    yield re.sub(r"\\(.)", r"\1", bare)


def _of_address(address: str) -> str:
    """The path of a ``file:`` address; one of Windows has a drive after the slash, or a server before it."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    path = unquote(parts.path)
    if re.match(r"/[A-Za-z]:", path):
        return path[1:]
    return f"//{parts.netloc}{path}" if parts.netloc not in ("", "localhost") else path


def write_beside(beside: str, home: str, suffix: str, data: bytes) -> str:
    """Write bytes beside a file, under a name that is free; where that cannot be, below ``home``; return the path."""
    source = Path(beside)
    trouble: OSError | None = None
    for place in (source.parent, Path(home)):
        try:
            for path in islice(numbered(place / f"{source.stem}-{_('待改')}{suffix}"), MOST):
                try:
                    with path.open("xb") as file:
                        file.write(data)
                except FileExistsError:
                    continue
                return str(path)
        except OSError as error:
            trouble = error
    where = {"path": str(source.parent), "error": str(trouble.strerror if trouble else "")}
    raise StoreError(Message("没有写到 {path}（{error}）；请检查该文件夹的权限。", where))
