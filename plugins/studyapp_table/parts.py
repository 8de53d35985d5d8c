"""A large sheet of xlsx, read in parts: while the library reads two, the last is taken and the next looked through.

The library leaves Python to others while it reads, so that two processors are at work; and of all that it makes room
for there is a part at a time. A sheet is cut before a row that says its number, so that every part says where it is.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from python_calamine import CalamineSheet, CalamineWorkbook

from studyapp import NotABank
from studyapp_table.limits import Extent, Glance, count_exactly, unpacked

LARGE = 8 << 20
"""Bytes of a sheet from which it is read in parts."""

PART = 4 << 20
"""Bytes of a part; a workbook whose sheets share more texts than that is read as it is, once for all."""

_AHEAD = 3
"""Parts that wait while one is being taken."""

_BEGIN, _ROW, _END = b"<sheetData>", b'<row r="', b"</sheetData>"
_REST = b"</sheetData></worksheet>"
_is_worksheet = re.compile(rb"<worksheet[\s>]").search

Take = Callable[[CalamineSheet, bool], None]
"""Is handed a part, and whether there may be radicals in it."""


class _Uncut(Exception):  # noqa: N818 - it is no error: the sheet is read as a whole
    """A sheet cannot be cut, or a part of it is not read."""


def sheet_to_cut(archive: zipfile.ZipFile) -> zipfile.ZipInfo | None:
    """Return the sheet of a workbook that has only one, if it is worth to cut it."""
    sheets = [one for one in archive.infolist() if one.filename.startswith("xl/worksheets/")]
    sheets = [one for one in sheets if one.filename.endswith(".xml")]
    shared = sum(one.file_size for one in archive.infolist() if one.filename.endswith("sharedStrings.xml"))
    return sheets[0] if len(sheets) == 1 and sheets[0].file_size >= LARGE and shared < PART else None


def check_and_read(archive: zipfile.ZipFile, data: bytes, info: zipfile.ZipInfo, take: Take) -> tuple[Extent, bool]:
    """Check a sheet as ``limits.check_sheet`` does, and hand its parts over; nothing is read that was not checked.

    Return what the check tells, and whether all parts were handed over: else the sheet is to be read as a whole.
    """
    glance, crc, whole = Glance(), 0, True
    with ThreadPoolExecutor(2) as pool:
        cutter = _Cutter(_Reading(pool, archive, info.filename, take))
        for text in unpacked(data, info):
            glance.take(text)
            crc = zlib.crc32(text, crc)
            whole = whole and not glance.odd and cutter.goes_on(text, radicals=glance.extent.radicals)
        if glance.odd:
            count_exactly(data, info)
        whole = whole and crc == info.CRC and cutter.ends()
    return glance.extent, whole


class _Reading:
    """Parts on their way through the library."""

    def __init__(self, pool: ThreadPoolExecutor, archive: zipfile.ZipFile, name: str, take: Take) -> None:
        self._pool = pool
        self._name = name
        self._take = take
        self._others = [(one.filename, archive.read(one)) for one in archive.infolist() if _is_needed(one)]
        self._waiting: deque[Future[CalamineSheet]] = deque()

    def give(self, sheet: bytes, *, radicals: bool) -> None:
        """Let a part be read; take those that were read before."""
        self._waiting.append(self._pool.submit(_read, self._packed(sheet)))
        self.take(_AHEAD, radicals=radicals)

    def take(self, left: int, *, radicals: bool) -> None:
        """Take parts until so many are left."""
        while len(self._waiting) > left:
            future = self._waiting.popleft()
            try:
                self._take(future.result(), radicals)
            except NotABank:
                raise
            except (Exception, panic()) as error:
                raise _Uncut from error

    def _packed(self, sheet: bytes) -> io.BytesIO:
        """Return a workbook of a part. This is done here, since another thread would wait at every step of it."""
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            for name, data in self._others:
                archive.writestr(name, data)
            archive.writestr(self._name, sheet)
        file.seek(0)
        return file


def _read(file: io.BytesIO) -> CalamineSheet:
    return CalamineWorkbook.from_filelike(file).get_sheet_by_index(0)


def _is_needed(one: zipfile.ZipInfo) -> bool:
    """Say whether a member tells which sheets there are and how cells are read."""
    return one.filename.endswith((".rels", "[Content_Types].xml", "workbook.xml", "styles.xml", "sharedStrings.xml"))


def panic() -> type[BaseException]:
    """Return what the library raises where it meets its own limits; it is no ``Exception``."""
    return next((one for one in BaseException.__subclasses__() if one.__name__ == "PanicException"), Exception)


class _Cutter:
    """A sheet being cut. Every part has the sheet's beginning, and the last one its end."""

    def __init__(self, reading: _Reading) -> None:
        self._reading = reading
        self._beginning = b""
        self._pieces: list[bytes] = []
        self._size = 0
        self._last = b""
        self._radicals = False
        self._is_over = False

    def goes_on(self, text: bytes, *, radicals: bool) -> bool:
        """Take the next stretch, which was checked; say whether it can go on."""
        self._radicals = radicals
        first = not self._beginning and not self._pieces
        if _has_markup(text, 5 if first else 0) or _has_markup(self._last + text[:1]):
            return False
        self._last = text[-1:]
        self._pieces.append(text)
        self._size += len(text)
        try:
            return self._size < PART or self._is_over or self._cut()
        except _Uncut:
            return False

    def ends(self) -> bool:
        """Hand over the rest; say whether it was all read."""
        if not self._beginning:
            return False
        try:
            self._reading.give(self._beginning + b"".join(self._pieces), radicals=self._radicals)
            self._reading.take(0, radicals=self._radicals)
        except _Uncut:
            return False
        return True

    def _cut(self) -> bool:
        """Hand over the rows that are there to their end."""
        text = b"".join(self._pieces)
        if not self._beginning:
            if not self._begin(text):
                return False
            text = text[len(self._beginning) :]
        self._is_over = _END in text
        at = len(text) if self._is_over else text.rfind(_ROW)
        if at > 0 and not self._is_over:
            self._reading.give(self._beginning + text[:at] + _REST, radicals=self._radicals)
            text = text[at:]
        self._pieces, self._size = [text], len(text)
        return True

    def _begin(self, text: bytes) -> bool:
        """Find what stands before the rows."""
        at = text.find(_BEGIN)
        if at < 0 or _is_worksheet(text, 0, at) is None:
            return False
        self._beginning = text[: at + len(_BEGIN)]
        return True


def _has_markup(text: bytes, start: int = 0) -> bool:
    """Say whether a stretch has a comment, a section of characters or an instruction, in which rows may be no rows."""
    return (b"!" in text and text.find(b"<!", start) >= 0) or (b"?" in text and text.find(b"<?", start) >= 0)
