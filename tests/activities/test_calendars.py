"""The holidays in the plans are those of the package, where that is installed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from studyapp.activity.periods import day_of
from studyapp.activity.reading import read_plan
from tests.activities.calendars import FOLDER, PLANS, Holidays, calendar_in, changes, published, rewritten, years_of


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_a_plan_has_the_holidays_of_its_years(path: Path) -> None:
    pytest.importorskip("chinese_calendar")
    off, on = calendar_in(path.read_text(encoding="utf-8"))
    years = {day.year for day in off}
    known = published()
    assert off == {day for day in known.off if day.year in years}, "run: python -m tests.activities"
    assert on == {day for day in known.on if day.year in years}, "run: python -m tests.activities"


def test_the_evergreen_plan_has_all_years_up_to_its_last() -> None:
    off, _on = calendar_in((FOLDER / "evergreen.toml").read_text(encoding="utf-8"))
    years = sorted({day.year for day in off})
    assert years == list(range(2021, years[-1] + 1))
    assert years[-1] >= 2026


def test_the_calendar_of_may_2021() -> None:
    """As the State Council announced it: from 1 to 5 May off, Sunday 25 April and Saturday 8 May worked."""
    activity = read_plan((FOLDER / "2021-shaanxi.toml").read_text(encoding="utf-8"), "").activity
    assert activity is not None
    worked = [day for day in range(1, 32) if activity.calendar.works(day_of(date(2021, 5, day)))]
    assert worked == [6, 7, 8, 10, 11, 12, 13, 14, 17, 18, 19, 20, 21, 24, 25, 26, 27, 28, 31]
    assert activity.calendar.works(day_of(date(2021, 4, 25)))


TEXT = "[calendar]  # ours\noff = [\n  2024-01-01,\n]\non = [\n]\n# the end\n"
HOLIDAYS = Holidays(
    {date(2024, 12, 31): "元旦", date(2025, 1, 1): "元旦", date(2025, 5, 1): "劳动节", date(2025, 5, 2): "劳动节"},
    {date(2025, 4, 27): "劳动节"},
)


def test_a_calendar_is_rewritten_and_nothing_else() -> None:
    after = rewritten(TEXT, HOLIDAYS, years_of(HOLIDAYS))
    assert after == (
        "[calendar]  # ours\noff = [\n  2025-01-01,  # 2025年元旦\n  2025-05-01, 2025-05-02,  # 2025年劳动节\n]\n"
        "on = [\n  2025-04-27,  # 2025年劳动节\n]\n# the end\n"
    )
    assert rewritten(after, HOLIDAYS, [2025]) == after
    assert changes(TEXT, after) == [
        "off: - 2024-01-01", "off: + 2025-01-01", "off: + 2025-05-01", "off: + 2025-05-02", "on: + 2025-04-27"
    ]  # fmt: skip


def test_a_plan_without_the_lists_is_left_alone() -> None:
    with pytest.raises(ValueError, match="no list 'off'"):
        rewritten("[calendar]\n", HOLIDAYS, [2025])
