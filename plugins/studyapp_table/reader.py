"""The reader of spreadsheets."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

from studyapp import Deck, Excerpt, Source, Where
from studyapp_table.sniffing import confidence


class TableReader:
    """Reads a bank that has a row for each question."""

    name = "table"
    suffixes = (".xlsx", ".xls", ".ods", ".csv", ".tsv", ".et", ".xlsm")
    takes_key = True

    def sniff(self, head: bytes) -> float:
        """Say how much the beginning of a file looks like a spreadsheet with questions."""
        return confidence(head)

    def read(self, source: Source) -> Deck:
        """Read a file; raise ``NotABank`` where it holds no question.

        What reads is imported only now, since most starts of the app import no spreadsheet.
        """
        deck: Deck = import_module("studyapp_table.engine").read(source)
        return deck

    def excerpt(self, source: Source, places: Sequence[Where]) -> Excerpt:
        """Return these places of the file with the header, as a table that can be mended and read again."""
        part: Excerpt = import_module("studyapp_table.excerpts").excerpt(source, places)
        return part

    def flat(self, source: Source) -> bytes | None:
        """Return the rows of a workbook as CSV, for readers of a bank whose key it is; nothing for what is none."""
        text: bytes | None = import_module("studyapp_table.flat").flattened(source)
        return text
