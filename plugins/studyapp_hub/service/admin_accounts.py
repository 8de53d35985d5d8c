"""The page about accounts: who administers what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from studyapp_hub.accounts import Account
from studyapp_hub.command_common import COMMAND_LINE
from studyapp_hub.nouns import UnitLine
from studyapp_hub.office import OfficeFault
from studyapp_hub.roles import ABOVE, EVERYBODY, WORDS, is_scope, is_within
from studyapp_hub.service.admin_looking import MOST, minute_of
from studyapp_hub.service.admin_markup import choice, field, hidden, link, table, text_of
from studyapp_hub.service.faults import Fault
from studyapp_hub.service.visiting import Visit, back, denied


async def accounts(visit: Visit) -> Response:
    """The accounts within the scope, his own among them, and a form for those below."""
    everything = await visit.ask(lambda hub, at: hub.units(at=at))
    found = _seen(visit, everything)
    below = {one.name for one in _below(visit, everything)}
    scopes = _scopes(visit, [one for one in await visit.units() if not one.closed], everything)
    rows = [
        (
            text_of(one.name) + (" <small>（您）</small>" if one.name == visit.who else ""),
            text_of(WORDS.get(one.role, one.role)),
            text_of(_scope_words(one.scope, everything)),
            _state(visit, one, below),
        )
        for one in found
    ]
    listed = table(["账号", "角色", "范围", "情况"], rows)
    if visit.session.account.scope == EVERYBODY:
        listed += f"<p>{link('/admin/acts', '操作记录：谁做了什么')}</p>"
    if not _roles(visit):
        return visit.page("账号", listed)
    roles = {role: words for role, words in WORDS.items() if role in _roles(visit)}
    fields = (
        field("账号", "name", more='required autocomplete="off"')
        + field("密码（8 个字符以上）", "password", kind="password", more='required autocomplete="new-password"')
        + choice("角色", "role", roles)
        + choice("范围", "scope", scopes)
    )
    told = '<p class="quiet">填已有的账号，就给它换密码、角色和范围；原来的登录随即失效。</p>'
    return visit.page("账号", listed, "<h2>添加或重设</h2>", told, visit.form("/admin/accounts", fields, "保存"))


def _state(visit: Visit, one: Account, below: set[str]) -> str:
    if one.closed:
        return "已停用"
    if one.name not in below:
        return "使用中"
    return visit.form("/admin/accounts/close", hidden("name", one.name), "停用", look="inline", danger=True)


def _scopes(visit: Visit, seen: Sequence[UnitLine], everything: Sequence[UnitLine]) -> Mapping[str, str]:
    scopes = {f"unit:{one.unit}": one.name for one in seen}
    if visit.session.account.scope != EVERYBODY:
        return scopes
    lines = {f"line:{one.line}": f"条线：{one.line}" for one in everything if one.line}
    areas = {f"area:{one.area}": f"赛区：{one.area}" for one in everything if one.area}
    return {EVERYBODY: "全部", **scopes, **lines, **areas}


def _scope_words(scope: str, everything: Sequence[UnitLine]) -> str:
    """A scope as people say it."""
    word, _colon, value = scope.partition(":")
    if scope == EVERYBODY:
        return "全部"
    if word == "unit":
        return next((one.name for one in everything if one.unit == value), value)
    return f"{'条线' if word == 'line' else '赛区'}：{value}"


def _roles(visit: Visit) -> frozenset[str]:
    return ABOVE.get(visit.session.account.role, frozenset())


def _seen(visit: Visit, everything: Sequence[UnitLine]) -> list[Account]:
    """The accounts within the scope, himself first."""
    scope = visit.session.account.scope
    found = [
        one for one in visit.service.accounts.all() if one.name == visit.who or is_within(one.scope, scope, everything)
    ]
    return sorted(found, key=lambda one: (one.name != visit.who, one.closed, one.name))


def _below(visit: Visit, everything: Sequence[UnitLine]) -> list[Account]:
    """The accounts that are within the scope and below the role of the one who asks, himself not among them."""
    return [one for one in _seen(visit, everything) if one.name != visit.who and one.role in _roles(visit)]


ACTS: Mapping[str, str] = {
    "account": "添加或重设账号",
    "close account": "停用账号",
    "unit": "添加或修改单位",
    "roster": "上传名单",
    "codes": "生成登记码",
    "withdraw codes": "作废登记码",
    "public": "对公众开放（1）或停止（0）",
    "transfer": "调动、改资料",
    "link": "对应到名单",
    "device": "再加一台设备",
    "reset": "重设",
    "revoke": "停用设备",
    "export": "导出个人数据",
    "erase": "删除个人数据",
    "points": "下载积分上报表",
    "release": "待核查：计分",
    "reject": "待核查：不计分",
    "publish deck": "发布题库",
    "publish plan": "发布方案",
    "closing day": "改月榜定稿日",
    "backup": "备份",
    "above": "设上级服务器",
    "below": "设下级服务器",
}
"""What administrators do, in words."""


async def acts(visit: Visit) -> Response:
    """Who did what: for who has the whole, since it tells of all units."""
    if visit.session.account.scope != EVERYBODY:
        raise denied()
    rows = [
        (
            minute_of(one.at),
            text_of("命令行" if one.account == COMMAND_LINE else one.account),
            text_of(ACTS.get(one.what, one.what)),
            text_of(one.about),
        )
        for one in visit.service.office.acts(MOST)
    ]
    told = f'<p class="quiet">最近 {MOST} 条，新的在前。</p>'
    return visit.page("操作记录", told, table(["时间", "账号", "做了什么", "对象"], rows, long=3))


async def save_account(visit: Visit) -> Response:
    """Add an account, or reset one below."""
    name, role, scope = visit.text("name", 40), visit.text("role"), visit.text("scope")
    everything = await visit.ask(lambda hub, at: hub.units(at=at))
    taken = visit.service.accounts.named(name)
    allowed = role in _roles(visit) and is_within(scope, visit.session.account.scope, everything)
    if not allowed or not is_scope(scope, everything) or (taken is not None and taken not in _below(visit, everything)):
        raise denied()
    try:
        await run_in_threadpool(visit.service.accounts.add, name, visit.text("password", 128), role, scope, at=visit.at)
    except OfficeFault as error:
        raise Fault(400, "account", error.why) from None
    visit.note("account", name)
    return back("/admin/accounts", "saved")


async def close_account(visit: Visit) -> Response:
    """Close an account below."""
    name = visit.text("name", 40)
    everything = await visit.ask(lambda hub, at: hub.units(at=at))
    if name not in {one.name for one in _below(visit, everything)}:
        raise denied()
    visit.service.accounts.close(name, at=visit.at)
    visit.note("close account", name)
    return back("/admin/accounts", "saved")
