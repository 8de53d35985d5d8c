"""A made-up county lives its month for real: its boards are the fold of its journals, and a point too many is found."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPConnection
from itertools import takewhile
from pathlib import Path

import pytest

from studyapp import Source
from studyapp.__main__ import main
from studyapp_hub.demo_month import Lived, Wishes, checked, lived
from studyapp_hub.demo_schedule import END, LOWER_HUB, UPPER_HUB
from studyapp_text.reader import TextReader

WORDS = (("11" * 32, "a" * 16), ("22" * 32, "b" * 16))
LEARNERS = 14


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lived]:
    """A small county after its month, its hubs served."""
    wishes = Wishes(LEARNERS, 3, "", 0, WORDS, lambda source: TextReader().read(Source(source.name, source.data)))
    told: list[float] = []
    with lived(tmp_path_factory.mktemp("demo"), wishes, told.append) as it:
        assert told == sorted(told) and told[-1] == 1.0
        yield it


def test_every_board_is_the_fold_of_the_journals(month: Lived) -> None:
    found = checked(month)
    assert {name: one.different for name, one in found.items()} == {UPPER_HUB: (), LOWER_HUB: ()}
    upper = {(one.scope, one.period): one for one in found[UPPER_HUB].boards}
    everybody = upper["*", "all"]
    assert len(month.learners[UPPER_HUB]) == LEARNERS and 0 < everybody.people <= LEARNERS
    assert upper["unit:c", "2021-05"].units and {"all", "2021-05", "2021-W18", "2021-05-04"} <= {
        one for _s, one in upper
    }
    assert 0 < len(month.learners[LOWER_HUB]) < LEARNERS
    counts = month.counts
    assert min(counts.doubles, counts.by_stick, counts.forwarded) > 0 and counts.devices > LEARNERS


def test_a_point_that_nobody_earned_is_found(month: Lived) -> None:
    site = month.sites[UPPER_HUB]
    more = "UPDATE standing SET points = points + ? WHERE scope = '*' AND period = 'all' AND learner = ?"
    learner = next(iter(month.learners[UPPER_HUB].values()))
    site.ask(lambda hub, at: hub._core.engine.run(more, 1, learner))
    try:
        assert checked(month)[UPPER_HUB].different == (("*", "all"),)
    finally:
        site.ask(lambda hub, at: hub._core.engine.run(more, -1, learner))


def test_the_hubs_are_sound_and_their_pages_open(month: Lived) -> None:
    for site in month.sites.values():
        assert site.ask(lambda hub, at: (at, hub.check())) == (END, ())
        connection = HTTPConnection("127.0.0.1", int(site.url.rpartition(":")[2]), timeout=10)
        connection.request("GET", "/?scope=unit:c&period=2021-05-31")
        response = connection.getresponse()
        page = response.read().decode()
        assert response.status == 200 and "青山县" in page
        listed = sum(1 for one in month.land.people if one.unit)
        assert (f"<b>{listed}</b><span>应参加人数" in page) == (site is month.sites[UPPER_HUB]), "its own people, too"
        connection.close()


def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main(["--home", str(tmp_path / "home"), "hub", "demo", *arguments])
    out, err = capsys.readouterr()
    return status, out, err


def test_the_boards_and_the_verdict_for_a_script(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(tmp_path, capsys, "--learners", "2", "--seed", "5", "--json")
    plain = json.loads(out)
    assert status == 0 and err == "" and plain["verdict"] is True and plain["different"] == []
    assert plain["learners"] == 2 and len(plain["boards"]["county"]) == plain["compared"]["county"] > 100


@pytest.mark.parametrize("line", ["--learners 0", "--learners x", "--port 99999", "--database mysql://x"])
def test_what_makes_no_sense_is_one_sentence(line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(tmp_path, capsys, *line.split())
    assert (status, out) == (2, "") and len(err.strip().splitlines()) == 1 and "Traceback" not in err


def _heed_interrupts() -> None:
    """A shell lets what it runs in the background ignore Ctrl-C, and what that starts inherits it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.skipif(os.name == "nt", reason="signals are otherwise there")
def test_the_page_stays_open_until_somebody_stops_it(tmp_path: Path) -> None:
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    command = [sys.executable, "-m", "studyapp", "--home", str(tmp_path / "home"), "--lang", "zh", "hub", "demo"]
    command += ["--learners", "2", "--seed", "1"]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
        preexec_fn=_heed_interrupts,
    ) as process:
        try:
            assert process.stdout is not None and process.stderr is not None
            told = [*takewhile(lambda line: "Ctrl+C" not in line, iter(process.stdout.readline, ""))]
            assert any("每一分都与原始记录一致" in line for line in told), told
            address = next(line for line in told if line.startswith("县榜单"))
            port = int(re.findall(r"127.0.0.1:([0-9]+)", address)[0])
            connection = HTTPConnection("127.0.0.1", port, timeout=10)
            connection.request("GET", "/")
            assert connection.getresponse().status == 200
            connection.close()
            process.send_signal(signal.SIGINT)
            rest, errors = process.communicate(timeout=20)
            assert process.returncode == 0 and "演示已停止" in rest and errors == ""
        finally:
            process.kill()  # else a test that fails waits for it forever
    assert list(tmp_path.glob("studyapp-demo-*")) == []
