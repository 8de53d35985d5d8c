"""Notes that Anki has exported as text, or that were handed out of a package to be mended, as a deck."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from dataclasses import replace

from studyapp import Deck, Excerpt, Kind, Message, NotABank, Question, Source, Where
from studyapp_interchange.anki_collection import NoteType
from studyapp_interchange.anki_exact import data_of, restored
from studyapp_interchange.anki_found import Found
from studyapp_interchange.anki_lines import Line, is_export, lines_of
from studyapp_interchange.anki_notes import NoQuestion, Reading
from studyapp_interchange.anki_roles import Plan, plan_of
from studyapp_interchange.anki_unnamed import names_of
from studyapp_interchange.decoding import decode, peek
from studyapp_interchange.gathering import Gathering, places_of

_EMPTY = Message("这个 Anki 文本里没有笔记。请在 Anki 里选“笔记（纯文本）”重新导出。")
_TORN = Message("这一行的引号不成对，已单独按一行读入，请核对。含引号的内容应写成两个引号。")
_HEAD = Message("说明各列内容的一行。")
_PICTURES = Message("文本里没有图片和声音：{names}。需要它们时，请在 Anki 里导出牌组包（.apkg）再导入。")


class AnkiLinesReader:
    """Reads the notes that Anki exports as text."""

    name = "anki-text"
    suffixes = (".txt", ".tsv", ".csv")

    def sniff(self, head: bytes) -> float:
        """Be sure of a text that begins as Anki's exports do."""
        return 0.98 if is_export(peek(head)) else 0.0

    def read(self, source: Source) -> Deck:
        """Read every note; what is none is a flaw."""
        text = decode(source)
        lines = list(lines_of(text))
        gathering = _Gathering(Gathering(source.name), _root(lines), _names(lines))
        for line in lines:
            gathering.take(line)
        found = gathering.found
        if not found.items and not any(line.cells for line in lines):
            raise NotABank(_EMPTY)
        return found.deck(gathering.root, layout=Message("Anki 导出的文本"), lines=text.split("\n"))

    def excerpt(self, source: Source, places: Sequence[Where]) -> Excerpt:
        """Return the notes at these places below the lines that say what their columns are."""
        text = decode(source)
        wanted = {first for first, _ in places_of(places)}
        lines = text.split("\n")
        read = list(lines_of(text))
        kept = [line for line in read if not line.cells or line.first in wanted]
        out = [part for line in kept for part in lines[line.first - 1 : line.last]]
        if named := _columns(kept, _names(read)):
            out.insert(next((at for at, line in enumerate(kept) if line.cells), 0), named)
        return Excerpt(".txt", "\n".join([*out, ""]).encode(errors="replace"))


def _root(lines: Iterable[Line]) -> str:
    """Return the name of the deck around all notes, nothing where there are several."""
    roots = {_deck(line).split("::")[0] for line in lines if line.cells} - {""}
    return roots.pop() if len(roots) == 1 else ""


def _names(lines: Iterable[Line]) -> dict[tuple[str, int], tuple[str, ...]]:
    """Return names for the fields that have none, by the note type and how many there are."""
    notes: dict[tuple[str, int], list[list[str]]] = {}
    for line in lines:
        if line.cells and not line.head.columns:
            values = [line.cells[at] for at in line.head.fields(line.cells)]
            notes.setdefault((_type(line), len(values)), []).append(values)
    return {key: names for key, found in notes.items() if (names := names_of(found))}


def _columns(kept: Iterable[Line], names: dict[tuple[str, int], tuple[str, ...]]) -> str:
    """Return a line that names the columns of notes whose names all the others told, nothing where they differ."""
    notes = [line for line in kept if line.cells]
    keys = {(_type(line), len(line.head.fields(line.cells))) for line in notes}
    if len(keys) != 1 or not (told := names.get(keys.pop(), ())):
        return ""
    head, cells = notes[0].head, notes[0].cells
    special = {at: what for what, at in head.special}
    found = [special.get(at, "") for at in range(len(cells))]
    for at, name in zip(head.fields(cells), told, strict=True):
        found[at] = name
    return f"#columns:{(head.separator or chr(9)).join(found)}"


def _type(line: Line) -> str:
    at = line.head.column("notetype")
    return line.cells[at] if 0 <= at < len(line.cells) else line.head.notetype


def _deck(line: Line) -> str:
    at = line.head.column("deck")
    return (line.cells[at] if 0 <= at < len(line.cells) else "") or line.head.deck


class _Gathering:
    """What was found so far; a material that several notes repeat is one case."""

    def __init__(self, found: Gathering, root: str, names: dict[tuple[str, int], tuple[str, ...]]) -> None:
        self.found = found
        self.root = root
        self._names = names
        self._plans: dict[tuple[NoteType, int], Plan] = {}
        self._cases: dict[str, int] = {}

    def take(self, line: Line) -> None:
        """Take a note, or account for a line that is none."""
        where = self.found.where(line.first, line.last)
        if not line.cells:
            self.found.tell(where, *(("comment", Message("注释")) if line.remark else ("heading", _HEAD)))
            return
        if line.torn:
            self.found.warn(where, "quote-open", _TORN)
        cells = line.cells if line.head.html else tuple(html.escape(cell, quote=False) for cell in line.cells)
        places = line.head.fields(cells)
        values = [cells[at].replace("\n", "<br>") if at < len(cells) else "" for at in places]
        try:
            found, question, data = self._read(self._plan(line, places, values), values)
        except NoQuestion as none:
            self.found.error(where, "no-question", none.why)
            return
        for why in found.warnings:
            self.found.warn(where, "look", why)
        if found.media:
            self.found.warn(where, "picture", replace(_PICTURES, arguments={"names": "、".join(found.media)}))
        question = replace(question, subject=self._subject(line, found), tags=self._tags(line))
        guid = line.head.column("guid")
        external = cells[guid] if 0 <= guid < len(cells) else ""
        before = len(self.found.items)
        case = self._case(found, question, data, where)
        self.found.add(question, where, found.label, html.unescape(external), case)
        if question.kind is Kind.CASE and len(self.found.items) > before:
            self._cases[question.prompt] = self._cases[f"\x1f{external}"] = before

    def _plan(self, line: Line, places: Sequence[int], values: Sequence[str]) -> Plan:
        names = [line.head.columns[at] if at < len(line.head.columns) else "" for at in places]
        names = list(self._names.get((_type(line), len(places)), names)) if not line.head.columns else names
        named = tuple(name or str(number) for number, name in enumerate(names, 1))
        kind = NoteType(line.head.notetype, named, cloze=any("{{c" in value for value in values))
        key = kind, len(values)
        if key not in self._plans:
            self._plans[key] = plan_of(*key)
        return self._plans[key]

    def _read(self, plan: Plan, values: Sequence[str]) -> tuple[Found, Question, dict[str, object]]:
        data = data_of(values[plan.data]) if 0 <= plan.data < len(values) else {}
        reading = Reading(plan, values, exact="exact" in data)
        found = reading.read()
        question = found.question()
        question = restored(question, data.get("exact")) if data else question
        if reading.none is not None and not question.prompt:
            raise reading.none
        return found, question, data

    def _subject(self, line: Line, found: Found) -> str:
        path = _deck(line)
        path = path.removeprefix(self.root).removeprefix("::") if self.root else path
        parts = [part for part in path.split("::") if part]
        return "::".join([*parts, *(one for one in found.subjects if one not in parts and one != self.root)])

    def _tags(self, line: Line) -> tuple[str, ...]:
        at = line.head.column("tags")
        own = line.cells[at].split() if 0 <= at < len(line.cells) else []
        return tuple(dict.fromkeys([*own, *line.head.tags]))

    def _case(self, found: Found, question: Question, data: dict[str, object], where: Where) -> int | None:
        """Return the position of the material that a question needs; of a text not met before it becomes an item."""
        if not found.case or question.kind is Kind.CASE:
            return None
        known = self._cases.get(f"\x1f{data.get('case')}", self._cases.get(found.case))
        if known is None:
            known = self._cases[found.case] = len(self.found.items)
            self.found.add(Question(kind=Kind.CASE, prompt=found.case, subject=question.subject), where)
        return known
