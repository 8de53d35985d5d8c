"""Pictures of a workbook: which rows they belong to.

Sources: ECMA-376 part 1, 20.5.2 (anchors of drawings), 18.3.1.36 (drawing); OpenDocument 1.3 part 3, 10.4 (frames);
WPS keeps pictures of cells in ``xl/cellimages.xml`` and names them with ``DISPIMG("ID_…", 1)``.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree

from studyapp import Flaw, Media, Where
from studyapp_table import flaws

LARGEST_PICTURE = 16 << 20
LARGEST_TOGETHER = 64 << 20
_LARGEST_PART = 16 << 20
_MEDIA = ("xl/media/", "Pictures/")
_KINDS = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".tif", ".tiff", ".emf", ".wmf", ".svg")
_CELL = re.compile(rb'<c r="[A-Z]{1,3}(\d{1,7})"[^>]*>(?:(?!</c>).)*?DISPIMG\((?:"|&quot;)([^"&]+)', re.S)


@dataclass(slots=True)
class Found:
    """Pictures by the sheet's name and row, their bytes by digest; how many have no row, how many are too large."""

    by_row: dict[str, dict[int, tuple[Media, ...]]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    loose: int = 0
    large: int = 0
    bytes: int = 0

    def said(self, file: str) -> Iterator[Flaw]:
        """What the report says of pictures that are not used."""
        if self.loose:
            yield flaws.pictures(Where(file), self.loose)
        if self.large:
            yield flaws.large_pictures(Where(file), self.large, LARGEST_PICTURE >> 20)

    def put(self, archive: zipfile.ZipFile, sheet: str, row: int, path: str) -> bool:
        """Keep a picture for a row; say whether it is there."""
        try:
            info = archive.getinfo(path)
        except KeyError:
            return False
        if info.file_size > LARGEST_PICTURE or self.bytes + info.file_size > LARGEST_TOGETHER:
            self.large += 1
            return True
        data = archive.read(info)
        digest = hashlib.sha256(data).hexdigest()
        if digest not in self.files:
            self.bytes += len(data)
            self.files[digest] = data
        rows = self.by_row.setdefault(sheet, {})
        media = Media(posixpath.basename(path), digest)
        if media not in rows.get(row, ()):
            rows[row] = (*rows.get(row, ()), media)
        return True


def of_archive(archive: zipfile.ZipFile) -> Found:
    """Return the pictures of an xlsx or ods, those with a row and the number of those without."""
    found = Found()
    names = set(archive.namelist())
    there = {name for name in names if name.startswith(_MEDIA) and name.casefold().endswith(_KINDS)}
    if not there:
        return found
    used: set[str] = set()
    try:
        if "content.xml" in names:
            places = list(_of_ods(_part(archive, "content.xml")))
        else:
            places = list(_of_xlsx(archive, names))
    except (ElementTree.ParseError, KeyError, ValueError):
        places = []
    for sheet, row, path in places:
        if found.put(archive, sheet, row, path):
            used.add(path)
    found.loose = len(there - used)
    return found


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    if archive.getinfo(name).file_size > _LARGEST_PART and not name.startswith(("xl/worksheets/", "content")):
        raise ValueError(name)
    return archive.read(name)


def relations(archive: zipfile.ZipFile, part: str) -> dict[str, str]:
    """Return, by id, the paths of the parts that a part refers to."""
    folder, name = posixpath.split(part)
    path = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
    if path not in archive.namelist():
        return {}
    found = {}
    for one in ElementTree.fromstring(_part(archive, path)):
        target = one.get("Target", "")
        absolute = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        if one.get("TargetMode") != "External":
            found[one.get("Id", "")] = absolute
    return found


def sheet_paths(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the path of each sheet by its name."""
    targets = relations(archive, "xl/workbook.xml")
    book = ElementTree.fromstring(_part(archive, "xl/workbook.xml"))
    paths = {}
    for sheet in book.iterfind(".//{*}sheets/{*}sheet"):
        key = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), "")
        paths[sheet.get("name", "")] = targets.get(key, "")
    return paths


def _of_xlsx(archive: zipfile.ZipFile, names: set[str]) -> Iterator[tuple[str, int, str]]:
    """Yield sheet, row from 1 and path of the pictures: those of drawings, then those of cells."""
    in_cells = _in_cells(archive) if "xl/cellimages.xml" in names else {}
    for sheet, path in sheet_paths(archive).items():
        if path not in names:
            continue
        targets = relations(archive, path)
        for drawing in (one for one in targets.values() if one.startswith("xl/drawings/") and one.endswith(".xml")):
            if drawing in names:
                yield from ((sheet, row, picture) for row, picture in _anchored(archive, drawing))
        if in_cells:
            for number, key in _CELL.findall(archive.read(path)):
                picture = in_cells.get(key.decode("utf-8", "replace"))
                if picture:
                    yield sheet, int(number), picture


def _anchored(archive: zipfile.ZipFile, drawing: str) -> Iterator[tuple[int, str]]:
    targets = relations(archive, drawing)
    for anchor in ElementTree.fromstring(_part(archive, drawing)):
        row = anchor.find("./{*}from/{*}row")
        if row is None or not (row.text or "").isdigit():
            continue
        for blip in anchor.iter():
            if blip.tag.endswith("}blip"):
                key = next((value for name, value in blip.attrib.items() if name.endswith("}embed")), "")
                if key in targets:
                    yield int(row.text or 0) + 1, targets[key]


def _in_cells(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the paths of the pictures of cells by their name."""
    targets = relations(archive, "xl/cellimages.xml")
    found = {}
    for picture in ElementTree.fromstring(_part(archive, "xl/cellimages.xml")):
        name = next((one.get("name", "") for one in picture.iter() if one.tag.endswith("}cNvPr")), "")
        keys = (value for one in picture.iter() for key, value in one.attrib.items() if key.endswith("}embed"))
        key = next(keys, "")
        if name and key in targets:
            found[name] = targets[key]
    return found


def _of_ods(xml: bytes) -> Iterator[tuple[str, int, str]]:
    for table in ElementTree.fromstring(xml).iterfind(".//{*}table"):
        sheet = next((value for name, value in table.attrib.items() if name.endswith("}name")), "")
        row = 1
        for line in table.iter():
            if not line.tag.endswith("}table-row"):
                continue
            for image in (one for one in line.iter() if one.tag.endswith("}image")):
                target = next((value for name, value in image.attrib.items() if name.endswith("}href")), "")
                yield sheet, row, target.removeprefix("./")
            repeated = next((value for name, value in line.attrib.items() if name.endswith("rows-repeated")), "1")
            row += int(repeated)
