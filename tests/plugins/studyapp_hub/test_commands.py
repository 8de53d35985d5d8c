"""The hub's commands, as an administrator types them."""

from __future__ import annotations

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from studyapp import Shell, write_statements
from studyapp.__main__ import main
from studyapp.language import choose
from studyapp_hub.client import HubKind
from studyapp_hub.commands import ACTIONS
from studyapp_hub.demo_county import PLAN
from studyapp_hub.engines.opening import open_engine
from studyapp_hub.schema import BOARD
from studyapp_hub.service.serving import EVERYWHERE, reached_at
from tests.plugins.studyapp_hub.places import Server
from tests.plugins.studyapp_hub.serving import chain, device, joining

Run = Any
CHINESE = re.compile("[\u4e00-\u9fff]")
DECK = "1. 社会保险费由谁征收？\nA. 税务机关\nB. 银行\n答案：A\n"


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: str, status: int = 0) -> str:
        found = main(["--home", str(tmp_path / "home"), "hub", *arguments])
        out, err = capsys.readouterr()
        assert found == status, (out, err)
        assert "Traceback" not in err and (status != 2 or len(err.strip().splitlines()) == 1)
        return out if status != 2 else err

    return run


@pytest.fixture
def begun(run: Run) -> Run:
    run("init", "--name", "青山县")
    run("unit", "add", "c", "青山县人社局")
    run("unit", "add", "t", "河口镇", "--parent", "c", "--code", "610100000000")
    return run


def test_help_names_every_action(run: Run) -> None:
    told = run("--help")
    assert all(f"  {action} " in told for action in ACTIONS)


@pytest.mark.parametrize("action", ACTIONS)
def test_every_action_explains_itself(run: Run, action: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        run(action, "--help")
    assert end.value.code == 0 and ("--seed" if action == "demo" else "--hub") in capsys.readouterr().out


def test_it_speaks_english(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    try:
        assert main(["--home", str(tmp_path), "--lang", "en", "hub", "unit", "list"]) == 2
        err = capsys.readouterr().err
        assert "studyapp hub init" in err and not CHINESE.search(err)
    finally:
        choose("zh")


@pytest.mark.parametrize(
    "line",
    ["nothing", "init", "unit list", "board", "backup", "serve --port x", "serve --certificate x", "account add",
     "enrol", "ingest x", "publish x", "doctor", "rebuild"],
)  # fmt: skip
def test_what_cannot_be_done_is_one_sentence(run: Run, line: str) -> None:
    assert run(*line.split(), status=2).strip()


@pytest.mark.parametrize(
    "line",
    [
        *(
            "init --name again",
            "unit add x/y 名",
            "unit add x",
            "unit add x 名 --parent zz",
            "unit add c 名 --parent t",
        ),
        *("unit add x 名 --from soon", "unit add x 名 --code 61", "board --scope unit:zz"),
        "board --period soon",
        *("enrol --unit zz", "enrol --learner zz", "enrol --roster zz", "enrol --unit c --count 0"),
        "account close zz",
        *("account add ab --scope unit:zz", "serve --host 203.0.113.1", "serve --port 99999"),
        "serve --certificate a --key-file b",
    ],
)
def test_what_makes_no_sense_is_one_sentence(begun: Run, line: str) -> None:
    assert begun(*line.split(), status=2).strip()


def test_from_nothing_to_a_board(begun: Run, tmp_path: Path) -> None:
    (tmp_path / "题库.txt").write_text(DECK, encoding="utf-8")
    (tmp_path / "plan.toml").write_text(PLAN, encoding="utf-8")
    assert json.loads(begun("publish", str(tmp_path / "题库.txt"), "--json"))["version"] == 1
    assert json.loads(begun("publish", str(tmp_path / "plan.toml"), "--json"))["plan"] == "demo"
    (tmp_path / "名单.csv").write_text("姓名,单位\n张三,河口镇\n李四,青山县人社局\n", encoding="utf-8")
    codes = json.loads(begun("enrol", "--roster", str(tmp_path / "名单.csv"), "--json"))["codes"]
    assert {one["name"] for one in codes} == {"张三", "李四"}
    own, code = device(1), next(one["code"] for one in codes if one["name"] == "张三")
    sent = tmp_path / "寄来.studyapp"
    sent.write_bytes(write_statements([joining(own, code), *chain(own, 2)]))
    done = json.loads(begun("ingest", str(sent), "--json"))
    assert done["statements"] == 3 and done["refused"] == {} and done["trouble"] is None
    units = {
        one["unit"]: (one["persons"], one["expected"]) for one in json.loads(begun("unit", "list", "--json"))["units"]
    }
    assert units["t"] == (1, 1)
    assert json.loads(begun("board", "--json"))["places"] == []
    assert "河口镇" in begun("unit", "list")
    assert json.loads(begun("doctor", "--json")) == {"sound": True, "wrong": []}
    begun("rebuild")
    begun("backup", str(tmp_path / "copy"))
    begun("backup", str(tmp_path / "copy"), status=2)
    assert json.loads(begun("unit", "list", "--json", "--hub", str(tmp_path / "copy")))["units"]
    again = json.loads(begun("enrol", "--roster", str(tmp_path / "名单.csv"), "--json"))["codes"]
    assert [one["name"] for one in again] == ["李四"]


def test_codes_go_out_on_paper(begun: Run, tmp_path: Path) -> None:
    begun("enrol", "--unit", "河口镇", "--count", "3", "--sheet", "html", "--to", str(tmp_path / "码.html"))
    page = (tmp_path / "码.html").read_text(encoding="utf-8")
    assert page.count("<svg") == 3 and page.startswith("<!DOCTYPE html>")
    text = begun("enrol", "--unit", "t", "--address", "http://10.0.0.1:8700/")
    assert len(re.findall(r"--code [0-9A-Z]{4}-", text)) == 1 and "http://10.0.0.1:8700 " in text


def test_faults_of_a_list_are_to_be_looked_at(begun: Run, tmp_path: Path) -> None:
    (tmp_path / "名单.csv").write_text("姓名,单位\n张三,河口镇\n李四,外县\n", encoding="utf-8")
    told = json.loads(begun("enrol", "--roster", str(tmp_path / "名单.csv"), "--json", status=1))
    assert [one["line"] for one in told["flaws"]] == [3] and len(told["codes"]) == 1


def test_accounts(begun: Run) -> None:
    made = json.loads(begun("account", "add", "admin", "--json"))
    assert len(made["password"]) == 16 and made["role"] == "province"
    begun("account", "add", "town", "--role", "unit", "--scope", "unit:t")
    assert [one["name"] for one in json.loads(begun("account", "list", "--json"))["accounts"]] == ["admin", "town"]
    begun("account", "close", "town")
    assert "已停用" in begun("account", "list")


def test_how_it_starts_with_the_machine(begun: Run) -> None:
    told = begun("serve", "--help-start")
    assert "ExecStart=" in told and "Restart=always" in told and "schtasks" in told


@contextmanager
def serving(home: str, *options: str) -> Iterator[dict[str, Any]]:
    """A hub that serves as a program of its own, and is then stopped; what it says as it starts."""
    command = [sys.executable, "-m", "studyapp", "--home", home, "hub", "serve", "--port", "0", "--json", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None and process.stderr is not None
        try:
            yield json.loads(process.stdout.readline())
        finally:
            process.send_signal(signal.SIGTERM)
            ended, said = process.wait(20), process.stderr.read()
        assert ended in (0, -signal.SIGTERM) and "Traceback" not in said


@pytest.mark.skipif(os.name == "nt", reason="signals are otherwise there")
def test_a_unit_starts_a_hub_with_one_command(run: Run, tmp_path: Path) -> None:
    home = str(tmp_path / "home")
    with serving(home, "--name", "青山县人社局") as started:
        assert started["account"] == "admin" and len(started["password"]) == 16
        assert "青山县人社局" in urlopen(started["url"]).read().decode()
    assert [one["name"] for one in json.loads(run("unit", "list", "--json"))["units"]] == ["青山县人社局"]
    assert json.loads(run("enrol", "--unit", "青山县人社局", "--json"))["codes"]
    with serving(home, "--name", "青山县人社局") as again:
        assert "password" not in again


@pytest.mark.skipif(os.name == "nt", reason="signals are otherwise there")
def test_it_serves_until_it_is_stopped_and_says_when_it_can_be_overheard(begun: Run, tmp_path: Path) -> None:
    home = str(tmp_path / "home")
    own = device(1)
    code = json.loads(begun("enrol", "--unit", "t", "--json"))["codes"][0]["code"]
    with serving(home, "--host", "0.0.0.0") as started:
        assert not started["encrypted"] and "没有加密" in started["warning"]
        remote = HubKind("http").open(started["url"].replace("0.0.0.0", "127.0.0.1"), own)
        assert remote.push([joining(own, code, at=0), *chain(own, 1)]).held[own.device].no == 1
        remote.close()
    units = {one["unit"]: one["persons"] for one in json.loads(begun("unit", "list", "--json"))["units"]}
    assert units["t"] == 1


def test_the_material_of_a_case_is_no_question(begun: Run, tmp_path: Path) -> None:
    case = "一、案例分析题\n案例\n某单位招用职工张某，未签订劳动合同。\n1. 应当自用工之日起几个月内订立书面合同？\n"
    (tmp_path / "案例.txt").write_text(f"{case}A. 一个月\nB. 两个月\n答案：A\n", encoding="utf-8")
    assert json.loads(begun("publish", str(tmp_path / "案例.txt"), "--json"))["items"] == 1


@pytest.mark.parametrize("action", [("unit", "list"), ("serve", "--port", "0"), ("doctor",), ("board",)])
def test_a_hub_of_another_version_is_refused_in_words(begun: Run, tmp_path: Path, action: tuple[str, ...]) -> None:
    with closing(sqlite3.connect(tmp_path / "home" / "hub" / "hub.db")) as database, database:
        database.execute("UPDATE meta SET value = '1' WHERE name = 'version'")
    assert "另一个版本" in begun(*action, status=2)


@pytest.mark.parametrize("tables", ["", "CREATE TABLE notes (text)", "CREATE TABLE meta (key, value)"])
def test_a_database_that_is_no_hubs_is_refused_in_words(begun: Run, tmp_path: Path, tables: str) -> None:
    place = tmp_path / "home" / "hub" / "hub.db"
    place.unlink()
    with closing(sqlite3.connect(place)) as database:
        database.execute(tables)
    assert "没有服务器的数据" in begun("unit", "list", status=2) and "没有服务器的数据" in begun("board", status=2)


def test_a_hub_that_another_program_writes_into_is_refused_in_words(
    begun: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Shell, "patience", 0.01)
    with closing(sqlite3.connect(tmp_path / "home" / "hub" / "hub.db", isolation_level=None)) as database:
        database.execute("BEGIN IMMEDIATE")
        assert "另一个程序占用" in begun("unit", "list", status=2)


def test_a_hub_is_not_made_on_anothers_database(run: Run, tmp_path: Path, server: Server) -> None:
    address = server.database()
    run("init", "--name", "青山县", "--database", address)
    with closing(open_engine(tmp_path, address, patience=5)) as engine:
        engine.run("DROP TABLE board")
        assert "另一台服务器" in run(
            "init", "--name", "x", "--hub", str(tmp_path / "x"), "--database", address, status=2
        )
        assert not engine.has(BOARD)
    run("init", "--name", "x", "--hub", str(tmp_path / "x"))


def test_an_address_that_is_none_is_refused_in_words(run: Run, tmp_path: Path) -> None:
    for address in ("postgresql://127.0.0.1:99999/hub", "postgresql://[x/hub", "postgresql://127.0.0.1:1/hub"):
        assert "打不开" in run("init", "--name", "x", "--database", address, status=2)


def test_a_hub_on_anothers_database_is_refused_in_words(begun: Run, tmp_path: Path) -> None:
    settings = tmp_path / "home" / "hub" / "hub.json"
    settings.write_text(json.dumps({**json.loads(settings.read_text(encoding="utf-8")), "hub": "other"}))
    assert "另一台服务器" in begun("unit", "list", status=2)


@pytest.mark.skipif(os.name == "nt", reason="signals are otherwise there")
def test_codes_are_printed_with_the_address_that_the_hub_was_last_served_by(begun: Run, tmp_path: Path) -> None:
    assert "http://127.0.0.1:8700" in begun("enrol", "--unit", "t")
    with serving(str(tmp_path / "home")) as started:
        assert f"填地址 {started['url']} 和" in begun("enrol", "--unit", "t")
    assert f"填地址 {started['url']} 和" in begun("enrol", "--unit", "t")
    assert "填地址 https://hub.example 和" in begun("enrol", "--unit", "t", "--address", "https://hub.example/")
    with serving(str(tmp_path / "home"), "--address", "https://hub.example/"):
        assert "填地址 https://hub.example 和" in begun("enrol", "--unit", "t")


def test_who_listens_everywhere_says_where_he_is_reached() -> None:
    assert reached_at("10.1.2.3") == "10.1.2.3" and reached_at("localhost") == "localhost"
    for everywhere in EVERYWHERE:
        found = ip_address(reached_at(everywhere))
        assert found.version == ip_address(everywhere).version
