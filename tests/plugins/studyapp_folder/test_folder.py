"""A folder as a remote: what a device drops stays until the hub holds it, and what lies there is read with distrust."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from studyapp import (
    File,
    OwnDevice,
    PersonHead,
    PublishedHead,
    Pulled,
    Receipt,
    ReceiptHead,
    RemoteKind,
    Reply,
    Statement,
    UnitHead,
    Unreachable,
    board_to_plain,
    lock_reply,
    published_name,
    read_statements,
    reply_content,
    reply_name,
    seal,
    study_day,
    write_statements,
)
from studyapp.testing import RemoteKindContract
from studyapp_folder.remote import FolderKind, FolderRemote
from studyapp_hub.folders import exchange
from tests.plugins.studyapp_folder.small_hub import SmallHub, device, envelopes, joining
from tests.support import MONDAY

BANK = "1. 期限是（　）。\nA. 十日\nB. 十五日\n答案：A\n".encode()
PLAN = 'id = "2021-qs"\nname = "青山县练兵"\nfirst = 2021-05-01\nlast = 2021-10-31\n'.encode()
DECK = File("deck", "社保", "社保.md", 1, BANK)


class TestFolderKind(RemoteKindContract):
    @pytest.fixture
    def kind(self) -> RemoteKind:
        return FolderKind()

    @pytest.fixture
    def url(self, tmp_path: Path) -> str:
        (tmp_path / "decks").mkdir()
        (tmp_path / "decks" / "社保.md").write_bytes(BANK)
        hub = SmallHub(files=[DECK])
        assert exchange(hub, tmp_path, at=MONDAY).trouble is None
        return tmp_path.as_uri()


@pytest.fixture
def own() -> OwnDevice:
    return device(1)


@pytest.fixture
def remote(tmp_path: Path, own: OwnDevice) -> FolderRemote:
    return again(tmp_path, own)


def again(folder: Path, own: OwnDevice) -> FolderRemote:
    """The remote as the next start has it."""
    return FolderKind().open(folder.as_uri(), own)


def names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir()) if folder.exists() else []


def everything(remote: FolderRemote) -> Pulled:
    return remote.pull("")


def test_what_is_dropped_is_what_was_handed_over_to_the_byte(
    tmp_path: Path, own: OwnDevice, remote: FolderRemote
) -> None:
    statements = [joining(own), *envelopes(own, 3)]
    assert remote.push(statements).held == {}
    assert names(tmp_path / "up") == [f"{own.device}-0-3.studyapp"]
    assert list(read_statements((tmp_path / "up" / f"{own.device}-0-3.studyapp").read_bytes())) == statements


def test_it_is_not_dropped_twice(tmp_path: Path, own: OwnDevice, remote: FolderRemote) -> None:
    statements = [joining(own), *envelopes(own, 3)]
    for some in (statements[:2], statements, statements, statements[2:]):
        again(tmp_path, own).push(some)
    assert names(tmp_path / "up") == [f"{own.device}-0-1.studyapp", f"{own.device}-2-3.studyapp"]


def test_a_file_that_was_damaged_is_dropped_again(tmp_path: Path, own: OwnDevice, remote: FolderRemote) -> None:
    statements = [joining(own), *envelopes(own, 3)]
    remote.push(statements)
    path = tmp_path / "up" / f"{own.device}-0-3.studyapp"
    whole = path.read_bytes()
    path.write_bytes(whole[:-40])
    remote.push(statements)
    assert path.read_bytes() == whole


def test_what_the_hub_holds_goes_and_nothing_before(tmp_path: Path, own: OwnDevice, remote: FolderRemote) -> None:
    hub, chain = SmallHub(), envelopes(own, 4)
    remote.push([joining(own), *chain[:3]])
    (tmp_path / "up" / f"{own.device}-4-4.studyapp").write_bytes(write_statements(chain[3:]))
    exchange(SmallHub(7), tmp_path, at=MONDAY)  # another hub has it, and that says nothing
    broken = tmp_path / "up" / f"{own.device}-4-4.studyapp"
    broken.write_bytes(broken.read_bytes()[:-30])
    exchange(hub, tmp_path, at=MONDAY)
    held = again(tmp_path, own).push([]).held
    assert held == {own.device: hub.holds(own.device)} and held[own.device].no == 3
    assert names(tmp_path / "up") == [f"{own.device}-4-4.studyapp"]
    again(tmp_path, own).push(chain[3:])
    exchange(hub, tmp_path, at=MONDAY + 1)
    assert again(tmp_path, own).push(chain[3:]).held[own.device].no == 4
    assert names(tmp_path / "up") == []


def test_why_a_device_was_not_let_in_is_told_until_it_asks_again(
    tmp_path: Path, own: OwnDevice, remote: FolderRemote
) -> None:
    hub = SmallHub()
    wrong = joining(own, "WRONG")
    remote.push([wrong, *envelopes(own, 1)])
    assert exchange(hub, tmp_path, at=MONDAY).refused.keys() == {own.device}
    told = again(tmp_path, own).push([wrong, *envelopes(own, 1)])
    assert told.refused is not None and "登记码" in told.refused.text and told.held == {}
    anew = again(tmp_path, own).push([joining(own), *envelopes(own, 1)])
    assert anew.refused is None
    exchange(hub, tmp_path, at=MONDAY + 1)
    told = again(tmp_path, own).push(envelopes(own, 1))
    assert told.refused is None and told.held[own.device].no == 1 and len(told.statements) == 2


def test_colleagues_cannot_read_what_the_hub_says_to_one(tmp_path: Path, own: OwnDevice, remote: FolderRemote) -> None:
    remote.push([joining(own)])
    exchange(SmallHub(), tmp_path, at=MONDAY)
    (tmp_path / "down" / f"{device(2).device}.studyapp").write_bytes(
        (tmp_path / "down" / f"{own.device}.studyapp").read_bytes()
    )
    assert everything(again(tmp_path, own)).statements
    assert everything(again(tmp_path, device(2))).statements == ()


def test_a_hub_that_is_known_is_the_only_one_that_is_believed(
    tmp_path: Path, own: OwnDevice, remote: FolderRemote
) -> None:
    hub, false = SmallHub(files=[DECK]), SmallHub(7, files=[DECK._replace(version=9, data=b"false")])
    remote.push([joining(own), *envelopes(own, 2)])
    exchange(hub, tmp_path, at=MONDAY)
    first = everything(again(tmp_path, own))
    assert first.files == (DECK,)
    exchange(false, tmp_path, at=MONDAY + 5)
    head = ReceiptHead(by="", hub="", device=own.device, at=MONDAY + 9)
    said = false.seal(head, reply_content(Reply(hub_says(false, own))))
    (tmp_path / "down" / reply_name(own.device)).write_bytes(lock_reply(said, own.key))
    later = again(tmp_path, own).pull(first.cursor)
    assert later.files == () and later.held == {} and later.statements == ()
    pinned = FolderKind().open(f"{tmp_path.as_uri()}#hub={hub.key}", own)
    assert pinned.push([]).held == {}
    exchange(hub, tmp_path, at=MONDAY + 10)
    assert again(tmp_path, own).pull(first.cursor).held == {own.device: hub.holds(own.device)}


def hub_says(hub: SmallHub, own: OwnDevice) -> Receipt:
    """A hub that lets a device in and says that it holds all."""
    hub.accept([joining(own), *envelopes(own, 2)], at=MONDAY)
    return hub.accept(envelopes(own, 2), at=MONDAY)._replace(statements=tuple(hub.known[own.device]))


def test_an_older_version_never_takes_a_newer_ones_place(tmp_path: Path, own: OwnDevice) -> None:
    hub = SmallHub(files=[DECK._replace(version=2)])
    exchange(hub, tmp_path, at=MONDAY)
    first = everything(again(tmp_path, own))
    assert [one.version for one in first.files] == [2]
    head = PublishedHead(by="", hub="", what="deck", name="社保", version=1, file="社保.md", at=MONDAY)
    path = tmp_path / "hub" / published_name("deck", "社保")
    path.write_bytes(write_statements([hub.seal(head, b"old")]))
    assert again(tmp_path, own).pull(first.cursor).files == ()
    hub.files = [DECK._replace(version=3)]
    exchange(hub, tmp_path, at=MONDAY)
    assert [one.version for one in again(tmp_path, own).pull(first.cursor).files] == [3]


def test_decks_and_plan_lie_there_for_who_has_no_hub(tmp_path: Path, own: OwnDevice) -> None:
    (tmp_path / "decks").mkdir()
    (tmp_path / "decks" / "社保.md").write_bytes(BANK)
    (tmp_path / "decks" / "._社保.md").write_bytes(b"\0")
    (tmp_path / "decks" / "Thumbs.db").write_bytes(b"\0")
    (tmp_path / "decks" / ".Trash-1000").mkdir()
    (tmp_path / "plan.toml").write_bytes(PLAN)
    pulled = everything(again(tmp_path, own))
    assert pulled.files == (
        File("plan", "2021-qs", "plan.toml", 0, PLAN),
        File("deck", "社保", "社保.md", 0, BANK),
    )
    (tmp_path / "decks" / "社保.md").write_bytes(BANK + b"\n")
    later = again(tmp_path, own).pull(pulled.cursor)
    assert [one.file for one in later.files] == ["社保.md"]
    assert again(tmp_path, own).pull(later.cursor).files == ()


def test_many_files_come_in_portions(tmp_path: Path, own: OwnDevice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("studyapp_folder.remote._PORTION", 100)
    (tmp_path / "decks").mkdir()
    for number in range(5):
        (tmp_path / "decks" / f"{number}.md").write_bytes(bytes([48 + number]) * 60)
    hub = SmallHub(files=[File("deck", f"h{number}", "h.md", 1, b"x" * 60) for number in range(3)])
    cursor, found = "", []
    exchange(hub, tmp_path, at=MONDAY)
    for _portion in range(20):
        pulled = again(tmp_path, own).pull(cursor)
        cursor = pulled.cursor
        found += [one.name for one in pulled.files]
        if not pulled.more:
            break
    assert sorted(found) == ["0", "1", "2", "3", "4", "h0", "h1", "h2"]


@pytest.mark.skipif(os.name == "nt", reason="names are Unicode there")
def test_a_name_in_gbk_is_read_as_such(tmp_path: Path, own: OwnDevice) -> None:
    (tmp_path / "decks").mkdir()
    raw = os.fsencode(tmp_path / "decks") + b"/" + "社保.md".encode("gbk")
    with open(raw, "wb") as file:  # noqa: PTH123 - the name is bytes
        file.write(BANK)
    assert everything(again(tmp_path, own)).files == (File("deck", "社保", "社保.md", 0, BANK),)


def test_nothing_is_followed_that_leads_out(tmp_path: Path, own: OwnDevice) -> None:
    folder, outside = tmp_path / "盘", tmp_path / "外"
    for one in (folder, folder / "decks", outside):
        one.mkdir()
    (outside / "secret.md").write_bytes(BANK)
    (folder / "decks" / "a.md").symlink_to(outside / "secret.md")
    (folder / "plan.toml").symlink_to(outside / "secret.md")
    (folder / "boards").symlink_to(outside)
    (folder / "up").symlink_to(outside)
    os.mkfifo(folder / "decks" / "pipe.md")
    remote = again(folder, own)
    assert everything(remote).files == () and remote.scopes() == []
    with pytest.raises(Unreachable):
        remote.push(envelopes(own, 1))
    assert exchange(SmallHub(), folder, at=MONDAY).trouble is not None
    assert names(outside) == ["secret.md"]


def test_a_file_name_of_a_hub_leads_nowhere(tmp_path: Path, own: OwnDevice) -> None:
    hub = SmallHub(files=[File("deck", "../../x", "..\\..\\evil.md", 1, BANK), File("deck", "..", "..", 1, BANK)])
    folder = tmp_path / "盘"
    folder.mkdir()
    exchange(hub, folder, at=MONDAY)
    assert names(tmp_path) == ["盘"]
    found = {(one.name, one.file) for one in everything(again(folder, own)).files}
    assert found == {("../../x", "evil.md"), ("..", "file")}


def test_a_very_large_file_is_left_alone(tmp_path: Path, own: OwnDevice) -> None:
    for folder in ("decks", "up", "down", "hub", "boards"):
        (tmp_path / folder).mkdir()
    places = ("decks/a.md", "up/x-1-1.studyapp", "hub/deck-a.studyapp", "boards/a.json", "plan.toml")
    for name in (*places, f"down/{own.device}.studyapp"):
        with (tmp_path / name).open("wb") as file:
            file.truncate(1 << 30)
    assert everything(again(tmp_path, own)).files == ()
    assert again(tmp_path, own).scopes() == []
    assert exchange(SmallHub(), tmp_path, at=MONDAY).broken == ("x-1-1.studyapp",)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path, own: OwnDevice) -> None:
    remote = again(tmp_path / "没有", own)
    for ask in (lambda: remote.pull(""), lambda: remote.push([]), remote.scopes, lambda: remote.standings("", "")):
        with pytest.raises(Unreachable, match="找不到"):
            ask()
    found = exchange(SmallHub(), tmp_path / "没有", at=MONDAY)
    assert found.trouble is not None and "找不到" in found.trouble.text


def test_boards_are_those_that_were_last_brought(tmp_path: Path, own: OwnDevice, remote: FolderRemote) -> None:
    hub = SmallHub()
    with pytest.raises(Unreachable, match="还没有"):
        remote.standings("", "all")
    remote.push([joining(own)])
    exchange(hub, tmp_path, at=MONDAY)
    remote = again(tmp_path, own)
    assert [one.scope for one in remote.scopes()] == ["unit:qs", "*"]
    mine = remote.standings("", "")
    assert (mine.scope, mine.period) == ("unit:qs", "all") and mine.near and mine.near[0].mine
    stranger = again(tmp_path, device(5)).standings("*", "all")
    assert stranger.near == () and not any(one.mine for one in stranger.places) and stranger.people == 1


def test_who_will_move_is_still_where_he_is(tmp_path: Path, own: OwnDevice, remote: FolderRemote) -> None:
    hub = SmallHub()
    remote.push([joining(own)])
    hub.accept([joining(own)], at=MONDAY)
    for day, unit in ((study_day(MONDAY), "qs"), (study_day(MONDAY) + 1, "elsewhere")):
        head = PersonHead(by="", hub="", learner=f"learner-{own.device}", day=day, unit=unit)
        hub.known[own.device].append(hub.seal(head))
    exchange(hub, tmp_path, at=MONDAY)
    assert again(tmp_path, own).standings("", "all").scope == "unit:qs"


def test_a_board_says_of_itself_what_it_is(tmp_path: Path, own: OwnDevice) -> None:
    board = SmallHub().board("line:养老", "2021-05", at=MONDAY)
    (tmp_path / "boards").mkdir()
    (tmp_path / "boards" / "改了名.json").write_text(json.dumps(board_to_plain(board)), "utf-8")
    (tmp_path / "boards" / "坏的.json").write_text('{"scope": []}', "utf-8")
    assert again(tmp_path, own).standings("line:养老", "2021-05") == board


def test_a_file_that_came_by_mail_is_taken_and_answered_beside_it(tmp_path: Path, own: OwnDevice) -> None:
    mine, office, hub = tmp_path / "我的", tmp_path / "邮件", SmallHub(files=[DECK])
    for one in (mine, office):
        one.mkdir()
    again(mine, own).push([joining(own), *envelopes(own, 2)])
    sent = office / "张三的记录.studyapp"
    sent.write_bytes((mine / "up" / f"{own.device}-0-2.studyapp").read_bytes())
    found = exchange(hub, sent, at=MONDAY)
    assert found.trouble is None and found.statements == 3 and found.replies == (f"{own.device}.studyapp",)
    assert names(office) == ["down", "张三的记录.studyapp"]
    (mine / "回执.studyapp").write_bytes((office / "down" / f"{own.device}.studyapp").read_bytes())
    assert again(mine, own).push([]).held[own.device].no == 2
    assert names(mine / "up") == []
    other = office / "表.studyapp"
    other.write_bytes(b"PK\x03\x04")
    wrong = exchange(hub, other, at=MONDAY)
    assert wrong.trouble is not None and "表.studyapp" in str(wrong.trouble.arguments)


def test_a_hub_below_hands_on_by_stick(tmp_path: Path) -> None:
    below, chain = device(50), envelopes(device(1), 2)
    statements: list[Statement] = [*chain, seal(below.secret, ReceiptHead(by="", hub=below.device, device="x", at=1))]
    again(tmp_path, below).push(statements)
    assert names(tmp_path / "up") == [f"{below.device}-0-0.studyapp"]
    again(tmp_path, below).push(statements)
    again(tmp_path, below).push([*statements, *envelopes(device(2), 1)])
    assert names(tmp_path / "up") == [f"{below.device}-0-0.2.studyapp", f"{below.device}-0-0.studyapp"]


def test_what_a_hub_below_dropped_goes_once_the_one_above_has_read_it(tmp_path: Path) -> None:
    above, below = SmallHub(), device(50)
    url = f"{tmp_path.as_uri()}#hub={above.key}"
    unit = seal(below.secret, UnitHead(by="", hub=below.device, unit="qs", day=0, name="青山县"))
    FolderKind().open(url, below).push([*envelopes(device(1), 2), unit])
    exchange(above, tmp_path, at=MONDAY)
    told = FolderKind().open(url, below).push([])
    assert told.refused is not None and "上级" in told.refused.text and names(tmp_path / "up") != []
    above.keys[below.device] = below.key
    exchange(above, tmp_path, at=MONDAY + 1)
    assert FolderKind().open(url, below).push([]).refused is None
    assert names(tmp_path / "up") == []
