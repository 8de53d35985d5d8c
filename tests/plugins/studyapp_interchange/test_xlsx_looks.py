"""What a spreadsheet looks like: rows that show all of their text, columns without any that take little room."""

from __future__ import annotations

import io
import re
import zipfile

from studyapp import Choices, Deck, Item, Kind, Question, Where
from studyapp_interchange.xlsx_writer import XlsxWriter


def sheet_of(*questions: Question) -> str:
    items = tuple(Item(one, at, Where("题库.txt", at + 1)) for at, one in enumerate(questions))
    data, _ = XlsxWriter().write(Deck("题库", items=items))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("xl/worksheets/sheet1.xml").decode()


def single(prompt: str) -> Question:
    return Question(kind=Kind.SINGLE, prompt=prompt, choices=("甲", "乙"), answer=Choices((0,)))


def test_rows_are_as_high_as_their_text() -> None:
    sheet = sheet_of(single("谁缴费"), single("缴费的是谁" * 20), single("谁" * 5000))
    assert re.findall(r'<row r="([2-4])"[^>]* ht="([\d.]+)"', sheet) == [("3", "75"), ("4", "408.75")]


def test_columns_without_text_are_narrow() -> None:
    widths = [
        round(float(width))
        for low, high, width in re.findall(r'<col min="(\d+)" max="(\d+)" width="([\d.]+)"', sheet_of(single("谁缴费")))
        for _ in range(int(low), int(high) + 1)
    ]
    assert widths[:10] == [49, 10, 21, 21, *[9] * 6]
