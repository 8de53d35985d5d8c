"""Random schedules of what can happen between devices, sticks and hubs, and what must come of them.

Two hubs of counties, ``a`` and ``b``, stand below that of a province, ``p``. Devices write with clocks that jump, are
cloned, brought back from backups and revoked; their envelopes reach hubs in any order and number, and so does what
the hubs say to each other. What must come of it is worked out from the union of all entries by ``learner_record``,
without the hubs' tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from studyapp import (
    DeviceHead,
    EntriesHead,
    Entry,
    EntryKind,
    Facts,
    HubHead,
    Kind,
    OwnDevice,
    PersonHead,
    Picked,
    Question,
    ReleaseHead,
    RevokedHead,
    Statement,
    UnitHead,
    digest_of,
    identify,
    is_burst,
    is_early,
    judge,
    learner_record,
    make_entry,
    pack_entries,
    points_by_day,
    record,
    seal,
    study_day,
)
from studyapp.model.activity import Activity, Blueprint, Part, Period, PointRules, Task
from studyapp_hub.hub import Hub
from studyapp_hub.periods import name_of, periods_of
from tests.support import MONDAY, deck_of, single

DAY, MINUTE = 86_400_000, 60_000
FIRST = study_day(MONDAY)
HUBS = "abp"

PAPER = Task(
    "weekly", "周测", Period.WEEK, Blueprint((Part(Kind.SINGLE, 3, 2.0),), 30), attempts=2, handed=5, passed=10
)
PLAN = Activity(
    "2026-test", "测试", first=FIRST - 1, last=FIRST + 20, points=PointRules(right=2, cap=9), tasks=(PAPER,)
)
PLAN_TEXT = f"""
id = "2026-test"
name = "测试"
first = {name_of(FIRST - 1)}
last = {name_of(FIRST + 20)}
[points]
right = 2
cap = 9
[tasks.weekly]
name = "周测"
period = "week"
attempts = 2
handed = 5
passed = 10
minutes = 30
questions = [{{ kind = "single", count = 3, marks = 2 }}]
"""
OLD = [single(number) for number in range(8)]
NEW = [single(number) for number in range(8, 12)]
IDENTITIES = [identify(one) for one in [*OLD, *NEW]]
KEYS = {(it.question, it.key): one for it, one in zip(IDENTITIES, [*OLD, *NEW], strict=True)}
UNITS = {"ta": "ca", "tb": "cb", "ca": "p", "cb": "p", "p": ""}
"""Each unit and the one above it."""


@dataclass
class Device:
    """A device and its branches: a clone goes on by itself under the same name, number and key."""

    own: OwnDevice
    learner: str
    home: str
    entries: list[Entry] = field(default_factory=list)
    envelopes: list[Statement] = field(default_factory=list)
    seq: int = 0


@dataclass
class World:
    """All that happens, and what each hub has been told when."""

    chance: Random
    hubs: Mapping[str, Hub]
    devices: list[Device] = field(default_factory=list)
    now: int = MONDAY
    moves: dict[str, list[tuple[int, int, str, str]]] = field(default_factory=dict)
    contents: dict[str, tuple[str, str, int, tuple[Entry, ...]]] = field(default_factory=dict)
    received: dict[tuple[str, str], int] = field(default_factory=dict)
    stamped: dict[tuple[str, str], int] = field(default_factory=dict)
    revoked: dict[str, int] = field(default_factory=dict)
    releases: list[tuple[str, int, str, bool]] = field(default_factory=list)
    parents: dict[str, set[str]] = field(default_factory=dict)
    said: dict[str, list[Statement]] = field(default_factory=lambda: {one: [] for one in HUBS})
    certified: dict[str, set[str]] = field(default_factory=lambda: {one: set() for one in HUBS})


def found(world: World) -> None:
    """The hubs know each other and their units; the first deck and the plan are published."""
    hubs = world.hubs
    for unit, above in UNITS.items():
        if len(unit) < 2 or unit.startswith("c"):
            hubs["p"].say(
                UnitHead(by="", hub="", unit=unit, day=0, name=unit, parent=above, line="线" * (unit == "cb"))
            )
    for name in "ab":
        hubs["p"].say(HubHead(by="", hub="", below=name, key=hubs[name].key, unit=f"c{name}", at=1))
        hubs[name].set_upstream("memory:", key=hubs["p"].key)
        hubs[name].say(UnitHead(by="", hub="", unit=f"t{name}", day=0, name=f"t{name}", parent=f"c{name}", area="区"))
    decks = {"old.md": deck_of(OLD, name="旧"), "new.md": deck_of(NEW, name="新")}
    for hub in hubs.values():
        hub.read_deck = lambda file: decks[file.file]
    hubs["p"].publish_plan(PLAN, PLAN_TEXT, at=MONDAY)
    hubs["p"].publish_deck(decks["old.md"], "old.md", b"old", at=MONDAY)
    down(world)


def down(world: World) -> None:
    """What the province says goes down, in any order."""
    statements = _all_statements(world.hubs["p"])
    for name in "ab":
        told = list(statements)
        world.chance.shuffle(told)
        world.hubs[name].accept(told, at=world.now)


def _all_statements(hub: Hub) -> list[Statement]:
    """What a hub said itself."""
    rows = hub._core.engine.rows("SELECT head, signature, content FROM statement WHERE learner = ?", "")
    return [Statement(bytes(one[0]), bytes(one[1]), bytes(one[2])) for one in rows if hub.key.encode() in bytes(one[0])]


def add_device(world: World, learner: str, *, parent: str = "", homes: str = "a") -> Device:
    """A device that some hubs certify."""
    number = len(world.devices) + 1
    own = OwnDevice(f"device-{number}", Random(f"device {number}").randbytes(32).hex())
    device = Device(own, learner, homes[0])
    world.devices.append(device)
    for name in homes:
        head = DeviceHead(by="", hub="", device=own.device, key=own.key, learner=learner, at=world.now, parent=parent)
        world.hubs[name].say(head)
        world.certified[name].add(own.device)
        if parent:
            world.parents.setdefault(name, set()).add(parent)
    return device


def place(world: World, learner: str, unit: str, day: int, *, by: str) -> None:
    """Somebody belongs to a unit from a day on."""
    at = sum(map(len, world.moves.values())) + 1
    world.moves.setdefault(learner, []).append((day, at, unit, by))
    world.hubs[by].say(PersonHead(by="", hub="", learner=learner, day=day, unit=unit, at=at))


def write(world: World, device: Device) -> None:
    """A device writes some entries."""
    chance = world.chance
    jump = chance.choice([0, 0, 0, 0, 1, 1, 2, -1, -3, 9]) * DAY
    at = world.now + jump + chance.randrange(2 * DAY)
    if chance.random() < 0.15:
        _paper(world, device, at)
    elif chance.random() < 0.1:
        for _number in range(14):  # no human is so quick
            at += 700
            _answer(world, device, at, took=9_000)
    else:
        for _number in range(chance.randint(1, 5)):
            at += chance.choice([20, 40, 60]) * 1_000
            _one(world, device, at)


def _one(world: World, device: Device, at: int) -> None:
    chance = world.chance
    kind = chance.random()
    if kind < 0.72:
        _answer(world, device, at, took=chance.choice([300, 9_000, 12_000]))
    elif kind < 0.86:
        written = [one for other in world.devices if other.learner == device.learner for one in other.entries]
        target = chance.choice(written).id.hex() if written else "00" * 16
        _add(device, at, "void", body={"target": target})
    elif kind < 0.93:
        one, two = chance.sample(IDENTITIES, 2)
        _add(device, at, "same", body={"old": one.question.hex(), "new": two.question.hex()})
    else:
        _add(device, at, "done", body={"task": "daily"})


def _answer(world: World, device: Device, at: int, *, took: int, sitting: str | None = None) -> None:
    chance = world.chance
    found_ = chance.choice([*IDENTITIES[: len(OLD)], *IDENTITIES])
    question: Question = KEYS[found_.question, found_.key]
    picked = record(question, Picked((0 if chance.random() < 0.7 else 1,)))
    body = {"given": chance.choice([picked, picked, picked, None, ["nonsense"], 3, True]), "kind": "single"}
    _add(
        device,
        at,
        "answer",
        question=found_.question,
        key=found_.key,
        verdict=1.0,
        rating=3,
        milliseconds=took,
        sitting=sitting,
        body=body,
    )


def _paper(world: World, device: Device, at: int) -> None:
    sitting = f"sitting-{world.chance.randrange(6)}"
    for _number in range(3):
        at += 20_000
        _answer(world, device, at, took=9_000, sitting=sitting)
    body = {"task": "weekly", "score": 6, "total": 6, "right": 3, "count": 3, "answered": 3, "milliseconds": 60_000}
    _add(device, at + 1, "handin", sitting=sitting, body=body)


def _add(device: Device, at: int, kind: str, **rest: object) -> None:
    device.seq += 1
    made = make_entry(device=device.own.device, seq=device.seq, at=max(at, 0), kind=kind, **rest)  # type: ignore[arg-type]
    device.entries.append(made)


def cut(world: World, device: Device) -> None:
    """Cut what is not yet in an envelope; now and then with entries that a backup brought back."""
    done = {one.id for _device, _learner, _no, entries in world.contents.values() for one in entries}
    fresh = [one for one in device.entries if one.id not in done]
    others = [one for it in world.devices if it.learner == device.learner for one in it.entries]
    if others and world.chance.random() < 0.2:
        fresh += world.chance.sample(others, min(len(others), 3))
    while fresh:
        size = world.chance.randint(1, 8)
        some, fresh = fresh[:size], fresh[size:]
        before = digest_of(device.envelopes[-1].head) if device.envelopes else ""
        head = EntriesHead(by="", device=device.own.device, no=len(device.envelopes) + 1, before=before)
        one = seal(device.own.secret, head, pack_entries(some))
        device.envelopes.append(one)
        world.contents[digest_of(one.head)] = device.own.device, device.learner, head.no, tuple(some)


def clone(world: World, device: Device) -> Device:
    """The disk is copied, or put back to what it was: both go on."""
    kept = world.chance.randint(0, len(device.envelopes))
    entries = [one for it in device.envelopes[:kept] for one in world.contents[digest_of(it.head)][3]]
    mine = [one for one in entries if one.device == device.own.device]
    twin = Device(device.own, device.learner, device.home, mine, device.envelopes[:kept])
    twin.seq = max((one.seq for one in mine), default=0)
    world.devices.append(twin)
    return twin


def deliver(world: World, device: Device, name: str) -> None:
    """Some envelopes of a device reach a hub that knows it, in any order, some twice."""
    if device.own.device not in world.certified[name] or not device.envelopes:
        return
    some = world.chance.choices(device.envelopes, k=world.chance.randint(1, 4))
    _hand_in(world, some, name)


def _hand_in(world: World, some: Sequence[Statement], name: str) -> None:
    receipt = world.hubs[name].accept(some, at=world.now)
    assert receipt.refused is None
    for one in some:
        digest = digest_of(one.head)
        if (name, digest) not in world.received:
            world.stamped[name, digest] = world.now
            world.received[name, digest] = world.now


def forward(world: World, name: str) -> None:
    """A hub tells the one above all that it has, in portions, some of them lost and some told twice."""
    arrival, more = 0, True
    province = world.hubs["p"]
    while more:
        portion = world.hubs[name].since(arrival, limit=world.chance.randint(1, 12))
        arrival, more = portion.arrival, portion.more
        told = list(portion.statements)
        world.chance.shuffle(told)
        for _time in range(world.chance.choice([1, 1, 2])):
            province.accept(told, at=world.now)
        heads = {digest_of(one.head) for one in told}
        for digest in heads & world.contents.keys():
            stamp = world.stamped.get((name, digest))
            known = world.received.get(("p", digest))
            if stamp is not None:
                world.received["p", digest] = stamp if known is None else min(known, stamp)
    world.certified["p"] |= world.certified[name]
    world.parents.setdefault("p", set()).update(world.parents.get(name, ()))


def finish(world: World) -> None:
    """In the end everything arrives: twice, and backwards."""
    for device in world.devices:
        cut(world, device)
    world.hubs["p"].publish_deck(deck_of(NEW, name="新"), "new.md", b"new", at=world.now)
    down(world)
    for name in "ab":
        for device in reversed(world.devices):
            if device.own.device in world.certified[name]:
                _hand_in(world, list(reversed(device.envelopes)), name)
    for name in world.chance.choice(["ba", "ab", "baa"]):
        forward(world, name)


def facts_of(world: World, name: str, learner: str) -> tuple[list[Entry], Facts]:
    """A learner's entries at a hub, and what that hub has to know of them."""
    envelopes = {
        digest: (device, no, entries)
        for digest, (device, whose, no, entries) in world.contents.items()
        if whose == learner and (name, digest) in world.received
    }
    brought: dict[bytes, list[int | None]] = {}
    union: dict[bytes, Entry] = {}
    for digest, (device, _no, entries) in envelopes.items():
        at = world.received[name, digest]
        revoked = world.revoked.get(device)
        for one in entries:
            union[one.id] = one
            brought.setdefault(one.id, []).append(None if revoked is not None and at >= revoked else at)
    void = {entry for entry, times in brought.items() if all(at is None for at in times)}
    for entry, times in brought.items():
        worth = [at for at in times if at is not None]
        if worth and is_early(union[entry].at, min(worth)):
            void.add(entry)
    held = _forked(envelopes.values(), union.values()) - world.parents.get(name, set())
    released: set[int] = set()
    for whose, day, device, counts in world.releases:
        if whose == learner and device:
            held = held - {device} if counts else held | {device}
        elif whose == learner:
            released = released | {day} if counts else released - {day}
    void |= {one.id for one in union.values() if one.device in held}
    void |= _bursts(union.values(), released)
    judged = {
        one.id: judge(KEYS[one.question, one.key], one.body.get("given"))  # type: ignore[index]
        for one in union.values()
        if one.kind == EntryKind.ANSWER
    }
    return list(union.values()), Facts(judged, void)


def _forked(envelopes: Iterable[tuple[str, int, object]], entries: Iterable[Entry]) -> set[str]:
    """The devices of which two go by one name."""
    numbers: dict[tuple[str, int], int] = {}
    for device, no, _entries in envelopes:
        numbers[device, no] = numbers.get((device, no), 0) + 1
    twice = {device for (device, _no), count in numbers.items() if count > 1}
    counted: dict[tuple[str, int], set[bytes]] = {}
    for one in entries:
        counted.setdefault((one.device, one.seq), set()).add(one.id)
    return twice | {device for (device, _seq), some in counted.items() if len(some) > 1}


def _bursts(entries: Iterable[Entry], released: set[int]) -> set[bytes]:
    some: dict[tuple[str, int], list[Entry]] = {}
    for one in entries:
        some.setdefault((one.device, one.day), []).append(one)
    void: set[bytes] = set()
    for (_device, day), written in some.items():
        answers = sorted((one for one in written if one.kind == "answer"), key=lambda one: (one.seq, one.id))
        if day not in released and is_burst([(one.at, one.milliseconds or 0) for one in answers]):
            void.update(one.id for one in written)
    return void


def points_at(world: World, name: str, learner: str) -> dict[int, int]:
    """The points of a learner's days at a hub, by the definition."""
    entries, facts = facts_of(world, name, learner)
    return {day: one for day, one in points_by_day(PLAN, learner_record(entries, facts, PLAN)).items() if one}


def scopes_on(world: World, name: str, learner: str, day: int, known: set[str]) -> list[str]:
    """The boards on which a learner's day stands; ``known``: the units that a hub has heard of."""
    said = [one for one in sorted(world.moves.get(learner, []), reverse=True) if name == "p" or one[3] in (name, "p")]
    unit = next((one[2] for one in said if one[0] <= day), "")
    chain = []
    while unit in known:
        chain.append(unit)
        unit = UNITS[unit]
    lines = ["line:线"] if "cb" in chain else []
    areas = ["area:区"] if chain and chain[0].startswith("t") else []
    return ["*", *(f"unit:{one}" for one in chain), *lines, *areas]


def boards_at(world: World, name: str, known: set[str]) -> dict[tuple[str, str], dict[str, int]]:
    """All boards of a hub: points by learner, of each period and scope."""
    found_: dict[tuple[str, str], dict[str, int]] = {}
    for learner in {device.learner for device in world.devices}:
        for day, points in points_at(world, name, learner).items():
            for period in (*periods_of(day), name_of(day)):
                for scope in scopes_on(world, name, learner, day, known):
                    board = found_.setdefault((period, scope), {})
                    board[learner] = board.get(learner, 0) + points
    return found_


def revoke(world: World, device: Device, at: int) -> None:
    """A device's certificate is worth nothing from an instant on; all hubs hear of it."""
    world.revoked[device.own.device] = min(at, world.revoked.get(device.own.device, at))
    head = RevokedHead(by="", hub="", device=device.own.device, at=at)
    said = world.hubs["p"].say(head)
    for name in "ab":
        world.hubs[name].accept([said], at=world.now)


def release(world: World, learner: str, day: int, device: str, *, counts: bool) -> None:
    """Somebody decides on what was held."""
    number = len(world.releases) + 1
    world.releases.append((learner, day, device, counts))
    head = ReleaseHead(by="", hub="", learner=learner, day=day, counts=counts, device=device, at=number)
    said = world.hubs["p"].say(head)
    for name in "ab":
        world.hubs[name].accept([said], at=world.now)
