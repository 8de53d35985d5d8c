"""The page about units."""

from __future__ import annotations

import re
from datetime import date

from starlette.responses import Response

from studyapp import Message, UnitHead
from studyapp_hub.nouns import UnitLine
from studyapp_hub.roles import EVERYBODY, May
from studyapp_hub.service.admin_looking import date_of
from studyapp_hub.service.admin_markup import choice, field, table, text_of, tick
from studyapp_hub.service.faults import Fault
from studyapp_hub.service.visiting import Visit, back, denied

_RANDOM = 4
"""Random bytes of a unit's id that nobody has chosen."""

_ID = re.compile(r"[0-9A-Za-z_-]{1,32}", re.ASCII)
_CODE = re.compile(r"(\d{12})?", re.ASCII)
_EPOCH = date(1970, 1, 1)


def day_in(text: str, default: int) -> int:
    """The study day that somebody has written as a date. Raises ``Fault``."""
    if not text:
        return default
    try:
        return (date.fromisoformat(text) - _EPOCH).days
    except ValueError:
        raise Fault(400, "date", Message("日期要写成 2021-05-03 这样；请返回上一页改正。")) from None


async def units(visit: Visit) -> Response:
    """The units, and a form for one."""
    seen = await visit.units()
    rows = [
        (
            text_of(("　" * _depth(one, seen)) + one.name) + (" <small>（已撤销）</small>" if one.closed else ""),
            text_of(one.unit),
            text_of(one.code),
            text_of(one.line),
            text_of(one.area),
            date_of(one.day),
            str(one.persons),
            str(one.expected),
        )
        for one in seen
    ]
    heads = ["单位", "编号", "区划代码", "条线", "赛区", "自", "学员", "应参加"]
    parts = [table(heads, rows, (6, 7))]
    if visit.may(May.UNITS):
        above = {one.unit: one.name for one in seen if not one.closed}
        if visit.session.account.scope == EVERYBODY:
            above = {"": "（没有上级）", **above}
        fields = (
            field("编号（新单位可不填，自动生成）", "unit", more="pattern='[0-9A-Za-z_-]{1,32}'")
            + field("名称", "name", more='required maxlength="60"')
            + choice("上级单位", "parent", above)
            + field("区划代码（12 位，可不填）", "code", more='pattern="[0-9]{12}"')
            + field("条线（可不填）", "line", more='maxlength="40"')
            + field("赛区（可不填）", "area", more='maxlength="40"')
            + field("从哪天起（不填为一直如此）", "day", kind="date")
            + tick("已撤销", "closed")
        )
        told = (
            '<p class="quiet">填已有的编号，就改那个单位；写明从哪天起，那天以前的积分和归属不动。'
            "自己编的编号不要与别的县、市重复：上报后靠它区分单位。</p>"
        )
        parts += ["<h2>添加或修改</h2>", told, visit.form("/admin/units", fields, "保存")]
    return visit.page("单位", *parts)


def _depth(one: UnitLine, seen: list[UnitLine]) -> int:
    parents = {other.unit: other.parent for other in seen}
    depth, at = 0, one.parent
    while at in parents and depth < len(seen):
        depth, at = depth + 1, parents[at]
    return depth


async def save_unit(visit: Visit) -> Response:
    """Add a unit, or say what holds of one from a day on."""
    head = UnitHead(
        by="",
        hub="",
        unit=visit.text("unit", 32) or f"u{visit.service.office.random(_RANDOM).hex()}",
        day=day_in(visit.text("day", 10), 0),
        name=visit.text("name", 60),
        parent=visit.text("parent", 32),
        code=visit.text("code", 12),
        line=visit.text("line", 40),
        area=visit.text("area", 40),
        closed=visit.text("closed") == "1",
        at=visit.at,
    )
    seen = await visit.units()
    everything = await visit.ask(lambda hub, at: hub.units(at=at))
    known = {one.unit for one in everything}
    mine = {one.unit for one in seen}
    is_whole = visit.session.account.scope == EVERYBODY
    if (head.unit in known and head.unit not in mine) or (
        head.parent not in mine and not (is_whole and not head.parent)
    ):
        raise denied()
    hold_unit(head, everything)
    await visit.ask(lambda hub, at: hub.say(head))
    visit.note("unit", head.unit)
    return back("/admin/units", "saved")


def hold_unit(head: UnitHead, known: list[UnitLine] | tuple[UnitLine, ...]) -> None:
    """What is said of a unit must make sense. Raises ``Fault``."""
    if not _ID.fullmatch(head.unit):
        raise Fault(400, "unit", Message("单位编号只能用字母、数字、- 和 _，最多 32 个；请改正。"))
    if not head.name:
        raise Fault(400, "name", Message("单位 {unit} 没有名称；请补上。", {"unit": head.unit}))
    if not _CODE.fullmatch(head.code):
        raise Fault(400, "code", Message("区划代码“{code}”不是 12 位数字；请改正或不填。", {"code": head.code}))
    parents = {one.unit: one.parent for one in known}
    if head.parent and head.parent not in parents:
        raise Fault(400, "parent", Message("没有上级单位 {parent}；请先添加它。", {"parent": head.parent}))
    at, steps = head.parent, 0
    while at and steps <= len(parents):
        if at == head.unit:
            raise Fault(400, "circle", Message("单位不能是自己的上级；请另选上级单位。"))
        at, steps = parents.get(at, ""), steps + 1
