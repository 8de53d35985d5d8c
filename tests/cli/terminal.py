"""A person at a terminal: commands run in this process, on a machine whose clock and chance the test holds."""

from __future__ import annotations

import io
import itertools
import json
import sys
from collections.abc import Callable, Iterable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from studyapp import words
from studyapp.__main__ import dispatch
from studyapp.model import DAY
from studyapp.world import World
from tests.support import MONDAY

SECOND = 1_000


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one object on stdout; anything else there is a fault."""
        assert self.out.count("\n") == 1, self.out
        return json.loads(self.out)

    @property
    def sentence(self) -> str:
        """The one line on stderr of a command that was not done."""
        assert self.status == 2, self
        assert self.err.count("\n") == 1, self.err
        assert self.out == "", self.out
        return self.err.rstrip("\n")


class Machine(World):
    """A machine whose clock stands where the test puts it and goes on a second a look."""

    __slots__ = ("terminal",)

    def __init__(self, home: str, terminal: Terminal) -> None:
        super().__init__(home)
        self.terminal = terminal

    @property
    def machine(self) -> str:
        return self.terminal.machine

    def now(self) -> int:
        self.terminal.clock += SECOND
        return self.terminal.clock

    def monotonic(self) -> int:
        return self.terminal.clock

    def token(self) -> str:
        return f"{next(self.terminal.numbers):016x}"

    def secret(self) -> str:
        return f"{next(self.terminal.numbers):064x}"


@dataclass
class Terminal:
    """One home folder on one machine."""

    home: Path
    machine: str = "machine-1"
    clock: int = MONDAY
    numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    @property
    def store(self) -> Path:
        return self.home / "default.db"

    def sleep(self, days: int = 1) -> None:
        """Come back at the same time some days later."""
        self.clock = (self.clock // DAY + days) * DAY + MONDAY % DAY

    def run(self, *arguments: object, keys: str | Keys = "") -> Said:
        """Run a command on this home folder."""
        return self.dispatch(["--home", str(self.home), *map(str, arguments)], keys=keys)

    def dispatch(
        self, arguments: Iterable[str], *, environment: dict[str, str] | None = None, keys: str | Keys = ""
    ) -> Said:
        """Run the app with these arguments, as they are, and this environment."""
        out, err = io.StringIO(), io.StringIO()
        source = Keys(keys) if isinstance(keys, str) else keys
        source.screen = out
        before, sys.stdin = sys.stdin, source
        try:
            with redirect_stdout(out), redirect_stderr(err):
                status = _status(lambda: dispatch(list(arguments), environment or {}, self._machine))
        finally:
            sys.stdin = before
            words.use(None)
        self.check()
        return Said(status, out.getvalue(), err.getvalue())

    def check(self) -> None:
        """No command may stumble over a fault of the program, whatever the test looks at."""
        faults = self.home / "errors.log"
        assert not faults.exists(), faults.read_text(encoding="utf-8")

    def _machine(self, home: str) -> Machine:
        return Machine(home, self)


class Keys(io.StringIO):
    """Lines typed ahead; they show on the screen as they are read, so that it reads like a dialogue."""

    screen: io.StringIO

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]
        line = self.line()
        self.screen.write(line)
        return line

    def line(self) -> str:
        """What is typed next; empty at the end of all input."""
        return super().readline()


def _status(act: Callable[[], int]) -> int:
    try:
        return act()
    except SystemExit as stop:  # --help of a command ends so
        assert isinstance(stop.code, int)
        return stop.code
