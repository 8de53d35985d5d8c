"""What comes down: decks, each as a file that the app's readers read."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping

from studyapp import File, Held, Message, Pulled, Unreachable, canonical
from studyapp_platform import questions, sources
from studyapp_platform.mapping import DeckMap, PlatformMap

_UNFIT = re.compile(r'[/\\:*?"<>|\x00-\x1f]+')


def pull(mapping: PlatformMap, cursor: str, held: Mapping[str, Held]) -> Pulled:
    """The decks that are other than they were at ``cursor``, which holds their digests.

    One deck that cannot be read keeps no other from coming; where none is new, it is told. Raises ``Unreachable``.
    """
    before, now = _read_cursor(cursor), {}
    files: list[File] = []
    trouble: Unreachable | None = None
    for deck in mapping.decks:
        key = hashlib.sha256(deck.name.encode()).hexdigest()[:12]
        try:
            found = _files(mapping, deck)
        except Unreachable as error:
            trouble = trouble or error
            if key in before:
                now[key] = before[key]
            continue
        digest = hashlib.sha256(canonical([[one.file, one.data.hex()] for one in found]).encode()).hexdigest()
        now[key] = digest[:16]
        files += found if before.get(key) != now[key] else []
    if trouble is not None and not files:
        raise trouble
    return Pulled(canonical(now), tuple(files), held)


def _read_cursor(cursor: str) -> dict[str, str]:
    try:
        found = json.loads(cursor or "{}")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _files(mapping: PlatformMap, deck: DeckMap) -> list[File]:
    if deck.questions is None:
        found = sources.read_files(mapping, deck.read)
        names = [deck.name if len(found) == 1 else f"{deck.name} {number}" for number in range(1, len(found) + 1)]
        return [File("deck", name, one.name, 0, one.data) for name, one in zip(names, found, strict=True)]
    objects = sources.read_objects(mapping, deck.read, deck.questions.each)
    if not objects:
        raise Unreachable(Message("“{name}”里没有题目。请核对映射文件里的地址和 each。", {"name": deck.name}))
    rows = questions.rows_of(objects, deck.questions)
    counted = sum(row["kind"] != "case" for row in rows)
    whole = {"questions": rows, "total": counted, "deck": {"name": deck.name}}
    data = json.dumps(whole, ensure_ascii=False, indent=1).encode(errors="replace")
    return [File("deck", deck.name, f"{_UNFIT.sub('_', deck.name)}.json", 0, data)]
