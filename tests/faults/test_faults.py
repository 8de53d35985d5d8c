"""A few kills in every run; ``python -m tests.faults --long`` has two hundred."""

from __future__ import annotations

from pathlib import Path

from tests.faults import kills


def test_what_was_acknowledged_is_there_after_a_kill(tmp_path: Path) -> None:
    rounds = list(kills.campaign(tmp_path, len(kills.VICTIMS), seed=1))
    assert len({one.victim for one in rounds}) == len({*kills.VICTIMS})
    assert any(not one.finished for one in rounds)
    assert any(one.acknowledged for one in rounds if one.victim == "study --plain")
