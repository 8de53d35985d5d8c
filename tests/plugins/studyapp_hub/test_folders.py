"""A stick at the hub: taken in order, answered to those who sent, and nobody's word written over."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from studyapp import File, Statement, Stick, UnitHead, open_reply, read_statements, write_statements
from studyapp import stick as stick_module
from studyapp_hub import folder_replies
from studyapp_hub.folders import exchange
from tests.plugins.studyapp_folder.small_hub import SmallHub, device, envelopes, joining
from tests.support import MONDAY

OWN = device(1)
DECK = File("deck", "社保", "社保.md", 1, b"1. \n")
PLAN = File("plan", "2021-qs", "plan.toml", 4, b"id = 1")


@pytest.fixture
def hub() -> SmallHub:
    return SmallHub(files=[DECK, PLAN])


def drop(folder: Path, name: str, statements: list[Statement]) -> Path:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(write_statements(statements))
    return path


def said(folder: Path, name: str) -> Any:
    found = open_reply((folder / "down" / name).read_bytes(), OWN)
    assert found is not None
    return found


def test_a_devices_files_are_taken_in_the_order_of_its_numbers(tmp_path: Path, hub: SmallHub) -> None:
    chain = envelopes(OWN, 12)
    drop(tmp_path, f"up/{OWN.device}-10-12.studyapp", chain[9:])
    drop(tmp_path, f"up/{OWN.device}-2-9.studyapp", chain[1:9])
    drop(tmp_path, f"up/{OWN.device}-0-1.studyapp", [joining(OWN), chain[0]])
    found = exchange(hub, tmp_path, at=MONDAY)
    assert found.trouble is None and found.statements == 13 and len(found.files) == 3
    assert found.replies == (f"{OWN.device}.studyapp",) and found.decks == 2
    reply = said(tmp_path, f"{OWN.device}.studyapp").reply
    assert reply.receipt.held[OWN.device].no == 12 and len(reply.seen) == 3
    assert {board.scope for board in reply.boards} == {"unit:qs", "*"}


def test_what_comes_before_a_break_holds_and_the_file_is_not_seen(tmp_path: Path, hub: SmallHub) -> None:
    path = drop(tmp_path, f"up/{OWN.device}-0-5.studyapp", [joining(OWN), *envelopes(OWN, 5)])
    path.write_bytes(path.read_bytes()[:-300])
    found = exchange(hub, tmp_path, at=MONDAY)
    assert found.broken == (path.name,) and 1 < found.statements < 6
    reply = said(tmp_path, f"{OWN.device}.studyapp").reply
    assert reply.seen == frozenset() and reply.receipt.held[OWN.device].no == found.statements - 1


def test_another_hub_does_not_write_over_what_the_first_one_said(tmp_path: Path, hub: SmallHub) -> None:
    drop(tmp_path, f"up/{OWN.device}-0-5.studyapp", [joining(OWN), *envelopes(OWN, 5)])
    exchange(hub, tmp_path, at=MONDAY)
    before = (tmp_path / "down" / f"{OWN.device}.studyapp").read_bytes()
    stranger, city = SmallHub(7), SmallHub(8)
    city.keys, city.known = dict(hub.keys), {OWN.device: hub.known[OWN.device]}  # it has the certificate from below
    for other in (stranger, city):
        other.accept = lambda statements, *, at: hub.accept([], at=at)  # type: ignore[method-assign]
        exchange(other, tmp_path, at=MONDAY)
        assert (tmp_path / "down" / f"{OWN.device}@{other.id}.studyapp").exists()
    assert (tmp_path / "down" / f"{OWN.device}.studyapp").read_bytes() == before
    told = said(tmp_path, f"{OWN.device}@{stranger.id}.studyapp").reply.receipt
    assert told.held == {} and told.statements == () and told.refused is not None


def test_a_file_under_anothers_name_is_answered_to_nobody(tmp_path: Path, hub: SmallHub) -> None:
    other = device(2)
    hub.accept([joining(other)], at=MONDAY)
    drop(tmp_path, f"up/{other.device}-1-3.studyapp", [joining(OWN), *envelopes(OWN, 3)])
    found = exchange(hub, tmp_path, at=MONDAY)
    assert found.statements == 4 and found.replies == ()


def test_who_says_to_be_another_reads_nothing_that_is_his(tmp_path: Path, hub: SmallHub) -> None:
    hub.accept([joining(OWN)], at=MONDAY)
    thief = device(3)
    forged = type(thief)(OWN.device, thief.secret)
    drop(tmp_path, f"up/{OWN.device}-1-3.studyapp", envelopes(forged, 3))
    exchange(hub, tmp_path, at=MONDAY)
    data = (tmp_path / "down" / f"{OWN.device}.studyapp").read_bytes()
    assert open_reply(data, forged) is None and open_reply(data, OWN) is not None


def test_those_who_were_told_before_are_told_again(tmp_path: Path, hub: SmallHub) -> None:
    path = drop(tmp_path, f"up/{OWN.device}-0-2.studyapp", [joining(OWN), *envelopes(OWN, 2)])
    exchange(hub, tmp_path, at=MONDAY)
    path.unlink()
    hub.accept(envelopes(OWN, 4), at=MONDAY)  # by another way
    exchange(hub, tmp_path, at=MONDAY + 1)
    heard = said(tmp_path, f"{OWN.device}.studyapp")
    assert heard.head.at == MONDAY + 1 and heard.reply.receipt.held[OWN.device].no == 4


def test_what_has_not_changed_is_not_written_anew(tmp_path: Path, hub: SmallHub) -> None:
    exchange(hub, tmp_path, at=MONDAY)
    before = {one.name: one.read_bytes() for one in (tmp_path / "hub").iterdir()}
    again = exchange(hub, tmp_path, at=MONDAY + 1)
    assert again.decks == 0 and len(before) == 2
    assert {one.name: one.read_bytes() for one in (tmp_path / "hub").iterdir()} == before
    (tmp_path / "hub" / "deck-社保.studyapp").write_bytes(b"torn")
    assert exchange(hub, tmp_path, at=MONDAY + 2).decks == 1


def test_another_hubs_files_are_written_over_only_by_name(tmp_path: Path, hub: SmallHub) -> None:
    exchange(hub, tmp_path, at=MONDAY)
    hub.files = [DECK._replace(version=2, data=b"2"), PLAN]
    exchange(hub, tmp_path, at=MONDAY)
    [statement] = read_statements((tmp_path / "hub" / "deck-社保.studyapp").read_bytes())
    assert statement.content == b"2"


@pytest.mark.parametrize(("number", "words"), [(errno.EROFS, "不允许读写"), (errno.ENOSPC, "空间不够")])
def test_a_stick_that_takes_nothing_is_read_all_the_same(
    tmp_path: Path, hub: SmallHub, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    drop(tmp_path, f"up/{OWN.device}-0-3.studyapp", [joining(OWN), *envelopes(OWN, 3)])

    class ReadOnly:
        def __getattr__(self, name: str) -> Any:
            return getattr(os, name)

        def mkdir(self, path: str) -> None:
            raise OSError(number, "no")

    monkeypatch.setattr(stick_module, "os", ReadOnly())
    found = exchange(hub, tmp_path, at=MONDAY)
    assert found.trouble is not None and words in found.trouble.text
    assert found.statements == 4 and hub.holds(OWN.device).no == 3


def test_a_file_that_is_nobodys_to_read_is_left(tmp_path: Path, hub: SmallHub, monkeypatch: pytest.MonkeyPatch) -> None:
    drop(tmp_path, f"up/{OWN.device}-0-3.studyapp", [joining(OWN), *envelopes(OWN, 3)])
    drop(tmp_path, "up/a-1-1.studyapp", [])
    real = Stick.read

    def read(stick: Stick, folder: str, name: str, largest: int) -> bytes | None:
        if name.startswith("a-"):
            raise PermissionError(errno.EACCES, "no")
        return real(stick, folder, name, largest)

    monkeypatch.setattr(Stick, "read", read)
    found = exchange(hub, tmp_path, at=MONDAY)
    assert found.trouble is None and found.broken == ("a-1-1.studyapp",) and found.statements == 4


def test_the_periods_of_boards_follow_the_study_day() -> None:
    at = 1_609_459_200_000 + 19 * 3_600_000  # 2021-01-02 03:00 in Shanghai: still the first
    assert folder_replies.periods_at(at) == ("all", "2021-01", "2020-12", "2020-W53", "2020-W52", "2021-01-01")


def test_an_empty_folder_gets_decks_and_boards(tmp_path: Path, hub: SmallHub) -> None:
    found = exchange(hub, tmp_path, at=MONDAY)
    assert (found.files, found.replies, found.decks, found.boards) == ((), (), 2, 12)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["boards", "hub"]


def test_a_letter_of_several_devices_is_answered_to_each(tmp_path: Path, hub: SmallHub) -> None:
    other = device(2)
    some = [joining(OWN), joining(other), *envelopes(OWN, 1), *envelopes(other, 1)]
    found = exchange(hub, drop(tmp_path, "信.studyapp", some), at=MONDAY)
    assert sorted(found.replies) == sorted(f"{one.device}.studyapp" for one in (OWN, other))
    held = said(tmp_path, f"{OWN.device}.studyapp").reply.receipt.held
    assert held.keys() == {OWN.device}


def test_a_statement_of_a_hub_has_its_hub_for_a_sender(tmp_path: Path, hub: SmallHub) -> None:
    below = SmallHub(5)
    unit = below.seal(UnitHead(by="", hub="", unit="qs", day=0, name="青山县"))
    drop(tmp_path, f"up/{below.id}-0-0.studyapp", [*envelopes(OWN, 1), unit])
    found = exchange(hub, tmp_path, at=MONDAY)
    assert found.replies == (f"{below.id}@{hub.id}.studyapp",)


def test_a_file_that_has_gone_meanwhile_is_no_fault(
    tmp_path: Path, hub: SmallHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = drop(tmp_path, f"up/{OWN.device}-0-3.studyapp", [joining(OWN), *envelopes(OWN, 3)])
    real = Stick.read

    def read(stick: Stick, folder: str, name: str, largest: int) -> bytes | None:
        path.unlink(missing_ok=True)  # its device syncs at this moment, over a share
        return real(stick, folder, name, largest)

    monkeypatch.setattr(Stick, "read", read)
    found = exchange(hub, tmp_path, at=MONDAY)
    assert (found.trouble, found.files, found.broken) == (None, (), ())


@pytest.mark.skipif(os.name == "nt", reason="there no file is called so")
def test_a_name_that_speaks_to_terminals_is_not_repeated(tmp_path: Path, hub: SmallHub) -> None:
    drop(tmp_path, "up/\x1b[2J\n.studyapp", [joining(OWN), *envelopes(OWN, 1)])
    found = exchange(hub, tmp_path, at=MONDAY)
    assert found.files == ("?[2J?.studyapp",) and found.statements == 2
    nothing = tmp_path / "\x1bc.studyapp"
    nothing.write_bytes(b"x")
    trouble = exchange(hub, nothing, at=MONDAY).trouble
    assert trouble is not None and trouble.arguments["file"] == "?c.studyapp"
