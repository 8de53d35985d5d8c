"""Envelopes kept beside a learning record store, since a title follows from all that a learner did.

A folder of files, each an envelope (``<digest of device>-<number>.studyapp``), and a note of whose devices they are
and which titles were told. To put the same in again changes nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from studyapp import (
    Activity,
    Award,
    DeviceHead,
    EntriesHead,
    Entry,
    EntryKind,
    ErasedHead,
    Facts,
    Head,
    Judged,
    Message,
    Statement,
    Unreachable,
    Unreadable,
    asked_of,
    learner_record,
    read_statements,
    standing_of,
    unpack_entries,
    unseal,
    write_statements,
)


class Kept:
    """The folder. Raises ``Unreachable`` where it cannot be written."""

    def __init__(self, folder: Path, plan: Activity) -> None:
        self.plan = plan
        self._folder = folder
        self._note = self._read()

    def take(self, head: EntriesHead, one: Statement) -> None:
        """Keep an envelope; the first of a number stays."""
        path = self._folder / f"{_word(head.device)}-{head.no:08}.studyapp"
        self._note["devices"].setdefault(head.device, head.device)
        if not path.exists():
            self._write(path, write_statements([one]))

    def note(self, head: DeviceHead | ErasedHead) -> None:
        """Note whose a device is, or forget all of a learner."""
        if isinstance(head, DeviceHead):
            self._note["devices"][head.device] = head.learner
            return
        for device in [one for one in self._note["devices"] if self.learner_of(one) == head.learner]:
            for path in self._folder.glob(f"{_word(device)}-*.studyapp"):
                path.unlink(missing_ok=True)

    def learner_of(self, device: str) -> str:
        """Whose a device is; its own id where nobody has said."""
        return str(self._note["devices"].get(device, device))

    def titles(self) -> list[tuple[str, Award]]:
        """The titles that were not told yet, with their learners."""
        learners = sorted(set(map(self.learner_of, self._note["devices"])))
        found = [(learner, award) for learner in learners for award in self._titles(learner)]
        return [(learner, award) for learner, award in found if _mark(learner, award) not in self._note["told"]]

    def told(self, titles: list[tuple[str, Award]]) -> None:
        """Note that titles were told, and all else that was noted."""
        self._note["told"] = sorted({*self._note["told"], *(_mark(learner, award) for learner, award in titles)})
        self._write(self._folder / "note.json", json.dumps(self._note, ensure_ascii=False).encode())

    def _titles(self, learner: str) -> list[Award]:
        """By the verdicts of the learner's app: what the app shows."""
        entries = list(self._entries(learner))
        judged = {
            one.id: Judged(asked, one.verdict)
            for one in entries
            if one.kind == EntryKind.ANSWER and one.verdict is not None and (asked := asked_of(one.body)) is not None
        }
        record = learner_record(entries, Facts(judged), self.plan)
        today = max(record.days, default=0)
        rules = {rule.id for rule in self.plan.titles}
        return [one for one in standing_of(self.plan, record, today).awards if one.what in rules and not one.points]

    def _entries(self, learner: str) -> Iterator[Entry]:
        for device in self._note["devices"]:
            if self.learner_of(device) == learner:
                for path in sorted(self._folder.glob(f"{_word(device)}-*.studyapp")):
                    for _head, one in _statements(path):
                        yield from unpack_entries(one.content).entries

    def _read(self) -> dict[str, Any]:
        """The note; where it is lost, it is made again from the envelopes, and titles are told once more."""
        try:
            found = json.loads((self._folder / "note.json").read_bytes())
            return {"devices": dict(found["devices"]), "told": list(found["told"])}
        except (OSError, ValueError, LookupError, TypeError, RecursionError):
            heads = [head for path in self._folder.glob("*.studyapp") for head, _one in _statements(path)]
            return {"devices": {one.device: one.device for one in heads if isinstance(one, EntriesHead)}, "told": []}

    @staticmethod
    def _write(path: Path, data: bytes) -> None:
        other = path.with_name(f".{path.name}.part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            other.write_bytes(data)
            other.replace(path)
        except OSError as error:
            raise Unreachable(
                Message("写不了文件夹 {path}；请核对地址里的 keep。", {"path": str(path.parent)})
            ) from error


def _statements(path: Path) -> list[tuple[Head | None, Statement]]:
    """What is in a file of the folder; nothing where it is damaged."""
    try:
        return [(unseal(one), one) for one in read_statements(path.read_bytes())]
    except (OSError, Unreadable):
        return []


def _word(device: str) -> str:
    return hashlib.sha256(device.encode()).hexdigest()[:32]


def _mark(learner: str, award: Award) -> str:
    return f"{learner}\n{award.what}\n{award.period}"
