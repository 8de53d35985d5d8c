"""Grading is on the path between a key pressed and the verdict shown, and a hub's replay is made of it."""

from __future__ import annotations

import timeit

import pytest

from studyapp.grading import grade, record
from studyapp.model import Choices, Kind, Picked, Question

MICROSECONDS = 4


@pytest.mark.parametrize("kind", [Kind.SINGLE, Kind.MULTIPLE])
@pytest.mark.parametrize("picked", [Picked((2,)), Picked((1,))])
def test_grading_and_recording_a_choice(kind: Kind, picked: Picked) -> None:
    choices = ("用人单位所在地", "劳动合同履行地", "劳动者户籍所在地", "社会保险登记地")
    question = Question(kind=kind, prompt="由（ ）管辖。", choices=choices, answer=Choices((2,)))
    count = 2000
    runs = timeit.repeat(lambda: (grade(question, picked), record(question, picked)), number=count, repeat=30)
    assert min(runs) / count * 1e6 <= MICROSECONDS
