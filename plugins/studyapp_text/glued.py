"""Lines that a page has lost: questions run together in one, cut apart where their numbers count on."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise
from operator import itemgetter

from studyapp_text.display import clean
from studyapp_text.rejoin import glue
from studyapp_text.vocabulary import KIND_WORDS

Rows = tuple[tuple[int, str], ...]
Begins = dict[int, list[tuple[int, int]]]

_LONG = 80
_FEWEST = 2
_LETTERS = "ABCDEFGH"
_WORDS = "|".join(word for word, _ in KIND_WORDS)
_HEADING = re.compile(
    rf"(?:[一二三四五六七八九十]{{1,2}}[、.．]\s?(?:{_WORDS})题?|(?:{_WORDS})题)\s?(?:[(（][^()（）]{{0,120}}[)）])?(?=\s?1\s?[.．、])"
)
_NARROWEST, _FULL = 20, 0.8
_BEGIN = re.compile(r"\d{1,4}\s?[.．、]")
_NEW = re.compile(r"\d{1,4}\s?[.．、]\s?\D|[一二三四五六七八九十]{1,2}、|【|第\s?\d|[A-H]\s?[.．、]")
"""What a line of its own begins with."""

_FIELD = re.compile(r"(?:正确|参考|标准)?答案\s?[:：]|(?:答案|试题)?解析\s?[:：]|命题单位\s?[:：]|知识点\s?[:：]")
_LIST = re.compile(r"答案\s?[:：]\s?(?:\d{1,3}\s?[.．、:：]?\s?(?:[A-H]{1,8}|[√×对错]|正确|错误)[\s,，;；]*){2,}")


def unglued(rows: Rows) -> Rows | None:
    """Return rows with each question on lines of its own; None where no line holds several."""
    parted, flowing = _unglued(rows, {}), _unglued(*_flowing(rows))
    return flowing if _asked(flowing) > _asked(parted) else parted


def _asked(rows: Rows | None) -> int:
    return sum(_BEGIN.match(text) is not None for _, text in rows or ())


def _unglued(rows: Rows, begins: Begins) -> Rows | None:
    """Cut rows; ``begins``: for the number of a row that was put together, where each line of it begins."""
    found: list[tuple[int, str]] = []
    several = False
    for number, text in rows:
        pieces = _pieces(text) if len(text) >= _LONG and "答案" in text else None
        several = several or pieces is not None
        starts, at = begins.get(number, [(0, number)]), 0
        for piece in pieces or [text]:
            at = max(text.find(piece, at), at)
            found.append((starts[bisect_right(starts, at, key=itemgetter(0)) - 1][1], piece))
    return tuple(found) if several else None


def _flowing(rows: Rows) -> tuple[Rows, Begins]:
    """Put lines together that only the width of a page has parted: those that reach as far as nearly all do."""
    widest = max((len(text) for _, text in rows), default=0)
    found: list[tuple[int, str]] = []
    begins: Begins = {}
    full = False
    for number, text in rows:
        shown = clean(text)
        if full and shown and not _NEW.match(shown):
            first, before = found[-1]
            found[-1] = first, glue(before, shown)
            begins.setdefault(first, [(0, first)]).append((len(before), number))
        else:
            found.append((number, shown))
        full = len(shown) >= _NARROWEST and len(shown) >= _FULL * widest
    return tuple(found), begins


def _pieces(text: str) -> list[str] | None:
    """Cut a line before its headings, its questions and their answers; None where they do not count on."""
    lists = [(one.start(), one.end()) for one in _LIST.finditer(text)]
    headings = [one.span() for one in _HEADING.finditer(text)]
    starts = {at for span in headings for at in span} | {at for span in lists for at in span}
    stretches = sorted({0, *(end for _, end in headings)})
    counted = 0
    for begin, end in zip(stretches, [*stretches[1:], len(text)], strict=True):
        numbers = list(_counted(text, begin, end, lists))
        if -1 in numbers:
            return None
        counted += len(numbers)
        starts.update(numbers)
    if counted < _FEWEST:
        return None
    starts |= {one.start() for one in _FIELD.finditer(text) if not _within(one.start(), lists)}
    cuts = sorted({0, *starts, len(text)})
    pieces = [text[begin:end].strip() for begin, end in pairwise(cuts)]
    return [part for piece in pieces if piece for part in _optioned(piece)]


def _optioned(piece: str) -> list[str]:
    """Cut a question before its options, where at least two follow each other."""
    if not piece[0].isdigit():
        return [piece]
    cuts, at = [0], 0
    for letter in _LETTERS:
        found = re.compile(rf"(?<![A-Za-z(（]){letter}\s?[.．、)）]\s?(?=\S)").search(piece, at)
        if found is None:
            break
        cuts.append(found.start())
        at = found.end()
    if len(cuts) <= _FEWEST:
        return [piece]
    return [part for begin, end in pairwise([*cuts, len(piece)]) if (part := piece[begin:end].strip())]


def _counted(text: str, begin: int, end: int, lists: list[tuple[int, int]]) -> Iterator[int]:
    """Yield where the numbers 1, 2, 3 … of questions stand, -1 where one of them is missing."""
    at, number = begin, 1
    while (found := _find(text, number, at, end, lists)) is not None:
        yield found.start()
        at, number = found.end(), number + 1
    if number > 1 and _find(text, number + 1, at, end, lists) is not None:
        yield -1


def _find(text: str, number: int, at: int, end: int, lists: list[tuple[int, int]]) -> re.Match[str] | None:
    pattern = re.compile(rf"(?<![\d.．A-Za-z第(（]){number}\s?[.．、](?!\d)\s?(?=[^\sA-H]|[A-H][a-z])")
    while (found := pattern.search(text, at, end)) is not None and _within(found.start(), lists):
        at = found.end()
    return found


def _within(at: int, spans: list[tuple[int, int]]) -> bool:
    return any(begin <= at < end for begin, end in spans)
