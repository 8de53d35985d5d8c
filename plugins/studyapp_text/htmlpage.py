"""Pages saved from a browser: their encoding, their rows, and what of them is no text of a question."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes

from studyapp import Flaw, Message, NotABank, Severity, Source, Where
from studyapp_text import flaws
from studyapp_text.decoding import LARGEST_FILE, Decoded, decode_whole, is_binary
from studyapp_text.htmlrows import Shown, rows_of
from studyapp_text.lexers import classify
from studyapp_text.places import Placed, Row, placed
from studyapp_text.tokens import Mark

_HEAD = 4096
_FEW = 100
_CHARSET = re.compile(rb"<meta\s[^>]{0,200}?charset\s{0,4}=\s{0,4}[\"']?\s{0,4}([\w-]{2,30})", re.I)
_LONG_REFERENCE = re.compile(r"&#[xX]?[0-9a-fA-F]{9,};?")
_MARKED_SECTION = "<!["

_BARE_LABEL = re.compile(r"(【?(?:(?:正确|参考|标准)?答案|(?:我|你|您|学生|考生)的?答案)】?)\s?[:：]?$")
_OBJECTIVE = re.compile(r"(?:[A-HＡ-Ｈ][\s,，、;；]{0,3}){1,8}$|正确$|错误$|对$|错$|√$|×$")
_BARE_LETTER = re.compile(r"([A-HＡ-Ｈ])\s?[.．、:：)）]?$")


def lines_of_html(source: Source) -> Placed:
    """Return the rows of a page; raise ``NotABank`` where its bytes are no text."""
    decoded = _decoded(_with_charset(source))
    text = _closed(_LONG_REFERENCE.sub("\ufffd", "\n".join(decoded.lines)).replace(_MARKED_SECTION, "<! ["))
    try:
        shown = rows_of(text)
    except (AssertionError, ValueError, RecursionError):
        raise NotABank(_DAMAGED) from None
    return placed(_with_labels(shown.rows), source.name, (*decoded.flaws, *_left_out(shown, source.name)))


_DAMAGED = Message("网页文件已损坏，读不出内容。请在浏览器里重新保存网页，或把题目复制到 txt 文件里再导入。")


def lines_of_mhtml(source: Source) -> Placed:
    """Return the rows of the page in a web archive, one file with the page and its pictures ([RFC 2557])."""
    try:
        message = message_from_bytes(source.data)
        page = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
        data = page.get_payload(decode=True) if page is not None else None
        charset = source.encoding or (str(page.get_content_charset() or "") if page is not None else "")
    except (ValueError, LookupError, AssertionError, AttributeError, TypeError, RecursionError):
        raise NotABank(_DAMAGED) from None
    if not isinstance(data, bytes) or not data.strip():
        raise NotABank(Message("这个网页存档里没有网页正文。请在浏览器里重新保存为“网页，仅 HTML”再导入。"))
    return lines_of_html(Source(source.name, data, charset if _is_known(charset) else ""))


def _decoded(source: Source) -> Decoded:
    """Decode a page; one that is a single line is not given up for a few broken bytes."""
    try:
        return decode_whole(source)
    except NotABank:
        if source.encoding or len(source.data) > LARGEST_FILE or not source.data.strip() or is_binary(source.data):
            raise
        tried = [source.data.decode(name, errors="replace") for name in ("utf-8", "gb18030")]
        text = min(tried, key=lambda one: one.count("\ufffd"))
        if text.count("\ufffd") * _FEW > len(text):
            raise
        lines = text.split("\n")
        return Decoded(lines, (flaws.undecodable(source.name, 1, len(lines)),))


def _closed(text: str) -> str:
    """Take tags and comments without an end for text: ``html.parser`` looks through the whole page for each."""
    comment = text.rfind("-->") + 1
    text = text[:comment] + text[comment:].replace("<!--", "<! --")
    end = text.rfind(">") + 1
    return text[:end] + text[end:].replace("<", "&lt;")


def _with_charset(source: Source) -> Source:
    """Take the encoding that a page names, where its bytes agree and nothing else tells."""
    if source.encoding or source.data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return source
    named = _CHARSET.search(source.data[:_HEAD])
    charset = named.group(1).decode("ascii").lower() if named else ""
    if charset.startswith(("utf", "gb")) or not _is_known(charset) or _decodes(source.data, "utf-8"):
        return source
    return replace(source, encoding=charset) if _decodes(source.data, charset) else source


def _is_known(charset: str) -> bool:
    return bool(charset) and _decodes(b"x", charset)


def _decodes(data: bytes, charset: str) -> bool:
    try:
        data.decode(charset)
    except (UnicodeError, LookupError, ValueError):
        return False
    return True


def _left_out(shown: Shown, file: str) -> Iterator[Flaw]:
    where = Where(file)
    if shown.dropped:
        why = Message("网页里的脚本、样式、导航和按钮共 {count} 处，不属于题目。", {"count": shown.dropped})
        yield Flaw(where, Severity.INFO, "page-furniture", why)
    if shown.own:
        why = Message("网页里有 {count} 处自己作答的内容，没有当作答案。", {"count": shown.own})
        yield Flaw(where, Severity.INFO, "own-answer", why)
    if shown.pictures:
        why = Message("网页里有 {count} 张图片，没有读入。看图才能作答的题目请核对。", {"count": shown.pictures})
        yield Flaw(where, Severity.INFO, "pictures-left-out", why)


def _with_labels(rows: list[Row]) -> Iterator[Row]:
    """Join what a page shows side by side but keeps apart: a label and its answer, a letter and its option."""
    held: Row | None = None
    for row in rows:
        if held is None:
            joined: Row | None = row
        else:
            joined = _joined(held, row)
            if joined is None:
                yield held
                joined = row
        held = joined
        if held is not None and not (_BARE_LABEL.match(held.text) or _BARE_LETTER.match(held.text)):
            yield held
            held = None
    if held is not None:
        yield held


def _joined(held: Row, row: Row) -> Row | None:
    label = _BARE_LABEL.match(held.text)
    if label is not None and _OBJECTIVE.match(row.text):
        return Row(f"{label.group(1)}：{row.text}", held.first, row.last)
    letter = _BARE_LETTER.match(held.text)
    if letter is not None and classify(0, row.text).mark in (Mark.TEXT, Mark.BULLET, Mark.NOISE, Mark.LONE):
        return Row(f"{letter.group(1)}. {row.text}", held.first, row.last)
    return None
