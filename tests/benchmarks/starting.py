"""How long until something is seen: ``status`` beside a bare Python, the first question beside a bare Textual."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from tests.benchmarks.table import Row, medians

ROUNDS = 15
BARE = """
from textual.app import App
from textual.widgets import Static
class Bare(App):
    def compose(self):
        yield Static("READY")
Bare().run()
"""


def measure() -> Iterator[Row]:
    """Start the commands in a fresh home with the bundled deck in it."""
    with TemporaryDirectory() as home:
        inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        environment = {**inherited, "STUDYAPP_HOME": home, "TERM": "xterm-256color", "COLUMNS": "120", "LINES": "40"}
        quiet = {"env": environment, "stdout": subprocess.DEVNULL, "check": True}
        subprocess.run([sys.executable, "-m", "studyapp", "decks"], **quiet)  # type: ignore[call-overload]

        def run(*command: str) -> None:
            subprocess.run([sys.executable, *command], **quiet)  # type: ignore[call-overload]

        ours, bare = medians(ROUNDS, lambda: run("-m", "studyapp", "status"), lambda: run("-c", "pass"))
        yield Row("studyapp status", ours, bare, "python -c pass", 4)
        study = [sys.executable, "-m", "studyapp", "study"]
        textual = [sys.executable, "-c", BARE]
        times: tuple[list[float], list[float]] = ([], [])
        sizes: tuple[list[float], list[float]] = ([], [])
        for _round in range(ROUNDS):
            for which, (command, sign) in enumerate(((study, FIRST_CHOICE), (textual, b"READY"))):
                seconds, megabytes = until_seen(command, sign, environment)
                times[which].append(seconds)
                sizes[which].append(megabytes)
        yield Row("studyapp study to the first question", median(times[0]), median(times[1]), "bare Textual", 1.25)
        yield Row("its resident memory", median(sizes[0]), median(sizes[1]), "bare Textual", 1.4, unit="MB")


FIRST_CHOICE = "题 ".encode()
_ESCAPES = re.compile(rb"\x1b\[[0-9;?:]*[A-Za-z]")


def until_seen(command: list[str], sign: bytes, environment: dict[str, str]) -> tuple[float, float]:
    """Seconds until a text is on the screen of a terminal of 120×40, and the megabytes resident then."""
    start = perf_counter()
    process, terminal = pty.fork()
    if process == 0:
        os.execvpe(command[0], command, environment)
    seen = b""
    try:
        while sign not in _ESCAPES.sub(b"", seen):
            if not select.select([terminal], [], [], 20)[0]:
                raise TimeoutError(f"{command} showed nothing: {seen[-2000:]!r}")
            seen += os.read(terminal, 65536)
        return perf_counter() - start, _resident(process)
    finally:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        os.close(terminal)


def _resident(process: int) -> float:
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmRSS"))
