"""Pages about those who should take part: the list in, codes out."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from studyapp import Flaw, Message, PersonHead, study_day
from studyapp_hub import wire
from studyapp_hub.enrolment import Code
from studyapp_hub.hub import Hub
from studyapp_hub.nouns import UnitLine
from studyapp_hub.roles import EVERYBODY, May
from studyapp_hub.roster import Change, Moved, Person, Roster
from studyapp_hub.roster_reading import Listed, read_roster, unit_names
from studyapp_hub.service.admin_markup import choice, field, hidden, table, text_of, tick
from studyapp_hub.service.faults import Fault
from studyapp_hub.service.visiting import Visit, back, denied, incomplete, private
from studyapp_hub.sheet import html_sheet, is_near, only_here, text_sheet

MOST_CODES = 2_000
MOST = 1_000
"""Lines that a page shows."""


async def roster(visit: Visit) -> Response:
    """Who should take part, and the forms for lists and codes."""
    seen = await visit.units()
    names = {one.unit: one.name for one in seen}
    people = visit.service.roster.people(names)
    waiting = {one.person for one in visit.service.enrolment.outstanding(visit.at)}
    parts = []
    if visit.may(May.ROSTER):
        address = visit.service.own_address(visit.request)
        parts += [f'<p class="fault">{text_of(only_here(address))}</p>'] if is_near(address) else []
        parts += [*_forms(visit, names), *_public(visit)]
    rows = [_row(visit, one, names, one.id in waiting) for one in people[:MOST]]
    joined = sum(bool(one.learner) for one in people)
    parts.append(f"<h2>名单</h2><p>应参加 {len(people)} 人，已登记 {joined} 人。</p>")
    parts.append(table(["姓名", "尾号或工号", "单位", "岗位", "编制", "窗口", "情况"], rows))
    return visit.page("名单与登记码", *parts)


def _forms(visit: Visit, names: dict[str, str]) -> list[str]:
    told = (
        '<p class="quiet">xlsx 或 CSV，一人一行；表头有姓名、单位，可以有前台/后台、编制、窗口、手机尾号或工号'
        "（用来区分同名的人）。</p>"
    )
    lists = (
        '<label>名单<input type="file" name="file" accept=".xlsx,.xls,.csv" required></label>'
        + choice("没有“单位”一列时，都算作", "unit", {"": "（表中有单位）", **names})
        + tick("全员名单：不在表中的人视为调离", "whole")
    )
    whom = choice("单位", "unit", names) + tick("连同下级单位", "below", on=True)
    how = choice("格式", "format", {"html": "打印（带二维码）", "text": "文字"})
    count = field("个数", "count", "1", kind="number", more=f'min="1" max="{MOST_CODES}"')
    return [
        "<h2>上传名单</h2>",
        told,
        visit.form("/admin/roster", lists, "上传"),
        "<h2>给名单上还没有登记的人发码</h2>",
        visit.form("/admin/codes", hidden("for", "roster") + whom + how, "生成"),
        "<h2>给单位发不记名的码</h2>",
        visit.form("/admin/codes", hidden("for", "unit") + choice("单位", "unit", names) + count + how, "生成"),
        "<h2>作废登记码</h2>",
        visit.form("/admin/codes/withdraw", choice("单位", "unit", names), "作废这个单位未用的码", danger=True),
    ]


def _public(visit: Visit) -> list[str]:
    """Whether anybody may take part: for who sees the whole alone."""
    if visit.session.account.scope != EVERYBODY:
        return []
    lets = visit.service.enrolment.lets_public_in
    told = (
        "<h2>社会公众</h2><p>"
        + ("现在开放：不属于任何单位的人，登记码填“公众”就能参加。" if lets else "现在不开放。")
        + '</p><p class="quiet">公众另外计数，不计入任何单位，榜单上只显示代号。</p>'
    )
    words, look = ("停止开放", True) if lets else ("开放", False)
    return [
        told,
        visit.form("/admin/public", hidden("lets", "0" if lets else "1"), words, look="inline", danger=look),
    ]


async def save_public(visit: Visit) -> Response:
    """Open the hub to anybody, or not any more."""
    if visit.session.account.scope != EVERYBODY:
        raise denied()
    lets = visit.text("lets") == "1"
    visit.service.enrolment.let_public_in(lets=lets)
    visit.note("public", "1" if lets else "0")
    return back("/admin/roster", "saved")


def _row(visit: Visit, one: Person, names: dict[str, str], waits: bool) -> tuple[str, ...]:
    state = "已登记" if one.learner else "已发码" if waits else "未登记"
    if not one.learner and visit.may(May.ROSTER):
        again = hidden("for", "person") + hidden("person", str(one.id)) + hidden("format", "html")
        state += " " + visit.form("/admin/codes", again, "发码", look="inline")
    return (
        text_of(one.name),
        text_of(one.mark),
        text_of(names[one.unit]),
        "前台" if one.front else "后台",
        "编制内" if one.staff else "编制外",
        "窗口" if one.window else "非窗口",
        state,
    )


async def take_roster(visit: Visit) -> Response:
    """Take a list in, and say line by line what could not be."""
    upload = await visit.upload()
    seen = await visit.units()
    default = visit.text("unit", 32)
    if default and default not in {one.unit for one in seen}:
        raise denied()
    known = unit_names([(one.unit, one.name, one.code) for one in seen if not one.closed])
    read = await run_in_threadpool(read_roster, upload.name, upload.data, known, default)
    whole = visit.text("whole") == "1"
    if whole and any(one.severity == "error" for one in read.flaws):
        return visit.page("名单没有收下", _flaws(read.flaws, "全员名单要没有错误才能收下；请改正后再传。"), status=400)
    within = None if visit.session.account.scope == EVERYBODY else {one.unit for one in seen}
    change = await visit.ask(
        lambda hub, at: take_list(hub, visit.service.roster, read.people, whole=whole, at=at, within=within)
    )
    visit.note("roster", f"+{change.added} ~{change.changed} -{change.gone}")
    said = (
        f"新增 {change.added} 人，更新 {change.changed} 人，不变 {change.same} 人，调离 {change.gone} 人；"
        f"其中 {len(change.moved)} 位学员换了单位或岗位。"
    )
    return visit.page("名单已收下", f'<p class="note">{said}</p>', _flaws(read.flaws, "下面几行请看一下："))


def _flaws(flaws: Sequence[Flaw], told: str) -> str:
    if not flaws:
        return ""
    rows = [(str(one.where.line), text_of(wire.message_to_plain(one.why)["sentence"])) for one in flaws[:MOST]]
    return f'<p class="fault">{told}</p>' + table(["行", "问题"], rows, (0,), long=1)


def take_list(
    hub: Hub, roster: Roster, people: Sequence[Listed], *, whole: bool, at: int, within: Collection[str] | None = None
) -> Change:
    """Take a list in, tell the core who is expected, and say of learners who moved where they are from today on.

    ``within``: the units of whoever brings it, ``None`` for all.
    """
    change = roster.take(people, whole=whole, within=within)
    for one in change.moved:
        hub.say(placed(one, shown_name(hub, one.learner, at), study_day(at), at))
    for unit in change.units:
        hub.expect(roster.expected(unit), unit=unit, at=at)
    return change


def shown_name(hub: Hub, learner: str, at: int) -> str:
    """How a learner wants to be shown."""
    return next((one.name for one in hub.persons(at=at) if one.learner == learner), "")


def placed(moved: Moved, name: str, day: int, at: int) -> PersonHead:
    """Where a learner belongs from a day on."""
    return PersonHead(
        by="",
        hub="",
        learner=moved.learner,
        day=day,
        unit=moved.unit,
        front=moved.front,
        staff=moved.staff,
        window=moved.window,
        name=name,
        at=at,
    )


async def make_codes(visit: Visit) -> Response:
    """Hand out codes: they are shown this once."""
    whom = visit.text("for")
    seen = await visit.units()
    names = {one.unit: one.name for one in seen}
    if whom == "person":
        codes = _for_person(visit, names)
    elif whom == "roster":
        codes = _for_roster(visit, (await visit.unit()).unit, seen)
    elif whom == "unit":
        codes = _for_unit(visit, (await visit.unit()).unit)
    else:
        raise incomplete()
    if not codes:
        raise Fault(400, "nobody", Message("名单上没有还没登记的人；请先上传名单，或发不记名的码。"))
    visit.note("codes", f"{len(codes)}")
    return sheet(visit, codes, names)


def sheet(visit: Visit, codes: list[Code], names: dict[str, str]) -> Response:
    """Codes as a page to print, or as text."""
    address = visit.service.own_address(visit.request)
    if visit.text("format") == "text":
        return private(PlainTextResponse(text_sheet(codes, names, address)))
    return private(HTMLResponse(html_sheet(codes, names, address)))


def _for_person(visit: Visit, names: Collection[str]) -> list[Code]:
    number = visit.text("person", 9)
    person = visit.service.roster.person(int(number)) if number.isascii() and number.isdigit() else None
    if person is None or person.unit not in names or person.learner:
        raise denied()
    return visit.service.enrolment.for_persons([person.id], visit.at, visit.who)


def _for_roster(visit: Visit, unit: str, seen: Sequence[UnitLine]) -> list[Code]:
    units = {unit}
    for one in seen if visit.text("below") == "1" else ():
        if one.parent in units:
            units.add(one.unit)
    people = [one.id for one in visit.service.roster.people(units) if not one.learner]
    return visit.service.enrolment.for_persons(people[:MOST_CODES], visit.at, visit.who)


def _for_unit(visit: Visit, unit: str) -> list[Code]:
    count = visit.text("count", 4)
    if not (count.isascii() and count.isdigit() and 1 <= int(count) <= MOST_CODES):
        raise Fault(400, "count", Message("个数要在 1 到 {most} 之间；请改正。", {"most": MOST_CODES}))
    return visit.service.enrolment.for_unit(unit, int(count), visit.at, visit.who)


async def withdraw_codes(visit: Visit) -> Response:
    """Codes of a unit that nobody has used are worth nothing any more."""
    unit = await visit.unit()
    visit.service.enrolment.withdraw_unit(unit.unit, visit.at)
    visit.note("withdraw codes", unit.unit)
    return back("/admin/roster", "withdrawn")
