"""Every command but the drill: what it tells people, what it tells programs, and how it ends."""

from __future__ import annotations

import io
import json
import os
import sqlite3
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from studyapp.__main__ import COMMANDS
from studyapp.cli.opening import load_plugins
from studyapp.importing import bundled
from studyapp.version import __version__
from tests.cli import decks
from tests.cli.terminal import Said, Terminal

FILE = {
    *("path", "reader", "deck", "items", "questions", "kinds", "new", "changed", "same", "linked", "flaws"),
    *("missing", "written", "readings", "columns", "rejects", "histories"),
}
ROW = {
    *("id", "revision", "kind", "prompt", "choices", "answer", "explanation", "subject", "basis"),
    *("effective_from", "effective_to", "deck", "source"),
}
STATUS = {"due", "new", "answered_today", "right_today", "streak", "points", "titles"}


def ids(terminal: Terminal) -> list[str]:
    return [row["id"] for row in terminal.run("questions", "--json").json["questions"]]


def exercise(terminal: Terminal, keys: str) -> Said:
    said = terminal.run("study", "--plain", keys=keys)
    assert said.status == 0
    return said


class TestImport:
    def test_for_people(self, terminal: Terminal, bank: Path) -> None:
        said = terminal.run("import", bank)
        assert (said.status, said.err) == (0, "")
        assert said.out == f"{bank} → 测试题库\n  共 40 题（单选题 40）\n  新增 40，改动 0，未变 0\n"

    def test_for_programs(self, terminal: Terminal, bank: Path) -> None:
        said = terminal.run("import", "--json", bank)
        assert (said.status, said.err) == (0, "")
        assert said.json.keys() == {"files", "items", "questions", "flaws"}
        [file] = said.json["files"]
        assert file.keys() == FILE
        assert {flaw["code"] for flaw in file.pop("flaws")} == {"nearly-the-same"}
        assert [(one["questions"], one["errors"]) for one in file.pop("readings")] == [(40, 0)]
        assert file == {
            "path": str(bank),
            "reader": "json",
            "deck": "测试题库",
            "items": 40,
            "questions": 40,
            "kinds": {"single": 40},
            "new": 40,
            "changed": 0,
            "same": 0,
            "linked": 0,
            "missing": 0,
            "written": True,
            "columns": {},
            "histories": 0,
            "rejects": None,
        }
        assert (said.json["items"], said.json["questions"], said.json["flaws"]) == (40, 40, 0)

    def test_the_same_file_again_changes_nothing(self, full: Terminal, bank: Path) -> None:
        before = full.store.read_bytes()
        said = full.run("import", bank)
        assert said.status == 0
        assert said.out.endswith("  新增 0，改动 0，未变 40\n  没有变化，无需写入。\n")
        assert full.store.read_bytes() == before

    def test_a_case_is_not_counted_and_its_question_is(self, terminal: Terminal, tmp_path: Path) -> None:
        path = decks.write(tmp_path / "a.json", decks.EVERY_KIND)
        answer = terminal.run("import", "--json", path).json
        assert answer["items"] == answer["questions"] == 10
        kinds = answer["files"][0]["kinds"]
        assert kinds == Counter(row["kind"] for row in decks.EVERY_KIND if row["kind"] != "case")

    def test_a_flaw_is_listed_and_the_rest_is_taken(self, terminal: Terminal, tmp_path: Path) -> None:
        path = decks.write(tmp_path / "a.json", [decks.numbered(1), {"kind": "single", "prompt": "只有题干"}])
        said = terminal.run("import", path)
        assert (said.status, said.err) == (1, "")
        assert "  共 1 题（单选题 1）\n" in said.out
        assert f"  {path}:1 错误 " in said.out
        again = terminal.run("import", "--json", path)
        assert again.status == 1
        [flaw] = [one for one in again.json["files"][0]["flaws"] if one["severity"] != "info"]
        assert flaw.keys() == {"where", "severity", "code", "why", "snippet"}
        assert (flaw["severity"], flaw["code"]) == ("error", "bad-row")
        assert again.json["flaws"] == 1

    def test_strict_writes_nothing_and_says_why(self, terminal: Terminal, tmp_path: Path) -> None:
        path = decks.write(tmp_path / "a.json", [decks.numbered(1), {"kind": "single", "prompt": "只有题干"}])
        for arguments in (["import", "--strict", path], ["import", "--strict", "--json", path]):
            said = terminal.run(*arguments)
            assert said.status == 2
            assert said.err == f"{path}：有警告或错误，因 --strict 未写入；请改正后重新导入。\n"
        assert said.json["files"][0]["written"] is False
        assert ids(terminal) == []

    def test_many_flaws_are_not_all_printed(self, terminal: Terminal, tmp_path: Path) -> None:
        path = decks.write(tmp_path / "a.json", [{"kind": "single", "prompt": f"题干{n}"} for n in range(25)])
        said = terminal.run("import", path)
        assert said.status == 1
        assert said.out.count(" 错误 ") == 20
        assert "  没有读出题目\n" in said.out
        assert "  另有 5 处问题，用 --json 查看全部。\n" in said.out

    def test_dry_run_writes_nothing(self, terminal: Terminal, bank: Path) -> None:
        said = terminal.run("import", "--dry-run", bank)
        assert said.status == 0
        assert "  新增 40，改动 0，未变 0\n" in said.out
        assert "  [单选题]\n    第0号规定的期限是" in said.out
        assert "      答案：A. 十日\n" in said.out
        assert said.out.endswith("  仅预览，未写入。\n")
        assert ids(terminal) == []

    def test_what_was_not_taken_is_written_out_to_be_mended(self, terminal: Terminal, tmp_path: Path) -> None:
        bank, rest = tmp_path / "题.txt", tmp_path / "待改.txt"
        bank.write_text("1．谁缴费？\nA．甲\nB．乙\n答案：B\n\n2．谁领取？\nA．丙\nB．丁\n", encoding="utf-8")
        said = terminal.run("import", bank, "--rejects", rest)
        assert said.status == 1
        assert f"  没读入的题在 {rest}；改好后用 studyapp import --deck 导入同一题库。\n" in said.out
        rest.write_text(rest.read_text(encoding="utf-8") + "\n答案：A\n", encoding="utf-8")
        mended = terminal.run("import", rest, "--deck", "题", "--json").json["files"][0]
        assert (mended["items"], mended["new"], mended["rejects"]) == (1, 1, None)
        assert len(ids(terminal)) == 2

    def test_rejects_never_take_the_place_of_a_file(self, terminal: Terminal, tmp_path: Path) -> None:
        bank, rest = tmp_path / "题.txt", tmp_path / "待改"
        bank.write_text("1．谁缴费？\nA．甲\nB．乙\n答案：B\n\n2．谁领取？\nA．丙\nB．丁\n", encoding="utf-8")
        rest.with_suffix(".txt").write_text("别的", encoding="utf-8")
        file = terminal.run("import", bank, "--rejects", rest, "--json").json["files"][0]
        assert file["rejects"] == str(tmp_path / "待改-2.txt")
        assert rest.with_suffix(".txt").read_text(encoding="utf-8") == "别的"

    def test_columns_are_said_once_and_remembered(self, terminal: Terminal, tmp_path: Path) -> None:
        header, row = "考核内容,甲项,乙项,标答", "谁缴费（　）,单位,个人,A"
        one, two = tmp_path / "一.csv", tmp_path / "二.csv"
        one.write_text(f"{header}\n{row}\n谁登记（　）,单位,个人,B\n", encoding="utf-8")
        two.write_text(f"{header}\n谁领取（　）,单位,个人,B\n谁申报（　）,单位,个人,A\n", encoding="utf-8")
        told = "考核内容=题干,甲项=一个选项,乙项=choice,标答=答案"
        file = terminal.run("import", one, "--columns", told, "--json").json["files"][0]
        assert (file["kinds"], file["columns"]["标答"]) == ({"single": 2}, "answer")
        file = terminal.run("import", two, "--json").json["files"][0]
        assert (file["kinds"], file["columns"]["标答"]) == ({"single": 2}, "answer")

    def test_what_was_said_of_columns_leaves_other_files_alone(self, terminal: Terminal, tmp_path: Path) -> None:
        table, cut = tmp_path / "一.csv", tmp_path / "断.json"
        table.write_text(
            "考核内容,甲项,乙项,标答\n谁缴费（　）,单位,个人,A\n谁领取（　）,单位,个人,B\n", encoding="utf-8"
        )
        cut.write_text('{"questions": [\n1. 谁缴费？\nA. 甲\nB. 乙\n答案：A\n', encoding="utf-8")
        before = terminal.run("import", cut).sentence
        terminal.run("import", table, "--columns", "考核内容=题干,甲项=一个选项,乙项=一个选项,标答=答案")
        assert terminal.run("import", cut).sentence == before

    def test_columns_that_nobody_understands(self, terminal: Terminal, bank: Path) -> None:
        for told in ("题干", "题干=没有这种", "=题干"):
            assert "看不懂；写成 表头=内容" in terminal.run("import", bank, "--columns", told).sentence

    def test_the_answers_in_another_file(self, terminal: Terminal, tmp_path: Path) -> None:
        bank, key = tmp_path / "题.txt", tmp_path / "答案.txt"
        bank.write_text("1．谁缴费？\nA．甲\nB．乙\n\n2．谁领取？\nA．丙\nB．丁\n", encoding="utf-8")
        key.write_text("1-2 BA\n", encoding="utf-8")
        file = terminal.run("import", bank, "--key", key, "--json").json["files"][0]
        assert (file["items"], file["kinds"]) == (2, {"single": 2})
        rows = terminal.run("questions", "--json").json["questions"]
        assert [row["answer"] for row in rows] == [[1], [0]]

    def test_into_a_deck_of_another_name(self, terminal: Terminal, bank: Path) -> None:
        assert terminal.run("import", bank, "--deck", "一科").out.startswith(f"{bank} → 一科\n")
        assert [deck["name"] for deck in terminal.run("decks", "--json").json["decks"]] == ["一科"]

    def test_what_the_file_lacks_is_kept_or_with_prune_taken_out(self, full: Terminal, tmp_path: Path) -> None:
        short = decks.write(tmp_path / "short.json", [decks.numbered(number) for number in range(30)])
        assert "  题库中有 10 题不在这个文件里，予以保留；加 --prune 可撤下。\n" in full.run("import", short).out
        assert len(ids(full)) == 40
        assert full.run("import", "--prune", short).status == 0
        assert len(ids(full)) == 30

    def test_a_corrected_typo_keeps_what_was_learnt(self, full: Terminal, tmp_path: Path) -> None:
        exercise(full, "A\n")
        rows = [decks.numbered(number) for number in range(40)]
        rows[0]["prompt"] = "第0号规定的期限为（　　）。"
        said = full.run("import", decks.write(tmp_path / "corrected.json", rows))
        assert said.status == 0
        assert "  新增 0，改动 1，未变 39\n  改动的题中有 1 题只是字句更正，学习记录照旧。\n" in said.out
        assert full.run("decks", "--json").json["decks"][0]["seen"] == 1

    def test_one_file_refused_does_not_keep_the_other_out(self, terminal: Terminal, bank: Path, tmp_path: Path) -> None:
        absent = tmp_path / "没有.json"
        said = terminal.run("import", "--json", absent, bank)
        assert said.status == 2
        assert said.err == f"找不到文件 {absent}；请检查路径是否正确。\n"
        assert [file["path"] for file in said.json["files"]] == [str(bank)]
        assert len(ids(terminal)) == 40

    def test_undo(self, full: Terminal, bank: Path) -> None:
        said = full.run("import", "--undo")
        assert (said.status, said.out) == (0, f"已撤销对 {bank} 的导入。\n")
        assert ids(full) == []
        assert full.run("import", "--undo").sentence == "没有可以撤销的导入。"

    def test_undo_of_one_deck(self, full: Terminal, bank: Path) -> None:
        assert full.run("import", bank, "--deck", "另一个").status == 0
        assert full.run("import", "--undo", "--deck", "测试题库", "--json").json == {"undone": str(bank)}
        assert [deck["name"] for deck in full.run("decks", "--json").json["decks"]] == ["另一个"]
        assert full.run("import", "--undo", "--deck", "无").sentence == (
            "没有名为“无”的题库；运行 studyapp decks 查看。"
        )


class TestQuestions:
    def test_for_people(self, full: Terminal) -> None:
        said = full.run("questions")
        assert said.status == 0
        lines = said.out.splitlines()
        assert len(lines) == 21
        assert lines[0] == f"{ids(full)[0][:8]}  单选题  第0号规定的期限是（ ）。"
        assert lines[-1] == "共 40 题，列出 20 题；用 studyapp show 编号 查看全部内容。"

    def test_for_programs(self, full: Terminal, bank: Path) -> None:
        answer = full.run("questions", "--json").json
        assert answer.keys() == {"questions", "total"}
        assert answer["total"] == len(answer["questions"]) == 40
        assert all(row.keys() == ROW for row in answer["questions"])
        first = answer["questions"][0]
        assert (first["kind"], first["choices"], first["answer"]) == ("single", decks.CHOICES, [0])
        assert (first["subject"], first["deck"], first["source"]) == ("社会保险", "测试题库", f"{bank}:1-1")
        assert len(bytes.fromhex(first["id"])) == len(bytes.fromhex(first["revision"])) == 16

    def test_the_answers_are_those_that_were_imported(self, terminal: Terminal, tmp_path: Path) -> None:
        terminal.run("import", decks.write(tmp_path / "a.json", decks.EVERY_KIND))
        rows = terminal.run("questions", "--json").json["questions"]
        wanted = [row for row in decks.EVERY_KIND if row["kind"] != "case"]
        assert [row["kind"] for row in rows] == [row["kind"] for row in wanted]
        assert [row["answer"] for row in rows] == [row["answer"] for row in wanted]
        assert rows[2]["choices"] == ["正确", "错误"]
        assert rows[0]["basis"] == wanted[0]["basis"]
        [case] = terminal.run("questions", "--kind", "case", "--json").json["questions"]
        assert [row.get("case") for row in rows] == [case["id"] if "case" in row else None for row in wanted]

    def test_what_it_wrote_can_be_read_back(self, full: Terminal, tmp_path: Path) -> None:
        path = tmp_path / "back.json"
        path.write_text(full.run("questions", "--json").out, encoding="utf-8")
        file = full.run("import", "--json", path).json["files"][0]
        assert (file["deck"], file["new"], file["changed"]) == ("测试题库", 0, 0)
        assert {flaw["severity"] for flaw in file["flaws"]} <= {"info"}

    def test_some_of_them(self, full: Terminal, tmp_path: Path) -> None:
        old = {**decks.numbered(90), "effective_to": "2020-12-31"}
        full.run("import", decks.write(tmp_path / "old.json", [old], name="旧规"))

        def total(*arguments: str) -> int:
            return int(full.run("questions", "--json", *arguments).json["total"])

        assert total("--deck", "旧规") == 1
        assert total("--as-of", "2020-12-31") == 41
        assert total("--as-of", "2021-01-01") == 40
        assert total("--kind", "judge") == 0
        limited = full.run("questions", "--json", "--limit", "3").json
        assert (len(limited["questions"]), limited["total"]) == (3, 41)

    def test_a_deck_that_is_not_there(self, full: Terminal) -> None:
        assert full.run("questions", "--deck", "无").sentence == "没有名为“无”的题库；运行 studyapp decks 查看。"


class TestShow:
    def test_all_of_a_question(self, terminal: Terminal, tmp_path: Path) -> None:
        path = decks.write(tmp_path / "a.json", decks.EVERY_KIND)
        terminal.run("import", path)
        one = ids(terminal)[0]
        said = terminal.run("show", one[:6].upper())
        assert said.status == 0
        assert said.out == (
            f"{one}  单选题  测试题库\n申请工伤认定的时限是（　　）。\n"
            "A. 十日\nB. 十五日\nC. 三十日\nD. 六十日\n答案：C. 三十日\n"
            "解析：单位应当自事故伤害发生之日起三十日内提出。\n"
            "依据：《工伤保险条例》（2010年12月20日修订） 第十七条\n"
            f"出处：{path} 第 1 行\n\n"
        )

    def test_every_kind_can_be_shown(self, terminal: Terminal, tmp_path: Path) -> None:
        terminal.run("import", decks.write(tmp_path / "a.json", decks.EVERY_KIND))
        for row in terminal.run("questions", "--json").json["questions"]:
            said = terminal.run("show", row["id"])
            assert said.status == 0
            assert row["prompt"] in said.out
            assert ("案例：甲公司" in said.out) == ("case" in row)
            shown = terminal.run("show", row["id"], "--json").json
            assert shown == {"questions": [row], "total": 1}

    @pytest.mark.parametrize("wanted", ["zz", "0" * 40, "甲"])
    def test_an_id_that_is_not_there(self, full: Terminal, wanted: str) -> None:
        assert full.run("show", wanted).sentence == (
            f"没有编号以 {wanted} 开头的题；运行 studyapp questions 查看编号。"
        )

    def test_an_id_that_is_too_short(self, full: Terminal) -> None:
        often = max("0123456789abcdef", key=lambda digit: sum(one.startswith(digit) for one in ids(full)))
        assert full.run("show", often).sentence == f"有多道题的编号以 {often} 开头，请多写几位。"


class TestDecks:
    def test_none_yet(self, terminal: Terminal) -> None:
        assert terminal.run("decks").out == "还没有题库；用 studyapp import 文件名 导入。\n"
        assert terminal.run("decks", "--json").json == {"decks": []}

    def test_figures(self, full: Terminal) -> None:
        exercise(full, "A\nA\n")
        assert full.run("decks").out == "测试题库：40 题，学过 2 题，到期 0 题\n"
        full.sleep(10)
        assert full.run("decks", "--json").json == {
            "decks": [{"name": "测试题库", "questions": 40, "seen": 2, "due": 2}]
        }


class TestStatus:
    def test_before_there_is_a_store(self, terminal: Terminal) -> None:
        said = terminal.run("status")
        assert said.status == 0
        assert said.out == ("到期复习 0 题，可学新题 0 题。\n今天已答 0 题，答对 0 题；连续学习 0 天，今日积分 0。\n")
        assert not terminal.home.exists()

    def test_for_programs(self, full: Terminal) -> None:
        exercise(full, "A\nA\n")
        answer = full.run("status", "--json").json
        assert answer.keys() == STATUS
        assert answer == {
            "due": 0,
            "new": 18,
            "answered_today": 2,
            "right_today": 1,
            "streak": 0,
            "points": 1,
            "titles": [],
        }

    def test_where_nobody_looks_at_a_screen_the_app_tells_the_status_and_how_to_go_on(self, full: Terminal) -> None:
        said = full.run()
        assert (said.status, said.err) == (0, "")
        assert said.out.startswith(full.run("status").out)
        assert said.out.endswith(
            "在终端里运行 studyapp 打开应用；studyapp study --plain 逐行问答；studyapp --help 查看全部命令。\n"
        )

    def test_the_first_start_brings_the_bundled_decks(self, tmp_path: Path) -> None:
        new = Terminal(tmp_path / "home")
        assert new.run().status == 0
        names = {deck["name"] for deck in new.run("decks", "--json").json["decks"]}
        assert names == {path.stem for path in bundled.bundled_decks()} != set()


class TestExport:
    def test_what_goes_out_comes_back(self, terminal: Terminal, tmp_path: Path) -> None:
        terminal.run("import", decks.write(tmp_path / "a.json", decks.EVERY_KIND))
        out = tmp_path / "out.json"
        said = terminal.run("export", "--to", out, "--deck", "测试题库")
        assert (said.status, said.out) == (0, f"已导出 10 题到 {out}。\n")
        answer = terminal.run("import", "--json", out).json
        assert (answer["items"], answer["files"][0]["same"], answer["flaws"]) == (10, 10, 0)

    def test_for_programs(self, full: Terminal, tmp_path: Path) -> None:
        out = tmp_path / "out.json"
        answer = full.run("export", "--to", out, "--json").json
        assert answer == {"path": str(out), "writer": "json", "items": 40, "flaws": 0, "why": []}

    def test_each_suffix_has_one_writer_and_text_for_people_is_exam_text(self, full: Terminal, tmp_path: Path) -> None:
        answer = full.run("export", "--to", tmp_path / "out.md", "--json").json
        assert (answer["writer"], answer["items"]) == ("markdown", 40)
        suffixes = [suffix for writer in load_plugins(tmp_path).writers for suffix in writer.suffixes]
        assert len(suffixes) == len(set(suffixes))

    def test_what_a_format_cannot_carry_is_not_counted_as_exported(self, full: Terminal, tmp_path: Path) -> None:
        said = full.run("export", "--to", tmp_path / "out.hashcards")
        assert said.status == 1
        assert said.out.startswith("已导出 0 题到")
        assert said.out.count("没有写") == 20
        assert said.out.endswith("另有 20 处问题，用 --json 查看全部。\n")
        answer = full.run("export", "--to", tmp_path / "out.hashcards", "--json").json
        assert (answer["flaws"], len(answer["why"])) == (40, 40)

    def test_an_unknown_format(self, full: Terminal, tmp_path: Path) -> None:
        assert full.run("export", "--to", tmp_path / "out.xyz").sentence.startswith("写不了 .xyz 文件。可以写：")
        assert full.run("export", "--to", tmp_path / "out").sentence.startswith("文件名没有后缀")
        assert not list(tmp_path.glob("out*"))

    def test_a_deck_that_is_not_there(self, full: Terminal, tmp_path: Path) -> None:
        told = full.run("export", "--to", tmp_path / "out.json", "--deck", "无").sentence
        assert told == "没有名为“无”的题库；运行 studyapp decks 查看。"


@pytest.mark.parametrize("command", [["export", "--to"], ["backup"]])
class TestWhereFilesGo:
    def test_a_folder(self, full: Terminal, tmp_path: Path, command: list[str]) -> None:
        assert f"不能是文件夹 {tmp_path}，要写文件名；" in full.run(*command, tmp_path).sentence

    def test_what_is_no_file(self, full: Terminal, tmp_path: Path, command: list[str]) -> None:
        os.mkfifo(tmp_path / "pipe.json")
        assert (
            f"要写文件名，{tmp_path / 'pipe.json'} 不是普通文件；"
            in full.run(*command, tmp_path / "pipe.json").sentence
        )

    def test_a_folder_that_is_not_there(self, full: Terminal, tmp_path: Path, command: list[str]) -> None:
        absent = tmp_path / "没有"
        assert f"所在的文件夹 {absent} 不存在，请先建立；" in full.run(*command, absent / "x.json").sentence


class TestReplay:
    def test_check(self, full: Terminal) -> None:
        exercise(full, "A\nA\n")
        assert full.run("replay", "--check").out == "核对 2 条记录，全部相符。\n"
        assert full.run("replay", "--check", "--json").json == {"entries": 2, "differences": []}

    def test_a_wrong_cache_is_found_and_replaying_mends_it(self, full: Terminal) -> None:
        exercise(full, "A\nA\n")
        tamper(full.store, "UPDATE card SET due = due + 1")
        said = full.run("replay", "--check")
        assert (said.status, said.err) == (1, "")
        assert said.out == "记忆有 2 处与答题记录不符。\n运行 studyapp replay 按答题记录重新推算。\n"
        again = full.run("replay", "--check", "--json")
        assert again.status == 1
        assert again.json == {"entries": 2, "differences": [{"table": "cards", "rows": 2}]}
        assert full.run("replay").out == "已由 2 条记录重新推算。\n"
        assert full.run("replay", "--check").status == 0


class TestDoctor:
    def test_a_sound_store(self, full: Terminal) -> None:
        said = full.run("doctor")
        assert said.status == 0
        assert said.out.splitlines()[1:] == [f"数据文件：{full.store}", "数据文件完好。"]
        answer = full.run("doctor", "--json").json
        assert answer.keys() == {
            *("version", "python", "home", "store", "faults", "rotten", "differences", "plugin_flaws", "repaired"),
        }
        assert (answer["version"], answer["faults"], answer["repaired"]) == (__version__, [], None)

    def test_before_there_is_a_store(self, terminal: Terminal) -> None:
        said = terminal.run("doctor", "--repair")
        assert said.status == 0
        assert said.out.endswith("还没有数据文件；第一次学习或导入时自动建立。\n")
        assert not terminal.store.exists()

    def test_wrong_caches_are_replayed_and_nothing_else_is_touched(self, full: Terminal) -> None:
        exercise(full, "A\nA\n")
        tamper(full.store, "DELETE FROM day")
        said = full.run("doctor")
        assert said.status == 1
        assert said.out.endswith("每日统计有 1 处与答题记录不符。\n运行 studyapp doctor --repair 修复。\n")
        files = set(full.home.iterdir())
        said = full.run("doctor", "--repair")
        assert said.status == 0
        assert said.out.endswith("已按答题记录重新推算，现在全部相符。\n")
        assert set(full.home.iterdir()) == files
        assert full.run("doctor").status == 0

    def test_a_record_that_rotted_is_found_though_the_file_is_well_formed(self, full: Terminal) -> None:
        exercise(full, "A\nA\n")
        tamper(full.store, "UPDATE entry SET milliseconds = milliseconds + 1 WHERE seq = 1")
        assert full.run("replay", "--check").status == 1
        said = full.run("doctor")
        assert said.status == 1
        assert "有 1 条答题记录的内容已损坏。\n" in said.out
        repaired = full.run("doctor", "--repair", "--json")
        assert repaired.status == 1
        assert repaired.json["repaired"]["entries"] == 1
        assert repaired.json["repaired"]["missing"] == 1
        assert repaired.json["rotten"] == {"entries": 0, "items": 0}
        assert full.run("doctor").status == 0

    def test_a_question_that_rotted_is_found_and_its_deck_left_to_be_imported_again(
        self, full: Terminal, bank: Path
    ) -> None:
        exercise(full, "A\nA\n")
        tamper(full.store, """UPDATE item SET body = replace(body, '"answer":[0]', '"answer":[1]') WHERE no = 1""")
        said = full.run("doctor", "--repair")
        assert said.status == 1
        assert "有 1 道题的内容已损坏。\n已修复：救回 2 条答题记录。\n没有列出的题库请重新导入" in said.out
        assert full.run("doctor").status == 0
        assert full.run("decks", "--json").json == {"decks": []}
        assert full.run("import", bank).status == 0
        assert full.run("decks", "--json").json["decks"][0]["seen"] == 2


class TestBackupAndRestore:
    def test_for_people_and_programs(self, full: Terminal, tmp_path: Path) -> None:
        exercise(full, "A\nA\n")
        kept = tmp_path / "备份.db"
        assert full.run("backup", kept).out == f"已备份 2 条记录到 {kept}。\n"
        assert full.run("backup", kept, "--json").json == {"path": str(kept), "entries": 2}
        new = Terminal(tmp_path / "new", machine="machine-2")
        said = new.run("restore", kept)
        assert said.status == 0
        assert said.out == "并入 2 条记录，另有 0 条原来就有。\n恢复题库：测试题库。\n"
        assert new.run("restore", kept, "--json").json == {
            "entries": {"new": 0, "known": 2, "refused": 0},
            "decks": [],
        }
        assert new.run("status").out == full.run("status").out

    def test_a_backup_holds_no_key(self, full: Terminal, tmp_path: Path) -> None:
        full.run("backup", tmp_path / "b.db")
        key = json.loads((full.home / "default.device").read_text())["key"]
        assert key.encode() not in (tmp_path / "b.db").read_bytes()

    @pytest.mark.parametrize("name", ["default.db", "default.db-wal", "default.device", "plugins.json"])
    def test_over_a_file_of_the_app(self, full: Terminal, name: str) -> None:
        told = full.run("backup", full.home / "." / name).sentence
        assert told == f"{full.home / name} 是应用自己的文件；请备份到另一个文件。"
        assert full.run("doctor").status == 0

    def test_a_damaged_record_in_a_backup_is_left_out_and_told(self, full: Terminal, tmp_path: Path) -> None:
        exercise(full, "A\nA\n")
        full.run("backup", tmp_path / "b.db")
        tamper(tmp_path / "b.db", "UPDATE entry SET rating = 4 WHERE seq = 2")
        said = Terminal(tmp_path / "new").run("restore", tmp_path / "b.db")
        assert said.status == 1
        assert "并入 1 条记录" in said.out
        assert "备份里有 1 条记录已损坏，未并入。\n" in said.out

    @pytest.mark.parametrize("contents", [b"", b"x" * 5000, b"SQLite format 3\x00" + bytes(9000)])
    def test_what_is_no_backup(self, full: Terminal, tmp_path: Path, contents: bytes) -> None:
        path = tmp_path / "x.db"
        path.write_bytes(contents)
        before = full.run("questions", "--json").json
        told = full.run("restore", path).sentence
        assert str(path) in told
        assert "备份" in told
        assert "doctor" not in told
        assert full.run("questions", "--json").json == before

    def test_a_backup_that_is_not_there(self, full: Terminal, tmp_path: Path) -> None:
        assert full.run("restore", tmp_path / "x.db").sentence == f"找不到备份文件 {tmp_path / 'x.db'}；请检查路径。"
        assert full.run("restore", tmp_path).sentence == f"找不到备份文件 {tmp_path}；请检查路径。"

    def test_a_backup_of_a_newer_version(self, full: Terminal, tmp_path: Path) -> None:
        path = tmp_path / "b.db"
        full.run("backup", path)
        tamper(path, "PRAGMA user_version = 999")
        told = full.run("restore", path).sentence
        assert told == f"备份 {path} 由更新版本的 studyapp 创建；请先升级程序。"


class TestPlugins:
    def test_ours(self, terminal: Terminal) -> None:
        said = terminal.run("plugins")
        assert said.status == 0
        assert f"interchange  studyapp {__version__}  reader:json、" in said.out
        plugins = terminal.run("plugins", "--json").json["plugins"]
        assert {one["name"] for one in plugins} >= {"interchange", "text"}
        wanted = {"name", "module", "distribution", "version", "enabled", "offers", "flaws"}
        assert all(one.keys() == wanted and one["flaws"] == [] for one in plugins)


JSON: dict[str, list[Any]] = {
    "import": ["{bank}"],
    "questions": [],
    "show": ["{id}"],
    "search": ["期限"],
    "decks": [],
    "status": [],
    "export": ["--to", "{tmp}/x.json"],
    "replay": ["--check"],
    "doctor": [],
    "backup": ["{tmp}/b.db"],
    "restore": ["{tmp}/kept.db"],
    "plugins": [],
    "profile": [],
    "activity": [],
    "exam": [],
    "stats": [],
    "report": ["me", "--out", "{tmp}/r.html"],
    "titles": [],
    "wrong": [],
    "remote": [],
    "sync": [],
    "board": ["--scope", "list"],
}


@pytest.mark.parametrize("command", [name for name in COMMANDS if name != "study"])
def test_json_is_one_object_and_nothing_else(full: Terminal, bank: Path, tmp_path: Path, command: str) -> None:
    full.run("backup", tmp_path / "kept.db")
    places = {"bank": bank, "tmp": tmp_path, "id": ids(full)[0]}
    said = full.run(command, *(part.format_map(places) for part in JSON[command]), "--json")
    assert (said.status, said.err) == (0, "")
    assert isinstance(said.json, dict)


def test_a_fault_of_the_program_is_one_sentence_and_kept_in_a_file(
    full: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(self: io.StringIO) -> str:
        raise RuntimeError("over\nitself")

    monkeypatch.setattr("tests.cli.terminal.Keys.line", stumble)
    monkeypatch.setattr("tests.cli.terminal.Terminal.check", lambda self: None)
    log = full.home / "errors.log"
    said = full.run("study", "--plain")
    assert said.status == 2
    assert said.err == (
        "程序出错（RuntimeError: over itself）；已保存的答题记录不受影响。"
        f"请运行 studyapp doctor 检查，仍不行就把 {log} 交给维护人员。\n"
    )
    assert "Traceback" in log.read_text(encoding="utf-8")


def tamper(path: Path, statement: str) -> None:
    """Change a store as no command would."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("DROP TRIGGER IF EXISTS entry_no_update")
    connection.execute(statement)
    connection.close()
