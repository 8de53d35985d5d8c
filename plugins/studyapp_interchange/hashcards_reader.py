"""Markdown flashcards as a deck: ``Q:`` and ``A:``, or ``C:`` with what is deleted in square brackets.

See https://github.com/eudoxia0/hashcards.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from studyapp import (
    Answer,
    Back,
    Blank,
    Blanks,
    Deck,
    Excerpt,
    Kind,
    Message,
    NotABank,
    Question,
    Source,
    Where,
)
from studyapp_interchange.decoding import decode, peek
from studyapp_interchange.gathering import Gathering, places_of

GAP = "____"
_MARK = re.compile(r"([QAC]):[ \t]*(.*)", re.S)
_DELETION = re.compile(r"(?<![\\!\]])\[([^\[\]\n]+)\](?!\((?:https?:|mailto:|@?/|#))")
_NAMED = re.compile(r"\s*name\s*[=:]\s*[\"']?(.*?)[\"']?\s*")
_ESCAPE = re.compile(r"\\([\[\]])")
_START = re.compile(r"^(?:Q:[^\n]*\n(?:(?![QC]:)[^\n]*\n)*?A:|C:[^\n]*\[[^\]\n]+\])", re.M)


class HashcardsReader:
    """Reads cards and texts with deletions."""

    name = "hashcards"
    suffixes = (".md",)

    def sniff(self, head: bytes) -> float:
        """Be sure where the first line, but for a front matter, begins a card."""
        text = _body(peek(head).split("\n"))[1]
        first = next((line for line in text if line.strip()), "")
        if not re.match(r"[QC]:", first) or not _START.search("\n".join([*text, ""])):
            return 0.0
        return 0.92

    def read(self, source: Source) -> Deck:
        """Read every card; lines that belong to none are flaws."""
        gathering = Gathering(source.name)
        whole = decode(source).split("\n")
        skipped, lines = _body(whole)
        if skipped:
            gathering.tell(gathering.where(1, skipped), "heading", Message("文件头"))
        draft: _Draft | None = None
        for number, line in enumerate(lines, skipped + 1):
            draft = _step(gathering, draft, number, line)
        _finish(gathering, draft)
        if not gathering.items and not any(flaw.code == "no-question" for flaw in gathering.flaws):
            raise NotABank(Message("文件里没有 Q: 和 A:，也没有 C: 开头的卡片。请确认选对了文件。"))
        names = [found[1] for line in whole[:skipped] if (found := _NAMED.fullmatch(line))]
        return gathering.deck(names[0] if names else "", layout=Message("Markdown 卡片（hashcards）"), lines=whole)

    def excerpt(self, source: Source, places: Sequence[Where]) -> Excerpt:
        """Return the lines at these places, a ruled line between them."""
        lines = decode(source).split("\n")
        parts = ["\n".join(lines[first - 1 : last]) for first, last in places_of(places)]
        return Excerpt(".md", "\n---\n".join([*parts, ""]).encode(errors="replace"))


@dataclass(slots=True)
class _Draft:
    """The lines of a card by their mark, and the first and last of them."""

    first: int
    last: int
    mark: str
    parts: dict[str, list[str]] = field(default_factory=dict)

    def text(self, mark: str) -> str:
        """Return the lines behind a mark."""
        return "\n".join(self.parts.get(mark, [])).strip(" \t\n")


def _body(lines: list[str]) -> tuple[int, list[str]]:
    """Split the front matter off, between two lines of dashes or pluses."""
    if lines and lines[0].rstrip() in ("---", "+++") and lines[0].rstrip() in [one.rstrip() for one in lines[1:]]:
        last = [one.rstrip() for one in lines].index(lines[0].rstrip(), 1) + 1
        return last, lines[last:]
    return 0, lines


def _step(gathering: Gathering, draft: _Draft | None, number: int, line: str) -> _Draft | None:
    found = _MARK.fullmatch(line)
    if line.rstrip() == "---":
        _finish(gathering, draft)
        gathering.tell(gathering.where(number, number), "separator", Message("分隔线"))
        return None
    if found and (found[1] != "A" or draft is None or draft.mark != "Q"):
        _finish(gathering, draft)
        draft = _Draft(number, number, found[1])
    if draft is None:
        if line.strip():
            gathering.warn(gathering.where(number, number), "stray", Message("这一行不属于任何卡片。"))
        return None
    if found:
        draft.mark = found[1]
    draft.parts.setdefault(draft.mark, []).append(found[2] if found else line)
    draft.last = number if line.strip() else draft.last
    return draft


def _finish(gathering: Gathering, draft: _Draft | None) -> None:
    if draft is None:
        return
    where = gathering.where(draft.first, draft.last)
    front, back, text = draft.text("Q"), draft.text("A"), draft.text("C")
    blanks = tuple(Blank((found.strip(),)) for found in _DELETION.findall(text) if found.strip())
    if front and back:
        gathering.add(_question(Kind.CARD, front, Back(back)), where)
    elif blanks:
        prompt = _ESCAPE.sub(r"\1", _DELETION.sub(lambda one: GAP if one[1].strip() else one[0], text))
        gathering.add(_question(Kind.BLANK, prompt, Blanks(blanks)), where)
    else:
        why = Message("这张卡片缺少 Q: 或 A:，或 C: 里没有方括号，没有读。请补全。")
        gathering.error(where, "no-question", why)


def _question(kind: Kind, prompt: str, answer: Answer) -> Question:
    return Question(kind=kind, prompt=prompt, answer=answer)
