"""A few kills in every run; ``python -m tests.faults --long`` has two hundred."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults import homes, kills
from tests.faults.processes import checked


def test_what_was_acknowledged_is_there_after_a_kill(tmp_path: Path) -> None:
    rounds = list(kills.campaign(tmp_path, len(kills.VICTIMS), seed=1))
    assert len({one.victim for one in rounds}) == len({*kills.VICTIMS})
    assert any(not one.finished for one in rounds)
    assert any(one.acknowledged for one in rounds if one.victim == "study --plain")


@pytest.fixture(scope="module")
def damaged(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, set[bytes]]:
    """A home folder with the first page of its store gone and its last answers in the log, and all its entries."""
    folder = tmp_path_factory.mktemp("damaged")
    homes.study(homes.prepare(folder / "learnt"), 40)
    home = homes.killed(folder / "learnt", folder / "home", 10)
    everything = homes.entry_ids(homes.copy(home, folder / "copy"))
    with (home / "default.db").open("r+b") as file:
        file.write(bytes(4096))
    return home, everything


@pytest.mark.parametrize("renaming", [1, 2, 3, 4])
def test_a_repair_that_is_broken_off_between_two_files_loses_nothing(
    damaged: tuple[Path, set[bytes]], tmp_path: Path, renaming: int
) -> None:
    home, everything = homes.copy(damaged[0], tmp_path / "home"), damaged[1]
    assert not kills.break_off_repair(home, renaming)
    kills.mend(home, everything)
    assert checked(home, "doctor").status == 0
