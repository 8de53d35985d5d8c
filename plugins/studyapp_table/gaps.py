"""The gaps of a blank question: answers shared out over them, alternatives, numbers with a tolerance, free order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import pairwise

from studyapp import Blank, Blanks

NUMERIC = ("数值", "数字", "计算填空", "numeric", "number")
"""Words of a kind by which a range such as 1-9 is one of numbers."""

_ENDS = " \t\n。.；;"
_SPLITS = (
    re.compile(r"\|\|"), re.compile(r"[；;\n]"), re.compile(r"\|"), re.compile(r"┋|\$+|#+"), re.compile(r"、"),
    re.compile(r"[，,]"), re.compile(r"\s+"), re.compile(r"[、，,；;\s]+"),
)  # fmt: skip
_BARS_FIRST = (_SPLITS[2], *_SPLITS)
_FALLBACK = re.compile(r"\|\||[；;\n]")
_ALTERNATIVES = re.compile(r"\|\||[;|]")
_NUMBERED = re.compile(
    r"(?:(?:^|(?<=[\s；;，,。、]))(?:第[一二三四五六七八九十\d]+空[:：]?|[(（]\d{1,2}[)）]|\d{1,2}[、.．](?!\d))|[①-⑳])\s*"
)
_BRACKETED = re.compile(r"[(（【\[]([^()（）【】\[\]]+)[)）】\]]\s*")
_NUMBER = r"[-+]?\d+(?:\.\d+)?"
_TOLERANT = re.compile(
    rf"({_NUMBER})\s*([%％]?[^\d±+\-(（]{{0,6}}?)\s*[(（]?\s*(?:±|\+/?-|误差[:：]?(?:不超过|范围|在)?)\s*(\d+(?:\.\d+)?)\s*\2?\s*[)）]?"
)
_RANGE = re.compile(rf"[\[(（]?\s*({_NUMBER})\s*(?:-|~|～|—|–|至|到|,|，)\s*({_NUMBER})\s*[\])）]?")
_FREE = re.compile(
    r"(?:顺序|次序|先后)(?:不限|无关|可(?:以)?(?:调换|颠倒|互换))|不分(?:先后|顺序)|乱序|无序|无先后顺序|任意顺序"
)


@dataclass(frozen=True, slots=True)
class Rules:
    """``numeric``: a range is one of numbers. ``free``: the gaps may be filled in any order."""

    numeric: bool = False
    free: bool = False


def is_free(prompt: str, fields: Mapping[str, str]) -> bool:
    """Say whether the gaps of a question may be filled in any order: it says so somewhere."""
    return any(_FREE.search(text) for text in (prompt, fields.get("kind", ""), fields.get("answer", "")))


def read_gaps(said: list[str], count: int, rules: Rules) -> tuple[Blanks, int] | None:
    """Return the gaps, and in how many parts the answer seems to be written; None where nothing fills them.

    ``said``: a text for each gap, or one for all of them. ``count``: the gaps that the prompt shows, 0 for unknown.
    """
    parts = said if len(said) > 1 and count in (0, len(said)) else _shared_out("||".join(said), count)
    blanks = [blank for part in parts if (blank := _blank(part, len(parts) == 1, rules.numeric)) is not None]
    if not blanks:
        return None
    if rules.free and len(blanks) > 1:
        blanks = [Blank(blank.accepted, blank.tolerance, 1) for blank in blanks]
    return Blanks(tuple(blanks)), len(parts)


def _shared_out(text: str, count: int) -> list[str]:
    """Cut an answer into the parts for ``count`` gaps: at the mark that gives their number."""
    whole = _FREE_NOTE.sub("", text).strip(_ENDS)
    if count == 1:
        return [whole]
    for cut in (_numbered, _bracketed):
        if len(parts := cut(whole)) == count > 1:
            return parts
    for split in _BARS_FIRST if _bars_part(whole, count) else _SPLITS:
        parts = [part.strip(_ENDS) for part in split.split(whole) if part.strip(_ENDS)]
        if len(parts) == count:
            return parts
    return [part.strip(_ENDS) for part in _FALLBACK.split(whole) if part.strip(_ENDS)]


def _bars_part(text: str, count: int) -> bool:
    """Say whether bars part the gaps and semicolons what may be said instead, where both would do.

    What may be said instead is more alike than what fills another gap.
    """
    bars, semicolons = (mark.split(text) for mark in (_SPLITS[2], _SPLITS[1]))
    if not len(bars) == len(semicolons) == count:
        return False
    return _likeness(bars, _SPLITS[1]) > _likeness(semicolons, _SPLITS[2])


def _likeness(parts: list[str], mark: re.Pattern[str]) -> int:
    """Count the letters that the alternatives within the parts share."""
    found = [set(one) & set(other) for part in parts for one, other in pairwise(mark.split(part))]
    return sum(map(len, found))


_FREE_NOTE = re.compile(rf"[(（【][^()（）【】]*(?:{_FREE.pattern})[^()（）【】]*[)）】]")


def _numbered(text: str) -> list[str]:
    """Cut at ``（1）``, ``①``, ``第一空：`` where the text begins with one."""
    marks = list(_NUMBERED.finditer(text))
    if not marks or marks[0].start() > 0:
        return []
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    return [text[mark.end() : end].strip(_ENDS + "，,、") for mark, end in zip(marks, ends, strict=True)]


def _bracketed(text: str) -> list[str]:
    """Cut ``（甲）（乙）`` where the text is nothing but such brackets."""
    return [] if _BRACKETED.sub("", text) else [part.strip() for part in _BRACKETED.findall(text)]


def _blank(part: str, only: bool, numeric: bool) -> Blank | None:
    """Return one gap. Half-width ``;`` and ``|`` part what may be said instead."""
    part = part.strip(_ENDS)
    if (found := _tolerant(part, numeric)) is not None:
        return found
    accepted = tuple(dict.fromkeys(one.strip(_ENDS) for one in _ALTERNATIVES.split(part) if one.strip(_ENDS)))
    if not accepted:
        return Blank((part,)) if part and not only else None
    return Blank(accepted)


def _tolerant(part: str, numeric: bool) -> Blank | None:
    half = unicodedata.normalize("NFKC", part)
    if found := _TOLERANT.fullmatch(half):
        return Blank((found.group(1) + found.group(2).strip(),), found.group(3))
    if numeric and (found := _RANGE.fullmatch(half)):
        try:
            low, high = Decimal(found.group(1)), Decimal(found.group(2))
        except InvalidOperation:
            return None
        if low <= high:
            middle = (low + high) / 2
            return Blank((_plain(middle),), _plain((high - low) / 2))
    return None


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
