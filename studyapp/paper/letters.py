"""The letters of options in an explanation, written anew for another order."""

from __future__ import annotations

import re
from collections.abc import Mapping

_WIDE = {code: code - 0xFEE0 for code in (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}

_RUN = re.compile(r"(?<![A-Za-z0-9])[A-Z]{1,8}(?:\s*[、,，/]\s*[A-Z]{1,8}(?![A-Za-z0-9]))*(?![A-Za-z0-9])")
"""Letters together, or with commas between: one statement about these options."""

_AFTER = re.compile(
    r"\s*(?:选?项|$|[。；;，,、：:.）)\n]|正确|错误|不正确|不?对|有误|错|符合|不符合|不?属于|不?选|说法|表述|均|都|皆|两项|三项"
    r"|四项|为正确|为错误|是正确|是错误|与题|不入选|当选|应选|排除|也|和|与|及|或)"
)
"""What follows letters that name options."""


_FIRM_BEFORE = re.compile(r"(?:选项?|答案[为是：:]?|答案应[为是]|排除)\s*$")
_FIRM_AFTER = re.compile(
    r"\s*(?:选?项|正确|错误|不正确|不?对(?:。|，|；|$)|有误|错|(?:的)?(?:说法|表述)|[均都皆](?:正确|对|错|不|符合|是|为)|符合题意"
    r"|不?选(?:。|，|；|$)|当选|不入选|不符合题意)"
)
"""Letters with one of these name options; a run that has neither is doubtful."""

_BY_PLACE = re.compile(
    "(?<![条款、])第[一二三四五六1-6]个?(?:选项|项)|[前后][两二三四]项|最后一[项个]|选项\\s*[1-8一二三四五]|以上[各选]|上述[各选]"
)
"""Options named by where they stand."""

_SMALL = re.compile(r"(?:选项?|答案[为是：:]?)\s*[a-h]{1,8}(?![A-Za-z])|(?<![A-Za-z])[a-h]{1,8}\s*(?:选?项|正确|错误)")
"""Small letters are not written anew."""


def relettered(text: str, places: Mapping[int, int]) -> str | None:
    """The text with every letter that names an option put for the place where it stands now.

    ``places``: the new index of each old one. ``None`` where it is not sure what a letter names, or where options
    are named by their places. A text without letters comes back as it is.
    """
    narrow = text.translate(_WIDE)
    if _BY_PLACE.search(narrow) or _SMALL.search(narrow):
        return None
    pieces, end = [], 0
    for run in _RUN.finditer(narrow):
        renamed = _renamed(run, places)
        if renamed is None:
            return None
        pieces += [text[end : run.start()], renamed]
        end = run.end()
    return "".join([*pieces, text[end:]])


def _renamed(run: re.Match[str], places: Mapping[int, int]) -> str | None:
    letters = re.findall("[A-Z]", run[0])
    old = [ord(letter) - ord("A") for letter in letters]
    if len(set(old)) != len(old) or any(index not in places for index in old) or not _is_sure(run):
        return None
    new = sorted(places[index] for index in old)  # they are named in the order of the alphabet, and shall be again
    after = iter(new)
    return re.sub("[A-Z]", lambda _letter: chr(ord("A") + next(after)), run[0])


def _is_sure(run: re.Match[str]) -> bool:
    """Whether letters name options, by the words around them."""
    before, after = run.string[: run.start()], run.string[run.end() :]
    if _FIRM_BEFORE.search(before):
        return bool(_AFTER.match(after))
    return bool(_FIRM_AFTER.match(after))
