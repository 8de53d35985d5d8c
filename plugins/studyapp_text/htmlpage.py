"""Pages saved from a browser: their encoding, their rows, and what of them is no text of a question."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from email import message_from_bytes

from studyapp import Flaw, Message, NotABank, Severity, Source, Where
from studyapp_text import fileflaws
from studyapp_text.album import Album
from studyapp_text.decoding import LARGEST_FILE, Decoded, decode_whole, is_binary
from studyapp_text.htmllabels import with_labels
from studyapp_text.htmlmarks import marked
from studyapp_text.htmlpictures import name_of, picture_at, pictures_of
from studyapp_text.htmlrows import Shown, rows_of
from studyapp_text.places import Placed, placed, with_album
from studyapp_text.wordstrikes import flaws_of_struck

_HEAD = 4096
_FEW = 100
_CHARSET = re.compile(rb"<meta\s[^>]{0,200}?charset\s{0,4}=\s{0,4}[\"']?\s{0,4}([\w-]{2,30})", re.I)
_LONG_REFERENCE = re.compile(r"&#[xX]?[0-9a-fA-F]{9,};?")
_MARKED_SECTION = "<!["

_DECODED, _CUT = 0.1, 0.4
"""The shares of the reading that are done when a page is decoded, and when its rows are cut."""


def lines_of_html(source: Source, within: Mapping[str, bytes] | None = None) -> Placed:
    """Return the rows of a page; raise ``NotABank`` where its bytes are no text.

    ``within``: the pictures that come in one file with the page, by the addresses under which it shows them.
    """
    decoded = _decoded(_with_charset(source))
    source.progress(_DECODED)
    text = _closed(_LONG_REFERENCE.sub("\ufffd", "\n".join(decoded.lines)).replace(_MARKED_SECTION, "<! ["))
    try:
        shown = rows_of(text)
    except (AssertionError, ValueError, RecursionError):
        raise NotABank(_DAMAGED) from None
    source.progress(_CUT)
    rows, found = marked(with_labels(shown.rows), source.name)
    lines = placed(rows, source.name, found)
    album, elsewhere = _pictures(lines, source.name, within or {})
    told = (*decoded.flaws, *_left_out(shown, len(elsewhere) + shown.strays, source.name))
    return with_album(replace(lines, flaws=(*told, *lines.flaws), elsewhere=tuple(elsewhere)), album)


def _pictures(lines: Placed, file: str, within: Mapping[str, bytes]) -> tuple[Album, list[tuple[int, str]]]:
    """Take the pictures that rows show and the file holds; also return those that lie elsewhere."""
    album = Album(file)
    elsewhere: list[tuple[int, str]] = []
    for number, row in enumerate(lines.places, 1):
        for address in dict.fromkeys(row.pictures):
            data = picture_at(address, within)
            name = name_of(address, number)
            if data is None:
                elsewhere.append((number, name))
            elif data:
                album.add(number, name, data, Where(file, row.first, row.last))
    return album, elsewhere


_DAMAGED = Message("网页文件已损坏，读不出内容。请在浏览器里重新保存网页，或把题目复制到 txt 文件里再导入。")


def lines_of_mhtml(source: Source) -> Placed:
    """Return the rows of the page in a web archive, one file with the page and its pictures ([RFC 2557])."""
    try:
        parts = [part for part in message_from_bytes(source.data).walk() if not part.is_multipart()]
        page = next((part for part in parts if part.get_content_type() == "text/html"), None)
        data = page.get_payload(decode=True) if page is not None else None
        charset = source.encoding or (str(page.get_content_charset() or "") if page is not None else "")
        within = pictures_of(parts, str(page.get("Content-Location", "")) if page is not None else "")
    except (ValueError, LookupError, AssertionError, AttributeError, TypeError, RecursionError):
        raise NotABank(_DAMAGED) from None
    if not isinstance(data, bytes) or not data.strip():
        raise NotABank(Message("这个网页存档里没有网页正文。请在浏览器里重新保存为“网页，仅 HTML”再导入。"))
    encoding = charset if _is_known(charset) else ""
    return lines_of_html(replace(source, data=data, encoding=encoding), within)


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
        return Decoded(lines, (fileflaws.undecodable(source.name, 1, len(lines)),))


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


def _left_out(shown: Shown, elsewhere: int, file: str) -> Iterator[Flaw]:
    where = Where(file)
    if shown.dropped:
        why = Message("网页里的脚本、样式、导航和按钮共 {count} 处，不属于题目。", {"count": shown.dropped})
        yield Flaw(where, Severity.INFO, "page-furniture", why)
    if shown.own:
        why = Message("网页里有 {count} 处自己作答的内容，没有当作答案。", {"count": shown.own})
        yield Flaw(where, Severity.INFO, "own-answer", why)
    if elsewhere:
        why = Message(
            "网页里有 {count} 张图片存在别处，没有读入。看图才能作答的题目，请把网页另存为“单个文件（mhtml）”再导入。",
            {"count": elsewhere},
        )
        yield Flaw(where, Severity.INFO, "pictures-left-out", why)
    yield from flaws_of_struck(file, shown.struck)
    for first, last in shown.heads:
        yield fileflaws.table_head(Where(file, first, last))
