"""``studyapp sync`` and ``studyapp board``: what they tell people and programs."""

from __future__ import annotations

from pathlib import Path

import pytest

from studyapp.cli.sync_words import outcome_lines
from studyapp.cli.tables import table, width
from studyapp.importing.activities import bundled_text, renamed
from studyapp.model import Message
from studyapp.model.remote import Board, File, Place, UnitPlace, Verdict, Word
from studyapp.sync.outcome import Outcome
from tests.cli import decks
from tests.cli.fake_hub import FakeHub, fake
from tests.cli.terminal import Terminal

__all__ = ["fake"]

BOARD = Board(
    "unit:1",
    "某县人社局",
    "all",
    1,
    people=3,
    places=(Place(1, "学员 7F3A", "社保中心", 120), Place(2, "李四", "就业局", 80)),
    near=(Place(2, "李四", "就业局", 80), Place(3, "张三", "社保中心", 45, mine=True)),
    units=(UnitPlace(1, "u1", "社保中心", 4, 2, 165, 41.25), UnitPlace(2, "u2", "就业局", 0, 1, 80, 80.0)),
)


@pytest.fixture
def joined(full: Terminal, fake: FakeHub) -> Terminal:
    assert full.run("remote", "add", "县局", "test:hub", "--code", "ABCD-1").status == 0
    return full


def test_without_a_remote(terminal: Terminal) -> None:
    said = terminal.run("sync")
    assert (said.status, said.out.count("\n")) == (0, 1)
    assert terminal.run("sync", "--json").json == {"remotes": []}
    assert "没有名为“县局”的远程" in terminal.run("sync", "县局").sentence
    assert "还没有远程" in terminal.run("board").sentence


def test_answers_go_up(joined: Terminal, fake: FakeHub) -> None:
    joined.run("study", "--plain", keys="1\n1\n1\nq\n")
    said = joined.run("sync")
    assert said.status == 0
    assert said.out.startswith("县局：上传 3 条记录，收到 0 条。\n")
    assert len(fake.hub.entries["learner-1"]) == 3
    assert joined.run("replay", "--check").status == 0


def test_for_programs(joined: Terminal, fake: FakeHub) -> None:
    joined.run("study", "--plain", keys="1\nq\n")
    [row] = joined.run("sync", "县局", "--json").json["remotes"]
    assert row == {
        "remote": "县局",
        "up": 1,
        "down": 0,
        "waiting": 0,
        "files": [],
        "words": {},
        "renewed": False,
        "strange": 0,
        "points": [],
        "silent": 0,
        "trouble": None,
    }


def test_a_hub_that_is_away_is_one_line(joined: Terminal, fake: FakeHub) -> None:
    fake.way.cut = True
    joined.run("study", "--plain", keys="1\nq\n")
    said = joined.run("sync")
    assert said.status == 2
    assert said.err == "县局：连不上服务器；稍后会自动再试。\n"
    assert "  还有 1 条没有送到。\n" in said.out
    assert "  连不上服务器；稍后会自动再试。\n" in joined.run("remote").out


def test_what_is_held_is_said_and_looked_at(joined: Terminal, fake: FakeHub) -> None:
    joined.run("study", "--plain", keys="1\n1\nq\n")
    fake.way.cut = True
    joined.run("sync")
    fake.way.cut = False

    class Holding(dict[bytes, Word]):
        def __contains__(self, one: object) -> bool:
            return True

        def __missing__(self, one: bytes) -> Word:
            return Word(one, Verdict.HELD, Message("要看一下。"))

    fake.hub.words = Holding()
    said = joined.run("sync")
    assert said.status == 1
    assert "  2 条待核实：管理员看过以后才计分。\n" in said.out


class TestFiles:
    def test_a_deck_comes_down_once(self, joined: Terminal, fake: FakeHub, tmp_path: Path) -> None:
        path = decks.write(tmp_path / "新规.json", [decks.numbered(number) for number in range(3)])
        fake.hub.publish(File("deck", "新规", "../../etc/新规.json", 1, path.read_bytes()))
        assert "  收到题库“新规”。\n" in joined.run("sync").out
        assert "新规：3 题" in joined.run("decks").out
        assert joined.run("import", "--undo", "--deck", "新规").status == 0
        fake.hub.publish(File("deck", "新规", "新规.json", 1, path.read_bytes()))
        assert "收到题库" not in joined.run("sync").out
        assert "新规：3 题" not in joined.run("decks").out

    def test_what_the_next_version_lacks_is_taken_out(self, joined: Terminal, fake: FakeHub, tmp_path: Path) -> None:
        for version, count in ((1, 5), (2, 3)):
            path = decks.write(tmp_path / "a.json", [decks.numbered(number) for number in range(count)])
            fake.hub.publish(File("deck", "新规", "a.json", version, path.read_bytes()))
            joined.run("sync")
        assert "新规：3 题" in joined.run("decks").out

    def test_a_question_that_was_reported_comes_back_corrected(
        self, joined: Terminal, fake: FakeHub, tmp_path: Path
    ) -> None:
        rows = [decks.numbered(number) for number in range(3)]
        path = decks.write(tmp_path / "新规.json", rows)
        fake.hub.publish(File("deck", "新规", "新规.json", 1, path.read_bytes()))
        joined.run("sync")
        joined.run("study", "--plain", "--deck", "新规", keys="!\n1\nq\n")
        rows[2]["explanation"] = "与报错无关的改动"
        path = decks.write(tmp_path / "新规.json", rows)
        fake.hub.publish(File("deck", "新规", "新规.json", 2, path.read_bytes()))
        assert "报错" not in joined.run("sync").out
        rows[0]["answer"] = [(rows[0]["answer"][0] + 1) % len(rows[0]["choices"])]
        path = decks.write(tmp_path / "新规.json", rows)
        fake.hub.publish(File("deck", "新规", "新规.json", 3, path.read_bytes()))
        assert "  你报错的 1 题，“新规”已经改过或删去。\n" in joined.run("sync").out

    def test_what_is_no_deck_is_a_sentence(self, joined: Terminal, fake: FakeHub) -> None:
        fake.hub.publish(File("deck", "坏", "坏.json", 1, b"\0\1\2"))
        said = joined.run("sync")
        assert said.status == 1
        assert said.err == ""
        assert said.out.count("\n") == 2

    def test_a_plan_takes_the_place_of_none_that_was_chosen(self, joined: Terminal, fake: FakeHub) -> None:
        for version, name in ((1, "unit-a"), (2, "unit-b")):
            data = renamed(bundled_text("evergreen"), name).encode()
            fake.hub.publish(File("plan", name, "方案.toml", version, data))
            assert "  已采用方案" in joined.run("sync").out
            assert joined.run("activity", "--json").json["id"] == name
        assert joined.run("activity", "use", "2021-shaanxi").status == 0
        fake.hub.publish(File("plan", "unit-b", "方案.toml", 3, data))
        said = joined.run("sync")
        assert "你自己选用了方案" in said.out
        assert joined.run("activity", "--json").json["id"] == "2021-shaanxi"


class TestBoard:
    def test_a_table(self, joined: Terminal, fake: FakeHub) -> None:
        fake.hub.board = BOARD
        said = joined.run("board")
        assert said.status == 0
        assert said.out == (
            "某县人社局  整个活动  3 人有积分\n"
            "名次  单位      应参加  已参加  参与率  积分  人均\n"
            "   1  社保中心       4       2     50%   165  41.2\n"
            "   2  就业局                 1            80  80.0\n"
            "名次  姓名        单位      积分\n"
            "   1  学员 7F3A   社保中心   120\n"
            "   2  李四        就业局      80\n"
            "   …\n"
            "   3  张三（我）  社保中心    45\n"
            "整个活动 积分：服务器 45，本机 0（本机的只作参考）。\n"
            "服务器按它自己的方案和题库计分；本机的积分只作参考。\n"
        )

    def test_without_a_network_the_last_one_with_its_time(self, joined: Terminal, fake: FakeHub) -> None:
        fake.hub.board = BOARD
        assert joined.run("board", "--period", "2026-11").status == 0
        fake.way.cut = True
        said = joined.run("board", "--period", "2026-11")
        assert (said.status, said.err) == (1, "连不上服务器；稍后会自动再试。\n")
        assert "这是 2026-11-" in said.out
        answer = joined.run("board", "--period", "2026-11", "--json").json
        assert (answer["live"], answer["board"]["people"]) == (False, 3)
        assert joined.run("board", "--period", "2026-10").sentence == "连不上服务器；稍后会自动再试。"

    def test_scopes_and_periods(self, joined: Terminal, fake: FakeHub) -> None:
        fake.hub.board = BOARD
        assert joined.run("board", "--scope", "list").out == "unit:1  某县人社局\n"
        assert "不认识时段 昨天" in joined.run("board", "--period", "昨天").sentence

    def test_a_sync_keeps_the_boards(self, joined: Terminal, fake: FakeHub) -> None:
        fake.hub.board = BOARD
        said = joined.run("sync")
        assert "  整个活动 积分：服务器 45，本机 0（本机的只作参考）。\n" in said.out
        fake.way.cut = True
        assert joined.run("board").status == 1


def test_tables_count_cells() -> None:
    assert width("学员 7F3A") == 9
    assert table([("名", "1"), ("ab", "12")], numbers=(1,)) == ["名   1", "ab  12"]


def test_who_brings_nothing_new_for_weeks_is_asked_about() -> None:
    lines = {days: list(outcome_lines(Outcome("U盘", silent=days))) for days in (0, 13, 14, 40)}
    assert len(lines[0]) == len(lines[13]) == 1
    assert "停在 14 天以前" in lines[14][1] and "停在 40 天以前" in lines[40][1]
