"""Decks and plans that a remote sends down, into the bank and into force.

A version that was taken in is not taken in again: so an import that the learner has undone stays undone. A plan takes
the place of one that nobody chose, or of an earlier one from the same remote, and never of the learner's own choice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePosixPath

from studyapp.activity.plain import activity_to_plain
from studyapp.desk.full import Desk
from studyapp.hookspecs import NotABank, Source
from studyapp.importing.activities import EVERGREEN, read_data
from studyapp.importing.executing import Options, import_source
from studyapp.importing.files import LARGEST
from studyapp.importing.planning import Change
from studyapp.model import Message, Severity
from studyapp.model.activity import Activity
from studyapp.model.plain import canonical
from studyapp.model.remote import File
from studyapp.plugins import Plugins
from studyapp.store import plans, remotes, shelves
from studyapp.store.remotes import FileRow
from studyapp.sync.outcome import Taken

DECK, PLAN = "deck", "plan"

_OWN_PLAN = Message("你自己选用了方案“{plan}”，没有换成单位发来的“{name}”；要换请运行 studyapp activity use {path}。")


class Arrivals:
    """Who takes in what one remote sends."""

    def __init__(self, desk: Desk, remote: str, readers: Callable[[], Plugins]) -> None:
        self._desk = desk
        self._remote = remote
        self._readers = readers

    def take(self, file: File) -> Taken:
        """Take a file in, or say why not."""
        nothing = Taken(file.what, file.name, file.version, taken=False)
        if file.what not in (DECK, PLAN):
            return nothing  # of a kind that a later version knows
        if not file.name or len(file.data) > LARGEST:
            return nothing._replace(
                why=Message("单位发来的“{name}”没有名称，或者太大，没有收下。", {"name": file.name})
            )
        digest = hashlib.sha256(file.data).hexdigest()
        known = remotes.files(self._desk.store.connection, self._remote, file.what).get(file.name)
        if known is not None and not _is_newer(file.version, digest, known):
            return nothing
        if file.what == PLAN:
            return self._take_plan(file, nothing)
        taken = self._take_deck(file, nothing, prune=known is not None)
        self._note(file, digest)
        return taken

    def _note(self, file: File, digest: str) -> None:
        connection = self._desk.store.connection
        remotes.note_file(connection, self._remote, file.what, file.name, FileRow(file.version, digest))

    def _take_deck(self, file: File, nothing: Taken, *, prune: bool) -> Taken:
        """Import a deck. What its next version has no more is taken out: whoever publishes it has the say on it."""
        name = base_name(file.file) or file.name
        source = Source(name, file.data)
        options = Options(deck=file.name, prune=prune)
        reported = shelves.reported_items(self._desk.store.connection)
        try:
            report = import_source(
                self._desk.store, source, Path(name).suffix, self._readers(), options, at=self._desk.now()
            )
        except NotABank as error:
            return nothing._replace(why=error.why)
        errors = sum(flaw.severity is Severity.ERROR for flaw in report.flaws)
        why = Message("题库“{name}”有 {count} 处没有读入，请告诉发布的人。", {"name": file.name, "count": errors})
        changed = {one.old.no for one in report.plan.items if one.change == Change.CHANGED and one.old is not None}
        changed.update(one.no for one in report.plan.missing if prune)
        corrected = len(reported & changed) if report.written else 0
        return nothing._replace(taken=report.written, why=why if errors else None, corrected=corrected)

    def _take_plan(self, file: File, nothing: Taken) -> Taken:
        read = read_data(file.data, base_name(file.file) or f"{file.name}.toml")
        fresh = read.activity
        if fresh is None:
            self._note(file, "")
            why = next((flaw.why for flaw in read.flaws if flaw.severity is Severity.ERROR), None)
            return nothing._replace(why=why)
        there = plans.read(self._desk.store.connection)
        mine = there.id not in ("", EVERGREEN) and digest_of(there) not in self._plans()
        if not mine and fresh != there:
            self._desk.take_plan(fresh)
        self._note(file, digest_of(fresh))
        if mine and fresh != there:
            kept = self._keep(file)
            words = {"plan": there.name, "name": fresh.name, "path": kept}
            return nothing._replace(why=replace(_OWN_PLAN, arguments=words))
        return nothing._replace(name=fresh.name, taken=fresh != there)

    def _plans(self) -> set[str]:
        """The plans that came from this remote."""
        return {row.digest for row in remotes.files(self._desk.store.connection, self._remote, PLAN).values()}

    def _keep(self, file: File) -> str:
        """Keep a plan as a file that can be chosen later; whatever it is called, it lies in the data folder."""
        path = Path(self._desk.world.home) / f"plan-{hashlib.sha256(file.name.encode()).hexdigest()[:8]}.toml"
        path.write_bytes(file.data)
        return str(path)


def digest_of(activity: Activity) -> str:
    """What tells one plan from another."""
    return hashlib.sha256(canonical(activity_to_plain(activity)).encode()).hexdigest()


def base_name(file: str) -> str:
    """The name of a file without folders, by any system's rules, and with nothing that cannot be seen."""
    name = PurePosixPath(file.replace("\\", "/")).name
    return "".join(sign for sign in name if sign.isprintable())[:100]


def _is_newer(version: int, digest: str, known: FileRow) -> bool:
    """Whether a file is newer than what was taken in; where its version says nothing, another one is."""
    return version > known.version if version else digest != known.digest
