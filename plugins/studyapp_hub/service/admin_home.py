"""The first page: how many take part, at which level and in which post, and what waits for somebody."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from starlette.responses import Response

from studyapp import study_day
from studyapp_hub.hub import Hub
from studyapp_hub.nouns import Coverage
from studyapp_hub.roles import EVERYBODY, May
from studyapp_hub.service.admin_looking import date_of, held_here
from studyapp_hub.service.admin_markup import link, table, text_of
from studyapp_hub.service.admin_points import points_form
from studyapp_hub.service.visiting import Visit

LEVELS = {
    "": "全部",
    "province": "省级",
    "city": "市级",
    "county": "县级",
    "town": "乡镇（街道）",
    "village": "村（社区）",
}
GROUPS = {
    "front": "前台",
    "back": "后台",
    "staff": "编制内",
    "other": "编制外",
    "window": "窗口",
    "elsewhere": "非窗口",
}


class _Found(NamedTuple):
    """What the hub says: of the whole activity and of today."""

    whole: Sequence[Coverage]
    today: Sequence[Coverage]


async def overview(visit: Visit) -> Response:
    """How many take part, and what waits for somebody."""
    if not visit.may(May.LOOK):
        return visit.page("概况", '<p class="quiet">请从上面的菜单进入您负责的页面。</p>')
    seen = {one.unit: one.name for one in await visit.units()}
    found = await visit.ask(lambda hub, at: _found(hub, visit.session.account.scope, at))
    return visit.page(
        "概况",
        await _waiting(visit, set(seen)),
        _units(found, seen),
        '<p class="quiet">“已参加”是有积分的人，名单以外的人也在内；“参加率”只按名单计算。</p>',
        _levels(found.whole),
        await points_form(visit) if visit.may(May.NAMES) else "",
    )


def _found(hub: Hub, scope: str, at: int) -> _Found:
    """What there is to say of a scope, and, where all below it is one unit, of what that one is made of."""
    today = date_of(study_day(at))
    whole, now = list(hub.coverage(scope, "all", at=at)), list(hub.coverage(scope, today, at=at))
    below = {one.unit for one in whole[1:] if not one.group}
    if scope == EVERYBODY and len(below) == 1:
        inside = f"unit:{below.pop()}"
        top = inside.removeprefix("unit:")
        whole += [one._replace(name=f"　{one.name}") for one in hub.coverage(inside, "all", at=at) if one.unit != top]
        now += [one for one in hub.coverage(inside, today, at=at) if one.unit != top]
    return _Found(whole, now)


def _units(found: _Found, seen: dict[str, str]) -> str:
    now = {one.unit: one for one in found.today if not one.group}
    rows = [
        (
            text_of("全部" if not one.unit else one.name or seen.get(one.unit, one.unit)),
            str(one.expected) if one.expected else "—",
            str(one.learnt),
            _share(one),
            str(now[one.unit].learnt if one.unit in now else 0),
        )
        for one in found.whole
        if not one.group
    ]
    return table(["单位", "应参加", "已参加", "参加率", "今天"], rows, (1, 2, 3, 4))


def _levels(lines: Sequence[Coverage]) -> str:
    """Coverage by level, and in each by post: of those on the list of the scope itself."""
    unit = lines[0].unit if lines else ""
    own = {one.group: one for one in lines if one.unit == unit}
    rows = [
        (
            words,
            str(own[level].expected),
            _share(own[level]),
            *(_share(own.get(f"{level} {group}".strip())) for group in GROUPS),
        )
        for level, words in LEVELS.items()
        if level in own and own[level].expected
    ]
    if not rows:
        return ""
    heads = ["级别", "应参加", "参加率", *GROUPS.values()]
    told = '<p class="quiet">级别按单位的区划代码分；没有填代码的单位只算在“全部”里。</p>'
    return "<h2>名单上的人：分级别、岗位、编制的参加率</h2>" + table(heads, rows, range(1, len(heads))) + told


def _share(one: Coverage | None) -> str:
    return f"{one.joined * 100 / one.expected:.1f}%" if one is not None and one.expected else "—"


async def _waiting(visit: Visit, units: set[str]) -> str:
    """What somebody has to do, each with the page where it is done."""
    told = []
    if visit.may(May.DECIDE) and (count := len(await held_here(visit))):
        told.append(link("/admin/held", f"待核查 {count} 项"))
    if visit.may(May.ROSTER):
        codes = sum(one.unit in units for one in visit.service.enrolment.outstanding(visit.at))
        told.append(link("/admin/roster", f"未用的登记码 {codes} 个"))
    return f"<p>{'　'.join(told)}</p>" if told else ""
