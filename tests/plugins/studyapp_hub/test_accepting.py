"""What a hub believes, and what it says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from studyapp import (
    DeviceHead,
    EntriesHead,
    Entry,
    HubHead,
    JoinHead,
    Message,
    PersonHead,
    Picked,
    PublishedHead,
    ReleaseHead,
    Statement,
    UnitHead,
    Verdict,
    digest_of,
    identify,
    make_entry,
    pack_entries,
    read_statements,
    record,
    seal,
    study_day,
    unseal,
)
from studyapp_hub.engines import copying
from studyapp_hub.founding import init_hub, open_hub
from studyapp_hub.hub import Hub
from studyapp_hub.joining import Admitted, Belonging, KnownDevices
from studyapp_hub.schema import TABLES
from tests.plugins.studyapp_hub.people import ASKED, DAY, Person
from tests.plugins.studyapp_hub.places import hub_in, secret_of
from tests.support import MONDAY, deck_of, single

LATER = MONDAY + 3 * DAY


class Gate:
    """Whoever says the word comes in, once."""

    def __init__(self) -> None:
        self.asked = 0

    def join(self, head: JoinHead, at: int, known: KnownDevices) -> Admitted | Message:
        self.asked += 1
        if head.code != "open":
            return Message("登记码不对。")
        return Admitted(f"learner of {head.device}", belonging=Belonging("town"), name=head.name)


def _made(kind: str, one: Person, **rest: Any) -> Entry:
    return make_entry(device=one.own.device, seq=1, at=MONDAY, kind=kind, milliseconds=9_000, **rest)


def test_nobody_strange_is_believed(hub: Hub) -> None:
    stranger = Person(hub, 1)
    assert hub.accept([stranger.answer(3)], at=LATER).refused is not None
    for head in (
        DeviceHead(by="", hub="hub", device="x", key=stranger.own.key, learner="x", at=1),
        UnitHead(by="", hub="hub", unit="county", day=0, name="我局"),
        HubHead(by="", hub="hub", below="x", key=stranger.own.key, unit="county", at=1),
        PublishedHead(by="", hub="hub", what="deck", name="x", version=9, file="x.md", at=1),
    ):
        assert hub.accept([seal(stranger.own.secret, head)], at=LATER).refused is not None
    assert hub.board("*", "all", at=LATER).people == 0 and hub.check() == ()


@pytest.mark.parametrize("damage", ["head", "signature", "content"])
def test_what_was_tampered_with_is_refused_and_the_rest_is_taken(hub: Hub, damage: str) -> None:
    one = Person(hub, 1).join()
    good = one.answer(3)
    bad = good._replace(**{damage: getattr(good, damage).replace(b"1", b"2") + b"\x00"})
    receipt = hub.accept([bad, Statement(b"", b""), good], at=LATER)
    assert receipt.refused is None and receipt.held[one.own.device].no == 1
    assert hub.board("*", "all", at=LATER).places[0].points == 3


def test_a_device_joins_and_its_envelopes_behind_are_taken(hub: Hub) -> None:
    gate = hub.joining = Gate()
    one = Person(hub, 1)
    join = seal(one.own.secret, JoinHead(by="", device=one.own.device, code="open", at=MONDAY, name="王小燕"))
    receipt = hub.accept([one.answer(4), join], at=LATER)
    assert receipt.refused is None and receipt.held[one.own.device].no == 1
    kinds = [type(unseal(said)).__name__ for said in receipt.statements]
    assert kinds.count("DeviceHead") == 1 and kinds.count("PersonHead") == 1 and kinds.count("UnitHead") == 3
    again = hub.accept([join], at=LATER)
    assert again.held == receipt.held and again.refused is None
    assert again.statements == (), "anybody may send again what lay on a stick"
    told = hub.pull(one.own.device, "", at=LATER).statements
    assert set(receipt.statements) <= set(told), "who can sign for it hears it again"
    assert gate.asked == 1
    assert hub.board("unit:town", "all", at=LATER).places[0].name == "王小燕"


def test_a_wrong_code_is_told(hub: Hub) -> None:
    hub.joining = Gate()
    one = Person(hub, 1)
    receipt = hub.accept([seal(one.own.secret, JoinHead(by="", device="d", code="no", at=MONDAY))], at=LATER)
    assert receipt.refused == Message("登记码不对。")


def test_a_deck_after_its_answers(hub: Hub) -> None:
    one = Person(hub, 1).join()
    asked = single(99)
    found = identify(asked)
    body = {"given": record(asked, Picked((0,)))}
    late = one.envelope([_made("answer", one, question=found.question, key=found.key, verdict=1.0, body=body)])
    receipt = hub.accept([late], at=LATER)
    assert [word.verdict for word in receipt.words] == [Verdict.PENDING]
    assert hub.board("*", "all", at=LATER).people == 0
    assert [word.verdict for word in hub.pull(one.own.device, "", at=LATER).words] == [Verdict.PENDING]
    hub.publish_deck(deck_of([asked], name="新"), "新.md", b"new", at=LATER)
    assert hub.board("*", "all", at=LATER).places[0].points == 1
    assert hub.pull(one.own.device, "", at=LATER).words == ()


def test_a_day_that_is_too_quick_is_held_until_somebody_has_looked(hub: Hub) -> None:
    one = Person(hub, 1).join()
    quick = one.envelope([one.entry(number, at=MONDAY + number * 100) for number in range(20)])
    receipt = hub.accept([quick], at=LATER)
    assert {word.verdict for word in receipt.words} == {Verdict.HELD} and len(receipt.words) == 20
    (held,) = hub.held()
    assert (held.learner, held.day, held.answers) == (one.learner, study_day(MONDAY), 20)
    hub.say(ReleaseHead(by="", hub="", learner=one.learner, day=held.day, counts=True))
    assert hub.held() == () and hub.board("*", "all", at=LATER).places[0].points == 20
    hub.say(ReleaseHead(by="", hub="", learner=one.learner, day=held.day, counts=False))
    assert hub.board("*", "all", at=LATER).people == 0


def test_a_clone_is_held_until_it_is_a_device_of_its_own(hub: Hub) -> None:
    one = Person(hub, 1).join()
    hub.accept([one.answer(3)], at=LATER)
    twin = replace(one, envelopes=list(one.envelopes), seq=one.seq)
    hub.accept([one.answer(4, day=1)], at=LATER)
    receipt = hub.accept([twin.answer(5, day=1, took=8_000)], at=LATER)
    assert receipt.forked == (one.own.device,)
    assert receipt.held[one.own.device].digest == digest_of(one.envelopes[-1].head)
    assert hub.board("*", "all", at=LATER).people == 0
    new = Person(hub, 2)
    hub.admit(Admitted(one.learner, parent=one.own.device), new.own.device, new.own.key, at=LATER)
    assert hub.board("*", "all", at=LATER).places[0].points == 8 and hub.check() == ()


def test_pull_brings_what_the_other_device_wrote_and_the_files_once(hub: Hub) -> None:
    one, other = Person(hub, 1).join(), Person(hub, 2)
    hub.admit(Admitted(one.learner), other.own.device, other.own.key, at=MONDAY)
    sent = [one.answer(2), one.answer(3, day=1)]
    hub.accept(sent, at=LATER)
    pulled = hub.pull(other.own.device, "", at=LATER)
    assert [one for one in pulled.statements if isinstance(unseal(one), EntriesHead)] == sent
    assert [file.name for file in pulled.files] == ["测试题库"]
    assert pulled.held[one.own.device].no == 2
    again = hub.pull(other.own.device, pulled.cursor, at=LATER)
    assert again.files == () and again.statements == () and again.cursor == pulled.cursor
    assert [file.name for file in hub.pull("", "", at=LATER).files] == ["测试题库"]
    assert hub.pull("", "", at=LATER).statements == ()


def test_what_is_said_above_reaches_the_hub_below(hub: Hub, tmp_path: Path) -> None:
    below = hub_in(tmp_path / "below", "below", seed=7)
    below.set_upstream("https://above.example", key=hub.key)
    below.read_deck = lambda file: deck_of(ASKED)
    hub.say(HubHead(by="", hub="", below="below", key=below.key, unit="county", at=1))
    mine, other = Person(below, 1).join(), Person(hub, 2).join()
    below.accept([mine.answer(4)], at=LATER)
    hub.accept([other.answer(2)], at=LATER)
    hub.accept(below.since(0).statements, at=LATER)
    hub.say(PersonHead(by="", hub="", learner=mine.learner, day=0, unit="village"))
    arrival, more = 0, True
    while more:
        arrival, statements, more = hub.below(below.key, arrival, limit=3)
        assert below.accept(statements, at=LATER).refused is None
    assert [place.points for place in below.board("unit:village", "all", at=LATER).places] == [4]
    assert below.board("*", "all", at=LATER).people == 1 and below.upstream() == ("https://above.example", 0)
    assert [place.points for place in hub.board("unit:county", "all", at=LATER).places] == [4, 2]
    below.close()


def test_who_is_erased_is_on_no_board_and_his_chain_holds(hub: Hub) -> None:
    one = Person(hub, 1).join("王小燕")
    sent = one.answer(5)
    hub.accept([sent], at=LATER)
    assert len(list(read_statements(hub.export(one.learner)))) == 3
    hub.erase(one.learner, at=LATER)
    assert hub.board("*", "all", at=LATER).people == 0 and hub.persons(at=LATER) == ()
    stored = [it for it in hub.since(0).statements if isinstance(unseal(it), EntriesHead)]
    assert [(it.head, it.content) for it in stored] == [(sent.head, b"")]
    receipt = hub.accept([sent, one.answer(5, day=1)], at=LATER)
    assert receipt.held[one.own.device].no == 2
    assert hub.board("*", "all", at=LATER).people == 0 and hub.check() == ()
    assert b"\xe7\x8e\x8b\xe5\xb0\x8f" not in b"".join(it.head for it in hub.since(0).statements)


def test_reports_of_wrong_questions_are_counted_by_learner(hub: Hub) -> None:
    for number in (1, 2):
        one = Person(hub, number).join()
        found = identify(ASKED[3])
        mark = {"what": "report", "on": True}
        hub.accept([one.envelope([_made("mark", one, question=found.question, key=found.key, body=mark)])], at=LATER)
    (line,) = hub.reports()
    assert (line.times, line.prompt) == (2, ASKED[3].prompt)


def test_lines_that_are_no_entries_are_counted_and_the_others_taken(hub: Hub) -> None:
    one = Person(hub, 1).join()
    good = [one.entry(number, at=MONDAY + number * 20_000) for number in range(2)]
    content = pack_entries(good) + b"\n[1]\n" + pack_entries([replace(good[0], device="\0")]).replace(b"\0", b"\\u0000")
    head = EntriesHead(by="", device=one.own.device, no=1, before="")
    receipt = hub.accept([seal(one.own.secret, head, content)], at=LATER)
    assert [word.verdict for word in receipt.words].count(Verdict.REFUSED) == 2
    assert hub.board("*", "all", at=LATER).places[0].points == 2


def test_a_hub_opened_twice_sees_what_the_other_did(tmp_path: Path) -> None:
    first = hub_in(tmp_path / "hub", "hub")
    second = open_hub(tmp_path / "hub")
    one = Person(first, 1, "town").join()
    second.say(UnitHead(by="", hub="", unit="town", day=0, name="河口镇"))
    second.publish_deck(deck_of(ASKED), "a.md", b"deck", at=MONDAY)
    first.accept([one.answer(3)], at=LATER)
    assert second.board("unit:town", "all", at=LATER).title == "河口镇"
    second.accept([one.answer(4, day=1)], at=LATER)
    assert first.board("unit:town", "all", at=LATER).places[0].points == 7
    assert first.check() == second.check() == ()
    first.backup(tmp_path / "copy")
    first.close()
    second.close()
    copy = open_hub(tmp_path / "copy")
    assert copy.board("*", "all", at=LATER).places[0].points == 7
    copy.close()


def test_a_hub_is_not_made_twice(tmp_path: Path) -> None:
    init_hub(tmp_path, secret=secret_of(1), hub="hub", name="县局", at=MONDAY).close()
    with pytest.raises(FileExistsError):
        init_hub(tmp_path, secret=secret_of(2), hub="other", name="县局", at=MONDAY)


def test_a_copy_is_a_hub_in_a_file_whatever_the_database(
    hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "_AT_ONCE", 3)
    monkeypatch.setattr(copying, "_FEW", 2)
    people = [Person(hub, number).join() for number in range(5)]
    hub.accept([one.answer(number + 1) for number, one in enumerate(people)], at=LATER)
    hub.backup(tmp_path / "copy")
    assert {one.name for one in (tmp_path / "copy").iterdir()} == {"hub.json", "hub.key", "hub.db"}
    copy = open_hub(tmp_path / "copy")
    assert copy._core.engine.dialect == "sqlite"
    assert copy.board("*", "all", at=LATER) == hub.board("*", "all", at=LATER)
    for table in TABLES:
        if table.name != "meta":
            sql = f"SELECT {table.quoted} FROM {table.name} ORDER BY {', '.join(table.key)}"
            assert list(map(tuple, copy._core.engine.rows(sql))) == list(map(tuple, hub._core.engine.rows(sql)))
    assert copy.check() == ()
    copy.accept([people[0].answer(2, day=1)], at=LATER)
    copy.close()
