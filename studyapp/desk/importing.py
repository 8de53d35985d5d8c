"""Importing from the screens: a look at a file, the import, its undoing. Any thread may ask.

Each task opens the store for itself. What was read for the look is kept for the import, so that what is imported is
what was seen, and nobody waits twice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from studyapp.desk import files
from studyapp.desk.full import Desk, open_desk
from studyapp.desk.readers import load_plugins
from studyapp.desk.views import FileLine, Folder, Part, Preview, Wish
from studyapp.hookspecs import Cancelled, NotABank
from studyapp.importing import columns, executing
from studyapp.importing.executing import Options, Origin, Report, Stage
from studyapp.importing.files import read_bytes
from studyapp.importing.planning import Change
from studyapp.importing.showing import first_of_each
from studyapp.model import Holds, Kind
from studyapp.plugins import Plugins
from studyapp.store import bank, batches, errors
from studyapp.store.errors import StoreError
from studyapp.world import World

GoOn = Callable[[str, float], bool]


class _Basis(NamedTuple):
    """What a reading rests on: the file's path and digest, those of its key, and columns by the user's word."""

    path: str
    digest: str
    key: str
    key_digest: str
    columns: Mapping[str, Holds]


class _Read(NamedTuple):
    """What was read, and what came of it; ``past``: whether the learner's past was asked for."""

    basis: _Basis
    report: Report
    past: bool


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
        if last is None or last.basis.path != wish.path:
            return None
        options = _options(wish, go_on, dry_run=True)
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
        options = _options(wish, go_on, dry_run=dry_run)
        try:
            options.progress(Stage.READ, 0.0)
            with self._desk() as desk:
                report = self._import(desk, wish, options)
        except Cancelled:
            return None
        preview = preview_of(report)
        told = len({history.position for history in report.read.histories}) if dry_run else report.histories
        return preview._replace(histories=told, takes_key=self._takes_key(report.reader))

    def _takes_key(self, name: str) -> bool:
        return any(
            reader.name == name and getattr(reader.thing, "takes_key", False) for reader in self._readers.readers
        )

    def _import(self, desk: Desk, wish: Wish, options: Options) -> Report:
        """Import what was read for a look, or read it; a look asks for the past, to know whether there is one."""
        basis = _basis(wish)
        last = self._last
        if last is not None and last.basis == basis and (last.past or not (options.history or options.dry_run)):
            return self._of_what_was_read(desk, last.report, basis.digest, options)
        self._last = None
        how = replace(options, history=options.history or options.dry_run)
        report = executing.import_file(desk.store, Path(wish.path), self._readers, how, at=desk.now())
        self._last = _Read(basis, report, how.history)
        return report

    def _of_what_was_read(self, desk: Desk, report: Report, digest: str, options: Options) -> Report:
        told = {**columns.remembered(desk.store.connection, report.read.columns), **options.columns}
        origin = Origin(report.path, digest, report.reader)
        name = options.deck or report.deck
        how = replace(options, deck=name, columns=told)
        wanted = options.history or options.dry_run
        read = report.read if wanted else replace(report.read, histories=())
        return executing.import_deck(desk.store, read, name, origin, how, at=desk.now())


def _options(wish: Wish, go_on: GoOn, *, dry_run: bool) -> Options:
    return Options(
        deck=wish.deck,
        columns=wish.columns,
        key=Path(wish.key) if wish.key else None,
        history=wish.history,
        prune=wish.prune,
        dry_run=dry_run,
        progress=_watched(go_on),
    )


def _basis(wish: Wish) -> _Basis:
    digests = [hashlib.sha256(read_bytes(Path(one))).hexdigest() if one else "" for one in (wish.path, wish.key)]
    return _Basis(wish.path, digests[0], wish.key, digests[1], dict(wish.columns))


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
    """The kinds in the order in which the file has them."""
    first = first_of_each(report.plan)
    counts = {**report.kinds, str(Kind.CASE): sum(not planned.counts for planned in report.plan.items)}
    return tuple(Part(str(kind), counts[str(kind)], tuple(questions)) for kind, questions in first.items())
