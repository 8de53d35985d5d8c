"""Texts in quotes as people and programs really write them: other quotes, quotes inside, broken escapes."""

from __future__ import annotations

import re
from json import decoder

_scan = decoder.scanstring  # type: ignore[attr-defined]
QUOTED: dict[str, re.Pattern[str]] = {
    '"': re.compile(r'"((?:[^"\\]|\\.)*)"', re.S),
    "'": re.compile(r"'((?:[^'\\]|\\.)*)'", re.S),
    "`": re.compile(r"`((?:[^`\\]|\\.)*)`", re.S),
    "“": re.compile(r"“([^“”]*)[”“]", re.S),
}
_AFTER = re.compile(r"[\s\ufeff]*(?:[,，:：}\]+;)/\"]|$|\n)")
_QUOTING = re.compile(r'"((?:[^\\\n]|\\.)*?)"(?=\s*(?:[,}\]:]|$))')
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|\r?\n|(.))", re.S)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}

ENDS = frozenset((",", "}", "]", ":"))
"""What stands behind a text in most files."""


def text_at(text: str, at: int) -> tuple[str, int] | None:
    """Return the text whose quote stands at a place, and the place behind it; ``None`` where it does not end."""
    quote = text[at]
    if quote == '"':
        try:
            plain, end = _scan(text, at + 1, False)
        except ValueError:
            pass
        else:
            if text[end : end + 1] in ENDS or _AFTER.match(text, end):
                return str(plain), end
            if found := _QUOTING.match(text, at):
                return _ESCAPE.sub(_unescaped, found[1]), found.end()
            return str(plain), end
    whole = QUOTED[quote].match(text, at)
    return None if whole is None else (_ESCAPE.sub(_unescaped, whole[1]), whole.end())


def _unescaped(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    if code:
        return chr(int(code, 16))
    return _ESCAPED.get(found[3], found[3]) if found[3] else ""
