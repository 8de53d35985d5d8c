"""One sync after the other, as offices do it."""

from __future__ import annotations

from pathlib import Path

import pytest

from studyapp.model import DAY, Message
from studyapp.model.remote import Board, File, Place, Verdict
from studyapp.model.statement import Statement
from studyapp.session import marks
from studyapp.store import absorbing, envelopes, receipts, remotes, restoring
from studyapp.sync.exchange import MOST_DEVICES
from studyapp.sync.outcome import Taken
from tests.support import StillWorld, deck_of, put, single
from tests.sync.hub import AWAY, UNKNOWN, WRONG_CODE, Hub, Way, word
from tests.sync.machines import HOUR, NAME, Clock, Machine, write_many


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def hub() -> Hub:
    return Hub(codes={f"code-{number}": "learner-1" for number in range(9)} | {"other": "learner-2"})


@pytest.fixture
def machine(tmp_path: Path, hub: Hub, clock: Clock) -> Machine:
    return Machine(tmp_path / "pc", StillWorld(), hub, clock)


def another(machine: Machine, name: str = "laptop") -> Machine:
    return Machine(machine.folder.with_name(name), machine.world, machine.hub, machine.clock)


def at_hub(hub: Hub, learner: str = "learner-1") -> set[bytes]:
    return set(hub.entries.get(learner, {}))


class TestUp:
    def test_what_was_answered_is_there_after_one_sync(self, machine: Machine, hub: Hub) -> None:
        for number in range(30):
            machine.answer(number)
        machine.join("code-1")
        outcome = machine.sync()
        assert outcome.trouble is None
        assert (outcome.up, outcome.down, outcome.waiting) == (30, 0, 0)
        assert at_hub(hub) == machine.ids

    def test_a_thousand_entries_are_one_push(self, machine: Machine, hub: Hub) -> None:
        machine.join("code-1")
        machine.sync()
        write_many(machine.store, machine.clock, 1_000)
        hub.pushes = 0
        assert machine.sync().up == 1_000
        assert hub.pushes == 1
        assert machine.sync().up == 0
        assert hub.pushes == 1

    def test_a_report_of_a_wrong_question_goes_up(self, machine: Machine, hub: Hub) -> None:
        put(machine.store, deck_of([single(1)]))
        item = machine.store.connection.execute("SELECT no FROM item").fetchone()[0]
        marks.mark(machine.store, item, "report", True, at=machine.clock.now())
        machine.join("code-1")
        machine.sync()
        [entry] = hub.entries["learner-1"].values()
        assert (entry.kind, entry.body) == ("mark", {"what": "report", "on": True})

    def test_without_being_known_it_says_so_and_nothing_is_lost(self, machine: Machine, hub: Hub) -> None:
        machine.answer(1)
        remotes.add(machine.store.connection, NAME, "test:hub", at=1)
        outcome = machine.sync()
        assert (outcome.trouble, outcome.waiting) == (UNKNOWN, 1)
        machine.join("code-1")
        assert machine.sync().waiting == 0

    def test_a_refused_code_is_said_once_and_not_tried_again(self, machine: Machine, hub: Hub) -> None:
        machine.join("no such code")
        assert machine.sync().trouble == WRONG_CODE
        pushes = hub.pushes
        assert machine.sync().trouble == UNKNOWN
        assert hub.pushes == pushes

    def test_a_lost_reply_does_no_harm(self, machine: Machine, hub: Hub) -> None:
        machine.join("code-1")
        machine.sync()
        machine.answer(1)
        push = Hub.push

        def broken(self: Hub, statements: list[Statement]) -> object:
            push(self, statements)
            raise OSError("the line broke")

        hub.push = broken.__get__(hub)  # type: ignore[method-assign]
        outcome = machine.sync()
        assert outcome.trouble is not None and "the line broke" in str(outcome.trouble.arguments["error"])
        hub.push = push.__get__(hub)  # type: ignore[method-assign]
        assert machine.sync().waiting == 0
        assert at_hub(hub) == machine.ids

    def test_words_are_kept_until_it_is_taken(self, machine: Machine, hub: Hub) -> None:
        machine.join("code-1")
        entry = machine.answer(1)
        hub.words[entry.id] = word(entry, Verdict.PENDING, "题库还没有这道题。")
        assert machine.sync().words == {"pending": 1}
        assert receipts.words(machine.store.connection, NAME) == [hub.words[entry.id]]
        receipts.note_words(machine.store.connection, NAME, [word(entry, Verdict.TAKEN, "")])
        assert machine.sync().words == {}

    def test_an_envelope_has_a_thousand_entries_or_a_mebibyte(self, machine: Machine) -> None:
        long = "长" * 60_000
        write_many(machine.store, machine.clock, 1_500)
        for number in range(8):
            body = {"text": f"{number}{long}"}
            absorbing.add(machine.store, "note", at=machine.clock.now(), body=body)
        counts = []
        while envelopes.cut_next(machine.store.connection, machine.own):
            pass
        for one in envelopes.statements(machine.store.connection, machine.own.device, 0):
            assert len(one.content) <= 1 << 20
            counts.append(one.content.count(b"\n") + 1)
        assert sum(counts) == 1_508
        assert max(counts) == 1_000


class TestDown:
    def test_two_devices_of_one_learner_meet(self, machine: Machine, hub: Hub) -> None:
        other = another(machine)
        machine.join("code-1")
        other.join("code-2")
        machine.answer(1)
        other.answer(2)
        for one in (machine, other, machine):
            assert one.sync().trouble is None
        assert machine.ids == other.ids == at_hub(hub)
        assert len(hub.entries["learner-1"]) == 2
        machine.check()
        other.check()

    def test_what_came_down_does_not_go_up_again(self, machine: Machine, hub: Hub) -> None:
        other = another(machine)
        machine.join("code-1")
        other.join("code-2")
        other.answer(1)
        other.sync()
        machine.sync()
        assert [*envelopes.statements(machine.store.connection, machine.own.device, 0)] == []

    def test_another_learner_s_envelopes_are_not_taken(self, machine: Machine, hub: Hub) -> None:
        other = another(machine)
        machine.join("code-1")
        other.join("other")
        machine.sync()
        other.answer(1)
        other.sync()
        hub.log = [("learner-1" if whose == "learner-2" else whose, by, one) for whose, by, one in hub.log]
        outcome = machine.sync()
        assert (outcome.down, outcome.trouble) == (0, None)
        assert machine.ids == set()

    def test_a_forged_envelope_is_counted_and_nothing_else(self, machine: Machine, hub: Hub) -> None:
        other = another(machine)
        machine.join("code-1")
        other.join("code-2")
        other.answer(1)
        other.sync()
        [place] = [number for number, (_whose, by, _one) in enumerate(hub.log) if by == other.own.device]
        whose, by, one = hub.log[place]
        hub.log[place] = whose, by, one._replace(content=one.content.replace(b"answer", b"Answer"))
        outcome = machine.sync()
        assert (outcome.down, outcome.strange) == (0, 1)

    def test_a_certificate_may_come_after_what_it_certifies(self, machine: Machine, hub: Hub) -> None:
        other = another(machine)
        other.join("code-2")
        other.answer(1)
        other.sync()
        machine.join("code-1")
        hub.log.reverse()
        hub.page = 1
        assert machine.sync().trouble is None
        assert machine.ids == other.ids

    def test_a_revoked_device_is_not_believed(self, machine: Machine, hub: Hub) -> None:
        other = another(machine)
        machine.join("code-1")
        other.join("code-2")
        other.sync()
        hub.revoke(other.own.device, 1)
        machine.sync()
        other.answer(1)
        other.sync()
        outcome = machine.sync()
        assert (outcome.down, outcome.strange) == (0, 1)

    def test_files_come_once(self, machine: Machine, hub: Hub) -> None:
        machine.join("code-1")
        hub.publish(File("deck", "法规", "a.md", 1, b"x"))
        assert [one.name for one in machine.sync().files] == ["法规"]
        assert machine.sync().files == ()

    def test_a_pull_that_is_broken_off_goes_on(self, machine: Machine, hub: Hub) -> None:
        machine.join("code-1")
        machine.sync()
        for version in (1, 2, 3):
            hub.publish(File("deck", "法规", "a.md", version, b"x"))
        hub.page = 1
        seen: list[int] = []

        def take(file: File) -> Taken:
            if file.version == 2 and 2 not in seen:
                seen.append(2)
                raise KeyboardInterrupt
            seen.append(file.version)
            return Taken(file.what, file.name, file.version, taken=True)

        with pytest.raises(KeyboardInterrupt):
            machine.sync(take)
        machine.sync(take)
        assert seen == [1, 2, 2, 3]


class TestSetBack:
    def test_a_disk_that_is_reset_every_night(self, machine: Machine, hub: Hub) -> None:
        machine.join("code-1")
        machine.sync()
        machine.save()
        everything: set[bytes] = set()
        for day in range(5):
            machine.clock.sleep(24 * HOUR)
            for number in range(3):
                everything.add(machine.answer(day * 10 + number).id)
            outcome = machine.sync()
            assert outcome.trouble is None
            assert outcome.renewed == (day > 0)
            assert machine.ids == everything == at_hub(hub)
            machine.check()
            machine.reset()

    def test_two_pcs_with_one_store(self, machine: Machine, hub: Hub) -> None:
        machine.join("code-1")
        machine.answer(1)
        machine.sync()
        machine.clock.sleep()
        other = machine.copy_to(machine.folder.with_name("copy"))
        assert other.own.device == machine.own.device
        machine.answer(2)
        other.answer(3)
        other.answer(4)
        machine.sync()
        outcome = other.sync()
        assert outcome.renewed and outcome.trouble is None
        machine.sync()
        assert machine.ids == other.ids == at_hub(hub)
        assert len(at_hub(hub)) == 4
        assert other.own.device != machine.own.device

    def test_a_restored_backup_brings_its_own(self, machine: Machine, hub: Hub) -> None:
        old = Machine(machine.folder.with_name("old"), machine.world, Hub(), machine.clock)
        for number in range(5):
            old.answer(number)
        restoring.backup(old.store, machine.folder / "b.db")
        machine.join("code-1")
        machine.answer(9)
        machine.sync()
        restoring.restore(machine.store, machine.folder / "b.db", machine.world, at=machine.clock.now())
        outcome = machine.sync()
        assert (outcome.trouble, outcome.up) == (None, 5)
        assert at_hub(hub) == machine.ids
        assert len(machine.ids) == 6

    def test_a_chain_of_devices_that_were_never_known(self, machine: Machine, hub: Hub) -> None:
        """Cut and signed by a device that no remote ever met, then by its successor's successor."""
        machine.answer(1)
        machine.join("code-1")
        machine.way.cut = True
        assert machine.sync().trouble == AWAY
        while envelopes.cut_next(machine.store.connection, machine.own):
            pass
        for number in (2, 3):
            restoring.backup(machine.store, machine.folder / "b.db")
            restoring.restore(machine.store, machine.folder / "b.db", machine.world, at=machine.clock.now())
            machine.answer(number)
        machine.way.cut = False
        assert machine.sync().trouble is None
        assert at_hub(hub) == machine.ids
        assert len(hub.keys) == 3

    def test_a_former_device_that_the_hub_does_not_know_is_cut_anew(self, machine: Machine, hub: Hub) -> None:
        machine.answer(1)
        while envelopes.cut_next(machine.store.connection, machine.own):
            pass
        restoring.backup(machine.store, machine.folder / "b.db")
        restoring.restore(machine.store, machine.folder / "b.db", machine.world, at=machine.clock.now())
        machine.join("code-1")
        assert machine.sync().trouble is None
        assert at_hub(hub) == machine.ids

    def test_a_remote_that_lies_makes_no_devices(self, machine: Machine, hub: Hub) -> None:
        machine.join("code-1")
        machine.sync()
        machine.clock.sleep()
        hub.forked = _Everything()
        for _again in range(6):
            assert machine.sync().trouble is not None
        assert machine.store.connection.execute("SELECT count(*) FROM device").fetchone()[0] == 1 + MOST_DEVICES

    def test_who_still_writes_as_the_old_device_loses_nothing(self, machine: Machine, hub: Hub) -> None:
        machine.join("code-1")
        machine.answer(1)
        machine.sync()
        machine.save()
        machine.answer(2)
        machine.sync()
        machine.reset()
        machine.clock.sleep()
        old = machine.store.device
        assert machine.sync().renewed
        machine.store.device = old  # a screen that was open all the time
        machine.answer(3)
        machine.sync()
        assert at_hub(hub) == machine.ids
        assert len(machine.ids) == 3


class _Everything(set[str]):
    """A hub that says of every device that it is forked."""

    def __and__(self, other: object) -> set[str]:
        assert isinstance(other, set)
        return set(other)


class TestPoints:
    def test_what_the_hub_counts_stands_beside_it(self, machine: Machine, hub: Hub) -> None:
        machine.join("code-1")
        entry = machine.answer(1)
        hub.words[entry.id] = word(entry, Verdict.HELD, "要看一下。")
        hub.board = Board("unit:1", "县局", "all", 1, near=(Place(1, "我", "县局", 40, mine=True),))
        month, whole = machine.sync().points
        assert (whole.period, whole.theirs) == ("all", 40)
        assert len(month.period) == 7
        assert whole.ours != 40
        assert whole.why == (Message("有 {count} 条答题要等管理员看过才计分。", {"count": 1}),)
        kept = remotes.kept_board(machine.store.connection, NAME, "", "all")
        assert kept is not None and kept[0] == hub.board

    def test_for_how_long_nothing_new_was_heard(self, machine: Machine, hub: Hub) -> None:
        machine.join("code-1")
        now = machine.clock.now()
        for days in (0, 1, 30):
            hub.board = Board("unit:1", "县局", "all", now - days * DAY)
            assert machine.sync().silent == days
        hub.board = Board("unit:1", "县局", "all", now + 3 * DAY)
        assert machine.sync().silent == 0

    def test_a_way_that_is_cut_is_a_sentence(self, machine: Machine) -> None:
        machine.join("code-1")
        machine.way = Way(cut=True)
        assert machine.sync().trouble == AWAY
        row = remotes.named(machine.store.connection, NAME)
        assert row is not None and row.trouble == AWAY and row.synced == 0 < row.tried
