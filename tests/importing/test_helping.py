"""A second process that identifies part of a bank finds what this one finds, and is missed by nobody."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from typing import Any

import pytest

from studyapp import heavy
from studyapp.identity import Identity, identify
from studyapp.importing import helping
from studyapp.importing.helping import LARGE, PART, Identifier, identifying
from studyapp.model import KeyPoints, Kind, Question
from studyapp.store import sharing
from tests.support import single


def bank(count: int) -> list[Question]:
    """Common questions, and one in seven that is none."""
    return [
        Question(kind=Kind.SHORT, prompt=f"简述第{number}条", answer=KeyPoints(("甲", "乙")))
        if number % 7 == 3
        else replace(single(number), explanation=f"见第{number}条。")
        for number in range(count)
    ]


@pytest.fixture(autouse=True)
def two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)


def identities(identifier: Identifier, questions: Sequence[Question]) -> list[Identity]:
    return list(identifier.identify_all(questions))


def test_what_was_found_before_and_what_was_not_is_identified_in_order() -> None:
    some = bank(6 * PART + 5)
    interval = sys.getswitchinterval()
    with identifying(LARGE) as identifier:
        identifier.take(some[: 2 * PART])
        identifier.take(some[3 * PART : 4 * PART])
        identifier.take(bank(9))
        assert identities(identifier, some[1:]) == list(map(identify, some[1:]))
    assert sys.getswitchinterval() == interval


@pytest.mark.parametrize("first", [0, 1], ids=["all of it", "but for one"])
def test_while_somebody_waits_for_something_else_it_goes_on_here(first: int) -> None:
    number: Any = 7
    some = bank(5 * PART)
    with identifying(LARGE) as identifier:
        assert isinstance(identifier, helping._Shared)
        for start in range(0, len(some), PART):
            identifier.take(some[start : start + PART])
        if first:
            identifier.take([replace(single(1), prompt=number)])
        left = iter(range(3))
        identifier.meanwhile(lambda: next(left, None) is None)
        assert 0 < len(identifier._early) <= 3
        identifier.meanwhile(lambda: False)
        assert identities(identifier, some[first:]) == list(map(identify, some[first:]))


def test_what_is_no_question_is_not_taken() -> None:
    unsound: Any = [single(1), None]
    number: Any = 7
    wrong = [replace(single(1), prompt=number)]
    some = bank(5)
    with identifying(LARGE) as identifier:
        identifier.take(unsound)
        identifier.take(wrong)
        identifier.take(some)
        assert identities(identifier, some) == list(map(identify, some))


def test_a_process_that_ends_before_its_time_is_not_missed() -> None:
    some = bank(4 * PART)
    with identifying(LARGE) as identifier:
        assert isinstance(identifier, helping._Shared)
        assert isinstance(identifier.helper, sharing.Second)
        assert isinstance(identifier.helper._pool, ProcessPoolExecutor)
        (process,) = identifier.helper._pool._processes.values()
        process.terminate()
        identifier.take(some[:PART])
        assert identities(identifier, some) == list(map(identify, some))


def test_a_machine_without_processes_does_it_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_named: object) -> ProcessPoolExecutor:
        raise OSError

    monkeypatch.setattr(heavy, "ProcessPoolExecutor", refuse)
    some = bank(5)
    with identifying(LARGE) as identifier:
        identifier.take(some)
        assert identities(identifier, some) == list(map(identify, some))


@pytest.mark.parametrize(("size", "processors"), [(LARGE - 1, 2), (LARGE, 1), (LARGE, None)])
def test_no_process_for_a_small_file_or_on_one_processor(
    monkeypatch: pytest.MonkeyPatch, size: int, processors: int | None
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: processors)
    with identifying(size) as identifier:
        assert type(identifier) is Identifier
