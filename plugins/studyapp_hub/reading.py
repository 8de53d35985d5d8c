"""A learner's entries as the fold takes them, read from his envelopes, where each is once and nothing else is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import repeat

from studyapp import TIMED, EntryKind
from studyapp_hub.columns import Entries
from studyapp_hub.folding import Line
from studyapp_hub.grading import Keys

KEPT = frozenset(map(str, (*TIMED, EntryKind.VOID, EntryKind.SAME)))
"""The kinds that count for something, or tell of a clock."""


_ANSWER = str(EntryKind.ANSWER)


@dataclass(slots=True)
class Lines:
    """What envelopes hold.

    ``lines``: entry by entry in the order of their ids, each as the first envelope that brought it has it;
    ``carried``: the further envelopes that did; ``waiting``: answers to questions that are not known, with those.
    """

    lines: list[Line] = field(default_factory=list)
    carried: dict[bytes, list[int]] = field(default_factory=dict)
    waiting: list[tuple[bytes, bytes, bytes]] = field(default_factory=list)


def read_lines(
    envelopes: Iterable[tuple[int, Entries]], keys: Keys, flags: Mapping[bytes, int], roots: Mapping[bytes, bytes]
) -> Lines:
    """The lines of envelopes in the order of their arrival, each with its number."""
    found, first = Lines(), dict[bytes, int]()
    for arrival, entries in envelopes:
        kept = entries.of_kinds(KEPT)
        for line, key in zip(_lines(kept, keys, arrival, flags, roots), kept.key, strict=True):
            before = first.setdefault(line.id, arrival)
            if before != arrival:
                found.carried.setdefault(line.id, []).append(arrival)
                continue
            found.lines.append(line)
            if line.judged is None and line.kind == _ANSWER and line.question is not None and key is not None:
                found.waiting.append((line.id, line.question, key))
    if len(first) < len(found.lines):  # an envelope has one entry twice
        found.lines = list({one.id: one for one in found.lines}.values())
    found.lines.sort()
    return found


def _lines(
    entries: Entries, keys: Keys, arrival: int, flags: Mapping[bytes, int], roots: Mapping[bytes, bytes]
) -> Iterable[Line]:
    """The lines of an envelope, in its order."""
    root = [roots.get(one) if one is not None else None for one in entries.question] if roots else repeat(None)
    flag = map(flags.get, entries.id, repeat(0)) if flags else repeat(0)
    return map(
        Line, entries.id, entries.device, entries.seq, entries.day, entries.kind, entries.question, root,
        entries.sitting, entries.took, keys.verdicts(entries), flag, repeat(arrival),
    )  # fmt: skip
