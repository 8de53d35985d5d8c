"""Choices that are counted rather than lettered: ``①单位 ②银行``, ``（1）单位``, where the answer names them so."""

from __future__ import annotations

import re
from itertools import pairwise

from studyapp import Kind
from studyapp_text.raw import Raw, RawOption

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_LETTERS = "ABCDEFGHIJ"
_FIRST = frozenset(_CIRCLED + "(（")
_NAMED = re.compile(r"(?:[①-⑩]|[(（]\s?\d{1,2}\s?[)）])(?:[\s、,，]*(?:[①-⑩]|[(（]\s?\d{1,2}\s?[)）]))*[\s。.]*$")
_MARK = re.compile(r"([①-⑩])|(?:^|(?<=\s))[(（]\s?(\d{1,2})\s?[)）]", re.M)
_KINDS = (None, Kind.SINGLE, Kind.MULTIPLE)
_FEWEST = 2


def take_counted_choices(raw: Raw) -> None:
    """Take the choices out of a prompt whose answer says nothing but which of them are right."""
    if raw.options or not raw.answer or raw.answer[0][:1] not in _FIRST or raw.points:
        return
    if (raw.kind or raw.section.kind) not in _KINDS or len(raw.answer) > 1 or not _NAMED.match(raw.answer[0]):
        return
    prompt = "\n".join(raw.prompt)
    right = [_place(mark) for mark in _MARK.finditer(" ".join(_spaced(raw.answer[0])))]
    marks = _last_run(prompt)
    if len(marks) < _FEWEST or not right or right != sorted(set(right)) or right[-1] > len(marks) or right[0] < 1:
        return
    ends = [*(mark.start() for mark in marks[1:]), len(prompt)]
    texts = [prompt[mark.end() : end].strip(" \n；;.．、") for mark, end in zip(marks, ends, strict=True)]
    head = prompt[: marks[0].start()].rstrip()
    if not head or not all(texts):
        return
    raw.prompt = head.split("\n")
    raw.options = [
        RawOption(letter, text.split("\n"), raw.first, "strong") for letter, text in zip(_LETTERS, texts, strict=False)
    ]
    raw.answer = ["".join(_LETTERS[place - 1] for place in right)]


def _spaced(text: str) -> list[str]:
    return re.findall(r"[①-⑩]|[(（]\s?\d{1,2}\s?[)）]", text)


def _last_run(prompt: str) -> list[re.Match[str]]:
    """Return the marks that count from one to the end of a prompt; none where they are not all in order."""
    marks = list(_MARK.finditer(prompt))
    begin = max((at for at, mark in enumerate(marks) if _place(mark) == 1), default=len(marks))
    run = marks[begin:]
    counted = all(_place(after) == _place(before) + 1 for before, after in pairwise(run))
    return run if counted and len(run) <= len(_LETTERS) else []


def _place(mark: re.Match[str]) -> int:
    return _CIRCLED.index(mark.group(1)) + 1 if mark.group(1) else int(mark.group(2))
