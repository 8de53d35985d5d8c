"""Points on their way up: once for each day, again where it changed, whatever comes twice or breaks off."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import python_calamine

from studyapp import (
    DeviceHead,
    EntriesHead,
    Entry,
    ErasedHead,
    OwnDevice,
    PersonHead,
    Statement,
    Unreachable,
    digest_of,
    make_entry,
    pack_entries,
    seal,
)
from studyapp.model import study_day
from studyapp.testing import device_for_tests
from tests.plugins.studyapp_platform.conftest import opened
from tests.plugins.studyapp_platform.site import Site, reply

MONDAY = 1_620_007_200_000
"""2021-05-03, 10 o'clock in Shanghai."""

DAY = 86_400_000
HUB = "ab" * 32


def own(seed: int = 1) -> OwnDevice:
    device = device_for_tests(seed)
    assert isinstance(device, OwnDevice)
    return device


def answers(device: str, first: int, count: int, day: int = 0, *, verdict: float = 1.0) -> list[Entry]:
    return [
        make_entry(
            device=device, seq=seq, at=MONDAY + day * DAY + seq * 10_000, kind="answer", question=seq.to_bytes(16),
            key=bytes(16), verdict=verdict, rating=3 if verdict == 1 else 1, milliseconds=9_000, sitting="s",
            body={"given": [], "kind": "single", "length": 40},
        )
        for seq in range(first, first + count)
    ]  # fmt: skip


def chain(device: OwnDevice, parts: Sequence[Sequence[Entry]]) -> list[Statement]:
    found: list[Statement] = []
    for number, entries in enumerate(parts, 1):
        before = digest_of(found[-1].head) if found else ""
        head = EntriesHead(by="", device=device.device, no=number, before=before)
        found.append(seal(device.secret, head, pack_entries(entries)))
    return found


def records(site: Site) -> list[dict[str, Any]]:
    return [one for body in site.bodies for one in body["data"]["records"]]


def test_a_day_goes_up_once_and_again_where_it_changed(mapping: Path, site: Site) -> None:
    device, remote = own(), opened(mapping)
    first, second = chain(device, [answers(device.device, 1, 6), answers(device.device, 7, 2)])
    receipt = remote.push([first])
    assert receipt.held == {device.device: (1, digest_of(first.head))} and receipt.refused is None
    (record,) = records(site)
    assert (record["userId"], record["date"], record["score"]) == ("u-1024", "2021-05-03", 6)
    assert site.bodies[0]["activityId"] == "2021"
    assert opened(mapping).push([first, first]) == receipt and len(site.bodies) == 1
    opened(mapping).push([second])
    assert [one["score"] for one in records(site)] == [6, 8]
    assert len({one["recordId"] for one in records(site)}) == 1, "the site can tell that it is the same day"
    method, path, headers = next(one for one in site.requests if one[0] != "GET")
    assert (method, path) == ("POST", "/api/points") and headers["Content-Type"].startswith("application/json")


def test_what_the_site_did_not_take_goes_again(mapping: Path, site: Site) -> None:
    device = own()
    site.odd["/api/points"] = lambda handler: reply(handler, 503, b"")
    with pytest.raises(Unreachable, match="忙不过来"):
        opened(mapping).push(chain(device, [answers(device.device, 1, 6)]))
    assert records(site) == []
    del site.odd["/api/points"]
    receipt = opened(mapping).push([])
    assert [one["score"] for one in records(site)] == [6] and receipt.held[device.device].no == 1
    assert opened(mapping).pull("").held == receipt.held


def test_order_does_not_matter_and_a_gap_is_waited_for(mapping: Path, site: Site) -> None:
    device, remote = own(), opened(mapping)
    one, two, three = chain(device, [answers(device.device, 1 + 3 * n, 3, n) for n in range(3)])
    assert remote.push([three]).held == {}
    assert remote.push([one]).held[device.device].no == 1
    assert remote.push([two]).held == {device.device: (3, digest_of(three.head))}
    assert {one["date"] for one in records(site)} == {"2021-05-03", "2021-05-04", "2021-05-05"}


def test_two_devices_of_one_learner_are_one(changed: Callable[[str, str], Any], site: Site) -> None:
    remote = changed('userId = "account"', 'userId = "learner"\nwho = "name"\nat = "unit"')
    devices = [own(1), own(2)]
    said = [DeviceHead(by="", hub="h", device=one.device, key=one.key, learner="L", at=0) for one in devices]
    person = PersonHead(by="", hub="h", learner="L", day=0, unit="u1", name="张三")
    for number, one in enumerate(devices):
        remote.push(chain(one, [answers(one.device, 1 + 4 * number, 4)]))
    remote.push([seal(HUB, head) for head in (*said, person)])
    last = records(site)[-1]
    assert (last["userId"], last["who"], last["at"], last["score"]) == ("L", "张三", "u1", 8)


def test_two_that_go_by_one_name_are_told(mapping: Path, site: Site) -> None:
    device, remote = own(), opened(mapping)
    (first,) = chain(device, [answers(device.device, 1, 3)])
    (other,) = chain(device, [answers(device.device, 50, 5)])
    assert remote.push([first]).forked == ()
    receipt = remote.push([other])
    assert receipt.forked == (device.device,) and receipt.held[device.device].digest == digest_of(first.head)
    assert [one["score"] for one in records(site)] == [3]


def test_what_is_not_signed_is_not_taken(mapping: Path, site: Site) -> None:
    device = own()
    (one,) = chain(device, [answers(device.device, 1, 3)])
    forged = [one._replace(signature=bytes(64)), one._replace(content=pack_entries(answers(device.device, 1, 9)))]
    assert opened(mapping).push(forged).held == {} and site.bodies == []


def test_a_device_s_name_is_no_path(mapping: Path, folder: Path) -> None:
    device = OwnDevice("../../../outside", own().secret)
    opened(mapping).push(chain(device, [answers(device.device, 1, 3)]))
    assert {path.name for path in folder.iterdir()} == {"plan.toml", "site.toml", "export.toml", "site.state"}
    assert list(folder.parent.rglob("outside*")) == []


def test_who_asks_to_be_erased_is(mapping: Path, folder: Path, site: Site) -> None:
    device, remote = own(), opened(mapping)
    remote.push(chain(device, [answers(device.device, 1, 3)]))
    remote.push([seal(HUB, ErasedHead(by="", hub="h", learner=device.device, at=0))])
    state = folder / "site.state"
    assert list(state.rglob("*.studyapp")) == [] and json.loads((state / "rows.json").read_bytes()) == {}


@pytest.mark.parametrize("name", ["people.json", "rows.json", "sent.json"])
@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"{}"])
def test_a_damaged_note_is_made_again(mapping: Path, folder: Path, site: Site, name: str, data: bytes) -> None:
    device = own()
    one, two = chain(device, [answers(device.device, 1, 3), answers(device.device, 4, 3)])
    opened(mapping).push([one])
    (folder / "site.state" / name).write_bytes(data)
    assert opened(mapping).push([one, two]).held[device.device].no == 2
    assert records(site)[-1]["score"] == 6


def test_the_ledger_that_cannot_be_written_is_told(mapping: Path, folder: Path) -> None:
    device = own()
    (folder / "site.state").write_bytes(b"a file in the way")
    with pytest.raises(Unreachable, match="写不了"):
        opened(mapping).push(chain(device, [answers(device.device, 1, 3)]))


def test_each_row_is_a_body_of_its_own_where_there_is_no_list(changed: Callable[[str, str], Any], site: Site) -> None:
    text = '[points.send.about]\nactivityId = "activity"\n'
    changed(text, "")
    remote = changed('rows = "data.records"\n', "")
    device = own()
    remote.push(chain(device, [answers(device.device, 1, 2), answers(device.device, 3, 2, 1)]))
    assert [(one["date"], one["score"]) for one in site.bodies] == [("2021-05-03", 2), ("2021-05-04", 2)]


def sheet(path: Path) -> list[list[Any]]:
    return python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()


def test_points_as_a_workbook_to_be_uploaded_by_hand(folder: Path) -> None:
    path = folder / "上报" / "积分上报.xlsx"
    device = own()
    remote = opened(folder / "export.toml")
    remote.push([])
    assert not path.exists(), "before the first day there is nothing to report"
    wrong = answers(device.device, 4, 1, verdict=0.0)
    first, second = chain(device, [[*answers(device.device, 1, 3), *wrong], answers(device.device, 5, 2, 1)])
    person = PersonHead(by="", hub="h", learner=device.device, day=0, unit="u", name="=1+1")
    remote.push([first, seal(HUB, person)])
    head, row = sheet(path)
    assert head == ["学员", "姓名", "日期", "积分", "答题数", "答对数", "用时（分钟）"]
    assert row == [device.device, "=1+1", "2021-05-03", 3.0, 4.0, 3.0, 0.0]
    remote.push([seal(HUB, replace(person, day=1, name="张三"))])
    assert sheet(path)[1][1] == "张三", "another name alone is written too"
    remote.push([second])
    assert [one[2] for one in sheet(path)[1:]] == ["2021-05-03", "2021-05-04"]
    before = path.read_bytes()
    remote.push([first, second])
    assert path.read_bytes() == before
    path.unlink()
    remote.push([])
    assert path.read_bytes() == before, "somebody has taken it away: it is written anew"


def test_a_workbook_that_somebody_has_open_is_told_and_written_later(folder: Path) -> None:
    device = own()
    (folder / "上报" / "积分上报.xlsx").mkdir(parents=True)
    (folder / "上报" / "积分上报.xlsx" / "in the way").write_bytes(b"")
    statements = chain(device, [answers(device.device, 1, 3)])
    with pytest.raises(Unreachable, match="写不了"):
        opened(folder / "export.toml").push(statements)
    (folder / "上报" / "积分上报.xlsx" / "in the way").unlink()
    (folder / "上报" / "积分上报.xlsx").rmdir()
    opened(folder / "export.toml").push([])
    assert sheet(folder / "上报" / "积分上报.xlsx")[1][3] == 3.0


def test_the_days_are_study_days() -> None:
    assert study_day(MONDAY) == 18750
