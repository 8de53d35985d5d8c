"""``stats`` and ``report``: what they tell people and programs."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

from tests.cli.terminal import Terminal

TOTALS = {
    *("days", "answered", "right", "milliseconds", "started", "reviews", "recalled", "points", "retention"),
}
FIGURES = {
    *("from", "to", "total", "days", "weeks", "months", "subjects", "kinds", "maturity", "retention", "forecast"),
    *("hardest", "marks", "points", "points_today", "streak", "longest_streak", "titles"),
}


def practise(terminal: Terminal, bank: Path) -> None:
    """Eight answers to the first questions of a bank."""
    terminal.run("import", bank)
    assert terminal.run("study", "--plain", "--deck", "测试题库", "--limit", "8", keys="A\n" * 40).status == 0


def test_before_the_first_answer(terminal: Terminal) -> None:
    assert terminal.run("stats").out == "还没有答题记录；运行 studyapp study 开始。\n"
    plain = terminal.run("stats", "--json").json
    assert set(plain) == FIGURES
    assert set(plain["total"]) == TOTALS
    assert plain["total"]["answered"] == 0


def test_for_people(terminal: Terminal, bank: Path) -> None:
    practise(terminal, bank)
    lines = terminal.run("stats").out.splitlines()
    assert lines[0] == "2026年11月23日 至 2026年11月23日"
    assert lines[1].startswith("学习 1 天，答题 ")
    assert any(line.startswith("  单选题：正确率 ") for line in lines)
    assert "最难的题" in lines


def test_for_programs(terminal: Terminal, bank: Path) -> None:
    practise(terminal, bank)
    plain = terminal.run("stats", "--json").json
    assert set(plain) == FIGURES
    answered = plain["total"]["answered"]
    assert answered >= 8
    assert plain["days"] == [{"day": "2026-11-23", **plain["total"]}]
    assert sum(one["answered"] for one in plain["subjects"]) == answered
    assert sum(one["answered"] for one in plain["kinds"]) == answered
    assert plain["retention"] == {"wanted": 0.9, "true": None}
    questions = terminal.run("questions", "--json").json["questions"]
    counted = [one for one in questions if one["kind"] != "case"]
    assert sum(plain["maturity"].values()) == len({one["id"] for one in counted})


def test_since_a_day(terminal: Terminal, bank: Path) -> None:
    practise(terminal, bank)
    assert terminal.run("stats", "--json", "--since", "2026-11-23").json["total"]["answered"] >= 8
    later = terminal.run("stats", "--json", "--since", "2026-11-24").json
    assert (later["from"], later["total"]["answered"], later["days"]) == ("2026-11-24", 0, [])
    assert sum(one["answered"] for one in later["subjects"]) == 0
    assert terminal.run("stats", "--since", "昨天").sentence.startswith("--since 要写日期")


def test_the_report_is_a_page(terminal: Terminal, bank: Path, tmp_path: Path) -> None:
    practise(terminal, bank)
    out = tmp_path / "我的报告.html"
    said = terminal.run("report", "me", "--out", out, "--name", "王小燕", "--unit", "西安市人社局")
    assert (said.status, said.out) == (0, f"报告已写到 {out}，用浏览器打开即可查看、打印。\n")
    text = out.read_text(encoding="utf-8")
    ElementTree.fromstring(text.removeprefix("<!DOCTYPE html>\n"))
    assert "王小燕" in text


def test_the_report_lies_in_the_home_where_no_file_is_named(terminal: Terminal, bank: Path) -> None:
    practise(terminal, bank)
    assert terminal.run("report", "me").status == 0
    assert (terminal.home / "studyapp-report-2026-11-23.html").is_file()


def test_the_report_for_programs(terminal: Terminal, bank: Path, tmp_path: Path) -> None:
    practise(terminal, bank)
    plain = terminal.run("report", "me", "--json", "--name", "甲").json
    assert set(plain) == FIGURES | {"name", "unit"}
    assert plain["name"] == "甲"
    out = tmp_path / "x.html"
    assert terminal.run("report", "me", "--json", "--out", out).json == {"name": "", "unit": "", "path": str(out)}


def test_a_report_is_somebody_s(terminal: Terminal, tmp_path: Path) -> None:
    assert terminal.run("report", "you").sentence.startswith("me 不能是 'you'")
    assert "不存在" in terminal.run("report", "me", "--out", tmp_path / "no" / "x.html").sentence
