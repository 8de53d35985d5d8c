"""Forms: a name alone on its line, 题号 or 题干, and what it names on the lines below."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from studyapp_text.display import clean
from studyapp_text.lexers import classify
from studyapp_text.tablerows import PROMPT_NAMES, forms_of, held_by, question_lines
from studyapp_text.tokens import Mark

Rows = tuple[tuple[int, str], ...]

_LONGEST = 12
_FEWEST = 2
_BEGINS = ("number", "kind", "prompt")


@dataclass(slots=True)
class _Pair:
    name: str
    first: int
    last: int
    lines: list[str] = field(default_factory=list)


def formed(rows: Rows) -> Rows | None:
    """Return the questions of forms as exam text has them; None where there are fewer than two."""
    short = [text for _, text in rows if len(text) <= _LONGEST]
    if sum(_bare(text) in PROMPT_NAMES for text in short) < _FEWEST:
        return None
    found: list[tuple[int, str]] = []
    count = 0
    for part in _parts(rows):
        if isinstance(part, tuple):
            found.append(part)
            continue
        questions = forms_of([(pair.name, "\n".join(pair.lines)) for pair in part])
        if questions is None:
            return None
        for start, end, columns, cells in questions:
            count += 1
            texts = "\n".join(question_lines(cells, columns, count)).split("\n")
            found += [(part[start].first, texts[0]), *((part[end - 1].last, text) for text in texts[1:])]
    return tuple(found) if count >= _FEWEST else None


def _parts(rows: Rows) -> Iterator[tuple[int, str] | list[_Pair]]:
    """Yield the lines that belong to no form, such as headings, and between them the pairs of forms."""
    pairs: list[_Pair] = []
    for number, text in rows:
        shown = clean(text)
        name = _bare(shown) if len(shown) <= _LONGEST else ""
        if name and held_by(name) and (pairs or held_by(name) in _BEGINS):
            pairs.append(_Pair(name, number, number))
        elif pairs and not _is_heading(pairs[-1], shown):
            pairs[-1].lines += [shown] if shown else []
            pairs[-1].last = number
        else:
            if pairs:
                yield pairs
                pairs = []
            yield number, text
    if pairs:
        yield pairs


def _bare(text: str) -> str:
    return text.strip("【】[]:： \u3000")


def _is_heading(pair: _Pair, text: str) -> bool:
    return bool(pair.lines) and classify(0, text or " ").mark is Mark.HEADING
