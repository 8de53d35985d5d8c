"""Histories as rows of the journal and of the cards: plain work without a store, which another process may do.

First each history is weighed, of whatever question it is: whether the journal can hold it, and what a learner's memory
is after it. When the questions are known, the rows are made.
"""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from json.encoder import encode_basestring as _quoted
from operator import itemgetter
from typing import NamedTuple

from studyapp.identity import DIGEST
from studyapp.memory import Memory, Model, Parameters
from studyapp.model import DAY, EntryKind, study_day, unpack_reviews
from studyapp.model.entry import STUDY_DAY_OFFSET
from studyapp.model.past import MOST, Past, are_within, is_sound, past_to_text
from studyapp.model.reviews import ReviewColumns, are_short, texts_alike, whole_numbers
from studyapp.store import bulk

Weighed = tuple[bytes, int, Memory | None]
"""A history that the journal can hold: its reviews as the body of its entry, the time of the last, and what memory
makes of them where it was asked."""

Found = tuple[bytes | None, int, Memory | None]
"""The same, where nothing is said of the body unless it was told otherwise."""

Untold = tuple[bytes, bytes, Weighed]
"""A history that is to be written: question, key, and the history."""

Place = tuple[bytes, bytes]
"""What stands for a question and a key."""

ENTRY = "entry (id, device, seq, at, day, kind, question, key, body)"
_ENTRY = bulk.Form(f"({{0}},?1,{{1}},{{2}},{{3}},'{EntryKind.PAST}',{{4}},{{5}},{{6}})", own=7, shared=1)
_CARD = bulk.Form(f"({','.join(f'{{{place}}}' for place in range(12))})", own=12)

ID = 16
"""Bytes of an entry's id."""

_TOGETHER = 200
"""Histories that are weighed at once, as long as nothing about them is odd."""


def weighing(parameters: Parameters, until: int, some: Iterable[bytes]) -> bytes:
    """What ``weights`` is to look at: packed reviews, none later than ``until``."""
    return marshal.dumps((parameters.weights, parameters.retention, until, list(some)))


def weights(packed: bytes) -> bytes:
    """Weigh histories: of each the time of its last review and its memory, and its body where it was told otherwise;
    ``None`` of one that the journal cannot hold as it is.
    """
    return marshal.dumps(weigh_all(packed)[1])


def weigh_all(packed: bytes) -> tuple[list[bytes], list[Found | None]]:
    """The histories of a task, and what ``weights`` says of each."""
    numbers, retention, until, some = marshal.loads(packed)
    model = _model(numbers, retention)
    found: list[Found | None] = []
    for start in range(0, len(some), _TOGETHER):
        part = some[start : start + _TOGETHER]
        found += _weigh_alike(part, model, until) or [_weigh(reviews, model, until) for reviews in part]
    return some, found


def weighed(some: Iterable[bytes], result: bytes) -> Iterator[Weighed | None]:
    """What came of them."""
    for reviews, one in zip(some, marshal.loads(result), strict=True):
        yield None if one is None else (one[0] or reviews, one[1], one[2])


def _weigh_alike(some: Sequence[bytes], model: Model, until: int) -> list[Found]:
    """Weigh histories that are all told as the journal holds them, in half of the time; none where they are not."""
    texts = texts_alike(some)
    if texts is None or max(texts.counts) > MOST or not are_short(texts.milliseconds):
        return []
    try:
        columns = ReviewColumns(whole_numbers(texts.at), whole_numbers(texts.ratings), [], texts.counts)
    except ValueError:
        return []
    at, ratings, _milliseconds, _counts = columns
    ends = columns.ends
    last = [at[end - 1] for end in ends]
    if not (columns.ascend() and are_within(last, ratings, (), until=until)):
        return []
    memories = model.recall_each([(one + STUDY_DAY_OFFSET) // DAY for one in at], bytes(ratings), ends)
    return [(None, *one) for one in zip(last, memories, strict=True)]


def _weigh(reviews: bytes, model: Model, until: int) -> Found | None:
    """Weigh one history, however it is told."""
    try:
        past = Past(*unpack_reviews(reviews))
        fits = 0 < len(past.at) == len(past.ratings) == len(past.milliseconds) <= MOST
        if not fits or not is_sound(past, until=until):
            return None
    except (ValueError, TypeError):
        return None
    return past_to_text(past).encode(), past.at[-1], _memory(past, model)


def _memory(past: Past, model: Model) -> Memory:
    days = [(one + STUDY_DAY_OFFSET) // DAY for one in past.at]
    return model.recall_each(days, bytes(past.ratings), (len(days),))[0]


EntryRow = tuple[bytes, int, int, int, bytes, bytes, str]
"""Of an entry: id, number, time, day, question, key, and its body."""


class Made(NamedTuple):
    """The entries of some histories: the device that writes them, and their rows."""

    device: str
    rows: list[EntryRow]

    @property
    def ids(self) -> bytes:
        """Their ids, one after the other."""
        return b"".join(map(itemgetter(0), self.rows))

    def ordered(self) -> Iterator[bulk.Rows]:
        """The rows as they are written, by their ids."""
        each, raw = iter(sorted(self.rows, key=itemgetter(0))), bytearray
        while some := list(islice(each, bulk.TOGETHER)):
            values: list[object] = [self.device]
            for one, seq, at, day, question, key, body in some:
                values += (raw(one), seq, at, day, raw(question), raw(key), body)
            yield bulk.Rows(_ENTRY, len(some), values)


def entries(device: str, at: int, first: int, some: Iterable[tuple[bytes, bytes, bytes, int]]) -> Made:
    """Make the entries of histories, each told as question, key, body, and the time of its last review.

    A device takes them over at a moment, and numbers them from ``first`` on. No ``Entry`` is made, which would double
    the time.

    The canonical JSON of an entry is written out here, as ``identity.entry_id`` writes it (a test holds them together).
    """
    usual, sha256, start = study_day(at), hashlib.sha256, f"[{_quoted(device)},"
    rows: list[EntryRow] = []
    for seq, (question, key, body, last) in enumerate(some, first):
        moment, day = (at, usual) if last <= at else (last, study_day(last))
        line = f'{start}{seq},{moment},{day},"past","{question.hex()}","{key.hex()}",null,null,null,null,'
        one = moment.to_bytes(6) + sha256(line.encode() + body + b"]").digest()[:10]
        rows.append((one, seq, moment, day, question, key, body.decode()))
    return Made(device, rows)


CardOf = tuple[bytes, bytes, Memory]
"""Of a card: what stands for its question and key, one after the other, its last entry, and the rest."""


def last_entry(entry: bytes, at: int) -> bytes:
    """What stands for the last review of a history: see ``model.Past``."""
    return at.to_bytes(6) + entry[6:]


def memory_of(body: bytes, model: Model) -> Memory:
    """What memory makes of the body of an entry."""
    return _memory(Past(*unpack_reviews(body)), model)


def cards(some: Iterable[CardOf]) -> Iterator[bulk.Rows]:
    """The rows of cards, by their places."""
    each, raw = iter(sorted(some, key=itemgetter(0))), bytearray
    while part := list(islice(each, bulk.TOGETHER)):
        values: list[object] = []
        for place, last, memory in part:
            values += (raw(place[:DIGEST]), raw(place[DIGEST:]), *memory, raw(last))
        yield bulk.Rows(_CARD, len(part), values)


@lru_cache(maxsize=1)
def _model(numbers: tuple[float, ...], retention: float) -> Model:
    return Model(Parameters(numbers, retention))
