"""A task that takes its time."""

from __future__ import annotations

import asyncio
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from studyapp.tui.widgets.task import Stage, Task, TaskView, ending_rows, progress_lines
from tests.tui.drawn import LABELS, WIDTHS, rows_of
from tests.tui.driving import settle
from tests.tui.gallery import Gallery, GalleryPage

TASKS = st.builds(
    Task,
    LABELS,
    st.integers(0, 99_999),
    st.none() | st.integers(0, 99_999),
    st.integers(0, 9_999_999),
    st.just(Stage.RUNNING),
    LABELS,
)
ENDINGS = st.sampled_from([Stage.DONE, Stage.FAILED, Stage.CANCELLED])


@given(TASKS, WIDTHS, st.booleans())
def test_progress_fits_and_has_its_figures(task: Task, width: int, cancelling: bool) -> None:
    drawn = progress_lines(task, width, cancelling=cancelling).plain
    assert all(cell_len(line) <= width for line in drawn.split("\n"))
    assert f"{task.done:,}" in drawn
    assert task.total is None or f"/{task.total:,}" in drawn
    assert ("正在取消" in drawn) is cancelling


@given(TASKS, WIDTHS, ENDINGS)
def test_the_end_fits(task: Task, width: int, stage: Stage) -> None:
    ended = Task(task.title, milliseconds=task.milliseconds, stage=stage, sentence=task.sentence)
    assert all(cell_len(line) <= width for line in rows_of(ending_rows(ended), width))


@pytest.mark.parametrize(
    ("done", "total", "percent"), [(0, 10, "0%"), (3268, 3273, "99%"), (3273, 3273, "100%"), (0, 0, "100%")]
)
def test_nothing_is_done_before_it_is(done: int, total: int, percent: str) -> None:
    assert progress_lines(Task("导入", done, total), 80).plain.split("\n")[1].split()[-1] == percent


def test_the_moving_sign_goes_to_and_fro() -> None:
    drawn = [progress_lines(Task("备份", 5, milliseconds=100 * n), 80).plain.split("\n")[1] for n in range(80)]
    places = [line.index("<=>") for line in drawn]
    assert {abs(one - other) for one, other in pairwise(places)} == {1}
    assert (min(places), max(places)) == (0, 37)


@pytest.mark.parametrize(
    ("stage", "line"),
    [
        (Stage.DONE, "√ 导入  完成  用时 01:05"),
        (Stage.FAILED, "× 导入  没有完成  用时 01:05"),
        (Stage.CANCELLED, "- 导入  已取消  用时 01:05"),
    ],
)
def test_endings_have_sign_and_word(stage: Stage, line: str) -> None:
    rows = rows_of(ending_rows(Task("导入", 3, 3, 65_000, stage, "导入 3 题。")), 60)
    assert rows == [line, "  导入 3 题。"]


def test_it_looks_new_ten_times_a_second() -> None:
    async def run() -> list[int]:
        app = Gallery("notices")
        async with app.run_test(size=(80, 24)) as pilot:
            view = TaskView(Task("导入", 0, 1000))
            await app.screen.mount(view)
            seen = []
            for task in (
                Task("导入", 1, 1000, 50),
                Task("导入", 2, 1000, 99),
                Task("导入", 3, 1000, 100),
                Task("导入", 4, 1000, 101),
                Task("核对", 5, 1000, 102),
                Task("核对", 6, 1000, 103, Stage.DONE, "好了"),
            ):
                view.tell(task)
                await settle(pilot)
                text = " ".join(strip.text for strip in view.render_lines(view.size.region))
                seen.append(int(text.split("/")[0].split()[-1]) if "/" in text else -1)
            return seen

    assert asyncio.run(run()) == [0, 0, 3, 3, 5, -1]


def test_escape_asks_once_and_only_while_it_runs() -> None:
    async def run() -> tuple[int, bool, bool]:
        app = Gallery("task")
        async with app.run_test(size=(80, 24)) as pilot:
            first = app.screen.query(TaskView).first()
            assert first.cancellable
            await pilot.press("escape", "escape")
            await settle(pilot)
            asked = first.cancellable
            first.tell(Task("导入", 5, 10, 100, Stage.CANCELLED))
            await pilot.press("escape")
            await settle(pilot)
            page = app.screen
            assert isinstance(page, GalleryPage)
            return len(page.heard), asked, first.cancellable

    assert asyncio.run(run()) == (2, False, False)  # two of the page's tasks are running
