"""Numbered lines of a prompt that are its choices: the steps to put in order, the left column of a match."""

from __future__ import annotations

import re

from studyapp_text.display import PLAIN

CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"
_INLINE = re.compile(rf"(?<!{PLAIN})[{CIRCLED[:20]}]")
_NUMBERED = re.compile(r"(?:[(（](\d{1,2})[)）]|(\d{1,2})\s?[.．、)）：:])\s*(?=\S)")
_FEWEST = 2

Labelled = list[tuple[str, str]]


def circled_steps(lines: list[str]) -> tuple[list[str], Labelled] | None:
    """Cut ``①…②…``, on lines of their own or on one, from the end of a prompt."""
    text = "\n".join(lines)
    marks = list(_INLINE.finditer(text))
    if len(marks) < _FEWEST or [mark.group() for mark in marks] != list(CIRCLED[: len(marks)]):
        return None
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    steps = [
        (mark.group(), text[mark.end() : end].strip(" \n\t、，,；;.．。：:"))
        for mark, end in zip(marks, ends, strict=True)
    ]
    kept = text[: marks[0].start()].rstrip()
    return (kept.split("\n"), steps) if kept and all(step for _, step in steps) else None


def numbered_lines(lines: list[str]) -> tuple[list[str], Labelled] | None:
    """Cut lines ``1. …`` or ``（1）…``, counted from one, from the end of a prompt."""
    kept: list[str] = []
    steps: Labelled = []
    for line in lines:
        found = _NUMBERED.match(line)
        number = int(found.group(1) or found.group(2)) if found else 0
        if found is not None and number == len(steps) + 1:
            steps.append((str(number), line[found.end() :].rstrip("；;")))
        elif steps:
            steps[-1] = (steps[-1][0], f"{steps[-1][1]}\n{line}")
        else:
            kept.append(line)
    return (kept, steps) if kept and len(steps) >= _FEWEST else None


def steps_of(lines: list[str]) -> tuple[list[str], Labelled] | None:
    """Cut the steps that a prompt without options lists."""
    return circled_steps(lines) or numbered_lines(lines)
