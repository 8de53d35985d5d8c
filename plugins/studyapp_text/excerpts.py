"""Parts of a file as a file of their own: what became no question, to be mended and read again."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from studyapp import Deck, Excerpt, Kind, Severity, Where
from studyapp_text.display import clean
from studyapp_text.lexers import classify
from studyapp_text.opening import Opened
from studyapp_text.places import mover
from studyapp_text.profiles import header_rows
from studyapp_text.tokens import Mark

_MARKDOWN = (".md", ".markdown")
_NO_LEVEL = 99


class Span(NamedTuple):
    """First and last row of a part."""

    first: int
    last: int


class _Heading(NamedTuple):
    """A heading's row, whether it tells the kind of questions, and its level."""

    row: int
    tells_kind: bool
    level: int


def excerpt_of(opened: Opened, deck: Deck, file: str, places: Sequence[Where]) -> Excerpt:
    """Return places of a file; ``deck`` is what was read from it, its places counting rows."""
    spans = _spans(opened, deck, file, places)
    texts = _texts(opened)
    headings = list(_headings(deck, texts, spans))
    parts = [texts_of(texts, Span(1, opened.head.length))] if opened.head is not None else []
    parts += [[text] for text in header_rows(opened.lines.rows, deck)]
    told: list[int] = []
    for span in spans:
        needed = _needed(headings, span)
        if needed != told:
            parts += [texts_of(texts, Span(row, row)) for row in needed]
            told = needed
        parts.append(texts_of(texts, span))
    text = "\n\n".join("\n".join(part) for part in parts if part)
    suffix = ".md" if opened.is_plain and file.lower().endswith(_MARKDOWN) else ".txt"
    return Excerpt(suffix, f"{text}\n".encode())


def texts_of(texts: dict[int, list[str]], span: Span) -> list[str]:
    """Return the lines of a span, without empty ones around them."""
    found = [text for row in range(span.first, span.last + 1) for text in texts.get(row, ())]
    while found and not found[-1].strip():
        found.pop()
    return found


def _texts(opened: Opened) -> dict[int, list[str]]:
    """Return the lines by row; a paragraph with line ends of its own has several."""
    if opened.is_plain:
        return {number: [text] for number, text in enumerate(opened.text, 1)}
    found: dict[int, list[str]] = {}
    for number, text in opened.lines.rows:
        found.setdefault(number, []).extend(text.replace("\v", "\n").replace("\f", "\n").split("\n"))
    return found


def _spans(opened: Opened, deck: Deck, file: str, places: Iterable[Where]) -> list[Span]:
    """Return the rows of places, with the material that sub-questions among them need, in order.

    Where a page holds many questions on one line, the place of one is that of others: then the broken ones are meant.
    """
    moved = mover(opened.lines)
    errors: dict[Where, list[Where]] = defaultdict(list)
    others: dict[Where, list[Where]] = defaultdict(list)
    for flaw in deck.flaws:
        (errors if flaw.severity is Severity.ERROR else others)[moved(flaw.where)].append(flaw.where)
    for item in deck.items:
        others[moved(item.source)].append(item.source)
    found: set[Span] = set()
    for place in dict.fromkeys(places):
        if place.file != file or not place.line:
            continue
        rows = errors.get(place) or others.get(place) or []
        found.update(Span(where.line, max(where.last, where.line)) for where in rows)
        if not rows and opened.is_plain:
            found.add(Span(place.line, max(place.last, place.line)))
    firsts = [item.source.line for item in deck.items]
    found.update([span for one in found for span in _material(deck, firsts, one)])
    return sorted(found)


def _material(deck: Deck, firsts: list[int], span: Span) -> Iterator[Span]:
    """Yield the case that a span is a sub-question of: the one whose other questions stand beside it."""
    at = bisect_left(firsts, span.first)
    if not at:
        return
    last = deck.items[at - 1]
    after = deck.items[at] if at < len(deck.items) else None
    case = last if last.question.kind is Kind.CASE else deck.items[last.case] if last.case is not None else None
    beside = last.question.kind is Kind.CASE or after is None or after.case == last.case
    if case is not None and beside:
        yield Span(case.source.line, max(case.source.last, case.source.line))


def _headings(deck: Deck, texts: dict[int, list[str]], spans: list[Span]) -> Iterator[_Heading]:
    """Yield the headings outside the spans that say something about the questions below them."""
    within = {row for span in spans for row in range(span.first, span.last + 1)}
    for row in sorted({flaw.where.line for flaw in deck.flaws if flaw.code == "heading"}):
        shown = clean("\n".join(texts.get(row, ())))
        if row in within or not shown:
            continue
        token = classify(row, shown)
        if token.mark is Mark.HEADING and not token.label.startswith("答案"):
            yield _Heading(row, bool(token.label), int(token.style))
        elif token.mark is Mark.FIELD:
            yield _Heading(row, token.label == "kind", 3)


def _needed(headings: list[_Heading], span: Span) -> list[int]:
    """Return the rows of the headings that hold for a span: the kind, and the chapters down to where it stands."""
    rows: list[int] = []
    level, has_kind, has_subject = _NO_LEVEL, False, False
    for heading in reversed(headings[: bisect_left(headings, span.first, key=lambda one: one.row)]):
        if heading.tells_kind and not has_kind:
            has_kind = True
            rows.append(heading.row)
        elif not heading.tells_kind and heading.level < level and not (has_kind and has_subject):
            level, has_subject = heading.level, True
            rows.append(heading.row)
        if has_kind and has_subject:
            break
    return sorted(rows)
