"""Bytes as text, for the formats that are text."""

from __future__ import annotations

import codecs

from studyapp import Message, NotABank, Source

_BINARY = (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf")


def decode(source: Source) -> str:
    """Decode as the user says; else as the file tells of itself, else UTF-8, else as the old Chinese Windows wrote.

    Lines end in a line feed afterwards, whatever they ended in before.
    """
    codes = [source.encoding] if source.encoding else _likely(source.data)
    for code in codes:
        try:
            text = source.data.decode(code)
        except (LookupError, ValueError):
            continue
        return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    raise NotABank(
        Message("文字不是 {codes} 编码。请用 --encoding 说明编码，或另存为 UTF-8。", {"codes": ", ".join(codes)})
    )


def peek(head: bytes) -> str:
    """Decode the beginning of a file as well as can be, to look at it; nothing where it is no text."""
    if head.startswith(_BINARY) or (b"\0" in head and not _is_utf16(head)):
        return ""
    if _is_utf16(head):
        text = head.decode("utf-16", errors="ignore")
    else:
        try:
            text = head.decode("utf-8")
        except UnicodeDecodeError as error:  # the head may end inside a character
            code = "utf-8" if error.start > len(head) - 4 else "gb18030"
            text = head.decode(code, errors="ignore")
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _likely(data: bytes) -> list[str]:
    return ["utf-16"] if _is_utf16(data) else ["utf-8", "gb18030"]


def _is_utf16(data: bytes) -> bool:
    return data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
