"""Is everything in a deck of its declared type? Asked of whole columns of values at a time.

A bank may have a hundred thousand questions, and all but a broken reader's are sound. So all prompts are looked at
together, then all choices, and so on, by functions that loop in C; ``checking`` looks for the place only where this
says no. It says yes only to what ``checking`` lets pass.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache, partial
from itertools import chain, repeat
from math import isfinite
from operator import attrgetter, is_
from typing import Any, get_args, get_origin, get_type_hints

from studyapp.model import Message

_Check = Callable[[Sequence[Any]], bool]
"""Whether all of these values are sound."""


@cache
def check_of(hint: Any) -> _Check:
    """The check of all values of a declared type."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is tuple:
        if arguments[-1] is ...:
            return partial(_rows, check_of(arguments[0]))
        return partial(_fixed, tuple(map(check_of, arguments)))
    if origin is not None and issubclass(origin, Mapping):
        return partial(_mappings, check_of(arguments[0]), check_of(arguments[1]))
    if arguments:
        return partial(_either, {_class_of(one): check_of(one) for one in arguments})
    if names := fields_of(hint):
        hints = get_type_hints(hint)
        checks = tuple(check_of(hints[name]) for name in names)
        return partial(_messages if hint is Message else _records, hint, attrgetter(*names), checks)
    return _PLAIN.get(hint) or partial(_of, hint)


def fields_of(hint: Any) -> tuple[str, ...]:
    """The fields of a dataclass or a named tuple; nothing else has any."""
    if not isinstance(hint, type):
        return ()
    if is_dataclass(hint):
        return tuple(one.name for one in fields(hint))
    return tuple(getattr(hint, "_fields", ()))


def _class_of(hint: Any) -> type:
    found: type = get_origin(hint) or hint
    return found


def _of(kind: type, values: Sequence[Any]) -> bool:
    return {kind}.issuperset(map(type, values))


def _texts(values: Sequence[Any]) -> bool:
    if not _of(str, values):
        return False
    try:
        "".join(values).encode("utf-16-le")  # it cannot hold half of a pair either, and takes a third of the time
    except UnicodeEncodeError:
        return False
    return True


def _numbers(values: Sequence[Any]) -> bool:
    return {float, int}.issuperset(map(type, values)) and all(map(isfinite, values))


def _rows(check: _Check, values: Sequence[Any]) -> bool:
    if not _of(tuple, values):
        return False
    rows = list(chain.from_iterable(values))
    return all(check(rows[start : start + _TOGETHER]) for start in range(0, len(rows), _TOGETHER))


_TOGETHER = 512
"""Values that are looked at together: field by field, as long as they lie in the processor's cache."""


def _fixed(checks: tuple[_Check, ...], values: Sequence[Any]) -> bool:
    if not _of(tuple, values) or not {len(checks)}.issuperset(map(len, values)):
        return False
    return all(check(list(column)) for check, column in zip(checks, zip(*values, strict=True), strict=False))


def _mappings(of_key: _Check, of_value: _Check, values: Sequence[Any]) -> bool:
    for value in _distinct(values):
        if not isinstance(value, Mapping) or not of_key(list(value)) or not of_value(list(value.values())):
            return False
    return True


def _either(checks: Mapping[type, _Check], values: Sequence[Any]) -> bool:
    kinds = set(map(type, values))
    if not kinds.issubset(checks):
        return False
    if len(kinds) == 1:
        return checks[kinds.pop()](values)
    return all(checks[kind]([value for value in values if type(value) is kind]) for kind in kinds)


def _records(kind: type, get: Callable[[Any], Any], checks: tuple[_Check, ...], values: Sequence[Any]) -> bool:
    """All fields of a record are had with one call, which takes a third of the time of one for each."""
    if not _of(kind, values):
        return False
    rows = map(get, _distinct(values))
    columns = zip(*rows, strict=True) if len(checks) > 1 else (tuple(rows),)
    return all(check(_once(column)) for check, column in zip(checks, columns, strict=False))


def _once(column: Sequence[Any]) -> Sequence[Any]:
    """The first value alone where all are the same object: what questions seldom have is so in most of them."""
    if column and column[0] is column[-1] and all(map(is_, column, repeat(column[0]))):
        return column[:1]
    return column


def _messages(kind: type, get: Callable[[Any], Any], checks: tuple[_Check, ...], values: Sequence[Any]) -> bool:
    if not _records(kind, get, checks, values):
        return False
    try:
        for value in _distinct(values):
            value.text.format_map(value.arguments)
    except (LookupError, ValueError, TypeError, AttributeError):
        return False
    return True


def _distinct(values: Sequence[Any]) -> Sequence[Any]:
    """Each object once, where many may be the same: most questions share their validity, most flaws their arguments."""
    if len(values) > 1 and values[0] is not values[-1]:
        return values
    return list(dict(zip(map(id, values), values, strict=True)).values())


_PLAIN: dict[Any, _Check] = {
    str: _texts,
    int: partial(_of, int),
    float: _numbers,
    date: partial(_of, date),
    bytes: partial(_of, bytes),
    type(None): partial(_of, type(None)),
}
