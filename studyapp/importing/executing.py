"""One import: read a file, plan, and write the plan into the bank in one transaction."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from studyapp import plugins
from studyapp.heavy import resting
from studyapp.hookspecs import Excerpt, NotABank, Source
from studyapp.importing import columns, helping, histories, linting, rows
from studyapp.importing.files import read_source
from studyapp.importing.identities import Identify, identify_all
from studyapp.importing.planning import Change, Fresh, Plan, plan
from studyapp.model import Deck, Flaw, Holds, Severity
from studyapp.plugins import Plugins
from studyapp.store import bank, batches, bulk, media
from studyapp.store.bank import DeckRow
from studyapp.store.batches import Import
from studyapp.store.beside import Beside, beside
from studyapp.store.opening import Store, transaction
from studyapp.store.pasts import Writing


class Stage(StrEnum):
    """What an import is doing."""

    READ = "read"
    COMPARE = "compare"
    WRITE = "write"


def unwatched(stage: Stage, share: float) -> None:
    """Nobody watches how far it is."""


_AS_FOUND: Mapping[str, Holds] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Options:
    """How to import. ``deck``: into which deck; ``prune``: take out what the file no longer has.

    ``strict``: write nothing where a flaw is a warning or an error. ``dry_run``: write nothing at all.
    ``key``: a second file with the answers. ``columns``: what columns of a table hold, by header; what is said here
    is remembered for tables with the same header. ``history``: take the learner's past over too.
    ``patient``: look at the contents of however many questions there are. ``progress``: is told the stage and the
    share of it that is done, and may raise ``Cancelled``: then nothing is written.
    """

    deck: str = ""
    encoding: str = ""
    dry_run: bool = False
    strict: bool = False
    prune: bool = False
    bundled: bool = False
    key: Path | None = None
    columns: Mapping[str, Holds] = field(default_factory=lambda: _AS_FOUND)
    history: bool = False
    patient: bool = False
    progress: Callable[[Stage, float], None] = unwatched


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a deck came from: the path as given, the SHA-256 of the file in hex, and the reader that read it."""

    path: str
    digest: str
    reader: str


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did, or would do. ``written`` is false where it changed nothing.

    ``read``: the deck as the reader made it. ``histories``: of how many questions the learner's past was taken over.
    """

    path: str
    reader: str
    deck: str
    read: Deck
    plan: Plan
    flaws: tuple[Flaw, ...]
    written: bool
    refused: bool
    histories: int = 0

    @property
    def items(self) -> int:
        """How many questions the file holds."""
        return sum(one.counts for one in self.plan.items)

    @property
    def questions(self) -> int:
        """How many different questions these are."""
        return len({one.question for one in self.plan.items if one.counts})

    @property
    def kinds(self) -> Mapping[str, int]:
        """How many items there are of each kind."""
        return Counter(str(one.item.question.kind) for one in self.plan.items if one.counts)


def import_file(store: Store, path: Path, readers: Plugins, options: Options, *, at: int) -> Report:
    """Import one file. Raises ``NotABank`` where it holds nothing that can be read as questions."""
    return import_source(store, _source(path, options), path.suffix, readers, options, at=at)


def import_source(store: Store, source: Source, suffix: str, readers: Plugins, options: Options, *, at: int) -> Report:
    """Import the bytes of a file, whose name ends in ``suffix``. Raises ``NotABank``."""
    with resting(), helping.identifying(len(source.data)) as identifier, ThreadPoolExecutor(1) as threads:
        digest = threads.submit(hashlib.sha256, source.data)
        early = histories.Early(store.rules.parameters, at=at, helper=identifier.helper)
        source = replace(source, found=identifier.take, meanwhile=identifier.meanwhile)
        if not options.dry_run:
            source = replace(source, recalled=early.take)
        reader, deck, told = _read(store, readers, source, suffix.lower())
        if not deck.items and deck.columns and not options.dry_run:  # a preview lets the user say what they hold
            raise NotABank(next(flaw.why for flaw in deck.flaws if flaw.severity is Severity.ERROR))
        origin = Origin(source.name, digest.result().hexdigest(), reader)
        wanted = options.deck or deck.name or Path(source.name).stem
        told_options = replace(options, columns=told)
        identify = identifier.identify_all
        return import_deck(store, deck, wanted, origin, told_options, at=at, identify=identify, early=early)


def _source(path: Path, options: Options) -> Source:
    source = read_source(path, options.encoding)
    return replace(
        source,
        key=None if options.key is None else read_source(options.key, options.encoding),
        columns=options.columns,
        history=options.history,
        progress=partial(options.progress, Stage.READ),
    )


def _read(store: Store, readers: Plugins, source: Source, suffix: str) -> tuple[str, Deck, Mapping[str, Holds]]:
    """Read a file, a table as the user said before of one with the same header; return also what he has said."""
    reader, deck = plugins.read(readers, source, suffix=suffix)
    if not deck.columns:
        return reader, deck, {}
    told = {**columns.remembered(store.connection, deck.columns), **source.columns}
    told = {header: holds for header, holds in told.items() if header in columns.held(deck.columns)}
    if columns.held(deck.columns) != {**columns.held(deck.columns), **told}:
        reader, deck = plugins.read(readers, replace(source, columns=told), suffix=suffix)
    return reader, deck, told


def rejects(readers: Plugins, path: Path, options: Options, report: Report) -> Excerpt | None:
    """The parts of a file that became no question, as a file in the same layout; ``None`` where there are none."""
    places = dict.fromkeys(flaw.where for flaw in report.flaws if flaw.severity is Severity.ERROR)
    source = _source(path, replace(options, columns=columns.held(report.read.columns)))
    return plugins.excerpt(readers, report.reader, source, sorted(places, key=lambda one: (one.sheet, one.line)))


def import_deck(
    store: Store,
    deck: Deck,
    name: str,
    origin: Origin,
    options: Options,
    *,
    at: int,
    identify: Identify = identify_all,
    early: histories.Early | None = None,
) -> Report:
    """Import what a reader read into the deck of that name.

    ``identify``: how its questions are identified; ``early``: what was begun with its histories.

    It is compared and written in one transaction: nobody else imports meanwhile.
    """
    name = bank.deck_name(name)
    options.progress(Stage.COMPARE, 0.0)
    early = early or histories.Early(store.rules.parameters, at=at)
    told = early.sound(() if options.dry_run else deck.histories)
    compared = partial(options.progress, Stage.COMPARE)
    with _writing(store.connection, len(deck.items), options.progress) as aside:
        row = bank.deck_named(store.connection, name)
        existing = [] if row is None else bank.live_items(store.connection, row.no)
        lacking = media.lacking(store.connection, deck.files)
        target = _Target(store, deck, DeckRow(0, name, *rows.about(deck)), options, origin, at, lacking)
        if not (existing or options.dry_run or options.strict or deck.histories):  # nothing can keep it from coming in
            written, planned = _bring_in(target, Fresh(deck, compared, identify))
        else:
            written, planned = False, plan(deck, existing, compared, identify)
        doubts = linting.flaws_of(deck, linting.staying(planned, existing), patient=options.patient)
        flaws = tuple(sorted((*deck.flaws, *planned.flaws, *doubts), key=lambda one: (one.where.line, one.code)))
        refused = options.strict and any(one.severity is not Severity.INFO for one in flaws)
        past = None
        if not (written or options.dry_run or refused):
            take = partial(histories.take_over, store, planned.items, told, at=at, beside=aside)
            written, past = _change(target, planned, take if deck.histories else None)
    options.progress(Stage.WRITE, 1.0)
    return Report(origin.path, origin.reader, name, deck, planned, flaws, written, refused, past.count if past else 0)


@contextmanager
def _writing(connection: bank.Connection, count: int, progress: Callable[[Stage, float], None]) -> Iterator[Beside]:
    """A transaction with room for so many rows, and a place beside the store.

    Where many come in, it ends when nobody reads what was there before; whoever waits for that may cancel.
    """
    commit = partial(bulk.commit, waiting=partial(progress, Stage.WRITE, 0.0))
    with beside(connection) as aside, bulk.room(connection, count), transaction(connection, commit):
        yield aside


class _Target(NamedTuple):
    """What is written, where, and how; ``lacking``: digests of pictures that the bank does not have."""

    store: Store
    deck: Deck
    row: DeckRow
    options: Options
    origin: Origin
    at: int
    lacking: frozenset[str]

    def write(self, one: Import) -> None:
        """Write an import, and the pictures that belong to it."""
        batches.write_import(self.store, one, at=self.at)
        media.write(self.store.connection, {digest: self.deck.files[digest] for digest in sorted(self.lacking)})


def _bring_in(target: _Target, fresh: Fresh) -> tuple[bool, Plan]:
    """Write what all is new, each item as soon as it is identified; return whether there was anything."""
    _, deck, row, options, origin, *_ = target
    columns.remember(target.store.connection, deck.columns, options.columns)
    written = bool(fresh.count or target.lacking)
    if written:
        items = (rows.new_item(one, 0, deck) for one in fresh)
        target.write(Import(row, origin.path, origin.digest, origin.reader, options.bundled, items, fresh.count))
    options.progress(Stage.WRITE, 0.0)
    return written, fresh.plan()


def _change(target: _Target, planned: Plan, take: Callable[[], Writing] | None) -> tuple[bool, Writing | None]:
    """Write what changes a deck; return whether anything does, and what ``take`` made of the learner's past."""
    store, deck, row, options, origin, _, lacking = target
    options.progress(Stage.WRITE, 0.0)
    columns.remember(store.connection, deck.columns, options.columns)
    past = None if take is None else take()
    written = _changes_something(planned, options) or bool(lacking) or (past is not None and past.count > 0)
    if written:
        target.write(_import_of(deck, planned, row, options, origin, past))
    return written, past


def _changes_something(planned: Plan, options: Options) -> bool:
    return any(one.change is not Change.SAME for one in planned.items) or bool(options.prune and planned.missing)


def _import_of(
    deck: Deck, planned: Plan, row: DeckRow, options: Options, origin: Origin, past: Writing | None
) -> Import:
    base = rows.base_of(planned)
    new = [rows.new_item(one, base, deck) for one in planned.items if one.change is not Change.SAME]
    same = [one for one in planned.items if one.change is Change.SAME]
    return Import(
        deck=row,
        path=origin.path,
        digest=origin.digest,
        reader=origin.reader,
        bundled=options.bundled,
        items=new,
        count=len(new),
        kept={one.item.position: one.old.no for one in same if one.old},
        moved={
            one.old.no: base + one.item.position
            for one in same
            if one.old and one.old.position != base + one.item.position
        },
        cases={one.old.no: one.item.case for one in same if one.old and one.item.case is not None},
        gone=tuple(one.no for one in planned.missing) if options.prune else (),
        sames=tuple(rows.same_of(one) for one in planned.items if one.linked),
        histories=past,
    )
