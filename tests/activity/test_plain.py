"""A plan as JSON and back."""

from __future__ import annotations

import json
from dataclasses import replace

from studyapp.activity.plain import activity_from_plain, activity_to_plain
from studyapp.model.activity import Activity
from studyapp.model.plain import canonical
from tests.activity.plans import PLAN


def test_a_plan_comes_back() -> None:
    for plan in (PLAN, replace(PLAN, first=None, last=None), Activity("a", "")):
        assert activity_from_plain(json.loads(canonical(activity_to_plain(plan)))) == plan
