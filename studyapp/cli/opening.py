"""Opening the learner's desk for a command, with the bundled decks in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from studyapp.cli.shell import Refused, Shell
from studyapp.desk import readers
from studyapp.desk.full import Desk, open_desk
from studyapp.desk.furnishing import furnish
from studyapp.store import bank, errors
from studyapp.words import _

MANIFEST = readers.MANIFEST
load_plugins = readers.load_plugins


@contextmanager
def desk_of(shell: Shell) -> Iterator[Desk]:
    """The learner's desk, closed afterwards."""
    desk = open_desk(shell.world, patience=shell.patience)
    try:
        with errors.told(desk.store.path):
            furnish(desk)
            yield desk
    finally:
        desk.close()


def deck_no(names: Mapping[int, str], wanted: str | None) -> int | None:
    """The deck of that name among the names by number; ``None`` for all. Refuses a name that no deck has."""
    if wanted is None:
        return None
    for no, name in names.items():
        if name == bank.deck_name(wanted):
            return no
    raise Refused(_("没有名为“{name}”的题库；运行 studyapp decks 查看。").format(name=wanted))
