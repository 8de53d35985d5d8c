"""What lies ahead of each token: the questions that a line alone cannot answer."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from studyapp_text.headings import heading_of
from studyapp_text.options import split_options
from studyapp_text.prompts import BLANK, answers_itself
from studyapp_text.tokens import Mark, Token

_FEWEST_PAGES = 3
_LAST = frozenset(")）]】〕﹚_确误对错√×✓✗。.；;")
_LONGEST_HEAD = 60
_STRUCTURE = frozenset((Mark.NUMBER, Mark.OPTION, Mark.FIELD, Mark.HEADING, Mark.CASE, Mark.KEY))


@dataclass(frozen=True, slots=True)
class Outlook:
    """For the token at each index, what comes after it.

    ``letter``: the letter of the next option, before any other structure. ``mark``: the index of the next token
    that is structure. ``complete``: a number that options or an answer follow before the next number of its style.
    ``alone``: the same, before any number. ``answered``: an answer comes before the next number. ``posed``: a number
    that a gap or an explanation of its own shows to be a question, in a file that keeps its answers apart.
    """

    letter: list[str]
    mark: list[int]
    complete: list[bool]
    alone: list[bool]
    answered: list[bool]
    posed: list[bool]
    inline: bool


def settle_lone_numbers(tokens: list[Token]) -> list[Token]:
    """Decide what lines of one lone number are: ids of the questions that they precede, or page numbers."""
    mark = Mark.LONE
    lone = [index for index, token in enumerate(tokens) if token[0] is mark]
    if not lone:
        return tokens
    numbers = sum(token.mark is Mark.NUMBER and token.style != "tight" for token in tokens)
    answers = sum(token.mark is Mark.FIELD and token.label == "answer" for token in tokens)
    leading = sum(_leads_text(tokens, index) for index in lone)
    are_ids = leading * 2 >= answers > 0 and numbers < leading
    settled = list(tokens)
    for index in lone:
        token = tokens[index]
        if are_ids:
            settled[index] = token._replace(mark=Mark.NUMBER, label=token.text, style="id")
        else:
            settled[index] = token._replace(mark=Mark.NOISE)
    return settled


def _leads_text(tokens: list[Token], index: int) -> bool:
    return index + 1 < len(tokens) and tokens[index + 1].mark is Mark.TEXT


def settle_running_heads(tokens: list[Token]) -> list[Token]:
    """Take lines that come again on every page for noise, in a file that has page numbers."""
    noise = Mark.NOISE
    pages = len([token for token in tokens if token[0] is noise])
    if pages < _FEWEST_PAGES:
        return tokens
    counts = Counter(token.text for token in tokens if token.mark is Mark.TEXT)
    heads = {text for text, count in counts.items() if count * 2 >= pages and count >= _FEWEST_PAGES and _is_head(text)}
    return [token._replace(mark=Mark.NOISE) if token.text in heads else token for token in tokens] if heads else tokens


def _is_head(text: str) -> bool:
    """Say whether a text could stand at the head of a page: short, no sentence, no gap to fill."""
    return len(text) <= _LONGEST_HEAD and text[-1] not in "。？！?!；;：:，" and BLANK.search(text) is None


def look_ahead(tokens: list[Token]) -> Outlook:
    """Walk the tokens from the end and note what follows each; weak ``A`` options without a ``B`` become text."""
    count = len(tokens)
    letters, marks = [""] * count, [count] * count
    complete, alone, answered = [False] * count, [False] * count, [False] * count
    letter, mark, evidence, answer, number = "", count, count, count, count
    same: dict[str, int] = {}
    barrier = count
    empty, plain, option, field, numbered = Mark.EMPTY, Mark.TEXT, Mark.OPTION, Mark.FIELD, Mark.NUMBER
    for index in range(count - 1, -1, -1):
        token = tokens[index]
        kind = token[0]
        letters[index], marks[index], answered[index] = letter, mark, answer < number
        if kind is empty:
            continue
        if kind is option or token.style == "hash":
            token = tokens[index] = _settled(token, letter, evidence < min(number, barrier))
            kind = token[0]
        if kind is plain or kind is numbered:
            evidence = index if token.text[-1] in _LAST and answers_itself(token.text) else evidence
        if kind is option:
            letter = token.label
            evidence = mark = index
        elif kind is field:
            letter = ""
            mark = index
            if token.label == "answer":
                evidence = answer = index
        elif kind is numbered:
            tight = token.style == "tight"
            alone[index] = evidence < number
            complete[index] = evidence < min(number if tight else same.get(token.style, count), barrier)
            mark = index if complete[index] or not tight else mark
            if not tight:
                letter, number, same[token.style] = "", index, index
        elif kind in _STRUCTURE:
            mark = index
            if kind is not Mark.KEY:
                letter, number, barrier = "", index, index
    inline = _answers_inline(tokens)
    posed = [False] * count if inline else _posed(tokens)
    return Outlook(letters, marks, complete, alone, answered, posed, inline)


def _posed(tokens: list[Token]) -> list[bool]:
    """Note the numbers that have a gap on their line, or an explanation before the next number or heading."""
    posed = [False] * len(tokens)
    explained = False
    for index in range(len(tokens) - 1, -1, -1):
        token = tokens[index]
        if token.mark is Mark.NUMBER:
            posed[index] = explained or BLANK.search(token.rest) is not None
            explained = explained and token.style == "tight"
        elif token.mark is Mark.FIELD:
            explained = explained or (token.label == "explanation" and not token.style)
        elif token.mark in _STRUCTURE:
            explained = False
    return posed


def _settled(token: Token, following: str, alone: bool) -> Token:
    """Return what a token is, now that it is known what follows it: a weak option, or a number behind ``#``."""
    if token.mark is Mark.OPTION:
        return token._replace(mark=Mark.TEXT, label="", rest="", style="") if _is_text(token, following) else token
    asks = token.text[-1] in "。？?" or BLANK.search(token.text) is not None or answers_itself(token.text)
    found = None if alone or asks else heading_of(token.text)
    if found is None:
        return token
    return token._replace(mark=Mark.HEADING, label=found.word, rest=found.text, style=str(found.level))


def _is_text(token: Token, following: str) -> bool:
    """Say whether what looks like a weak option ``A`` is none, since no ``B`` follows."""
    if token.style == "strong" or token.label != "A" or following == "B":
        return False
    return len(split_options("A", token.rest, token.style, following)) < 2


def _answers_inline(tokens: list[Token]) -> bool:
    """Say whether the file gives answers with their questions rather than at its end."""
    field, number = Mark.FIELD, Mark.NUMBER
    fields = [token for token in tokens if token[0] is field]
    answers = sum(token.label == "answer" and bool(token.rest) and not token.style for token in fields)
    numbers = len([token for token in tokens if token[0] is number])
    return answers > 0 and answers * 4 >= numbers
