"""Pictures on the pages of a PDF: what each shows, and behind which line of text it stands."""

from __future__ import annotations

import ctypes
import hashlib
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import pypdfium2 as pdfium

from studyapp_text.album import LARGEST_PICTURE, LARGEST_TOTAL
from studyapp_text.places import Row
from studyapp_text.png import png

_IMAGE = re.compile(rb"/Subtype\s*/Image")
_SMALLEST = 24
"""In points of the picture: what is smaller is a mark or a rule."""

_BACKGROUND = 0.6
"""A picture that covers so much of its page lies behind the text."""

_FEWEST_PAGES = 3
_SHARE = 0.3
_DEEPEST = 4
_MOST_ON_PAGE = 200
_PLAIN_JPEG = ["DCTDecode"]


class Drawn(NamedTuple):
    """A picture on a page: its key, and the number of the line of the file behind which it stands."""

    key: str
    line: int
    page: int


@dataclass(slots=True)
class Gallery:
    """All pictures of a document; ``files`` has the bytes of each by key, none where there are too many."""

    drawn: list[Drawn] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    backgrounds: int = 0
    spent: int = 0

    def settled(self, pages: int) -> tuple[list[Drawn], int]:
        """Return the pictures without those that come again on many pages or lie behind the text, and their count."""
        on_pages: dict[str, set[int]] = defaultdict(set)
        for one in self.drawn:
            on_pages[one.key].add(one.page)
        least = max(_FEWEST_PAGES, _SHARE * pages)
        recurring = {key for key, numbers in on_pages.items() if len(numbers) >= least}
        kept = [one for one in self.drawn if one.key not in recurring]
        return kept, len(self.drawn) - len(kept) + self.backgrounds


def may_hold_pictures(data: bytes) -> bool:
    """Say whether a file has pictures at all: what describes one is never packed ([ISO 32000-1] 7.5.7)."""
    return _IMAGE.search(data) is not None


def look_at(gallery: Gallery, page: pdfium.PdfPage, text_page: pdfium.PdfTextPage, number: int, before: int) -> None:
    """Take the pictures of a page; ``before``: how many lines the pages before it have."""
    width, height = page.get_size()
    for count, image in enumerate(_images(page)):
        if count >= _MOST_ON_PAGE:
            return
        left, bottom, right, top = (image.container or image).get_bounds()
        if (right - left) * (top - bottom) > _BACKGROUND * width * height:
            gallery.backgrounds += 1
            continue
        if min(image.get_px_size()) < _SMALLEST:
            continue
        above = text_page.get_text_bounded(bottom=(bottom + top) / 2)
        lines = sum(bool(line.strip()) for line in above.replace("\r", "\n").split("\n"))
        gallery.drawn.append(Drawn(_take(gallery, image), before + lines, number))


def _images(page: pdfium.PdfPage) -> Iterator[pdfium.PdfImage]:
    yield from page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_IMAGE], max_depth=_DEEPEST)


def _take(gallery: Gallery, image: pdfium.PdfImage) -> str:
    """Keep a picture's bytes, and return its key."""
    raw = bytes(image.get_data())
    width, height = image.get_px_size()
    key = hashlib.sha256(b"%d %d " % (width, height) + raw).hexdigest()
    if key in gallery.files:
        return key
    if max(len(raw), width * height) > 4 * LARGEST_PICTURE or gallery.spent > LARGEST_TOTAL:
        gallery.files[key] = b""
        return key
    data = raw if image.get_filters() == _PLAIN_JPEG else _points(image)
    gallery.files[key] = data
    gallery.spent += len(data)
    return key


def _points(image: pdfium.PdfImage) -> bytes:
    """Return a picture that is no file within the PDF as one."""
    bitmap = image.get_bitmap()
    bitmap.warn_on_close = False  # its points are copied before it is closed
    try:
        channels, stride = bitmap.n_channels, bitmap.stride
        points = bytearray(ctypes.string_at(bitmap.buffer, stride * bitmap.height))
        if channels >= 3:  # pdfium has blue first
            for row in range(bitmap.height):
                start, end = row * stride, row * stride + bitmap.width * channels
                blue, red = points[start:end:channels], points[start + 2 : end : channels]
                points[start:end:channels], points[start + 2 : end : channels] = red, blue
        if bitmap.format == pdfium.raw.FPDFBitmap_BGRx:
            points[3::4] = b"\xff" * len(points[3::4])
        return png(bitmap.width, bitmap.height, channels, stride, bytes(points))
    finally:
        bitmap.close()


def behind(rows: list[Row], drawn: list[Drawn]) -> list[tuple[int, Drawn]]:
    """Return for each picture the index of the row behind which it stands."""
    order = sorted(range(len(rows)), key=lambda at: rows[at].first)
    firsts = [rows[at].first for at in order]
    return [(order[max(bisect_right(firsts, one.line) - 1, 0)], one) for one in drawn] if rows else []
