"""Text that could be mistaken for structure, with a backslash before what would mislead the reader.

A rule returns *spots*: indexes of characters that need a backslash before them. Each rule asks the very function that
would misread the text, so that what needs no backslash gets none.
"""

from __future__ import annotations

import re

from studyapp import Kind
from studyapp_text.answers import begins_with_label, judgement, parts_in_brackets, says_nothing
from studyapp_text.keys import parse_key
from studyapp_text.lexers import CASE_LABEL, classify
from studyapp_text.options import options_in_prompt, split_options
from studyapp_text.prompts import answers_in_brackets, take_type
from studyapp_text.tokenise import inner_fields
from studyapp_text.tokens import Mark

EMPTY_LINE = "\\"
ANSWER = "答案："

_LABELLED = (Mark.FIELD, Mark.BULLET, Mark.NUMBER, Mark.CASE)
_WITH_OPTIONS = (Kind.SINGLE, Kind.MULTIPLE, Kind.ORDER, Kind.MATCH)
_COLUMN = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿甲乙丙丁戊己庚辛壬癸"
_AFTER_COLUMN_LABEL = "、.．：: "
_LETTER = re.compile(r"(?<![A-Za-z0-9])[A-ZＡ-Ｚ](?=\s{0,2}[.．、)）:：]|\S| +\S)")
_RANGE = re.compile(r"(?<=\d)\s?(?=(?:小)?题)")
_COLOUR_END = re.compile("</font>")
_BLANK_MARKS = re.compile(r"[；;|±]|\+/?-")
_MARK_AT_END = re.compile(
    r"[（(]\s?(?:正确答案|正确|答案|顺序不限|不分先后|不分顺序|顺序可换|乱序匹配|乱序|第?-?\d{1,9}\s?组|组\s?-?\d{1,9})\s?[)）]\s?[。.]?$"
)


def line_of_text(line: str) -> str:
    """Write one line of text that goes on with a longer one."""
    if not line:
        return EMPTY_LINE
    return _insert(line, _inside(line) | _at_start(classify(0, line).mark is not Mark.TEXT))


def after_label(label: str, line: str) -> str:
    """Write the first line of a text behind its label: ``答案：``, ``- ``, ``案例：``."""
    return label + (_insert(line, _inside(line) | _behind(label, line)) if line else EMPTY_LINE)


def prompt_lines(label: str, text: str, kind: Kind) -> list[str]:
    """Write the lines of a prompt, the first one as it stands behind its label (and without it)."""
    lines = text.split("\n")
    spots = [_inside(line) | _at_start(index > 0 and not _is_text(line)) for index, line in enumerate(lines)]
    spots[0] |= _behind(label, lines[0])
    behind_note = f"[] {lines[0]}"
    spots[0] |= _at_start(bool(lines[0]) and take_type(f"[单选题] {lines[0]}").prompt != lines[0])
    if kind not in _WITH_OPTIONS and (options_in_prompt(behind_note, "") or options_in_prompt(behind_note, "B")):
        spots[0] |= _letters(lines[0])
    for index, line in enumerate(lines):
        if index in (0, len(lines) - 1) and take_type(line) != (line, ""):
            spots[index] |= _brackets(line)
        misled = (kind is Kind.JUDGE and index > 0 and judgement(line) is not None) or (
            kind is Kind.MATCH and line[:1] in _COLUMN
        )
        spots[index] |= _at_start(misled)
    for index, spot in _answers(text, lines):
        spots[index].add(spot)
    return [_insert(line, found) if line else EMPTY_LINE for line, found in zip(lines, spots, strict=True)]


def option_lines(letter: str, text: str) -> list[str]:
    """Write an option, its letter before it."""
    first, *more = text.split("\n")
    lines = [first, *more]
    spots = [_inside(line) | _at_start(index > 0 and not _is_text(line)) for index, line in enumerate(lines)]
    if len(split_options(letter, first, "strong", "")) > 1:
        spots[0] |= _letters(first)
    ending = _MARK_AT_END.search(lines[-1])
    if ending:
        spots[-1].add(ending.start() + 1)
    found = [_insert(line, here) if line else EMPTY_LINE for line, here in zip(lines, spots, strict=True)]
    return [f"{letter}. {found[0]}", *found[1:]]


def column_lines(label: str, text: str) -> list[str]:
    """Write one entry of the left column of a match question."""
    found = []
    for index, line in enumerate(text.split("\n")):
        misled = not _is_text(line) or line[:1] in (_COLUMN if index else _AFTER_COLUMN_LABEL)
        shown = line if index else f"{label} {line}"
        noted = _brackets(line) if take_type(shown) != (shown, "") else set()
        found.append(_insert(line, _inside(line) | _at_start(misled) | noted) if line else EMPTY_LINE)
    return [f"{label} {found[0]}", *found[1:]]


def without_range(line: str) -> str:
    """Write a line of a case's material so that no ``1-3题`` in it bounds the case."""
    return _RANGE.sub(lambda found: found.group() + "\\", line)


def blank_text(text: str) -> str:
    """Write a text that fills a gap."""
    spots = {found.start() for found in _BLANK_MARKS.finditer(text)} | _inside(text)
    ending = _MARK_AT_END.search(text)
    if ending:
        spots.add(ending.start() + 1)
    if parts_in_brackets(text) is not None or begins_with_label(text) or says_nothing(text, gap=True):
        spots.add(0)
    if text[-1:] in "。;；":
        spots.add(len(text) - 1)
    return _insert(text, spots)


def bulleted(written: str) -> str:
    """Put a bullet before a text that is written already."""
    token = classify(0, "- " + written)
    return "- " + ("" if token.mark is Mark.BULLET and token.rest == written else "\\") + written


def within(text: str, marks: str) -> str:
    """Write a text of one line with a backslash before each of some marks."""
    return _insert(text, _inside(text) | {index for index, character in enumerate(text) if character in marks})


def _at_start(misled: bool) -> set[int]:
    return {0} if misled else set()


def _is_text(line: str) -> bool:
    return not line or classify(0, line).mark is Mark.TEXT


def _inside(line: str) -> set[int]:
    """Where further fields seem to begin, or a colour ends."""
    return {*inner_fields(line), *(found.start() for found in _COLOUR_END.finditer(line))}


def _behind(label: str, line: str) -> set[int]:
    """The start of a line that, behind its label, would be read as something else."""
    if not line:
        return set()
    token = classify(0, label + line)
    misled = token.rest != line or token.mark not in _LABELLED or CASE_LABEL.match(line) is not None
    answers = label == ANSWER and (says_nothing(line) or parse_key(line) is not None)
    return _at_start(misled or answers)


def _letters(line: str) -> set[int]:
    """Capital letters that could begin an option."""
    return {found.start() for found in _LETTER.finditer(line)}


def _brackets(line: str) -> set[int]:
    """The start of a line, and of what stands in its brackets."""
    return {0, *(index + 1 for index, character in enumerate(line[:-1]) if character in "[【(（_〔<〈")}


def _answers(text: str, lines: list[str]) -> list[tuple[int, int]]:
    """Line and index of what stands in brackets in a prompt and could be its answer."""
    starts = [sum(len(line) + 1 for line in lines[:index]) for index in range(len(lines))]
    found = []
    for spot in answers_in_brackets(text):
        index = max(index for index, start in enumerate(starts) if start <= spot)
        found.append((index, spot - starts[index]))
    return found


def _insert(line: str, spots: set[int]) -> str:
    """Put a backslash at each spot, and double those that the text has."""
    if not spots and "\\" not in line:
        return line
    return "".join(
        "\\" + character if character == "\\" or index in spots else character for index, character in enumerate(line)
    )
