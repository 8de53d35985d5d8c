"""Histories as rows of the journal and of the cards: plain work without a store, which another process may do.

First each history is weighed, of whatever question it is: whether the journal can hold it, and what a learner's memory
is after it. When the questions are known, the rows are made.
"""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from json.encoder import encode_basestring as _quoted
from operator import itemgetter, lt
from typing import Any, NamedTuple

from studyapp.memory import Model, Parameters
from studyapp.model import DAY, EntryKind, study_day, unpack_reviews
from studyapp.model.entry import STUDY_DAY_OFFSET
from studyapp.model.past import LONGEST, MOST, Past, is_sound, past_to_text
from studyapp.store import bulk
from studyapp.store.beside import Filling, fill

Memory = tuple[float, float, int, int, int, int, int, int, int]
"""What a card says, but for its last entry."""

Weighed = tuple[bytes, int, Memory | None]
"""A history that the journal can hold: its reviews as the body of its entry, the time of the last, and what memory
makes of them where it was asked."""

Untold = tuple[int, bytes, bytes, tuple[bytes, bytes] | None, Weighed]
"""A history that is to be written: the number of its entry, question, key, what stands for these (``None`` where it is
not all that is known of them), and the history."""

ENTRY = "entry (id, device, seq, at, day, kind, question, key, body)"
_ENTRY = bulk.Form(f"({{0}},?1,{{1}},{{2}},{{3}},'{EntryKind.PAST}',{{4}},{{5}},{{6}})", own=7, shared=1)
_CARD = bulk.Form(f"({','.join(f'{{{place}}}' for place in range(12))})", own=12)


class Made(NamedTuple):
    """What comes of some histories: rows of entries and of cards, by their keys, and the ids of entries that are not
    all that is known of their questions, by their numbers.
    """

    device: str
    entries: list[tuple[Any, ...]]
    cards: list[tuple[Any, ...]]
    entangled: dict[int, bytes]

    def entry_rows(self) -> Iterator[bulk.Rows]:
        """The entries as they are written."""
        return _in_order(_ENTRY, self.entries, self.device)

    def card_rows(self) -> Iterator[bulk.Rows]:
        """The cards as they are written."""
        return _in_order(_CARD, self.cards)


def _in_order(form: bulk.Form, rows: list[tuple[Any, ...]], *shared: object) -> Iterator[bulk.Rows]:
    rows.sort(key=itemgetter(0))
    each = iter(rows)
    while some := list(islice(each, bulk.TOGETHER)):
        values = list(shared)
        for _key, *row in some:
            values += row
        yield bulk.Rows(form, len(some), values)


def weighing(parameters: Parameters, until: int, some: Iterable[bytes]) -> bytes:
    """What ``weights`` is to look at: packed reviews, none later than ``until``."""
    return marshal.dumps((parameters.weights, parameters.retention, until, list(some)))


def weights(packed: bytes) -> bytes:
    """Weigh histories: of each the time of its last review and its memory, and its body where it was told otherwise;
    ``None`` of one that the journal cannot hold as it is.
    """
    numbers, retention, until, some = marshal.loads(packed)
    model = _model(numbers, retention)
    found: list[tuple[bytes | None, int, Memory | None] | None] = []
    for reviews in some:
        one = weigh(reviews, model, until=until)
        found.append(None if one is None else (None if one[0] == reviews else one[0], *one[1:]))
    return marshal.dumps(found)


def weighed(some: Iterable[bytes], result: bytes) -> Iterator[Weighed | None]:
    """What came of them."""
    for reviews, one in zip(some, marshal.loads(result), strict=True):
        yield None if one is None else (one[0] or reviews, one[1], one[2])


def weigh(reviews: bytes, model: Model, *, until: int) -> Weighed | None:
    """Weigh one history; ``None`` where the journal cannot hold it as it is."""
    if (told := _plain(reviews)) is None:
        try:
            past = Past(*unpack_reviews(reviews))
            fits = 0 < len(past.at) == len(past.ratings) == len(past.milliseconds) <= MOST
            if not fits or not is_sound(past, until=until):
                return None
        except (ValueError, TypeError):
            return None
        at, ratings, reviews = past.at, past.ratings, past_to_text(past).encode()
    else:
        at, ratings = told
        if at[-1] > until or len(at) > MOST or not all(map(lt, at, islice(at, 1, None))):
            return None
    memory = model.recall([(one + STUDY_DAY_OFFSET) // DAY for one in at], ratings, b"")[:-1]
    return reviews, at[-1], memory


_NUMBERS = b"0123456789,"
_AROUND = b'{"at":[]"milliseconds":[]"ratings":[]}'
_RATINGS = bytes(max(one - ord("0"), 0) for one in range(256))
_SHORT = len(str(LONGEST)) - 1
"""Digits of a number that is not too large for a time taken."""


def _plain(reviews: bytes) -> tuple[list[int], bytes] | None:
    """Times and ratings of reviews that are told as an entry's body tells them; ``None`` where that is not certain.

    It is for all that is usual; a number that begins with a nought is looked at elsewhere.
    """
    if reviews.translate(None, _NUMBERS) != _AROUND or b",0" in reviews or b"[0" in reviews:
        return None
    times, spent, rated, end = reviews.split(b"]")
    if times[:7] != b'{"at":[' or spent[:17] != b',"milliseconds":[' or rated[:12] != b',"ratings":[' or end != b"}":
        return None
    at, taken, ratings = times[7:].split(b","), spent[17:].split(b","), rated[12:]
    count = len(at)
    if not (len(taken) == count and len(ratings) == 2 * count - 1 and ratings.count(b",") == count - 1):
        return None
    if not all(taken) or max(map(len, taken)) > _SHORT or ratings[::2].translate(None, b"1234"):
        return None
    try:
        return list(map(int, at)), ratings[::2].translate(_RATINGS)
    except ValueError:  # there is nothing between two commas
        return None


def task(parameters: Parameters, device: str, at: int, some: Iterable[Untold]) -> bytes:
    """What ``rows`` is to do: these histories of one device, which takes them over at a moment."""
    return marshal.dumps((parameters.weights, parameters.retention, device, at, list(some)))


def rows(packed: bytes) -> Made:
    """Make the entries and the cards of a task. No ``Entry`` is made, which would double the time.

    The canonical JSON of an entry is written out here, as ``identity.entry_id`` writes it (a test holds them together).
    """
    numbers, retention, device, at, some = marshal.loads(packed)
    usual, sha256 = study_day(at), hashlib.sha256
    made = Made(device, [], [], {})
    add_entry, add_card, start = made.entries.append, made.cards.append, f"[{_quoted(device)},"
    for seq, question, key, place, (body, last, memory) in some:
        moment, day = (at, usual) if last <= at else (last, study_day(last))
        line = f'{start}{seq},{moment},{day},"past","{question.hex()}","{key.hex()}",null,null,null,null,'
        one = moment.to_bytes(6) + sha256(b"%b%b]" % (line.encode(), body)).digest()[:10]
        add_entry((one, bytearray(one), seq, moment, day, bytearray(question), bytearray(key), body.decode()))
        if place is None:
            made.entangled[seq] = one
            continue
        if memory is None:
            _body, _last, memory = weigh(body, _model(numbers, retention), until=last) or (body, last, None)
        add_card((place, *map(bytearray, place), *memory, bytearray(last.to_bytes(6) + one[6:])))
    return made


def beside(packed: bytes) -> bytes:
    """Do a task beside the store; what is entangled, or nothing where there is no room."""
    filling, some = marshal.loads(packed)
    made = rows(some)
    is_there = fill(Filling(*filling), {ENTRY: made.entry_rows(), "card": made.card_rows()})
    return marshal.dumps(made.entangled) if is_there else b""


@lru_cache(maxsize=1)
def _model(numbers: tuple[float, ...], retention: float) -> Model:
    return Model(Parameters(numbers, retention))
