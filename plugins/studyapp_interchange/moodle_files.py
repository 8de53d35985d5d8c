"""Pictures and sounds in Moodle XML: in base64 beside the text that shows them, or inside an address of data."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from urllib.parse import quote, unquote
from xml.etree.ElementTree import Element, SubElement

from studyapp import Media
from studyapp_interchange.markup import to_html

_SHOWN = re.compile(r"\n?\[@@PLUGINFILE@@/([^\]\n]+)\]")
_DATA = re.compile(r"""src\s*=\s*["']data:(?:image|audio)/([a-z]{2,5})[a-z+]*;base64,([A-Za-z0-9+/=\s]+)["']""")
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".bmp")

Keep = Callable[[str, bytes], Media]


def media_of(element: Element, keep: Keep) -> tuple[tuple[Media, ...], bool]:
    """Return the files that a question has, and whether one of them could not be read."""
    found: list[Media] = []
    broken = False
    for one in element.iter("file"):
        data = _decoded(one.text or "") if one.get("encoding", "base64") == "base64" else None
        if data:
            found.append(keep(one.get("name") or "file", data))
        else:
            broken = True
    for text in element.iter("text"):
        for number, (ending, coded) in enumerate(_DATA.findall(text.text or ""), len(found) + 1):
            if data := _decoded(coded):
                found.append(keep(f"{number}.{ending}", data))
    return tuple(dict.fromkeys(found)), broken


def _decoded(text: str) -> bytes | None:
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return None


def without_shown(text: str, names: frozenset[str]) -> str:
    """Take the marks of pictures out of a text that are kept beside it; the others leave their names."""

    def shown(found: re.Match[str]) -> str:
        return "" if unquote(found[1]) in names else f"{found[0][: found[0].index('[')]}[{unquote(found[1])}]"

    return _SHOWN.sub(shown, text).strip("\n") if "@@PLUGINFILE@@" in text else text


def show(prompt: str, media: tuple[Media, ...], files: Mapping[str, bytes]) -> str:
    """Return a prompt as HTML with its pictures and sounds below it."""
    tags = (
        f'<img src="@@PLUGINFILE@@/{quote(one.name)}" alt="">'
        if one.name.lower().endswith(_PICTURES)
        else f'<audio controls src="@@PLUGINFILE@@/{quote(one.name)}"></audio>'
        for one in media
        if one.digest in files
    )
    return "<br>".join([to_html(prompt), *tags])


def enclose(parent: Element, media: tuple[Media, ...], files: Mapping[str, bytes]) -> None:
    """Put the bytes of files into an element."""
    for one in media:
        if one.digest in files:
            inner = SubElement(parent, "file", name=one.name, path="/", encoding="base64")
            inner.text = base64.b64encode(files[one.digest]).decode()
