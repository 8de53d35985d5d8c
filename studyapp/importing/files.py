"""Files of the user: their bytes, or a sentence why there are none to be had."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from studyapp.hookspecs import NotABank, Source
from studyapp.model import Message

LARGEST = 256 << 20
"""Bytes of a file beyond which it is refused: no bank of text is so long."""


def numbered(path: Path) -> Iterator[Path]:
    """Names for a new file: its own, and where that is taken, those with a number behind it."""
    yield path
    for number in count(2):
        yield path.with_name(f"{path.stem}-{number}{path.suffix}")


def read_source(path: Path, encoding: str = "") -> Source:
    """A file as readers take it. Raises ``NotABank`` with a sentence where it cannot be read."""
    return Source(name=readable(path), data=read_bytes(path), encoding=encoding)


def readable(path: Path) -> str:
    """A path as text that can be shown and stored: names in an old encoding come to Python as half characters."""
    return os.fsencode(path).decode(errors="replace")


def read_bytes(path: Path) -> bytes:
    """A file's bytes. Raises ``NotABank`` with a sentence where there are none to be had."""
    where = {"path": readable(path)}
    try:
        if path.is_dir():
            raise NotABank(Message("{path} 是文件夹；请给出题库文件的路径。", where))
        if path.exists() and not path.is_file():
            raise NotABank(Message("{path} 不是普通文件；请给出题库文件的路径。", where))
        if path.stat().st_size > LARGEST:
            raise NotABank(Message("{path} 超过 256 MB，不像题库文件；请拆分后再导入。", where))
        return path.read_bytes()
    except FileNotFoundError:
        raise NotABank(Message("找不到文件 {path}；请检查路径是否正确。", where)) from None
    except PermissionError:
        raise NotABank(Message("没有权限读取 {path}；请检查文件权限。", where)) from None
    except OSError as error:
        why = {**where, "error": str(error.strerror)}
        raise NotABank(Message("读取 {path} 失败（{error}）；请把文件复制到本机后再试。", why)) from None
