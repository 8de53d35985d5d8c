"""Rows of a page that belong together: a label and its answer, a letter and its option, the gaps of one answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from studyapp_text.lexers import classify
from studyapp_text.places import Row
from studyapp_text.tokens import Mark

_BARE_LABEL = re.compile(r"(【?(?:(?:正确|参考|标准)?答案|(?:我|你|您|学生|考生)的?答案)】?)\s?[:：]?$")
_OBJECTIVE = re.compile(r"(?:[A-HＡ-Ｈ][\s,，、;；]{0,3}){1,8}$|正确$|错误$|对$|错$|√$|×$")
_BARE_LETTER = re.compile(r"([A-HＡ-Ｈ])\s?[.．、:：)）]?$")
_GAP = re.compile(r"\s*第\s?[一二三四五六七八九十\d]{1,3}\s?空\s?[:：]?\s*")
_ANSWERED = re.compile(r"(【?(?:正确|参考|标准)答案】?|答案)\s?[:：]\s*")
_OWN = re.compile(r"【?(?:我|你|您|学生|考生)的?答案】?\s?[:：]?")
_GIVEN = re.compile(r"(?=【?(?:我|你|您|学生|考生)的?答案】?\s?[:：])")
_ALTERNATIVES = re.compile(r"\s*[;；]\s*")


def with_labels(rows: Iterable[Row]) -> Iterator[Row]:
    """Join what a page shows side by side but keeps apart."""
    return map(_without_gaps, _side_by_side(rows))


def _side_by_side(rows: Iterable[Row]) -> Iterator[Row]:
    held: Row | None = None
    for row in rows:
        if held is None:
            held = row
        elif (joined := _joined(held, row)) is not None:
            held = joined
        else:
            yield held
            held = row
        if held is not None and not _is_open(held.text):
            yield held
            held = None
    if held is not None:
        yield held


def _is_open(text: str) -> bool:
    """Say whether a row may go on in the next one."""
    if _BARE_LABEL.match(text) or _BARE_LETTER.match(text):
        return True
    label = _ANSWERED.match(text) or _OWN.match(text)
    return label is not None and _GAP.match(text, label.end()) is not None


def _joined(held: Row, row: Row) -> Row | None:
    pictures = held.pictures + row.pictures
    label = _BARE_LABEL.match(held.text)
    if label is not None and (_OBJECTIVE.match(row.text) or _GAP.match(row.text)):
        return Row(f"{label.group(1)}：{row.text}", held.first, row.last, "", pictures)
    if label is None and _GAP.match(row.text) and _is_open(held.text):
        return Row(f"{held.text} {row.text}", held.first, row.last, "", pictures)
    letter = _BARE_LETTER.match(held.text)
    if letter is not None and classify(0, row.text).mark in (Mark.TEXT, Mark.BULLET, Mark.NOISE, Mark.LONE):
        return Row(f"{letter.group(1)}. {row.text}", held.first, row.last, "", pictures)
    return None


def _without_gaps(row: Row) -> Row:
    """Write an answer of several gaps, ``第一空：…第二空：…``, as exam text does; one gap may have several answers."""
    label = _ANSWERED.match(row.text)
    if label is None or not _GAP.match(row.text, label.end()):
        return row
    right, *given = _GIVEN.split(row.text[label.end() :], maxsplit=1)
    gaps = [part.strip(" ;；\t") for part in _GAP.split(right)]
    answer = "；".join("|".join(_ALTERNATIVES.split(gap)) for gap in gaps if gap)
    return row._replace(text=" ".join([f"{label.group(1)}：{answer}", *given]))
