"""The blocks of a Word document that tells its tables by marks: paragraphs, the ends of cells and those of rows."""

from __future__ import annotations

from studyapp_text.docx_paragraphs import Block, Paragraph, Table


class Gathering:
    """Paragraphs on their way into tables."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._rows: list[list[list[Block]]] = []
        self._row: list[list[Block]] = []
        self._cell: list[Block] = []

    def paragraph(self, paragraph: Paragraph, in_table: bool) -> None:
        """Take a paragraph; one that is not in a table ends the table before it."""
        if not in_table:
            self.end_table()
            self.blocks.append(paragraph)
        else:
            self._cell.append(paragraph)

    def end_cell(self) -> None:
        """End a cell."""
        self._row.append(self._cell)
        self._cell = []

    def end_row(self) -> None:
        """End a row."""
        if self._cell:
            self.end_cell()
        if self._row:
            self._rows.append(self._row)
        self._row = []

    def end_table(self) -> None:
        """End the table that is open, if one is."""
        self.end_row()
        if self._rows:
            self.blocks.append(Table(self._rows))
        self._rows = []
