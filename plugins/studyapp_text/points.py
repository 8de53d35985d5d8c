"""The points of a short answer, as people number them. Pure functions."""

from __future__ import annotations

import re

from studyapp_text.answers import SUB_NUMBERS

_POINT = re.compile(
    r"(?:[-•·*]\s+|[(（]\d{1,2}[)）]\s*[、.．]?|\d{1,2}\s?(?:[、)）]|[.．](?!\d))|[①-⑳]|[(（][一二三四五六七八九十]{1,3}[)）])\s*"
)


def key_points(lines: list[str]) -> list[str]:
    """Return the points of a short answer: numbered or bulleted lines, else the whole as one."""
    points: list[list[str]] = []
    numbered = False
    for line in lines:
        found = _POINT.match(line)
        if found and line[found.end() :]:
            points.append([line[found.end() :]])
            numbered = True
        elif points:
            points[-1].append(line)
        elif line:
            points.append([line])
    if len(points) > 1 and numbered:
        return ["\n".join(point) for point in points]
    return _inline_points("\n".join(lines))


def _inline_points(text: str) -> list[str]:
    """Split ``①…②…`` or ``（1）…（2）…`` within one line, where it is counted from one."""
    marks = list(SUB_NUMBERS.finditer(text))
    if len(marks) < 2 or not re.match(r"\s*(?:①|[(（]1[)）])", marks[0].group()):
        return [text]
    lead = text[: marks[0].start()].strip("：: ")
    pieces = [piece.strip(" ；;") for piece in SUB_NUMBERS.split(text[marks[0].start() :]) if piece.strip(" ；;")]
    if not pieces:
        return [text]
    return [lead, *pieces] if len(lead) > 20 else pieces
