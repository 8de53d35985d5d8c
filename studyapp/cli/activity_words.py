"""A plan of the activity in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from studyapp.activity.periods import date_of
from studyapp.model.activity import Activity, Makeup, Part, Period, PointRules, SubjectShare, Task, TitleRule
from studyapp.report.titles import rule_words
from studyapp.words import _, date_words, kind_name, listed, plural

_LENGTH = {Period.DAY: 1, Period.WEEK: 7, Period.MONTH: 31}


def activity_lines(activity: Activity, today: int) -> Iterator[str]:
    """All of a plan that a learner or an administrator asks for."""
    yield _("{name}（{id}）").format(name=activity.name, id=activity.id)
    yield from activity.note.splitlines()
    yield dates_words(activity, today)
    if state_of(activity, today) == "over":
        yield _("要继续练习，可用 studyapp activity use evergreen 换用常年方案。")
    yield ""
    yield from _points_lines(activity)
    yield ""
    yield _("任务")
    yield "  " + _("日日学：每天 {minutes} 分钟").format(minutes=activity.minutes)
    yield from ("  " + task_words(task) for task in activity.tasks)
    yield ""
    yield _("称号")
    yield from ("  " + title_words(activity, title) for title in activity.titles)
    if not activity.titles:
        yield "  " + _("没有设称号")
    yield ""
    yield _("其他")
    yield from ("  " + line for line in _other_lines(activity, today))


def state_of(activity: Activity, today: int) -> str:
    """``ahead``, ``over``, or ``open``: whether today lies within a plan's dates."""
    if activity.holds(today):
        return "open"
    return "ahead" if activity.first is not None and today < activity.first else "over"


def dates_words(activity: Activity, today: int) -> str:
    """From when to when a plan goes, and whether that is over."""
    first = "" if activity.first is None else year_words(activity.first)
    last = "" if activity.last is None else year_words(activity.last)
    if first and last:
        span = _("{first}至{last}").format(first=first, last=last)
    elif first:
        span = _("{first}起").format(first=first)
    else:
        span = _("到{last}为止").format(last=last) if last else _("没有起止日期")
    state = state_of(activity, today)
    if state == "open":
        return span
    return _("{span}（尚未开始）").format(span=span) if state == "ahead" else _("{span}（已经结束）").format(span=span)


def year_words(day: int) -> str:
    """A study day as people write it, with the year."""
    return _("{year}年{date}").format(year=date_of(day).year, date=date_words(day))


def percent(share: float) -> str:
    """A share as people write it."""
    return f"{share * 100:.4g}%"


def _points_lines(activity: Activity) -> Iterator[str]:
    points = activity.points
    yield _("积分")
    yield "  " + _("答对一题 {right} 分，每题每天只计一次，每天最多 {cap} 分").format(
        right=points.right, cap=points.cap
    )
    if points.kinds:
        yield "  " + _("，").join(
            _("{kind} {worth} 分").format(kind=kind_name(one), worth=n) for one, n in points.kinds
        )
    yield "  " + _fair_words(points)
    for task in activity.tasks:
        if task.handed or task.passed:
            yield "  " + _("{name}：{points}").format(name=task.name, points=_paper_words(task))


def _paper_words(task: Task) -> str:
    handed = _("交卷 {handed} 分").format(handed=task.handed) if task.handed else ""
    passed = (_("取胜 {passed} 分") if task.skill else _("及格 {passed} 分")).format(passed=task.passed)
    return _("，另加").join(filter(None, (handed, passed if task.passed else "")))


def _fair_words(points: PointRules) -> str:
    sentence = _("作答用时不足 {least} 秒加每字 {reading} 秒的，视为没有读题，不计分")
    return sentence.format(least=f"{points.least / 1000:g}", reading=f"{points.reading / 1000:g}")


def task_words(task: Task) -> str:
    """A task in one line: when, how long, of what, how often."""
    blueprint = task.blueprint
    parts = [
        _("{name}：{period}").format(name=task.name, period=_period_words(task)),
        plural("{count} 题，满分 {total} 分", blueprint.count).format(
            count=blueprint.count, total=f"{blueprint.total:g}"
        ),
        _parts_words(blueprint.parts),
        plural("限时 {minutes} 分钟", blueprint.minutes).format(minutes=blueprint.minutes),
        _("得分率 {share} 及格").format(share=percent(blueprint.passing)),
        plural("可以考 {count} 次", task.attempts).format(count=task.attempts) if task.attempts else _("次数不限"),
    ]
    if task.skill:
        parts[4] = _("对手的正确率为 {share}").format(share=percent(task.skill))
    return _("；").join(parts)


def _period_words(task: Task) -> str:
    opens, closes = task.opens, min(task.closes, _LENGTH[task.period])
    if (opens, closes) == (1, _LENGTH[task.period]):
        return {Period.DAY: _("每天"), Period.WEEK: _("每周"), Period.MONTH: _("每月")}[task.period]
    if task.period is Period.WEEK:
        return _("每周第 {opens}–{closes} 天").format(opens=opens, closes=closes)
    if closes == _LENGTH[Period.MONTH]:
        return _("每月最后 {days} 天").format(days=closes - opens + 1)
    return _("每月 {opens}–{closes} 日").format(opens=opens, closes=closes)


def _parts_words(parts: Sequence[Part]) -> str:
    """How many of which kind, each with its marks where they differ."""
    if len({part.marks for part in parts}) > 1:
        text = _("{kind} {count} 道×{marks} 分")
        return listed(text.format(kind=kind_name(one.kind), count=one.count, marks=f"{one.marks:g}") for one in parts)
    counts = listed(_("{kind} {count} 道").format(kind=kind_name(one.kind), count=one.count) for one in parts)
    return _("{counts}，每道 {marks} 分").format(counts=counts, marks=f"{parts[0].marks:g}")


def title_words(activity: Activity, title: TitleRule) -> str:
    """What a title is given for, in one line."""
    return _("{name}：{rule}").format(name=title.name, rule=rule_words(activity, title))


def _other_lines(activity: Activity, today: int) -> Iterator[str]:
    keeps = activity.points.keeps
    yield plural("当天答题满 {count} 次，或完成日日学，算学了一天", keeps).format(count=keeps)
    yield _makeup_words(activity.makeup, keeps)
    yield plural("每年可登记 {count} 个工作日的假", activity.makeup.leave).format(count=activity.makeup.leave)
    if activity.subjects:
        yield _("科目（组卷权重）：{subjects}").format(subjects=listed(map(_subject_words, activity.subjects)))
    yield _calendar_words(activity, today)


def _calendar_words(activity: Activity, today: int) -> str:
    years = sorted({date_of(day).year for day in activity.calendar.off})
    if not years:
        return _("工作日按周一至周五计，没有放假安排")
    whole = years == list(range(years[0], years[-1] + 1)) and len(years) > 1
    told = _("{first}–{last}").format(first=years[0], last=years[-1]) if whole else listed(map(str, years))
    text = _("工作日按国家放假安排计：有 {years} 年的")
    if activity.holds(today) and date_of(today).year not in years:
        text = _("工作日按国家放假安排计：有 {years} 年的，今年的还没有，按周一至周五计")
    return text.format(years=told)


def _makeup_words(makeup: Makeup, keeps: int) -> str:
    if not makeup.within or not makeup.monthly:
        return _("缺学的日子不能补")
    figures = {"within": makeup.within, "answers": makeup.times * keeps, "monthly": makeup.monthly}
    return _("缺学后 {within} 天内可补：当天答题满 {answers} 次；每月最多补 {monthly} 天").format(**figures)


def _subject_words(subject: SubjectShare) -> str:
    return _("{name} {weight}").format(name=subject.name, weight=f"{subject.weight:g}")
