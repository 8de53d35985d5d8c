"""The page's charts: which figures, in which frame, with which words."""

from __future__ import annotations

from collections.abc import Sequence

from studyapp.activity.periods import date_of
from studyapp.report.drawing import HeatWords, Line, Part, columns, heat_map, line_chart, text_of
from studyapp.report.figures import Figures, Forecast, Span
from studyapp.report.words import day_words, minutes_words, percent
from studyapp.words import _, date_words, month_name, pgettext, plural

HALVES = (27, 26)
"""The weeks of the year's two parts, which stand side by side, or under each other where it is narrow."""

_MINUTE = 60_000


def year_chart(figures: Figures) -> str:
    """The last 53 weeks, a day a square."""
    counts = {day: one.answered for day, one in figures.days.items()}
    monday = figures.today - (figures.today + 3) % 7  # 1970-01-01 was a Thursday
    first = monday - 7 * (sum(HALVES) - 1)
    done = sorted(count for day, count in counts.items() if day >= first)
    top = done[len(done) * 9 // 10] if done else 0
    drawn = []
    for weeks in HALVES:
        days = {day: _told(day, counts.get(day, 0)) for day in range(first, first + weeks * 7)}
        words = HeatWords(_("每天的练习"), _weekdays(), _months(first, weeks), days)
        drawn.append(heat_map(counts, first, figures.today, weeks, top, words))
        first += weeks * 7
    return f'<div class="year">{"".join(drawn)}</div>'


def _told(day: int, count: int) -> str:
    answered = plural("答了 {count} 题", count).format(count=count) if count else _("没有练习")
    return f"{day_words(day)} {answered}"


def _months(first: int, weeks: int) -> dict[int, str]:
    """The names of months over the weeks that their first days are in; none so near the end that it hangs out."""
    found = {}
    for week in range(weeks - 1):
        last = first + week * 7 + 6
        if date_of(last).day <= 7:
            found[week] = month_name(date_of(last).month)
    return found


def _weekdays() -> tuple[str, ...]:
    return (
        *(pgettext("weekday", "一"), pgettext("weekday", "二"), pgettext("weekday", "三"), pgettext("weekday", "四")),
        *(pgettext("weekday", "五"), pgettext("weekday", "六"), pgettext("weekday", "日")),
    )


def retention_chart(figures: Figures) -> str:
    """What was recalled of each week's reviews, against what is asked for."""
    values = [week.retention for week in figures.weeks]
    wanted = figures.memory.wanted
    known = [value for value in values if value is not None]
    low = min(0.5, *(value // 0.1 / 10 for value in known))
    lines = [
        Line([wanted] * len(values), "wanted", _("目标 {share}").format(share=percent(wanted))),
        Line(values, "dotted", _("复习时还记得的")),
    ]
    drawn = line_chart(lines, low, 1.0, (percent(low), "100%"), _ends(figures.weeks), _("复习时还记得的"))
    total = sum(one.reviews for one in figures.weeks), sum(one.recalled for one in figures.weeks)
    told = _("记得 {share}（{recalled}/{reviews}）").format(
        share=percent(total[1] / total[0]), recalled=f"{total[1]:,}", reviews=f"{total[0]:,}"
    )
    return drawn + legend_of(("main", told), ("wanted", _("目标 {share}").format(share=percent(wanted))))


def time_chart(figures: Figures) -> str:
    """The minutes of each week."""
    minutes = [week.milliseconds // _MINUTE for week in figures.weeks]
    top = max(*minutes, 1)
    titles = [f"{day_words(week.first)} {minutes_words(one)}" for week, one in zip(figures.weeks, minutes, strict=True)]
    stacks = [[Part(one / top, "main")] for one in minutes]
    return columns(stacks, titles, _ends(figures.weeks), minutes_words(top))


def forecast_chart(forecast: Forecast) -> str:
    """What the coming days ask; what was moved from earlier days lies on top."""
    top = max(*(one.due + one.moved for one in forecast.days), 1)
    stacks = [[Part(one.due / top, "main"), Part(one.moved / top, "soft")] for one in forecast.days]
    titles = [
        f"{date_words(one.day)} " + plural("{count} 题", one.due + one.moved).format(count=one.due + one.moved)
        for one in forecast.days
    ]
    ends = date_words(forecast.days[0].day), date_words(forecast.days[-1].day)
    drawn = columns(stacks, titles, ends, plural("{count} 题", top).format(count=top))
    keys = [("main", _("当天到期"))]
    if any(one.moved for one in forecast.days):
        keys.append(("soft", _("前些天的，匀到这几天")))
    return drawn + legend_of(*keys)


def _ends(spans: Sequence[Span]) -> tuple[str, str]:
    return date_words(spans[0].first), date_words(spans[-1].first)


def legend_of(*keys: tuple[str, str]) -> str:
    """What colours mean."""
    cells = (f'<span><i class="key {look}"></i>{text_of(words)}</span>' for look, words in keys)
    return f'<div class="legend">{"".join(cells)}</div>'
