"""What an import would do to a deck: new, changed, same; a pure comparison of a file with what is there."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice, starmap
from pathlib import PurePath
from typing import NamedTuple

from studyapp import grading, identity
from studyapp.hookspecs import Progress, unwatched
from studyapp.importing import linking
from studyapp.importing.identities import Identify, identify_all
from studyapp.model import Deck, Flaw, Item, Kind, Message, Question, Severity
from studyapp.store.bank import StoredItem

TOLD_EACH = 1_000
"""After so many questions whoever waits is told how far it is."""

_CASE = Kind.CASE


class Change(StrEnum):
    """What an item of the file is to the deck."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


class PlannedItem(NamedTuple):
    """An item of the file, what it is to the deck, and the row it takes the place of or is.

    ``body``: the question as the bank keeps it, in UTF-8. ``linked``: its old and new wording are declared the same
    question.
    """

    item: Item
    question: bytes
    key: bytes
    revision: bytes
    body: bytes
    change: Change
    old: StoredItem | None
    linked: bool

    @property
    def counts(self) -> bool:
        """Whether it is a question; the material of a case is not."""
        return self.item.question.kind is not Kind.CASE


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do. ``missing``: items that came from the file, or an edition of it, and are not in it."""

    items: tuple[PlannedItem, ...]
    missing: tuple[StoredItem, ...]
    flaws: tuple[Flaw, ...]

    def count(self, change: Change) -> int:
        """How many questions of the file are new, changed or the same."""
        return sum(one.counts and one.change == change for one in self.items)

    @property
    def linked(self) -> int:
        """How many of the changed keep their history by being declared the same."""
        return sum(one.counts and one.linked for one in self.items)


def plan(
    deck: Deck,
    existing: Sequence[StoredItem],
    progress: Progress = unwatched,
    identify: Identify = identify_all,
) -> Plan:
    """Compare a deck from a file with the items that the deck of that name has."""
    new = Fresh(deck, progress, identify).plan()
    if not existing:
        return new
    pairs, missing = _match(new.items, existing)
    planned: dict[int, PlannedItem] = {}
    for one in new.items:
        case = None if one.item.case is None else planned[one.item.case]
        planned[one.item.position] = _planned(one, pairs.get(one.item.position), case)
    return Plan(tuple(planned.values()), tuple(missing), new.flaws)


class Fresh:
    """A deck of which the bank has nothing: all that is fit is new, and may be written while the rest is identified."""

    def __init__(self, deck: Deck, progress: Progress = unwatched, identify: Identify = identify_all) -> None:
        fit, self._flaws = _fit(deck)
        self._planned: list[PlannedItem] = []
        self._left = _identify(fit, progress, identify)
        self.count = len(fit)

    def __iter__(self) -> Iterator[PlannedItem]:
        """The items, each once, as they are identified."""
        for one in self._left:
            self._planned.append(one)
            yield one

    def plan(self) -> Plan:
        """What an import would do, once all are identified."""
        self._planned += self._left
        return Plan(tuple(self._planned), (), (*self._flaws, *_duplicates(self._planned)))


def _fit(deck: Deck) -> tuple[list[Item], list[Flaw]]:
    """The items that can be asked and are graded right on their own key; a flaw for each of the others."""
    fit, flaws, cases = [], [], set()
    for item in deck.items:
        faults = grading.faults(item.question)
        if not faults and item.case is None and item.question.kind is not _CASE:  # as are nearly all of a large bank
            fit.append(item)
            continue
        orphan = item.case is not None and item.case not in cases
        flaws += [Flaw(item.source, Severity.ERROR, "unfit", why) for why in faults]
        if orphan:
            why = Message("这道小题所属的案例材料没有读入，因此未收入；请检查材料部分。")
            flaws.append(Flaw(item.source, Severity.ERROR, "case-missing", why))
        if not faults and not orphan:
            fit.append(item)
            if item.question.kind is Kind.CASE:
                cases.add(item.position)
    return fit, flaws


def _identify(items: Sequence[Item], progress: Progress, identify: Identify) -> Iterator[PlannedItem]:
    """The identity of every item, as if it were new; a sub-question's rests on that of its case, which comes first."""
    whole = [item.question for item in items if item.case is None]
    found, cases = identify(whole), dict[int, bytes]()
    for start in range(0, len(items), TOLD_EACH):
        progress(start / len(items))
        some = items[start : start + TOLD_EACH]
        if len(whole) == len(items):  # there are no sub-questions, as in nearly all large banks
            yield from starmap(_planned_new, zip(some, islice(found, len(some)), strict=True))
            continue
        for item in some:
            one = next(found) if item.case is None else identity.identify(item.question, cases[item.case])
            if item.question.kind is _CASE:
                cases[item.position] = one.question
            yield _planned_new(item, one)


def _planned_new(item: Item, known: identity.Identity) -> PlannedItem:
    """An item of which the deck has nothing; its fields are given in their order, in half of the time of names."""
    return PlannedItem(item, *known, Change.NEW, None, False)


def _duplicates(identified: Iterable[PlannedItem]) -> list[Flaw]:
    """Name each item that is the same question as an earlier one of the file."""
    first: dict[bytes, PlannedItem] = {}
    flaws = []
    for one in identified:
        earlier = first.setdefault(one.question, one)
        if earlier is one:
            continue
        where = {"line": earlier.item.source.line}
        if earlier.key == one.key:
            code, why = "duplicate", Message("与第 {line} 行的题目重复，学习时只出一次。", where)
        else:
            code, why = "key-conflict", Message("与第 {line} 行是同一道题，但答案不同；请核对后改正其中一处。", where)
        flaws.append(Flaw(one.item.source, Severity.WARNING, code, why))
    return flaws


class _Pool:
    """The deck's items that no item of the file has taken yet."""

    def __init__(self, existing: Sequence[StoredItem]) -> None:
        self._left = {one.no: one for one in existing}
        self._by: dict[object, list[int]] = defaultdict(list)
        for one in existing:
            for key in ((one.question, one.key, one.revision), (one.question, one.key), one.question):
                self._by[key].append(one.no)
            if one.external_id:
                self._by[one.external_id].append(one.no)

    def take(self, key: object, sources: Collection[str] | None = None) -> StoredItem | None:
        """Take the first item that is left under a key: identity to some depth, or external id.

        ``sources``: only from these files.
        """
        for no in self._by.get(key, ()):
            if no in self._left and (sources is None or self._left[no].source in sources):
                return self._left.pop(no)
        return None

    def take_row(self, no: int) -> StoredItem:
        """Take the item of a row."""
        return self._left.pop(no)

    @property
    def left(self) -> list[StoredItem]:
        """The items not taken, in the deck's order."""
        return list(self._left.values())


def _match(
    identified: Sequence[PlannedItem], existing: Sequence[StoredItem]
) -> tuple[dict[int, StoredItem], list[StoredItem]]:
    """Pair the file's items with the deck's, the surest reasons first; return the pairs and what the file lacks.

    What is the same is found wherever it came from. An older wording is looked for only in files that this one is
    an edition of: a second file that is imported into the deck must not swallow what it resembles in the first.
    Cases are paired first, so that a sub-question can look below its own.
    """
    pool, pairs = _Pool(existing), {}

    def pair(rest: Iterable[PlannedItem], reason: _Reason, sources: Collection[str] | None = None) -> None:
        for one in rest:
            if one.item.position not in pairs and (old := pool.take(reason(one), sources)) is not None:
                pairs[one.item.position] = old

    pair(identified, lambda one: (one.question, one.key, one.revision))
    pair(identified, lambda one: (one.question, one.key))
    sources = _editions(identified, existing, pairs.values())
    for are_cases in (True, False):
        rest = [one for one in identified if (one.item.question.kind is Kind.CASE) is are_cases]
        pair(rest, lambda one: one.question, sources)
        pair(rest, lambda one: one.item.external_id or None)
        rest = [one for one in rest if one.item.position not in pairs]
        for one, old in _alike(rest, [old for old in pool.left if old.source in sources], pairs):
            pairs[one.item.position] = pool.take_row(old.no)
    return pairs, [old for old in pool.left if old.source in sources]


_Reason = Callable[[PlannedItem], object]


def _editions(
    identified: Sequence[PlannedItem], existing: Sequence[StoredItem], paired: Iterable[StoredItem]
) -> frozenset[str]:
    """The files of the deck that this file is an edition of.

    They have its name, wherever they lie, or at least half of what came from them stands in it as it was.
    """
    names = {PurePath(one.item.source.file).name for one in identified}
    total, same = Counter(old.source for old in existing), Counter(old.source for old in paired)
    return frozenset(
        source for source, count in total.items() if PurePath(source).name in names or 2 * same[source] >= count
    )


def _alike(
    rest: Sequence[PlannedItem], left: Sequence[StoredItem], pairs: Mapping[int, StoredItem]
) -> Iterable[tuple[PlannedItem, StoredItem]]:
    """Pair what is left by likeness of text; an old item is given away once.

    What stands below the same case comes first, then what is most alike: cases often ask the same.
    """
    if not rest or not left:
        return
    by_signature: dict[linking.Signature, list[tuple[StoredItem, Question]]] = defaultdict(list)
    for old in left:
        content = old.read()
        by_signature[linking.signature(content)].append((old, content))
    found = []
    for one in rest:
        for old, content in by_signature.get(linking.signature(one.item.question), ()):
            likeness = linking.likeness(content, one.item.question)
            if likeness >= linking.ALIKE:
                case = None if one.item.case is None else pairs.get(one.item.case)
                strays = old.parent != (None if case is None else case.no)
                found.append((strays, -likeness, one.item.position, old.no, one, old))
    taken_new: set[int] = set()
    taken_old: set[int] = set()
    for _strays, _likeness, position, no, one, old in sorted(found, key=lambda row: row[:4]):
        if position not in taken_new and no not in taken_old:
            taken_new.add(position)
            taken_old.add(no)
            yield one, old


def _planned(one: PlannedItem, old: StoredItem | None, case: PlannedItem | None) -> PlannedItem:
    """What an item is to the item it was paired with; ``case``: what its case is to the deck."""
    if old is None:
        return one
    if (old.question, old.key, old.revision) == (one.question, one.key, one.revision):
        return one._replace(change=Change.SAME, old=old)
    linked = old.question != one.question and _stays(old, case) and _is_same_question(old.read(), one.item.question)
    return one._replace(change=Change.CHANGED, old=old, linked=linked)


def _stays(old: StoredItem, case: PlannedItem | None) -> bool:
    """Whether an item stands below the case that it stood below, and that case still says the same."""
    if case is None or case.old is None:
        return case is None and old.parent is None
    return old.parent == case.old.no and (case.linked or case.old.question == case.question)


def _is_same_question(old: Question, new: Question) -> bool:
    return linking.signature(old) == linking.signature(new) and linking.answer_unmoved(old, new)
