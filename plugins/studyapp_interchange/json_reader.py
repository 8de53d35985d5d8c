"""Our own JSON as a deck: what ``json_writer`` wrote, or what ``studyapp questions --json`` printed."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from typing import Any

from studyapp import Deck, Flaw, Item, Kind, Message, NotABank, Question, Severity, Source, Where
from studyapp_interchange.json_rows import BadRow, Row, printable, question
from studyapp_interchange.json_scan import Found, NotJson, Scanned, scan

_ROWS_BEGIN = re.compile(r'"questions"\s*:\s*\[')
_JSON_BEGINS = re.compile(r'\{\s*["}]|\[\s*[\[{"\]]')
_TOP = frozenset({"total", "deck"})
_ABOUT = frozenset({"name", "subject", "jurisdiction", "as_of", "description"})


class JsonReader:
    """Reads ``{"questions": [row, …]}``."""

    name = "json"
    suffixes = (".json",)

    def sniff(self, head: bytes) -> float:
        """Be certain of a list of questions with prompts; any other JSON is taken on only to say what it lacks."""
        text = head.decode(json.detect_encoding(head), errors="ignore").lstrip("\ufeff \t\r\n")
        if text.startswith("{") and _ROWS_BEGIN.search(text):
            return 1.0 if '"prompt"' in text else 0.6
        return 0.3 if _JSON_BEGINS.match(text) else 0.0

    def read(self, source: Source) -> Deck:
        """Read every row; what cannot be read is a flaw at its line."""
        try:
            scanned = scan(_decoded(source))
        except NotJson as stop:
            raise NotABank(
                Message(
                    "JSON 在第 {line} 行第 {column} 列写错了或断了，整个文件没有读。请改好，或重新导出一份。",
                    {"line": stop.line, "column": stop.column},
                )
            ) from stop
        if scanned is None or scanned.rows is None:
            raise NotABank(Message("这个 JSON 里没有 questions 列表，不是本程序的题库。请确认选对了文件。"))
        if not scanned.rows:
            raise NotABank(Message("这个 JSON 的 questions 列表是空的，没有题目。"))
        return _Reading(source.name).deck(scanned, scanned.rows)


def _decoded(source: Source) -> str:
    """Decode as the user says; else as JSON tells of itself, else as the old Chinese Windows wrote texts."""
    codes = [source.encoding] if source.encoding else [json.detect_encoding(source.data), "gb18030"]
    for code in codes:
        try:
            return source.data.decode(code).removeprefix("\ufeff")
        except (LookupError, ValueError):
            continue
    raise NotABank(
        Message("文字不是 {codes} 编码。请用 --encoding 说明编码，或另存为 UTF-8。", {"codes": ", ".join(codes)})
    )


@dataclass(slots=True)
class _Reading:
    """One file being read. ``cases``: what each item's row says of its case; ``places``: where items can be found."""

    file: str
    flaws: list[Flaw] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    cases: list[Any] = field(default_factory=list)
    places: dict[object, int] = field(default_factory=dict)
    decks: set[str] = field(default_factory=set)

    def deck(self, scanned: Scanned, rows: list[Found]) -> Deck:
        """Return the deck of all rows that are questions."""
        for number, found in enumerate(rows):
            self._take(number, found)
        items = tuple(self._with_case(item, case) for item, case in zip(self.items, self.cases, strict=True))
        deck = self._about(scanned, items)
        return replace(deck, flaws=tuple(sorted(self.flaws, key=lambda flaw: flaw.where.line)))

    def _take(self, number: int, found: Found) -> None:
        where = Where(self.file, found.line, found.last)
        if not isinstance(found.value, dict):
            self._flaw(where, Severity.ERROR, "bad-row", Message("这一项不是题目的写法，没有读。"))
            return
        row = Row(found.value)
        try:
            self._keep(number, row, question(row), where)
        except BadRow as bad:
            self._flaw(where, Severity.ERROR, "bad-row", bad.why)
        self._warn(where, row, found.twice)

    def _keep(self, number: int, row: Row, asked: Question, where: Where) -> None:
        position = len(self.items)
        self.places[number] = position
        name = row.get("id")
        if isinstance(name, str):
            self.places.setdefault(name, position)
        self.items.append(Item(asked, position, where, row.text("label"), row.text("external_id")))
        self.cases.append(row.get("case"))
        self.decks.add(row.text("deck"))

    def _with_case(self, item: Item, case: Any) -> Item:
        """Point a sub-question to its material, which its row names by id, or by place where rows have no ids."""
        if case is None:
            return item
        position = self.places.get(case) if type(case) in (int, str) else None
        if position is None or self.items[position].question.kind is not Kind.CASE:
            why = Message("找不到这道小题的案例材料，当作单独的题读入。")
            self._flaw(item.source, Severity.WARNING, "no-material", why)
            return item
        return replace(item, case=position)

    def _about(self, scanned: Scanned, items: tuple[Item, ...]) -> Deck:
        """Return the deck as the file describes it, and warn of everything beside the rows that is not used."""
        found = scanned.others.get("deck", Found({}, 1, 1))
        where = Where(self.file, found.line, found.last)
        top = Row({name: other.value for name, other in scanned.others.items()})
        top.check_names(_TOP)
        if not isinstance(found.value, dict):
            top.left_out("deck")
        self._warn(where, top, tuple(scanned.twice))
        about = Row(found.value if isinstance(found.value, dict) else {})
        about.check_names(_ABOUT)
        named = self.decks.pop() if len(self.decks) == 1 else ""
        deck = Deck(
            name=about.text("name") or named,
            items=items,
            subject=about.text("subject"),
            jurisdiction=about.text("jurisdiction"),
            as_of=about.day("as_of"),
            description=about.text("description"),
        )
        self._warn(where, about, found.twice)
        return deck

    def _warn(self, where: Where, row: Row, twice: tuple[str, ...]) -> None:
        for why in row.warnings:
            self._flaw(where, Severity.WARNING, "left-out", why)
        for name in twice:
            why = Message("“{field}”写了两次，只采用后一次。", {"field": printable(name)})
            self._flaw(where, Severity.WARNING, "twice", why)

    def _flaw(self, where: Where, severity: Severity, code: str, why: Message) -> None:
        self.flaws.append(Flaw(where, severity, code, why))
