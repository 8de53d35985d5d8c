"""The app as processes of its own, on home folders of their own."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from studyapp.world import machine_id
from tests.cli.terminal import Said, Terminal
from tests.support import ROOT

PATIENCE = 120
"""Seconds after which a process is taken for hung; no test waits so long."""


@dataclass(frozen=True)
class Ended:
    """How a process ended and what it said."""

    status: int
    out: str
    err: str

    @property
    def sentence(self) -> str:
        """The one line on stderr of a command that was not done."""
        assert self.status == 2, self
        assert self.err.count("\n") == 1, self.err
        assert "程序出错" not in self.err, self.err
        return self.err.rstrip("\n")


def command(home: Path, *arguments: object) -> list[str]:
    """The command line of ``studyapp`` on a home folder."""
    return [sys.executable, "-m", "studyapp", "--home", str(home), *map(str, arguments)]


def surroundings(home: Path, further: Mapping[str, str] | None = None) -> dict[str, str]:
    """An environment in which nothing of this user is seen or touched."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH") if name in os.environ}
    folder = str(home.parent)
    mine = {"HOME": folder, "XDG_DATA_HOME": folder, "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"}
    return {**kept, **mine, **(further or {})}


def studyapp(
    home: Path,
    *arguments: object,
    keys: str | bytes = "",
    environment: Mapping[str, str] | None = None,
    under: object = "",
) -> Ended:
    """Run a command to its end, ``under`` a restriction of ``tests.faults.under``."""
    restricted = [sys.executable, "-m", "tests.faults.under", str(under)] if under != "" else []
    done = subprocess.run(
        [*restricted, *command(home, *arguments)],
        input=keys.encode() if isinstance(keys, str) else keys,
        capture_output=True,
        check=False,
        timeout=PATIENCE,
        cwd=home.parent,
        env=surroundings(home, environment),
    )
    return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())


def checked(home: Path, *arguments: str) -> Said:
    """A command that looks whether all is well, run in this process, as the one that did harm has ended."""
    return Terminal(home, machine_id(), clock=time.time_ns() // 1_000_000).run(*arguments)
