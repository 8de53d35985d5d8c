"""Files that mean harm: bombs, doors to other files, endless repetition, and shapes that make parsers go in circles."""

from __future__ import annotations

import json
import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path

from tests.plugins.studyapp_table import writing
from tests.plugins.studyapp_text.word_files import compound, doc, docx, p, packed

MEGABYTE = 1 << 20
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
QUESTION = "1．工伤认定申请的时限是（　）。\nA．十日\nB．三十日\n答案：B\n"
OUTSIDE = "studyapp-was-here"
_SECRET = "file:///etc/passwd"
_ENTITY = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{_SECRET}">]>'
_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
_LAUGHS = f'<!DOCTYPE x [<!ENTITY l0 "哈哈哈哈哈哈哈哈哈哈">{_LAUGHS}]>'


def zipped(parts: dict[str, bytes]) -> bytes:
    """A ZIP archive of parts."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def bomb(name: str, rest: dict[str, bytes], *, fill: bytes = b" ", megabytes: int = 300) -> bytes:
    """A ZIP archive in which one part takes a thousandth of what it unpacks to; a megabyte is packed, and repeated."""
    whole = fill * (MEGABYTE // len(fill))
    packer = zlib.compressobj(1, zlib.DEFLATED, -15)
    packed = packer.compress(whole) + packer.flush(zlib.Z_FULL_FLUSH)
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for other, content in rest.items():
            archive.writestr(other, content)
        with archive.open(name, "w", force_zip64=True) as part:
            part.write(packed * megabytes + packer.flush())
        told = archive.getinfo(name)
        told.compress_type, told.file_size = zipfile.ZIP_DEFLATED, len(whole) * megabytes
        told.CRC = _checksum(whole, megabytes)
        stream.seek(told.header_offset)
        stream.write(told.FileHeader(zip64=True))
    return stream.getvalue()


@cache
def _checksum(whole: bytes, times: int) -> int:
    checksum = 0
    for _time in range(times):
        checksum = zlib.crc32(whole, checksum)
    return checksum


def workbook(sheet: str, *, head: str = "", shared: str = "") -> bytes:
    """An xlsx file with one sheet of this XML."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{package}"><Relationship Id="r1" Type="{office}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        '<sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}"><Relationship Id="r1" '
        f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" '
        f'Type="{office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'{head}<worksheet xmlns="{main}"><sheetData>{sheet}</sheetData></worksheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{main}">{shared}</sst>',
    }
    return zipped({name: content.encode() for name, content in parts.items()})


def cells(*texts: str, row: int = 1) -> str:
    """A row of inline texts."""
    inner = "".join(
        f'<c r="{chr(65 + column)}{row}" t="inlineStr"><is><t>{text}</t></is></c>' for column, text in enumerate(texts)
    )
    return f'<row r="{row}">{inner}</row>'


_HEAD = cells("题干", "选项A", "选项B", "答案")
_ROW = cells("工伤认定申请的时限是（　）。", "十日", "三十日", "B", row=2)


def _ods(columns: int, rows: int) -> bytes:
    table, office, text = (f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for name in ("table", "office", "text"))
    cell = f'<t:table-cell t:number-columns-repeated="{columns}" o:value-type="string"><x:p>题</x:p></t:table-cell>'
    row = f'<t:table-row t:number-rows-repeated="{rows}">{cell}</t:table-row>'
    body = f'<o:body><o:spreadsheet><t:table t:name="S">{row}</t:table></o:spreadsheet></o:body>'
    content = f'<o:document-content xmlns:o="{office}" xmlns:t="{table}" xmlns:x="{text}">{body}</o:document-content>'
    return zipped_ods(content)


def zipped_ods(content: str) -> bytes:
    """An ods file of this XML."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", _ODS, zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)
    return stream.getvalue()


def _patched(data: bytes, place: int, form: str, value: int) -> bytes:
    changed = bytearray(data)
    struct.pack_into(form, changed, place, value)
    return bytes(changed)


def _moodle(head: str, text: str) -> bytes:
    question = (
        f'<question type="truefalse"><questiontext><text>{text}</text></questiontext>'
        '<answer fraction="100"><text>true</text></answer><answer fraction="0"><text>false</text></answer></question>'
    )
    return f'<?xml version="1.0"?>{head}<quiz>{question}</quiz>'.encode()


def _word_xml(head: str, text: str) -> bytes:
    name = "http://schemas.microsoft.com/office/word/2003/wordml"
    body = f"<w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body>"
    return f'<?xml version="1.0"?>{head}<w:wordDocument xmlns:w="{name}">{body}</w:wordDocument>'.encode()


def _encrypted_zip() -> bytes:
    """A ZIP archive whose part says that it is encrypted."""
    data = bytearray(zipped({"word/document.xml": b"secret", "[Content_Types].xml": b"<Types/>"}))
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            data[at + place] |= 1
            at = data.find(signature, at + 1)
    return bytes(data)


BYTES: dict[str, Callable[[], bytes]] = {
    "password.docx": lambda: compound({"EncryptionInfo": b"\4\0\4\0" + bytes(60), "EncryptedPackage": bytes(9000)}),
    "password.xlsx": lambda: compound({"EncryptionInfo": b"\4\0\4\0" + bytes(60), "EncryptedPackage": bytes(9000)}),
    "password in the zip.docx": _encrypted_zip,
    "bomb.docx": lambda: bomb("word/document.xml", {"[Content_Types].xml": b"<Types/>"}),
    "bomb of text.docx": lambda: bomb(
        "word/document.xml", {"[Content_Types].xml": b"<Types/>"}, fill=b"<w:p><w:r><w:t>a</w:t></w:r></w:p>"
    ),
    "bomb of a picture.docx": lambda: bomb("word/media/image1.png", {"word/document.xml": b"<w:document/>"}),
    "bomb.xlsx": lambda: bomb("xl/worksheets/sheet1.xml", {"xl/workbook.xml": b"<workbook/>"}),
    "bomb of words.xlsx": lambda: bomb("xl/sharedStrings.xml", {"xl/workbook.xml": b"<workbook/>"}),
    "bomb.ods": lambda: bomb("content.xml", {"mimetype": _ODS}),
    "bomb.apkg": lambda: bomb("collection.anki2", {"media": b"{}"}, megabytes=1100),
    "bomb of pictures.apkg": lambda: bomb("0", {"collection.anki2": b"SQLite format 3\0", "media": b'{"0": "a.png"}'}),
    "wide and long.ods": lambda: _ods(16_384, 1_048_576),
    "breaks off.ods": lambda: zipped_ods("<x><y>" + "<z" * 9),
    "a million sectors.xls": lambda: _patched(writing.xls("S", [["题干", "答案"], ["甲", "对"]]), 72, "<I", 0xFF0000),
    "sectors of two bytes.doc": lambda: _patched(doc(QUESTION), 30, "<H", 1),
    "last cell.xlsx": lambda: workbook(
        _HEAD + _ROW + '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
    ),
    "door.docx": lambda: packed({"word/document.xml": f"<?xml version='1.0'?>{_ENTITY}<w:document>&e;</w:document>"}),
    "laughs.docx": lambda: packed(
        {"word/document.xml": f"<?xml version='1.0'?>{_LAUGHS}<w:document>&l11;</w:document>"}
    ),
    "door.xlsx": lambda: workbook(_HEAD + cells("&e;", "甲", "乙", "A", row=2), head=f"<?xml version='1.0'?>{_ENTITY}"),
    "laughs.xlsx": lambda: workbook(
        _HEAD + cells("&l11;", "甲", "乙", "A", row=2), head=f"<?xml version='1.0'?>{_LAUGHS}"
    ),
    "door.xml": lambda: _moodle(_ENTITY, "&e;"),
    "laughs.xml": lambda: _moodle(_LAUGHS, "&l11;"),
    "door in Word 2003.xml": lambda: _word_xml(_ENTITY, "&e;"),
    "laughs in Word 2003.doc": lambda: _word_xml(_LAUGHS, "&l11;"),
    "out of the folder.docx": lambda: docx(
        *map(p, ("1．甲（　）。", "A．一", "B．二", "答案：A")), parts={f"../../../../tmp/{OUTSIDE}": "x"}
    ),
    "out of the folder.apkg": lambda: zipped(
        {"collection.anki2": b"SQLite format 3\0", "media": f'{{"0": "../../../../tmp/{OUTSIDE}"}}'.encode(), "0": b"x"}
    ),
    "deep.xml": lambda: b"<quiz>" + b"<question>" * 200_000,
    "deep.html": lambda: b"<!DOCTYPE html><html><body>" + b"<div>" * 300_000 + QUESTION.encode(),
    "deep.json": lambda: b'[{"question": ' + b"[" * 300_000,
    "deep.rtf": lambda: b"{\\rtf1\\ansi " + b"{" * 300_000,
    "cut off.pdf": lambda: (
        b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[2 0 R]/Count 1"
    ),
    "circle.pdf": lambda: (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]"
        b"/Count 2>>endobj\ntrailer<</Root 1 0 R>>"
    ),
}
"""Each file by its name; made when it is wanted."""

LONG: dict[str, Callable[[int], str]] = {
    "one line.txt": lambda n: "甲乙丙丁" * 5 * n,
    "one line of questions.txt": lambda n: QUESTION.replace("\n", " ") * (n // 5),
    "brackets.txt": lambda n: "1．" + "（" * 2 * n,
    "pairs of brackets.txt": lambda n: "1．" + "（ ）" * n + "\n答案：A",
    "brackets in brackets.txt": lambda n: "1．" + "（" * (n // 2) + "A" + "）" * (n // 2),
    "gaps.txt": lambda n: "1．" + "_" * 5 * n + "\n答案：A",
    "digits.txt": lambda n: "1" * 3 * n + "．甲",
    "numbers.txt": lambda n: "1." * 2 * n,
    "spaces.txt": lambda n: "1．甲" + " " * 3 * n + "乙\n答案：" + " " * 3 * n + "A",
    "letters.txt": lambda n: "1．甲\n" + "A．" * (3 * (n // 2)) + "\n答案：A",
    "answers.txt": lambda n: "答案：" * (3 * (n // 2)),
    "a key.txt": lambda n: QUESTION + "参考答案\n1-99999 " + "A" * 2 * n,
    "a key of ranges.txt": lambda n: QUESTION + "参考答案\n" + "1-999999999 A " * (n // 5),
    "words of kinds.txt": lambda n: "【单选题】" * n,
    "commas.csv": lambda n: "题干,选项A,选项B,答案\n" + "," * 5 * n + "\n",
    "quotes.csv": lambda n: "题干,选项A,选项B,答案\n" + '"' * (3 * n + 1),
    "lines in quotes.csv": lambda n: '题干,选项A,选项B,答案\n"' + "甲\n" * 2 * n,
    "braces.gift": lambda n: "::a:: b {" * (n // 2),
    "choices.gift": lambda n: "::a:: b {" + "~a " * n + "=b}",
    "backslashes.gift": lambda n: "::a:: b {=" + "\\" * (3 * n + 1) + "}",
    "stars.md": lambda n: "*" * 2 * n + "\n" + "**1.**" * (n // 2),
    "tables.md": lambda n: "|" * 2 * n + "\n|---|\n",
    "tags.html": lambda n: "<!DOCTYPE html><p>" + "<" * 2 * n,
    "attributes.html": lambda n: "<!DOCTYPE html><p " + "a=b " * n,
    "entities.html": lambda n: "<!DOCTYPE html><p>" + "&" * 2 * n,
    "strings.json": lambda n: json.dumps([{"question": "（" * 3 * n, "options": ["A"] * 9, "answer": "A"}]),
    "many names.json": lambda n: json.dumps([{f"k{one}": one for one in range(2 * n)}]),
    "cards.md": lambda n: "Q: " * (n // 2) + "\n" + "C: [" * (n // 2),
}
"""Texts of some hundred thousand signs (``n`` is about a third of them) that careless expressions go over and over."""


def write(folder: Path, name: str, n: int) -> Path:
    """Write one of the files."""
    path = folder / name
    if name in BYTES:
        path.write_bytes(BYTES[name]())
    else:
        path.write_text(LONG[name](n), encoding="utf-8")
    return path
