"""The site's own boards."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from studyapp import Board, Place, Scope, UnitPlace, Unreachable
from tests.plugins.studyapp_platform.conftest import AT, opened
from tests.plugins.studyapp_platform.site import RANKING, Site, reply


def test_a_board_of_a_site(mapping: Path, site: Site) -> None:
    remote = opened(mapping)
    assert remote.scopes() == (Scope("city", "全市"),)
    mine = Place(2, "学员 01", "乙局", 300, mine=True)
    first = Place(1, "张三", "甲局", 320)
    assert remote.standings("city", "2021-05") == Board(
        "city", "全市", "2021-05", AT, 1200, (first, mine), (first, mine),
        (UnitPlace(1, "", "甲局", 40, 30, 4000, 100.0), UnitPlace(2, "", "乙局", 0, 25, 3000, 120.0)),
    )  # fmt: skip
    assert site.requests[-1][1] == "/api/ranking?period=2021-05"


def test_no_scope_is_the_first_board_and_a_strange_one_is_told(mapping: Path) -> None:
    assert opened(mapping).standings("", "all").scope == "city"
    with pytest.raises(Unreachable, match="没有排行榜"):
        opened(mapping).standings("province", "all")


def test_a_period_stays_in_its_place(mapping: Path, site: Site) -> None:
    opened(mapping).standings("city", "all&x=1 #/../")
    assert site.requests[-1][1] == "/api/ranking?period=all%26x%3D1%20%23%2F..%2F"


def test_equal_points_are_of_equal_rank(changed: Callable[[str, str], Any], site: Site) -> None:
    persons = [{"nickName": name, "score": score} for name, score in (("甲", 5), ("乙", 9), ("丙", 9), ("丁", "?"))]
    body = json.dumps({"data": {**RANKING["data"], "persons": persons}}).encode()
    site.odd["/api/ranking"] = lambda handler: reply(handler, 200, body)
    board = changed('rank = "rank"\n', "").standings("city", "all")
    assert [(one.rank, one.name) for one in board.places] == [(1, "乙"), (1, "丙"), (3, "甲")]


def test_a_board_of_a_workbook(folder: Path) -> None:
    (folder / "导出").mkdir()
    with xlsxwriter.Workbook(folder / "导出" / "排行榜.xlsx") as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([["姓名", "科室", "积分"], ["王五", "社保科", 88], ["赵六", "就业科", "1,020"]]):
            sheet.write_row(number, 0, row)
    board = opened(folder / "export.toml").standings("unit", "all")
    assert board.places == (Place(1, "赵六", "就业科", 1020), Place(2, "王五", "社保科", 88)) and board.people == 2


def test_a_board_without_its_list_is_told(mapping: Path, site: Site) -> None:
    site.odd["/api/ranking"] = lambda handler: reply(handler, 200, b'{"data": {}}')
    with pytest.raises(Unreachable, match="each"):
        opened(mapping).standings("city", "all")
