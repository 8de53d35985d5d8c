"""The part of a file that holds the key: its headings, its entries, and where it ends."""

from __future__ import annotations

import re

from studyapp import Kind
from studyapp_text import flaws
from studyapp_text.answers import looks_objective
from studyapp_text.desk import Desk, close, leave_case
from studyapp_text.headings import kind_word
from studyapp_text.keys import parse_key, parse_ranges
from studyapp_text.prompts import BLANK
from studyapp_text.raw import KeyEntry, Phase, Section
from studyapp_text.tokens import Mark, Token

_SHORT = 10
_SHORTEST = 5
_OBJECTIVE = (Kind.SINGLE, Kind.MULTIPLE, Kind.JUDGE)
_ENTRY_HEAD = re.compile(r"[(（【\[]?\s?(?:[A-Ha-hＡ-Ｈ√×✓✗╳TF对错]|正确|错误|答案|【|解析)")
_EXPLAINED = re.compile(
    r"([A-HＡ-Ｈ](?:\s?[,，、&]?\s?[A-HＡ-Ｈ]){0,7})\s?[.．。:：]\s*(?=\S)([^A-H].*|[A-H][a-z\s].*)$", re.S
)
"""An entry of a key that goes on with its reason: ``B. Because …``."""

ANSWERED = "answered"
_FIRST_ENTRY = re.compile(r"[:：]\s*(?=[(（第]?\d)")


def key_follows(desk: Desk, index: int, *, sure: bool) -> bool:
    """Say whether what comes next is the entries of a key; ``sure``: entries that can be nothing else."""
    ahead = desk.ahead.mark[index]
    if ahead == len(desk.tokens):
        return False
    if sure and any(token.mark is not Mark.EMPTY for token in desk.tokens[index + 1 : ahead]):
        return False
    token = desk.tokens[ahead]
    if token.mark is Mark.NUMBER and sure:
        return parse_key(token.text) is not None and not desk.ahead.alone[ahead]
    if token.mark is Mark.NUMBER:
        return not leaves_key(desk, ahead, token)
    if token.mark is Mark.HEADING:
        return bool(token.label) and key_follows(desk, ahead, sure=True) if sure else True
    return token.mark is Mark.KEY or (token.mark is Mark.FIELD and token.style.isdigit())


def begin_key(desk: Desk, token: Token | None) -> None:
    """Begin a key; ``token`` is the heading that names the kind of its questions."""
    close(desk)
    leave_case(desk)
    desk.phase = Phase.KEY
    new_key_group(desk, token)


def key_on_heading(desk: Desk, token: Token) -> bool:
    """Read a heading that has its entries on the same line, ``单选题：1-5 ABCDA``; say whether it is one."""
    start = _FIRST_ENTRY.search(token.text)
    entries = parse_key(token.text[start.end() :]) if start else None
    if not entries:
        return False
    begin_key(desk, token)
    key_entries(desk, token, entries)
    return True


def new_key_group(desk: Desk, token: Token | None) -> None:
    """Begin a list of entries of its own within a key."""
    desk.key_group += 1
    desk.key_section, desk.key_style = None, ""
    if token is not None:
        desk.key_section = Section(kind_word(token.label.removeprefix("答案")), True)


def end_key(desk: Desk) -> None:
    """End the key: questions follow again."""
    desk.phase, desk.key_section = Phase.OUTSIDE, None


def leaves_key(desk: Desk, index: int, token: Token, kind: Kind | None = None) -> bool:
    """Say whether a number after a key begins a question again; ``kind`` is what a heading before it says."""
    if parse_key(token.text) is not None:
        return False
    kind = kind or (desk.key_section.kind if desk.key_section is not None else None)
    if kind in _OBJECTIVE and len(token.rest) > _SHORTEST and not _ENTRY_HEAD.match(token.rest):
        return True
    return desk.ahead.alone[index] or (len(token.rest) > _SHORT and BLANK.search(token.rest) is not None)


def key_entries(desk: Desk, token: Token, entries: list[tuple[int, str]]) -> None:
    """Note entries of the key; a number that does not ascend begins a new list."""
    section = desk.key_section
    for number, answer in entries:
        before = desk.found.key[-1] if desk.found.key else None
        if before is not None and before.group == desk.key_group and number <= before.number:
            desk.key_group += 1
        kind, told = (section.kind, section.told) if section is not None else (None, False)
        desk.found.key.append(KeyEntry(number, [answer], token.line, desk.key_group, kind, told))
    desk.found.key_lines.append(token.line)


def miscounted(desk: Desk, token: Token) -> list[tuple[int, str]] | None:
    """Return the entries of a line of a key some of whose ranges have too many answers or too few, and name those."""
    found = parse_ranges(token.text)
    if found is None:
        return None
    for span in found.wrong:
        desk.complain(flaws.key_count(desk.where(token.line), *span))
    return found.entries


def key_number(desk: Desk, token: Token) -> None:
    """Read a numbered line of the key: an entry, or a point of the essay that the entry before it is."""
    if is_point(desk, token):
        key_text(desk, token)
        return
    desk.key_style = desk.key_style or token.style
    entries = parse_key(token.text)
    explained = _EXPLAINED.match(token.rest) if entries is None and token.label else None
    if explained is not None:
        key_entries(desk, token, [(int(token.label), explained.group(1))])
        desk.found.key[-1].explanation.append(explained.group(2))
        return
    if entries is None:
        entries = [(int(token.label), token.rest)] if token.label else []
    key_entries(desk, token, entries)


def is_point(desk: Desk, token: Token) -> bool:
    """Say whether a numbered line of the key is a point of the essay before it: numbered in another way."""
    if not desk.key_style or token.style == desk.key_style or not desk.found.key:
        return False
    return token.style in ("parens", "paren") and _is_essay(desk.found.key[-1])


def _is_essay(entry: KeyEntry) -> bool:
    return not looks_objective("".join(entry.answer))


def key_field(desk: Desk, token: Token) -> None:
    """Read a labelled line of the key."""
    if token.label == "answer" and token.style.isdigit():
        desk.key_style = desk.key_style or ANSWERED
        key_entries(desk, token, [(int(token.style), token.rest)])
    elif token.label == "answer":
        key_entries(desk, token, parse_key(token.rest) or [])
    else:
        key_text(desk, token)


def key_text(desk: Desk, token: Token) -> None:
    """Read a line of the key that goes on with the entry before it."""
    desk.found.key_lines.append(token.line)
    if not desk.found.key:
        return
    entry = desk.found.key[-1]
    essay = entry.kind in (Kind.SHORT, Kind.CARD) or (entry.kind is None and _is_essay(entry))
    if token.mark is not Mark.FIELD and essay and not entry.explanation:
        entry.answer.append(token.text)
    else:
        entry.explanation.append(token.rest if token.mark is Mark.FIELD else token.text)
