"""Boards that the tests of the page show: an empty one, one person, a county, a thousand units."""

from __future__ import annotations

from random import Random

from studyapp import Board, Place, PointRules, Scope, UnitPlace
from studyapp_hub.service.board_page import View
from studyapp_hub.service.board_tables import Share

AT = 1_622_188_800_000
"""2021-05-28 16:00 in Shanghai."""

RULES = PointRules(cap=60, kinds=(("short", 0), ("case", 0), ("card", 0)))
SCOPES = (
    Scope("*", "全部人员"),
    Scope("unit:qs", "青山县人力资源和社会保障局"),
    Scope("unit:ly", "龙岩乡（镇）社会保障服务站"),
    Scope("line:养老保险经办系统", "养老保险经办系统"),
    Scope("area:厅属单位", "厅属单位"),
)
PERIODS = ("2021-05-28", "2021-05-27", "2021-W21", "2021-W20", "2021-05", "2021-04", "all")
COVERAGE = (
    Share("级别", "县级", 120, 96),
    Share("级别", "乡镇（街道）", 150, 88),
    Share("级别", "村（社区）", 30, 29),
    Share("岗位", "前台", 210, 178),
    Share("岗位", "后台", 90, 35),
    Share("编制", "编制内", 160, 150),
    Share("编制", "编制外", 140, 63),
)
HOSTILE = '<script>alert("1")</script>&amp;\'"'

NAMES = ("就业服务中心", "社会保险经办中心", "劳动保障监察大队", "劳动人事争议仲裁院", "人才交流服务中心")


def view(board: Board) -> View:
    return View(board, "2021年青山县人社窗口单位练兵比武", SCOPES, PERIODS, RULES, 10, hub="青山县人社局")


def empty() -> View:
    return view(Board("unit:qs", "青山县人力资源和社会保障局", "2021-W21", AT))


def one_person() -> View:
    board = Board("*", "全部人员", "2021-05-28", AT, 1, (Place(1, HOSTILE, HOSTILE, 7),), closed=False)
    return view(board)._replace(scopes=(Scope("*", HOSTILE),), hub=HOSTILE, activity=HOSTILE)


def county(*, closed: bool = True, people: int = 243, units: int = 23) -> View:
    chance = Random(5)
    points = sorted((chance.randint(1, 1_400) for _ in range(people)), reverse=True)
    places: list[Place] = []
    for number, one in enumerate(points[:100]):
        rank = places[-1].rank if places and places[-1].points == one else number + 1
        name = "王小燕" if number % 5 == 2 else f"学员 {chance.randrange(1 << 16):04X}"
        places.append(Place(rank, name, f"青山县{NAMES[number % 5]}", one))
    lines = [_unit(number, chance) for number in range(units)]
    lines.sort(key=lambda one: -one.per_head)
    ranked = tuple(one._replace(rank=number + 1) for number, one in enumerate(lines))
    near = tuple(
        Place(
            131 + step,
            "李建国" if step == 5 else f"学员 {chance.randrange(1 << 16):04X}",
            "河口镇",
            402 - step * 3,
            step == 5,
        )
        for step in range(11)
    )
    board = Board("unit:qs", "青山县人力资源和社会保障局", "2021-05", AT, people, tuple(places), near, ranked, closed)
    return view(board)._replace(coverage=COVERAGE)


def _unit(number: int, chance: Random) -> UnitPlace:
    expected = chance.choice((0, 5, 12, 31, 140)) if number % 7 == 3 else chance.randint(4, 40)
    joined = chance.randint(0, expected) if expected else chance.randint(1, 9)
    points = joined * chance.randint(60, 1_300)
    name = f"青山县第{number + 1}街道社会保障综合服务中心" if number % 3 else f"青山县{NAMES[number % 5]}"
    return UnitPlace(0, f"u{number}", name, expected, joined, points, points / (expected or joined or 1))
