"""One import: read a file, plan, and write the plan into the bank in one transaction."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from studyapp import plugins
from studyapp.hookspecs import NotABank, Source
from studyapp.importing.planning import Change, Plan, PlannedItem, plan
from studyapp.model import Deck, Flaw, Message, Severity
from studyapp.plugins import Plugins
from studyapp.store import bank
from studyapp.store.bank import DeckRow, Import, NewItem
from studyapp.store.opening import Store, transaction

LARGEST = 256 << 20
"""Bytes of a file beyond which it is refused: no bank of text is so long."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to import. ``deck``: into which deck; ``prune``: take out what the file no longer has.

    ``strict``: write nothing where a flaw is a warning or an error. ``dry_run``: write nothing at all.
    """

    deck: str = ""
    encoding: str = ""
    dry_run: bool = False
    strict: bool = False
    prune: bool = False
    bundled: bool = False


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a deck came from: the path as given, the SHA-256 of the file in hex, and the reader that read it."""

    path: str
    digest: str
    reader: str


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did, or would do. ``written`` is false where it changed nothing."""

    path: str
    reader: str
    deck: str
    plan: Plan
    flaws: tuple[Flaw, ...]
    written: bool
    refused: bool

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
    data, name = read_bytes(path), readable(path)
    source = Source(name=name, data=data, encoding=options.encoding)
    reader, deck = plugins.read(readers, source, suffix=path.suffix.lower())
    origin = Origin(name, hashlib.sha256(data).hexdigest(), reader)
    wanted = options.deck or deck.name or Path(name).stem
    return import_deck(store, deck, wanted, origin, options, at=at)


def readable(path: Path) -> str:
    """A path as text that can be shown and stored: names in an old encoding come to Python as half characters."""
    return os.fsencode(path).decode(errors="replace")


def import_deck(store: Store, deck: Deck, name: str, origin: Origin, options: Options, *, at: int) -> Report:
    """Import what a reader read into the deck of that name.

    It is compared and written in one transaction: nobody else imports meanwhile.
    """
    name = bank.deck_name(name)
    with transaction(store.connection):
        row = bank.deck_named(store.connection, name)
        existing = [] if row is None else bank.live_items(store.connection, row.no)
        planned = plan(deck, existing)
        flaws = tuple(sorted((*deck.flaws, *planned.flaws), key=lambda one: (one.where.line, one.code)))
        refused = options.strict and any(one.severity is not Severity.INFO for one in flaws)
        written = not options.dry_run and not refused and _changes_something(planned, options)
        if written:
            one = _import_of(deck, planned, DeckRow(0, name, *_about(deck)), options, origin)
            bank.write_import(store, one, at=at)
    return Report(origin.path, origin.reader, name, planned, flaws, written, refused)


def read_bytes(path: Path) -> bytes:
    """A file's bytes. Raises ``NotABank`` with a sentence where there are none to be had."""
    where = {"path": readable(path)}
    try:
        if path.is_dir():
            raise NotABank(Message("{path} 是文件夹；请给出题库文件的路径。", where))
        if path.exists() and not path.is_file():
            raise NotABank(Message("{path} 不是普通文件；请给出题库文件的路径。", where))
        if path.stat().st_size > LARGEST:
            raise NotABank(Message("{path} 超过 256 MB，不像题库文件；请拆分后再导入。", where))
        return path.read_bytes()
    except FileNotFoundError:
        raise NotABank(Message("找不到文件 {path}；请检查路径是否正确。", where)) from None
    except PermissionError:
        raise NotABank(Message("没有权限读取 {path}；请检查文件权限。", where)) from None
    except OSError as error:
        why = {**where, "error": str(error.strerror)}
        raise NotABank(Message("读取 {path} 失败（{error}）；请把文件复制到本机后再试。", why)) from None


def _changes_something(planned: Plan, options: Options) -> bool:
    return any(one.change is not Change.SAME for one in planned.items) or bool(options.prune and planned.missing)


def _about(deck: Deck) -> tuple[str, str, str, str]:
    as_of = "" if deck.as_of is None else deck.as_of.isoformat()
    return deck.subject, deck.jurisdiction, as_of, deck.description


def _import_of(deck: Deck, planned: Plan, row: DeckRow, options: Options, origin: Origin) -> Import:
    base = _base(planned)
    new = [_new_item(one, base, deck) for one in planned.items if one.change is not Change.SAME]
    same = [one for one in planned.items if one.change is Change.SAME]
    return Import(
        deck=row,
        path=origin.path,
        digest=origin.digest,
        reader=origin.reader,
        bundled=options.bundled,
        items=tuple(new),
        kept={one.item.position: one.old.no for one in same if one.old},
        moved={
            one.old.no: base + one.item.position
            for one in same
            if one.old and one.old.position != base + one.item.position
        },
        cases={one.old.no: one.item.case for one in same if one.old and one.item.case is not None},
        gone=tuple(one.no for one in planned.missing) if options.prune else (),
        sames=tuple(_same(one) for one in planned.items if one.linked),
    )


def _base(planned: Plan) -> int:
    """Where the file's first item stands in the deck: where it stood before, or behind everything else."""
    for one in planned.items:
        if one.old is not None:
            return max(one.old.position - one.item.position, 0)
    return max((one.position + 1 for one in planned.missing), default=0)


def _new_item(one: PlannedItem, base: int, deck: Deck) -> NewItem:
    item = one.item
    question = item.question
    validity = question.validity
    return NewItem(
        file_position=item.position,
        position=base + item.position,
        question=one.question,
        key=one.key,
        revision=one.revision,
        kind=str(question.kind),
        subject=question.subject or deck.subject,
        effective_from=validity.effective_from.isoformat() if validity.effective_from else None,
        effective_to=validity.effective_to.isoformat() if validity.effective_to else None,
        label=item.label,
        external_id=item.external_id,
        source=item.source.file,
        first_line=item.source.line,
        last_line=item.source.last,
        case=item.case,
        replaces=None if one.old is None else one.old.no,
        body=one.body,
    )


def _same(one: PlannedItem) -> dict[str, str]:
    if one.old is None:
        raise AssertionError("only a changed item is linked")
    return {
        "old": one.old.question.hex(),
        "new": one.question.hex(),
        "old_key": one.old.key.hex(),
        "new_key": one.key.hex(),
    }
