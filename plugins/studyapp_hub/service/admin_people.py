"""Pages about learners: where they belong, their devices, and what the law lets them ask for."""

from __future__ import annotations

import io
import json
import re
import zipfile

from starlette.responses import Response

from studyapp import Message, RevokedHead, study_day
from studyapp_hub.enrolment import Enrolment
from studyapp_hub.hub import Hub
from studyapp_hub.nouns import PersonLine
from studyapp_hub.office import OfficeFault
from studyapp_hub.roles import May
from studyapp_hub.roster import Moved, Person, Roster
from studyapp_hub.service.admin_hub import day_in
from studyapp_hub.service.admin_looking import MOST, date_of, place_of
from studyapp_hub.service.admin_markup import choice, field, hidden, link, table, text_of, tick
from studyapp_hub.service.admin_roster import placed, sheet
from studyapp_hub.service.context import tell_rosters
from studyapp_hub.service.faults import Fault
from studyapp_hub.service.visiting import Visit, back, denied, private


async def people(visit: Visit) -> Response:
    """The learners, by name where the roster has one."""
    names = visit.service.roster.names()
    units = {one.unit: one.name for one in await visit.units()}
    wanted = visit.request.query_params.get("q", "")[:40].strip()
    found = [
        one
        for one in await visit.persons()
        if not wanted
        or any(wanted.lower() in text.lower() for text in (names.get(one.learner, ""), one.name, one.learner))
    ]
    rows = [
        (
            link(place_of(one.learner), names.get(one.learner) or one.name or one.learner),
            text_of(units.get(one.unit, "公众")),
            str(one.points),
            date_of(one.last),
        )
        for one in found[:MOST]
    ]
    search = (
        f'<form class="fields" action="/admin/people">{field("姓名或编号", "q", wanted)}<button>查找</button></form>'
        f"<p>共 {len(found)} 人{f'，只列出前 {MOST} 人' if len(found) > MOST else ''}。</p>"
    )
    return visit.page("学员", search, table(["学员", "单位", "积分", "最近学习"], rows, (2,)))


async def person(visit: Visit) -> Response:
    """One learner: his devices, and what can be done."""
    one = await visit.person()
    line = visit.service.roster.of_learner(one.learner)
    units = {unit.unit: unit.name for unit in await visit.units()}
    devices = await visit.ask(lambda hub, at: hub.devices(learner=one.learner))
    rows = [
        (
            text_of(device.device),
            date_of(study_day(device.at)),
            date_of(study_day(device.received)) if device.received else "",
            "已停用" if device.revoked else "有两台电脑用同一编号" if device.forked else "正常",
            visit.form(f"/admin/people/{one.learner}/revoke", hidden("device", device.device), "停用",
                       look="inline", danger=True)
            if visit.may(May.PEOPLE) and not device.revoked
            else "",
        )
        for device in devices
    ]  # fmt: skip
    about = (
        f"<p>{text_of(units.get(one.unit, '公众'))}，{'前台' if one.front else '后台'}，"
        f"{'编制内' if one.staff else '编制外'}，{'窗口' if one.window else '非窗口'}；积分 {one.points}。"
        f"榜单上显示：{text_of(one.name) if one.name else '代号'}。</p>"
    )
    parts = [about, "<h2>设备</h2>", table(["编号", "登记", "最近同步", "情况", ""], rows)]
    if visit.may(May.PEOPLE):
        parts += _forms(visit, one, line, units)
    return visit.page(line.name if line else one.name or one.learner, *parts)


def _forms(visit: Visit, one: PersonLine, line: Person | None, units: dict[str, str]) -> list[str]:
    base = place_of(one.learner)
    moved = (
        choice("新单位", "unit", units, one.unit)
        + field("从哪天起（不填为今天）", "day", kind="date")
        + tick("前台", "front", on=one.front)
        + tick("编制内", "staff", on=one.staff)
        + tick("窗口", "window", on=one.window)
        + tick("榜单上显示姓名", "named", on=bool(one.name))
    )
    parts = ["<h2>调动、改资料</h2>", visit.form(f"{base}/transfer", moved, "保存")]
    if line is None:
        free = {
            str(two.id): f"{two.name} {two.mark}" for two in visit.service.roster.people([one.unit]) if not two.learner
        }
        if free:
            parts += ["<h2>对应到名单</h2>", visit.form(f"{base}/link", choice("名单上的人", "person", free), "对应")]
    parts += [
        '<h2>加设备、换设备</h2><p class="quiet">“再加一台”保留原来的设备；忘了 PIN、'
        "电脑丢了或坏了用“重设”，原来的设备全部停用。</p>",
        visit.form(f"{base}/device", "", "再加一台设备", look="inline"),
        visit.form(f"{base}/reset", "", "重设", look="inline", danger=True),
        "<h2>个人信息</h2>",
        visit.form(f"{base}/export", "", "导出这位学员的全部数据", look="inline"),
    ]
    if visit.may(May.ERASE):
        sure = field(f"要删除，请写上编号 {one.learner}", "sure", more='required autocomplete="off"')
        parts += [visit.form(f"{base}/erase", sure, "删除这位学员的数据", danger=True)]
    return parts


async def transfer(visit: Visit) -> Response:
    """Say where a learner belongs from a day on; what he has before stays with the unit of then."""
    one = await visit.person()
    unit = await visit.unit()
    flags = {name: visit.text(name) == "1" for name in ("front", "staff", "window")}
    day = day_in(visit.text("day", 10), study_day(visit.at))
    moved = Moved(one.learner, unit.unit, **flags)
    line = visit.service.roster.of_learner(one.learner)
    name = (one.name or (line.name if line else "")) if visit.text("named") == "1" else ""

    def move(hub: Hub, at: int) -> None:
        hub.say(placed(moved, name, day, at))
        for changed in visit.service.roster.place(one.learner, unit.unit, **flags) if day <= study_day(at) else ():
            hub.expect(visit.service.roster.expected(changed), unit=changed, at=at)

    await visit.ask(move)
    visit.note("transfer", f"{one.learner} {unit.unit} {day}")
    return back(place_of(one.learner), "moved")


async def link_to_roster(visit: Visit) -> Response:
    """Somebody who joined with a code of his unit is a person of its roster."""
    one = await visit.person()
    number = visit.text("person", 9)
    listed = visit.service.roster.person(int(number)) if number.isascii() and number.isdigit() else None
    if listed is None or listed.unit != one.unit:
        raise denied()
    try:
        unit = visit.service.roster.is_learner(listed.id, one.learner)
    except OfficeFault as error:
        raise Fault(400, "linked", error.why) from None
    await visit.ask(lambda hub, at: hub.expect(visit.service.roster.expected(unit), unit=unit, at=at))
    visit.note("link", f"{one.learner} {listed.id}")
    return back(place_of(one.learner), "linked")


async def further_device(visit: Visit) -> Response:
    """A code for a further device."""
    one = await visit.person()
    return await _code(visit, one, "device")


async def reset(visit: Visit) -> Response:
    """The PIN is forgotten, or the PC is gone: no device counts any more, and a fresh code is for the same learner."""
    one = await visit.person()
    await visit.ask(lambda hub, at: stop_devices(hub, one.learner, at))
    return await _code(visit, one, "reset")


def stop_devices(hub: Hub, learner: str, at: int) -> int:
    """Revoke all devices of a learner; return how many."""
    found = [one for one in hub.devices(learner=learner) if not one.revoked]
    for one in found:
        hub.say(RevokedHead(by="", hub="", device=one.device, at=at))
    return len(found)


async def _code(visit: Visit, one: PersonLine, what: str) -> Response:
    code = visit.service.enrolment.for_learner(one.learner, one.unit, visit.at, visit.who, one.name)
    visit.note(what, one.learner)
    return sheet(visit, [code], {unit.unit: unit.name for unit in await visit.units()})


async def revoke(visit: Visit) -> Response:
    """A device does not count any more."""
    one = await visit.person()
    device = visit.text("device", 64)
    mine = {line.device for line in await visit.ask(lambda hub, at: hub.devices(learner=one.learner))}
    if device not in mine:
        raise denied()
    await visit.ask(lambda hub, at: hub.say(RevokedHead(by="", hub="", device=device, at=at)))
    visit.note("revoke", f"{one.learner} {device}")
    return back(place_of(one.learner), "revoked")


async def export(visit: Visit) -> Response:
    """All that the hub has of a learner, for him: what his app can read, and the rest as a text that he can."""
    one = await visit.person()
    statements = await visit.ask(lambda hub, at: hub.export(one.learner))
    devices = await visit.ask(lambda hub, at: hub.devices(learner=one.learner))
    line = visit.service.roster.of_learner(one.learner)
    told = {
        "学员": one._asdict(),
        "名单": line._asdict() if line else None,
        "设备": [device._asdict() for device in devices],
        "登记码": visit.service.enrolment.about(one.learner, line.id if line else None),
        "管理员做过的事": [act._asdict() for act in visit.service.office.acts_about(one.learner)],
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("答题记录.studyapp", statements)
        archive.writestr("资料.json", json.dumps(told, ensure_ascii=False, indent=1))
    visit.note("export", one.learner)
    return download(packed.getvalue(), f"{one.learner}.zip")


def download(data: bytes, name: str) -> Response:
    """A file to keep. ``name``: of which only what is plain is used, since a hub below may have made it up."""
    plain = re.sub(r"[^0-9A-Za-z_.-]", "_", name)
    headers = {"Content-Disposition": f'attachment; filename="{plain}"'}
    return private(Response(data, headers=headers, media_type="application/octet-stream"))


async def erase(visit: Visit) -> Response:
    """A learner's data goes, here and at the hubs above."""
    one = await visit.person()
    if visit.text("sure") != one.learner:
        raise Fault(400, "unsure", Message("没有删除；要删除，请写上编号 {learner}。", {"learner": one.learner}))
    await visit.ask(lambda hub, at: forget(hub, visit.service.enrolment, visit.service.roster, one.learner, at))
    visit.note("erase", one.learner)
    return back("/admin/people", "erased")


def forget(hub: Hub, enrolment: Enrolment, roster: Roster, learner: str, at: int) -> None:
    """Erase a learner in the hub and in the office."""
    hub.erase(learner, at=at)
    tell_rosters(hub, enrolment, roster, at)
