"""What can be wrong with a store, as a sentence for its user."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from json import JSONDecodeError
from pathlib import Path

from studyapp.model import Message


class StoreError(Exception):
    """The store cannot do what was asked; ``why`` says what to do."""

    def __init__(self, why: Message) -> None:
        super().__init__(why.text)
        self.why = why


class NewerStoreError(StoreError):
    """The store was made by a newer version of the app."""


class DamagedStoreError(StoreError):
    """The store's file is damaged; its journal can be salvaged."""


def newer(path: Path) -> NewerStoreError:
    """The error for a store of a newer version."""
    return NewerStoreError(
        Message("数据文件 {path} 由更新版本的 studyapp 创建，请先升级程序再打开。", {"path": str(path)})
    )


def damaged(path: Path) -> DamagedStoreError:
    """The error for a damaged store."""
    return DamagedStoreError(
        Message(
            "数据文件 {path} 已损坏；请运行 studyapp doctor --repair，未受损的答题记录会全部救回。",
            {"path": str(path)},
        )
    )


def repaired_path(path: Path) -> Path:
    """Where a repair puts the new file before it takes the old one's place."""
    return path.with_name(f"{path.name}.repaired")


def refuse_lossy(path: Path) -> None:
    """Raise where SQLite would open or make the file all the same, and entries would be lost by it.

    Where the file is gone or empty, SQLite deletes the log beside it, and all that is in the log. Where a repair was
    broken off, the entries are in the repaired file.
    """
    log = path.with_name(f"{path.name}-wal")
    if repaired_path(path).exists() or (_size(path) == 0 and _size(log) > 0):
        raise damaged(path)


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


def is_damage(error: BaseException) -> bool:
    """Whether an error that came up through a store says that its contents are not what was written there."""
    if isinstance(error, (DamagedStoreError, UnicodeDecodeError, JSONDecodeError)):
        return True  # sqlite3 itself stumbles over a name or text that is no UTF-8; rows hold JSON
    return isinstance(error, sqlite3.DatabaseError) and any(sign in str(error).lower() for sign in _SIGNS_OF_DAMAGE)


def is_input_output(error: BaseException) -> bool:
    """Whether the disk refused, which may be worn or merely full."""
    return isinstance(error, sqlite3.OperationalError) and "disk i/o" in str(error).lower()


def is_full(path: Path) -> bool:
    """Whether the disk has no room for the least that SQLite needs beside its file."""
    try:
        return shutil.disk_usage(path.parent).free < _LEAST_ROOM
    except OSError:
        return False


_LEAST_ROOM = 1 << 16
_SIGNS_OF_DAMAGE = ("malformed", "not a database", "no such table", "no such column", "could not decode")


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what SQLite and the rows raise into a ``StoreError`` that has a sentence."""
    try:
        yield
    except (sqlite3.Error, UnicodeDecodeError, JSONDecodeError) as error:
        if is_damage(error):
            raise damaged(path) from error
        why = explain(error, path)
        if why is None:
            raise
        raise StoreError(why) from error


def explain(error: BaseException, path: Path) -> Message | None:
    """Put an error that came up through the store into a sentence; ``None`` for one that is not the store's."""
    if isinstance(error, StoreError):
        return error.why
    where = {"path": str(path)}
    if not isinstance(error, sqlite3.Error):
        return None
    if is_damage(error):
        return damaged(path).why
    if path.is_dir():
        return Message("{path} 是文件夹，不是数据文件；请把它移到别处后重试。", where)
    text = "full" if is_input_output(error) and is_full(path) else str(error).lower()
    for sign, sentence in _SENTENCES.items():
        if sign in text:
            return replace(sentence, arguments=where)
    plain = " ".join(str(error).split())
    return Message("数据文件 {path} 出错（{error}）；请运行 studyapp doctor 检查。", {**where, "error": plain})


_OCCUPIED = Message("数据文件 {path} 正被另一个程序占用，请关闭它后重试。")
_SENTENCES = {
    "locked": _OCCUPIED,
    "busy": _OCCUPIED,
    "readonly": Message("数据文件 {path} 是只读的，请检查文件和所在文件夹的写权限。"),
    "full": Message("磁盘已满，这次操作没有保存（{path}）；请腾出空间后重试。"),
    "unable to open": Message("无法打开数据文件 {path}，请检查文件夹是否存在、是否有权限。"),
    "disk i/o": Message("读写数据文件 {path} 时磁盘出错；请检查磁盘是否已满或已坏，再运行 studyapp doctor。"),
}
