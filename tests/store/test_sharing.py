"""What two share is done once, in order, and also where the other one is slow, fails, or is gone."""

from __future__ import annotations

import marshal
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from multiprocessing import get_context
from threading import Event

import pytest

from studyapp.store.sharing import Helper, Second, Shared

TASKS = [bytes([number]) for number in range(9)]


def twice(task: bytes) -> bytes:
    return task * 2


@pytest.fixture
def pool() -> Iterator[ProcessPoolExecutor]:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        yield pool


@pytest.mark.parametrize("count", [0, 1, 9])
def test_alone_or_by_two_it_comes_to_the_same(pool: ProcessPoolExecutor, count: int) -> None:
    tasks = TASKS[:count]
    for helper in (Helper(), Second(pool), Second(pool)):
        assert [*helper.share(twice, tasks)] == [twice(task) for task in tasks]


@pytest.mark.parametrize("count", range(1, 5))
def test_who_is_free_again_takes_his_share_and_nothing_is_lost(count: int) -> None:
    is_busy = [True]
    with ThreadPoolExecutor(1) as pool:
        shared = Shared(pool, twice, lambda: is_busy[0])
        for task in TASKS[:count]:
            shared.add(partial(bytes, task))
        is_busy[0] = False
        found = dict(shared.results())
    assert sorted(found) == [*range(count)]
    assert found[0] == twice(TASKS[0])


def test_a_process_that_ends_before_its_time_is_not_missed(pool: ProcessPoolExecutor) -> None:
    shared = Second(pool).share(twice, TASKS)
    for process in pool._processes.values():
        process.terminate()
    assert [*shared] == [twice(task) for task in TASKS]
    assert [*Second(pool).share(twice, TASKS)] == [twice(task) for task in TASKS]


def test_while_the_other_is_busy_the_tasks_that_wait_are_done_here() -> None:
    gate = Event()

    def slowly(task: bytes) -> bytes:
        gate.wait()
        return twice(task)

    with ThreadPoolExecutor(1) as pool:
        shared = Shared(pool, slowly)
        for task in TASKS:
            shared.add(partial(bytes, task))
        results = shared.results()
        assert [next(results) for _task in TASKS[2:]] == [(place, None) for place in range(8, 1, -1)]
        gate.set()
        assert [*results] == [(0, twice(TASKS[0])), (1, twice(TASKS[1]))]


def test_of_what_fails_there_nothing_came() -> None:
    def fails(task: bytes) -> bytes:
        if task == TASKS[1]:
            raise ValueError("no")
        return task

    with ThreadPoolExecutor(1) as pool:
        shared = Shared(pool, fails)
        for task in TASKS:
            shared.add(partial(bytes, task))
        assert dict(shared.results())[1] is None
        with pytest.raises(ValueError, match="no"):
            list(Second(pool).share(fails, TASKS))


def test_a_pool_that_is_closed_does_nothing() -> None:
    pool = ThreadPoolExecutor(1)
    pool.shutdown()
    assert [*Second(pool).share(twice, TASKS)] == [twice(task) for task in TASKS]
    assert Second(pool).charge(twice, TASKS[0])() is None


def test_whom_one_charges_does_it_behind_what_he_has_or_nobody_does(pool: ProcessPoolExecutor) -> None:
    second = Second(pool)
    waits = [second.charge(twice, task) for task in TASKS]
    assert [wait() for wait in waits] == [twice(task) for task in TASKS]
    assert second.charge(marshal.loads, b"no bytes of marshal")() is None
    assert [*second.share(twice, TASKS)] == [twice(task) for task in TASKS]
    for process in pool._processes.values():
        process.terminate()
    assert second.charge(twice, TASKS[0])() is None


def test_who_is_charged_with_something_gets_nothing_else_to_wait_for_it() -> None:
    gate = Event()

    def slowly(task: bytes) -> bytes:
        gate.wait()
        return task

    with ThreadPoolExecutor(1) as pool:
        second = Second(pool)
        wait = second.charge(slowly, b"first")
        assert [*second.share(twice, TASKS)] == [twice(task) for task in TASKS]  # all of it here
        gate.set()
        assert wait() == b"first"
        shared = second.begin(twice)
        shared.add(partial(bytes, TASKS[0]))
        assert pool.submit(bytes).result() == b""  # behind the task
        assert [*shared.results()] == [(0, twice(TASKS[0]))]
