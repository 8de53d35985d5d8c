"""Automatic numbers of a Word document: what stands before a paragraph on paper, but not in its text.

Source: ECMA-376 part 1, 17.9 (numbering) and 17.18.59 (ST_NumberFormat). A number is told only where the text has
none of its own: many banks carry both, since somebody typed letters into paragraphs of a list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from studyapp_text.docx_package import W
from studyapp_text.docx_paragraphs import AS_STYLE, Paragraph
from studyapp_text.docx_styles import line_of, value_of

_LABELLED = re.compile(
    r"\s*(?:[(（\[【]\s*(?:\d{1,4}|[A-HＡ-Ｈ]|[一二三四五六七八九十百]{1,4})\s*[)）\]】]|"
    r"(?:[\d０-９]{1,4}\s*(?:[.．](?!\d)|[、)）])|[A-HＡ-Ｈ]\s*[.．、)）:：]|[一二三四五六七八九十百]{1,4}\s*[、.．])|"
    r"第[\d一二三四五六七八九十百]{1,4}[章节题部篇]|[①-⑳]|"
    r"[【\[]?(?:(?:参考|正确|标准|我的)?答案|(?:答案|试题)?解析|答\s*[:：】]|难度|知识点|考点|题型|章节|命题|依据))"
)
_PLACE = re.compile(r"%([1-9])")
_DIGITS = "〇一二三四五六七八九"
_HIGHEST = 99_999


@dataclass(slots=True)
class Level:
    """A level of a list: where it starts to count, in which format, and what stands around the number."""

    start: int = 1
    format: str = "decimal"
    text: str = ""


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each has counted.

    ``tied``: the levels of lists that are tied to styles. ``kept``: lists whose levels those of a style are.
    """

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    restarts: dict[str, dict[int, int]] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    tied: dict[str, dict[str, int]] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def label(self, paragraph: Paragraph) -> str:
        """Count a paragraph, and return the number that its text lacks; empty where it has one or is in no list."""
        listed = self._listed(paragraph)
        label = self._next(*listed) if listed is not None else paragraph.label
        text = paragraph.text
        return label if text.strip() and not is_labelled(text) else ""

    def _listed(self, paragraph: Paragraph) -> tuple[str, int] | None:
        """Return the list and level of a paragraph: what it does not say itself, its style says."""
        of_style = self.styles.get(paragraph.style)
        if paragraph.listed is None:
            return of_style
        number, level = paragraph.listed
        known, deep = of_style or ("", 0)
        return number or known, deep if level == AS_STYLE else level

    def _next(self, number: str, level: int) -> str:
        abstract = self.lists.get(number, "")
        levels = self.levels.get(abstract)
        if not levels or level not in levels:
            return ""
        counts = self.counts.setdefault(abstract, {})
        for restarted, start in self.restarts.pop(number, {}).items():
            counts[restarted] = start - 1
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        if levels[level].format in ("bullet", "none"):
            return ""

        def shown(place: re.Match[str]) -> str:
            at = int(place.group(1)) - 1
            known = levels.get(at, Level())
            return format_number(counts.get(at, known.start), known.format)

        label = _PLACE.sub(shown, levels[level].text).strip()
        return f"{label}．" if label[-1:].isalnum() else label


def is_labelled(text: str) -> bool:
    """Say whether a text begins with a number, a letter or a label of its own."""
    return _LABELLED.match(text) is not None


def read_numbering(numbering: Element | None, styles: Element | None) -> Numbering:
    """Read ``numbering.xml``, and from ``styles.xml`` which styles number their paragraphs."""
    found = Numbering()
    for one in numbering if numbering is not None else ():
        if one.tag == f"{W}abstractNum":
            abstract, levels = one.get(f"{W}abstractNumId", ""), one.findall(f"{W}lvl")
            found.levels[abstract] = dict(map(_level, levels))
            found.tied[abstract] = {value_of(level, "pStyle"): _level(level)[0] for level in levels}
            if not levels and (kept := value_of(one, "numStyleLink")):
                found.kept[abstract] = kept
        elif one.tag == f"{W}num":
            number = one.get(f"{W}numId", "")
            found.lists[number] = value_of(one, "abstractNumId")
            for change in one.findall(f"{W}lvlOverride"):
                level = _whole(change.get(f"{W}ilvl", ""), 0)
                if (start := value_of(change, "startOverride")).isdecimal():
                    found.restarts.setdefault(number, {})[level] = _whole(start, 1)
    _read_styles(found, styles)
    return found


def _level(element: Element) -> tuple[int, Level]:
    return _whole(element.get(f"{W}ilvl", ""), 0), Level(
        _whole(value_of(element, "start"), 1), value_of(element, "numFmt") or "decimal", value_of(element, "lvlText")
    )


def _read_styles(found: Numbering, styles: Element | None) -> None:
    """Find out which list and level each style numbers its paragraphs by; a list may be kept in a style of its own."""
    based: dict[str, str] = {}
    own: dict[str, tuple[str, int]] = {}
    for style in styles.findall(f"{W}style") if styles is not None else ():
        name = style.get(f"{W}styleId", "")
        based[name] = value_of(style, "basedOn")
        listed = style.find(f"{W}pPr/{W}numPr")
        if listed is not None:
            own[name] = (value_of(listed, "numId"), _whole(value_of(listed, "ilvl"), AS_STYLE))
    for abstract, kept in found.kept.items():
        held = found.lists.get(own[kept][0]) if kept in own else None
        found.lists.update({one: held for one, used in found.lists.items() if held and used == abstract})
    for name in based:
        line = [one for one in line_of(name, based.get) if one in own]
        number = next((own[one][0] for one in line if own[one][0]), "")
        if number:
            found.styles[name] = (number, _level_of(found, number, line, own))


def _level_of(found: Numbering, number: str, line: list[str], own: Mapping[str, tuple[str, int]]) -> int:
    """Return the level of a style: that which the list ties to it, before what it says itself."""
    tied = found.tied.get(found.lists.get(number, ""), {})
    for one in line:
        if one in tied:
            return tied[one]
        if own[one][1] != AS_STYLE:
            return own[one][1]
    return 0


def format_number(number: int, how: str) -> str:
    """Write a number in one of Word's formats; those that no exam paper uses are written in digits."""
    if not 0 < number <= _HIGHEST:
        return str(number)
    return _FORMATS.get(how, str)(number)


def _letters(number: int) -> str:
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    if number >= 4000:
        return str(number)
    text = ""
    for value, sign in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    ):
        text += sign * (number // value)
        number %= value
    return text


def _chinese(number: int) -> str:
    if number >= 1000:
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += "十" if tens == 1 and not hundreds else f"{_DIGITS[tens]}十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")


def _circled(number: int) -> str:
    return chr(0x245F + number) if number <= 20 else str(number)


_FORMATS: dict[str, Callable[[int], str]] = {
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "decimalZero": "{:02}".format,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "ideographDigital": lambda number: "".join(_DIGITS[int(digit)] for digit in str(number)),
    **dict.fromkeys(
        ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCountingThousand"), _chinese
    ),
}


def _whole(text: str, otherwise: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else otherwise
