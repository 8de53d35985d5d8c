"""Running headers, footers and page numbers: what comes again at the edges of the pages, or counts them."""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain

from studyapp_text.lexers import classify
from studyapp_text.places import Row
from studyapp_text.tokens import Mark

_EDGE = 3
"""How many lines at the head and at the foot of a page can be furniture."""

_NUMBERED = 2
"""How many of these can be the page's number: it may come before or behind the running header."""

_FEWEST_PAGES = 3
_SHARE = 0.4
"""Headers of even and odd pages differ, and a chapter's first page has none."""

_SHORTEST, _LONGEST = 4, 60
_DIGITS = re.compile(r"\d+")
_LONE = re.compile(r"\d{1,4}$")
_LED = re.compile(r"(\d{1,4})\s(?=\S)")
_BROWSER = re.compile(
    r"(?:https?|file)://\S{1,300}(?:\s*\d{1,4}\s?/\s?\d{1,4})?$|"
    r"\d{1,4}([/.-])\d{1,2}\1\d{1,4},?\s?(?:[上下]午\s?)?\d{1,2}:\d{2}(?:\s?[AP]M)?(?:\s.{0,60})?$"
)
"""What browsers print around a page: its address and number, and the day and the hour before its title."""

_QUESTION = (Mark.NUMBER, Mark.OPTION, Mark.FIELD, Mark.KEY, Mark.LONE, Mark.SEPARATOR, Mark.EMPTY)


def without_furniture(pages: list[list[Row]]) -> tuple[list[list[Row]], int]:
    """Return the pages without what stands around their text, and how many lines of it there were.

    A page number that pdfium glued to the line behind it is cut off that line, and counted.
    """
    offset = _offset(pages)
    heads = _repeated(pages)
    kept: list[list[Row]] = []
    removed = 0
    for index, page in enumerate(pages):
        rows = _without_number(page, index + offset) if offset is not None else page
        shortened = sum(one is not other for one, other in zip(rows, page, strict=False)) if rows is not page else 0
        edges = set(_edge_indexes(len(rows)))
        number = str(index + offset) if offset is not None else ""
        text = [
            row
            for at, row in enumerate(rows)
            if at not in edges or not (row.text == number or _shape(row.text) in heads or _is_page_mark(row.text))
        ]
        removed += len(rows) - len(text) + shortened
        kept.append(text)
    return kept, removed


def _edge_indexes(count: int) -> chain[int]:
    return chain(range(min(_EDGE, count)), range(max(count - _EDGE, _EDGE), count))


def _offset(pages: list[list[Row]]) -> int | None:
    """Return by how much the printed page numbers differ from the pages' indexes; None where there are none."""
    offsets: Counter[int] = Counter()
    for index, page in enumerate(pages):
        texts = {row.text for row in (*page[:_NUMBERED], *page[-_NUMBERED:])}
        found = {int(text) - index for text in texts if _LONE.match(text)}
        if page and (led := _LED.match(page[0].text)):
            found.add(int(led.group(1)) - index)
        offsets.update(found)
    if not offsets:
        return None
    offset, count = offsets.most_common(1)[0]
    return offset if count >= 2 and count > _SHARE * len(pages) else None


def _without_number(page: list[Row], number: int) -> list[Row]:
    """Cut the page's number off its first line, where the two were taken for one."""
    led = _LED.match(page[0].text) if page else None
    if led is None or int(led.group(1)) != number:
        return page
    return [page[0]._replace(text=page[0].text[led.end() :]), *page[1:]]


def _repeated(pages: list[list[Row]]) -> frozenset[str]:
    """Return what stands at the edges of many pages, numbers aside."""
    if len(pages) < _FEWEST_PAGES:
        return frozenset()
    counts: Counter[str] = Counter()
    for page in pages:
        counts.update({_shape(page[at].text) for at in _edge_indexes(len(page))})
    least = max(_FEWEST_PAGES, _SHARE * len(pages))
    common = (shape for shape, count in counts.items() if count >= least)
    return frozenset(shape for shape in common if shape)


def _shape(text: str) -> str:
    """Return a line with its numbers made alike; empty for a line that could be part of a question."""
    if not _SHORTEST <= len(text) <= _LONGEST or text[-1] in "。？！?！;；：:，" or text.startswith("["):
        return ""
    token = classify(0, text)
    if token.mark in _QUESTION or (token.mark is Mark.HEADING and token.label):
        return ""
    return _DIGITS.sub("#", text)


def _is_page_mark(text: str) -> bool:
    if _BROWSER.match(text):
        return True
    return classify(0, text).mark is Mark.NOISE and _DIGITS.search(text) is not None
