"""Titles in words: what a rule asks for, and what a period is called."""

from __future__ import annotations

from datetime import date

from studyapp.activity.periods import day_of
from studyapp.model.activity import Activity, Period, TitleRule
from studyapp.report.words import day_words
from studyapp.words import _, month_name, pgettext, plural

DAILY = "daily"


def share_words(share: float) -> str:
    """A share as rules have it."""
    return f"{share * 100:.4g}%"


def rule_words(activity: Activity, title: TitleRule) -> str:
    """What a title is given for, in one line, without its name."""
    period = {
        Period.DAY: pgettext("title", "当天"),
        Period.WEEK: pgettext("title", "当周"),
        Period.MONTH: pgettext("title", "当月"),
    }[title.period]
    task = activity.task(title.task)
    if title.task == DAILY:
        text = _("{period}学满 {persistence} 的工作日，正确率达到 {accuracy}")
    elif title.persistence >= 1 and task is not None and task.period is title.period:
        text = _("{period}的{task}及格，得分率达到 {accuracy}")
    elif title.persistence >= 1:
        text = _("{period}的{task}全部及格，平均得分率达到 {accuracy}")
    else:
        text = _("{period}的{task}有 {persistence} 及格，平均得分率达到 {accuracy}")
    sentence = text.format(
        period=period,
        task=task.name if task else title.task,
        persistence=share_words(title.persistence),
        accuracy=share_words(title.accuracy),
    )
    parts = [sentence]
    if title.answers:
        parts.append(plural("至少答题 {count} 次", title.answers).format(count=title.answers))
    if title.days:
        parts.append(plural("至少学满 {count} 个工作日", title.days).format(count=title.days))
    return _("，").join(parts)


def period_words(period: str) -> str:
    """The name of a period (``2021-05-03``, ``2021-W18``, ``2021-05``) as people say it."""
    year, _dash, rest = period.partition("-")
    if rest.startswith("W"):
        return _("{year}年第 {week} 周").format(year=year, week=int(rest[1:]))
    if "-" in rest:
        return day_words(day_of(date.fromisoformat(period)))
    return _("{year}年{date}").format(year=year, date=month_name(int(rest)))
