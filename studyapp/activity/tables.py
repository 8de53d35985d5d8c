"""One table of a plan's file, asked for its values one by one; whatever is wrong with them is noted, with its line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any, TypeVar

from studyapp.activity.periods import day_of
from studyapp.activity.places import Path, Places
from studyapp.model import Flaw, Message, Severity, Where

_SNIPPET = 60
_YEARS = range(2000, 2100)
_FIRST = ("id", "name", "note", "first", "last", "minutes")
"""Keys that stand before all tables, and are easily written into the last one."""
_SHOWN = 30
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_CONTROL_OF_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")

Number = TypeVar("Number", int, float)


class Notes:
    """What was found wrong with a file so far."""

    def __init__(self, file: str, places: Places) -> None:
        self._file = file
        self._places = places
        self._flaws: list[Flaw] = []

    @property
    def are_errors(self) -> bool:
        """Whether anything keeps the plan from being taken."""
        return any(flaw.severity is Severity.ERROR for flaw in self._flaws)

    @property
    def flaws(self) -> tuple[Flaw, ...]:
        """The flaws, in the order of their lines."""
        return tuple(sorted(self._flaws, key=lambda flaw: flaw.where.line))

    def note(self, path: Path, code: str, why: Message, severity: Severity = Severity.ERROR) -> None:
        """Note a flaw of what is at a path; its sentence finds that as ``key``."""
        line = self._places.line(path)
        shown = {name: _CONTROL.sub("?", one) if isinstance(one, str) else one for name, one in why.arguments.items()}
        told = replace(why, arguments={"key": spelled(path), **shown})
        self._flaws.append(Flaw(Where(self._file, line, line), severity, code, told, snippet(self._places.row(line))))


class Table:
    """A table that was read; ``done`` tells which of its keys nobody asked for.

    What is missing or wrong is noted, and something takes its place, so that all flaws of a file are found at once.
    """

    def __init__(self, values: Mapping[str, Any], path: Path, notes: Notes) -> None:
        self.values = values
        self.path = path
        self.notes = notes
        self._known: list[str] = []

    def at(self, key: str) -> Path:
        """The path of a key."""
        return (*self.path, key)

    def has(self, key: str) -> bool:
        """Whether a key is there; it is a known one from now on."""
        self._known.append(key)
        return key in self.values

    def missing(self, key: str, example: str) -> None:
        """Note that a key has to be there."""
        why = Message("缺少 {key}；请补上一行，如 {example}。", {"example": f"{key} = {example}"})
        self.notes.note(self.at(key), "missing-key", why)

    def wrong(self, path: Path, why: Message) -> None:
        """Note that a value is of another type."""
        self.notes.note(path, "wrong-type", why)

    def whole(self, key: str, least: int, most: int, default: int | None = None) -> int:
        """A whole number within bounds."""
        value = self._value(key, str(max(least, 1)), required=default is None)
        fallback = least if default is None else default
        if value is None:
            return fallback
        if type(value) is not int:
            self.wrong(self.at(key), Message("{key} 要写整数，不加引号、不写单位。"))
            return fallback
        return self._within(key, value, least, most, fallback)

    def number(self, key: str, least: float, most: float, default: float) -> float:
        """A number within bounds."""
        value = self._value(key, "", required=False)
        if value is None:
            return default
        if type(value) not in (int, float):
            self.wrong(self.at(key), Message("{key} 要写数字，不加引号、不写单位。"))
            return default
        return float(self._within(key, value, least, most, default))

    def share(self, key: str, default: float | None = None) -> float:
        """A share from 0 to 1."""
        value = self._value(key, "0.8", required=default is None)
        if value is None:
            return default or 0.0
        if type(value) in (int, float) and 0 <= value <= 1:
            return float(value)
        if type(value) in (int, float) and 2 <= value <= 100:
            figures = {"value": f"{value:g}", "share": f"{value / 100:.4g}"}
            why = Message("{key} 要写 0 到 1 之间的小数；{value}% 请写成 {share}。", figures)
            self.notes.note(self.at(key), "out-of-range", why)
        else:
            self.wrong(self.at(key), Message("{key} 要写 0 到 1 之间的小数，如 80% 写成 0.8。"))
        return default or 0.0

    def truth(self, key: str) -> bool:
        """Yes or no; no where it is not there."""
        value = self._value(key, "", required=False)
        if value is None or isinstance(value, bool):
            return bool(value)
        self.wrong(self.at(key), Message("{key} 只能写 true（是）或 false（否），不加引号。"))
        return False

    def text(self, key: str, example: str = "…", *, default: str | None = None, lines: bool = False) -> str:
        """A text of one line, not empty where it has to be there; with ``lines``, of any number."""
        value = self._value(key, f'"{example}"', required=default is None)
        if value is None:
            return default or ""
        return self._clean(self.at(key), value, empty=default is not None, lines=lines)

    def identifier(self, key: str, example: str) -> str:
        """An id: what stands in records for all time."""
        found = self.text(key, example)
        if found:
            self.check_id(self.at(key), found)
        return found

    def check_id(self, path: Path, one: str) -> None:
        """Note an id that is none."""
        if not _ID.fullmatch(one):
            why = Message("编号“{id}”只能用小写英文字母、数字和短横，如 2021-shaanxi。", {"id": _plain(one)})
            self.notes.note(path, "bad-id", why)

    def word(self, key: str, known: Iterable[str], example: str, chinese: Mapping[str, str]) -> str:
        """One of some words; the example where it is none of them. ``chinese``: what they are called otherwise."""
        value = self._value(key, f'"{example}"', required=True)
        words = list(known)
        if value is None or value in words:
            return value or example
        if not isinstance(value, str):
            self.wrong(self.at(key), Message("{key} 要写文字，并加英文引号。"))
            return example
        if meant := chinese.get(value.strip().removesuffix("题")):
            why = Message("{key} 里的“{given}”请写成 {word}。", {"given": value, "word": f'"{meant}"'})
            self.notes.note(self.at(key), "unknown-word", why)
            return example
        figures = {"given": _plain(value), "known": ", ".join(f'"{word}"' for word in words)}
        self.notes.note(self.at(key), "unknown-word", Message("{key} 不能是“{given}”；可以写 {known}。", figures))
        return example

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(self._clean(path, one, empty=False) for path, one in self._list(key))

    def day(self, key: str) -> int | None:
        """A date, as a study day."""
        value = self._value(key, "", required=False)
        return None if value is None else self._day(self.at(key), value)

    def days(self, key: str) -> tuple[tuple[int, Path], ...]:
        """A list of dates, as study days with their places."""
        found = ((self._day(path, one), path) for path, one in self._list(key))
        return tuple((day, path) for day, path in found if day is not None)

    def table(self, key: str) -> Table:
        """A table within this one; an empty one where it is not there."""
        value = self.values[key] if self.has(key) else {}
        found = self._within_table(self.at(key), value)
        return Table({}, self.at(key), self.notes) if found is None else found

    def named(self, key: str) -> list[tuple[str, Table]]:
        """The tables ``[key.name]``, by name."""
        outer = self.table(key)
        found = ((name, outer._within_table(outer.at(name), value)) for name, value in outer.values.items())
        return [(name, table) for name, table in found if table is not None]

    def tables(self, key: str, example: str) -> list[Table]:
        """A list of tables."""
        found = []
        for path, one in self._list(key):
            if isinstance(one, dict):
                found.append(Table(one, path, self.notes))
            else:
                self.wrong(path, Message("{key} 要写成 {example} 这样。", {"example": example}))
        return found

    def done(self, known: Sequence[str] = ()) -> None:
        """Note keys that nobody asked for; ``known``: further ones that mean something."""
        names = [*known, *self._known]
        for key in self.values:
            if key not in names:
                unknown_key(self.notes, self.at(key), names)

    def _value(self, key: str, example: str, *, required: bool) -> Any:
        if self.has(key):
            return self.values[key]
        if required:
            self.missing(key, example)
        return None

    def _within(self, key: str, value: Number, least: Number, most: Number, fallback: Number) -> Number:
        if least <= value <= most:  # no number that is not one
            return value
        figures = {"value": _figure(value), "least": f"{least:g}", "most": f"{most:g}"}
        why = Message("{key} 不能是 {value}；请写 {least} 到 {most} 之间的数。", figures)
        self.notes.note(self.at(key), "out-of-range", why)
        return fallback

    def _clean(self, path: Path, value: object, *, empty: bool, lines: bool = False) -> str:
        if not isinstance(value, str):
            self.wrong(path, Message("{key} 要写文字，并加英文引号。"))
            return ""
        found = value.strip()
        if not found and not empty:
            self.notes.note(path, "empty", Message("{key} 不能空着；请在引号中间写上内容。"))
        if (_CONTROL_OF_TEXT if lines else _CONTROL).search(found):
            self.notes.note(path, "control", Message("{key} 里有换行或看不见的控制字符；请删去，写在一行里。"))
        return found

    def _day(self, path: Path, value: object) -> int | None:
        if isinstance(value, date) and not isinstance(value, datetime):
            if _YEARS.start <= value.year < _YEARS.stop:
                return day_of(value)
            why = Message("{key} 的年份 {year} 不对；请核对这个日期。", {"year": value.year})
            self.notes.note(path, "out-of-range", why)
            return None
        self.wrong(path, Message("{key} 要写日期，如 2021-04-01，不加引号、不写时间。"))
        return None

    def _list(self, key: str) -> list[tuple[Path, Any]]:
        value = self._value(key, "", required=False)
        if value is None:
            return []
        if not isinstance(value, list):
            self.wrong(self.at(key), Message("{key} 要写成列表，放在方括号里，各项之间用英文逗号隔开。"))
            return []
        return [((*self.path, key, number), one) for number, one in enumerate(value)]

    def _within_table(self, path: Path, value: object) -> Table | None:
        if isinstance(value, dict):
            return Table(value, path, self.notes)
        why = Message("{key} 要写成一节：{header} 单独占一行，各项写在下面。", {"header": f"[{spelled(path)}]"})
        self.wrong(path, why)
        return None


def unknown_key(notes: Notes, path: Path, known: Iterable[str]) -> None:
    """Note a key that means nothing, with the one that was meant, or those that there are."""
    names = list(dict.fromkeys(known))
    near = get_close_matches(str(path[-1]), names, 1, 0.6)
    if len(path) > 1 and path[-1] in _FIRST:
        why = Message("{key} 不属于这一节；请移到文件开头，写在各节之前。")
    elif near:
        why = Message("不认识 {key}；想写的可能是 {near}，请改正或删去。", {"near": near[0]})
    else:
        why = Message("不认识 {key}；请删去，这里可以写的有 {known}。", {"known": ", ".join(names)})
    notes.note(path, "unknown-key", why)


def spelled(path: Path) -> str:
    """A path as people read it, elements counted from 1: ``tasks.weekly.questions[2].count``."""
    parts = (f"[{one + 1}]" if isinstance(one, int) else f".{_plain(one)}" for one in path)
    return "".join(parts).removeprefix(".")


def snippet(row: str) -> str:
    """The beginning of a line, as it can be shown."""
    return _CONTROL.sub(" ", row).strip()[:_SNIPPET]


def _figure(value: int | float) -> str:
    return _plain(hex(value)) if isinstance(value, int) and abs(value) >= 1 << 50 else f"{value:.12g}"


def _plain(text: str) -> str:
    """What was written, as it can stand in a sentence."""
    found = _CONTROL.sub("?", text)
    return found if len(found) <= _SHOWN else f"{found[:_SHOWN]}…"
