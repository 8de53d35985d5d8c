"""A sheet that is read in parts gives what it gives as a whole, and nothing is read of it that was not checked."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studyapp import NotABank, Source
from studyapp_table import limits, parts, workbook
from studyapp_table.grid import Book
from tests.plugins.studyapp_table.writing import Cell, Rows, xlsx

CELLS = st.sampled_from(
    [
        "",
        "谁征收（　　）",
        " 甲 ",
        "⻓",
        "a<b & c!",
        "<!-- 是? -->",
        "甲\n乙",
        1.0,
        0.5,
        (0.25, 1),
        (44377.0, 3),
        True,
        None,
    ]
) | st.text(st.characters(codec="utf-8", exclude_characters="\x00\ufffe\uffff"), max_size=8)
MARKS = ["", "<!--x-->", '<!-- <row r="4"><c r="A4"/></row> -->', '<?x <row r="5"> ?>', '<row r="77"/>', "<row/>"]


def sheets_of(book: Book) -> list[object]:
    return [(replace(sheet, shown=None), sheet.shown and replace(sheet.shown(), shown=None)) for sheet in book.sheets]


def read(data: bytes) -> tuple[object, ...]:
    try:
        book = workbook.read_workbook(Source("题库", data))
    except NotABank as refused:
        return (refused.why,)
    return sheets_of(book), book.flaws


@pytest.fixture
def in_parts(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Let sheets be read in small parts; the rows of each part that was read are counted."""
    taken: list[int] = []
    monkeypatch.setattr(parts, "LARGE", 0)
    monkeypatch.setattr(limits, "_LARGEST_PIECE", 150)
    part = workbook._Cells.part

    def counted(*arguments: object) -> None:
        part(*arguments)  # type: ignore[arg-type]
        taken.append(len(arguments[0].rows))  # type: ignore[attr-defined]

    monkeypatch.setattr(workbook._Cells, "part", counted)
    return taken


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.lists(CELLS, max_size=5), max_size=12),
    mark=st.sampled_from(MARKS),
    at=st.integers(0, 12),
    part=st.integers(40, 2000),
    merged=st.sampled_from([(), ("A1:A3", "B2:C2")]),
)
def test_parts_give_what_the_whole_gives(
    in_parts: list[int], rows: Rows, mark: str, at: int, part: int, merged: tuple[str, ...]
) -> None:
    with zipfile.ZipFile(io.BytesIO(xlsx({"题库": rows}, merged=merged))) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    lines = sheet.split("</row>")
    sheet = "</row>".join([*lines[:at], mark + lines[at], *lines[at + 1 :]]) if 0 < at < len(lines) else sheet
    data = xlsx({"题库": []}, extra={"xl/worksheets/sheet1.xml": sheet})
    before = parts.PART
    parts.PART = part
    try:
        found = read(data)
        parts.LARGE = 1 << 40
        assert found == read(data)
    finally:
        parts.PART, parts.LARGE = before, 0


def test_a_large_sheet_is_cut(in_parts: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    rows: list[list[Cell]] = [["题目", "A", "B", "答案"], ["", "", "", "", "", "末"]]
    rows[1:1] = [[f"第{n}问", "甲", "乙", "A"] for n in range(200)]
    monkeypatch.setattr(parts, "PART", 2000)
    [sheet] = workbook.read_workbook(Source("题库", xlsx({"题库": rows}))).sheets
    assert len(in_parts) > 10
    assert in_parts[-1] == 202
    assert {len(row.cells) for row in sheet.rows} == {6}


def test_what_is_far_is_refused_before_it_is_read(in_parts: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "PART", 200)
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 50))
    far = (
        f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}'
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
    )
    [why] = read(xlsx({"S": []}, extra={"xl/worksheets/sheet1.xml": far}))
    assert "表格太大" in str(why)
    assert in_parts
    assert max(in_parts) < 50


def test_a_part_that_is_not_read_lets_the_whole_be_damaged(
    in_parts: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "PART", 200)
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 50))
    broken = (
        f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}'
        '<row r="50"><c r="A50" t="inlineStr"><is><t>甲</wrong></is></c></row></sheetData></worksheet>'
    )
    [why] = read(xlsx({"S": []}, extra={"xl/worksheets/sheet1.xml": broken}))
    assert "已损坏" in str(why)
