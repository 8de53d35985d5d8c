"""A hub in thirty lines, for tests of what is carried: it believes whoever has the code, and counts envelopes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from random import Random

from studyapp import (
    Board,
    DeviceHead,
    EntriesHead,
    File,
    Head,
    Held,
    JoinHead,
    Message,
    OwnDevice,
    PersonHead,
    Place,
    Pulled,
    Receipt,
    Scope,
    Statement,
    Unreadable,
    digest_of,
    seal,
    unseal,
)
from studyapp_hub.hub import Hub
from studyapp_hub.nouns import DeviceLine
from tests.support import MONDAY, make_entries

CODE = "K7M2-9QXD-4HTR"


def device(seed: int) -> OwnDevice:
    """A device with a key of its own."""
    return OwnDevice(f"{seed:016x}", Random(seed).randbytes(32).hex())


def envelopes(own: OwnDevice, count: int, *, entries: int = 3) -> list[Statement]:
    """A chain of envelopes of a device."""
    chain: list[Statement] = []
    for number in range(1, count + 1):
        before = digest_of(chain[-1].head) if chain else ""
        head = EntriesHead(by="", device=own.device, no=number, before=before)
        chain.append(seal(own.secret, head, make_entries(own.device, (number - 1) * entries + 1, entries)))
    return chain


def joining(own: OwnDevice, code: str = CODE) -> Statement:
    """A device asks to be known."""
    return seal(own.secret, JoinHead(by="", device=own.device, code=code, at=MONDAY))


class SmallHub(Hub):
    """The parts of a hub that a stick needs."""

    def __init__(self, seed: int = 99, files: Sequence[File] = ()) -> None:
        own = device(seed)
        self.secret, self.key, self.id, self.name, self.gate = own.secret, own.key, own.device, "县局", None
        self.files = list(files)
        self.known: dict[str, list[Statement]] = {}
        self.keys: dict[str, str] = {}
        self.chains: dict[str, dict[int, Statement]] = {}
        self.refused = 0
        self.seen = (Scope("unit:qs", "青山县"), Scope("*", "全部"))

    def accept(self, statements: Iterable[Statement], *, at: int) -> Receipt:
        refused = None
        devices = set()
        for one in statements:
            try:
                head = unseal(one)
            except Unreadable:
                self.refused += 1
                continue
            if isinstance(head, JoinHead) and head.device not in self.keys:
                if head.code == CODE:
                    self._let_in(head, at)
                else:
                    refused = Message("登记码不对，请核对。")
            elif isinstance(head, EntriesHead) and head.by == self.keys.get(head.device):
                self.chains.setdefault(head.device, {})[head.no] = one
                devices.add(head.device)
        return Receipt({one: self.holds(one) for one in devices}, refused=refused)

    def holds(self, device: str) -> Held:
        chain = self.chains.get(device, {})
        last = next(number for number in range(len(chain) + 1) if number + 1 not in chain)
        return Held(last, digest_of(chain[last].head) if last else "")

    def _let_in(self, head: JoinHead, at: int) -> None:
        self.keys[head.device] = head.by
        learner = f"learner-{head.device}"
        known = DeviceHead(by="", hub="", device=head.device, key=head.by, learner=learner, at=at)
        person = PersonHead(by="", hub="", learner=learner, day=0, unit="qs")
        self.known[head.device] = [self.seal(known), self.seal(person)]

    def seal(self, head: Head, content: bytes = b"") -> Statement:
        return seal(self.secret, replace(head, hub=self.id), content)  # type: ignore[call-arg]

    def pull(self, device: str, cursor: str, *, at: int) -> Pulled:
        held = {device: self.holds(device)} if device in self.keys else {}
        return Pulled("all", tuple(self.files), held, statements=tuple(self.known.get(device, ())))

    def scopes(self, device: str, *, at: int | None = None) -> tuple[Scope, ...]:
        return self.seen

    def key_of(self, device: str) -> str:
        return self.keys.get(device, "")

    def learner_of(self, device: str) -> str:
        return f"learner-{device}" if device in self.keys else ""

    def devices(self, *, learner: str = "") -> tuple[DeviceLine, ...]:
        return tuple(DeviceLine(one, "", key, "", 0, 0, False, 0, 0) for one, key in self.keys.items())

    def board(
        self, scope: str, period: str, *, at: int, device: str = "", names: bool = False, top: int = 100
    ) -> Board:
        places = (Place(1, "学员 7F3A", "青山县", 12, mine=bool(device)),)
        return Board(scope, f"{scope} 的排行榜", period, at, 1, places, places if device else ())
