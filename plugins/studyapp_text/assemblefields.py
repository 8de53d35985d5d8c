"""Labelled lines within questions: their answers and the fields beside."""

from __future__ import annotations

import re

from studyapp_text import flaws
from studyapp_text.desk import Desk, open_question
from studyapp_text.keyarea import begin_key, key_entries, key_field, key_follows
from studyapp_text.keys import parse_key
from studyapp_text.numberlexers import STYLES
from studyapp_text.raw import Phase, Raw
from studyapp_text.sections import is_leading, leading_field
from studyapp_text.texts import add_to_answer, on_text
from studyapp_text.tokens import LOOSE, Mark, Token
from studyapp_text.vocabulary import LONG_FIELDS

_LIST_STARTS = ("1", "(", "（")
_BULLETS = frozenset("-•·●▪◆*+")
_EXPLAINS = re.compile(r".\s*(?:\*\*)?(?:答案|试题|题目|参考)?解析")
"""A label that no point of an answer begins with."""

_FIRST_OF_LIST = re.compile(r"[(（]?1\s?([.．、)）])")


def on_field(desk: Desk, index: int, token: Token) -> None:
    """A labelled line."""
    raw, name = desk.current, token.label
    if desk.phase is Phase.KEY:
        key_field(desk, token)
    elif raw is not None and desk.phase is Phase.ANSWER and _is_point(raw, token):
        raw.last = token.line
        add_to_answer(raw, token._replace(mark=Mark.BULLET, rest=token.text[1:].lstrip()))
    elif name in ("kind", "subject") and is_leading(desk, index, name):
        leading_field(desk, token)
    elif name == "answer":
        if raw is None and desk.led:
            open_question(desk, token._replace(mark=Mark.TEXT), "")
        _answer_field(desk, index, token)
    elif raw is not None:
        _add_field(desk, raw, token)


def _is_point(raw: Raw, token: Token) -> bool:
    """Say whether a bulleted label, ``- 解释：…``, is a point of an answer that is a list."""
    bulleted = token.text[:1] in _BULLETS and not raw.options and raw.answer is not None
    return bulleted and not _EXPLAINS.match(token.text) and (bool(raw.points) or not raw.answer)


def _answer_field(desk: Desk, index: int, token: Token) -> None:
    raw = desk.current
    if token.style == LOOSE:
        _loose_answer(desk, index, token)
        return
    entries = parse_key(token.rest) if raw is None or raw.answer is not None or _in_list(token.rest) else None
    if entries and (len(entries) > 1 or raw is None or raw.answer is not None):
        begin_key(desk, None)
        key_entries(desk, token, entries)
    elif token.style and raw is not None and raw.answer is not None and int(token.style) != raw.number:
        begin_key(desk, None)
        key_field(desk, token)
    elif not token.rest and key_follows(desk, index, sure=raw is not None and raw.answer is None):
        begin_key(desk, None)
        desk.complain(flaws.heading(desk.where(token.line), token.text))
    elif raw is not None:
        take_answer(desk, raw, token)


def _loose_answer(desk: Desk, index: int, token: Token) -> None:
    """``答案 失业保险``, ``故选B``: an answer if the open question has none, else more of what was read last."""
    raw = desk.current
    if raw is None or raw.answer is not None or raw.is_case:
        on_text(desk, index, token)
        return
    if desk.phase is Phase.LONG_FIELD:
        raw.fields[desk.open_field].append(token.text)
    take_answer(desk, raw, token)


def _in_list(text: str) -> bool:
    return text[:1].isdigit() or text[:1] in ("(", "（", "第")


def take_answer(desk: Desk, raw: Raw, token: Token) -> None:
    """Take a labelled line for the answer of a question, the first one that it has."""
    raw.last = token.line
    if raw.is_case and desk.phase is Phase.MATERIAL:
        raw.is_case, desk.case = False, None
    if token.style.isdigit() and token.style != raw.label:
        raw.flaws.append(flaws.misnumbered(desk.where(token.line), token.style, raw.number))
    if not raw.answer:
        raw.answer = [token.rest] if token.rest else []
        raw.answer_line = token.line
    elif token.rest and token.rest != raw.answer[0]:
        raw.flaws.append(flaws.answer_twice(desk.where(token.line), raw.answer[0], token.rest))
    desk.phase = Phase.ANSWER
    desk.listing = 0
    if token.rest[:1] in _LIST_STARTS:
        _open_list(desk, token.rest)


def _open_list(desk: Desk, text: str) -> None:
    """Note whether a text begins a list, and how its points are numbered."""
    found = _FIRST_OF_LIST.match(text)
    if found is not None:
        desk.listing, desk.listing_style = 2, "parens" if text[0] != "1" else STYLES[found.group(1)]


def _add_field(desk: Desk, raw: Raw, token: Token) -> None:
    raw.last = token.line
    if token.style.isdigit() and token.style != raw.label:
        raw.flaws.append(flaws.misnumbered(desk.where(token.line), token.style, raw.number))
        if int(token.style) == raw.number + 1 and raw.style != "id":
            raw.fields.setdefault("used-number", []).append(token.style)
    texts = raw.fields.setdefault(token.label, [])
    if token.rest:
        texts.append(token.rest)
    desk.open_field = token.label
    if desk.phase is not Phase.MATERIAL or token.label in LONG_FIELDS:
        desk.phase = Phase.LONG_FIELD if token.label in LONG_FIELDS else Phase.SHORT_FIELD
    desk.listing = 0
    if token.rest[:1] in _LIST_STARTS:
        _open_list(desk, token.rest)
