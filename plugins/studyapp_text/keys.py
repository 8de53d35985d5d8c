"""Keys that stand apart from their questions: ``1-10 ABDAA…``, ``1.A 2.B``, ``1-5）(√)(×)…``."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import NamedTuple

from studyapp import Kind, Where
from studyapp_text import flaws
from studyapp_text.raw import Assembled, KeyEntry, Raw
from studyapp_text.tokens import half_width

_ANSWERS = r"(?:正确|错误|[A-HＡ-Ｈ√×✓✗对错TF()（）,，、;；|\s])"
_ENTRY = re.compile(
    rf"[(（第]?(\d{{1,5}})(?:\s{{0,4}}[-—–~～至]{{1,2}}\s{{0,4}}(\d{{1,5}}))?\s{{0,4}}[题)）:：.．、\s]{{0,6}}({_ANSWERS}{{1,400}})"
)
_ONE = re.compile(r"正确|错误|[√×✓✗对错TF]|[A-H]+")
_EACH = re.compile(r"正确|错误|[√×✓✗对错TF]|[A-H]")
_OBJECTIVE = (Kind.SINGLE, Kind.MULTIPLE, Kind.JUDGE, Kind.BLANK)
_LONGEST = 4000
_WIDEST = 500


class Ranges(NamedTuple):
    """What a line of a key says: number and answer of each entry; of each range whose answers do not go round its
    first and last number, and how many answers it has.
    """

    entries: list[tuple[int, str]]
    wrong: list[tuple[int, int, int]]


def parse_key(text: str) -> list[tuple[int, str]] | None:
    """Return number and answer of each entry on a line of a key; None where the line is none."""
    found = parse_ranges(text)
    return found.entries if found is not None and not found.wrong else None


def parse_ranges(text: str) -> Ranges | None:
    """Return what a line of a key says, wrong ranges too; None where the line is none."""
    if len(text) > _LONGEST or not text:
        return None
    found = Ranges([], [])
    end = 0
    for entry in _ENTRY.finditer(text):
        if entry.start() != end:
            return None
        end = entry.end()
        if not _take(found, int(entry.group(1)), entry.group(2), half_width(entry.group(3))):
            return None
    return found if (found.entries or found.wrong) and end == len(text) else None


def _take(found: Ranges, first: int, last: str | None, text: str) -> bool:
    """Share the answers of a range out over its numbers; say whether it is one."""
    if last is None:
        answers = _ONE.findall(text)
        found.entries.append((first, "".join(answers)))
        return bool(answers)
    count = int(last) - first + 1
    if not 0 < count <= _WIDEST:
        return False
    for pattern in (_ONE, _EACH):
        answers = pattern.findall(text)
        if len(answers) == count:
            found.entries.extend(zip(range(first, first + count), answers, strict=True))
            return True
    found.wrong.append((first, int(last), len(answers)))
    return bool(answers)


def attach(assembled: Assembled, file: str, sheet: str) -> None:
    """Give each entry of the key to the first open question of its number, kind and run."""
    if not assembled.key:
        return
    open_questions: dict[int, list[tuple[int, Raw]]] = defaultdict(list)
    for run, raw in _runs(assembled.questions):
        if raw.answer is None and raw.number:
            open_questions[raw.number].append((run, raw))
    bound: dict[int, int] = {}
    for entry in assembled.key:
        chosen = _choose(open_questions[entry.number], entry, bound.get(entry.group))
        if chosen is None:
            where = Where(file, entry.line, entry.line, sheet)
            assembled.flaws.append(flaws.key_unused(where, str(entry.number)))
            continue
        open_questions[entry.number].remove(chosen)
        run, raw = chosen
        bound.setdefault(entry.group, run)
        raw.answer, raw.answer_line = entry.answer, entry.line
        if entry.explanation:
            raw.fields.setdefault("explanation", []).extend(entry.explanation)


def _runs(questions: list[Raw]) -> list[tuple[int, Raw]]:
    """Number the stretches of questions within which numbers ascend under one heading."""
    numbered: list[tuple[int, Raw]] = []
    run, before = 0, None
    for raw in questions:
        if before is not None and (raw.section is not before.section or raw.number <= before.number):
            run += 1
        numbered.append((run, raw))
        before = raw
    return numbered


def _choose(candidates: list[tuple[int, Raw]], entry: KeyEntry, run: int | None) -> tuple[int, Raw] | None:
    if entry.told:
        candidates = [one for one in candidates if one[1].section.kind is entry.kind] or [
            one for one in candidates if not _differs(one[1].section.kind, entry.kind)
        ]
    return next((one for one in candidates if one[0] == run), candidates[0] if candidates else None)


def _differs(asked: Kind | None, answered: Kind | None) -> bool:
    """Say whether the heading of a question and that of a list of answers name kinds that are no two names of one."""
    return asked in _OBJECTIVE and answered in _OBJECTIVE and asked is not answered
