"""Reasons in brackets behind an answer: ``D（见条例第十九条）``."""

from __future__ import annotations

import re

from studyapp_text.answers import comparable, letters
from studyapp_text.raw import Raw

_REASON = re.compile(r"((?:[A-HＡ-Ｈ][\s、,，]{0,2}){1,8})[(（](.{3,400})[)）][。.]?$", re.S)
_WORDS = re.compile(r"[\u4e00-\u9fff]|[a-z]{2}")


def take_reason(raw: Raw) -> None:
    """Take what stands in brackets behind the letters of an answer for its explanation, unless it is what they name."""
    if not raw.options or not raw.answer or len(raw.answer) > 1 or raw.answer[0][-1:] not in ")）。.":
        return
    found = _REASON.match(raw.answer[0])
    if found is None or not _WORDS.search(found.group(2)) or letters(raw.answer[0]) is not None:
        return
    reason = comparable(found.group(2))
    if any(reason == comparable("\n".join(option.lines)) for option in raw.options):
        return
    raw.answer = [found.group(1).strip(" 、,，")]
    raw.fields.setdefault("explanation", []).insert(0, found.group(2).strip())
