"""Whether a format has kept a question: read what was written, and name the fields that differ.

No list of what a format can hold has to be kept true by hand; its own reader is asked.
"""

from __future__ import annotations

from dataclasses import fields

from studyapp import Flaw, Item, Message, NotABank, Question, QuestionReader, Severity, Source


def check_kept(item: Item, found: Question | None) -> tuple[Flaw | None, bool]:
    """Compare an item with the question that came back: what is lost, and whether a question came back at all."""
    if found is None:
        why = Message("这种格式写不出这道 {kind} 题，没有写。", {"kind": str(item.question.kind)})
        return Flaw(item.source, Severity.ERROR, "not-written", why), False
    lost = _differences(item.question, found) + ["case"] * (item.case is not None)
    if not lost:
        return None, True
    why = Message("这种格式写不全这道题，读回时会缺少或改变：{fields}。", {"fields": ", ".join(lost)})
    return Flaw(item.source, Severity.WARNING, "not-kept", why), True


def read_back(data: bytes | None, reader: QuestionReader) -> Question | None:
    """Return the only question of a file, ``None`` where it does not hold exactly one."""
    if data is None:
        return None
    try:
        deck = reader.read(Source("", data, "utf-8"))
    except NotABank:
        return None
    return deck.items[0].question if len(deck.items) == 1 and not _blamed(deck.flaws) else None


def _blamed(flaws: tuple[Flaw, ...]) -> bool:
    return any(flaw.severity is Severity.ERROR for flaw in flaws)


def _differences(wrote: Question, found: Question) -> list[str]:
    return [one.name for one in fields(wrote) if getattr(wrote, one.name) != getattr(found, one.name)]
