"""A process that works on a store without the command line, and says of each act when it is acknowledged.

``python -m tests.faults.driver ACT HOME [--statements N] [--files N] [ARGUMENT]``. With ``--statements N`` it kills
itself before the N-th SQL statement, with ``--files N`` before the N-th renaming of a file: instants that no signal
from outside would hit.
"""

from __future__ import annotations

import argparse
import os
import signal
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

from studyapp.desk.full import Desk, open_desk
from studyapp.importing import executing
from studyapp.importing.executing import Options
from studyapp.plugins import entries, load
from studyapp.store import batches, bulk, health
from studyapp.world import World
from tests.faults import homes


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("act", choices=sorted(ACTS))
    parser.add_argument("home", type=Path)
    parser.add_argument("argument", nargs="?", default="")
    parser.add_argument("--statements", type=int, default=0)
    parser.add_argument("--files", type=int, default=0)
    parser.add_argument("--large", action="store_true")
    options = parser.parse_args()
    if options.large:  # what comes in is many rows, for which there is no log, and not enough room in memory
        bulk.MANY, bulk._ROOM = 1, 64
    if options.files:
        fatal = Countdown(options.files)
        rename = os.rename

        def replace(self: Path, target: Path) -> Path:
            fatal()
            rename(self, target)
            return Path(target)

        Path.replace = replace  # type: ignore[method-assign, assignment]
    ACTS[options.act](options.home, options.argument, options.statements)


class Countdown:
    """Kills this process when it is called for the N-th time."""

    def __init__(self, calls: int) -> None:
        self.left = calls

    def __call__(self, *_: object) -> None:
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def tell(*words: object) -> None:
    """Acknowledge an act: one line, in the pipe when this returns."""
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


def drill(home: Path, _argument: str, statements: int) -> None:
    """Answer to the end of the queue; every fifth answer gets another rating, every seventh is taken back."""
    desk = _desk(home)
    session = homes.session_of(desk)
    tell("ready")
    _arm(desk, statements)
    for number in count(1):
        if session.current() is None:
            break
        tell("answer", *homes.answer(session, at=desk.now()))
        if number % 5 == 0:
            session.rate(2, at=desk.now())
            tell("rate")
        if number % 7 == 0:
            session.void(at=desk.now())
            tell("void")
    desk.close()


def bring_in(home: Path, path: str, statements: int) -> None:
    """Import a file."""
    desk = _desk(home)
    plugins = load(entries(home / "plugins.json"), {})
    write = batches.write_import

    def told(*arguments: Any, **options: Any) -> int:
        tell("ready")
        _arm(desk, statements)
        return write(*arguments, **options)

    batches.write_import = told
    executing.import_file(desk.store, Path(path), plugins, Options(), at=desk.now())
    tell("imported")
    desk.close()


def repair(home: Path, _argument: str, _statements: int) -> None:
    """Repair a damaged store."""
    world = World(str(home))
    tell("ready")
    tell("repaired", health.repair(Path(world.store), world, at=world.now()).entries)


def _desk(home: Path) -> Desk:
    return open_desk(World(str(home)))


def _arm(desk: Desk, statements: int) -> None:
    if statements:
        desk.store.connection.set_trace_callback(Countdown(statements))


ACTS: dict[str, Callable[[Path, str, int], None]] = {"drill": drill, "import": bring_in, "repair": repair}

if __name__ == "__main__":
    main()
