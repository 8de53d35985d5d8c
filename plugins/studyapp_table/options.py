"""Options that share one cell, and options with their letter before them."""

from __future__ import annotations

import ast
import json
import re
import unicodedata

Option = tuple[str, str]
"""An option's letter and its text."""

_MARK = re.compile(
    r"(?:^|(?<=[\s|,，;；、。$^#]))[(（]?([A-LＡ-Ｌ])\s?[.．、:：)）|\-]\s*|(?<=\S)([A-LＡ-Ｌ])[.．、]\s*(?=\S)"
)
_BARE_MARK = re.compile(r"(?:^|(?<=[\s|,，;；]))([A-LＡ-Ｌ])()\s(?=\S)\s*")
_OWN = re.compile(r"[(（]?([A-LＡ-Ｌa-l])(?:\s?[.．、:：)）|]|\s?-(?=\D)| (?=\S))\s*(?=\S)")
_OTHER = re.compile(r"[(（]?([A-LＡ-Ｌ])\s?[.．、:：)）]\s*(?![\sA-LＡ-Ｌ\d])(?=\S)")
_ONLY_LETTER = re.compile(r"[(（]?[A-LＡ-Ｌ]\s?[.．、:：)）]")
_LIST = re.compile(r"\[\s*(?:(['\"]).*\1\s*)?\]", re.S)
_ENDS = " \t\n|,，;；、$^#"
_PARTS = (
    re.compile(r"\n+|<br\s*/?>|\\\\n"), re.compile(r"\s*\$;\$\s*"), re.compile(r"\s*\|\|?\s*"), re.compile(r"\s*┋\s*"),
    re.compile(r"\s*\$+\s*"), re.compile(r"\s*\^+\s*"), re.compile(r"\s*#+\s*"), re.compile(r"\s*@@+\s*"),
    re.compile(r"\s*[;；]\s*"),
)  # fmt: skip
_LONGEST = 20_000


def split_options(text: str) -> list[Option]:
    """Return the options of one cell, none where it holds no two of them."""
    if len(text) > _LONGEST:
        return []
    if text.startswith(("[", "{")):
        listed = _listed(text)
        if len(listed) > 1:
            return [own_letter(chr(65 + place), one) for place, one in enumerate(listed[:26])]
    lettered = _lettered(text, _MARK) or _lettered(text, _BARE_MARK)
    if len(lettered) > 1:
        return lettered
    for mark in _PARTS:
        parts = [part.strip() for part in mark.split(text) if part.strip()]
        if 1 < len(parts) <= 26:
            return [own_letter(chr(65 + place), part) for place, part in enumerate(parts)]
    return []


def own_letter(letter: str, text: str) -> Option:
    """Take an option's own letter off its text where it is the letter of its place."""
    found = _OWN.match(text)
    if found and unicodedata.normalize("NFKC", found.group(1)).upper() == letter:
        return letter, text[found.end() :]
    return letter, text


def other_letter(letter: str, text: str) -> str:
    """Return the mark with another option's letter before an option's text; ``A、B都对`` has none."""
    found = _OTHER.match(text)
    if found is None or unicodedata.normalize("NFKC", found.group(1)) == letter:
        return ""
    return found.group().strip()


def without_text(text: str) -> str:
    """Return an option's cell, nothing where it holds no more than the option's letter: ``B．``."""
    return "" if len(text) < 4 and _ONLY_LETTER.fullmatch(text) else text


def _lettered(text: str, pattern: re.Pattern[str]) -> list[Option]:
    """Cut at A, B, C …, each only where it is the letter that has to follow."""
    found: list[tuple[str, int, int]] = []
    for mark in pattern.finditer(text):
        letter = unicodedata.normalize("NFKC", mark.group(1) or mark.group(2))
        if letter == chr(65 + len(found)) and (found or not text[: mark.start()].strip(_ENDS)):
            found.append((letter, mark.start(), mark.end()))
    if len(found) < 2:
        return []
    ends = [start for _, start, _ in found[1:]] + [len(text)]
    return [(letter, text[begin:end].strip(_ENDS)) for (letter, _, begin), end in zip(found, ends, strict=True)]


def is_list(text: str) -> bool:
    """Say whether a cell is a list as programs write it: ``['甲', '乙']``."""
    return _LIST.fullmatch(text) is not None


def listed_answer(text: str) -> tuple[str, ...]:
    """Return the texts of an answer that is such a list."""
    return tuple(_listed(text)) if is_list(text) else (text,)


def _listed(text: str) -> list[str]:
    """Return the texts of a JSON or Python list, or of the values of an object."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        try:
            value = ast.literal_eval(text)
        except (ValueError, SyntaxError, MemoryError, RecursionError, TypeError):
            return []
    if isinstance(value, dict):
        return [f"{key}.{one}" for key, one in value.items() if isinstance(one, str)]
    return [one for one in map(_text, value) if one] if isinstance(value, list) else []


def _text(one: object) -> str:
    if isinstance(one, dict):
        for name in ("optionContent", "content", "text", "label", "value", "option", "name"):
            if isinstance(one.get(name), str):
                return str(one[name]).strip()
        return ""
    return str(one).strip() if isinstance(one, str | int | float) else ""
