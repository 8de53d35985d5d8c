"""Pages to look at: how many take part, who is missing, what is held, what learners report."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from urllib.parse import quote

from starlette.responses import Response

from studyapp import ReleaseHead, study_day
from studyapp_hub import wire
from studyapp_hub.nouns import HeldLine, PersonLine
from studyapp_hub.roles import May
from studyapp_hub.service.admin_markup import hidden, link, table, text_of
from studyapp_hub.service.visiting import Visit, back, denied, incomplete
from studyapp_hub.sheet import SHANGHAI

_EPOCH = date(1970, 1, 1)
MOST = 500
"""Lines that a page shows."""
SHORT = 12
"""Digits of a question's id by which it can be found."""


def place_of(learner: str) -> str:
    """The path of a learner's page; his id may be anything that can be printed."""
    return f"/admin/people/{quote(learner, safe='')}"


def date_of(day: int) -> str:
    """A study day as a date; empty for none."""
    return (_EPOCH + timedelta(days=day)).isoformat() if day else ""


def minute_of(at: int) -> str:
    """An instant as it is said in Shanghai."""
    return datetime.fromtimestamp(at / 1_000, UTC).astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")


def since_words(today: int) -> dict[str, tuple[str, int]]:
    """From which study day on somebody should have learnt: by word, as people say it, and the day."""
    there = _EPOCH + timedelta(days=today)
    return {
        "today": ("今天", today),
        "week": ("本周", today - there.weekday()),
        "month": ("本月", today - there.day + 1),
        "all": ("活动以来", 0),
    }


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
        for one, person in await held_here(visit)
    ]
    told = '<p class="quiet">“计分”后照常计入榜单；“不计分”后只留作记录。之后还可以改。</p>'
    return visit.page("待核查", told, table(["学员", "学习日", "原因", "答题数", "处理"], rows[:MOST], (3,), long=2))


async def held_here(visit: Visit) -> list[tuple[HeldLine, PersonLine]]:
    """What is held of the learners whom the account sees."""
    persons = {one.learner: one for one in await visit.persons()}
    lines = await visit.ask(lambda hub, at: hub.held())
    return [(one, persons[one.learner]) for one in lines if one.learner in persons]


def _who(visit: Visit, person: PersonLine) -> str:
    line = visit.service.roster.of_learner(person.learner) if visit.may(May.NAMES) else None
    name = line.name if line else person.name or f"学员 {person.learner[:4].upper()}"
    return link(place_of(person.learner), name) if visit.may(May.NAMES) else text_of(name)


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
    if about not in {(one.learner, one.day, one.device) for one, _person in await held_here(visit)}:
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
    rows = [
        (
            text_of(one.prompt or "（没有发布过的题）"),
            str(one.times),
            date_of(study_day(one.last)),
            f"<small>{text_of(one.question[:SHORT])}</small>",
        )
        for one in found
    ]
    told = '<p class="quiet">改好后在“题库与方案”页重新发布，各台电脑同步后就是改正的题。</p>'
    return visit.page("报错的题", told, table(["题目", "人数", "最近", "编号"], rows[:MOST], (1,), long=0))
