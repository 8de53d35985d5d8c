"""How the letters of a Word document look: of the document's defaults, of styles, and by hand.

Source: ECMA-376 part 1, 17.7.2 (the order in which styles hold), 17.7.3 (toggle properties), 17.3.2 (what can be said
of a run). What is said by hand has the last word; of a style and those that it is based on, the nearest has it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple
from xml.etree.ElementTree import Element

from studyapp_text.docx_package import W
from studyapp_text.looks import STRUCK, STRUCK_TWICE, hue

_HEX = re.compile(r"[0-9A-Fa-f]{6}$")
_OFF = ("0", "false", "off")
_TOGGLES = ("bold", STRUCK)
"""What is on where either the style of the paragraph or that of the letters says so, but not both."""

_LINKS = frozenset(("hyperlink", "followedhyperlink"))
"""Built-in styles whose look says that there is a link, and nothing of what it stands in."""

_NOTHING: Mapping[str, str] = MappingProxyType({})


class Look(NamedTuple):
    """How letters look: their marks, whether they stand above or below the line, the name of their font."""

    marks: frozenset[str] = frozenset()
    raised: str = ""
    font: str = ""


@dataclass(frozen=True, slots=True)
class _Style:
    base: str
    said: Mapping[str, str]


@dataclass(slots=True)
class Styles:
    """The styles of a document by their identifiers; ``default``: the one of paragraphs that name none."""

    default: str = ""
    first: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    known: dict[str, _Style] = field(default_factory=dict)
    _told: dict[tuple[str, str], tuple[Mapping[str, str], Look]] = field(default_factory=dict)

    def look(self, paragraph: str, properties: Element | None) -> Look:
        """Return how letters look in a paragraph of a style, with what their run says."""
        own = value_of(properties, "rStyle") if properties is not None else ""
        key = (paragraph or self.default, own)
        known = self._told.get(key)
        if known is None:
            told = self._of_styles(*key)
            known = self._told[key] = told, _look(told)
        told, look = known
        said = _said(properties)
        return _look({**told, **said}) if said else look

    def _of_styles(self, paragraph: str, letters: str) -> Mapping[str, str]:
        of_paragraph, of_letters = self._of_style(paragraph), self._of_style(letters)
        told = {**self.first, **of_paragraph, **of_letters}
        for toggle in _TOGGLES:
            is_on = bool(of_paragraph.get(toggle)) != bool(of_letters.get(toggle))
            told[toggle] = toggle if is_on or self.first.get(toggle) else ""
        return told

    def _of_style(self, name: str) -> Mapping[str, str]:
        said: dict[str, str] = {}
        for one in line_of(name, lambda known: self.known[known].base if known in self.known else None):
            said = {**self.known[one].said, **said}
        return said


def _look(said: Mapping[str, str]) -> Look:
    marks = frozenset(value for kind, value in said.items() if value and kind not in ("raised", "font"))
    return Look(marks, said.get("raised", ""), said.get("font", ""))


def line_of(name: str, base: Callable[[str], str | None]) -> Iterator[str]:
    """Yield a style and those that it is based on, the nearest first; ``base`` returns None for one not known."""
    seen = set[str]()
    while name and name not in seen:
        following = base(name)
        if following is None:
            return
        yield name
        seen.add(name)
        name = following


def read_styles(styles: Element | None) -> Styles:
    """Read ``styles.xml``: what it says of letters."""
    found = Styles()
    if styles is None:
        return found
    found.first = _said(styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
    for style in styles.findall(f"{W}style"):
        name = style.get(f"{W}styleId", "")
        is_link = value_of(style, "name").replace(" ", "").lower() in _LINKS
        said = _NOTHING if is_link else _said(style.find(f"{W}rPr"))
        found.known[name] = _Style(value_of(style, "basedOn"), said)
        if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default", "0") not in _OFF:
            found.default = name
    return found


def _said(properties: Element | None) -> Mapping[str, str]:
    """Return what properties say, each kind of look with its mark, or empty where they take it back."""
    said: dict[str, str] = {}
    for one in properties if properties is not None else ():
        name, value = str(one.tag).rpartition("}")[2], one.get(f"{W}val", "")
        if name == "color":
            said["colour"] = hue(value) if _HEX.match(value) else ""
        elif name == "highlight":
            said["highlight"] = "highlight" if value != "none" else ""
        elif name == "shd":
            said["shade"] = "highlight" if _is_shade(one.get(f"{W}fill", "")) else ""
        elif name == "u":
            said["underline"] = "underline" if value != "none" else ""
        elif name in _SWITCHES:
            said[_SWITCHES[name]] = "" if value in _OFF else _SWITCHES[name]
        elif name == "vertAlign":
            said["raised"] = value
        elif name == "rFonts" and (font := one.get(f"{W}ascii") or one.get(f"{W}hAnsi")):
            said["font"] = font
    return said


_SWITCHES = {"b": "bold", "strike": STRUCK, "dstrike": STRUCK_TWICE}


def _is_shade(fill: str) -> bool:
    return _HEX.match(fill) is not None and fill.upper() != "FFFFFF"


def value_of(element: Element, name: str) -> str:
    """Return what a child of an element says, empty where there is none."""
    found = element.find(W + name)
    return found.get(f"{W}val", "") if found is not None else ""
