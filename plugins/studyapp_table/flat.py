"""A workbook as plain text with commas: what a reader of texts needs of a key that is a table."""

from __future__ import annotations

import csv
import io

from studyapp import Source
from studyapp_table.engine import open_book
from studyapp_table.headers import kind_word
from studyapp_table.hypertext import is_markup
from studyapp_table.sniffing import confidence

_SURE = 0.5


def flattened(source: Source) -> bytes | None:
    """Return a workbook's rows as CSV, of the first sheet each at the line of its row; nothing for what is none.

    Of several sheets, each that is named after a kind of questions begins with its name.
    """
    if not (source.data.startswith((b"PK", b"\xd0\xcf")) or is_markup(source.data)) or confidence(source.data) < _SURE:
        return None
    sheets = [sheet for sheet in open_book(source).sheets if sheet.rows]
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\n").writerow
    line = 1
    for number, sheet in enumerate(sheets):
        if number or (len(sheets) > 1 and sheet.rows[0].line > 1):
            write([sheet.name if kind_word(sheet.name)[0] else ""])
            line += 1
        for row in sheet.rows:
            out.write("\n" * (row.line - line if not number else 0))
            write([" ".join(cell.split()) for cell in row.cells])
            line = row.line + 1
    return out.getvalue().encode()
