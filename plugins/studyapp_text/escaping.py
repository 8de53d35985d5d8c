"""Text that could be mistaken for structure, with a backslash before what would mislead the reader.

Each rule asks the very function that would misread the text, so that what needs no backslash gets none.
"""

from __future__ import annotations

import re

from studyapp_text.answers import judgement, says_nothing
from studyapp_text.display import PLAIN
from studyapp_text.keys import parse_key
from studyapp_text.options import options_in_prompt, split_options
from studyapp_text.prompts import answers_in_brackets, take_type
from studyapp_text.tokens import Mark, classify, inner_fields

_LETTER = re.compile(r"(?<![A-Za-z0-9])[A-ZＡ-Ｚ](?=\s{0,2}[.．、)）:：]|\S| +\S)")
_RANGE = re.compile(r"(?<=\d)\s?(?=(?:小)?题)")
_COLUMN = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿甲乙丙丁戊己庚辛壬癸"
_BLANK_MARKS = re.compile(r"[；;|±]|\+/?-")
_MARK_AT_END = re.compile(r"[（(](?:正确答案|正确|答案|顺序不限|不分先后|不分顺序|顺序可换|乱序|第?-?\d{1,9}\s?组|组\s?-?\d{1,9})\s?[)）](?=[。.]?$)")


def text_lines(text: str) -> list[str]:
    """Return the lines of a text, each written so that it is read as text."""
    return [line_of_text(line) for line in text.split("\n")]


def line_of_text(line: str) -> str:
    """Write one line of text."""
    if not line:
        return "\\"
    written = _inside(line)
    if written[0] != "\\" and (classify(0, line).mark is not Mark.TEXT or line[0] in _COLUMN or judgement(line) is not None):
        return "\\" + written
    return written


def after_label(label: str, line: str) -> str:
    """Write the first line of a text behind its label, ``答案：`` or ``- ``."""
    if not line:
        return label + "\\"
    written = _inside(line)
    token = classify(0, label + line)
    misled = token.rest != line or token.mark not in (Mark.FIELD, Mark.BULLET)
    if written[0] != "\\" and (misled or says_nothing(line) or parse_key(line) is not None):
        written = "\\" + written
    return label + written


def prompt_lines(text: str, has_options: bool) -> list[str]:
    """Write the lines of a prompt."""
    lines = text.split("\n")
    found = text_lines(text)
    for index in {0, len(lines) - 1}:
        if take_type(lines[index]) != (lines[index], ""):
            found[index] = _without_type(lines[index])
    for index, line in enumerate(lines):
        spots = [start for start in answers_in_brackets(line)]
        if spots and "\\" not in found[index]:
            found[index] = _insert(line, spots)
    if not has_options and (options_in_prompt(lines[0], "") or options_in_prompt(lines[0], "B")):
        found[0] = _escape_letters(lines[0])
    return found


def option_lines(letter: str, text: str) -> list[str]:
    """Write an option, its letter before it."""
    first, *more = text.split("\n")
    written = _escape_letters(first) if len(split_options(letter, first, "strong", "")) > 1 else _inside(first)
    lines = [f"{letter}. {written}", *(line_of_text(line) for line in more)]
    ending = _MARK_AT_END.search(text)
    if ending and lines[-1].endswith(text[ending.start() :]):
        length = len(text) - ending.start() - 1
        lines[-1] = lines[-1][:-length] + "\\" + lines[-1][-length:]
    return lines


def without_range(line: str) -> str:
    """Write a line of a case's material so that no ``1-3题`` in it bounds the case."""
    return _RANGE.sub(lambda found: found.group() + "\\", line)


def blank_text(text: str) -> str:
    """Write a text that fills a gap."""
    written = _BLANK_MARKS.sub(lambda found: "\\" + found.group(), text.replace("\\", "\\\\"))
    written = _MARK_AT_END.sub(lambda found: found.group()[0] + "\\" + found.group()[1:], written)
    return re.sub(r"。$", r"\\。", written)


def within(text: str, marks: str) -> str:
    """Write a text of one line with a backslash before each of some marks."""
    written = "".join("\\" + character if character in marks + "\\" else character for character in text)
    spots = [start for start in inner_fields(written) if written[start - 1] != "\\"]
    return _insert_plain(written, spots)


def _inside(line: str) -> str:
    """Write a line with what could be a further field within it made plain."""
    return _insert(line, inner_fields(line))


def _escape_letters(line: str) -> str:
    return _insert(line, sorted({*inner_fields(line), *(found.start() for found in _LETTER.finditer(line))}))


def _without_type(line: str) -> str:
    """Write a prompt's line that begins or ends with what looks like the note of a type."""
    spots = [index + 1 for index, character in enumerate(line) if character in "[【(（" and index + 1 < len(line)]
    return _insert(line, sorted({*inner_fields(line), 0, *spots}))


def _insert(line: str, spots: list[int]) -> str:
    """Insert a backslash at each spot, and double those that the text has."""
    if not spots and "\\" not in line:
        return line
    at = set(spots)
    return "".join(
        "\\\\" if character == "\\" else ("\\" + character if index in at else character)
        for index, character in enumerate(line)
    )


def _insert_plain(line: str, spots: list[int]) -> str:
    at = set(spots)
    return "".join("\\" + character if index in at else character for index, character in enumerate(line))


assert len(PLAIN) == 1
