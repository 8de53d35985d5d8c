"""Characters of ambiguous width count one cell or two, as the learner's terminal draws them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from rich.cells import cell_len

from studyapp.tui import widths
from studyapp.tui.text import pad
from studyapp.tui.widgets.notes import width_sample
from tests.tui import questions as q
from tests.tui.driving import screen_text, visit
from tests.tui.fake import FakeDesk


@pytest.fixture(autouse=True)
def narrow_again() -> Iterator[None]:
    yield
    widths.install(False)


@pytest.mark.parametrize(
    ("text", "narrow", "wide"),
    [("“”…—→√■①Ⅻ℃", 10, 20), ("劳动", 4, 4), ("abc 1.", 6, 6), ("ü×·", 3, 6), ("e\u0301", 1, 1), ("ａ，", 4, 4)],
)
def test_cells(text: str, narrow: int, wide: int) -> None:
    assert cell_len(text) == narrow
    widths.install(True)
    assert cell_len(text) == wide
    widths.install(False)
    assert cell_len(text) == narrow


@pytest.mark.parametrize("wide", [False, True])
def test_the_sample_is_flush_under_the_width_that_holds(wide: bool) -> None:
    widths.install(wide)
    first, second = (line.partition("|")[0] for line in width_sample().plain.split("\n"))
    assert cell_len(first) == cell_len(second)


@pytest.mark.parametrize("keys", [(), ("3",), ("1", "enter", "escape"), ("f1",)])
def test_no_line_is_too_long_for_a_console_that_draws_them_wide(keys: tuple[str, ...]) -> None:
    desk = FakeDesk([q.LONG])
    desk.wishes = desk.wishes.but(wide=True)
    for line in visit(desk, *keys, see=screen_text).splitlines():
        assert cell_len(line) <= 80
        assert not set(line) & set("▁▂▃▄▅▆▇█▉▊▋▌▍▎▏")


def test_changed_while_the_app_runs() -> None:
    desk = FakeDesk([q.SINGLE])
    assert pad("“”", 5) == "“”   "
    visit(desk, "s", "down", "down", "right", see=lambda app: None, study=False)
    assert desk.wishes.wide
    assert pad("“”", 5) == "“” "
