"""PDF files: the text that their pages hold, opened with pypdfium2."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter

import pypdfium2 as pdfium

from studyapp import Flaw, Message, NotABank, Severity, Source, Where
from studyapp_text import fileflaws
from studyapp_text.album import Album, form_of
from studyapp_text.docx_tables import is_key_twice
from studyapp_text.pagefurniture import without_furniture
from studyapp_text.pdfcolumns import has_two_on_a_line, text_by_columns
from studyapp_text.pdfgrids import Grid, grids_of, rules_of
from studyapp_text.pdflooks import with_keys
from studyapp_text.pdfopenpages import open_tables
from studyapp_text.pdforder import in_order
from studyapp_text.pdfpictures import Gallery, behind, look_at, may_hold_pictures
from studyapp_text.pdfraised import may_have_raised, with_raised
from studyapp_text.pdfspacing import unspaced
from studyapp_text.pdfstrikes import Struck, flaws_of_struck, take_struck
from studyapp_text.pdfsymbols import Symbols, symbols_of, with_symbols
from studyapp_text.pdftables import GridRow, lines_in, lines_of_grids, read_page
from studyapp_text.places import Placed, Row, placed, with_album
from studyapp_text.records import is_tagged, number_records
from studyapp_text.rejoin import rejoin

_PASSWORD = 4
"""FPDF_ERR_PASSWORD ([fpdfview.h]: what ``FPDF_GetLastError`` returns)."""

_FEWEST_CHARACTERS = 16
"""A page with a picture and less text than this shows its text as a picture, a page number beside it perhaps."""

_OFTEN, _SHARE = 10, 0.5
"""After so many pages it tells how far it is, up to this share of the whole reading."""

_SCAN = Message("这份 PDF 是扫描件，里面是图片，没有文字。请先用扫描软件做文字识别（OCR），导出为 Word 或 txt 再导入。")
_NO_TEXT = Message("这份 PDF 里没有文字。请换一份文字版的 PDF，或把题目复制到 txt 文件里再导入。")
_LOCKED = Message("这份 PDF 设有打开密码。请在阅读器里输入密码打开，另存或打印为没有密码的 PDF 再导入。")
_DAMAGED = Message("PDF 文件已损坏，打不开。请重新下载或重新导出一份再导入。")


@dataclass(slots=True)
class _Found:
    """What a document holds: lines of each page, tables, pictures, the pages that are pictures and those broken."""

    pages: list[list[Row]] = field(default_factory=list)
    tables: list[GridRow] = field(default_factory=list)
    gallery: Gallery = field(default_factory=Gallery)
    scanned: list[int] = field(default_factory=list)
    broken: list[int] = field(default_factory=list)
    struck: dict[int, Struck] = field(default_factory=dict)
    symbols: dict[str, Symbols] = field(default_factory=dict)
    in_columns: bool = False


def lines_of_pdf(source: Source) -> Placed:
    """Return the lines of a PDF, page by page; raise ``NotABank`` where it cannot be opened or holds no text."""
    found = _found(source)
    if not any(found.pages) and not found.tables:
        raise NotABank(_SCAN if found.scanned else _DAMAGED if found.broken else _NO_TEXT)
    pages, removed = without_furniture(found.pages)
    rows = [row for page in pages for row in page]
    said: list[Flaw] = []
    rows = number_records(rows) if is_tagged(rows) else _with_looks(rows, found, source, said)
    lines = placed(rows, source.name, [*_left_out(source.name, removed, found), *said])
    return _with_pictures(lines, found.gallery, len(pages), source.name)


def _with_looks(rows: list[Row], found: _Found, source: Source, said: list[Flaw]) -> list[Row]:
    """Return rows whole again, with the answers that only looks tell; what is to be said goes to ``said``."""
    rows = _with_tables(rows, found.tables, source.name, said)
    if found.in_columns:
        return rows
    document = _opened(source.data)
    try:
        rows, told = with_keys(rows, document, source, found.symbols)
    finally:
        document.close()
    said += told
    return rows


def _with_tables(rows: list[Row], tables: list[GridRow], file: str, said: list[Flaw]) -> list[Row]:
    """Return rows whole again, those of tables among them; what is to be said of tables goes to ``said``."""
    if not tables:
        return rejoin(rows)
    whole: list[Row] = []
    for is_table, part in groupby(
        sorted([*rows, *tables], key=attrgetter("first")), lambda one: isinstance(one, GridRow)
    ):
        if is_table:
            lines, flaws = lines_of_grids([one for one in part if isinstance(one, GridRow)], file)
            named = whole[-1].text if whole else ""
            whole += lines[1:] if lines and is_key_twice(named, lines[0].text) else lines
            said += flaws
        else:
            whole += rejoin([one for one in part if isinstance(one, Row)])
    return whole


def _with_pictures(lines: Placed, gallery: Gallery, pages: int, file: str) -> Placed:
    """Give pictures to the rows behind which they stand."""
    drawn, recurring = gallery.settled(pages)
    album = Album(file)
    if recurring:
        album.flaws.append(fileflaws.picture_recurring(file, recurring))
    for count, (index, one) in enumerate(behind(list(lines.places), drawn), 1):
        row, data = lines.places[index], gallery.files[one.key]
        where = Where(file, row.first, row.last, row.page)
        name = f"p{one.page}-{count}.{form_of(data) or 'png'}"
        if data:
            album.add(index + 1, name, data, where)
        else:
            album.refuse(where, name)
    return with_album(lines, album)


def _found(source: Source) -> _Found:
    """Read a document page by page."""
    document = _opened(source.data)
    try:
        found = _read_pages(document, source, in_columns=False)
        if has_two_on_a_line("\n".join(row.text for row in page) for page in found.pages):
            found = _read_pages(document, source, in_columns=True)
        elif (taken := open_tables(document, found.pages)) is not None:
            found.pages, more = taken
            found.tables += more
        _mend(found)
    finally:
        document.close()
    letters = sum(len(row.text) for page in found.pages for row in page) + sum(
        len("".join(row.cells)) for row in found.tables
    )
    if found.scanned and letters < _FEWEST_CHARACTERS * len(found.pages):
        raise NotABank(_SCAN)
    return found


def _mend(found: _Found) -> None:
    """Put characters in the place of private codes, and take out spaces that nobody typed, page by page."""
    found.pages = [unspaced(page) for page in found.pages]
    if not found.symbols:
        return
    known = found.symbols
    found.pages = [
        [row._replace(text=with_symbols(row.text, known.get(row.page, {}))) for row in page] for page in found.pages
    ]
    found.tables = [
        row._replace(cells=tuple(with_symbols(cell, known.get(row.page, {})) for cell in row.cells))
        for row in found.tables
    ]


def _read_pages(document: pdfium.PdfDocument, source: Source, *, in_columns: bool) -> _Found:
    found = _Found(in_columns=in_columns)
    has_pictures = may_hold_pictures(source.data)
    line = 0
    for index in range(len(document)):
        if index % _OFTEN == 0 and not in_columns:
            source.progress(_SHARE * index / len(document))
        try:
            text, rows, is_scan = _text(document, index, found, line, has_pictures)
        except (pdfium.PdfiumError, UnicodeError, OverflowError, MemoryError):
            text, rows, is_scan = "", [], False
            found.broken.append(index + 1)
        if is_scan:
            found.scanned.append(index + 1)
        line += len(lines_in(text))
        found.pages.append(rows)
    return found


def _opened(data: bytes) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = getattr(error, "err_code", None) == _PASSWORD or "assword" in str(error)
        raise NotABank(_LOCKED if locked else _DAMAGED) from None


def _text(
    document: pdfium.PdfDocument, index: int, found: _Found, before: int, has_pictures: bool
) -> tuple[str, list[Row], bool]:
    """Return the text of a page, its lines beside tables, and whether the page is a picture of one.

    ``before``: how many lines the pages before it have.
    """
    page = document[index]
    try:
        level, upright = rules_of(page)
        if (struck := take_struck(page, level)) != Struck():
            found.struck[index + 1] = struck
        text_page = page.get_textpage()
        try:
            text: str | None = text_by_columns(text_page, *page.get_size()) if found.in_columns else None
            grids: list[Grid] = grids_of(level, upright, page.get_height()) if text is None else []
            if text is None:
                text = text_page.get_text_bounded()
                if not grids and may_have_raised(text_page):
                    text = with_raised(text_page, text)
                if not grids:
                    text = in_order(text_page, text, page.get_height())
            name = f"p. {index + 1}"
            if symbols := symbols_of(text_page, text):
                found.symbols[name] = symbols
            read = read_page(text_page, grids, text, before, name) if grids else None
            if read is None:
                read = [Row(row, before + at, before + at, name) for at, row in enumerate(lines_in(text), 1)], []
            found.tables += read[1]
            is_scan = len(text.strip()) < _FEWEST_CHARACTERS and _has_picture(page)
            if has_pictures and not is_scan:
                look_at(found.gallery, page, text_page, index + 1, before)
        finally:
            text_page.close()
        return text, read[0], is_scan
    finally:
        page.close()


def _has_picture(page: pdfium.PdfPage) -> bool:
    return any(True for _ in page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_IMAGE], max_depth=4))


def _left_out(file: str, removed: int, found: _Found) -> Iterator[Flaw]:
    if removed:
        why = Message("各页的页码、页眉和页脚共 {count} 行，不属于题目。", {"count": removed})
        yield Flaw(Where(file), Severity.INFO, "page-furniture", why)
    for number, struck in found.struck.items():
        yield from flaws_of_struck(file, number, struck)
    for number in found.scanned:
        why = Message("第 {page} 页是图片，没有文字，未读入。请对这一页做文字识别（OCR）后再导入。", {"page": number})
        yield Flaw(Where(file, sheet=f"p. {number}"), Severity.WARNING, "page-scanned", why)
    for number in found.broken:
        why = Message("第 {page} 页已损坏，未读入。请重新导出 PDF 后再导入。", {"page": number})
        yield Flaw(Where(file, sheet=f"p. {number}"), Severity.ERROR, "page-broken", why)
