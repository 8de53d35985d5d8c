"""What can be wrong with a store, as a sentence for its user."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
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


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what SQLite raises into a ``StoreError`` that has a sentence."""
    try:
        yield
    except sqlite3.Error as error:
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
    text = str(error).lower()
    if "locked" in text or "busy" in text:
        return Message("数据文件 {path} 正被另一个程序占用，请关闭它后重试。", where)
    if "readonly" in text:
        return Message("数据文件 {path} 是只读的，请检查文件和所在文件夹的写权限。", where)
    if "full" in text:
        return Message("磁盘已满，这次操作没有保存（{path}）；请腾出空间后重试。", where)
    if "unable to open" in text:
        return Message("无法打开数据文件 {path}，请检查文件夹是否存在、是否有权限。", where)
    if isinstance(error, sqlite3.DatabaseError) and ("malformed" in text or "not a database" in text):
        return damaged(path).why
    return Message("数据文件 {path} 出错（{error}）；请运行 studyapp doctor 检查。", {**where, "error": str(error)})
