"""Moodle XML as elements with their lines, and nothing that could reach outside the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast
from xml.etree.ElementTree import Element, ParseError, XMLPullParser

from studyapp import Message, NotABank, Source
from studyapp_interchange.decoding import decode
from studyapp_interchange.markup import parse
from studyapp_interchange.moodle_mending import mended

_PROLOG = re.compile(r"(?>\s+|<!--.*?-->|<\?.*?\?>)*+<!DOCTYPE", re.S)
_BEGIN = re.compile(r"\s*<question[\s>]")
_DECLARED = re.compile(rb"""<\?xml[^>]{0,80}?encoding\s*=\s*["']([\w.-]{1,40})["']""")


@dataclass(frozen=True, slots=True)
class Found:
    """A question's element, and the first and last line that it stands in."""

    element: Element
    line: int
    last: int


@dataclass(frozen=True, slots=True)
class Scanned:
    """The questions of a file, its lines, and the first and last lines of those parts that are no XML."""

    found: list[Found]
    lines: list[str]
    broken: list[tuple[int, int]]


def scan(source: Source) -> Scanned:
    """Return the questions of a quiz; raise ``NotABank`` where it is broken or declares a document type."""
    text = _text(source)
    if _PROLOG.match(text):
        raise NotABank(Message("这个 XML 带有 DOCTYPE 声明，为安全起见不读。请删去声明，或从 Moodle 重新导出。"))
    lines = mended(text.split("\n"))
    found: list[Found] = []
    broken: list[tuple[int, int]] = []
    at = 0
    while at < len(lines) and (stop := _parsed(lines, at, found)) is not None:
        first, line = stop
        at = next((after for after in range(line, len(lines)) if _BEGIN.match(lines[after])), len(lines))
        broken.append((first, max(line, at if at < len(lines) else line)))
    if broken and not found:
        told = {"line": broken[0][1]}
        raise NotABank(Message("XML 在第 {line} 行写错了或断了，没有一道题能读。请改好，或重新导出一份。", told))
    return Scanned(found, lines, broken)


def _parsed(lines: list[str], at: int, found: list[Found]) -> tuple[int, int] | None:
    """Read from a line on; where that breaks off, return where the broken question begins, and the line.

    From a later line on than the first the root has to be made up.
    """
    parser: XMLPullParser[Element] = XMLPullParser(("start", "end"))
    starts: list[tuple[Element, int]] = []
    line = at
    try:
        if at:
            parser.feed("<quiz>")
        for line, part in enumerate(lines[at:], at + 1):
            parser.feed(part + "\n")
            found += _events(parser, starts, line)
        parser.close()
        found += _events(parser, starts, line)
    except (ParseError, ValueError):
        return (starts[1][1] if len(starts) > 1 else line), line
    return None


def _events(parser: XMLPullParser[Element], starts: list[tuple[Element, int]], line: int) -> Iterator[Found]:
    for event in parser.read_events():
        what, element = cast(tuple[str, object], event)
        if not isinstance(element, Element):
            continue
        if what == "start":
            starts.append((element, line))
            if len(starts) == 1 and element.tag != "quiz":
                raise NotABank(Message("这个 XML 不是 Moodle 题库（没有 quiz）。请从 Moodle 导出“Moodle XML 格式”。"))
        else:
            first = starts.pop()[1]
            if len(starts) == 1:
                yield Found(element, first, line)


def _text(source: Source) -> str:
    declared = _DECLARED.match(source.data.removeprefix(b"\xef\xbb\xbf"))
    if declared and not source.encoding:
        try:
            return source.data.decode(declared[1].decode()).removeprefix("\ufeff").replace("\r\n", "\n")
        except (LookupError, ValueError):
            pass
    return decode(source)


def text_at(element: Element, path: str) -> str:
    """Return the plain text of the ``text`` below a path."""
    return pictured(element, path)[0]


def pictured(element: Element, path: str) -> tuple[str, tuple[str, ...]]:
    """Return the plain text below a path, and the names of its pictures."""
    holder = element.find(path) if path else element
    if holder is None:
        return "", ()
    raw = raw_at(holder)
    if holder.get("format", "html" if "<" in raw else "") in ("html", "moodle_auto_format"):
        return parse(raw)
    return raw.strip(" \t\r\n"), ()


def raw_at(holder: Element) -> str:
    """Return the text of an element's ``text``."""
    inner = holder.find("text")
    return (inner.text if inner is not None else holder.text) or ""
