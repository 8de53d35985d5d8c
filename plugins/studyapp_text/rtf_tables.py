"""What an RTF file says at its head: the fonts and their code pages, the colours, and how styles look.

Source: Rich Text Format Specification 1.9.1, "Font Table", "Color Table", "Style Sheet".
"""

from __future__ import annotations

from dataclasses import dataclass, field

_CODE_PAGES = {
    0: "cp1252", 77: "cp10000", 128: "cp932", 129: "cp949", 134: "gb18030", 136: "cp950", 161: "cp1253", 162: "cp1254",
    163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip
"""Code pages of the character sets of fonts."""

_SYMBOL_SET = 2
SYMBOLIC = "symbols"
"""In place of a code page: the letters are those of a font of symbols, which have private codes."""

_SYMBOL_FONTS = ("Wingdings", "Symbol")
_PARTS = (b"red", b"green", b"blue")
_MOST_COLOURS = 4096
_MOST_STYLES = 4096
_DEEPEST = 12

Style = tuple[bytes, int]
"""``s`` for one of paragraphs or ``cs`` for one of letters, and its number."""


@dataclass(slots=True)
class Tables:
    """Fonts, colours and styles, as far as they are read; ``font``: the one whose record is open."""

    pages: dict[int, str] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    default: str = "cp1252"
    font: int = 0
    _palette: list[str] = field(default_factory=list)
    _colour: dict[bytes, int] = field(default_factory=dict)
    _looks: dict[Style, frozenset[str]] = field(default_factory=dict)
    _bases: dict[Style, int] = field(default_factory=dict)

    def use_code_page(self, number: int) -> None:
        """Take the code page of the file."""
        self.default = "gb18030" if number == 936 else f"cp{number}"

    def use_character_set(self, number: int) -> None:
        """Take the character set of the font whose record is open."""
        if number == _SYMBOL_SET:
            self.pages[self.font] = SYMBOLIC
        elif number in _CODE_PAGES and number:
            self.pages[self.font] = _CODE_PAGES[number]

    def name_font(self, data: bytes) -> None:
        """Take the name of the font whose record is open."""
        self.names.setdefault(self.font, data.decode("ascii", errors="replace").strip("; "))

    def mix(self, part: bytes, value: int) -> None:
        """Take a part of the colour that is open; pass over what is none."""
        if part in _PARTS:
            self._colour[part] = min(max(value, 0), 255)

    def end_colours(self, data: bytes) -> None:
        """End as many colours as there are semicolons."""
        for _ in range(min(data.count(b";"), _MOST_COLOURS - len(self._palette))):
            self._palette.append(bytes(self._colour.get(part, 0) for part in _PARTS).hex() if self._colour else "")
            self._colour = {}

    def colour(self, number: int | None) -> str:
        """Return an entry of the table of colours in hexadecimal digits, empty for the automatic one."""
        return self._palette[number] if number is not None and 0 <= number < len(self._palette) else ""

    def end_style(self, style: Style, base: int, looks: frozenset[str]) -> None:
        """Take a style: the number of the one that it is based on, and how its letters look."""
        if len(self._looks) < _MOST_STYLES:
            self._looks[style] = looks
            self._bases[style] = base

    def looks(self, style: Style) -> frozenset[str]:
        """Return how the letters of a style look."""
        found: set[str] = set()
        for _ in range(_DEEPEST):
            found |= self._looks.get(style, frozenset())
            base = (style[0], self._bases.get(style, -1))
            if base == style or base not in self._looks:
                break
            style = base
        return frozenset(found)

    def decoded(self, data: bytes, page: str, font: int) -> str:
        """Return the letters of bytes in a code page; those of symbol fonts get their private codes."""
        page = page or self.default
        if page == SYMBOLIC:
            if self.names.get(font, "").startswith(_SYMBOL_FONTS):
                return "".join(chr(0xF000 + byte) for byte in data)
            page = "cp1252"
        try:
            return data.decode(page, errors="replace")
        except LookupError:
            return data.decode("cp1252", errors="replace")
