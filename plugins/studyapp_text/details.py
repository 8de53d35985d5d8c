"""What is said about a question besides its answer and explanation: the less common fields."""

from __future__ import annotations

from dataclasses import replace

from studyapp import Flaw, Media, Question, Validity, Where
from studyapp_text import fields, flaws
from studyapp_text.display import plain
from studyapp_text.raw import Raw

_COMMON = frozenset(("explanation", "authority", "ignored", "given", "used-number"))


def has_details(raw: Raw) -> bool:
    """Say whether a question has a field that ``with_details`` would read."""
    return not raw.fields.keys() <= _COMMON


def with_details(question: Question, raw: Raw, where: Where, found: list[Flaw]) -> Question:
    """Return the question with its basis, validity, tags and the like; unreadable fields go to ``found``."""
    texts = {name: "\n".join(lines) for name, lines in raw.fields.items()}
    return replace(
        question,
        subject=plain(texts["subject"]) if "subject" in texts else question.subject,
        tags=fields.read_tags(texts.get("tags", "")),
        difficulty=_difficulty(texts.get("difficulty", ""), where, found),
        basis=fields.read_basis(texts.get("basis", "")),
        validity=_validity(texts, where, found),
        jurisdiction=plain(texts.get("jurisdiction", "")),
        media=_media(texts, where, found),
    )


def _difficulty(text: str, where: Where, found: list[Flaw]) -> float | None:
    value = fields.read_difficulty(text) if text else None
    if text and value is None:
        found.append(flaws.bad_field(where, "难度", plain(text)))
    return value


def _validity(texts: dict[str, str], where: Where, found: list[Flaw]) -> Validity:
    superseded_by = plain(texts.get("superseded", ""))
    validity = fields.read_validity(texts.get("validity", ""), superseded_by)
    if validity is None:
        found.append(flaws.bad_field(where, "有效期", plain(texts["validity"])))
        return Validity(superseded_by=superseded_by)
    return validity


def _media(texts: dict[str, str], where: Where, found: list[Flaw]) -> tuple[Media, ...]:
    media = fields.read_media(texts.get("media", ""))
    if media is None:
        found.append(flaws.bad_field(where, "附件", plain(texts["media"])))
        return ()
    return media
