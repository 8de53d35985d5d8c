"""Lines of a key that name the kind of their questions first: ``单选：1-5 ABCDA``, ``判断题 1√ 2×``."""

from __future__ import annotations

import re

from studyapp_text.headings import ORDER
from studyapp_text.keys import parse_key
from studyapp_text.tokens import Mark, Token
from studyapp_text.vocabulary import KIND_WORDS

_WORDS = "|".join(word for word, _ in KIND_WORDS)
_LINE = re.compile(
    rf"((?:{ORDER})?({_WORDS})题?(?:部分)?(?:(?:参考|标准|正确)?答案)?)(?:\s?[:：]\s*|\s+)(?=[(（第]?\d)(\S.*)$", re.S
)
_COLON = frozenset(":：")
_LAST = frozenset("ABCDEFGHＡＢＣＤＥＦＧＨ√×✓✗对错确误TF)）。.;；")


def settle_key_lines(tokens: list[Token]) -> list[Token]:
    """Return tokens with such lines as a heading of a key and its entries.

    One with a colon that is a heading already is read as such, unless a mere ``答案：`` before it would pass for an
    answer.
    """
    plain, heading = Mark.TEXT, Mark.HEADING
    found = {
        index: line
        for index, token in enumerate(tokens)
        if (token[0] is plain or token[0] is heading)
        and token[2][-1] in _LAST
        and (token[0] is plain or _COLON.isdisjoint(token[2]) or _announced(tokens, index))
        and (line := _LINE.match(token[2])) is not None
        and parse_key(line.group(3)) is not None
    }
    if not found:
        return tokens
    settled: list[Token] = []
    for index, token in enumerate(tokens):
        line = found.get(index)
        if line is None:
            settled.append(token)
        else:
            head, word, entries = line.groups()
            settled.append(Token(heading, token.line, head, f"答案{word}", head, "3"))
            settled.append(Token(Mark.KEY, token.line, entries))
    return settled


def _announced(tokens: list[Token], index: int) -> bool:
    """Say whether a label without an answer stands before a line."""
    index -= 1
    while index > 0 and tokens[index].mark is Mark.EMPTY:
        index -= 1
    before = tokens[index]
    return index >= 0 and before.mark is Mark.FIELD and before.label == "answer" and not before.rest
