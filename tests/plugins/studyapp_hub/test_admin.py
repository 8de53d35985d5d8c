"""The administrators' pages: who may do what, and what each does."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import pytest

from studyapp import study_day
from studyapp_hub.accounts import SESSION
from studyapp_hub.demo_county import PLAN
from studyapp_hub.nouns import UnitLine
from studyapp_hub.roles import ABOVE, ROLES, WORDS, May, is_within, units_of
from studyapp_hub.service.admin import PAGES, Page
from tests.plugins.studyapp_hub.serving import NOON, PASSWORD, Browser, Served, device, joining

LIST = """\
姓名,所在单位,前台/后台,编制,是否窗口,手机号
张三,青山县人社局,前台,编制内,是,13800001234
李四,河口镇,后台,编制外,否,
王五,外县人社局,,,,
"""
DECK = "1. 社会保险费由谁征收？\nA. 税务机关\nB. 银行\n答案：A\n".encode()
PLAN_NAME = "2021年青山县人社窗口单位练兵比武（演示）"


@pytest.fixture
def root(served: Served) -> Browser:
    return served.browser(served.account("root", "province").name)


@pytest.fixture
def learner(served: Served) -> str:
    own = device(1)
    served.remote(own).push([joining(own, served.code("t"), "李四")])
    return str(served.ask(lambda hub: hub.learner_of(own.device)))


def test_every_page_of_the_table_is_named_once_and_every_right_is_somebodys() -> None:
    assert len({(one.method, one.path) for one in PAGES}) == len(PAGES)
    assert set(May) == {what for rights in ROLES.values() for what in rights}
    assert WORDS.keys() == ROLES.keys() and {role for roles in ABOVE.values() for role in roles} <= ROLES.keys()


@pytest.mark.parametrize("role", ROLES)
def test_every_role_gets_where_the_table_says_and_nowhere_else(served: Served, learner: str, role: str) -> None:
    browser = served.browser(served.account("one", role, "*").name)
    token = browser.token() if role != "learner" else "0"
    for page in PAGES:
        path = page.path.replace("{learner}", "0" * 16)
        found = browser.get(path) if page.method == "GET" else browser.post(path, {"csrf": token})
        allowed = bool(ROLES[role]) and (page.may is None or page.may in ROLES[role])
        if page.path == "/admin/files":
            allowed = bool(ROLES[role] & {May.DECKS, May.PLANS, May.BACKUP})
        denied = found.status == 403 and "没有这项权限" in found.text
        hidden = "{learner}" in page.path  # a learner whom nobody has is denied to all
        assert denied == (not allowed or hidden or (allowed and _names_a_unit(page))), (role, page.path, found.status)
        assert found.status in (200, 303, 400, 403)


def _names_a_unit(page: Page) -> bool:
    """Pages that want a unit or an account of his are denied where none is named."""
    return (page.path in ("/admin/codes/withdraw", "/admin/accounts") and page.method == "POST") or (
        page.path == "/admin/accounts/close"
    )


def test_nobody_gets_in_without_logging_in(served: Served) -> None:
    browser = served.browser()
    for page in PAGES:
        path = page.path.replace("{learner}", "0" * 16)
        found = browser.get(path) if page.method == "GET" else browser.post(path, {}, csrf=False)
        assert found.status == (303 if page.method == "GET" else 401)


def test_wrong_words_do_not_log_in_and_not_for_long(served: Served) -> None:
    served.account("root", "province")
    browser = served.browser()
    for name, password in (("root", "wrong"), ("nobody", PASSWORD), ("root", ""), ("root", "x" * 9_999)):
        found = browser.post("/admin/login", {"name": name, "password": password}, csrf=False)
        assert found.status == 403 and "账号或密码不对" in found.text and not browser.cookies
    for _ in range(8):
        found = browser.post("/admin/login", {"name": "root", "password": "wrong"}, csrf=False)
    assert found.status == 429
    assert browser.post("/admin/login", {"name": "root", "password": PASSWORD}, csrf=False).status == 429
    served.clock.at += 60_000
    assert browser.post("/admin/login", {"name": "root", "password": PASSWORD}, csrf=False).status == 303


def test_the_cookie_is_kept_from_scripts_and_other_sites(served: Served) -> None:
    served.account("root", "province")
    found = served.browser().post("/admin/login", {"name": "root", "password": PASSWORD}, csrf=False)
    cookie = found.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie and "path=/admin" in cookie


def test_a_session_ends(served: Served, root: Browser) -> None:
    assert root.get("/admin").status == 200
    served.clock.at += SESSION
    assert root.get("/admin").status == 303
    again = served.browser("root")
    kept = dict(again.cookies)
    assert again.post("/admin/logout", {}).status == 303
    again.cookies = kept
    assert again.get("/admin").status == 303
    third = served.browser("root")
    served.account("root", "province")
    assert third.get("/admin").status == 303, "a new password ends sessions"


def test_a_forged_cookie_is_none(served: Served, root: Browser) -> None:
    word = root.cookies["studyapp_hub"]
    for forged in (
        word[:-1] + ("0" if word[-1] != "0" else "1"),
        "00" * 16 + word[32:],
        word[:32],
        "",
        "é.é",
        "." + word[33:],
    ):
        browser = Browser(served.port, {"studyapp_hub": forged})
        assert browser.get("/admin").status == 303


def test_a_form_from_elsewhere_does_nothing(served: Served, root: Browser) -> None:
    fields = {"unit": "x", "name": "新单位", "parent": "c"}
    for csrf in ({}, {"csrf": ""}, {"csrf": "0" * 64}, {"csrf": "é"}):
        found = root.post("/admin/units", {**fields, **csrf}, csrf=False)
        assert found.status == 403 and "页面已失效" in found.text
    assert "x" not in {one.unit for one in served.ask(lambda hub: hub.units(at=NOON))}
    other = served.browser(served.account("two", "province").name)
    assert root.post("/admin/units", {**fields, "csrf": other.token()}, csrf=False).status == 403
    assert root.post("/admin/units", fields).status == 303


def test_an_administrator_sees_only_his(served: Served, root: Browser, learner: str) -> None:
    assert root.post("/admin/roster", {"unit": ""}, ("名单.csv", LIST.encode())).status == 200
    town = served.browser(served.account("town", "unit", "unit:t").name)
    other = served.browser(served.account("other", "unit", "unit:o").name)
    assert "李四" in town.get("/admin/roster").text and "张三" not in town.get("/admin/roster").text
    assert "前进村" in town.get("/admin/units").text and "青山县人社局" not in town.get("/admin/units").text
    assert town.get(f"/admin/people/{learner}").status == 200
    assert other.get(f"/admin/people/{learner}").status == 403
    for act in ("transfer", "link", "device", "reset", "revoke", "export", "erase"):
        assert other.post(f"/admin/people/{learner}/{act}", {"unit": "o"}).status == 403
    assert other.post("/admin/codes", {"for": "unit", "unit": "t", "count": "1"}).status == 403
    assert town.post(f"/admin/people/{learner}/transfer", {"unit": "o"}).status == 403
    assert other.post("/admin/codes/withdraw", {"unit": "t"}).status == 403


def test_the_list_comes_in_and_codes_go_out(served: Served, root: Browser) -> None:
    found = root.post("/admin/roster", {"unit": ""}, ("名单.csv", LIST.encode()))
    assert "新增 3 人" in found.text
    assert {unit: len(served.ask(lambda hub, unit=unit: hub.roster(unit, at=NOON))) for unit in ("c", "o")} == {
        "c": 2,
        "o": 1,
    }
    sheet = root.post("/admin/codes", {"for": "roster", "unit": "c", "below": "1", "format": "html"})
    codes = re.findall(r"<p class=\"code\">([0-9A-Z-]{14})", sheet.text)
    assert (
        len(codes) == 2
        and sheet.text.count("<svg") == 2
        and "张三" in sheet.text
        and sheet.headers["cache-control"] == "no-store"
    )
    own = device(1)
    assert served.remote(own).push([joining(own, codes[0])]).refused is None
    learner = served.ask(lambda hub: hub.learner_of(own.device))
    assert [one.learner for one in served.ask(lambda hub: hub.roster("c", at=NOON)) if one.learner] == [learner]
    assert "已登记 1 人" in root.get("/admin/roster").text
    text = root.post("/admin/codes", {"for": "roster", "unit": "c", "below": "1", "format": "text"})
    assert text.headers["content-type"].startswith("text/plain") and text.text.count("\n  登记码 ") == 1


def test_faults_of_a_list_are_told_by_line(root: Browser) -> None:
    bad = "姓名,单位\n张三,没有的单位\n,青山县人社局\n李四,青山县人社局\n"
    found = root.post("/admin/roster", {"unit": ""}, ("名单.csv", bad.encode("gb18030")))
    assert found.status == 200 and "新增 1 人" in found.text
    assert re.findall(r'<td class="number">(\d+)</td>', found.text) == ["2", "3"]
    whole = root.post("/admin/roster", {"unit": "", "whole": "1"}, ("名单.csv", bad.encode()))
    assert whole.status == 400 and "没有收下" in whole.text
    assert root.post("/admin/roster", {"unit": ""}, ("名单.csv", b"\xff\xfe\x00")).status == 200
    assert root.post("/admin/roster", {"unit": "zz"}, ("名单.csv", LIST.encode())).status == 403


def test_who_is_missing_is_named_to_who_may_know(served: Served, root: Browser) -> None:
    root.post("/admin/roster", {"unit": ""}, ("名单.csv", LIST.encode()))
    for since in ("today", "week", "month", "all"):
        assert "张三" in root.get(f"/admin/missing?since={since}").text
    assert root.get("/admin/missing?since=x").status == 400
    press = served.browser(served.account("press", "press").name)
    assert press.get("/admin/missing").status == 403 and "张三" not in press.get("/admin").text


def test_a_learner_moves_from_a_day_on(served: Served, root: Browser, learner: str) -> None:
    fields = {"unit": "c", "day": "2021-05-03", "front": "1", "named": "1"}
    assert root.post(f"/admin/people/{learner}/transfer", fields).status == 303
    (person,) = served.ask(lambda hub: hub.persons(at=NOON + 86_400_000))
    assert (person.unit, person.front, person.staff, person.name) == ("c", True, False, "李四")
    (before,) = served.ask(lambda hub: hub.persons(at=NOON - 2 * 86_400_000))
    assert before.unit == "t"
    assert root.post(f"/admin/people/{learner}/transfer", {"unit": "c", "day": "5月3日"}).status == 400
    assert root.post(f"/admin/people/{learner}/transfer", {"unit": "nowhere"}).status == 403


def test_a_lost_pc_is_reset(served: Served, root: Browser, learner: str) -> None:
    sheet = root.post(f"/admin/people/{learner}/reset", {"format": "text"})
    code = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", sheet.text)
    assert code and served.ask(lambda hub: hub.key_of(device(1).device)) == ""
    new = device(2)
    assert served.remote(new).push([joining(new, code[0])]).refused is None
    assert served.ask(lambda hub: hub.learner_of(new.device)) == learner
    (person,) = served.ask(lambda hub: hub.persons(at=NOON))
    assert person.unit == "t" and person.name == "李四"


def test_a_further_device_leaves_the_first(served: Served, root: Browser, learner: str) -> None:
    sheet = root.post(f"/admin/people/{learner}/device", {"format": "text"})
    code = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", sheet.text)
    assert code and served.remote(device(2)).push([joining(device(2), code[0])]).refused is None
    assert {served.ask(lambda hub, one=one: hub.learner_of(device(one).device)) for one in (1, 2)} == {learner}
    assert served.ask(lambda hub: hub.key_of(device(1).device)) == device(1).key


def test_somebody_with_his_units_code_is_found_on_the_list(served: Served, root: Browser, learner: str) -> None:
    root.post("/admin/roster", {"unit": ""}, ("名单.csv", LIST.encode()))
    person = next(one for one in served.service.roster.people() if one.name == "李四")
    assert root.post(f"/admin/people/{learner}/link", {"person": str(person.id)}).status == 303
    assert served.service.roster.of_learner(learner) == person._replace(learner=learner)
    assert root.post(f"/admin/people/{learner}/link", {"person": str(person.id)}).status == 400
    assert root.post(f"/admin/people/{learner}/link", {"person": "x"}).status == 403


def test_a_persons_data_go_out_and_away(served: Served, root: Browser, learner: str) -> None:
    root.post("/admin/roster", {"unit": ""}, ("名单.csv", LIST.encode()))
    person = next(one for one in served.service.roster.people() if one.name == "李四")
    root.post(f"/admin/people/{learner}/link", {"person": str(person.id)})
    found = root.post(f"/admin/people/{learner}/export", {})
    assert found.status == 200 and "attachment" in found.headers["content-disposition"]
    with zipfile.ZipFile(io.BytesIO(found.data)) as archive:
        assert archive.read("答题记录.studyapp")[:2] == b"\x1f\x8b"
        told = json.loads(archive.read("资料.json"))
    assert told["名单"]["name"] == "李四" and told["学员"]["unit"] == "t" and len(told["设备"]) == 1
    assert [one["what"] for one in told["管理员做过的事"]] == ["link"] and len(told["登记码"]) == 1
    assert root.post(f"/admin/people/{learner}/erase", {"sure": "删除"}).status == 400
    assert root.post(f"/admin/people/{learner}/erase", {"sure": learner}).status == 303
    assert learner not in {one.learner for one in served.ask(lambda hub: hub.persons(at=NOON))}
    assert "李四" not in {one.name for one in served.service.roster.people()}


def test_decks_and_plans_are_published_whole_or_not(served: Served, root: Browser) -> None:
    assert root.post("/admin/decks", {"name": ""}, ("社保.txt", DECK)).status == 303
    broken = root.post("/admin/decks", {"name": ""}, ("坏.txt", "1. 没有答案的题\nA. 甲\nB. 乙\n".encode()))
    assert broken.status == 400
    assert root.post("/admin/decks", {"name": ""}, ("空.txt", b"")).status == 400
    assert root.post("/admin/plans", {}, ("p.toml", PLAN.encode())).status == 303
    assert served.ask(lambda hub: hub.activity().name) == PLAN_NAME
    for bad in (b"\xff", b"id = ", b'id = "x"\nfirst = "soon"\n', b""):
        assert root.post("/admin/plans", {}, ("p.toml", bad)).status == 400
    assert PLAN_NAME in root.get("/admin/files").text


def test_units_hang_together(served: Served, root: Browser) -> None:
    def save(**fields: str) -> int:
        return root.post("/admin/units", fields).status

    assert (
        save(unit="n", name="新镇", parent="c", code="610100000001", line="养老", area="省直", day="2021-06-01") == 303
    )
    assert save(unit="bad id", name="x", parent="c") == 400
    assert save(unit="n", name="", parent="c") == 400
    assert save(unit="n", name="x", parent="c", code="61") == 400
    assert save(unit="n", name="x", parent="zz") == 403
    assert save(unit="c", name="x", parent="v") == 400
    assert save(unit="n", name="x", parent="c", day="六月") == 400
    county = served.browser(served.account("county", "county", "unit:c").name)
    assert county.post("/admin/units", {"unit": "m", "name": "x", "parent": "o"}).status == 403
    assert county.post("/admin/units", {"unit": "o", "name": "x", "parent": "c"}).status == 403
    assert county.post("/admin/units", {"unit": "m", "name": "x", "parent": ""}).status == 403
    assert county.post("/admin/units", {"unit": "m", "name": "x", "parent": "t"}).status == 303


def test_accounts_hand_out_no_more_than_they_have(served: Served, root: Browser) -> None:
    def save(browser: Browser, role: str, scope: str, name: str = "new") -> int:
        fields = {"name": name, "password": "long enough", "role": role, "scope": scope}
        return browser.post("/admin/accounts", fields).status

    assert save(root, "county", "unit:c", "county") == 303
    county = Browser(served.port)
    county.post("/admin/login", {"name": "county", "password": "long enough"}, csrf=False)
    assert save(county, "unit", "unit:t") == 303
    for role, scope in (
        ("unit", "unit:o"),
        ("unit", "*"),
        ("county", "unit:t"),
        ("province", "unit:t"),
        ("unit", "zz"),
    ):
        assert save(county, role, scope) == 403
    assert save(county, "unit", "unit:t", "root") == 403
    assert county.post("/admin/accounts/close", {"name": "root"}).status == 403
    assert county.post("/admin/accounts/close", {"name": "new"}).status == 303
    assert save(root, "unit", "unit:t", "x") == 400
    assert (
        root.post("/admin/accounts", {"name": "new", "password": "short", "role": "unit", "scope": "*"}).status == 400
    )


def test_a_backup_is_a_hub(served: Served, root: Browser, tmp_path: Path) -> None:
    found = root.post("/admin/backup", {})
    with zipfile.ZipFile(io.BytesIO(found.data)) as archive:
        assert {"hub.db", "office.db", "hub.json", "hub.key"} <= set(archive.namelist())
    town = served.browser(served.account("part", "province", "unit:t").name)
    assert town.post("/admin/backup", {}).status == 403


def test_scopes() -> None:
    served_units = ("c", ""), ("t", "c"), ("v", "t"), ("o", "")
    lines = [_unit(unit, parent) for unit, parent in served_units]
    assert units_of("*", lines) == {"c", "t", "v", "o"} and units_of("unit:t", lines) == {"t", "v"}
    assert units_of("unit:zz", lines) == frozenset() and units_of("", lines) == frozenset()
    assert units_of("line:养老", lines) == {"v"} and units_of("area:x", lines) == frozenset()
    assert is_within("unit:v", "unit:t", lines) and not is_within("unit:c", "unit:t", lines)
    assert not is_within("*", "unit:c", lines) and is_within("*", "*", lines)


def _unit(unit: str, parent: str) -> UnitLine:
    return UnitLine(unit, unit, parent, "", "养老" if unit == "v" else "", "", False, study_day(NOON), 0, 0)
