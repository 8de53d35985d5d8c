"""A small faithful model of a hub: chains, forks, certificates, pulls by cursor, and what can go wrong on the way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import TypeVar

from studyapp.envelope.contents import unpack_entries
from studyapp.envelope.heads import Unreadable
from studyapp.envelope.sealing import digest_of, seal, unseal
from studyapp.envelope.signing import is_signed
from studyapp.hookspecs import Signer, Unreachable
from studyapp.model import Entry, Message
from studyapp.model.remote import Board, File, Held, Pulled, Receipt, Scope, Verdict, Word
from studyapp.model.statement import DeviceHead, EntriesHead, JoinHead, RevokedHead, Statement

_Answer = TypeVar("_Answer")

AWAY = Message("连不上服务器；稍后会自动再试。")
UNKNOWN = Message("服务器不认识这台设备；请运行 studyapp remote join 登记。")
WRONG_CODE = Message("登记码不对，或者已经用过；请向管理员核对。")


Answer = TypeVar("Answer")


@dataclass
class Chain:
    """The branch of a device that came first, and the heads of others that were stored beside it."""

    digests: list[str] = field(default_factory=list)
    others: set[str] = field(default_factory=set)


@dataclass
class Hub:
    """What a hub is to an app. ``codes``: the learner that each code is for; a code is good for one device."""

    secret: str = "11" * 32
    name: str = "hub-1"
    codes: dict[str, str] = field(default_factory=dict)
    learners: dict[str, str] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    chains: dict[str, Chain] = field(default_factory=dict)
    forked: set[str] = field(default_factory=set)
    entries: dict[str, dict[bytes, Entry]] = field(default_factory=dict)
    log: list[tuple[str, str, Statement]] = field(default_factory=list)
    files: list[tuple[int, File]] = field(default_factory=list)
    joined: dict[str, str] = field(default_factory=dict)
    words: dict[bytes, Word] = field(default_factory=dict)
    board: Board | None = None
    pushes: int = 0
    page: int = 1_000
    clock: int = 0

    def publish(self, file: File) -> None:
        self.files.append((len(self.log), file))
        self.log.append(("*", "", Statement(b"", b"")))

    def revoke(self, device: str, at: int) -> None:
        head = RevokedHead(by="", hub=self.name, device=device, at=at)
        self._say(self.learners[device], "", seal(self.secret, head))

    def push(self, statements: Sequence[Statement]) -> Receipt:
        """Take what is proved; say what is held of every device that was spoken of."""
        self.pushes += 1
        self.clock += 1
        spoken: set[str] = set()
        said: list[Statement] = []
        words: list[Word] = []
        for one in statements:
            try:
                head = unseal(one)
            except Unreadable:
                continue
            if isinstance(head, JoinHead):
                if not self._join(head, digest_of(one.head)):
                    return Receipt({}, refused=WRONG_CODE)
                said.append(next(s for _l, d, s in self.log if d == f"certificate {head.device}"))
            elif isinstance(head, EntriesHead):
                if self.keys.get(head.device) != head.by:
                    return Receipt({}, refused=UNKNOWN)
                spoken.add(head.device)
                words += self._store(head, one)
        held = {device: self._held(device) for device in spoken}
        return Receipt(held, tuple(words), tuple(sorted(self.forked & spoken)), tuple(said))

    def _join(self, head: JoinHead, digest: str) -> bool:
        old, _blank, proof = head.code.partition(" ")
        if head.device in self.keys:
            return self.joined.get(head.device) == digest
        if head.code in self.codes:
            learner = self.codes.pop(head.code)
            old = ""
        elif proof and old in self.keys:
            told = f"rejoin {old} {head.device}".encode()
            if not is_signed(self.keys[old], told, bytes.fromhex(proof)):
                return False
            learner = self.learners[old]
        else:
            return False
        self.keys[head.device], self.learners[head.device] = head.by, learner
        self.joined[head.device] = digest
        certificate = DeviceHead(
            by="", hub=self.name, device=head.device, key=head.by, learner=learner, at=self.clock, parent=old
        )
        self._say(learner, f"certificate {head.device}", seal(self.secret, certificate))
        return True

    def _store(self, head: EntriesHead, one: Statement) -> list[Word]:
        chain = self.chains.setdefault(head.device, Chain())
        digest = digest_of(one.head)
        if digest in chain.digests or digest in chain.others:
            return []
        before = chain.digests[-1] if chain.digests else ""
        if head.no == len(chain.digests) + 1 and head.before == before:
            chain.digests.append(digest)
        elif head.no <= len(chain.digests):
            chain.others.add(digest)
            self.forked.add(head.device)
        else:
            return []  # a gap: what is before it comes first
        learner = self.learners[head.device]
        ledger = self.entries.setdefault(learner, {})
        new = [entry for entry in unpack_entries(one.content).entries if entry.id not in ledger]
        ledger.update({entry.id: entry for entry in new})
        self._say(learner, head.device, one)
        return [self.words[entry.id] for entry in new if entry.id in self.words]

    def _held(self, device: str) -> Held:
        digests = self.chains.get(device, Chain()).digests
        return Held(len(digests), digests[-1] if digests else "")

    def _say(self, learner: str, device: str, one: Statement) -> None:
        self.log.append((learner, device, one))

    def pull(self, signer: Signer, cursor: str) -> Pulled:
        """What is new for the learner: of his other devices, and of all decks."""
        device = signer.device
        if self.keys.get(device) != signer.key:
            raise Unreachable(UNKNOWN)
        learner, first = self.learners[device], int(cursor or 0)
        last = min(first + self.page, len(self.log))
        files = tuple(file for place, file in self.files if first <= place < last)
        statements = tuple(one for whose, writer, one in self.log[first:last] if whose == learner and writer != device)
        own = [one for one, whose in self.learners.items() if whose == learner]
        held = {one: self._held(one) for one in own if one in self.chains or one == device}
        forked = tuple(sorted(self.forked & set(own)))
        return Pulled(str(last), files, held, (), forked, statements, more=last < len(self.log))


@dataclass
class Way:
    """What happens on the way to a hub. ``chance`` decides; without it all arrives, once.

    ``cut``: nothing goes; ``lose``: the share of requests, and of replies, that are lost; ``twice``: that arrive twice;
    ``late``: that are kept back and arrive before another one.
    """

    chance: Random | None = None
    cut: bool = False
    lose: float = 0.0
    twice: float = 0.0
    late: float = 0.0
    kept: list[Callable[[], object]] = field(default_factory=list)

    def happens(self, share: float) -> bool:
        return self.chance is not None and self.chance.random() < share


@dataclass
class Line:
    """A hub as one device sees it over one way."""

    hub: Hub
    way: Way
    signer: Signer

    def pull(self, cursor: str) -> Pulled:
        return self._carry(lambda: self.hub.pull(self.signer, cursor))

    def push(self, statements: Sequence[Statement]) -> Receipt:
        some = tuple(statements)
        return self._carry(lambda: self.hub.push(some))

    def scopes(self) -> Sequence[Scope]:
        return () if self.hub.board is None else (Scope(self.hub.board.scope, self.hub.board.title),)

    def standings(self, scope: str, period: str) -> Board:
        if self.hub.board is None or self.way.cut:
            raise Unreachable(AWAY)
        return self.hub.board._replace(period=period)

    def _carry(self, act: Callable[[], Answer]) -> Answer:
        way = self.way
        if way.cut or way.happens(way.lose):
            raise Unreachable(AWAY)
        if way.happens(way.late):
            way.kept.append(act)
            raise Unreachable(AWAY)
        while way.kept:
            _quietly(way.kept.pop())
        if way.happens(way.twice):
            _quietly(act)
        answer = act()
        if way.happens(way.lose):
            raise Unreachable(AWAY)
        return answer


def _quietly(act: Callable[[], object]) -> None:
    try:
        act()
    except Unreachable:
        return


@dataclass
class HubKind:
    """The hub as a kind of remote."""

    hub: Hub
    way: Way = field(default_factory=Way)
    scheme: str = "test"

    def open(self, url: str, signer: Signer) -> Line:
        return Line(self.hub, self.way, signer)


def word(entry: Entry, verdict: Verdict, text: str) -> Word:
    return Word(entry.id, verdict, Message(text))
