"""What a reader hands over is checked here, so that the floors above meet nouns and nothing else.

``misfit`` finds a deck that is not made as the contract says (a fault of the reader); ``unfit`` finds a question
that cannot be asked or graded (usually a fault of the file).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, partial
from typing import Any, get_args, get_origin, get_type_hints

from studyapp.model import (
    JUDGE_CHOICES,
    Back,
    Blanks,
    Choices,
    Deck,
    KeyPoints,
    Kind,
    Message,
    Pairs,
    Question,
    Steps,
)
from studyapp.plugins.soundness import check_of, fields_of

_ANSWERS: dict[Kind, type] = {
    Kind.SINGLE: Choices,
    Kind.MULTIPLE: Choices,
    Kind.JUDGE: Choices,
    Kind.BLANK: Blanks,
    Kind.SHORT: KeyPoints,
    Kind.ORDER: Steps,
    Kind.MATCH: Pairs,
    Kind.CASE: type(None),
    Kind.CARD: Back,
}


@dataclass(frozen=True, slots=True)
class Misfit:
    """Where in a deck something is not as declared (``items[3].question.kind``), and what is there instead."""

    place: str
    found: str


_Fault = tuple[str, object]
"""The place below the value that was checked, and what is there."""

_Check = Callable[[Any], _Fault | None]


def misfit(value: object, declared: Any = Deck) -> Misfit | None:
    """Return the first thing in a deck (or another noun) that the contract does not allow, ``None`` if all is well.

    Every field must be of its declared type, texts must be encodable, numbers finite, positions must count from
    0, and the case of a sub-question must be a case of the same deck.
    """
    fault = None if check_of(declared)([value]) else _checker(declared)(value)
    if fault is None and isinstance(value, Deck):
        fault = _order(value)
    return None if fault is None else Misfit(fault[0].lstrip("."), _shown(fault[1]))


def unfit(question: Question) -> Message | None:
    """Say why a question cannot be asked or graded, ``None`` where it can; its types must be right already."""
    if not question.prompt.strip() and not question.media:
        return Message("题干是空的。")
    if not isinstance(question.answer, _ANSWERS[question.kind]):
        return Message(
            "答案与题型不符：{kind} 题的答案写成了 {found}。",
            {"kind": question.kind.value, "found": type(question.answer).__name__},
        )
    if question.kind is Kind.JUDGE and question.choices != JUDGE_CHOICES:
        return Message("判断题的选项应是“正确”和“错误”。")
    return _unfit_answer(question)


def _unfit_answer(question: Question) -> Message | None:
    count = len(question.choices)
    match question.answer:
        case Choices(right):
            fits = bool(right) and list(right) == sorted(set(right)) and right[0] >= 0 and right[-1] < count
            fits = fits and (question.kind is Kind.MULTIPLE or len(right) == 1)
            return None if fits else Message("答案没有指向应选的选项（共 {count} 个选项）。", {"count": count})
        case Steps(sequence):
            fits = bool(sequence) and sorted(sequence) == list(range(count))
            return None if fits else Message("排序题的答案应把 {count} 个步骤各用一次。", {"count": count})
        case Pairs(pairs):
            fits = bool(pairs) and all(0 <= one < count for pair in pairs for one in pair)
            return None if fits else Message("匹配题的答案没有指向应配的项（共 {count} 项）。", {"count": count})
        case Blanks(blanks):
            fits = bool(blanks) and all(blank.accepted and all(blank.accepted) for blank in blanks)
            return None if fits else Message("填空题有空没有答案。")
        case KeyPoints(points):
            return None if points and all(points) else Message("简答题没有要点。")
        case Back(text):
            return None if text else Message("卡片的背面是空的。")
    return None


def _order(deck: Deck) -> _Fault | None:
    for index, item in enumerate(deck.items):
        if item.position != index:
            return f".items[{index}].position", item.position
        case = item.case
        if case is not None and (not 0 <= case < len(deck.items) or deck.items[case].question.kind is not Kind.CASE):
            return f".items[{index}].case", case
    return None


def _shown(found: object) -> str:
    """Show small values, which tell more than their type, and the type of all others."""
    if isinstance(found, (bool, int, float)):
        return str(found)
    return type(found).__name__


@cache
def _checker(hint: Any) -> _Check:
    """Make the check of one declared type; made once for each type, since a bank has thousands of questions."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is tuple:
        return _tuples(arguments)
    if origin is not None and issubclass(origin, Mapping):
        return partial(_mapping, _checker(arguments[0]), _checker(arguments[1]))
    if arguments:
        return partial(_either, tuple(_checker(argument) for argument in arguments))
    if names := fields_of(hint):
        hints = get_type_hints(hint)
        record = partial(_record, hint, tuple((name, _checker(hints[name])) for name in names))
        return partial(_sayable, record) if hint is Message else record
    return _PLAIN.get(hint) or partial(_instance, hint)


def _tuples(arguments: tuple[Any, ...]) -> _Check:
    if arguments[-1] is ...:
        return partial(_row, _checker(arguments[0]))
    return partial(_fixed, tuple(_checker(argument) for argument in arguments))


def _row(check: _Check, value: Any) -> _Fault | None:
    if not isinstance(value, tuple):
        return "", value
    for index, one in enumerate(value):
        fault = check(one)
        if fault is not None:
            return f"[{index}]{fault[0]}", fault[1]
    return None


def _fixed(checks: tuple[_Check, ...], value: Any) -> _Fault | None:
    if not isinstance(value, tuple) or len(value) != len(checks):
        return "", value
    faults = ((index, check(one)) for index, (check, one) in enumerate(zip(checks, value, strict=True)))
    return next(((f"[{index}]{fault[0]}", fault[1]) for index, fault in faults if fault is not None), None)


def _mapping(of_key: _Check, of_value: _Check, value: Any) -> _Fault | None:
    if not isinstance(value, Mapping):
        return "", value
    for key, one in value.items():
        if of_key(key) is not None or of_value(one) is not None:
            return f"[{key!r}]", one
    return None


def _either(checks: tuple[_Check, ...], value: Any) -> _Fault | None:
    """The deepest fault tells most: of a union of nouns it lies inside the noun that was meant."""
    deepest: _Fault = "", value
    for check in checks:
        fault = check(value)
        if fault is None:
            return None
        deepest = max(deepest, fault, key=_depth)
    return deepest


def _depth(fault: _Fault) -> int:
    return len(fault[0])


def _record(kind: type, parts: tuple[tuple[str, _Check], ...], value: Any) -> _Fault | None:
    if not isinstance(value, kind):
        return "", value
    for name, check in parts:
        fault = check(getattr(value, name))
        if fault is not None:
            return f".{name}{fault[0]}", fault[1]
    return None


def _sayable(record: _Check, value: Any) -> _Fault | None:
    """A message must also find all its arguments, or saying it would fail in front of the user."""
    fault = record(value)
    if fault is not None:
        return fault
    try:
        value.text.format_map(value.arguments)
    except (LookupError, ValueError, TypeError, AttributeError):
        return ".text", value.text
    return None


def _instance(kind: type, value: Any) -> _Fault | None:
    return None if isinstance(value, kind) else ("", value)


def _text(value: Any) -> _Fault | None:
    if not isinstance(value, str):
        return "", value
    if not value.isascii():
        try:
            value.encode()
        except UnicodeEncodeError:
            return "", value
    return None


def _whole(value: Any) -> _Fault | None:
    return None if isinstance(value, int) and not isinstance(value, bool) else ("", value)


def _number(value: Any) -> _Fault | None:
    fits = isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
    return None if fits else ("", value)


def _day(value: Any) -> _Fault | None:
    return None if isinstance(value, date) and not isinstance(value, datetime) else ("", value)


_PLAIN: dict[Any, _Check] = {str: _text, int: _whole, float: _number, date: _day}
