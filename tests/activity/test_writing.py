"""A plan that is written is the plan that is read."""

from __future__ import annotations

from hypothesis import given

from studyapp.activity.reading import read_plan
from studyapp.activity.writing import plan_to_text
from studyapp.model import Severity
from studyapp.model.activity import Activity
from tests.activity.activities import activities
from tests.activity.plans import PLAN


@given(activities())
def test_what_is_written_is_read(activity: Activity) -> None:
    text = plan_to_text(activity)
    read = read_plan(text, "plan.toml")
    assert [flaw for flaw in read.flaws if flaw.severity is Severity.ERROR] == []
    assert read.activity == activity
    assert plan_to_text(read.activity) == text


def test_it_reads_like_a_plan_that_somebody_wrote() -> None:
    text = plan_to_text(PLAN)
    assert text.startswith(
        'id = "test-2021"\nname = "练兵"\nfirst = 2021-04-01\nlast = 2021-12-31\nminutes = 10\n\n[points]\n'
    )
    assert '\n[tasks.weekly]\nname = "周周练"\nperiod = "week"\nminutes = 45\npassing = 0.6\nquestions = [\n' in text
    assert '  { kind = "single", count = 3, marks = 1 },\n' in text
    assert text.endswith(
        "[calendar]\noff = [\n  2021-05-03, 2021-05-04, 2021-05-05,\n]\non = [\n  2021-04-25, 2021-05-08,\n]\n"
    )
