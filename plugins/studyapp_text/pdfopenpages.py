"""Which pages of a PDF a table without upright lines goes through, and what of them is beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from unicodedata import normalize

import pypdfium2 as pdfium

from studyapp_text.pagefurniture import without_furniture
from studyapp_text.pdfletters import TextLine, text_lines
from studyapp_text.pdfopentables import Head, OpenRow, begins_at_top, gaps_of, head_of, may_name_columns, rows_of
from studyapp_text.pdftables import GridRow, lines_above, lines_in
from studyapp_text.places import Row

_EDGE = 2
"""How many lines at the head and at the foot of a page can be its furniture."""

_FEWEST_ROWS = 2


def open_tables(document: pdfium.PdfDocument, pages: list[list[Row]]) -> tuple[list[list[Row]], list[GridRow]] | None:
    """Return the pages without the rows of an open table, and these; None where there is no such table.

    A table ends where its document does, or where the lines of a page do not fit its columns any more.
    """
    begin = next((at for at, page in enumerate(pages) if any(may_name_columns(row.text) for row in page)), None)
    if begin is None:
        return None
    furniture = _furniture(pages)
    lines = {at: _body(document, at, furniture[at]) for at in range(begin, len(pages))}
    head = next((found for at, page in lines.items() if (found := head_of(at, page)) is not None), None)
    if head is None:
        return None
    told = {at: page[head.line :] if at == head.page else page for at, page in lines.items() if at >= head.page}
    gaps = gaps_of(head, list(told.values()))
    if gaps is None:
        return None
    is_top = begins_at_top(told[head.page][1:], gaps, head.columns)
    kept, taken_rows = list(pages), list[GridRow]()
    for at, page in told.items():
        rows = _within(_rows(page, gaps, head, is_top, at))
        if not rows:
            break
        edges = (head.words[0][0], *gaps, head.words[-1][1])
        taken = _taken(document, at, rows, pages[at], edges)
        if taken is None:
            return None
        kept[at], more = taken
        taken_rows += more
    return (kept, taken_rows) if len(taken_rows) > _FEWEST_ROWS else None


def _furniture(pages: list[list[Row]]) -> list[str]:
    """Return what stands around the text of each page, spaces aside."""
    kept, _ = without_furniture(pages)
    texts = []
    for page, rest in zip(pages, kept, strict=True):
        left = {row.first for row in rest}
        texts.append("".join("".join(row.text.split()) for row in page if row.first not in left))
    return texts


def _body(document: pdfium.PdfDocument, index: int, furniture: str) -> list[TextLine]:
    """Return the lines of a page without its furniture."""
    try:
        page = document[index]
    except pdfium.PdfiumError:
        return []
    text_page = page.get_textpage()
    try:
        lines = text_lines(text_page)
    finally:
        text_page.close()
        page.close()
    edge = {*range(_EDGE), *range(len(lines) - _EDGE, len(lines))}
    return [line for at, line in enumerate(lines) if at not in edge or not _is_of(line, furniture)]


def _is_of(line: TextLine, furniture: str) -> bool:
    return bool(furniture) and not Counter(line.bare) - Counter(furniture)


def _rows(page: Sequence[TextLine], gaps: Sequence[float], head: Head, is_top: bool, at: int) -> list[OpenRow]:
    """Return the rows of a page; the one that names the columns is by itself."""
    again = next((index for index, line in enumerate(page) if line.bare == _named(head)), None)
    if again is None:
        return rows_of(page, gaps, head.columns, is_top=is_top)
    before = rows_of(page[:again], gaps, head.columns, is_top=is_top) if at != head.page else []
    named = rows_of(page[again : again + 1], gaps, head.columns, is_top=is_top)
    return before + named + rows_of(page[again + 1 :], gaps, head.columns, is_top=is_top)


def _named(head: Head) -> str:
    return "".join(head.columns.names)


def _within(rows: list[OpenRow]) -> list[OpenRow]:
    """Return rows without those across the table behind its last one; none where all are such."""
    while rows and len(rows[-1].cells) == 1:
        rows = rows[:-1]
    return rows


def _taken(
    document: pdfium.PdfDocument, index: int, rows: Sequence[OpenRow], lines: Sequence[Row], edges: tuple[float, ...]
) -> tuple[list[Row], list[GridRow]] | None:
    """Return the lines of a page beside its table, and the table's rows; None where some text would be lost."""
    page = document[index]
    text_page = page.get_textpage()
    try:
        name, before = f"p. {index + 1}", lines[0].first - 1 if lines else 0
        top = rows[0].first.foot + rows[0].first.size
        bottom = rows[-1].last.foot - rows[-1].last.size / 2
        above = lines_in(text_page.get_text_bounded(bottom=top))
        below = lines_in(text_page.get_text_bounded(top=bottom))
        starts = [before + lines_above(text_page, row.first.foot + row.first.size) for row in rows]
        end = before + lines_above(text_page, bottom)
    finally:
        text_page.close()
        page.close()
    found = [
        GridRow(row.cells, start + 1, max(following, start + 1), name, edges, 0)
        for row, start, following in zip(rows, starts, [*starts[1:], end], strict=True)
    ]
    beside = [Row(text, before + at, before + at, name) for at, text in enumerate(above, 1)]
    beside += [Row(text, end + at, end + at, name) for at, text in enumerate(below, 1)]
    pieces = [*above, *below, *(cell for row in rows for cell in row.cells)]
    whole = _letters(row.text for row in lines) == _letters(pieces)
    return (beside, found) if whole else None


def _letters(texts: Iterable[str]) -> Counter[str]:
    """Count the letters of texts; of raised digits it is the same which of them tell that they are."""
    return Counter(letter for text in texts for letter in normalize("NFKC", text) if not letter.isspace())
