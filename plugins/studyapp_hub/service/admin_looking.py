"""Pages to look at: how many take part, who is missing, what is held, what learners report."""

from __future__ import annotations

from datetime import date, timedelta

from starlette.responses import Response

from studyapp import ReleaseHead, study_day
from studyapp_hub import wire
from studyapp_hub.hub import Hub
from studyapp_hub.nouns import Coverage, HeldLine, PersonLine
from studyapp_hub.roles import May
from studyapp_hub.service.admin_markup import hidden, link, table, text_of
from studyapp_hub.service.visiting import Visit, back, denied, incomplete

_EPOCH = date(1970, 1, 1)
MOST = 500
"""Lines that a page shows."""


def date_of(day: int) -> str:
    """A study day as a date; empty for none."""
    return (_EPOCH + timedelta(days=day)).isoformat() if day else ""


def since_words(today: int) -> dict[str, tuple[str, int]]:
    """From which study day on somebody should have learnt: by word, as people say it, and the day."""
    there = _EPOCH + timedelta(days=today)
    return {
        "today": ("今天", today),
        "week": ("本周", today - there.weekday()),
        "month": ("本月", today - there.day + 1),
        "all": ("活动以来", 0),
    }


async def overview(visit: Visit) -> Response:
    """How many take part, and what waits for somebody."""
    if not visit.may(May.LOOK):
        return visit.page("概况", '<p class="quiet">请从上面的菜单进入您负责的页面。</p>')
    scope = visit.session.account.scope
    today = date_of(study_day(visit.at))

    def found(hub: Hub, at: int) -> tuple[tuple[Coverage, ...], tuple[Coverage, ...], int]:
        held = len(hub.held()) if visit.may(May.DECIDE) else 0
        return hub.coverage(scope, "all", at=at), hub.coverage(scope, today, at=at), held

    whole, now, held = await visit.ask(found)
    of_today = {one.unit: one for one in now if not one.group}
    seen = {one.unit: one.name for one in await visit.units()}
    rows = [
        (
            text_of(one.name or seen.get(one.unit, one.unit)),
            str(one.expected),
            str(one.joined),
            _share(one.joined, one.expected),
            str(of_today[one.unit].joined if one.unit in of_today else 0),
        )
        for one in whole
        if not one.group
    ]
    waiting = len(visit.service.enrolment.outstanding(visit.at))
    told = f"<p>未用的登记码：{waiting} 个。{link('/admin/held', f'待核查：{held} 项。') if held else ''}</p>"
    return visit.page("概况", table(["单位", "应参加", "已参加", "参加率", "今天"], rows, (1, 2, 3, 4)), told)


def _share(part: int, whole: int) -> str:
    return f"{part * 100 / whole:.1f}%" if whole else "—"


async def missing(visit: Visit) -> Response:
    """Who of those expected has not learnt since a day, by name."""
    today = study_day(visit.at)
    words = since_words(today)
    wanted = visit.request.query_params.get("since", "all")
    if wanted not in words:
        raise incomplete()
    names = {one.unit: one.name for one in await visit.units()}
    last = {one.learner: one.last for one in await visit.persons()}
    least = max(words[wanted][1], 1)
    absent = [one for one in visit.service.roster.people(names) if last.get(one.learner, 0) < least]
    rows = [
        (
            text_of(one.name),
            text_of(one.mark),
            text_of(names[one.unit]),
            text_of(
                f"最近一次 {date_of(last[one.learner])}"
                if last.get(one.learner)
                else "已登记"
                if one.learner
                else "未登记"
            ),
        )
        for one in absent
    ]
    links = " ".join(
        f"<b>{said}</b>" if word == wanted else link(f"/admin/missing?since={word}", said)
        for word, (said, _day) in words.items()
    )
    counted = f"<p>{links}</p><p>共 {len(rows)} 人{'，只列出前 ' + str(MOST) + ' 人' if len(rows) > MOST else ''}。</p>"
    return visit.page("未参加", counted, table(["姓名", "尾号或工号", "单位", "情况"], rows[:MOST]))


async def held(visit: Visit) -> Response:
    """What somebody has to look at before it counts."""
    rows = [
        (
            _who(visit, person),
            date_of(one.day) or text_of(f"设备 {one.device}"),
            text_of(wire.message_to_plain(one.why)["sentence"]),
            str(one.answers),
            _decisions(visit, one),
        )
        for one, person in await _held(visit)
    ]
    told = '<p class="quiet">“计分”后照常计入榜单；“不计分”后只留作记录。之后还可以改。</p>'
    return visit.page("待核查", told, table(["学员", "学习日", "原因", "答题数", "处理"], rows[:MOST], (3,)))


async def _held(visit: Visit) -> list[tuple[HeldLine, PersonLine]]:
    persons = {one.learner: one for one in await visit.persons()}
    lines = await visit.ask(lambda hub, at: hub.held())
    return [(one, persons[one.learner]) for one in lines if one.learner in persons]


def _who(visit: Visit, person: PersonLine) -> str:
    line = visit.service.roster.of_learner(person.learner) if visit.may(May.NAMES) else None
    name = line.name if line else person.name or f"学员 {person.learner[:4].upper()}"
    return link(f"/admin/people/{person.learner}", name) if visit.may(May.NAMES) else text_of(name)


def _decisions(visit: Visit, one: HeldLine) -> str:
    about = hidden("learner", one.learner) + hidden("day", str(one.day)) + hidden("device", one.device)
    yes = visit.form("/admin/held", about + hidden("counts", "1"), "计分", look="inline")
    return yes + visit.form("/admin/held", about + hidden("counts", "0"), "不计分", look="inline", danger=True)


async def decide(visit: Visit) -> Response:
    """Say whether it counts."""
    learner, device, counts = visit.text("learner"), visit.text("device"), visit.text("counts") == "1"
    day = visit.text("day", 6)
    if not day.isascii() or not day.isdigit():
        raise incomplete()
    about = (learner, int(day), device)
    if about not in {(one.learner, one.day, one.device) for one, _person in await _held(visit)}:
        raise denied()
    await visit.ask(
        lambda hub, at: hub.say(
            ReleaseHead(by="", hub="", learner=learner, day=int(day), counts=counts, device=device, at=at)
        )
    )
    visit.note("release" if counts else "reject", f"{learner} {day} {device}".strip())
    return back("/admin/held", "decided")


async def reports(visit: Visit) -> Response:
    """Questions that learners say are wrong."""
    found = await visit.ask(lambda hub, at: hub.reports())
    rows = [(text_of(one.prompt or one.question), str(one.times), text_of(one.question)) for one in found]
    told = '<p class="quiet">改好后在“题库与方案”页重新发布，各台电脑同步后就是改正的题。</p>'
    return visit.page("报错的题", told, table(["题目", "人数", "编号"], rows[:MOST], (1,)))
