"""What the board page says: periods, scopes, and how points are counted. In Chinese, as the page is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta, timezone
from itertools import groupby

from studyapp import PointRules, Scope

_EPOCH = datetime(1970, 1, 1, 8, tzinfo=timezone(timedelta(hours=8)))
"""The beginning of all instants, as clocks in China showed it."""

_WEEKDAYS = "一二三四五六日"
_KINDS = {"short": "简答题", "card": "卡片", "order": "排序题", "match": "连线题", "blank": "填空题"}
_SORTS = (("*", "全部"), ("unit", "单位"), ("line", "条线"), ("area", "赛区"))
SPANS = ("全程", "每月", "每周", "每日")


def period_words(period: str) -> str:
    """A period in words; one that is none is said as it is."""
    try:
        return _period_words(period)
    except ValueError:
        return period


def _period_words(period: str) -> str:
    if period == "all":
        return "活动全程"
    if "W" in period:
        year, week = period.split("-W")
        monday = date.fromisocalendar(int(year), int(week), 1)
        sunday = monday + timedelta(days=6)
        return f"{int(year)}年第{int(week)}周（{_short(monday)}至{_short(sunday)}）"
    if len(period) == len("2021-05"):
        first = date.fromisoformat(f"{period}-01")
        return f"{first.year}年{first.month}月"
    day = date.fromisoformat(period)
    return f"{day.year}年{_short(day)}（星期{_WEEKDAYS[day.weekday()]}）"


def _short(day: date) -> str:
    return f"{day.month}月{day.day}日"


def span_of(period: str) -> int:
    """The place of a period's kind in ``SPANS``."""
    if period == "all":
        return 0
    return 2 if "W" in period else 1 if _MONTH.fullmatch(period) else 3


_MONTH = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")


def spans(periods: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """The periods by their kind, the latest of each first."""
    for place, some in groupby(sorted(periods, key=span_of), key=span_of):
        yield SPANS[place], sorted(some, reverse=True)


def latest(periods: Sequence[str]) -> list[str]:
    """The latest period of each kind."""
    return [some[0] for _name, some in spans(periods)]


def sorts(scopes: Sequence[Scope]) -> Iterator[tuple[str, list[Scope]]]:
    """The scopes by their kind, in the order in which they are handed in."""
    for prefix, words in _SORTS:
        some = [one for one in scopes if one.scope.partition(":")[0] == prefix]
        if some:
            yield words, some


def instant_words(at: int) -> str:
    """An instant, UTC milliseconds, as clocks in China show it."""
    when = _EPOCH + timedelta(milliseconds=at)
    return f"{when.year}年{when.month}月{when.day}日 {when:%H:%M}"


def state_words(period: str, closing: int) -> str:
    """What will become of a board that is not closed."""
    if span_of(period) == 1:
        year, month = map(int, period.split("-"))
        return f"未定稿：晚到的答题还会计入，{year + month // 12}年{month % 12 + 1}月{closing}日之后定稿"
    return "实时：随答题陆续到达而更新"


def notes(rules: PointRules, closing: int) -> list[str]:
    """How points are counted, and who is shown how."""
    told = [
        f"同一道题一天之内只计一次分，取当天最好的一次；答题每天最多计 {rules.cap} 分，比阅读还快的作答不计分。",
        "积分由本平台用自己的答案重新判分后计算；学员端先行显示的积分是暂计，以本榜为准。",
        "联网答题和离线答题同等计分；离线的答题送达之后，补记到作答当天。",
        "按时交卷和试卷及格另加的分，记在交卷当天。",
        "积分相同，名次相同。中途调动的，积分留在作答当天所在的单位。",
        "参与率＝有积分的人数÷应参加人数；人均积分＝总积分÷应参加人数，没有名册的单位按有积分的人数计算。",
        "社会公众只参加全部人员的个人榜，不计入任何单位的参与率和人均积分。",
        f"每月的榜在次月{closing}日之后定稿，不再变动；此后才送达的答题只计入活动全程。",
        "姓名只在本人愿意时显示；其他人显示为“学员”加编号，编号不含个人信息。",
    ]
    unworthy = [word for kind, word in _KINDS.items() if dict(rules.kinds).get(kind, rules.right) == 0]
    if unworthy:
        told.insert(1, f"不计分的题型：{'、'.join(unworthy)}。")
    return told
