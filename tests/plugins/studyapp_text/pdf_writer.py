"""PDF files for tests: text where it is told to stand, in a font that knows its characters by their Unicode number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

_HEIGHT, _LEFT, _TOP, _SIZE, _LEADING = 842, 72, 780, 10.5, 18

Line = tuple[float, str]
"""How far down the page a line stands, and its text."""

Drawing = tuple[int, float, int]
"""The index of the page that a small picture is on, how far down it stands, and its shade of grey."""

Text = tuple[int, float, float, str]
"""The index of the page that a text is on, where it begins, across and up, and what it says."""

Rule = tuple[int, float, float, float, float]
"""The index of the page that a line is drawn on, and from where to where: across and up, twice."""


def page_of(texts: Iterable[str], *, head: str = "", foot: str = "") -> list[Line]:
    """Set lines one below the other, between a head and a foot."""
    lines = [(_TOP - number * _LEADING, text) for number, text in enumerate(texts)]
    return [*([(812.0, head)] if head else []), *lines, *([(40.0, foot)] if foot else [])]


def pdf(
    pages: Sequence[Sequence[Line]],
    *,
    picture: bool = False,
    encrypted: bool = False,
    drawings: Sequence[Drawing] = (),
    left: Mapping[int, float] = MappingProxyType({}),
    texts: Sequence[Text] = (),
    rules: Sequence[Rule] = (),
    looks: Mapping[str, str] = MappingProxyType({}),
    font: str = "Song",
    sizes: Mapping[str, float] = MappingProxyType({}),
) -> bytes:
    """Write a PDF ([ISO 32000-1] 7.5, 9.7.6); ``picture``: every page is painted with one.

    ``left``: how far from the edge the lines begin, from the line of this index on, where not at the margin.
    ``texts``: what stands beside the lines; ``rules``: straight lines; ``looks``: what is
    told to the page before a line of this text, and ends with it. ``font``: the name of the only one.
    ``sizes``: of what stands beside the lines, the size of the letters of this text.
    """
    letters = sorted(
        {letter for page in pages for _, text in page for letter in text}
        | {letter for *_, text in texts for letter in text}
    )
    mapped = "\n".join(f"<{ord(letter):04X}> <{ord(letter):04X}>" for letter in letters)
    cmap = f"{len(letters)} beginbfchar {mapped} endbfchar endcmap"
    kids = " ".join(f"{7 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        f"<< /Type /Font /Subtype /Type0 /BaseFont /{font} /Encoding /Identity-H"
        f" /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>".encode(),
        f"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /{font} /DW 1000".encode()
        + b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        _stream(b"begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange " + cmap.encode()),
        _stream(
            b"\x80", b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray"
        ),
    ]
    for number, page in enumerate(pages):
        shown_here = [(at, one) for at, one in enumerate(drawings) if one[0] == number]
        named = "".join(f" /P{at} {7 + 2 * len(pages) + at} 0 R" for at, _ in shown_here)
        resources = f"<< /Font << /F 3 0 R >> /XObject << /I 6 0 R{named} >> >>"
        box = f"/MediaBox [0 0 595 {_HEIGHT}]"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R {box} /Resources {resources} /Contents {8 + 2 * number} 0 R >>".encode()
        )
        shown = "".join(
            f"q {looks.get(text, '')} BT /F {_SIZE} Tf {_edge(left, at)} {down} Td <{_codes(text)}> Tj ET Q\n"
            for at, (down, text) in enumerate(page)
        )
        shown += "".join(f"q 80 0 0 12 {_LEFT} {down} cm /P{at} Do Q\n" for at, (_, down, _shade) in shown_here)
        shown += "".join(
            f"BT /F {sizes.get(text, _SIZE)} Tf {x} {y} Td <{_codes(text)}> Tj ET\n"
            for on, x, y, text in texts
            if on == number
        )
        shown += "".join(f"{x} {y} m {to_x} {to_y} l S\n" for on, x, y, to_x, to_y in rules if on == number)
        objects.append(_stream((("q 500 0 0 700 40 70 cm /I Do Q\n" if picture else "") + shown).encode()))
    kind = b"/Type /XObject /Subtype /Image /Width 32 /Height 32 /BitsPerComponent 8 /ColorSpace /DeviceGray"
    objects += [_stream(bytes([shade]) * 1024, kind) for _, _, shade in drawings]
    return _file(objects, encrypted=encrypted)


def ruled(
    columns: Sequence[float], rows: Sequence[Sequence[Sequence[str]]], *, page: int = 0, top: float = _TOP
) -> tuple[list[Text], list[Rule]]:
    """Draw a table: the lines of its cells, and the rules between them.

    ``columns``: where the upright rules stand; a row has its cells, and a cell its lines.
    """
    lines: list[Text] = []
    heights = [top]
    for row in rows:
        for left, cell in zip(columns, row, strict=False):
            lines += [(page, left + 3, heights[-1] - (at + 1) * _LEADING, text) for at, text in enumerate(cell)]
        heights.append(heights[-1] - max(map(len, row)) * _LEADING - 6)
    level = [(page, columns[0], height, columns[-1], height) for height in heights]
    upright = [(page, edge, top, edge, heights[-1]) for edge in columns]
    return lines, [*level, *upright]


def _edge(left: Mapping[int, float], line: int) -> float:
    """How far from the edge a line begins."""
    return next((left[at] for at in sorted(left, reverse=True) if at <= line), _LEFT)


def _codes(text: str) -> str:
    return "".join(f"{ord(letter):04X}" for letter in text)


def _stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries, len(data), data)


def _file(objects: list[bytes], *, encrypted: bool) -> bytes:
    data, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    lock = b"/ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>" % (b"AB" * 32, b"CD" * 32)
    trailer = b"<< /Size %d /Root 1 0 R %s >>" % (size, lock if encrypted else b"")
    return data + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n%s\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        table,
        trailer,
        len(data),
    )
