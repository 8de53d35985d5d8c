"""A deck as a Word document that reads like an exam paper, with the answer behind each question."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

from studyapp import Deck, Flaw
from studyapp_interchange.docx_parts import (
    FOOTER,
    HEAD,
    HEADED,
    NAMESPACES,
    RELATIONS,
    SECTION,
    STYLES,
    WIDTH,
    core,
    document_relations,
    types,
)
from studyapp_interchange.keeping import not_kept
from studyapp_interchange.paper import paper_of
from studyapp_interchange.paragraphs import Paragraph, Style

_STAMP = (1980, 1, 1, 0, 0, 0)
_EMU = 635
"""Of the smallest unit of a drawing, how many make a twentieth of a point."""

_PIXEL = 15 * _EMU
_STYLES = {
    Style.TITLE: "Title", Style.PART: "ExamPart", Style.SECTION: "ExamSection", Style.MATERIAL: "ExamMaterial",
    Style.QUESTION: "ExamQuestion", Style.ESSAY: "ExamQuestion", Style.OPTION: "ExamOption",
    Style.OPTIONS: "ExamOption", Style.ANSWER: "ExamAnswer", Style.PICTURE: "ExamPicture",
}  # fmt: skip
_ILLEGAL = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NAME = re.compile(r"[A-Za-z0-9_-]{1,60}\.(?:png|jpe?g|gif|bmp)")


class DocxWriter:
    """Writes parts by subject, sections by kind, and numbered questions."""

    name = "docx"
    suffixes = (".docx",)

    def write(self, deck: Deck) -> tuple[bytes, tuple[Flaw, ...]]:
        """Return the file, and a flaw for each question that does not read back as it is."""
        pictures = _pictures(deck)
        paper = paper_of(deck, {digest: picture.name for digest, picture in pictures.items()})
        told = (not_kept(item, paper.lost.get(item.position, []), sure=False) for item in deck.items)
        return _package(deck, paper.paragraphs, pictures), tuple(flaw for flaw in told if flaw is not None)


@dataclass(frozen=True, slots=True)
class _Picture:
    """A picture of the package: its name and number in it, its size in pixels, and its bytes."""

    name: str
    number: int
    width: int
    height: int
    data: bytes


def _pictures(deck: Deck) -> dict[str, _Picture]:
    """Return the pictures that Word can show, by digest; each keeps its name where the package allows it."""
    found: dict[str, _Picture] = {}
    names: set[str] = set()
    for item in deck.items:
        for media in item.question.media:
            data = deck.files.get(media.digest)
            if data is None or media.digest in found or (size := _size(data)) is None:
                continue
            ending, width, height = size
            number = len(found) + 1
            name = media.name if _NAME.fullmatch(media.name) and media.name.endswith(_endings(ending)) else ""
            name = name if name and name not in names else f"image{number}.{ending}"
            names.add(name)
            found[media.digest] = _Picture(name, number, width, height, data)
    return found


def _endings(ending: str) -> tuple[str, ...]:
    return (".jpg", ".jpeg") if ending == "jpg" else (f".{ending}",)


def _size(data: bytes) -> tuple[str, int, int] | None:
    """Return the ending, width and height of a picture; ``None`` where it is none that Word shows."""
    try:
        if data.startswith(b"\x89PNG\r\n\x1a\n"):
            return ("png", *struct.unpack(">II", data[16:24]))
        if data[:6] in (b"GIF87a", b"GIF89a"):
            return ("gif", *struct.unpack("<HH", data[6:10]))
        if data.startswith(b"BM"):
            width, height = struct.unpack("<ii", data[18:26])
            return "bmp", width, abs(height)
        return _jpeg(data) if data.startswith(b"\xff\xd8") else None
    except struct.error:
        return None


def _jpeg(data: bytes) -> tuple[str, int, int] | None:
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4])
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return "jpg", width, height
        at += 2 + length
    return None


def _package(deck: Deck, paragraphs: list[Paragraph], pictures: Mapping[str, _Picture]) -> bytes:
    body = "".join(_paragraph(one, pictures) for one in paragraphs)
    endings = sorted({picture.name.rpartition(".")[2] for picture in pictures.values()})
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": types(endings),
        "_rels/.rels": RELATIONS,
        "docProps/core.xml": core(_text(deck.name)),
        "word/document.xml": f"{HEAD}<w:document {NAMESPACES}><w:body>{body}{SECTION}</w:body></w:document>",
        "word/_rels/document.xml.rels": document_relations([picture.name for picture in pictures.values()]),
        "word/styles.xml": STYLES,
        "word/footer1.xml": FOOTER,
    }
    parts |= {f"word/media/{picture.name}": picture.data for picture in pictures.values()}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            info = zipfile.ZipInfo(name, _STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(info, data)
    return target.getvalue()


def _paragraph(one: Paragraph, pictures: Mapping[str, _Picture]) -> str:
    properties = f'<w:pStyle w:val="{_STYLES[one.style]}"/>' + "".join(_own(one))
    runs = f"<w:r><w:rPr>{HEADED}</w:rPr>{_words(one.label)}</w:r>" if one.label and one.style is Style.ANSWER else ""
    runs += f"<w:r>{_words(one.label)}</w:r>" if one.label and not runs else ""
    runs += f"<w:r>{_words(one.text)}</w:r>" if one.text else ""
    if one.media is not None:
        runs = _drawing(pictures[one.media.digest])
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def _own(one: Paragraph) -> Iterator[str]:
    """Yield what a paragraph has besides its style: the tab stops of its options, the room for an essay."""
    if one.columns > 1:
        step = (WIDTH - 480) // one.columns
        stops = "".join(f'<w:tab w:val="left" w:pos="{480 + step * number}"/>' for number in range(1, one.columns))
        yield f'<w:tabs>{stops}</w:tabs><w:ind w:left="480" w:firstLine="0"/>'
    if one.style is Style.ESSAY:
        yield '<w:spacing w:before="120" w:after="1440"/>'


def _words(text: str) -> str:
    parts = [f'<w:t xml:space="preserve">{_text(part)}</w:t>' if part else "" for part in text.split("\t")]
    return "<w:tab/>".join(parts)


def _text(text: str) -> str:
    return escape(_ILLEGAL.sub("\ufffd", text))


def _drawing(picture: _Picture) -> str:
    """Show a picture in its size, made smaller where it is wider than the text or higher than a third of a page."""
    width, height = max(picture.width, 1) * _PIXEL, max(picture.height, 1) * _PIXEL
    share = min(1.0, WIDTH * _EMU / width, 5000 * _EMU / height)
    extent = f'cx="{max(int(width * share), 1)}" cy="{max(int(height * share), 1)}"'
    name = f'id="{picture.number}" name="{_text(picture.name)}"'
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/><wp:docPr {name}/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr {name}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rIdPicture'
        f'{picture.number}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr>'
        '<a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext {extent}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
