"""JSON and JSON lines of other programs as a deck; scripts that hold such lists, too."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from studyapp import Deck, Excerpt, Kind, Message, NotABank, Question, Source, Where
from studyapp_interchange.decoding import decode, peek
from studyapp_interchange.foreign_about import about_of
from studyapp_interchange.foreign_answers import question_from
from studyapp_interchange.foreign_doubts import doubts_of
from studyapp_interchange.foreign_habits import Habits, habits_of
from studyapp_interchange.foreign_names import FIELDS_OF, letter_of, plain_name
from studyapp_interchange.foreign_rows import lack_of, raw_of
from studyapp_interchange.foreign_tables import are_rows, tabled
from studyapp_interchange.foreign_walk import ROOT, Row, Walk
from studyapp_interchange.gathering import Gathering, places_of
from studyapp_interchange.json_rows import BadRow, printable
from studyapp_interchange.lenient import parse
from studyapp_interchange.lenient_nodes import Object, Parsed

_OURS = re.compile(r'\{\s*"questions"\s*:\s*\[\s*\{[^{}]{0,400}"prompt"')
_SCRIPT = re.compile(
    r"(?:\s|//[^\n]*\n|/\*.*?\*/|['\"]use strict['\"];?)*(?:(?:export\s+)?(?:default\b|(?:var|let|const)\s+[\w$]+"
    r"(?:\s*:[^=]{0,60})?\s*=)|(?:module\.)?exports(?:\.\w+)?\s*=|window\.\w+\s*=|[\w$.]{1,40}\s*[=(])\s*[\[{(]",
    re.S,
)
_NAME = re.compile(r"[\"'“]([^\"'“”\n\\]{1,24})[\"'”]\s*[:：]|(?<=[{,\s])([^\W\d][\w$]{0,24})\s*:")
_SPELT = re.compile(r"\\u([0-9a-cA-C][0-9a-fA-F]{3})")
_MAPPED = re.compile(r'\{\s*"[^"\n]{4,}[|?？）)。_]?[^"\n]*"\s*:\s*(?:"[^"\n]*"|\[\s*"[^"\n]*")\s*,\s*"[^"\n]{4,}"\s*:')
_TABLE = re.compile(r"(?:\s|[\w$.]+\s*=)*\[\s*\[\s*[\"']")
_KINDS = {
    Kind.SINGLE: "单选题", Kind.MULTIPLE: "多选题", Kind.JUDGE: "判断题", Kind.BLANK: "填空题", Kind.SHORT: "简答题",
    Kind.ORDER: "排序题", Kind.MATCH: "匹配题", Kind.CARD: "卡片",
}  # fmt: skip
_NO_LIST = Message("这个 JSON 里没有题目的列表。请确认选对了文件。")


class ForeignJsonReader:
    """Reads a JSON text or a script in which objects with a text and an answer lie anywhere."""

    name = "json-foreign"
    suffixes = (".json", ".js")

    def sniff(self, head: bytes) -> float:
        """Be likely where names of a question and of an answer stand in JSON that is not our own."""
        text = peek(head).lstrip()
        is_script = text[:1] not in ("[", "{") and bool(_SCRIPT.match(text))
        if (text[:1] not in ("[", "{") and not is_script) or _OURS.match(text):
            return 0.0
        spelt = _SPELT.sub(lambda found: chr(int(found[1], 16)), text)
        names = {plain_name(found[1] or found[2]) for found in _NAME.finditer(spelt)}
        meanings = {field for name in names for field in FIELDS_OF.get(name, ())}
        lettered = sum(bool(letter_of(name)) for name in names) > 1
        if "stem" in meanings and ("answer" in meanings or "options" in meanings or lettered):
            return 0.55 if _is_lined(text) else 0.8
        return 0.5 if _MAPPED.match(text) or _TABLE.match(text) else 0.0

    def read(self, source: Source) -> Deck:
        """Read every row; what is no row, and every field that is not used, is a flaw."""
        text = decode(source)
        gathering = Gathering(source.name)
        take = _Take(gathering, source)
        take.all(parse(text, source.progress))
        if not gathering.items and not any(flaw.code in ("bad-row", "no-question") for flaw in gathering.flaws):
            raise NotABank(_NO_LIST)
        return gathering.deck(take.walk.name, layout=Message("其他程序的 JSON"), lines=text.split("\n"))

    def excerpt(self, source: Source, places: Sequence[Where]) -> Excerpt:
        """Return the rows at these places in a list, with the chapter and the material around them."""
        parsed = parse(decode(source))
        take = _Take(Gathering(source.name), source)
        take.all(parsed)
        return Excerpt(".json", take.excerpted(parsed, places_of(places)).encode(errors="replace"))


class JsonLinesReader:
    """Reads an object a line, a comma behind it or not."""

    name = "jsonl"
    suffixes = (".jsonl", ".ndjson")

    def sniff(self, head: bytes) -> float:
        """Be likely where the first line is a whole object with a question and an answer."""
        text = peek(head).lstrip()
        if not _is_lined(text):
            return 0.0
        first = parse(text.split("\n", 1)[0])
        is_row = len(first.values) == 1 and isinstance(first.values[0], Object) and raw_of(first.values[0]) is not None
        return 0.85 if is_row and not first.faults else 0.0

    def read(self, source: Source) -> Deck:
        """Read every line; a line that is no question is a flaw."""
        gathering = Gathering(source.name)
        text = decode(source)
        _Take(gathering, source).all(_lined(gathering, text, source))
        if not gathering.items:
            raise NotABank(_NO_LIST)
        return gathering.deck(layout=Message("每行一个 JSON 对象"), lines=text.split("\n"))

    def excerpt(self, source: Source, places: Sequence[Where]) -> Excerpt:
        """Return the lines at these places."""
        lines = decode(source).split("\n")
        wanted = [line for first, last in places_of(places) for line in lines[first - 1 : last]]
        return Excerpt(".jsonl", "".join(f"{line}\n" for line in wanted).encode(errors="replace"))


def _is_lined(text: str) -> bool:
    """Whether the first line is an object, and the next one begins with another."""
    first, _, rest = text.partition("\n")
    return first.startswith("{") and first.rstrip(" \t,").endswith("}") and rest.lstrip().startswith("{")


def _lined(gathering: Gathering, text: str, source: Source) -> Parsed:
    """Return the values of all lines; one that is broken does not spoil the others."""
    whole = Parsed(text)
    at = 0
    for number, line in enumerate(text.split("\n"), 1):
        parsed = parse(line)
        good = not parsed.faults and len(parsed.values) == 1
        for node in parsed.values if good else ():
            node.start, node.end = at, at + len(line)
            whole.values.append(node)
        if line.strip(" \t,[]\ufeff") and not good:
            why = Message("这一行不是 JSON，没有读。请改好。")
            gathering.error(gathering.where(number, number), "not-json", why)
        elif line.strip() and not good:
            gathering.tell(gathering.where(number, number), "separator", Message("括号"))
        at += len(line) + 1
        if not number % 2000:
            source.progress(at / (len(text) + 1) / 2)
    return whole


class _Take:
    """Takes the rows of a file as questions, and accounts for all else."""

    def __init__(self, gathering: Gathering, source: Source) -> None:
        self.gathering = gathering
        self.progress = source.progress
        self.left: dict[str, int] = {}
        self.first: Where | None = None
        self.positions: dict[int, int] = {}
        self.walk = Walk()
        self.lost: list[tuple[tuple[int, int], Row]] = []

    def all(self, parsed: Parsed) -> None:
        """Take all rows."""
        if len(parsed.values) == 1 and isinstance(parsed.values[0], Object):
            self.walk.top = parsed.values[0]
        for value in parsed.values:
            if not self.walk.visit(value, ROOT) and isinstance(value, Object) and not value.broken:
                self.walk.rows.append(Row(value, ROOT))
        if not any(row.raw for row in self.walk.rows) and are_rows(found := tabled(parsed.values)):
            self.walk = Walk()
            self.walk.rows += [Row(node, ROOT, raw_of(node)) for node in found]
        habits = habits_of(row.raw for row in self.walk.rows if row.raw is not None)
        for number, row in enumerate(self.walk.rows):
            self._row(row, self.gathering.where(*parsed.lines(row.node)), habits)
            if not number % 500:
                self.progress(0.5 + number / len(self.walk.rows) / 2)
        self._account(parsed, habits)

    def _row(self, row: Row, where: Where, habits: Habits) -> None:
        if row.material:
            self.positions[id(row)] = len(self.gathering.items)
            question = Question(kind=Kind.CASE, prompt=row.material, subject=row.context.subject)
            self.gathering.add(question, where)
            return
        before = len(self.gathering.items)
        if row.raw is None:
            self.gathering.error(where, "bad-row", lack_of(row.node))
        else:
            self._ask(row, where, habits)
        if len(self.gathering.items) == before:
            self.lost.append(((where.line, where.last), row))

    def _ask(self, row: Row, where: Where, habits: Habits) -> None:
        if row.raw is None:
            return
        try:
            question = question_from(row.raw, habits, row.context.kind)
        except BadRow as bad:
            self.gathering.error(where, "bad-row", bad.why)
            return
        for code, why in doubts_of(row.raw, question, habits):
            self.gathering.warn(where, code, why)
        used = set(row.raw.used)
        about = about_of(row.node, used)
        subject = "/".join(dict.fromkeys([*row.context.subjects, *([about.subject] if about.subject else [])]))
        question = replace(
            question,
            explanation=about.explanation,
            subject=subject,
            tags=about.tags,
            difficulty=about.difficulty,
            basis=about.basis,
            authority=about.authority,
        )
        material = row.context.material
        case = self.positions.get(id(material)) if material is not None else None
        self.gathering.add(question, where, about.label or row.label, about.external_id, case)
        self._leave(row.node, used, where)

    def _leave(self, node: Mapping[str, Any], used: set[str], where: Where) -> None:
        rest = [name for name, value in node.items() if name not in used and value not in (None, "", [], {})]
        for name in rest:
            self.left[name] = self.left.get(name, 0) + 1
        if rest and self.first is None:
            self.first = where

    def _account(self, parsed: Parsed, habits: Habits) -> None:
        """Name what is no row: fields that nobody reads, what stands around the rows, and what is broken."""
        gathering = self.gathering
        if self.first is not None:
            fields = "、".join(f"{printable(name)}（{count}）" for name, count in self.left.items())
            why = Message("题目里这些字段没有采用（括号里是处数）：{fields}。", {"fields": fields})
            gathering.warn(self.first, "left-out", why)
        if habits.doubtful and gathering.items:
            why = Message("答案是数字，当作从 0 数起的选项读入。如果是从 1 数起，请把答案改成字母。")
            gathering.warn(gathering.items[0].source, "counted", why)
        for node, names in self.walk.others:
            where = gathering.where(*(parsed.line(node.start),) * 2)
            told = {"fields": "、".join(map(printable, names))}
            gathering.tell(where, "other", Message("题目以外的内容没有采用：{fields}。", told))
        for first, last in parsed.faults:
            where = gathering.where(parsed.line(first), parsed.line(max(first, last - 1)))
            gathering.error(where, "not-json", Message("这里不是完整的 JSON，没有读。请检查引号、括号和逗号。"))

    def excerpted(self, parsed: Parsed, places: Sequence[tuple[int, int]]) -> str:
        """Return what could not be read at these places, each with what stands around it."""
        wanted = set(places)
        rows = [row for at, row in self.lost if at in wanted]
        faults = [
            (first, _cut(parsed, first, last))
            for first, last in parsed.faults
            if (parsed.line(first), parsed.line(max(first, last - 1))) in wanted
        ]
        if not rows and not faults:
            rows = [row for row in self.walk.rows if parsed.lines(row.node) in wanted]
        parts = [(row.node.start, _around(row, _cut(parsed, row.node.start, row.node.end))) for row in rows] + faults
        return "[\n" + ",\n".join(text for _, text in sorted(parts)) + "\n]\n"


def _cut(parsed: Parsed, start: int, end: int) -> str:
    return parsed.text[start:end].strip().strip(",")


def _around(row: Row, text: str) -> str:
    """Put the chapter, the kind and the material that a row lies in around it."""
    context = row.context
    told = {"章节": context.subject, "题型": _KINDS.get(context.kind, "") if context.kind else ""}
    if context.material is not None:
        told["材料"] = context.material.material
    told = {name: value for name, value in told.items() if value}
    if not told:
        return text
    heads = ", ".join(f"{_quoted(name)}: {_quoted(value)}" for name, value in told.items())
    return f'{{{heads}, "题目": [\n{text}\n]}}'


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'
