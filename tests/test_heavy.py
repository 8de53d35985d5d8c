"""The collector rests while much is made, and is not sent through all of it afterwards; a second process is there."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from pathlib import Path

import pytest

from studyapp.heavy import resting, second_process


def test_the_collector_rests_and_is_awake_again_even_after_a_fault() -> None:
    with resting():
        assert not gc.isenabled()
        with resting():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(ZeroDivisionError), resting():
        raise ZeroDivisionError
    assert gc.isenabled()


def test_what_was_made_is_old_when_it_was_much() -> None:
    gc.unfreeze()
    with resting():
        made: list[list[int]] = [[number] for number in range(60_000)]
    assert gc.get_count()[0] < len(made)
    assert any(one is made[-1] for one in gc.get_objects(generation=2))


def test_nobody_counts_what_is_frozen_for_a_little_work(monkeypatch: pytest.MonkeyPatch) -> None:
    def count() -> int:
        raise AssertionError

    gc.collect(0)
    monkeypatch.setattr(gc, "get_freeze_count", count)
    with resting():
        made = [[number] for number in range(5_000)]
    assert len(made) == 5_000


IN_A_FULL_SCREEN = """
import os, sys
from studyapp.heavy import second_process

class Captured:
    def write(self, text):
        raise AssertionError(text)

    def fileno(self):
        return -1

os.cpu_count = lambda: 2
if __name__ == "__main__":
    captured = sys.stderr = Captured()
    with second_process(worth=True) as pool:
        print(pool is not None and pool.submit(os.getpid).result() != os.getpid(), sys.stderr is captured)
"""


def test_there_is_a_second_process_where_an_application_has_the_whole_screen(tmp_path: Path) -> None:
    """Textual puts something without a file in the place of the standard streams."""
    script = tmp_path / "script.py"
    script.write_text(IN_A_FULL_SCREEN)
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("True True\n", "")


def test_without_room_for_a_process_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_named: object) -> object:
        raise ValueError("bad value(s) in fds_to_keep")

    monkeypatch.setattr("studyapp.heavy.ProcessPoolExecutor", refuse)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    with second_process(worth=True) as pool:
        assert pool is None


KILLED = """
import os, signal
from studyapp.heavy import second_process

os.cpu_count = lambda: 2
if __name__ == "__main__":
    with second_process(worth=True) as pool:
        pool.submit(os.getpid).result()
        os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(os.name == "nt", reason="there are no signals to be killed with")
def test_a_second_process_does_not_outlive_the_first(tmp_path: Path) -> None:
    """As long as it lives it has the first one's output open."""
    script = tmp_path / "script.py"
    script.write_text(KILLED)
    done = subprocess.run([sys.executable, script], capture_output=True, check=False, timeout=60)
    assert done.returncode == -9
