"""The ZIP archive that a Word document is: its parts, read within limits and never written anywhere.

Source: ECMA-376 part 2 (Open Packaging Conventions). A part's declared size is checked before and its actual size
while it is unpacked, so that a small archive cannot fill the memory. XML that declares a document type is refused:
no Word document has one, and entities are declared nowhere else.
"""

from __future__ import annotations

import base64
import posixpath
import zipfile
import zlib
from dataclasses import dataclass, field
from io import BytesIO
from typing import NamedTuple, NoReturn
from xml.etree import ElementTree

from studyapp import Message, NotABank
from studyapp_text.album import LARGEST_PICTURE

LARGEST_PART = 64 * 1024 * 1024
LARGEST_TOTAL = 256 * 1024 * 1024

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PACKAGE = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
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

LOCKED = Message("这份文档加了密码。请在 Word 或 WPS 里打开，取消密码后另存为 docx 再导入。")
DAMAGED = Message("这个 Word 文档（docx）已损坏，打不开。请在 Word 或 WPS 里修复后另存，再导入。")


_ENCRYPTED = 1
"""The bit of a ZIP member's flags that says so (APPNOTE 4.4.4)."""


class Picture(NamedTuple):
    """A picture of the archive; its bytes are left out where there are too many."""

    name: str
    data: bytes
    is_too_large: bool


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

    def picture(self, relation: str) -> Picture | None:
        """Return the picture that a relationship leads to; None where the file does not hold it."""
        target = self.targets.get(relation)
        if not target:
            return None
        name = posixpath.basename(target)
        try:
            info = self.archive.getinfo(target)
        except KeyError:
            return None
        if info.file_size > LARGEST_PICTURE:
            return Picture(name, b"", True)
        data = self.read(target)
        return Picture(name, data, len(data) > LARGEST_PICTURE) if data is not None else None


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
    if any(info.flag_bits & _ENCRYPTED for info in package.archive.infolist()):
        raise NotABank(LOCKED)
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


def pictures_within(tree: ElementTree.Element) -> dict[str, Picture | None]:
    """Return the pictures that a document in one file holds as text, by the name or relationship that shows them."""
    found: dict[str, Picture | None] = {}
    parts: dict[str, Picture | None] = {}
    for one in tree.iter():
        name = str(one.tag).rpartition("}")[2]
        if name == "binData":
            shown = one.get(f"{W}name", "")
            found[shown] = _decoded(shown, one.text)
        elif name == "part":
            shown = one.get(f"{_PACKAGE}name", "")
            binary = next((inner for inner in one if inner.tag == f"{_PACKAGE}binaryData"), None)
            if binary is not None:
                parts[shown] = _decoded(shown, binary.text)
    for one in tree.iter():
        if str(one.tag).endswith("}Relationship") and (target := f"/word/{one.get('Target', '')}") in parts:
            found[one.get("Id", "")] = parts[target]
    return found


def _decoded(name: str, text: str | None) -> Picture | None:
    """Return a picture that is written in letters ([RFC 4648] 4)."""
    if len(text or "") > 2 * LARGEST_PICTURE:
        return Picture(posixpath.basename(name), b"", True)
    try:
        data = base64.b64decode(text or "")
    except (ValueError, TypeError):
        return None
    return Picture(posixpath.basename(name), data, len(data) > LARGEST_PICTURE) if data else None
