"""Lines to tokens, those that hold several fields cut apart."""

from __future__ import annotations

import re
from collections.abc import Iterable

from studyapp_text.lexers import classify
from studyapp_text.tokens import Mark, Token
from studyapp_text.vocabulary import LABEL_PATTERN

_INNER = re.compile(rf"\s(?=(?:【\s?)?(?:{LABEL_PATTERN})\s?[】:：])")
_INNER_ANSWER = re.compile(
    r"(?:^|[\s（(【。？?）)；;])((?:参考|正确|标准)?答案】?\s{0,4}[:：])|((?<!\ufdd0)\\ans\s{0,4}[:：])|((?<!\ufdd0)【(?:参考|正确)?答案】)",
    re.I,
)
_GIVEN_THEN_RIGHT = re.compile(r"(?:正确|参考|标准)答案\s{0,4}[:：]")

_GLUED_EXPLANATION = re.compile(r"(?<!\ufdd0)(?:【(?:答案|试题)?解析】|(?<!答案)(?<!试题)(?:答案|试题)?解析\s?[:：])")
_ANSWER_THEN_NUMBER = re.compile(
    r"\s*(?:[A-HＡ-Ｈ]{1,8}|正确|错误|对|错|√|×)[。.;；]?\s{1,8}(?=(?:第\s?)?\d{1,4}\s?[.．、题](?!\d)\s*[^\s\dA-H]\S)"
)
_HEADED = re.compile(r"(?<=[题分)）])\s{1,8}(?=1\s?[.．、](?!\d)\s*[^\s\dA-H√×]\S{3})")
"""On one line: a heading and its first question, an answer and the question after it."""

_MOST_FIELDS = 400
_SHORTEST = 3
_WHOLE = (Mark.HEADING, Mark.SEPARATOR, Mark.EMPTY)


def tokenise(lines: Iterable[tuple[int, str]]) -> list[Token]:
    """Return the tokens of display lines; a line that holds several fields gives several tokens."""
    tokens: list[Token] = []
    add, field, heading = tokens.append, Mark.FIELD, Mark.HEADING
    for number, text in lines:
        if not text:
            add(Token(Mark.EMPTY, number, ""))
            continue
        token = classify(number, text)
        if token.mark is heading and token.label and (cut := _HEADED.search(text)):
            add(classify(number, text[: cut.start()]))
            token = classify(number, text[cut.end() :])
        if len(token.rest) > _SHORTEST if token.mark is field else _may_hold_answer(token):
            tokens.extend(split(token))
        else:
            add(token)
    return tokens


def _may_hold_answer(token: Token) -> bool:
    """Say, cheaply, whether a line that is no field may hold one."""
    text = token.text
    return ("答案" in text or "\\ans" in text) and token.mark not in _WHOLE


def split(token: Token) -> list[Token]:
    """Cut a line before each further field that it holds."""
    found: list[Token] = []
    while len(found) < _MOST_FIELDS and (start := _inner_field(token)):
        tail = classify(token.line, token.text[start:].lstrip())
        if tail.mark is not Mark.FIELD and (tail.mark is not Mark.NUMBER or token.mark is not Mark.FIELD):
            break
        head = token.text[:start].rstrip(" \t（(")
        if token.text[len(head) : start].strip() and tail.text[-1] in ")）":
            tail = classify(token.line, tail.text[:-1])
        found.append(classify(token.line, head or token.text[:start]))
        token = tail
    return [*found, token]


def _inner_field(token: Token) -> int:
    """Where in the text of a token the next field begins; 0 for nowhere."""
    text = token.text
    first = len(text) - len(token.rest) if token.mark is not Mark.TEXT else 1
    if token.mark is Mark.FIELD:
        if token.label == "given" and (glued := _GIVEN_THEN_RIGHT.search(text, first)):
            return glued.start()
        if token.label == "answer" and (said := _ANSWER_THEN_NUMBER.match(text, first)):
            return said.end()
        inner = _INNER.search(text, max(first - 1, 0))
        end = inner.start() + 1 if inner else 0
        # looked for before that only: else a line of four hundred answers would be read to its end four hundred times
        if token.label == "answer" and (glued := _GLUED_EXPLANATION.search(text, first + 1, end or len(text))):
            return glued.start()
        return end
    answer = _INNER_ANSWER.search(text, max(first - 1, 0))
    if answer is None:
        return 0
    start = next(answer.start(group) for group in (1, 2, 3) if answer.start(group) >= 0)
    return start - 1 if start and text[start - 1] == "【" else start


def inner_fields(text: str) -> list[int]:
    """Return where, within a line of text, something begins that would be read as a further field."""
    starts = {found.start() + 1 for found in _INNER.finditer(text)}
    if "答案" in text or "ans" in text.lower():
        for found in _INNER_ANSWER.finditer(text):
            starts.update(found.start(group) for group in (1, 2, 3) if found.start(group) >= 0)
    if "解析" in text:
        starts.update(found.start() for found in _GLUED_EXPLANATION.finditer(text))
    return sorted(starts)
