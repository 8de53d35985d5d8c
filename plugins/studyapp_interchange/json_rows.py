"""One row of our JSON as a question, and everything in it that is not as it should be.

A row whose kind, prompt, choices or answer cannot be read is no question. Any other field that cannot be read is
left out, and the question stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeGuard

from studyapp import (
    JUDGE_CHOICES,
    Answer,
    Back,
    Basis,
    Blank,
    Blanks,
    Choices,
    KeyPoints,
    Kind,
    Media,
    Message,
    Pairs,
    Question,
    Steps,
    Validity,
)

_ASKED = {"kind", "prompt", "choices", "answer", "blanks", "media", "case"}
_TOLD = {"explanation", "subject", "tags", "difficulty", "basis", "jurisdiction", "authority", "label", "external_id"}
_HELD = {"effective_from", "effective_to", "superseded_by"}
_DERIVED = {"id", "revision", "deck", "source"}
KNOWN = frozenset(_ASKED | _TOLD | _HELD | _DERIVED)
"""The fields that a row may have; the derived ones follow from the question and its place."""

_BASIS = frozenset({"title", "number", "article", "url"})
_MEDIA = frozenset({"name", "digest"})
_BLANK = frozenset({"tolerance", "group"})


class BadRow(Exception):  # noqa: N818 - a finding about a row
    """The row is no question, and why."""

    def __init__(self, why: Message) -> None:
        super().__init__(why.text)
        self.why = why


@dataclass(slots=True)
class Row:
    """An object of the file, asked for its fields one by one; ``warnings`` say what was left out."""

    fields: Mapping[str, Any]
    warnings: list[Message] = field(default_factory=list)

    def left_out(self, name: str) -> None:
        """Note a field that is not as it should be."""
        self.warnings.append(Message("“{field}”写得不对，没有采用。", {"field": printable(name)}))

    def get(self, name: str) -> Any:
        """Return a field as it stands, ``None`` where there is none."""
        return self.fields.get(name)

    def text(self, name: str) -> str:
        """Return a field's text, empty where it has none that can be kept."""
        value = self.get(name)
        if value is None or is_text(value):
            return value or ""
        self.left_out(name)
        return ""

    def day(self, name: str) -> date | None:
        """Return a field's date, written as 2021-06-30."""
        value = self.get(name)
        if value is None or value == "":
            return None
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError):
            self.left_out(name)
            return None

    def rows(self, name: str, known: frozenset[str]) -> list[Row]:
        """Return a field's list of objects, which have ``known`` fields; anything else is left out as a whole."""
        value = self.get(name)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            self.left_out(name)
            return []
        rows = [Row(one, self.warnings) for one in value]
        for row in rows:
            row.check_names(known)
        return rows

    def check_names(self, known: frozenset[str]) -> None:
        """Note the fields that nobody reads."""
        unknown = sorted(printable(name) for name in self.fields.keys() - known)
        if unknown:
            self.warnings.append(Message("不认得的内容没有采用：{fields}。", {"fields": ", ".join(unknown)}))


def question(row: Row) -> Question:
    """Return the row's question; raise ``BadRow`` where it has none."""
    row.check_names(KNOWN)
    kind = _kind(row)
    prompt = row.get("prompt")
    if not is_text(prompt) or not (prompt.strip() or row.get("media")):
        raise BadRow(Message("没有题干（prompt）。"))
    choices = _choices(row, kind)
    return Question(
        kind=kind,
        prompt=prompt,
        choices=choices,
        answer=_answer(row, kind, len(choices)),
        explanation=row.text("explanation"),
        subject=row.text("subject"),
        tags=_tags(row),
        difficulty=_difficulty(row),
        basis=tuple(_basis(one) for one in row.rows("basis", _BASIS)),
        validity=Validity(row.day("effective_from"), row.day("effective_to"), row.text("superseded_by")),
        jurisdiction=row.text("jurisdiction"),
        authority=row.text("authority"),
        media=tuple(Media(one.text("name"), one.text("digest")) for one in row.rows("media", _MEDIA)),
    )


def is_text(value: object) -> TypeGuard[str]:
    """Whether this is text that can be stored; half a surrogate pair, which JSON can spell, cannot."""
    return isinstance(value, str) and printable(value) == value


def printable(text: str) -> str:
    """Put a question mark for what no encoding can hold."""
    return text.encode(errors="replace").decode()


def _kind(row: Row) -> Kind:
    try:
        return Kind(row.get("kind"))
    except ValueError:
        known = ", ".join(Kind)
        raise BadRow(Message("题型（kind）应是下列之一：{known}。", {"known": known})) from None


def _choices(row: Row, kind: Kind) -> tuple[str, ...]:
    value = row.get("choices")
    if value is None:
        return JUDGE_CHOICES if kind is Kind.JUDGE else ()
    if not isinstance(value, list) or not all(is_text(one) for one in value):
        raise BadRow(Message("选项（choices）应是一组文字。"))
    if kind is Kind.JUDGE and tuple(value) != JUDGE_CHOICES:
        raise BadRow(Message("判断题的选项应依次是“正确”和“错误”。"))
    return tuple(value)


def _answer(row: Row, kind: Kind, count: int) -> Answer | None:
    value = row.get("answer")
    match kind:
        case Kind.CASE:
            if value is not None:
                row.left_out("answer")
            return None
        case Kind.SINGLE | Kind.MULTIPLE | Kind.JUDGE if _indexes(value, count) and value == sorted(set(value)):
            return Choices(tuple(value))
        case Kind.ORDER if _indexes(value, count) and sorted(value) == list(range(count)):
            return Steps(tuple(value))
        case Kind.MATCH if _pairs(value, count):
            return Pairs(tuple((left, right) for left, right in value))
        case Kind.SHORT if _texts(value):
            return KeyPoints(tuple(value))
        case Kind.BLANK if isinstance(value, list) and value and all(_texts(one) for one in value):
            return Blanks(_blanks(row, [tuple(one) for one in value]))
        case Kind.CARD if is_text(value) and value:
            return Back(value)
    raise BadRow(Message("答案（answer）不合{kind}的写法，或指向没有的选项。", {"kind": kind}))


def _indexes(value: Any, count: int) -> bool:
    return isinstance(value, list) and bool(value) and all(type(one) is int and 0 <= one < count for one in value)


def _pairs(value: Any, count: int) -> bool:
    return isinstance(value, list) and bool(value) and all(_indexes(one, count) and len(one) == 2 for one in value)


def _texts(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(is_text(one) for one in value)


def _blanks(row: Row, accepted: list[tuple[str, ...]]) -> tuple[Blank, ...]:
    details = row.rows("blanks", _BLANK)
    if not details:
        return tuple(Blank(texts) for texts in accepted)
    groups = [one.get("group") or 0 for one in details]
    if len(details) != len(accepted) or not all(type(group) is int for group in groups):
        row.left_out("blanks")
        return tuple(Blank(texts) for texts in accepted)
    parts = zip(accepted, details, groups, strict=True)
    return tuple(Blank(texts, detail.text("tolerance"), group) for texts, detail, group in parts)


def _tags(row: Row) -> tuple[str, ...]:
    value = row.get("tags")
    if value is None or value == [] or _texts(value):
        return tuple(value or ())
    row.left_out("tags")
    return ()


def _difficulty(row: Row) -> float | None:
    value = row.get("difficulty")
    if value is None:
        return None
    if isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= 1:
        return float(value)
    row.left_out("difficulty")
    return None


def _basis(row: Row) -> Basis:
    return Basis(row.text("title"), row.text("number"), row.text("article"), row.text("url"))
