"""Answers in brackets before a question: ``（B）1、…``, which looks like an option, and ``1.(B) … (A)… (B)…``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from studyapp_text.tokens import Mark, Token

_BRACKETS = frozenset("(（[【")
_NUMBER = re.compile(r"(\d{1,4})\s?[.．、)）]\s*(?=[^\s\d])(.+)$", re.S)
_WITHIN = re.compile(r"[(（]\s{0,4}([A-HＡ-Ｈ])\s{0,4}[)）]\s*(?=[^\s(（])([^(（]*[(（]\s?[AＡ]\s?[)）].*)$", re.S)
_FEWEST = 2
_ENDS = (Mark.NUMBER, Mark.HEADING, Mark.KEY, Mark.CASE, Mark.FIELD, Mark.SEPARATOR)


class _Led(NamedTuple):
    """A question behind its answer."""

    at: int
    answer: str
    number: int
    prompt: str


def settle_answers_first(tokens: list[Token]) -> list[Token]:
    """Return tokens with such lines as numbers, their answers behind all that belongs to the question."""
    option, number = Mark.OPTION, Mark.NUMBER
    led = [
        _Led(index, token[3], int(found.group(1)), found.group(2))
        for index, token in enumerate(tokens)
        if token[0] is option and token[2][0] in _BRACKETS and (found := _NUMBER.match(token[4])) is not None
    ]
    if not _counts(led):
        led = []
    inside = [
        _Led(index, found.group(1), int(token[3]), found.group(2))
        for index, token in enumerate(tokens)
        if token[0] is number and token[4][:1] in "(（" and token[3] and (found := _WITHIN.match(token[4])) is not None
    ]
    led += inside if len(inside) >= _FEWEST else []
    return _settled(tokens, {one.at: one for one in led}) if led else tokens


def _counts(led: list[_Led]) -> bool:
    """Say whether numbers behind brackets count questions: one after the other, their letters in no order."""
    pairs = list(pairwise(led))
    ordered = sum(ord(after.answer) - ord(before.answer) == 1 for before, after in pairs)
    counted = sum(after.number - before.number == 1 for before, after in pairs)
    return len(led) >= _FEWEST and counted * 2 >= len(pairs) and ordered * 2 <= len(pairs)


def _settled(tokens: list[Token], led: dict[int, _Led]) -> list[Token]:
    settled: list[Token] = []
    answer = ""
    for index, token in enumerate(tokens):
        one = led.get(index)
        if answer and (one is not None or token.mark in _ENDS):
            if token.mark is not Mark.FIELD or token.label != "answer" or one is not None:
                _answer(settled, answer)
            answer = ""
        if one is None:
            settled.append(token)
            continue
        settled.append(token._replace(mark=Mark.NUMBER, label=str(one.number), rest=one.prompt, style="dot"))
        answer = one.answer
    if answer:
        _answer(settled, answer)
    return settled


def _answer(settled: list[Token], letter: str) -> None:
    """Put an answer behind the last line that says something."""
    at = next(_filled(settled)) + 1
    settled.insert(at, Token(Mark.FIELD, settled[at - 1].line, f"（{letter}）", "answer", letter))


def _filled(tokens: list[Token]) -> Iterator[int]:
    return (at for at in range(len(tokens) - 1, -1, -1) if tokens[at].mark is not Mark.EMPTY)
