"""Pictures of workbooks: those beside or in the row of a question are its own, the others are named."""

from __future__ import annotations

import hashlib
import io
import zipfile

import pytest
from xlsxwriter import Workbook

from studyapp import Deck, Source
from studyapp_table import pictures
from studyapp_table.reader import TableReader
from tests.plugins.studyapp_table.writing import ods, xlsx

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d494844520000000100000001080600000"
    "01f15c4890000000d49444154789c6360f8cf500f0003860180b2e8c1d40000000049454e44ae426082"
)  # one pixel
DIGEST = hashlib.sha256(PNG).hexdigest()
HEADER = ["题目", "A", "B", "答案"]
ROWS = [HEADER, ["图中是谁", "甲", "乙", "A"], ["没有图的题", "甲", "乙", "B"], ["没有答案的题", "甲", "乙", ""]]


def anchored(*rows: int) -> bytes:
    """A workbook with a picture beside each of these rows (from 0)."""
    buffer = io.BytesIO()
    book = Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet("题库")
    for number, cells in enumerate(ROWS):
        sheet.write_row(number, 0, cells)
    for number, row in enumerate(rows):
        sheet.insert_image(row, 5, f"{number}.png", {"image_data": io.BytesIO(PNG)})
    book.close()
    return buffer.getvalue()


def read(data: bytes) -> Deck:
    return TableReader().read(Source("题库", data))


def with_media(deck: Deck) -> dict[str, list[str]]:
    return {item.question.prompt: [one.digest for one in item.question.media] for item in deck.items}


def test_a_picture_beside_a_row_belongs_to_its_question() -> None:
    deck = read(anchored(1))
    assert with_media(deck) == {"图中是谁": [DIGEST], "没有图的题": []}
    assert deck.files == {DIGEST: PNG}
    assert [flaw.code for flaw in deck.flaws] == ["header", "no-answer"]


def test_a_picture_of_no_question_is_named() -> None:
    deck = read(anchored(1, 3, 30))
    assert deck.files == {DIGEST: PNG}
    assert [(flaw.code, flaw.where.line) for flaw in deck.flaws if flaw.code == "pictures"] == [
        ("pictures", 4), ("pictures", 31),
    ]  # fmt: skip


def test_a_picture_that_is_too_large_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "LARGEST_PICTURE", len(PNG) - 1)
    deck = read(anchored(1))
    assert deck.files == {}
    assert "picture-too-large" in [flaw.code for flaw in deck.flaws]


def repacked(data: bytes, members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO(data)
    with zipfile.ZipFile(buffer, "a") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def test_a_picture_in_a_cell_belongs_to_its_row() -> None:
    """As WPS writes it."""
    data = xlsx({"题库": [HEADER, ["图中是谁", "甲", '=DISPIMG("ID_1",1)', "A"]]})
    images = (
        '<etc:cellImages xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData" xmlns:xdr="x" xmlns:a="a" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><etc:cellImage><xdr:pic>'
        '<xdr:cNvPr id="2" name="ID_1"/><a:blip r:embed="rId1"/></xdr:pic></etc:cellImage></etc:cellImages>'
    )
    targets = '<Relationships><Relationship Id="rId1" Target="media/image1.png"/></Relationships>'
    parts = {"xl/cellimages.xml": images.encode(), "xl/_rels/cellimages.xml.rels": targets.encode()}
    deck = read(repacked(data, {**parts, "xl/media/image1.png": PNG}))
    assert with_media(deck) == {"图中是谁": [DIGEST]}
    assert deck.items[0].question.choices == ("甲", "（图片）")
    assert [flaw.code for flaw in deck.flaws] == ["header"]


def test_a_picture_of_an_open_document() -> None:
    frame = (
        '<table:table-cell><draw:frame xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"><draw:image '
        'xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="Pictures/1.png"/></draw:frame></table:table-cell>'
    )
    data = ods("题库", [HEADER, ["图中是谁", "甲", "乙", "A"]], cell=frame)
    deck = read(repacked(data, {"Pictures/1.png": PNG}))
    assert with_media(deck) == {"图中是谁": [DIGEST]}
    assert deck.files == {DIGEST: PNG}
