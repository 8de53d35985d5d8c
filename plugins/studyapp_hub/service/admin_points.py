"""The list of points that a unit reports upward, as a file to keep."""

from __future__ import annotations

from starlette.responses import Response

from studyapp import study_day
from studyapp_hub.hub import Hub
from studyapp_hub.points_report import lines_of, workbook
from studyapp_hub.roles import EVERYBODY
from studyapp_hub.service.admin_markup import choice
from studyapp_hub.service.admin_people import download
from studyapp_hub.service.board_view import is_period, periods_of
from studyapp_hub.service.board_words import period_words
from studyapp_hub.service.visiting import Visit, denied, incomplete

_WEEK = "W"


async def points_form(visit: Visit) -> str:
    """The form that asks for a list: whose, and of which month or of all."""
    activity = await visit.ask(lambda hub, at: hub.activity())
    periods = {
        one: period_words(one)
        for one in periods_of(activity, study_day(visit.at))
        if one == "all" or (_WEEK not in one and one.count("-") == 1)
    }
    scopes = {f"unit:{one.unit}": one.name for one in await visit.units() if not one.closed}
    if visit.session.account.scope == EVERYBODY:
        scopes = {EVERYBODY: "全部", **scopes}
    fields = choice("单位（连同下级）", "scope", scopes) + choice("时间", "period", periods)
    return "<h2>积分上报表</h2>" + visit.form("/admin/points", fields, "下载 xlsx")


async def points(visit: Visit) -> Response:
    """The list of a unit and all below it."""
    scope, period = visit.text("scope"), visit.text("period", 10)
    if not is_period(period):
        raise incomplete()
    seen = {f"unit:{one.unit}" for one in await visit.units()}
    if scope not in seen and not (scope == EVERYBODY == visit.session.account.scope):
        raise denied()

    def found(hub: Hub, at: int) -> bytes:
        return workbook(hub, scope, period, lines_of(hub.earned(scope, period, at=at)), at=at)

    data = await visit.ask(found)
    visit.note("points", f"{scope} {period}")
    return download(data, f"points-{scope.removeprefix('unit:')}-{period}.xlsx")
