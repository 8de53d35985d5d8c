"""A network share: devices and hubs read and write it at once, and nobody waits for anybody."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from studyapp import OwnDevice
from studyapp_folder.remote import FolderKind
from studyapp_hub.folders import Ingested, exchange
from tests.plugins.studyapp_folder.small_hub import SmallHub, device, envelopes, joining
from tests.support import MONDAY

ROUNDS = 12


def use(folder: Path, own: OwnDevice) -> int:
    """Sync again and again, with one more envelope each time; returns how many the hub has said that it holds."""
    cursor, held, chain = "", 0, envelopes(own, ROUNDS, entries=1)
    for number in range(1, ROUNDS + 1):
        remote = FolderKind().open(folder.as_uri(), own)
        cursor = remote.pull(cursor).cursor
        told = remote.push([joining(own), *chain[held:number]]).held
        held = max(held, told[own.device].no if own.device in told else 0)
        assert held <= number
    return held


def take_in(folder: Path, hub: SmallHub) -> list[Ingested]:
    return [exchange(hub, folder, at=MONDAY + number) for number in range(ROUNDS)]


def test_all_at_once(tmp_path: Path) -> None:
    hubs = [SmallHub(90), SmallHub(91)]
    owns = [device(number) for number in range(1, 4)]
    with ThreadPoolExecutor(5) as pool:
        using = [pool.submit(use, tmp_path, own) for own in owns]
        taking = [pool.submit(take_in, tmp_path, hub) for hub in hubs]
        told = [one.result() for one in using]
        found = [one for some in taking for one in some.result()]
    assert [one.trouble for one in found if one.trouble] == [] and [one.broken for one in found if one.broken] == []
    for own, held in zip(owns, told, strict=True):
        remote = FolderKind().open(tmp_path.as_uri(), own)
        remote.pull("")
        remote.push(envelopes(own, ROUNDS, entries=1)[held:])
    last = [exchange(hub, tmp_path, at=MONDAY + ROUNDS) for hub in hubs]
    assert [one.trouble for one in last] == [None, None]
    for own in owns:
        assert max(hub.holds(own.device).no for hub in hubs) == ROUNDS
        assert FolderKind().open(tmp_path.as_uri(), own).push([]).held[own.device].no >= 1
