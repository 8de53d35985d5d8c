"""What is read: documents of a site, page by page, or of files that somebody has put there."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from studyapp import Message, Unreachable
from studyapp_platform import fetching
from studyapp_platform.expressions import ask, text
from studyapp_platform.mapping import PlatformMap, Read, Site
from studyapp_platform.outside import steady
from studyapp_platform.workbooks import BadWorkbook, rows_of

MOST_PAGES = 500
LONGEST = 240.0
"""Seconds that all pages of a list may take."""

_MARK = re.compile(r"[0-9A-Za-z_.:=+/-]{1,200}", re.ASCII)
"""What can be the mark of a page. It goes into one parameter of the query, by itself."""

_GLOB = re.compile(r"[*?]")
_DEEP = 200


class Found(NamedTuple):
    """A document: where it is from, its bytes."""

    name: str
    data: bytes


def read_objects(mapping: PlatformMap, read: Read, each: Any, period: str = "") -> list[Any]:
    """The objects of a list, from all pages or files. Raises ``Unreachable``."""
    return [one for document in _documents(mapping, read, each, period) for one in _list(mapping, document, each)]


def read_documents(mapping: PlatformMap, read: Read, each: Any, period: str = "") -> list[Any]:
    """The documents, each as plain values; ``each`` finds the list in each. Raises ``Unreachable``."""
    return list(_documents(mapping, read, each, period))


def read_files(mapping: PlatformMap, read: Read) -> list[Found]:
    """The files as they are, in the order of their names; of a site, its answer. Raises ``Unreachable``."""
    if read.get:
        return [Found(f"{mapping.name}.{read.format}", fetching.get(_site(mapping), read.get))]
    names = Path(read.file).name
    folder = mapping.folder / Path(read.file).parent
    try:
        paths = sorted(folder.glob(names)) if _GLOB.search(names) else [folder / names]
        found = [Found(path.name, _file(path)) for path in paths if not path.name.startswith(("~$", "."))]
    except (OSError, ValueError) as error:
        raise Unreachable(
            Message("打不开文件 {name}。请确认它在那里，也没有被别的程序占用。", {"name": read.file})
        ) from error
    if not found:
        raise Unreachable(Message("没有找到文件 {name}。请把从网站导出的文件放在那里。", {"name": read.file}))
    return found


def _file(path: Path) -> bytes:
    with path.open("rb") as file:
        data = file.read(fetching.LARGEST + 1)
    if len(data) > fetching.LARGEST:
        why = Message(
            "文件 {name} 超过 {size} MB，没有读。请拆成几个。", {"name": path.name, "size": fetching.LARGEST >> 20}
        )
        raise Unreachable(why)
    return data


def _documents(mapping: PlatformMap, read: Read, each: Any, period: str) -> Iterator[Any]:
    if not read.get:
        for name, data in read_files(mapping, read):
            yield _parsed(name, data, read)
        return
    target = read.get.replace("{period}", quote(period, safe=""))
    if read.pages is None:
        yield _parsed(_host(mapping), fetching.get(_site(mapping), target), read)
        return
    yield from _pages(mapping, read, each, target)


def _pages(mapping: PlatformMap, read: Read, each: Any, target: str) -> Iterator[Any]:
    """Page after page, until there is no mark of a next one, or a counted page is empty."""
    pages = read.pages
    assert pages is not None
    mark = "" if pages.cursor is not None else str(pages.first)
    seen: set[str] = set()
    until = steady() + LONGEST
    while len(seen) < MOST_PAGES and steady() < until:
        join = "&" if "?" in target else "?"
        asked = f"{target}{join}{quote(pages.parameter, safe='')}={quote(mark, safe='')}" if mark else target
        document = _parsed(_host(mapping), fetching.get(_site(mapping), asked), read)
        yield document
        seen.add(mark)
        if pages.cursor is None:
            if not _list(mapping, document, each):
                return
            mark = str(int(mark) + 1)
            continue
        following = ask(pages.cursor, document)
        if following in (None, "", False):
            return
        mark = text(following)
        if not _MARK.fullmatch(mark) or mark in seen:
            raise Unreachable(
                Message("{host} 给的下一页不对，没有读下去。请核对映射文件里的 cursor。", {"host": _host(mapping)})
            )
    raise Unreachable(Message("{host} 的页数太多，没有读完。请分成几个 decks。", {"host": _host(mapping)}))


def _list(mapping: PlatformMap, document: Any, each: Any) -> list[Any]:
    found = ask(each, document)
    if not isinstance(found, list):
        why = Message("{name}：回答里没有 each 所说的列表。请核对映射文件。", {"name": mapping.name})
        raise Unreachable(why)
    return found


def _parsed(name: str, data: bytes, read: Read) -> Any:
    try:
        match read.format:
            case "xlsx":
                return rows_of(data, read.sheet)
            case "csv":
                return _csv_rows(data)
            case _:
                return _json(data)
    except BadWorkbook as error:
        raise Unreachable(replace(error.why, arguments={"name": name, **error.why.arguments})) from error
    except (ValueError, RecursionError, csv.Error) as error:
        about = {"name": name, "format": read.format}
        raise Unreachable(Message("{name} 给的不是 {format}，多半是登录过期后的网页，或选错了文件。", about)) from error


def _json(data: bytes) -> Any:
    found = json.loads(data)
    if not isinstance(found, dict | list):
        raise ValueError("neither object nor list")
    return found


def _csv_rows(data: bytes) -> list[dict[str, str]]:
    try:
        words = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        words = data.decode("gb18030")
    rows = csv.DictReader(io.StringIO(words, newline=""), restval="", restkey="")
    return [{name.strip(): cell for name, cell in row.items() if name} for row in rows]


def _site(mapping: PlatformMap) -> Site:
    if mapping.site is None:
        raise AssertionError("a mapping that asks a site names one")
    return mapping.site


def _host(mapping: PlatformMap) -> str:
    return mapping.site.address.hostname or "" if mapping.site is not None else mapping.name
