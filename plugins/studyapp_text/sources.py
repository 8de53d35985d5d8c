"""Formats that lines of exam text come in, besides plain text: how each is recognised, and who takes its lines out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from types import MappingProxyType
from typing import NamedTuple, cast

from studyapp import Flaw, Media, Message, NotABank, Source
from studyapp_text import signatures
from studyapp_text.decoding import LARGEST_FILE

_NO_FILES: Mapping[str, bytes] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Lines:
    """Numbered lines as ``engine.read_lines`` takes them, and what was wrong with the file itself.

    ``pictures``: the number of a line, and a picture that stands on it; ``files`` are the pictures' bytes by digest.
    ``told``: what must not be lost, if that is more than the rows: the number and text of each paragraph of a document.
    ``elsewhere``: the number of a line, and a picture that it shows but the file does not hold.
    """

    rows: tuple[tuple[int, str], ...]
    flaws: tuple[Flaw, ...] = ()
    pictures: tuple[tuple[int, Media], ...] = ()
    told: tuple[tuple[int, str], ...] = ()
    files: Mapping[str, bytes] = field(default_factory=lambda: _NO_FILES)
    elsewhere: tuple[tuple[int, str], ...] = ()


class Format(NamedTuple):
    """How a format is recognised from the beginning of a file, and the module and function that read it.

    The module is imported when a file of its format is read: most of those who learn never hold one.
    """

    name: str
    looks: Callable[[bytes], float]
    module: str
    function: str


def _docx(head: bytes) -> float:
    """Say how sure it is that a ZIP archive is a Word document ([ECMA-376] part 2: parts are named in the clear)."""
    if not head.startswith(b"PK\x03\x04") or any(part in head for part in (b"xl/", b"ppt/", b"META-INF/")):
        return 0.0
    return 0.97 if b"word/" in head else 0.5 * (b"[Content_Types].xml" in head)


def _doc(head: bytes) -> float:
    """Say how sure it is that a compound file is a Word document ([MS-CFB] 2.6: names of streams are UTF-16)."""
    if not head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return 0.0
    if any(name.encode("utf-16-le") in head for name in ("WordDocument", "EncryptedPackage")):
        return 0.95
    if any(name.encode("utf-16-le") in head for name in ("Workbook", "Book\0", "PowerPoint Document")):
        return 0.0
    return 0.5


def _rtf(head: bytes) -> float:
    return 0.95 if head.startswith(b"{\\rtf") else 0.0


def _word_xml(head: bytes) -> float:
    """Say how sure it is that XML is a document as Word 2003 saved it, or a whole package in one file."""
    known = b"schemas.microsoft.com/office/word/2003/wordml" in head or b"2006/xmlPackage" in head
    return 0.95 if known and head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") else 0.0


FORMATS = (
    Format("docx", _docx, "studyapp_text.docx", "lines_of_docx"),
    Format("doc", _doc, "studyapp_text.doc", "lines_of_doc"),
    Format("rtf", _rtf, "studyapp_text.rtf", "lines_of_rtf"),
    Format("word-xml", _word_xml, "studyapp_text.docx", "lines_of_word_xml"),
    Format("mhtml", signatures.web_archive, "studyapp_text.htmlpage", "lines_of_mhtml"),
    Format("html", signatures.html, "studyapp_text.htmlpage", "lines_of_html"),
    Format("pdf", signatures.pdf, "studyapp_text.pdf", "lines_of_pdf"),
)
"""Every format, each with its reader; the content decides, whatever the file is called."""

SUFFIXES = (".docx", ".docm", ".doc", ".rtf", ".html", ".htm", ".mht", ".mhtml", ".pdf")


def format_of(head: bytes) -> tuple[float, Format] | None:
    """Return the likeliest format of a file that begins with ``head``, and how sure that is; None for plain text."""
    confidence, found = max(((one.looks(head), one) for one in FORMATS), key=lambda pair: pair[0])
    return (confidence, found) if confidence else None


def lines_of(found: Format, source: Source) -> Lines:
    """Take the lines out of a file; raise ``NotABank`` where it cannot be opened."""
    if len(source.data) > LARGEST_FILE:
        raise NotABank(
            Message(
                "文件有 {size} MB，超过 {limit} MB 的上限。请把题库拆成几个文件再导入。",
                {"size": len(source.data) >> 20, "limit": LARGEST_FILE >> 20},
            )
        )
    read = cast(Callable[[Source], Lines], getattr(import_module(found.module), found.function))
    return read(source)
