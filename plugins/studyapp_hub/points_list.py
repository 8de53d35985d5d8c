"""The list of points that a unit reports upward (积分上报), as the workbook that an office prints, signs and files."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from itertools import groupby
from typing import Any, NamedTuple

import xlsxwriter

TITLE = "业务技能练兵积分上报表"
HEADERS = ("序号", "姓名", "单位", "人员类别", "积分", "学习天数", "答题数", "正确率", "称号")
_WIDTHS = (5, 9, 24, 20, 8, 9, 8, 8, 18)
"""Of the columns, in digits; a Chinese letter is as wide as two."""

_STAMP = datetime(2020, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""Of the file's properties, so that the same list is the same bytes."""

_LONGEST = 32_767
"""Characters of a cell."""

_A4 = 9
_HEAD, _FIRST = 2, 3
"""The rows, from 0, of the headers and of the first person."""

_WHOLE, _SHARE, _NONE = "#,##0", "0.0%", "—"
_TALL, _MIDDLE, _LOW = 36, 24, 20
"""Heights of rows, in points."""

_LINE, _HIGHEST = 15, 409
"""Points of a line of text, and of the highest row that there is."""

_NARROW = 0x2E7F
"""Letters behind this one are as wide as two digits."""


class PointsLine(NamedTuple):
    """A person. ``group``: 人员类别 in words, such as 前台、编制内、窗口. ``right`` of the ``answers`` were right."""

    name: str
    unit: str
    group: str
    points: int
    days: int
    answers: int
    right: int
    titles: Sequence[str] = ()


class PointsList(NamedTuple):
    """What is reported. ``unit``: who reports; ``period``: of what, in words, such as 2021年5月.

    ``note`` is printed below. The lines stand as they are handed in.
    """

    unit: str
    period: str
    lines: Sequence[PointsLine]
    title: str = TITLE
    note: str = ""


def group_words(*, front: bool, staff: bool, window: bool) -> str:
    """人员类别 in words."""
    return "、".join(("前台" if front else "后台", "编制内" if staff else "编制外", "窗口" if window else "非窗口"))


def ranked(lines: Sequence[PointsLine]) -> tuple[PointsLine, ...]:
    """The lines by unit, those of a unit by points: most first, then by name."""
    return tuple(sorted(lines, key=lambda one: (one.unit, -one.points, one.name)))


def points_list(report: PointsList) -> bytes:
    """The workbook."""
    target = io.BytesIO()
    # what people are called is text, never a formula or a link
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": _STAMP, "title": _text(report.title)})
    sheet = book.add_worksheet("积分上报")
    looks = _looks(book)
    _page(sheet)
    _head(sheet, report, looks)
    for row, line in enumerate(report.lines, _FIRST):
        _person(sheet, row, line, looks)
    last = _FIRST + len(report.lines)
    _sums(sheet, last, report.lines, looks)
    foot = _foot(sheet, last + 1, report, looks)
    sheet.print_area(0, 0, foot, len(HEADERS) - 1)
    book.close()
    return target.getvalue()


def _looks(book: Any) -> Mapping[str, Any]:
    body = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
    cell = {**body, "border": 1, "align": "center", "text_wrap": True}
    bold = {"font_name": "黑体", "bold": True}
    made = {
        "title": {**body, **bold, "font_size": 18, "align": "center"},
        "about": body,
        "right": {**body, "align": "right"},
        "head": {**cell, **bold},
        "cell": cell,
        "left": {**cell, "align": "left"},
        "whole": {**cell, "num_format": _WHOLE},
        "share": {**cell, "num_format": _SHARE},
        "sum": {**cell, **bold},
        "sum whole": {**cell, **bold, "num_format": _WHOLE},
        "sum share": {**cell, **bold, "num_format": _SHARE},
        "note": {**body, "font_size": 10, "text_wrap": True, "valign": "top"},
    }
    return {name: book.add_format(look) for name, look in made.items()}


def _page(sheet: Any) -> None:
    """A4, as wide as a page and as long as it must be, the head of the table on every page."""
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.6, right=0.6, top=0.75, bottom=0.75)
    sheet.center_horizontally()
    sheet.repeat_rows(_HEAD)
    sheet.freeze_panes(_FIRST, 2)
    sheet.set_footer("&C第 &P 页，共 &N 页")
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)


def _head(sheet: Any, report: PointsList, looks: Mapping[str, Any]) -> None:
    last = len(HEADERS) - 1
    sheet.set_row(0, _TALL)
    sheet.merge_range(0, 0, 0, last, "", looks["title"])
    sheet.write_string(0, 0, _text(report.title), looks["title"])
    sheet.set_row(1, _LOW)
    sheet.merge_range(1, 0, 1, 4, "", looks["about"])
    sheet.write_string(1, 0, _text(f"填报单位（盖章）：{report.unit}"), looks["about"])
    sheet.merge_range(1, 5, 1, last, "", looks["right"])
    sheet.write_string(1, 5, _text(f"统计期间：{report.period}"), looks["right"])
    sheet.set_row(_HEAD, _MIDDLE)
    for column, header in enumerate(HEADERS):
        sheet.write_string(_HEAD, column, header, looks["head"])


def _person(sheet: Any, row: int, line: PointsLine, looks: Mapping[str, Any]) -> None:
    titles = _counted(line.titles)
    words = {1: line.name, 2: line.unit, 3: line.group, 8: titles}
    sheet.set_row(row, _height(words))
    sheet.write_number(row, 0, row - _FIRST + 1, looks["cell"])
    for column, text in words.items():
        sheet.write_string(row, column, _text(text), looks["left" if column == 2 else "cell"])
    for column, number in enumerate((line.points, line.days, line.answers), 4):
        sheet.write_number(row, column, number, looks["whole"])
    if line.answers:
        sheet.write_number(row, 7, line.right / line.answers, looks["share"])
    else:
        sheet.write_string(row, 7, _NONE, looks["share"])


def _sums(sheet: Any, row: int, lines: Sequence[PointsLine], looks: Mapping[str, Any]) -> None:
    """Formulas, so that they stay right when somebody strikes a line; their values for programs that do not reckon."""
    sheet.set_row(row, _MIDDLE)
    sheet.merge_range(row, 0, row, 3, "", looks["sum"])
    sheet.write_string(row, 0, f"合计（{len(lines)} 人）", looks["sum"])
    first, last = _FIRST + 1, max(row, _FIRST + 1)
    sums = (
        sum(one.points for one in lines),
        sum(one.days for one in lines),
        sum(one.answers for one in lines),
        sum(one.right for one in lines),
    )
    for column, value in enumerate(sums[:3], 4):
        letter = "EFG"[column - 4]
        formula = f"=SUM({letter}{first}:{letter}{last})" if lines else "=0"
        sheet.write_formula(row, column, formula, looks["sum whole"], value)
    if sums[2]:
        shares, counts = f"H{first}:H{last}", f"G{first}:G{last}"
        formula = f"=IF(SUM({counts})=0,0,SUMPRODUCT({counts},{shares})/SUM({counts}))"
        sheet.write_formula(row, 7, formula, looks["sum share"], sums[3] / sums[2])
    else:
        sheet.write_string(row, 7, _NONE, looks["sum share"])
    sheet.write_string(row, 8, "", looks["sum"])


def _foot(sheet: Any, row: int, report: PointsList, looks: Mapping[str, Any]) -> int:
    """Who is to sign, and what the figures mean; returns the last row."""
    sheet.set_row(row, _TALL)
    for first, last, words in ((0, 2, "填报人："), (3, 5, "审核人："), (6, 8, "日期：　　　年　　月　　日")):
        sheet.merge_range(row, first, row, last, words, looks["about"])
    if not report.note:
        return row
    sheet.set_row(row + 1, _TALL)
    sheet.merge_range(row + 1, 0, row + 1, len(HEADERS) - 1, "", looks["note"])
    sheet.write_string(row + 1, 0, _text(f"说明：{report.note}"), looks["note"])
    return row + 1


def _counted(titles: Sequence[str]) -> str:
    """Titles, each once, with how often."""
    several = ((name, len(list(some))) for name, some in groupby(sorted(titles, key=titles.index)))
    return "、".join(name if times == 1 else f"{name}×{times}" for name, times in several)


def _height(words: Mapping[int, str]) -> int:
    """The height of a row whose texts are wrapped, by the widths of their columns: not every program works it out."""
    lines = 1
    for column, text in words.items():
        wide = sum(2 if ord(one) > _NARROW else 1 for one in text)
        lines = max(lines, -(-wide // (_WIDTHS[column] - 1)))
    return min(_LINE * lines + 3, _HIGHEST)


def _text(words: str) -> str:
    return words[:_LONGEST]
