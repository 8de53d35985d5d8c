"""Our own JSON as a deck: what ``json_writer`` wrote, or what ``studyapp questions --json`` printed."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from studyapp import (
    Deck,
    Excerpt,
    Flaw,
    Item,
    Kind,
    Message,
    NotABank,
    Question,
    Reading,
    Severity,
    Source,
    Where,
)
from studyapp_interchange.gathering import places_of, quoted
from studyapp_interchange.json_rows import BadRow, Row, printable, question
from studyapp_interchange.json_scan import Found, NotJson, Scanned, scan

_ROWS_BEGIN = re.compile(r'"questions"\s*:\s*\[')
_JSON_BEGINS = re.compile(r'\{\s*["}]|\[\s*[\[{"\]]')
_TOP = frozenset({"total", "deck", "files"})
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
        text = _decoded(source)
        try:
            scanned = scan(text)
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
        return _Reading(source.name, source.progress, text.split("\n")).deck(scanned, scanned.rows)

    def excerpt(self, source: Source, places: Sequence[Where]) -> Excerpt:
        """Return the rows at these places, with the material that they belong to, and what the file says of itself."""
        scanned = scan(_decoded(source))
        rows = (scanned.rows if scanned is not None else None) or []
        deck = self.read(source)
        good = {(item.source.line, item.source.last) for item in deck.items}
        wanted = set(places_of(places))
        chosen = [number for number, row in enumerate(rows) if (row.line, row.last) in wanted and not _asks(row)]
        chosen = chosen or [number for number, row in enumerate(rows) if (row.line, row.last) in wanted - good]
        chosen = chosen or [number for number, row in enumerate(rows) if (row.line, row.last) in wanted]
        others = {name: found.value for name, found in scanned.others.items()} if scanned is not None else {}
        text = json.dumps(_with_materials(rows, chosen), ensure_ascii=False, indent=1)
        about = json.dumps(others.get("deck", {}), ensure_ascii=False)
        files = json.dumps(others.get("files", {}), ensure_ascii=False)
        whole = f'{{"questions": {text},\n"deck": {about},\n"files": {files}}}\n'
        return Excerpt(".json", whole.encode(errors="backslashreplace"))


def _asks(found: Found) -> bool:
    """Whether a row is a question as it stands."""
    try:
        return isinstance(found.value, dict) and question(Row(found.value)) is not None
    except BadRow:
        return False


def _with_materials(rows: Sequence[Found], chosen: Sequence[int]) -> list[Any]:
    """Return the chosen rows, each behind the case that it names; places in the list are counted anew."""
    ids = {row.value.get("id"): number for number, row in enumerate(rows) if isinstance(row.value, dict)}
    kept: list[int] = []
    for number in chosen:
        case = rows[number].value.get("case") if isinstance(rows[number].value, dict) else None
        material = case if type(case) is int else ids.get(case) if isinstance(case, str) else None
        if material is not None and 0 <= material < len(rows) and material not in kept:
            kept.append(material)
        kept += [number] if number not in kept else []
    values = []
    for number in kept:
        value = rows[number].value
        if isinstance(value, dict) and type(value.get("case")) is int and value["case"] in kept:
            value = {**value, "case": kept.index(value["case"])}
        values.append(value)
    return values


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
    progress: Callable[[float], None]
    lines: Sequence[str]
    flaws: list[Flaw] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    cases: list[Any] = field(default_factory=list)
    places: dict[object, int] = field(default_factory=dict)
    decks: set[str] = field(default_factory=set)

    def deck(self, scanned: Scanned, rows: list[Found]) -> Deck:
        """Return the deck of all rows that are questions."""
        for number, found in enumerate(rows):
            self._take(number, found)
            if not number % 500:
                self.progress(number / len(rows))
        items = tuple(self._with_case(item, case) for item, case in zip(self.items, self.cases, strict=True))
        deck = self._about(scanned, items)
        flaws = sorted(quoted(self.flaws, self.lines), key=lambda flaw: flaw.where.line)
        errors = sum(flaw.severity is Severity.ERROR for flaw in flaws)
        reading = Reading(Message("本程序的 JSON"), sum(item.counts for item in items), errors)
        return replace(deck, flaws=tuple(flaws), readings=(reading,))

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
        files = self._files(scanned.others.get("files"))
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
            files=files,
        )
        self._warn(where, about, found.twice)
        return deck

    def _files(self, found: Found | None) -> dict[str, bytes]:
        """Return the bytes of pictures and sounds by their digest, and warn of what is not what it says it is."""
        files: dict[str, bytes] = {}
        named = found.value.items() if found is not None and isinstance(found.value, dict) else ()
        for digest, text in named:
            try:
                data = base64.b64decode(text, validate=True)
            except (TypeError, ValueError):
                data = b""
            if hashlib.sha256(data).hexdigest() == digest:
                files[digest] = data
            elif found is not None:
                why = Message(
                    "图片“{digest}”的内容与摘要不符，没有采用。请重新导出一份。", {"digest": printable(digest)[:12]}
                )
                self._flaw(Where(self.file, found.line, found.last), Severity.WARNING, "bad-file", why)
        return files

    def _warn(self, where: Where, row: Row, twice: tuple[str, ...]) -> None:
        for why in row.warnings:
            self._flaw(where, Severity.WARNING, "left-out", why)
        for name in twice:
            why = Message("“{field}”写了两次，只采用后一次。", {"field": printable(name)})
            self._flaw(where, Severity.WARNING, "twice", why)

    def _flaw(self, where: Where, severity: Severity, code: str, why: Message) -> None:
        self.flaws.append(Flaw(where, severity, code, why))
