"""Figures as JSON has them."""

from __future__ import annotations

from typing import Any

from studyapp.activity.periods import date_of, name
from studyapp.model.activity import Award, Period
from studyapp.report.figures import Accuracy, Figures, Forecast, Honours, Span


def figures_as_plain(figures: Figures) -> dict[str, Any]:
    """All figures; days are ISO dates, times milliseconds, shares from 0 to 1 (``null`` for none)."""
    memory = figures.memory
    return {
        "from": _date(figures.first),
        "to": _date(figures.today),
        "total": _sums(figures.total),
        "days": [{"day": _date(day), **_sums(one)} for day, one in sorted(figures.days.items())],
        "weeks": [{"week": name(Period.WEEK, one.first), **_sums(one)} for one in figures.weeks],
        "months": [{"month": name(Period.MONTH, one.first), **_sums(one)} for one in figures.months],
        "subjects": [_accuracy(one) for one in figures.subjects],
        "kinds": [_accuracy(one) for one in figures.kinds],
        "maturity": memory.maturity._asdict(),
        "retention": {"wanted": memory.wanted, "true": figures.total.retention},
        "forecast": _forecast(memory.forecast),
        "hardest": [one._asdict() for one in figures.hardest],
        "marks": figures.marks._asdict(),
        **_honours(figures.honours),
    }


def _date(day: int) -> str:
    return date_of(day).isoformat()


def _sums(one: Span) -> dict[str, Any]:
    retention = None if one.retention is None else round(one.retention, 4)
    return {**{field: getattr(one, field) for field in Span._fields[2:]}, "retention": retention}


def _accuracy(one: Accuracy) -> dict[str, Any]:
    return {**one._asdict(), "share": round(one.share, 4) if one.answered else None}


def _forecast(one: Forecast) -> dict[str, Any]:
    return {"days": [{**ahead._asdict(), "day": _date(ahead.day)} for ahead in one.days], "later": one.later}


def _honours(one: Honours) -> dict[str, Any]:
    return {
        "points": one.points,
        "points_today": one.today,
        "streak": one.streak,
        "longest_streak": one.longest,
        "titles": [_title(award) for award in one.titles],
    }


def _title(award: Award) -> dict[str, Any]:
    return {"id": award.what, "name": award.name, "period": award.period, "day": _date(award.day)}
