"""A file opened: its lines, whatever format they come in, and the head that a deck's file may have."""

from __future__ import annotations

from dataclasses import dataclass, replace

from studyapp import Message, NotABank, Source
from studyapp_text.decoding import decode
from studyapp_text.frontmatter import FrontMatter, read_front_matter
from studyapp_text.keycells import key_rows
from studyapp_text.sources import Lines, format_of, lines_of

HEAD = 64 * 1024
"""So much of a file tells its format."""

_TABLES = (".xlsx", ".xlsm", ".xls", ".et", ".ods")
_PLAIN_TABLES = (".csv", ".tsv")
_PACKED = (b"PK", b"\xd0\xcf")
"""How a workbook begins that nobody has put into plain text."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The lines of a file; ``text`` are those of a plain text as they stand in it, head included."""

    lines: Lines
    head: FrontMatter | None = None
    text: tuple[str, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether it is a text file."""
        return bool(self.text)


def open_source(source: Source) -> Opened:
    """Open a file; raise ``NotABank`` where there is nothing to read in it."""
    if (found := format_of(source.data[:HEAD])) is not None:
        return Opened(lines_of(found[1], source))
    decoded = decode(source)
    head = read_front_matter(decoded.lines, source.name)
    skipped = head.length if head is not None else 0
    rows = tuple(enumerate(decoded.lines[skipped:], skipped + 1))
    return Opened(Lines(rows, decoded.flaws), head, tuple(decoded.whole))


def open_key(source: Source) -> Opened:
    """Open a file that holds a key; raise ``NotABank`` with a word on that file where that is impossible."""
    if source.name.lower().endswith(_TABLES) and source.data.startswith(_PACKED):
        raise NotABank(
            Message(
                "答案文件“{file}”是 Excel 表格。请另存为 CSV，或把题号和答案复制到 txt 里写成“1.A 2.B”，再导入。",
                {"file": source.name},
            )
        )
    try:
        opened = open_source(source)
    except NotABank:
        raise NotABank(
            Message("答案文件“{file}”读不出来。请另存为 txt 或 docx，确认能打开后再导入。", {"file": source.name})
        ) from None
    if source.name.lower().endswith((*_TABLES, *_PLAIN_TABLES)) and opened.is_plain:
        return replace(opened, lines=replace(opened.lines, rows=key_rows(opened.lines.rows)))
    return opened
