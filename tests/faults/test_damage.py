"""A ruined store: every command says so in a sentence, and a repair brings back all that can be brought back."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from studyapp.__main__ import COMMANDS
from studyapp.cli.shell import Shell
from studyapp.desk.quick import QuickDesk
from studyapp.importing.bundled import bundled_decks
from studyapp.model import DAY
from studyapp.store.errors import DamagedStoreError
from studyapp.store.schema import SCHEMA
from studyapp.world import World
from tests.cli import decks
from tests.cli.terminal import Said, Terminal
from tests.faults import damage, homes
from tests.faults.damage import Damage

ANSWERS, IN_LOG = 120, 20
SEEDS = (1, 2, 3)


@pytest.fixture(scope="module")
def closed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home folder with three days of answers, closed properly and tidied up."""
    home = homes.prepare(tmp_path_factory.mktemp("closed") / "home", homes.Noon)
    homes.study(home, ANSWERS, days=3, world=homes.Noon)
    with homes.opened(home) as connection:
        connection.execute("VACUUM")  # so that no row lies about a second time
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return home


@pytest.fixture(scope="module")
def killed(closed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, and then a power cut in the middle of further answers."""
    return homes.killed(closed, tmp_path_factory.mktemp("killed") / "home", IN_LOG, homes.Noon)


def terminal_on(home: Path, target: Path) -> Terminal:
    return Terminal(homes.copy(home, target), clock=homes.Noon("").now() + DAY)


def entries_of(home: Path, target: Path) -> dict[bytes, str]:
    """All entries of a home folder, read off a copy of it."""
    with homes.opened(homes.copy(home, target)) as connection:
        return dict(connection.execute("SELECT id, device FROM entry").fetchall())


def commands(tmp_path: Path) -> list[list[str]]:
    """Every command that looks at the store, those that only read it first."""
    bank = decks.write(tmp_path / "bank.json", [decks.numbered(number) for number in range(300, 310)], name="又一个")
    return [
        [],
        ["status"],
        ["decks"],
        ["questions"],
        ["questions", "--json"],
        ["show", "0"],
        ["export", "--to", str(tmp_path / "out.json")],
        ["backup", str(tmp_path / "out.db")],
        ["replay", "--check"],
        ["doctor"],
        ["study", "--plain"],
        ["import", str(bank)],
        ["replay"],
        ["import", "--undo"],
    ]


def is_proper(said: Said) -> bool:
    """Whether a command ended as commands do: done, or not done with one line that says how to mend it."""
    if said.status != 2:
        return said.status in (0, 1) and said.err == ""
    return said.err.count("\n") == 1 and any(words in said.err for words in ("请", "没有编号以", "没有可以撤销"))


def repaired(terminal: Terminal, before: Path, original: dict[bytes, str]) -> None:
    """Repair, and hold what comes out of it against what lay outside the damage."""
    readable = damage.untouched(before / "default.db", terminal.store, original)
    found = terminal.run("doctor", "--json")
    assert found.status in (0, 1)
    if found.status == 1:
        said = terminal.run("doctor", "--repair", "--json")
        assert said.status in (0, 1)
        assert said.json["faults"] == []
        report = said.json["repaired"]
        recovered = homes.entry_ids(terminal.home)
        assert report["entries"] == len(recovered)
        assert report["missing"] <= len(original) - len(recovered)
        if max(original) in recovered:  # a gap can be seen only below the last entry
            assert report["missing"] == len(original) - len(recovered)
        assert said.status == 1 or (recovered == original.keys() and homes.DECK in report["decks"])
        assert Path(report["kept"]).parent == terminal.home
    recovered = homes.entry_ids(terminal.home)
    assert readable <= recovered <= original.keys()
    assert terminal.run("doctor").status == 0
    assert terminal.run("replay", "--check").status == 0
    there = {deck["name"] for deck in terminal.run("decks", "--json").json["decks"]}
    assert there >= {path.stem for path in bundled_decks()}
    assert terminal.run("study", "--plain", keys="A\nq\n").status == 0
    assert len(homes.entry_ids(terminal.home)) == len(recovered) + 1


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("ruin", damage.CLOSED, ids=lambda ruin: ruin.__name__)
def test_a_store_that_was_closed(closed: Path, tmp_path: Path, ruin: Damage, seed: int) -> None:
    _ruin_and_repair(closed, tmp_path, ruin, seed)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("ruin", damage.KILLED, ids=lambda ruin: ruin.__name__)
def test_a_store_whose_last_answers_are_in_the_log(killed: Path, tmp_path: Path, ruin: Damage, seed: int) -> None:
    _ruin_and_repair(killed, tmp_path, ruin, seed)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_store_whose_header_misleads(closed: Path, tmp_path: Path, seed: int) -> None:
    _ruin_and_repair(closed, tmp_path, damage.header_misleads, seed)


def _ruin_and_repair(home: Path, tmp_path: Path, ruin: Damage, seed: int) -> None:
    original = entries_of(home, tmp_path / "original")
    patient = terminal_on(home, tmp_path / "patient")
    ruin(patient.store, random.Random(seed))
    other = terminal_on(patient.home, tmp_path / "other")
    for command in commands(tmp_path):
        said = other.run(*command, keys="A\nA\nq\n")
        assert is_proper(said), (command, said)
    repaired(patient, home, original)


DAMAGED = "数据文件 {} 已损坏；请运行 studyapp doctor --repair，未受损的答题记录会全部救回。"
OPENING = [command for command in COMMANDS if command not in ("plugins", "profile")]


@pytest.mark.parametrize("command", [command for command in OPENING if command != "doctor"])
def test_every_command_that_opens_a_ruined_store_says_how_to_mend_it(
    closed: Path, tmp_path: Path, command: str
) -> None:
    patient = terminal_on(closed, tmp_path / "patient")
    damage.first_page_zeroed(patient.store, random.Random(1))
    assert patient.run(command, *needed(command, patient)).sentence == DAMAGED.format(patient.store)


def needed(command: str, terminal: Terminal) -> list[str]:
    """What a command must be given besides."""
    folder = terminal.home.parent
    return {
        "study": ["--plain"],
        "import": [f"{folder}/bank.json"],
        "search": ["0"],
        "show": ["0"],
        "export": ["--to", f"{folder}/out.json"],
        "backup": [f"{folder}/out.db"],
        "restore": [f"{folder}/kept.db"],
        "report": ["me"],
    }.get(command, [])


@pytest.mark.parametrize("ruin", [damage.emptied, damage.lost])
def test_no_command_lets_the_log_be_deleted_where_only_the_log_holds_the_answers(
    killed: Path, tmp_path: Path, ruin: Damage
) -> None:
    patient = terminal_on(killed, tmp_path / "patient")
    ruin(patient.store, random.Random(1))
    log = damage.log_of(patient.store).read_bytes()
    for command in OPENING:
        if command != "doctor":
            assert patient.run(command, *needed(command, patient)).sentence == DAMAGED.format(patient.store)
    assert patient.run("doctor").status == 1
    assert damage.log_of(patient.store).read_bytes() == log


@pytest.mark.parametrize("ruin", [damage.emptied, damage.lost])
def test_nor_do_the_screens(killed: Path, tmp_path: Path, ruin: Damage) -> None:
    home = homes.copy(killed, tmp_path / "patient")
    ruin(home / "default.db", random.Random(1))
    log = damage.log_of(home / "default.db").read_bytes()
    desk = QuickDesk(World(str(home)))
    with pytest.raises(DamagedStoreError):
        if not desk.is_ready:
            desk.full()
    desk.close()
    assert damage.log_of(home / "default.db").read_bytes() == log


def test_an_empty_file_is_a_store_to_begin_with(terminal: Terminal) -> None:
    terminal.home.mkdir()
    terminal.store.touch()
    assert terminal.run("status").out.startswith("到期复习 0 题")
    assert terminal.run("decks").status == 0
    assert terminal.run("doctor").status == 0


@pytest.mark.parametrize("command", OPENING)
def test_a_folder_in_its_place(terminal: Terminal, command: str) -> None:
    terminal.store.mkdir(parents=True)
    told = terminal.run(command, *needed(command, terminal)).sentence
    assert told == f"{terminal.store} 是文件夹，不是数据文件；请把它移到别处后重试。"
    assert not list(terminal.store.iterdir())


@pytest.mark.parametrize("command", [command for command in OPENING if command != "status"])
def test_a_store_of_a_newer_version(closed: Path, tmp_path: Path, command: str) -> None:
    patient = terminal_on(closed, tmp_path / "patient")
    with homes.opened(patient.home) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    before = patient.store.read_bytes()
    told = patient.run(command, *needed(command, patient)).sentence
    assert told == f"数据文件 {patient.store} 由更新版本的 studyapp 创建，请先升级程序再打开。"
    assert patient.store.read_bytes() == before


@pytest.mark.parametrize("contents", [None, "", "{}", "garbage", '{"device": 1, "key": [], "machine": null}'])
def test_a_device_file_that_is_missing_or_ruined(closed: Path, tmp_path: Path, contents: str | None) -> None:
    patient = terminal_on(closed, tmp_path / "patient")
    device = patient.home / "default.device"
    former = json.loads(device.read_text(encoding="utf-8"))["device"]
    device.unlink()
    if contents is not None:
        device.write_text(contents, encoding="utf-8")
    assert patient.run("study", "--plain", keys="A\nq\n").status == 0
    assert patient.run("replay", "--check").status == 0
    with homes.opened(patient.home) as connection:
        devices = [row[0] for row in connection.execute("SELECT device FROM entry ORDER BY id")]
    assert devices[:-1] == [former] * ANSWERS
    assert devices[-1] == json.loads(device.read_text(encoding="utf-8"))["device"] != former


class TestRepair:
    def test_it_says_what_it_saved_and_what_is_lost(self, closed: Path, tmp_path: Path) -> None:
        patient = terminal_on(closed, tmp_path / "patient")
        damage.cut_off(patient.store, random.Random(3))
        said = patient.run("doctor", "--repair")
        assert said.status == 1
        saved = len(homes.entry_ids(patient.home))
        assert f"已修复：救回 {saved} 条答题记录。\n" in said.out
        assert "没有列出的题库请重新导入，学习记录会自动接上；随程序提供的题库已经恢复。\n" in said.out
        [kept] = patient.home.glob("default.damaged-*.db")
        assert f"损坏的原文件保存在 {kept}。\n" in said.out

    def test_a_gap_in_the_journal_is_told(self, closed: Path, tmp_path: Path) -> None:
        patient = terminal_on(closed, tmp_path / "patient")
        damage.flipped_in_the_journal(patient.store, random.Random(1))
        said = patient.run("doctor", "--repair")
        lost = ANSWERS - len(homes.entry_ids(patient.home))
        assert lost
        assert f"至少有 {lost} 条记录没能救回。\n" in said.out

    def test_a_deck_that_stayed_behind_finds_its_history_when_it_is_imported_again(
        self, closed: Path, tmp_path: Path
    ) -> None:
        patient = terminal_on(closed, tmp_path / "patient")
        assert patient.run("export", "--to", tmp_path / "kept.json", "--deck", homes.DECK).status == 0
        before = deck_lines(patient)
        damage.first_page_zeroed(patient.store, random.Random(1))
        assert patient.run("doctor", "--repair").status == 1
        assert homes.DECK not in deck_lines(patient)
        assert patient.run("import", tmp_path / "kept.json").status == 0
        assert deck_lines(patient) == before

    @pytest.mark.parametrize("ruin", [damage.zeroed, damage.flipped_in_the_journal, None])
    def test_not_while_another_program_has_the_store_open(
        self, closed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ruin: Damage | None
    ) -> None:
        """What that program wrote would go into the file that the repair leaves behind."""
        monkeypatch.setattr(Shell, "patience", 0.05)
        patient = terminal_on(closed, tmp_path / "patient")
        if ruin is not None:
            ruin(patient.store, random.Random(1))
        with homes.opened_elsewhere(patient.home):
            said = patient.run("doctor", "--repair")
        if ruin is None:
            assert said.status == 0
        else:
            assert said.sentence == f"数据文件 {patient.store} 正被另一个程序占用，请关闭它后重试。"
        assert not list(patient.home.glob("*damaged*"))


def deck_lines(terminal: Terminal) -> dict[str, tuple[int, int]]:
    answer = terminal.run("decks", "--json").json
    return {deck["name"]: (deck["questions"], deck["seen"]) for deck in answer["decks"]}
