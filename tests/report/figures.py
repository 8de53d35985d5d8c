"""Figures that stand still."""

from __future__ import annotations

from studyapp.model import Message
from studyapp.model.activity import Award, Period
from studyapp.report import adding
from studyapp.report.figures import (
    Accuracy,
    Figures,
    Hard,
    Honours,
    Marks,
    Maturity,
    Memory,
    Span,
)
from studyapp.store.statistics import Load
from tests.activity.plans import day

TODAY = day("2021-06-03")
NONE = Span(TODAY, TODAY)


def days_of_a_year() -> dict[int, Span]:
    """A learner who rests on Sundays and was ill in March."""
    found = {}
    for one in range(TODAY - 200, TODAY + 1):
        if (one + 3) % 7 == 6 or TODAY - 90 <= one <= TODAY - 78:
            continue
        answered = 10 + one * 7 % 23
        right = answered * (70 + one % 20) // 100
        reviews = answered // 2
        found[one] = Span(
            one, one, 1, answered, right, answered * 9_500, 5, reviews, reviews * right // answered, right
        )
    return found


def figures(days: dict[int, Span] | None = None, *, titles: bool = True) -> Figures:
    """All figures of such a learner."""
    days = days_of_a_year() if days is None else days
    loads = [
        Load(None, False, 1503),
        *(Load(TODAY + ahead, ahead % 3 == 0, 4 + ahead * 5 % 11) for ahead in range(-9, 60)),
    ]
    awards = (
        Award("daily", "日日学", "2021-05-31", TODAY - 3, 5, Message("按时交卷"), TODAY - 3, TODAY - 3),
        Award("daily-star", "日日学之星", "2021-04", day("2021-04-30"), 0, Message("坚持"), TODAY - 60, TODAY - 34),
        Award("daily-star", "日日学之星", "2021-05", day("2021-05-31"), 0, Message("坚持"), TODAY - 33, TODAY - 3),
        Award("weekly-expert", "周周练达人", "2021-05", day("2021-05-31"), 0, Message("达标"), TODAY - 33, TODAY - 3),
    )
    return Figures(
        first=min(days, default=TODAY),
        today=TODAY,
        total=adding.total(list(days.values()), min(days, default=TODAY), TODAY),
        days=days,
        weeks=adding.by_period(days, Period.WEEK, 26, TODAY),
        months=adding.by_period(days, Period.MONTH, 12, TODAY),
        subjects=(
            Accuracy("人事人才", 412, 120, 361, 290),
            Accuracy("劳动关系", 903, 502, 1_490, 1_311),
            Accuracy("社会保险", 1_208, 300, 900, 702),
            Accuracy("", 60, 0, 0, 0),
        ),
        kinds=(
            Accuracy("single", 1_200, 600, 1_500, 1_300),
            Accuracy("multiple", 800, 200, 900, 640),
            Accuracy("judge", 583, 122, 351, 330),
        ),
        memory=Memory(adding.maturity(loads), adding.forecast(loads, TODAY, 200), 0.9),
        hardest=(
            Hard(1, "multiple", "劳动关系", "用人单位有下列哪些情形的，劳动者可以解除劳动合同？（　　）", 14, 4, 6),
            Hard(2, "single", "社会保险", "失业保险金的领取期限最长为（　　）。", 11, 5, 5),
            Hard(4, "judge", "", "经办机构应当在收到申请之日起三十日内办结工伤认定 <b>&amp;</b>。", 6, 2, 2),
        ),
        marks=Marks(12, 3, 1),
        honours=Honours(1_286, 18, 6, 41, awards if titles else ()),
    )


def nothing() -> Figures:
    """Figures of somebody who has not begun."""
    empty = figures({}, titles=False)
    return empty._replace(
        subjects=(Accuracy("社会保险", 10, 0, 0, 0),),
        kinds=(Accuracy("single", 10, 0, 0, 0),),
        memory=Memory(Maturity(10, 0, 0), adding.forecast([], TODAY, 200), 0.9),
        hardest=(),
        marks=Marks(0, 0, 0),
        honours=Honours(),
    )
