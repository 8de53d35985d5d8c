"""The ZIP archive that a Word document is: its parts, read within limits and never written anywhere.

Source: ECMA-376 part 2 (Open Packaging Conventions). A part's declared size is checked before and its actual size
while it is unpacked, so that a small archive cannot fill the memory. XML that declares a document type is refused:
no Word document has one, and entities are declared nowhere else.
"""

from __future__ import annotations

import hashlib
import posixpath
import zipfile
import zlib
from dataclasses import dataclass, field
from io import BytesIO
from typing import NoReturn
from xml.etree import ElementTree

from studyapp import Media, Message, NotABank

LARGEST_PART = 64 * 1024 * 1024
LARGEST_TOTAL = 256 * 1024 * 1024

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_SAME_NAMES = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (b"http://schemas.microsoft.com/office/word/2003/wordml", W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R[1:-1].encode()),
)
"""Namespaces of the strict form (ECMA-376 part 1) and of Word 2003, with the one that says the same here."""

_UNPACKING = (
    zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError, LookupError,
)  # fmt: skip
"""What ``zipfile`` raises for archives that are damaged, encrypted or packed in an unknown way."""

DAMAGED = Message("这个 Word 文档（docx）已损坏，打不开。请在 Word 或 WPS 里修复后另存，再导入。")


@dataclass(slots=True)
class Package:
    """An open archive, and the relationships of its main part: target by id."""

    archive: zipfile.ZipFile
    main: str = ""
    targets: dict[str, str] = field(default_factory=dict)
    spent: int = 0

    def read(self, name: str) -> bytes | None:
        """Return a part's bytes; None where the archive lacks it or it is damaged."""
        try:
            info = self.archive.getinfo(name)
        except KeyError:
            return None
        _refuse_size(info.file_size, self.spent)
        try:
            with self.archive.open(info) as stream:
                data = stream.read(LARGEST_PART + 1)
        except _UNPACKING:
            return None
        _refuse_size(len(data), self.spent)
        self.spent += len(data)
        return data

    def part(self, name: str) -> ElementTree.Element | None:
        """Return the XML of a part beside the main one, such as ``styles.xml``; None where there is none."""
        data = self.read(posixpath.join(posixpath.dirname(self.main), name))
        return parse(data) if data is not None else None

    def media(self, relation: str) -> Media | None:
        """Return the picture that a relationship leads to; None where the file does not hold it."""
        target = self.targets.get(relation)
        data = self.read(target) if target else None
        if not target or data is None:
            return None
        return Media(posixpath.basename(target), hashlib.sha256(data).hexdigest())


class _Builder(ElementTree.TreeBuilder):
    """Builds a tree of XML that declares no document type."""

    def doctype(self, *_declared: object) -> NoReturn:
        """Refuse the declaration, before any entity in it is read."""
        raise NotABank(Message("文件里有 Word 文档不该有的 DTD 声明，没有读取。请在 Word 或 WPS 里另存为 docx。"))


def parse(data: bytes) -> ElementTree.Element | None:
    """Return the tree of a part's XML under the usual namespaces; None where it is broken."""
    for other, usual in _SAME_NAMES:
        data = data.replace(other, usual)
    parser = ElementTree.XMLParser(target=_Builder())
    try:
        parser.feed(data)
        return parser.close()
    except (ElementTree.ParseError, ValueError, LookupError):
        return None


def open_package(data: bytes) -> tuple[Package, ElementTree.Element]:
    """Open a Word document; return the archive and its main part. Raise ``NotABank`` where that is impossible."""
    try:
        package = Package(zipfile.ZipFile(BytesIO(data)))
    except _UNPACKING:
        raise NotABank(DAMAGED) from None
    package.main = _main_part(package)
    content = package.read(package.main)
    if content is None:
        raise NotABank(DAMAGED)
    tree = parse(content)
    if tree is None:
        raise NotABank(DAMAGED)
    folder, name = posixpath.split(package.main)
    package.targets = {
        id_: posixpath.normpath(posixpath.join(folder, target)).lstrip("/")
        for id_, _, target in _relations(package, f"{folder}/_rels/{name}.rels")
    }
    return package, tree


def _main_part(package: Package) -> str:
    for _, kind, target in _relations(package, "_rels/.rels"):
        if kind.endswith("/officeDocument"):
            return target.lstrip("/")
    return "word/document.xml"


def _relations(package: Package, name: str) -> list[tuple[str, str, str]]:
    """Return id, type and target of each relationship within the archive (ECMA-376 part 2, 6.5)."""
    data = package.read(name)
    tree = parse(data) if data is not None else None
    return [
        (one.get("Id", ""), one.get("Type", ""), one.get("Target", ""))
        for one in (tree if tree is not None else ())
        if one.get("TargetMode") != "External"
    ]


def _refuse_size(size: int, spent: int) -> None:
    if size > LARGEST_PART or spent + size > LARGEST_TOTAL:
        raise NotABank(
            Message(
                "Word 文档解压后超过 {limit} MB，没有读取。请把题库拆成几个文件，或删去大图片后再导入。",
                {"limit": LARGEST_PART >> 20},
            )
        )
