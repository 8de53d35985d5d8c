"""How a foreign file writes things, as all its rows together tell: what places count from, what codes stand for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from studyapp import Kind
from studyapp_interchange.foreign_names import truth_of
from studyapp_interchange.foreign_options import Option, plain
from studyapp_interchange.foreign_rows import Raw

GAP = re.compile(r"_{2,}|＿+|﹍{2,}|[（(][\s\u00a0\u3000_]*[）)]|【\s*】|\[\s*\]")
LETTERS = re.compile(r"[A-Z](?:[\s,，、;；|/.。+&]*[A-Z])*[\s.。,，;；、]*")
_INDEXED = ("index", "idx")
_ENOUGH = 12


@dataclass(slots=True)
class Habits:
    """How this file writes things, as all its rows together tell.

    ``base``: what places are counted from; ``doubtful``: whether it could be either. ``kinds``: what codes stand for.
    ``placed``: a number is the place of a choice, though a choice may consist of that very number.
    """

    base: int = 0
    doubtful: bool = False
    kinds: dict[str, Kind] = field(default_factory=dict)
    twos: bool = False
    placed: bool = False


def habits_of(raws: Iterable[Raw]) -> Habits:
    """Look at all rows of a file."""
    habits = Habits()
    spans: list[tuple[int, int]] = []
    judged: list[int] = []
    coded: dict[str, Counter[Kind]] = {}
    indexed = False
    raws = list(raws)
    habits.placed = any(map(_is_placed, raws))
    for raw in raws:
        named = numbers_of(raw)
        if raw.options and named and (habits.placed or not _keyed(raw)):
            spans += [(number, len(raw.options)) for number in named]
            indexed = indexed or raw.answer_name.endswith(_INDEXED)
        elif not raw.options and named:
            judged += named
        if raw.code and raw.kind is None and (kind := _seen_kind(raw)) is not None:
            coded.setdefault(raw.code, Counter())[kind] += 1
    _count(habits, spans, indexed=indexed)
    habits.twos = 2 in judged and 0 not in judged
    for code, kinds in coded.items():
        habits.kinds[code] = Kind.MULTIPLE if kinds[Kind.MULTIPLE] else kinds.most_common(1)[0][0]
    return habits


def _count(habits: Habits, spans: Sequence[tuple[int, int]], *, indexed: bool) -> None:
    if not spans or any(number == 0 for number, _ in spans):
        return
    if any(number >= count for number, count in spans) or (len(spans) >= _ENOUGH and not indexed):
        habits.base = 1
    else:
        habits.doubtful = not indexed


def _is_placed(raw: Raw) -> bool:
    """Whether a row shows that a number is the place of a choice: it is no choice's name and no choice's text."""
    parts = parts_of(raw.answer)
    mere = bool(parts) and all(isinstance(part, int) and not isinstance(part, bool) for part in parts)
    known = {option.key for option in raw.options} | {option.text for option in raw.options}
    inside = mere and all(0 <= part <= len(raw.options) for part in parts)
    return bool(raw.options) and inside and not any(plain(part) in known for part in parts)


def is_twofold(raw: Raw, habits: Habits) -> bool:
    """Whether a number could be the text of one choice or the place of another, and the file does not tell which."""
    if habits.placed or not raw.options:
        return False
    texts = [option.text for option in raw.options]
    return any(
        isinstance(part, int)
        and not isinstance(part, bool)
        and 0 <= part < len(texts)
        and plain(part) in texts
        and texts.index(plain(part)) != part
        for part in parts_of(raw.answer)
    )


def _keyed(raw: Raw) -> bool:
    """Whether the choices have numbers of their own, or are the numbers."""
    known = {option.key for option in raw.options} | {option.text for option in raw.options}
    return all(plain(part) in known for part in parts_of(raw.answer))


def numbers_of(raw: Raw) -> list[int]:
    """Return the numbers that an answer is; none where it is anything else."""
    found = []
    for part in parts_of(raw.answer):
        text = plain(part)
        if isinstance(part, bool) or not text.isdecimal() or len(text) > 3:
            return []
        found.append(int(text))
    return found


def parts_of(answer: Any) -> list[Any]:
    """Return the parts of an answer: those of a list, the numbers of a text, else the whole."""
    if isinstance(answer, str) and re.fullmatch(r"\s*\d{1,2}(?:\s*[,，、;；|]\s*\d{1,2})+\s*", answer):
        return re.findall(r"\d+", answer)
    return answer if isinstance(answer, list) else [answer]


def _seen_kind(raw: Raw) -> Kind | None:
    """Say what a row with a code for its kind looks like."""
    if truths_of(raw.options):
        return Kind.JUDGE
    if not raw.options:
        return Kind.JUDGE if judged_by(raw.answer) is not None else Kind.BLANK if GAP.search(raw.stem) else None
    marked = sum(option.right for option in raw.options)
    letters = plain(raw.answer).strip().upper() if not isinstance(raw.answer, list) else ""
    several = marked > 1 or len(parts_of(raw.answer)) > 1 or (bool(LETTERS.fullmatch(letters)) and len(letters) > 1)
    return Kind.MULTIPLE if several else Kind.SINGLE


def truths_of(options: Sequence[Option]) -> tuple[bool, ...]:
    """Return what two choices of a judgement say, nothing where they are others."""
    words = [truth_of(option.text) for option in options]
    return (words[0], words[1]) if len(words) == 2 and None not in words and words[0] != words[1] else ()  # type: ignore[return-value]


def judged_by(answer: Any) -> bool | None:
    """Return what an answer says of a statement."""
    if isinstance(answer, list) and len(answer) == 1:
        answer = answer[0]
    return answer if isinstance(answer, bool) else truth_of(plain(answer))
