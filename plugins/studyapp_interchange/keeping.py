"""Whether a format has kept a question: read what was written, and name the fields that differ.

No list of what a format can hold has to be kept true by hand; its own reader is asked.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields

from studyapp import Blanks, Flaw, Item, Message, NotABank, Question, QuestionReader, Severity, Source

_NAMES = {
    "kind": "题型", "prompt": "题干", "choices": "选项", "answer": "答案", "explanation": "解析", "subject": "科目",
    "tags": "标签", "difficulty": "难度", "basis": "依据", "validity": "有效期", "jurisdiction": "地区",
    "authority": "命题单位", "media": "图片", "case": "案例材料",
}  # fmt: skip
"""What people call the fields of a question."""


def check_kept(item: Item, found: Question | None, *, cased: bool = False) -> tuple[Flaw | None, bool]:
    """Compare an item with the question that came back: what is lost, and whether a question came back at all.

    ``cased``: the format also says which material a question belongs to.
    """
    if found is None:
        return not_written(item), False
    return not_kept(item, _differences(item.question, found) + ["case"] * (item.case is not None and not cased)), True


def not_written(item: Item) -> Flaw:
    """Say that a format has no words for a question; that it has none for several gaps is said in so many words."""
    gaps = len(item.question.answer.blanks) if isinstance(item.question.answer, Blanks) else 0
    if gaps > 1:
        why = Message(
            "这道{kind}有 {count} 个空，这种格式写不出来，没有写。请把空写成“____”后导出 Moodle XML，或导出 JSON。",
            {"kind": item.question.kind, "count": gaps},
        )
        return Flaw(item.source, Severity.ERROR, "not-written", why)
    why = Message("这种格式写不出这道{kind}，没有写。", {"kind": item.question.kind})
    return Flaw(item.source, Severity.ERROR, "not-written", why)


def not_kept(item: Item, lost: Iterable[str], *, sure: bool = True) -> Flaw | None:
    """Say which fields of a question a format does not hold; ``None`` where it holds all.

    ``sure``: whether they certainly come back otherwise, rather than that they might.
    """
    named = "、".join(dict.fromkeys(_NAMES.get(name, name) for name in lost))
    if not named:
        return None
    why = Message("这种格式写不全这道题，读回时会缺少或改变：{fields}。", {"fields": named})
    if not sure:
        why = Message("这道题已写出，但再导入时这些内容可能读得不一样：{fields}。请导入后核对。", {"fields": named})
    return Flaw(item.source, Severity.WARNING, "not-kept", why)


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
