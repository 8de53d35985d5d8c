from __future__ import annotations

import pytest

from studyapp.tui.widgets.bars import Offer, fit
from studyapp.tui.widgets.drawing import bar, heat


@pytest.mark.parametrize(("share", "full"), [(0.0, 0), (0.001, 1), (0.5, 5), (0.999, 9), (1.0, 10), (7.0, 10)])
def test_a_bar_is_empty_only_at_nothing_and_full_only_at_all(share: float, full: int) -> None:
    drawn = bar(share, 10)
    assert drawn.cell_length == 10
    filled = sum(span.end - span.start for span in drawn.spans if "primary" in str(span.style))
    assert filled == full


def test_heat_deepens() -> None:
    styles = [str(heat(value, 30, 2).spans[0].style) for value in (0, 1, 10, 20, 30)]
    assert len(set(styles)) >= 4
    assert heat(0, 0, 2).cell_length == 2


def test_the_key_bar_keeps_the_first_key_and_the_way_out() -> None:
    items = [Offer(key, "做什么") for key in ("Enter", "1", "2", "3", "F1", "Esc")]
    assert [item.key for item in fit(items, 200)] == ["Enter", "1", "2", "3", "F1", "Esc"]
    assert [item.key for item in fit(items, 50)] == ["Enter", "1", "2", "F1", "Esc"]
    assert [item.key for item in fit(items, 5)] == ["Enter"]
