"""The rows of a table to items and flaws: every row is part of a question or named."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from studyapp import Flaw, Item, Kind, Question, Where
from studyapp_table import details, flaws
from studyapp_table.build import build
from studyapp_table.cases import Cases, is_material
from studyapp_table.contexts import context_of
from studyapp_table.grid import Row
from studyapp_table.headers import bare
from studyapp_table.plan import Plan
from studyapp_table.record import read_record
from studyapp_table.tables import Table, name_of
from studyapp_table.titles import alone, is_chapter, is_header, titled

_FRONTS = ("正面", "front")
_OFTEN = 512
"""After so many rows whoever waits is told how far it is."""

Tell = Callable[[int, Sequence[Item]], None]
"""Is told how many rows are read, and what was found in the last of them."""


class TableReading:
    """A table being read. ``headings``: the lines of titles, each with whether it tells a chapter."""

    def __init__(self, file: str, table: Table, section: Kind | None, subject: str, start: int) -> None:
        layout = table.layout
        if section is None and layout.names and bare(name_of(layout, layout.columns["prompt"][0])) in _FRONTS:
            section = Kind.CARD
        self.items: list[Item] = []
        self.flaws: list[Flaw] = []
        self.headings: list[tuple[int, bool]] = []
        self._file = file
        self._table = table
        self._start = start
        self._cases = Cases(self.items, start)
        self._label = layout.columns.get("label", (-1,))[0]
        self._external = layout.columns.get("external", (-1,))[0]
        self._context = context_of(table.rows, layout, section, subject)
        self._plan = self._planned()

    def _planned(self) -> Plan | None:
        return Plan(self._table.layout, self._context) if Plan.fits(self._table.layout) else None

    def read(self, tell: Tell) -> None:
        """Read every row."""
        pictures, name, file = self._table.sheet.pictures, self._table.sheet.name, self._file
        items, label, external, cases = self.items, self._label, self._external, self._cases
        position, told = self._start, 0
        for number, row in enumerate(self._table.rows):
            if not number % _OFTEN:
                tell(number, items[told:])
                told = len(items)
            line, last, cells = row
            plan = self._plan
            question = plan.question(cells) if plan is not None else None
            if question is None or cases.at is not None or pictures:
                self._take(row)
                position = self._start + len(items)
                continue
            own = cells[label] if label >= 0 else ""
            other = cells[external] if external >= 0 else ""
            if own in details.NOTHING:
                own = ""
            if other in details.NOTHING:
                other = ""
            items.append(Item(question, position, Where(file, line, last, name), own, other))
            position += 1
        cases.settle()
        self.flaws += [flaws.case_missing(where, text) for where, text in cases.missing]
        self.flaws += [flaws.case_alone(item.source) for item in cases.lonely()]

    def _take(self, row: Row) -> None:
        """Read a row that may be anything."""
        where = Where(self._file, row.line, row.last, self._table.sheet.name)
        layout = self._table.layout
        if is_header(row, layout):
            self.flaws.append(flaws.header(where))
            return
        text = alone(row, layout)
        if text is not None and not self._is_case(row):
            self._title(row, where, text)
            return
        media = tuple(one for line in range(row.line, row.last + 1) for one in self._table.sheet.pictures.get(line, ()))
        record = read_record(row, layout, where, self._context, media)
        question = build(record)
        self.flaws += record.found
        if question is None:
            return
        label, external = details.text_of(record, "label"), details.text_of(record, "external")
        if question.kind is Kind.CASE:
            self._cases.material(question, where, label)
            return
        case = self._cases.of(record, label, question.subject)
        self.items.append(Item(question, self._start + len(self.items), where, label, external, case))

    def _is_case(self, row: Row) -> bool:
        columns = self._table.layout.columns
        return self._context.section is Kind.CASE and any(map(row.cell, columns["prompt"]))

    def _title(self, row: Row, where: Where, text: str) -> None:
        """Take a row that has one text only."""
        known, kind = titled(text)
        if known:
            self._context = replace(self._context, section=kind)
            self.flaws.append(flaws.title(where, text))
        elif is_material(text):
            self._cases.material(Question(kind=Kind.CASE, prompt=text, subject=self._context.subject), where, "")
            return
        elif is_chapter(text) and "subject" not in self._table.layout.columns:
            self._context = replace(self._context, subject=text.replace("\n", " "))
            self.flaws.append(flaws.title(where, text))
        else:
            self.flaws.append(flaws.stray_row(where, text))
            return
        self.headings.append((row.line, not known))
        self._cases.close()
        self._plan = self._planned()
