"""Keys laid out as tables: a row of numbers, and under it a row of answers."""

from __future__ import annotations

import re

from studyapp_text.tokens import Mark, Token, half_width

ROW = "row"
"""The label of the tokens of a table's second row and its rules: the first row's token has its entries."""

_NUMBERS = re.compile(r"(?:题\s*号|序\s*号|题目|题)?[\s|:：]*(\d{1,4}(?:[\s|、,，]+\d{1,4})+)[\s|]*$")
_ANSWERS = re.compile(
    r"(?:答\s*案|正确答案|参考答案|选项)?[\s|:：]*((?:[A-H]{1,8}|[√×✓✗╳TF对错]|正确|错误)(?:[\s|、,，]+(?:[A-H]{1,8}|[√×✓✗╳TF对错]|正确|错误))+)[\s|]*$"
)
_RULE = re.compile(r"[\s|:+-]*$")
_FIRST = frozenset("0123456789|题序")
_LAST = frozenset("0123456789|")
_LONGEST = 400
_APART = re.compile(r"[\s|、,，]+")


def settle_key_tables(tokens: list[Token]) -> list[Token]:
    """Give the first row of each such table the entries of a key."""
    settled = tokens
    texts = Mark.TEXT
    likely = [
        i for i, token in enumerate(tokens) if token[0] is texts and token[2][-1] in _LAST and token[2][0] in _FIRST
    ]
    for index in likely:
        token = tokens[index]
        text = token.text
        if len(text) > _LONGEST:
            continue
        found = _NUMBERS.match(text.strip("|").strip())
        if found is None:
            continue
        place = _second_row(tokens, index)
        answers = _answers(tokens[place].text) if place else []
        numbers = _APART.split(found.group(1))
        if len(answers) != len(numbers):
            continue
        if settled is tokens:
            settled = list(tokens)
        entries = " ".join(f"{number}.{answer}" for number, answer in zip(numbers, answers, strict=True))
        settled[index] = Token(Mark.KEY, token.line, entries)
        for other in range(index + 1, place + 1):
            if tokens[other].mark is not Mark.EMPTY:
                settled[other] = Token(Mark.KEY, tokens[other].line, tokens[other].text, ROW)
    return settled


def _second_row(tokens: list[Token], index: int) -> int:
    """Return the place of the next row, rules and empty lines left out; 0 where there is none."""
    for place in range(index + 1, min(index + 4, len(tokens))):
        if tokens[place].mark is not Mark.EMPTY and not _RULE.match(tokens[place].text):
            return place
    return 0


def _answers(text: str) -> list[str]:
    found = _ANSWERS.match(half_width(text.strip("|").strip())) if len(text) <= _LONGEST else None
    return _APART.split(found.group(1)) if found else []
