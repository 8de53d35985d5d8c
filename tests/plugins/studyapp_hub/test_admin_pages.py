"""What the administrators' pages show: who took part, what was handed down, who administers."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from studyapp_hub.demo_county import PLAN
from studyapp_hub.hub import Hub
from studyapp_hub.periods import closing_of
from studyapp_hub.sheet import html_sheet, is_near
from tests.plugins.studyapp_hub.people import ASKED, DAY, Person
from tests.plugins.studyapp_hub.serving import NOON, Browser, Page, Served, device, joining
from tests.support import deck_of

LIST = "姓名,单位,前台/后台,编制\n张三,河口镇,前台,编制内\n李四,河口镇,后台,编制外\n王五,河口镇,前台,编制外\n"
DECK = "1. 由谁征收？\nA. 税务机关\nB. 银行\n答案：A\n"


@pytest.fixture
def root(served: Served) -> Browser:
    return served.browser(served.account("root", "province").name)


def rows_of(page: Page) -> list[list[str]]:
    """The cells of a page's tables, as text."""
    rows = (re.findall(r"<td[^>]*>(.*?)</td>", row) for row in re.findall(r"<tr>(.*?)</tr>", page.text))
    return [[re.sub("<[^>]*>", "", cell) for cell in row] for row in rows if row]


def learn(served: Served, number: int, code: str, *, ago: int) -> Person:
    """Somebody joins and has points of some days ago."""
    one = Person(served.hub, number)
    one.own = device(number)
    entries = [one.entry(place, at=NOON - ago * DAY - 3_600_000 + place * 20_000) for place in range(3)]
    receipt = served.remote(one.own).push([joining(one.own, code), one.envelope(entries)])
    assert receipt.refused is None
    return one


def test_who_took_part_is_counted_with_a_list_or_without(served: Served, root: Browser) -> None:
    served.ask(lambda hub: hub.publish_deck(deck_of(ASKED), "题库.md", b"deck", at=NOON))
    learn(served, 1, served.code("v"), ago=0)
    learn(served, 2, served.code("v"), ago=2)
    served.remote(device(3)).push([joining(device(3), served.code("v"))])
    found = {row[0]: row[1:] for row in rows_of(root.get("/admin")) if len(row) == 5}
    assert found["全部"] == ["—", "2", "—", "1"] and found["青山县人社局"] == ["—", "2", "—", "1"]
    assert found["外县人社局"] == ["—", "0", "—", "0"]
    root.post("/admin/roster", {"unit": ""}, ("名单.csv", LIST.encode()))
    person = next(one for one in served.service.roster.people() if one.name == "张三")
    code = served.service.enrolment.for_persons([person.id], NOON, "test")[0].code
    learn(served, 4, code, ago=0)
    page = root.get("/admin")
    found = {row[0]: row[1:] for row in rows_of(page) if len(row) == 5}
    assert found["青山县人社局"] == ["3", "3", "33.3%", "2"]
    levels = {row[0]: row[1:] for row in rows_of(page) if len(row) == 9}
    assert levels["市级"] == levels["全部"] == ["3", "33.3%", "50.0%", "0.0%", "100.0%", "0.0%", "33.3%", "—"]


def test_one_unit_for_all_is_shown_with_what_it_is_made_of(alone: Hub, served: Served, root: Browser) -> None:
    served.unit("o", "外县人社局", "c")
    shown = [row[0] for row in rows_of(root.get("/admin")) if len(row) == 5]
    assert shown[:2] == ["全部", "青山县人社局"] and set(shown[2:]) == {"　河口镇", "　外县人社局"}


def test_what_waits_is_counted_of_ones_own_alone(served: Served, root: Browser) -> None:
    served.code("t")
    served.code("o")
    served.account("town", "unit", "unit:t")
    assert "未用的登记码 2 个" in root.get("/admin").text
    assert "未用的登记码 1 个" in served.browser("town").get("/admin").text


def test_every_account_within_the_scope_is_listed_and_his_own_first(served: Served, root: Browser) -> None:
    served.account("county", "county", "unit:c")
    served.account("town", "unit", "unit:t")
    served.account("other", "unit", "unit:o")
    served.service.accounts.close("town", at=NOON)
    listed = rows_of(root.get("/admin/accounts"))
    assert [row[0] for row in listed] == ["root （您）", "county", "other", "town"]
    assert listed[1][2] == "青山县人社局" and listed[3][3] == "已停用"
    below = rows_of(served.browser("county").get("/admin/accounts"))
    assert [row[0] for row in below] == ["county （您）", "town"]


def test_all_that_was_published_is_listed_with_what_holds(served: Served, root: Browser) -> None:
    for number in (1, 2):
        served.clock.at = NOON + number * 60_000
        root.post("/admin/decks", {"name": "社保"}, (f"社保{number}.txt", (DECK * number).encode()))
        root.post("/admin/plans", {}, ("方案.toml", PLAN.encode()))
    found = rows_of(root.get("/admin/files"))
    assert [(row[0], row[3], row[6]) for row in found] == [
        ("方案", "第 2 版", "现行"),
        ("题库", "第 2 版", "现行"),
        ("方案", "第 1 版", "已被替换"),
        ("题库", "第 1 版", "已被替换"),
    ]
    assert found[3][2:6] == ["社保1.txt", "第 1 版", "1", "2021-05-03 12:01"]


@pytest.mark.parametrize(
    ("address", "near"),
    [("http://127.0.0.1:8700", True), ("http://[::1]:1", True), ("http://localhost", True), ("http://[", False),
     ("https://10.1.1.1:8700", False), ("", False)],
)  # fmt: skip
def test_an_address_that_is_good_for_one_computer_is_told(address: str, near: bool) -> None:
    assert is_near(address) is near
    assert ("只在这台电脑上有效" in html_sheet([], {}, address)) is near


def test_who_hands_out_codes_is_told_before_and_with_them(served: Served, root: Browser) -> None:
    assert "--address" in root.get("/admin/roster").text
    sheet = root.post("/admin/codes", {"for": "unit", "unit": "c", "count": "1", "format": "html"})
    assert f"{served.url} 只在这台电脑上有效" in sheet.text


def test_every_page_leads_to_the_board(served: Served, root: Browser) -> None:
    for path in ("/admin", "/admin/units", "/admin/files"):
        assert '<a href="/">看榜单</a>' in root.get(path).text
    assert '<a href="/">' in served.browser().get("/admin/login").text


def test_the_list_that_goes_upward_is_of_ones_own_and_holds_no_formula_of_others(served: Served, root: Browser) -> None:
    served.ask(lambda hub: hub.publish_deck(deck_of(ASKED), "题库.md", b"deck", at=NOON))
    names = '姓名,单位\n"=HYPERLINK(""http://x"",""张三"")",河口镇\n@SUM(1),河口镇\n王五,外县人社局\n'
    root.post("/admin/roster", {"unit": ""}, ("名单.csv", names.encode()))
    learn(served, 1, served.code("v"), ago=0)
    town = served.browser(served.account("town", "unit", "unit:t").name)
    assert "积分上报表" in town.get("/admin").text
    for scope, status in (("unit:t", 200), ("unit:o", 403), ("*", 403), ("line:养老", 403), ("", 403)):
        assert town.post("/admin/points", {"scope": scope, "period": "2021-05"}).status == status
    assert town.post("/admin/points", {"scope": "unit:t", "period": "soon"}).status == 400
    found = town.post("/admin/points", {"scope": "unit:t", "period": "all"})
    assert 'filename="points-t-all.xlsx"' in found.headers["content-disposition"]
    with zipfile.ZipFile(io.BytesIO(found.data)) as book:
        sheet, texts = book.read("xl/worksheets/sheet1.xml").decode(), book.read("xl/sharedStrings.xml").decode()
    assert "=HYPERLINK" in texts and "@SUM(1)" in texts and "王五" not in texts
    assert all(one.startswith(("SUM(", "IF(SUM(")) for one in re.findall(r"<f>(.*?)</f>", sheet))
    assert root.post("/admin/points", {"scope": "*", "period": "all"}).status == 200


def test_months_close_on_the_day_that_was_set(served: Served, root: Browser) -> None:
    served.ask(lambda hub: hub.publish_deck(deck_of(ASKED), "题库.md", b"deck", at=NOON))
    learn(served, 1, served.code(), ago=0)
    for day, status in (("0", 400), ("29", 400), ("x", 400), ("", 400), ("20", 303)):
        assert root.post("/admin/closing", {"day": day}).status == status
    assert "次月20日之后定稿" in served.browser().get("/").text and 'value="20"' in root.get("/admin/files").text
    due = closing_of("2021-05", 20)
    assert due > closing_of("2021-05", 10)
    closed = [served.ask(lambda hub, at=at: hub.close_months(at=at)) for at in (due - 1, due, due)]
    assert closed == [[], ["2021-05"], []]


def test_who_did_what_is_told_to_who_has_the_whole(served: Served, root: Browser) -> None:
    county = served.browser(served.account("county", "county", "unit:c").name)
    assert county.post("/admin/codes", {"for": "unit", "unit": "t", "count": "3", "format": "text"}).status == 200
    assert root.post("/admin/closing", {"day": "12"}).status == 303
    found = rows_of(root.get("/admin/acts"))
    assert [row[1:] for row in found] == [["root", "改月榜定稿日", "12"], ["county", "生成登记码", "3"]]
    assert county.get("/admin/acts").status == 403 and "/admin/acts" not in county.get("/admin/accounts").text


def test_a_unit_whose_id_nobody_chose_has_one_that_no_other_hub_has(served: Served, root: Browser) -> None:
    for name in ("新镇", "新村"):
        assert root.post("/admin/units", {"unit": "", "name": name, "parent": "c"}).status == 303
    made = {one.unit for one in served.ask(lambda hub: hub.units(at=NOON)) if one.name in ("新镇", "新村")}
    assert len(made) == 2 and all(re.fullmatch("u[0-9a-f]{8}", one) for one in made)
