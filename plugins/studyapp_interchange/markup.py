"""HTML as plain text: what a learner reads, without what makes it pretty."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_BREAKS = frozenset(
    {"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "hr", "pre"}
)
_HIDDEN = frozenset({"script", "style", "rp"})
_APART = frozenset({"td", "th"})
_TAG = re.compile(r"<[a-zA-Z/!]|&[#a-zA-Z]")


class _Text(HTMLParser):
    """Collects the text and the names of pictures; a block begins and ends with a line break."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.pictures: list[str] = []
        self._hidden = 0
        self._kept = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BREAKS:
            self.parts.append("\n")
        if tag in _APART:
            self.parts.append(" ")
        elif tag == "rt":  # what is written above a character tells how it is read
            self.parts.append("（")
        self._hidden += tag in _HIDDEN
        self._kept += tag == "pre"
        if tag == "img":
            name = dict(attrs).get("src") or ""
            if name:
                self.pictures.append(name)
                self.parts.append(f"[{name}]" if not name.startswith("data:") else "")

    def handle_endtag(self, tag: str) -> None:
        if tag in _BREAKS and tag != "br":
            self.parts.append("\n")
        elif tag == "rt":
            self.parts.append("）")
        self._hidden -= tag in _HIDDEN and self._hidden > 0
        self._kept -= tag == "pre" and self._kept > 0

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data if self._kept else re.sub(r"[ \t\r\n\u00a0]+", " ", data))


def to_text(html: str) -> str:
    """Return the text of a piece of HTML; a picture leaves its name in square brackets."""
    return parse(html)[0]


def parse(html: str) -> tuple[str, tuple[str, ...]]:
    """Return the text of a piece of HTML, and the names of its pictures."""
    if not _TAG.search(html):
        return html.strip(" \t\r\n"), ()
    parser = _Text()
    try:
        parser.feed(html)
        parser.close()
    except (AssertionError, ValueError):  # html.parser gives up on some broken declarations
        return re.sub(r"<[^>]*>", " ", html).strip(), ()
    lines = (line.strip(" \t\r") for line in "".join(parser.parts).split("\n"))
    return "\n".join(line for line in lines if line), tuple(parser.pictures)


def to_html(text: str) -> str:
    """Return HTML that ``to_text`` reads back, as far as white space allows."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return escaped.replace("\n", "<br>")
