"""Bytes to text: which encoding a table in text is in."""

from __future__ import annotations

import codecs

from studyapp import Message, NotABank

_FEW = 0.01
_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


def decoded(data: bytes, encoding: str = "") -> tuple[str, str]:
    """Return the text and its encoding; ``encoding`` is the user's word, empty where he says nothing."""
    if encoding:
        try:
            return data.decode(encoding).removeprefix("\ufeff"), encoding
        except (LookupError, ValueError, AssertionError, TypeError):
            raise NotABank(
                Message("文字不是 {encoding} 编码。请换一个 --encoding，或另存为 UTF-8。", {"encoding": encoding})
            ) from None
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if not wide and data.count(b"\0") > 0:
        raise NotABank(Message("文件内容是二进制数据，不是表格。请用原来的软件打开，另存为 xlsx 后再试。"))
    for code in ("utf-16",) if wide else ("utf-8-sig", "gb18030"):
        try:
            return data.decode(code), code
        except ValueError:
            continue
    code = "utf-16" if wide else _likelier(data)
    text = data.decode(code, errors="replace")
    if text.count("\ufffd") > _FEW * len(text):
        raise NotABank(Message("文字的编码认不出来。请另存为 UTF-8 编码的 csv，或用 --encoding 指明编码。"))
    return text, code


def encoded(text: str, data: bytes, code: str) -> bytes:
    """Return a text in the encoding of the file that it is taken from, with its mark."""
    for mark, name in _MARKS.items():
        if data.startswith(mark):
            return mark + text.encode(name.removesuffix("-sig"), "replace")
    return text.encode(code.removesuffix("-sig") if code == "utf-8-sig" else code, "replace")


def _likelier(data: bytes) -> str:
    """Return the encoding in which fewer bytes are no text."""
    codes = ("utf-8-sig", "gb18030")
    return min(codes, key=lambda code: data.decode(code, errors="replace").count("\ufffd"))
