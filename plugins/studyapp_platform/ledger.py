"""What has gone up, kept beside the mapping: the envelopes, since a day's points need all of a learner's entries.

A folder: of each device the envelopes as they came (``<digest of device>/<number>.studyapp``), who is who
(``people.json``), the rows as they are now (``rows.json``) and as the site has them (``sent.json``).
To put the same in again changes nothing; a file is whole or not there.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from studyapp import (
    DeviceHead,
    EntriesHead,
    Entry,
    ErasedHead,
    Held,
    Message,
    PersonHead,
    Statement,
    Unreachable,
    Unreadable,
    digest_of,
    read_statements,
    unpack_entries,
    unseal,
    write_statements,
)

Plain = dict[str, Any]

_LARGEST = 64 << 20


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of statements: the learners of whom there is something new, and devices of which two go by one name."""

    learners: frozenset[str]
    forked: tuple[str, ...]


@dataclass(slots=True)
class Ledger:
    """The folder. Raises ``Unreachable`` where it cannot be written."""

    folder: Path
    people: Plain = field(default_factory=dict)

    def __post_init__(self) -> None:
        found = self.read("people")
        self.people = {name: found.get(name, {}) for name in ("devices", "names", "erased", "held")}

    def take(self, statements: Iterable[Statement]) -> Taken:
        """Keep what says something of points: envelopes, certificates, persons; the rest is not for here."""
        learners: set[str] = set()
        forked: list[str] = []
        for one in statements:
            try:
                head = unseal(one)
            except Unreadable:
                continue
            match head:
                case EntriesHead() if one.content:
                    if self._keep(head, one):
                        learners.add(self._learner(head.device))
                    else:
                        forked.append(head.device)
                case DeviceHead():
                    self._own(head, learners)
                case PersonHead():
                    self._name(head)
                    learners.add(head.learner)
                case ErasedHead():
                    self._erase(head.learner)
                    learners.add(head.learner)
        self.write("people", self.people)
        return Taken(frozenset(learners), tuple(dict.fromkeys(forked)))

    def held(self) -> dict[str, Held]:
        """Of each device the last envelope without a gap."""
        return {device: Held(no, digest) for device, (no, digest) in self.people["held"].items() if no}

    def name_of(self, learner: str) -> tuple[str, str]:
        """The name under which a learner wants to be shown, and his unit."""
        _day, name, unit = self.people["names"].get(learner, (0, "", ""))
        return name, unit

    def entries(self, devices: Iterable[str]) -> Iterator[Entry]:
        """All entries of some devices."""
        for device in devices:
            for path in sorted(self._of(device).glob("*.studyapp")):
                kept = _kept(path)
                yield from unpack_entries(kept.content).entries if kept is not None else ()

    def learners(self) -> dict[str, list[str]]:
        """All of whom there are envelopes, with their devices.

        A device that nobody has certified is that of a learner by its name.
        """
        found: dict[str, list[str]] = {}
        for device in self.people["held"]:
            found.setdefault(self._learner(device), []).append(device)
        return found

    def read(self, name: str) -> Plain:
        """A file of the ledger; empty where there is none, or it is damaged: all but envelopes can be made again."""
        try:
            found = json.loads((self.folder / f"{name}.json").read_bytes())
        except (OSError, ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}

    def write(self, name: str, plain: Mapping[str, Any]) -> None:
        """Write a file of the ledger, whole."""
        write_whole(self.folder / f"{name}.json", json.dumps(plain, ensure_ascii=False, sort_keys=True).encode())

    def _keep(self, head: EntriesHead, one: Statement) -> bool:
        """Keep an envelope; ``False`` where there is another one by its number."""
        path = self._of(head.device) / f"{head.no:08}.studyapp"
        if head.no < 1:
            return False
        digest = digest_of(one.head)
        kept = _kept(path)
        if kept is None:
            write_whole(path, write_statements([one]))
        elif digest_of(kept.head) != digest:
            return False
        self._move_on(head.device)
        return True

    def _move_on(self, device: str) -> None:
        """How far the envelopes of a device go without a gap, each naming the one before."""
        no, digest = self.people["held"].setdefault(device, [0, ""])
        while (following := _kept(self._of(device) / f"{no + 1:08}.studyapp")) is not None:
            head = unseal(following)
            if not isinstance(head, EntriesHead) or head.before != digest:
                break
            no, digest = no + 1, digest_of(following.head)
        self.people["held"][device] = [no, digest]

    def _own(self, head: DeviceHead, learners: set[str]) -> None:
        if self.people["devices"].get(head.device) != head.learner:
            learners.update((self._learner(head.device), head.learner))
            self.people["devices"][head.device] = head.learner

    def _name(self, head: PersonHead) -> None:
        day = self.people["names"].get(head.learner, (-1,))[0]
        if head.day >= day:
            self.people["names"][head.learner] = [head.day, head.name, head.unit]

    def _erase(self, learner: str) -> None:
        for device in list(self.people["held"]):
            if self._learner(device) == learner:
                for path in self._of(device).glob("*.studyapp"):
                    path.unlink()
        self.people["names"].pop(learner, None)
        self.people["erased"][learner] = True

    def _learner(self, device: str) -> str:
        return str(self.people["devices"].get(device, device))

    def _of(self, device: str) -> Path:
        """The folder of a device, whose id may be any text: so by its digest."""
        return self.folder / hashlib.sha256(device.encode()).hexdigest()[:32]


def _kept(path: Path) -> Statement | None:
    """The envelope in a file; ``None`` where there is none, or it is damaged and has to come again."""
    try:
        return next(read_statements(path.read_bytes(), _LARGEST), None)
    except (OSError, Unreadable):
        return None


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all. Raises ``Unreachable``."""
    other = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with other.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        other.replace(path)
    except OSError as error:
        with suppress(OSError):
            other.unlink(missing_ok=True)
        why = Message("写不了 {path}。请确认文件夹还在、可以写，也没有在 Excel 或 WPS 里开着。", {"path": str(path)})
        raise Unreachable(why) from error
