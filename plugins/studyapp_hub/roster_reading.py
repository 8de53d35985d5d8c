"""The list of those who should take part (应参加人员), from a workbook or a CSV file."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from python_calamine import CalamineError, CalamineWorkbook

from studyapp import Flaw, Message, Severity, Where

MOST = 20_000
"""Lines of a list."""

_LARGEST_UNPACKED = 200 << 20
_FIRST_LINES = 10
"""Among so many lines at the top the header stands."""

_HEADERS: Mapping[str, tuple[str, ...]] = {
    "name": ("姓名", "名字", "人员姓名", "学员姓名", "参加人员", "name"),
    "unit": ("单位", "单位名称", "所在单位", "工作单位", "部门", "机构", "所属单位", "unit"),
    "front": ("前台后台", "前后台", "岗位", "岗位类别", "岗位类型", "是否前台", "前台"),
    "staff": ("编制", "编制内外", "编制类型", "人员性质", "身份", "是否在编", "在编"),
    "window": ("窗口非窗口", "窗口", "是否窗口", "窗口人员", "是否窗口人员", "窗口类型"),
    "mark": ("手机尾号", "手机号", "手机", "手机号码", "联系电话", "电话", "工号", "职工号", "人员编号", "编号"),
}
_BY_HEADER = {header: field for field, headers in _HEADERS.items() for header in headers}
_SKIPPED = frozenset({"合计", "总计", "小计"})

_YES = ("前台", "编制内", "在编", "编内", "正式", "窗口", "是", "有", "√", "1", "y", "yes", "true", "公务员", "事业编")
_NO = ("后台", "编制外", "非编", "编外", "不在编", "聘用", "劳务派遣", "派遣", "合同", "非窗口", "否", "无", "×", "0",
       "n", "no", "false", "公益性岗位", "临聘")  # fmt: skip
_WORDS = {"front": ("前台", "后台"), "staff": ("编制内", "编制外"), "window": ("窗口", "非窗口")}


class Listed(NamedTuple):
    """A person as the list has him. ``mark``: the end of his telephone's number, or his number at work."""

    line: int
    name: str
    unit: str
    front: bool = True
    staff: bool = True
    window: bool = True
    mark: str = ""


class RosterRead(NamedTuple):
    """What a list holds, and what is wrong with which line."""

    people: tuple[Listed, ...]
    flaws: tuple[Flaw, ...] = ()


def read_roster(file: str, data: bytes, units: Mapping[str, str], default: str = "") -> RosterRead:
    """Read a list. ``units``: ids by whatever a unit goes by; ``default``: the id where a list names no units.

    A name that several units have must be ``""`` there.
    """
    try:
        lines = list(_lines(data))
    except (CalamineError, csv.Error, UnicodeError, zipfile.BadZipFile, ValueError, OSError):
        return RosterRead((), (_flaw(file, 0, "unreadable", Message("读不出表格；请另存为 xlsx 或 CSV 后再传。")),))
    found = _header(lines)
    if found is None:
        why = Message("没有找到表头；第一行要有“姓名”“单位”这样的列名，然后一行一人。")
        return RosterRead((), (_flaw(file, 1, "no-header", why),))
    start, columns = found
    people: list[Listed] = []
    flaws: list[Flaw] = []
    seen: dict[tuple[str, str, str], int] = {}
    for number, cells in enumerate(lines[start:], start + 1):
        if number - start > MOST:
            flaws.append(_flaw(file, number, "too-long", Message("名单超过 {most} 行；请分开传。", {"most": MOST})))
            break
        person = _person(file, number, _named(cells, columns), units, default, flaws)
        if person is None:
            continue
        same = (person.unit, person.name, person.mark)
        if same in seen:
            why = Message("与第 {line} 行重复；同名的人请在“手机尾号”或“工号”一列区分。", {"line": seen[same]})
            flaws.append(_flaw(file, number, "twice", why))
            continue
        seen[same] = number
        people.append(person)
    return RosterRead(tuple(people), tuple(flaws))


def _person(
    file: str, line: int, cells: Mapping[str, str], units: Mapping[str, str], default: str, flaws: list[Flaw]
) -> Listed | None:
    """The person of a line; ``None`` for an empty one and for one with a fault that costs it."""
    name = re.sub(r"\s+", "", cells.get("name", ""))
    if name in _SKIPPED or not any(cells.values()):
        return None
    if not name:
        flaws.append(_flaw(file, line, "no-name", Message("这一行没有姓名；请补上，或删掉这一行。")))
        return None
    named = cells.get("unit", "").strip()
    unit = units.get(_plain(named), None) if named else default
    if not unit:
        flaws.append(_flaw(file, line, "unit", _about_unit(named, unit)))
        return None
    said: dict[str, bool] = {}
    for field, (yes, no) in _WORDS.items():
        value = _truth(cells.get(field, ""))
        if value is None:
            why = Message(
                "看不懂“{text}”，当作“{yes}”；请写“{yes}”或“{no}”。", {"text": cells[field][:20], "yes": yes, "no": no}
            )
            flaws.append(_flaw(file, line, field, why, Severity.WARNING))
        said[field] = value is not False
    mark = re.sub(r"\W", "", cells.get("mark", ""))
    return Listed(line, name[:40], unit, **said, mark=mark[-4:] if mark.isdigit() and len(mark) == 11 else mark[:20])


def _about_unit(named: str, unit: str | None) -> Message:
    if not named:
        return Message("这一行没有单位；请补上。")
    if unit is None:
        return Message("没有单位“{unit}”；请先在“单位”页添加，或改成那里的名称。", {"unit": named[:40]})
    return Message("有几个单位都叫“{unit}”；请改写单位编号。", {"unit": named[:40]})


def _truth(text: str) -> bool | None:
    """What a cell says; what says nothing is yes, and ``None`` is what nobody understands."""
    plain = _plain(text)
    if not plain or plain in _YES:
        return True
    if plain in _NO or plain.startswith(("非", "不在", "不是", "编外", "后")):
        return False
    return True if plain.startswith(("前", "在编", "编内")) else None


def _header(lines: Sequence[Sequence[str]]) -> tuple[int, dict[int, str]] | None:
    """Behind which line the people begin, and which column holds what."""
    for number, cells in enumerate(lines[:_FIRST_LINES], 1):
        columns: dict[int, str] = {}
        for at, cell in enumerate(cells):
            field = _BY_HEADER.get(_plain(cell))
            if field and field not in columns.values():
                columns[at] = field
        if "name" in columns.values():
            return number, columns
    return None


def _named(cells: Sequence[str], columns: Mapping[int, str]) -> dict[str, str]:
    return {field: cells[at].strip() for at, field in columns.items() if at < len(cells)}


def _plain(text: str) -> str:
    """A text without what people write differently: blanks, brackets and what is in them, strokes, width, case."""
    wide = "".join(chr(ord(one) - 0xFEE0) if "！" <= one <= "～" else one for one in text)
    return re.sub(r"\([^)]*\)|[\s/／、|*:\-]", "", wide).lower()


def unit_names(named: Sequence[tuple[str, str, str]]) -> dict[str, str]:
    """Ids of units by id, name and 区划代码, as ``read_roster`` takes them; each is id, name, code."""
    found: dict[str, str] = {}
    for unit, name, code in named:
        for key in {_plain(name), code}:
            if key:
                found[key] = "" if key in found and found[key] != unit else unit
    return {**found, **{_plain(unit): unit for unit, _name, _code in named}}


def _lines(data: bytes) -> Iterator[list[str]]:
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(one.file_size for one in archive.infolist()) > _LARGEST_UNPACKED:
                raise ValueError("a bomb")
    if data[:2] == b"PK" or data[:4] == b"\xd0\xcf\x11\xe0":
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            for row in book.get_sheet_by_index(0).to_python(skip_empty_area=False, nrows=MOST + _FIRST_LINES + 2):
                yield [_text(cell) for cell in row]
        return
    text = _decoded(data)
    first = text.split("\n", 1)[0]
    yield from csv.reader(io.StringIO(text), delimiter="\t" if "\t" in first and "," not in first else ",")


def _text(cell: object) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030")


def _flaw(file: str, line: int, code: str, why: Message, severity: Severity = Severity.ERROR) -> Flaw:
    return Flaw(Where(file, line, line), severity, code, why)
