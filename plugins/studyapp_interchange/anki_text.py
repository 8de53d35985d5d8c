"""A field of a note as plain text: what a learner reads, and the names of its pictures and sounds."""

from __future__ import annotations

import html
import re

from studyapp_interchange.markup import parse

SOUND = re.compile(r"\[sound:([^\]]{0,255})\]")
"""Without a limit each of many that do not end would be looked at up to the end of the text; no file has more."""

GAP = "____"

_BREAK = re.compile(r"</?(?:br|div|p)\s*/?>")
_TAG = re.compile(r"<[a-zA-Z/!?]")
_SPACE = re.compile(r"[ \t\r\n\u00a0]+")
_CLOZE = re.compile(r"\{\{c[\d,]+::|\}\}")


def text_of(field: str) -> tuple[str, tuple[str, ...]]:
    """Return a field's text, and the names of its sounds and pictures in that order.

    Most fields have no markup but line breaks, for which an HTML parser would be slow.
    """
    if "<" not in field and "&" not in field and "[" not in field:
        return field.strip(" \t\r\n"), ()
    sounds = tuple(SOUND.findall(field)) if "[sound:" in field else ()
    if sounds:
        field = SOUND.sub(" ", field)
    lines = _BREAK.split(field)
    if len(lines) == 1 or _TAG.search("".join(lines)):
        text, pictures = parse(field)
        return text, sounds + pictures
    if "&" in field:
        lines = [html.unescape(line) for line in lines]
    bare = [_SPACE.sub(" ", line).strip(" \t\r") if " " in line or not line.isprintable() else line for line in lines]
    return "\n".join([line for line in bare if line]), sounds


def deletions_of(text: str) -> tuple[str, list[str], bool] | None:
    """Return a text with gaps for the words that are deleted from it (cloze), those words, and whether any are nested.

    The hint of a gap stands behind it in brackets. Of nested deletions the outer one is the gap and the inner ones
    are read as if they were not marked. ``None`` where a deletion does not end.
    """
    found: list[str] = []
    stack: list[list[str]] = [[]]
    nested = False
    at = 0
    for token in _CLOZE.finditer(text):
        stack[-1].append(text[at : token.start()])
        at = token.end()
        if token[0] != "}}":
            nested = nested or len(stack) > 1
            stack.append([])
        elif len(stack) == 1:
            stack[-1].append(token[0])
        else:
            word, _, hint = "".join(stack.pop()).partition("::")
            if len(stack) == 1:
                found.append(word.strip())
                word = f"{GAP}（{hint.strip()}）" if hint.strip() else GAP
            stack[-1].append(word)
    if len(stack) > 1:
        return None
    return "".join([*stack[0], text[at:]]), found, nested
