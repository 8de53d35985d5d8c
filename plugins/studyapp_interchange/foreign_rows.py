"""An object of a foreign file as the parts of a question, found by their names and by what they hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from studyapp import Kind, Message
from studyapp_interchange.foreign_names import FIELDS_OF, FLAGS, NAMES, kind_named, letter_of, plain_name
from studyapp_interchange.foreign_options import Option, is_options, lettered, options_of, plain
from studyapp_interchange.lenient import parse

NOTHING = frozenset({"", "无", "暂无", "略", "-", "—", "/", "null", "None", "undefined"})
_TITLES = frozenset({"title", "name", "标题", "topic", "名称"})
_NOTE = re.compile(
    r"(?:\d{1,5}\s*[.．、:：]?\s*)?[(（\[【]\s*([单多判填简论名不问][^)）\]】\d]{0,8})(?:[,，、]?\s*[\d.]+\s*分)?\s*[)）\]】]\s*"
)
_TRIVIA = ("incorrectanswers", "wronganswers", "incorrectanswer", "distractors", "错误答案", "干扰项")


_KEY = re.compile("[A-H]{1,8}")
_MANY_MEANINGS = frozenset({"answers", "answer", "a", "content", "list", "items"})
_SURE_LISTS = tuple(name for name in NAMES["options"] if name not in _MANY_MEANINGS)
_SURE_TEXTS = frozenset(NAMES["options"][: NAMES["options"].index("opts") + 1])


@dataclass(slots=True)
class Raw:
    """What an object says of a question, before it is decided what the answer means.

    ``kind``: what the file calls it, as a word that is known; ``code``: what else it says of the kind.
    ``listed``: whether there is a list of choices, be it too short. ``used``: the names that were read.
    """

    stem: str
    options: list[Option]
    answer: Any
    answer_name: str = ""
    kind: Kind | None = None
    code: str = ""
    listed: bool = False
    used: set[str] = field(default_factory=set)


class Named:
    """An object asked for its members by what they mean."""

    def __init__(self, row: Mapping[str, Any]) -> None:
        self.row = row
        self.plain, self._meant = _shape(tuple(row))

    def find(self, meaning: str, fits: Callable[[Any], bool], without: frozenset[str] = frozenset()) -> str:
        """Return the surest name of that meaning whose value fits; empty where there is none."""
        for own in self._meant[meaning]:
            if own not in without and fits(self.row[own]):
                return own
        return ""

    def has(self, meaning: str, without: str = "") -> bool:
        """Whether there is a name of that meaning, whatever its value, besides one."""
        return any(own != without for own in self._meant[meaning])

    def text(self, meaning: str, used: set[str]) -> str:
        """Return the text of that meaning, and note its name as used."""
        name = self.find(meaning, lambda value: bool(plain(value)), frozenset(used))
        if not name:
            return ""
        used.add(name)
        text = plain(self.row[name])
        return "" if text in NOTHING else text


@lru_cache(maxsize=1024)
def _shape(names: tuple[str, ...]) -> tuple[Mapping[str, str], Mapping[str, tuple[str, ...]]]:
    """Return the names of a row as they are compared, and those of each meaning, the surest first."""
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(plain_name(name), name)
    meant = {meaning: tuple(found[name] for name in known if name in found) for meaning, known in NAMES.items()}
    return found, meant


def raw_of(row: Mapping[str, Any]) -> Raw | None:
    """Return the parts of a row; ``None`` where it does not look like a question at all."""
    named = Named(row)
    if not FIELDS_OF.keys() & named.plain.keys():
        return None
    used: set[str] = set()
    options = _options(named, used)
    answer_name = _of_several(named, named.find("answer", _is_answer, frozenset(used)))
    kind_name = named.find("kind", lambda value: bool(plain(value)), frozenset(used))
    taken = frozenset({*used, answer_name, kind_name})
    stem_name = named.find("stem", _is_stem, taken) or named.find("stem", _is_worded, taken)
    key = plain(row[answer_name]).strip().upper() if answer_name else ""
    lists = [row[named.plain[name]] for name in _SURE_LISTS if name in named.plain]
    listed = bool(options) or any(value or (value == [] and _KEY.fullmatch(key)) for value in lists)
    if not stem_name or not (options or answer_name or listed):
        return None
    if plain_name(stem_name) in _TITLES and (longer := _longer(named, stem_name, taken)):
        stem_name = longer
    word = plain(row[kind_name]) if kind_name else ""
    known, kind = kind_named(word)
    stem, noted = _without_note(plain(row[stem_name]))
    known, kind = (True, noted) if noted is not None and not known else (known, kind)
    if kind is Kind.MULTIPLE and word == "multiple" and sum(option.right for option in options) == 1:
        kind = Kind.SINGLE  # of a multiple choice
    used |= {stem_name, answer_name, kind_name} - {""}
    return Raw(
        stem,
        options,
        _unwrapped(row[answer_name]) if answer_name else None,
        plain_name(answer_name),
        kind,
        "" if known else word,
        listed,
        used,
    )


def _of_several(named: Named, answer: str) -> str:
    """Return the name of all answers, where a row also has a field for one of them."""
    plural = named.plain.get(plain_name(answer) + "s", "") if answer else ""
    several = named.row[plural] if plural else None
    return plural if isinstance(several, list) and len(several) > 1 and _is_answer(several) else answer


def lack_of(row: Mapping[str, Any]) -> Message:
    """Say what an object that looks like no question lacks to be one."""
    if Named(row).find("stem", _is_worded):
        return Message("这一项没有答案，没有读。请补上答案；不是题目的可以不管。")
    return Message("这一项没有题干，没有读。请补上题干；不是题目的可以不管。")


def is_empty_list(row: Mapping[str, Any]) -> bool:
    """Whether an object is a chapter without questions, rather than a question that lacks something."""
    named = Named(row)
    empty = any(isinstance(value, (list, Mapping)) and not value for value in row.values())
    return empty and not named.has("answer") and not any(name in named.plain for name in _SURE_LISTS)


def _longer(named: Named, title: str, taken: frozenset[str]) -> str:
    """Return the name of the text that asks, where a row also has a title."""
    own = named.plain.get("content") or named.plain.get("内容") or ""
    if not own or own in taken or not isinstance(named.row[own], str):
        return ""
    return own if len(plain(named.row[own])) > len(plain(named.row[title])) else ""


def _without_note(stem: str) -> tuple[str, Kind | None]:
    """Take the number and the kind off a stem that both stand before, such as ``1. (单选题)``."""
    found = _NOTE.match(stem)
    known, kind = kind_named(found[1]) if found else (False, None)
    return (stem[found.end() :], kind) if found and known and stem[found.end() :].strip() else (stem, None)


def _options(named: Named, used: set[str]) -> list[Option]:
    if wrong := next((named.plain[name] for name in _TRIVIA if name in named.plain), ""):
        return _trivia(named, wrong, used)
    lists = [name for name in NAMES["options"] if name in named.plain]
    for name in lists:
        own = named.plain[name]
        value = named.row[own]
        if is_options(value) and not (isinstance(value, str) and name not in _SURE_TEXTS):
            if name in _MANY_MEANINGS and not _are_choices(named, own, value):
                continue
            used.add(own)
            return options_of(value)
        if name in ("content", "内容") and isinstance(value, str) and named.plain.keys() & _TITLES and lettered(value):
            used.add(own)
            return options_of(value)
    return _lettered(named, used) or _unnamed(named, used)


def _unnamed(named: Named, used: set[str]) -> list[Option]:
    """Return the choices in the only list under a name that nobody knows, where the answer is one of them."""
    lists = [
        own
        for name, own in named.plain.items()
        if name not in FIELDS_OF and isinstance(named.row[own], list) and is_options(named.row[own])
    ]
    answer = named.find("answer", _is_answer)
    if len(lists) != 1 or not answer or not all(isinstance(one, str) for one in named.row[lists[0]]):
        return []
    found = options_of(named.row[lists[0]])
    key = plain(_unwrapped(named.row[answer])).strip()
    letters = {chr(ord("A") + at) for at in range(len(found))}
    places = {str(at) for at in range(len(found))}
    if key.upper() not in letters | places and key not in {option.text for option in found}:
        return []
    used.add(lists[0])
    return found


def _are_choices(named: Named, own: str, value: Any) -> bool:
    """Whether a list under a name of many meanings is one of choices: some are marked, or the answer lies elsewhere."""
    if not isinstance(value, list):
        return False
    marked = any(isinstance(one, Mapping) and any(plain_name(name) in FLAGS for name in one) for one in value)
    return marked or named.has("answer", own)


def _lettered(named: Named, used: set[str]) -> list[Option]:
    """Return the choices that have a field each."""
    found = {letter: own for name, own in named.plain.items() if (letter := letter_of(name))}
    if "B" not in found and "C" not in found:
        return []
    letters = sorted(found)
    texts = [plain(named.row[found[letter]]) for letter in letters]
    while texts and not texts[-1]:
        texts.pop()
    if len(texts) < 2:
        return []
    used |= set(found.values())
    keys = letters if "A" in found else [str(ord(letter) - ord("A")) for letter in letters]
    return [Option(text, key) for text, key in zip(options_texts(texts), keys, strict=False)]


def options_texts(texts: list[str]) -> list[str]:
    """Return texts of choices without the letters that they may begin with."""
    return [one.text for one in options_of(list(texts))] if all(texts) else texts


def _trivia(named: Named, wrong: str, used: set[str]) -> list[Option]:
    """Return the right answers and the wrong ones, where a file has them apart."""
    name = named.find("answer", _is_answer, frozenset({wrong}))
    if not name:
        return []
    used.add(wrong)
    values = [named.row[name], named.row[wrong]]
    right, others = ([plain(one) for one in (value if isinstance(value, list) else [value])] for value in values)
    found = [*(Option(text, "", True) for text in right), *(Option(text) for text in others)]
    return sorted(found, key=lambda option: option.text)  # the right one would always be the first


def _is_answer(value: Any) -> bool:
    value = _unwrapped(value)
    if isinstance(value, list):
        return bool(value) and all(_is_answer(one) for one in value)
    if isinstance(value, Mapping):
        return bool(value) and all(isinstance(one, (str, int)) for one in value.values())
    return isinstance(value, bool) or bool(plain(value))


def _is_stem(value: Any) -> bool:
    return _is_worded(value) and (len(plain(value)) > 6 or not kind_named(plain(value))[0])


def _is_worded(value: Any) -> bool:
    is_list = isinstance(value, list) and all(isinstance(one, str) for one in value)
    return (is_list or isinstance(value, (str, Mapping))) and bool(plain(value))


def _unwrapped(value: Any) -> Any:
    """Return the answer in an object around it, or around each of a list."""
    if isinstance(value, str) and value.lstrip().startswith("[") and value.rstrip().endswith("]"):
        parsed = parse(value)
        return parsed.values[0] if len(parsed.values) == 1 and not parsed.faults else value
    if isinstance(value, list) and len(value) > 0 and all(isinstance(one, Mapping) for one in value):
        return [_unwrapped(one) for one in value]
    if isinstance(value, Mapping):
        named = Named(value)
        inner = named.find("answer", _is_answer) or named.find("options", lambda one: isinstance(one, (str, int)))
        return value[inner] if inner else plain(value) or value
    return value
