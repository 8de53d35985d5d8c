"""Lines as pages of platforms are copied: a letter on a line of its own, a question's number above its kind."""

from __future__ import annotations

import re
from collections import Counter

from studyapp_text.prompts import KIND_NOTE
from studyapp_text.tokens import Mark, Token
from studyapp_text.vocabulary import KIND_WORDS

_KIND_LINE = re.compile(
    rf"(\d{{1,4}})\s{{0,2}}[.．、]\s{{0,2}}[(（\[【]?({KIND_NOTE})[)）\]】]?\s*(?:[(（]\s?\d{{1,3}}(?:\.\d{{1,2}})?\s?分\s?[)）])?$"
)
_KIND_PROMPT = re.compile(
    rf"(\d{{1,4}})\s{{0,2}}[.．、]\s{{0,2}}[(（\[【]?({KIND_NOTE})[)）\]】]?\s?[:：]\s?(?!.{{0,40}}(?:每小?题|各题|共\s?\d))(\S.*)$",
    re.S,
)
_KIND_FIRST = frozenset("(（[【") | {word[0] for word, _ in KIND_WORDS}
"""What the rest of a numbered line begins with that names a kind: a look before the pattern."""

_TITLE = re.compile(r"【([^【】]{2,16})】$")
_LONGEST = 30
_FEWEST = 2
_LETTERS = "ABCDEFGH"
_ENDS = (Mark.NUMBER, Mark.FIELD, Mark.HEADING, Mark.KEY, Mark.CASE, Mark.OPTION)


def settle_platforms(tokens: list[Token]) -> list[Token]:
    """Return tokens with the questions and the options that only their place on a copied page shows."""
    text = Mark.TEXT
    firsts = {token[2][:1] for token in tokens if token[0] is text}
    tokens = _numbered(_prompted(_titled(tokens) if "【" in firsts else tokens))
    return _lettered(tokens) if _LETTERS[0] in firsts else tokens


def _titled(tokens: list[Token]) -> list[Token]:
    """Take ``【测试题】`` right above the heading of a kind for the heading of a part."""
    return [
        token._replace(mark=Mark.HEADING, rest=found.group(1), style="2")
        if token.mark is Mark.TEXT
        and (found := _TITLE.match(token.text)) is not None
        and (after := _following(tokens, index)).mark is Mark.HEADING
        and after.label
        else token
        for index, token in enumerate(tokens)
    ]


def _prompted(tokens: list[Token]) -> list[Token]:
    """Take ``1、单选题：谁缴费？`` for a question, where there are several of them and no heading is numbered so.

    Where a number comes next, the line said what to do with the questions of its part: ``1、单选题：选一个答案``.
    """
    heading = Mark.HEADING
    found = {
        index: kind
        for index, token in enumerate(tokens)
        if token[0] is heading and (kind := _KIND_PROMPT.match(token.text)) is not None
    }
    if len(found) < _FEWEST or any(_following(tokens, index).mark is Mark.NUMBER for index in found):
        return tokens
    settled = list(tokens)
    for index, kind in found.items():
        number, word, prompt = kind.groups()
        settled[index] = tokens[index]._replace(mark=Mark.NUMBER, label=number, rest=f"[{word}]{prompt}", style="dot")
    return settled


def _numbered(tokens: list[Token]) -> list[Token]:
    """Take ``1.单选题 (1分)`` for the number of the question below it, where the kind comes again and again."""
    heading, number = Mark.HEADING, Mark.NUMBER
    found = {
        index: kind
        for index, token in enumerate(tokens)
        if (token[0] is heading or (token[0] is number and token[4][:1] in _KIND_FIRST))
        and len(token[2]) <= _LONGEST
        and (kind := _KIND_LINE.match(token.text)) is not None
    }
    words = Counter(kind.group(2) for kind in found.values())
    if not found or words.most_common(1)[0][1] < _FEWEST:
        return _without_twins(tokens)
    settled = list(tokens)
    for index, kind in found.items():
        if _following(tokens, index).mark in (Mark.TEXT, Mark.LONE, Mark.BULLET):
            label, word = kind.groups()
            settled[index] = tokens[index]._replace(mark=number, label=label, rest=f"[{word}]", style="dot")
    return _without_twins(settled)


def _without_twins(tokens: list[Token]) -> list[Token]:
    """Take ``第1题`` above ``1. …`` for a mere rule between questions."""
    number = Mark.NUMBER
    twins = {
        index
        for index, token in enumerate(tokens)
        if token[0] is number
        and token.style == "ordinal"
        and not token.rest
        and (after := _following(tokens, index)).mark is Mark.NUMBER
        and after.label == token.label
        and after.rest
    }
    rule = Mark.SEPARATOR
    return (
        [Token(rule, token[1], token[2]) if index in twins else token for index, token in enumerate(tokens)]
        if twins
        else tokens
    )


def _following(tokens: list[Token], index: int) -> Token:
    index += 1
    while index < len(tokens) and tokens[index].mark is Mark.EMPTY:
        index += 1
    return tokens[index] if index < len(tokens) else Token(Mark.EMPTY, 0, "")


def _lettered(tokens: list[Token]) -> list[Token]:
    """Take letters that stand alone on lines, in their order, for those of the options below them."""
    if not any(token[2] == _LETTERS[0] for token in tokens):
        return tokens
    settled = tokens
    run: list[int] = []
    for index, token in enumerate((*tokens, Token(Mark.HEADING, 0, ""))):
        lone = token.mark is Mark.TEXT and token.text in _LETTERS and len(token.text) == 1
        below = bool(run) and _following(tokens, run[-1]) is token
        if lone and token.text == _LETTERS[len(run) : len(run) + 1] and not below:
            run.append(index)
        elif token.mark in _ENDS and not below:
            settled = _as_options(tokens, settled, run) if len(run) >= _FEWEST else settled
            run = []
    return settled


def _as_options(tokens: list[Token], settled: list[Token], run: list[int]) -> list[Token]:
    settled = list(settled) if settled is tokens else settled
    for index in run:
        letter = tokens[index]
        settled[index] = letter._replace(mark=Mark.OPTION, label=letter.text, style="strong")
        below = index + 1
        while below < len(tokens) and tokens[below].mark is Mark.EMPTY:
            below += 1
        if below < len(tokens):
            settled[below] = Token(Mark.TEXT, tokens[below].line, tokens[below].text)
    return settled
