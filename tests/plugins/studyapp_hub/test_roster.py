"""Lists of those who should take part: read as offices write them, and taken in again and again."""

from __future__ import annotations

import io
import zipfile

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from studyapp import Severity
from studyapp_hub.office import Office, OfficeFault
from studyapp_hub.roster import Roster
from studyapp_hub.roster_reading import Listed, RosterRead, read_roster, unit_names

UNITS = unit_names([("c", "青山县人社局", "610100000000"), ("t", "河口镇", ""), ("a", "一所", ""), ("b", "一所", "")])


@pytest.fixture
def roster(office: Office) -> Roster:
    return Roster(office)


def workbook(rows: list[list[object]]) -> bytes:
    data = io.BytesIO()
    with xlsxwriter.Workbook(data) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return data.getvalue()


def told(read: RosterRead) -> list[tuple[int, str]]:
    return [(one.where.line, one.code) for one in read.flaws]


def test_a_workbook_with_a_title_and_words_of_its_own() -> None:
    read = read_roster("名单.xlsx", workbook([
        ["2021年应参加人员名单"], [],
        ["序号", "姓 名", "单位名称", "前台/后台", "编制（内/外）", "窗口", "联系电话"],
        [1, "张 三", "青山县人社局", "前台", "在编", "√", 13800001234],
        [2, "李四", " 河口镇 ", "后台", "劳务派遣", "×", "工号 07"],
        [3, "王五", 610100000000, "", "", "", ""],
        ["合计", "", "", "", "", "", 3],
    ]), UNITS)  # fmt: skip
    assert list(read.people) == [
        Listed(4, "张三", "c", True, True, True, "1234"),
        Listed(5, "李四", "t", False, False, False, "工号07"),
        Listed(6, "王五", "c"),
    ]
    assert told(read) == [(7, "no-name")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("comma", [",", "\t"])
def test_text_of_any_office(encoding: str, comma: str) -> None:
    text = "姓名,单位\r\n张三,河口镇\r\n".replace(",", comma)
    assert [one.unit for one in read_roster("a.csv", text.encode(encoding), UNITS).people] == ["t"]


def test_a_list_of_one_unit_names_none() -> None:
    assert read_roster("a.csv", "姓名\n张三\n".encode(), UNITS, "c").people == (Listed(2, "张三", "c"),)
    assert told(read_roster("a.csv", "姓名\n张三\n".encode(), UNITS)) == [(2, "unit")]


def test_every_fault_has_its_line() -> None:
    read = read_roster("a.csv", (
        "姓名,单位,岗位,工号\n张三,没有的单位,前台,1\n,河口镇,前台,2\n李四,一所,,3\n李四,河口镇,不知道,4\n李四,河口镇,,4\n\n王五,a,,5\n"
    ).encode(), UNITS)  # fmt: skip
    assert told(read) == [(2, "unit"), (3, "no-name"), (4, "unit"), (5, "front"), (6, "twice")]
    assert [(one.line, one.name, one.unit) for one in read.people] == [(5, "李四", "t"), (8, "王五", "a")]
    assert [one.severity for one in read.flaws if one.code == "front"] == [Severity.WARNING]


@pytest.mark.parametrize(
    "data", [b"", b"\xff", b"PK\x03\x04junk", b"\xd0\xcf\x11\xe0" + bytes(600), "甲,乙\n".encode()]
)
def test_what_is_no_list_is_said(data: bytes) -> None:
    read = read_roster("a.xlsx", data, UNITS)
    assert not read.people and len(read.flaws) == 1


def test_a_bomb_is_not_unpacked() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            archive.writestr(f"xl/{number}.xml", bytes(90 << 20))
    assert told(read_roster("a.xlsx", data.getvalue(), UNITS)) == [(0, "unreadable")]


@given(st.binary(max_size=300))
def test_any_bytes_are_a_list_or_not(data: bytes) -> None:
    read = read_roster("a", b"\xe5\xa7\x93\xe5\x90\x8d\n" + data, UNITS, "c")
    assert all(one.name and one.unit == "c" for one in read.people)


def test_the_same_list_changes_nothing(roster: Roster) -> None:
    people = [Listed(2, "张三", "c", mark="1"), Listed(3, "张三", "c", mark="2"), Listed(4, "李四", "t")]
    first = roster.take(people, whole=True)
    assert (first.added, first.units) == (3, ("c", "t"))
    again = roster.take(people, whole=True)
    assert (again.added, again.changed, again.same, again.gone, again.units) == (0, 0, 3, 0, ())


def test_who_moves_is_the_same_person(roster: Roster, office: Office) -> None:
    roster.take([Listed(2, "张三", "c", mark="1"), Listed(3, "李四", "c")], whole=True)
    person = roster.people()[0]
    roster.is_learner(next(one.id for one in roster.people() if one.name == "张三"), "ab" * 8)
    change = roster.take([Listed(2, "张三", "t", front=False, mark="1")], whole=False)
    assert (change.changed, change.added, change.units) == (1, 0, ("c", "t"))
    assert [(one.learner, one.unit, one.front) for one in change.moved] == [("ab" * 8, "t", False)]
    assert len(roster.people()) == 2 and person.id in {one.id for one in roster.people()}


def test_who_is_on_a_whole_list_no_more_has_gone_and_may_come_back(roster: Roster) -> None:
    roster.take([Listed(2, "张三", "c"), Listed(3, "李四", "c"), Listed(4, "王五", "t")], whole=True)
    change = roster.take([Listed(2, "张三", "c")], whole=True)
    assert (change.gone, change.units) == (1, ("c",)), "of another unit's people a list says nothing"
    assert [one.name for one in roster.people()] == ["张三", "王五"]
    before = len(roster.people())
    back = roster.take([Listed(2, "李四", "c", front=False)], whole=False)
    assert back.added == 0 and len(roster.people()) == before + 1


def test_one_person_is_one_learner(roster: Roster) -> None:
    roster.take([Listed(2, "张三", "c"), Listed(3, "李四", "c")], whole=True)
    first, second = roster.people()
    assert roster.is_learner(first.id, "ab" * 8) == "c"
    for person, learner in ((first.id, "cd" * 8), (second.id, "ab" * 8), (99, "ef" * 8)):
        with pytest.raises(OfficeFault):
            roster.is_learner(person, learner)
    assert [one.learner for one in roster.expected("c")] == ["ab" * 8, ""] or first.name == "李四"
