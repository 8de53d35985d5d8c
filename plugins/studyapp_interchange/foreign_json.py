"""JSON and JSON lines of other programs as a deck."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from studyapp import Deck, Message, NotABank, Source
from studyapp_interchange.decoding import decode, peek
from studyapp_interchange.gathering import Gathering
from studyapp_interchange.json_rows import BadRow
from studyapp_interchange.json_scan import scan_list
from studyapp_interchange.shapes import find_rows, is_row, question_of

_KEYED = re.compile(
    r'"(?:title|question|stem|content|q|questionContent|题干|题目|问题|试题)"\s*:.{1,4000}?'
    r'"(?:answer|answers|ans|a|right_answer|correct|答案|正确答案|标准答案|参考答案)"\s*:',
    re.S,
)
_OURS = re.compile(r'\{\s*"questions"\s*:\s*\[\s*\{[^{}]{0,400}"prompt"')


class ForeignJsonReader:
    """Reads a JSON text in which objects with a text and an answer lie anywhere."""

    name = "json-foreign"
    suffixes = (".json",)

    def sniff(self, head: bytes) -> float:
        """Be likely where names of a question and of an answer stand in JSON that is not our own."""
        text = peek(head).lstrip()
        if text[:1] not in ("[", "{") or _OURS.match(text) or not _KEYED.search(text):
            return 0.0
        return 0.55 if _is_lined(text) else 0.8

    def read(self, source: Source) -> Deck:
        """Read every row; what is no row, and every field that is not used, is a flaw."""
        text = decode(source)
        found = scan_list(text)
        if found is None:
            raise NotABank(Message("这个 JSON 里没有题目的列表。请确认选对了文件。"))
        gathering = Gathering(source.name)
        for value, line, last in found:
            rows = list(find_rows(value))
            for row in rows:
                take(gathering, row, line, last)
            if not rows:
                _no_row(gathering, line, last)
        if not gathering.items and not gathering.flaws:
            raise NotABank(Message("这个 JSON 里没有题目的列表。请确认选对了文件。"))
        return gathering.deck()


class JsonLinesReader:
    """Reads an object a line, a comma behind it or not."""

    name = "jsonl"
    suffixes = (".jsonl", ".ndjson")

    def sniff(self, head: bytes) -> float:
        """Be likely where the first line is a whole object with a question and an answer."""
        text = peek(head).lstrip()
        return 0.85 if _is_lined(text) and is_row(_loaded(text.split("\n", 1)[0])) else 0.0

    def read(self, source: Source) -> Deck:
        """Read every line; a line that is no question is a flaw."""
        gathering = Gathering(source.name)
        for number, line in enumerate(decode(source).split("\n"), 1):
            if not line.strip():
                continue
            value = _loaded(line)
            if value is None:
                gathering.error(
                    gathering.where(number, number), "not-json", Message("这一行不是 JSON，没有读。请改好。")
                )
            elif is_row(value):
                take(gathering, value, number, number)
            else:
                _no_row(gathering, number, number)
        if not gathering.items:
            raise NotABank(Message("这个 JSON 里没有题目的列表。请确认选对了文件。"))
        return gathering.deck()


def _is_lined(text: str) -> bool:
    """Whether the first line is an object, and the next one begins with another."""
    first, _, rest = text.partition("\n")
    return first.startswith("{") and first.rstrip(" \t,").endswith("}") and rest.lstrip().startswith("{")


def take(gathering: Gathering, row: Mapping[str, Any], line: int, last: int) -> None:
    """Take a row as a question, or say why it is none."""
    where = gathering.where(line, last)
    try:
        question, identity, rest = question_of(row)
    except BadRow as bad:
        gathering.error(where, "bad-row", bad.why)
        return
    gathering.add(question, where, external_id=identity)
    if rest:
        why = Message("不认得的内容没有采用：{fields}。", {"fields": ", ".join(rest)})
        gathering.warn(where, "left-out", why)


def _no_row(gathering: Gathering, line: int, last: int) -> None:
    gathering.warn(gathering.where(line, last), "bad-row", Message("这一项不是题目的写法，没有读。"))


def _loaded(line: str) -> Any:
    try:
        return json.loads(line.strip().rstrip(","))
    except (ValueError, RecursionError):
        return None
