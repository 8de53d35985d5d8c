"""What goes on to the hub above, and what comes down to devices: the statements as they came, by their numbers."""

from __future__ import annotations

import json
from heapq import merge

from studyapp import File, Held, Pulled, StampHead, Statement, Word, digest_of, unseal
from studyapp_hub import accepting, envelopes, folding, words
from studyapp_hub.core import Core
from studyapp_hub.intake import PENDING_FLAG, Said
from studyapp_hub.nouns import Since

_MOST = 4 << 20
"""Bytes of contents that go at once."""

_LOCAL = ("board", "published")
"""What is no news to the hub above."""


def since(core: Core, arrival: int, limit: int) -> Since:
    """What arrived after a number, each envelope with its stamp; what came from above is no news there."""
    rows = core.engine.rows(
        "SELECT arrival, head, signature, content, 0 FROM statement WHERE arrival > ? AND kind NOT IN (?, ?) "
        "ORDER BY arrival LIMIT ?",
        arrival,
        *_LOCAL,
        limit + 1,
    )
    others = core.engine.rows(
        "SELECT arrival, head, signature, content, stamped FROM envelope WHERE arrival > ? ORDER BY arrival LIMIT ?",
        arrival,
        limit + 1,
    )
    above = core.units.above
    found: list[Statement] = []
    last, size, count = arrival, 0, 0
    for number, head, signature, content, stamped in merge(rows, others, key=lambda one: one[0]):
        if count == limit or size > _MOST:
            return Since(last, tuple(found), True)
        last, count = number, count + 1
        one = Statement(bytes(head), bytes(signature), bytes(content))
        if not stamped and above and json.loads(one.head).get("by") in above:
            continue  # but counted: what was read goes no further
        found.append(one)
        if stamped:
            found.append(core.seal(StampHead(by="", hub="", of=digest_of(one.head), at=stamped)))
        size += len(one.content)
    return Since(max(last, core.arrival), tuple(found), False)


def below(core: Core, key: str, arrival: int, limit: int) -> Since:
    """What this hub and those above have said since, for the hub below with a key: of learners, of its own alone.

    What those above have said, this one says again, since the one below knows no other. Boards are each hub's own.
    """
    found: list[Statement] = []
    last, size = arrival, 0
    rows = core.engine.rows(
        "SELECT arrival, learner, head, signature, content FROM statement WHERE arrival > ? AND kind <> ? "
        "ORDER BY arrival LIMIT ?",
        arrival,
        "board",
        limit + 1,
    )
    for number, learner, head, signature, content in rows[:limit]:
        if size > _MOST:
            return Since(last, tuple(found), True)
        last = number
        if learner and not _certified_by(core, learner, key):
            continue
        told = _said_again(core, Statement(bytes(head), bytes(signature), bytes(content)))
        if told is not None:
            found.append(told)
            size += len(told.content)
    return Since(last if len(rows) > limit else max(last, core.arrival), tuple(found), len(rows) > limit)


def _said_again(core: Core, one: Statement) -> Statement | None:
    """A statement of this hub, or of the one above in this hub's name; ``None`` for all others."""
    by = json.loads(one.head).get("by")
    if by == core.key:
        return one
    head = unseal(one) if by in core.units.above else None
    return None if head is None else core.seal(head, one.content)


def _certified_by(core: Core, learner: str, key: str) -> bool:
    rows = core.engine.rows("SELECT head FROM statement WHERE learner = ? AND kind = ?", learner, "device")
    return any(json.loads(bytes(one[0])).get("by") == key for one in rows)


def pull(core: Core, device: str, cursor: str, *, limit: int = 500) -> Pulled:
    """Files, and for a known device what its learner's other devices wrote and what was said of him."""
    start = int(cursor) if cursor.isdecimal() and len(cursor) < 16 else 0
    known = core.known(device) if device else None
    envelopes_since: list[tuple[int, Statement]] = []
    if known is not None:
        for arrival, head, signature, content in core.engine.rows(
            "SELECT arrival, head, signature, content FROM envelope WHERE learner = ? AND arrival > ? AND device <> ? "
            "ORDER BY arrival LIMIT ?",
            known.learner,
            start,
            device,
            limit + 1,
        ):
            envelopes_since.append((arrival, Statement(bytes(head), bytes(signature), bytes(content))))
    envelopes_since, more = _portion(envelopes_since, limit)
    until = envelopes_since[-1][0] if more else core.arrival
    files = _files(core, start, until)
    if known is None:
        return Pulled(str(until), files)
    statements = [one for _arrival, one in envelopes_since]
    statements += accepting.certificates(core, known.learner, start)
    state = core.learners.get(known.learner)
    return Pulled(
        str(until),
        files,
        _held(core, known.learner),
        tuple(_words(core, known.learner, device)),
        tuple(sorted(state.held)),
        tuple(dict.fromkeys(statements)),
        more,
    )


def _portion(found: list[tuple[int, Statement]], limit: int) -> tuple[list[tuple[int, Statement]], bool]:
    size = 0
    for place, (_arrival, one) in enumerate(found):
        size += len(one.content)
        if place + 1 < len(found) and (place + 1 == limit or size > _MOST):
            return found[: place + 1], True
    return found, False


def _files(core: Core, start: int, until: int) -> tuple[File, ...]:
    """The files that came since, of each the last."""
    rows = core.engine.rows(
        "SELECT what, name, file, version, data FROM file WHERE arrival > ? AND arrival <= ? "
        "ORDER BY version, at, digest",
        start,
        until,
    )
    return tuple({(one[0], one[1]): File(one[0], one[1], one[2], one[3], bytes(one[4])) for one in rows}.values())


def _held(core: Core, learner: str) -> dict[str, Held]:
    rows = core.engine.rows("SELECT device, key FROM device WHERE learner = ? ORDER BY at, digest", learner)
    return {device: envelopes.held(core, learner, device, key) for device, key in reversed(list(rows))}


def _words(core: Core, learner: str, device: str, most: int = 1_000) -> list[Word]:
    """What is still to be said of a device's own entries."""
    said = [
        Said(bytes(one[0]), one[1])
        for one in core.engine.rows(
            "SELECT id, flags FROM flagged WHERE learner = ? AND flags > ? AND device = ? ORDER BY id DESC LIMIT ?",
            learner,
            folding.VOIDED,
            device,
            most,
        )
    ]
    said += [
        Said(bytes(one[0]), PENDING_FLAG)
        for one in core.engine.rows("SELECT id FROM pending WHERE learner = ? LIMIT ?", learner, most)
    ]
    return list(words.words_of(said))
