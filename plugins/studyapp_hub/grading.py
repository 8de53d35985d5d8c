"""The hub's own verdicts: every key that was ever published, and what was given under it, worked out once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from studyapp import Deck, EntryKind, Judged, Question, canonical, identify, judge, question_from_text
from studyapp_hub.columns import Entries
from studyapp_hub.engines.protocol import Engine
from studyapp_hub.schema import QUESTION

_MOST = 200_000
"""Verdicts that are remembered."""

_ANSWER = str(EntryKind.ANSWER)

Pair = tuple[bytes, bytes]
"""A question's id and a key digest: of the same key many questions may be right, and each has its length."""


class Published(NamedTuple):
    """A question as it was published. Of several wordings under one id and key the first that was published counts."""

    question: bytes
    key: bytes
    at: int
    digest: bytes
    text: str


def questions_of(deck: Deck, at: int, digest: bytes) -> Iterator[Published]:
    """The questions of a deck; ``digest``: that of the statement that brought it."""
    ids: dict[int, bytes] = {}
    for item in sorted(deck.items, key=lambda one: one.case is not None):
        case = None if item.case is None else ids.get(item.case)
        found = identify(item.question, case)
        ids[item.position] = found.question
        if item.counts:
            yield Published(found.question, found.key, at, digest, found.body.decode())


class Keys:
    """The questions of a hub's table, read as they are asked for."""

    right: dict[Pair, tuple[Any, Judged]]
    """What was found to be wholly right: most of what is given is that."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.forget()

    def forget(self) -> None:
        """Another program may have published something."""
        self._questions: dict[Pair, Question | None] = {}
        self.right = {}
        self._judged: dict[tuple[bytes, bytes, Any], Judged] = {}

    def verdicts(self, entries: Entries) -> list[Judged | None]:
        """The hub's own verdict on each; none on what is no answer, or given to what is not known."""
        known: Any = self.right  # who asks for a pair with nothing in it finds nothing
        pairs = zip(entries.question, entries.key, strict=True)
        given = [one.get("given") for one in entries.body]
        found = [
            right[1] if right is not None and right[0] == said and type(right[0]) is type(said) else None
            for right, said in zip(map(known.get, pairs), given, strict=True)
        ]
        is_answer = [one == _ANSWER for one in entries.kind]
        for place, judged in enumerate(found):
            if not is_answer[place]:
                found[place] = None
            elif judged is None:
                question, key = entries.question[place], entries.key[place]
                if question is not None and key is not None:
                    found[place] = self.judged(question, key, given[place])
        return found

    def judged(self, question: bytes, key: bytes, given: Any) -> Judged | None:
        """The verdict on what was given; ``None`` where the question is not known."""
        pair = question, key
        right = self.right.get(pair)
        if right is not None and type(right[0]) is type(given) and right[0] == given:
            return right[1]
        known = self._questions.get(pair) or self._read(pair)
        if known is None:
            return None
        asked = question, key, _name_of(given)
        found = self._judged.get(asked)
        if found is None:
            found = judge(known, given)
            if len(self._judged) > _MOST:
                self._judged.clear()
            self._judged[asked] = found
            if found.share == 1.0 and _compares(given):
                self.right.setdefault(pair, (given, found))
        return found

    def question(self, question: bytes, key: bytes) -> Question | None:
        """A question of the table."""
        return self._questions.get((question, key)) or self._read((question, key))

    def load(self, pairs: Iterable[Pair]) -> None:
        """Read many at once."""
        for pair in pairs:
            if pair not in self._questions:
                self._read(pair)

    def _read(self, pair: Pair) -> Question | None:
        if pair in self._questions:
            return self._questions[pair]
        rows = self._engine.rows("SELECT text FROM question WHERE question = ? AND key = ?", *pair)
        found = self._questions[pair] = question_from_text(rows[0][0]) if rows else None
        return found

    def publish(self, published: Iterable[Published]) -> tuple[list[Pair], list[Pair]]:
        """Take questions in; returns those that were not known, and those that now read otherwise."""
        new: list[Pair] = []
        changed: list[Pair] = []
        rows: dict[Pair, Published] = {}
        for one in published:
            pair = one.question, one.key
            if pair not in rows:
                rows[pair] = one
        for pair, one in list(rows.items()):
            there = self._engine.rows("SELECT at, digest, text FROM question WHERE question = ? AND key = ?", *pair)
            if not there:
                new.append(pair)
            elif (one.at, one.digest) >= (there[0][0], bytes(there[0][1])):
                del rows[pair]
            elif one.text != there[0][2]:
                changed.append(pair)
        self._engine.put(QUESTION, list(rows.values()))
        self.forget()
        return new, changed


def _compares(given: Any) -> bool:
    """Whether ``==`` tells such values apart as their JSON does: ``1`` is ``True`` to Python."""
    if isinstance(given, list):
        return all(isinstance(one, str) or (isinstance(one, list) and _compares(one)) for one in given)
    return type(given) is int


def _name_of(given: Any) -> Any:
    """What tells what was given from all else: some texts, or its JSON."""
    if type(given) is list and all(type(one) is str for one in given):
        return tuple(given)
    return canonical(given)
