"""Pipes that break, bytes that are no text, a key that interrupts: what stands around the app may fail too."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

import pytest

from tests.faults import homes
from tests.faults.processes import PATIENCE, command, studyapp, surroundings


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return homes.prepare(tmp_path_factory.mktemp("prepared") / "home")


@pytest.fixture
def home(prepared: Path, tmp_path: Path) -> Path:
    return homes.copy(prepared, tmp_path / "home")


@pytest.mark.parametrize("arguments", [["questions", "--json"], ["questions", "--limit", "9999"]])
def test_a_reader_who_goes_away(home: Path, arguments: list[str]) -> None:
    with subprocess.Popen(
        command(home, *arguments), stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=surroundings(home)
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.read(10)
        process.stdout.close()
        assert process.wait(PATIENCE) == 0
        assert process.stderr.read() == b""


def test_typed_bytes_that_are_no_text_are_a_wrong_answer(home: Path) -> None:
    said = studyapp(home, "study", "--plain", "--deck", homes.DECK, keys=b"\xd5\xfd\xc8\xb7\n\xff\nA\nq\n")
    assert (said.status, said.err) == (0, "")
    assert said.out.count("这一项，请输入 A 到 D。") == 2
    assert homes.given(home) == [(0, True)]


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "cp1252"])
def test_into_a_pipe_goes_utf_8_whatever_the_machine_speaks(home: Path, encoding: str) -> None:
    environment = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"}
    assert "到期复习" in studyapp(home, "status", environment=environment).out
    assert "没有命令" in studyapp(home, "nonsense", environment=environment).sentence


def _heed_interrupts() -> None:
    """A shell lets what it runs in the background ignore Ctrl-C, and what that starts inherits it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_an_interrupted_sitting_keeps_its_answers(home: Path) -> None:
    reading, writing = os.pipe()
    with subprocess.Popen(
        command(home, "study", "--plain", "--deck", homes.DECK),
        stdin=reading,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=surroundings(home),
        preexec_fn=_heed_interrupts,
    ) as process:
        os.close(reading)
        assert process.stdout is not None
        assert process.stderr is not None
        os.write(writing, b"A\n")
        while "答过".encode() not in process.stdout.readline():
            pass
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) == 130
        assert process.stderr.read() == b""
    os.close(writing)
    assert homes.given(home) == [(0, True)]


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize("arguments", [["status"], [], ["study", "--plain"], ["nonsense"], ["decks", "--json"]])
def test_streams_that_are_closed(home: Path, closed: str, arguments: list[str]) -> None:
    line = ["/bin/sh", "-c", f'exec "$@" {closed}', "sh", *command(home, *arguments)]
    done = subprocess.run(line, check=False, capture_output=True, env=surroundings(home), timeout=PATIENCE)
    assert done.returncode == (2 if arguments == ["nonsense"] else 0), done.stderr.decode()
    assert not (home / "errors.log").exists()
