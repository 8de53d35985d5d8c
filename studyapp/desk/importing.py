"""Importing from the screens: a look at a file, the import, its undoing. Any thread may ask.

Each task opens the store for itself. What was read for the look is kept for the import, so that what is imported is
what was seen, and nobody waits twice.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from studyapp.desk import files
from studyapp.desk.full import Desk, open_desk
from studyapp.desk.readers import load_plugins
from studyapp.desk.views import FileLine, Folder, Part, Preview, Wish
from studyapp.hookspecs import Cancelled, NotABank
from studyapp.importing import columns, executing
from studyapp.importing.executing import Options, Origin, Report, Stage
from studyapp.importing.files import read_bytes
from studyapp.importing.planning import Change
from studyapp.model import Holds, Kind, Question
from studyapp.plugins import Plugins
from studyapp.store import bank, batches, errors
from studyapp.store.errors import StoreError
from studyapp.world import World

GoOn = Callable[[str, float], bool]

FIRST = 2
"""So many questions of each kind are shown as they were understood."""


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read: from which bytes, with which columns by the user's word, and what came of it."""

    path: str
    digest: str
    columns: Mapping[str, Holds]
    report: Report


class Importer:
    """What the screens may ask about files."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._last: _Read | None = None

    @cached_property
    def _readers(self) -> Plugins:
        return load_plugins(Path(self._world.home))

    @cached_property
    def _suffixes(self) -> frozenset[str]:
        return frozenset(suffix for reader in self._readers.readers for suffix in reader.suffixes)

    def folder(self, path: str) -> Folder:
        """What a folder holds; an empty path is the one to begin with."""
        return files.folder(path, self._suffixes)

    def place(self, text: str, folder: str) -> FileLine | None:
        """The file or folder that a typed or pasted text names, seen from a folder; ``None`` where there is none."""
        return files.place(text, folder, self._suffixes)

    def preview(self, wish: Wish, go_on: GoOn) -> Preview | None:
        """What an import would do."""
        return self._do(wish, go_on, dry_run=True)

    def bring_in(self, wish: Wish, go_on: GoOn) -> Preview | None:
        """Import; what the user said of columns is remembered for the next file with that header."""
        return self._do(wish, go_on, dry_run=False)

    def undo(self, deck: str) -> bool:
        """Take the last import into a deck back; whether there was one."""
        with self._desk() as desk:
            row = bank.deck_named(desk.store.connection, deck)
            return row is not None and batches.undo_import(desk.store, deck=row.no, at=desk.now()) is not None

    def rejects(self, wish: Wish, go_on: GoOn) -> str | None:
        """Write what of a file became no question to a file beside it; return its path."""
        last = self._last
        if last is None or last.path != wish.path:
            return None
        options = Options(columns=wish.columns, progress=_watched(go_on))
        try:
            found = executing.rejects(self._readers, Path(wish.path), options, last.report)
        except Cancelled:
            return None
        except NotABank as error:
            raise StoreError(error.why) from error
        return None if found is None else files.write_beside(wish.path, self._world.home, found.suffix, found.data)

    @contextmanager
    def _desk(self) -> Iterator[Desk]:
        desk = open_desk(self._world)
        try:
            with errors.told(desk.store.path):
                yield desk
        finally:
            desk.close()

    def _do(self, wish: Wish, go_on: GoOn, *, dry_run: bool) -> Preview | None:
        options = Options(deck=wish.deck, columns=wish.columns, dry_run=dry_run, progress=_watched(go_on))
        try:
            options.progress(Stage.READ, 0.0)
            with self._desk() as desk:
                report = self._import(desk, wish, options)
        except Cancelled:
            return None
        return preview_of(report)

    def _import(self, desk: Desk, wish: Wish, options: Options) -> Report:
        path = Path(wish.path)
        digest = hashlib.sha256(read_bytes(path)).hexdigest()
        last = self._last
        if last is None or (last.path, last.digest, last.columns) != (wish.path, digest, wish.columns):
            self._last = None
            report = executing.import_file(desk.store, path, self._readers, options, at=desk.now())
        else:
            report = self._of_what_was_read(desk, last.report, digest, options)
        self._last = _Read(wish.path, digest, dict(wish.columns), report)
        return report

    def _of_what_was_read(self, desk: Desk, report: Report, digest: str, options: Options) -> Report:
        told = {**columns.remembered(desk.store.connection, report.read.columns), **options.columns}
        origin = Origin(report.path, digest, report.reader)
        name = options.deck or report.deck
        how = Options(deck=name, columns=told, dry_run=options.dry_run, progress=options.progress)
        return executing.import_deck(desk.store, report.read, name, origin, how, at=desk.now())


def _watched(go_on: GoOn) -> Callable[[Stage, float], None]:
    def progress(stage: Stage, share: float) -> None:
        """End it where nobody waits any longer, unless it is done."""
        if not go_on(stage.value, share) and not (stage is Stage.WRITE and share >= 1):
            raise Cancelled

    return progress


def preview_of(report: Report) -> Preview:
    """What of a report is shown."""
    return Preview(
        path=report.path,
        deck=report.deck,
        reader=report.reader,
        readings=report.read.readings,
        parts=_parts(report),
        new=report.plan.count(Change.NEW),
        changed=report.plan.count(Change.CHANGED),
        same=report.plan.count(Change.SAME),
        linked=report.plan.linked,
        missing=len(report.plan.missing),
        flaws=report.flaws,
        columns=report.read.columns,
        written=report.written,
    )


def _parts(report: Report) -> tuple[Part, ...]:
    """The kinds in the order in which the file has them; of the first questions the number as it is counted."""
    first: dict[Kind, list[tuple[int, Question]]] = defaultdict(list)
    number = 0
    for planned in report.plan.items:
        question = planned.item.question
        number += planned.counts
        if len(first[question.kind]) < FIRST:
            first[question.kind].append((number, question))
    counts = {**report.kinds, str(Kind.CASE): sum(not planned.counts for planned in report.plan.items)}
    return tuple(Part(str(kind), counts[str(kind)], tuple(questions)) for kind, questions in first.items())
