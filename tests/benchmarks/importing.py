"""Importing the national bank beside reading, hashing and inserting its lines; reading a PDF beside taking its text."""

from __future__ import annotations

import hashlib
import itertools
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
import xlsxwriter
from python_calamine import CalamineWorkbook

from studyapp import Source, plugins
from studyapp.importing.executing import Options, import_file
from studyapp_text.reader import TextReader
from tests.benchmarks.large import question
from tests.benchmarks.table import Row, medians
from tests.support import MONDAY, make_store, shared_folder


def measure() -> Iterator[Row]:
    """Import and read the banks that are at hand."""
    yield from _text()
    yield from _pdf()
    yield from _xlsx()


def _text() -> Iterator[Row]:
    """Import the national bank into fresh stores."""
    bank = shared_folder() / "samples" / "national-bank-2021.txt"
    if not bank.is_file():
        print(f"({bank} is not here: its import is not measured)")
        return
    with TemporaryDirectory() as folder:
        place = Path(folder)
        readers = plugins.load(plugins.entries(place / "plugins.json"), {})
        numbers = itertools.count()

        def ours() -> None:
            store = make_store(place / f"{next(numbers)}")
            import_file(store, bank, readers, Options(), at=MONDAY)
            store.close()

        ours()
        seconds, bare = medians(5, ours, lambda: _bare(bank, place / f"bare-{next(numbers)}.db"))
        yield Row("import of the national bank (3,273 items)", seconds, bare, "read, hash, insert its lines", 12)


def _bare(bank: Path, path: Path) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("CREATE TABLE line (no INTEGER PRIMARY KEY, digest BLOB, text TEXT)")
    lines = bank.read_text(encoding="utf-8-sig").splitlines()
    connection.execute("BEGIN")
    rows = ((no, hashlib.sha256(line.encode()).digest(), line) for no, line in enumerate(lines, 1))
    connection.executemany("INSERT INTO line VALUES (?,?,?)", rows)
    connection.execute("COMMIT")
    connection.close()


def _pdf() -> Iterator[Row]:
    """Read the questions of a PDF, and take its text out with the library that ours is taken out with."""
    bank = shared_folder() / "samples" / "radio-amateur.pdf"
    if not bank.is_file():
        print(f"({bank} is not here: reading it is not measured)")
        return
    source = Source(bank.name, bank.read_bytes())
    seconds, bare = medians(5, lambda: TextReader().read(source), lambda: _text_of_pages(source.data))
    yield Row("reading a PDF (1,375 questions)", seconds, bare, "pypdfium2: the text of its pages", 2)


def _text_of_pages(data: bytes) -> None:
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            page.get_textpage().get_text_bounded()


ROWS = 100_000


def _xlsx() -> Iterator[Row]:
    """Import a spreadsheet into empty stores; beside it calamine, and SQLite taking the rows that come of it."""
    with TemporaryDirectory() as folder:
        place = Path(folder)
        path = place / "大题库.xlsx"
        _write_sheet(path)
        readers = plugins.load(plugins.entries(place / "plugins.json"), {})
        made = make_store(place / "made")
        import_file(made, path, readers, Options(), at=MONDAY)
        rows = made.connection.execute("SELECT * FROM item").fetchall()
        tables = [text for (text,) in made.connection.execute(_SCHEMA)]
        made.close()

        stores = iter([make_store(place / f"{number}") for number in range(_ROUNDS)])
        empty = iter([_with_tables(place / f"bare-{number}.db", tables) for number in range(_ROUNDS)])

        def ours() -> None:
            store = next(stores)
            import_file(store, path, readers, Options(), at=MONDAY)
            store.close()

        def bare() -> None:
            for _cells in CalamineWorkbook.from_path(path).get_sheet_by_index(0).iter_rows():
                pass
            _insert(next(empty), rows)

        seconds, limit = medians(_ROUNDS, ours, bare)
        yield Row(f"import of an xlsx of {ROWS:,} rows", seconds, limit, "calamine, executemany of the items", 1.6)


_ROUNDS = 3
_SCHEMA = "SELECT sql FROM sqlite_master WHERE tbl_name = 'item' AND type IN ('table', 'index') AND sql IS NOT NULL"


def _write_sheet(path: Path) -> None:
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("题库")
    sheet.write_row(
        0, 0, ["题干", "题型", "选项A", "选项B", "选项C", "选项D", "答案", "解析", "难度", "章节", "知识点"]
    )
    for number in range(ROWS):
        one = question(number)
        cells = [one.prompt, "单选题", *one.choices, "ABCD"[number % 4], one.explanation, "中", one.subject, "登记"]
        sheet.write_row(number + 1, 0, cells)
    book.close()


def _with_tables(path: Path, tables: Sequence[str]) -> sqlite3.Connection:
    """A database with the table and the indexes that items have, and as much room to remember pages as a store has."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA cache_size = -32000")
    for table in tables:
        connection.execute(table)
    return connection


def _insert(connection: sqlite3.Connection, rows: Sequence[tuple[object, ...]]) -> None:
    connection.execute("BEGIN")
    marks = ",".join("?" * len(rows[0]))
    connection.executemany(f"INSERT INTO item VALUES ({marks})", rows)
    connection.execute("COMMIT")
    connection.close()
