"""Bytes to lines: which encoding a file is in, and what to say where it is in none.

UTF-8 first, UTF-16 where a byte order mark says so, GB 18030 otherwise; a line that is in another encoding than its
file is read by itself. Limits keep a file that is no text from costing time and memory.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from studyapp import Flaw, Message, NotABank, Source
from studyapp_text import fileflaws

LARGEST_FILE = 64 * 1024 * 1024
LONGEST_LINE = 50_000

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_FEW = 0.01
_OTHER_FORMATS = (
    (b"PK\x03\x04", "ZIP (docx, xlsx)"),
    (b"\xd0\xcf\x11\xe0", "doc (xls)"),
    (b"%PDF", "PDF"),
    (b"{\\rtf", "RTF"),
    (b"SQLite format 3", "SQLite"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"7z\xbc\xaf", "7z"),
    (b"Rar!", "RAR"),
    (b"\x1f\x8b", "gzip"),
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """The lines of a file, and what was wrong with their bytes; ``whole`` are the lines as they stand in the file."""

    lines: list[str]
    flaws: tuple[Flaw, ...] = ()
    whole: list[str] = field(default_factory=list)


def other_format(head: bytes) -> str:
    """Name the format whose signature a file begins with, if it is one that holds no plain text."""
    return next((name for magic, name in _OTHER_FORMATS if head.startswith(magic)), "")


def is_binary(data: bytes) -> bool:
    """Say whether bytes without a UTF-16 or UTF-32 mark have too many control characters to be text."""
    if data.startswith(tuple(mark for mark, name in _MARKS if name != "utf-8-sig")):
        return False
    sample = data[:65536].rstrip(b"\x00")
    return bool(sample) and len(_CONTROL.findall(sample)) > _FEW * len(sample)


def decode(source: Source) -> Decoded:
    """Return the lines of a file; raise ``NotABank`` where its bytes are no text."""
    return _without_monsters(source.name, decode_whole(source))


def decode_whole(source: Source) -> Decoded:
    """Return the lines of a file in which a line may be as long as it likes, as in HTML."""
    _refuse(source)
    return _decode_as_told(source) if source.encoding else _decode_by_trial(source)


def _refuse(source: Source) -> None:
    data = source.data
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise NotABank(Message("文件是空的，没有可读的题目。请确认保存成功后再导入。"))
    if found := other_format(data[:16]):
        raise NotABank(
            Message("这是 {format} 文件，不是纯文本。请换用对应的格式导入，或另存为 txt 后再试。", {"format": found})
        )
    if len(data) > LARGEST_FILE:
        raise NotABank(
            Message(
                "文件有 {size} MB，超过 {limit} MB 的上限。请把题库拆成几个文件再导入。",
                {"size": len(data) >> 20, "limit": LARGEST_FILE >> 20},
            )
        )
    if not source.encoding and is_binary(data):
        raise NotABank(Message("文件内容是二进制数据，不是文本。请用原来的软件打开，另存为 txt（UTF-8 编码）后再试。"))


def _decode_as_told(source: Source) -> Decoded:
    try:
        codecs.lookup(source.encoding)
        text = source.data.decode(source.encoding, errors="replace")
    except (LookupError, UnicodeError, AssertionError, TypeError, ValueError):
        raise NotABank(
            Message("没有名为“{encoding}”的文本编码。常用的是 utf-8 和 gb18030。", {"encoding": source.encoding})
        ) from None
    lines = _split(text.removeprefix("\ufeff"))
    return _with_replaced_lines(source.name, lines)


def _decode_by_trial(source: Source) -> Decoded:
    data = source.data
    for mark, name in _MARKS:
        if data.startswith(mark) and name != "utf-8-sig":
            return _with_replaced_lines(source.name, _split(data.decode(name, errors="replace")))
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return Decoded(_split(data.decode("utf-8")))
    except UnicodeDecodeError:
        return _decode_mixed(source.name, data)


def _decode_mixed(name: str, data: bytes) -> Decoded:
    """Decode what is not all UTF-8: by the encoding of most of its lines, the others each by itself."""
    rows = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    foreign = [row for row in rows if not row.isascii()]
    in_utf8 = sum(_decodes(row, "utf-8") for row in foreign)
    order = ("utf-8", "gb18030") if in_utf8 * 2 >= len(foreign) else ("gb18030", "utf-8")
    if order[0] == "gb18030":
        try:
            return Decoded(_split(data.decode("gb18030")))
        except UnicodeDecodeError:
            pass
    return _decode_rows(name, rows, order)


def _decode_rows(name: str, rows: list[bytes], order: tuple[str, str]) -> Decoded:
    lines, other, broken = [], [], []
    for number, row in enumerate(rows, 1):
        if row.isascii() or _decodes(row, order[0]):
            lines.append(row.decode(order[0]))
        elif _decodes(row, order[1]):
            lines.append(row.decode(order[1]))
            other.append(number)
        else:
            lines.append(row.decode(order[0], errors="replace"))
            broken.append(number)
    if len(broken) * 2 > len(rows):
        raise NotABank(
            Message("大部分内容无法按 UTF-8 或 GB 18030 解码。请另存为 UTF-8 编码的 txt，或用 --encoding 指明编码。")
        )
    found = [fileflaws.other_encoding(name, first, last, order[1]) for first, last in _runs(other)]
    found += [fileflaws.undecodable(name, first, last) for first, last in _runs(broken)]
    return Decoded(lines, tuple(found))


def _with_replaced_lines(name: str, lines: list[str]) -> Decoded:
    broken = [number for number, line in enumerate(lines, 1) if "\ufffd" in line]
    if len(broken) * 2 > len(lines):
        raise NotABank(Message("大部分内容无法按这种编码解码。请另存为 UTF-8 编码的 txt，或用 --encoding 指明编码。"))
    return Decoded(lines, tuple(fileflaws.undecodable(name, first, last) for first, last in _runs(broken)))


def _without_monsters(name: str, decoded: Decoded) -> Decoded:
    monsters = [number for number, line in enumerate(decoded.lines, 1) if len(line) > LONGEST_LINE]
    if not monsters:
        return replace(decoded, whole=decoded.lines)
    lines = [line if len(line) <= LONGEST_LINE else "" for line in decoded.lines]
    if not any(line.strip() for line in lines):
        raise NotABank(
            Message(
                "第 {line} 行长达 {length} 个字，不像题库。每道题、每个选项应各占一行，请分行后再导入。",
                {"line": monsters[0], "length": len(decoded.lines[monsters[0] - 1])},
            )
        )
    found = [fileflaws.line_too_long(name, line, len(decoded.lines[line - 1])) for line in monsters]
    return Decoded(lines, (*decoded.flaws, *found), decoded.lines)


def _split(text: str) -> list[str]:
    """Split at the line ends that editors count, and at no other character that Unicode calls one."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.split("\n")


def _decodes(row: bytes, encoding: str) -> bool:
    try:
        row.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _runs(numbers: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and last number of each unbroken run of ascending numbers."""
    for position, number in enumerate(numbers):
        if position == 0 or numbers[position - 1] != number - 1:
            first = number
        if position + 1 == len(numbers) or numbers[position + 1] != number + 1:
            yield first, number
