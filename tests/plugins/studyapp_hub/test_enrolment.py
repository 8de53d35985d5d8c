"""Codes: made, read as people type them, used once, by one device; devices that take the place of others."""

from __future__ import annotations

import re
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp import JoinHead, Message, OwnDevice, write_statements
from studyapp_hub.codes import code_from, read_code
from studyapp_hub.enrolment import CARRIED, LASTS, Enrolment, rejoining
from studyapp_hub.joining import Admitted, Belonging, Known
from studyapp_hub.office import Office
from studyapp_hub.roster import Roster
from studyapp_hub.roster_reading import Listed
from studyapp_hub.service.api import STATEMENTS
from studyapp_hub.sheet import html_sheet, text_sheet
from tests.plugins.studyapp_hub.serving import NOON, Served, device, joining


@pytest.fixture
def enrolment(office: Office) -> Enrolment:
    return Enrolment(office)


def nobody(device: str) -> Known | None:
    return None


def ask(enrolment: Enrolment, own: OwnDevice, code: str, at: int = NOON, name: str = "") -> Admitted | Message:
    return enrolment.join(JoinHead(by=own.key, device=own.device, code=code, at=at, name=name), at, nobody)


def admitted(found: Admitted | Message) -> Admitted:
    assert isinstance(found, Admitted), found
    return found


def refused(found: Admitted | Message) -> str:
    assert isinstance(found, Message)
    return found.text


@given(st.binary(min_size=8, max_size=8))
def test_a_code_reads_back_however_it_is_typed(random: bytes) -> None:
    code = code_from(random)
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}", code)
    wide = "".join(chr(ord(one) + 0xFEE0) for one in code)
    for typed in (code, code.lower(), code.replace("-", ""), code.replace("-", " "), f" {code} ", wide,
                  code.replace("0", "O").replace("1", "l")):  # fmt: skip
        assert read_code(typed) == code


@given(st.text(max_size=20))
def test_what_is_no_code_is_none(text: str) -> None:
    found = read_code(text)
    assert not found or read_code(found) == found


def test_codes_are_sixty_bits_wide() -> None:
    assert len({code_from(Random(seed).randbytes(8)) for seed in range(2_000)}) == 2_000
    assert code_from(bytes(8)) == "0000-0000-0000" and code_from(b"\xff" * 8) == "ZZZZ-ZZZZ-ZZZZ"


def test_a_code_lets_one_device_in_and_says_the_same_again(enrolment: Enrolment) -> None:
    code = enrolment.for_unit("c", 1, NOON, "t")[0].code
    first = admitted(ask(enrolment, device(1), code, name="  张 三 "))
    assert first.belonging == Belonging("c") and first.name == "张 三" and re.fullmatch("[0-9a-f]{16}", first.learner)
    assert ask(enrolment, device(1), code, NOON + 2 * LASTS, name="张 三") == first
    assert "已经用过" in refused(ask(enrolment, device(2), code))
    same_id = OwnDevice(device(1).device, device(3).secret)
    assert "已经用过" in refused(ask(enrolment, same_id, code))


def test_a_code_runs_out(enrolment: Enrolment) -> None:
    code = enrolment.for_unit("c", 1, NOON, "t")[0].code
    assert "过期" in refused(ask(enrolment, device(1), code, NOON + LASTS))
    assert admitted(ask(enrolment, device(1), code, NOON + LASTS - 1))


def test_who_asked_in_time_is_let_in_though_the_stick_takes_weeks(enrolment: Enrolment) -> None:
    one, other, third = (code.code for code in enrolment.for_unit("c", 3, NOON, "t"))
    asked = JoinHead(by=device(1).key, device=device(1).device, code=one, at=NOON + LASTS - 1)
    assert admitted(enrolment.join(asked, NOON + LASTS + CARRIED - 1, nobody))
    asked = JoinHead(by=device(2).key, device=device(2).device, code=other, at=NOON)
    assert "过期" in refused(enrolment.join(asked, NOON + LASTS + CARRIED, nobody))
    enrolment.withdraw_unit("c", NOON)
    asked = JoinHead(by=device(3).key, device=device(3).device, code=third, at=NOON)
    assert "已经用过" in refused(enrolment.join(asked, NOON + LASTS, nobody))


@pytest.mark.parametrize("code", ["", "x", "0000-0000-0000", "' OR 1=1 --", "a b", "d " + "0" * 128, "d " + "x" * 128])
def test_what_is_no_code_lets_nobody_in(enrolment: Enrolment, code: str) -> None:
    enrolment.for_unit("c", 5, NOON, "t")
    assert refused(ask(enrolment, device(1), code))


def test_a_persons_code_makes_him_known_and_the_next_one_is_for_a_further_device(
    office: Office, enrolment: Enrolment
) -> None:
    roster = Roster(office)
    roster.take([Listed(2, "张三", "c", front=False, mark="1234")], whole=False)
    person = roster.people()[0]
    first, second = (enrolment.for_persons([person.id], NOON, "t")[0] for _ in range(2))
    assert (second.name, second.unit) == ("张三", "c")
    assert "已经用过" in refused(ask(enrolment, device(1), first.code))
    one = admitted(ask(enrolment, device(1), second.code))
    assert one.belonging == Belonging("c", 0, front=False) and enrolment.joined == {"c"}
    assert roster.people()[0].learner == one.learner
    further = enrolment.for_persons([person.id], NOON, "t")[0]
    assert admitted(ask(enrolment, device(2), further.code)) == Admitted(one.learner)


def test_withdrawn_codes_let_nobody_in(enrolment: Enrolment) -> None:
    codes = enrolment.for_unit("c", 3, NOON, "t")
    assert len(enrolment.outstanding(NOON)) == 3
    assert enrolment.withdraw_unit("c", NOON) == 3
    assert not enrolment.outstanding(NOON) and refused(ask(enrolment, device(1), codes[0].code))


def test_no_code_lies_in_the_file(office: Office, enrolment: Enrolment) -> None:
    codes = enrolment.for_unit("c", 3, NOON, "t")
    office.copy(office.path.with_suffix(".copy"))
    data = office.path.with_suffix(".copy").read_bytes()
    assert not [one.code for one in codes if one.code.encode() in data or one.code.replace("-", "").encode() in data]


def test_the_sheet_says_who_where_and_what_to_do(enrolment: Enrolment) -> None:
    code = enrolment.for_unit("c", 1, NOON, "t")[0]._replace(name="<张三>")
    page = html_sheet([code], {"c": "青山县 & 局"}, "http://10.0.0.1:8700")
    assert "&lt;张三&gt;" in page and "青山县 &amp; 局" in page and code.code in page and "<svg" in page
    assert page.count("<li>") == 3 and "2021年5月10日" in page and "<张三>" not in page
    text = text_sheet([code], {"c": "青山县"}, "http://10.0.0.1:8700")
    assert f"remote add 单位 http://10.0.0.1:8700 --code {code.code}" in text


def heir(old: OwnDevice, new: OwnDevice, signer: OwnDevice | None = None) -> str:
    return f"{old.device} {(signer or old).sign(rejoining(old.device, new.device)).hex()}"


def test_a_device_takes_the_place_of_another_with_its_proof(served: Served) -> None:
    old, new, thief = device(1), device(2), device(3)
    remote = served.remote(old)
    remote.push([joining(old, served.code(), "张三")])
    learner = served.ask(lambda hub: hub.learner_of(old.device))
    assert served.remote(thief).push([joining(thief, heir(old, thief, thief))]).refused is not None
    assert served.remote(thief).push([joining(thief, heir(old, new))]).refused is not None
    assert served.remote(new).push([joining(new, heir(old, new))]).refused is None
    assert served.ask(lambda hub: hub.learner_of(new.device)) == learner
    (line,) = [one for one in served.ask(lambda hub: hub.devices(learner=learner)) if one.device == new.device]
    assert line.parent == old.device
    assert [one.unit for one in served.ask(lambda hub: hub.persons(at=NOON))] == ["c"]


def test_joining_over_http_says_where_one_belongs(served: Served) -> None:
    own = device(1)
    receipt = served.remote(own).push([joining(own, served.code("t"), "李四")])
    assert receipt.refused is None and receipt.statements
    (person,) = served.ask(lambda hub: hub.persons(at=NOON))
    assert (person.unit, person.name) == ("t", "李四")


def test_the_public_is_let_in_where_it_is_said_so(served: Served) -> None:
    root = served.browser(served.account("root", "province").name)
    town = served.browser(served.account("town", "unit", "unit:t").name)
    refused_ = served.remote(device(1)).push([joining(device(1), "公众", "王小燕")]).refused
    assert refused_ is not None and "不对社会公众开放" in refused_.text
    assert town.post("/admin/public", {"lets": "1"}).status == 403 and "社会公众" not in town.get("/admin/roster").text
    assert root.post("/admin/public", {"lets": "1"}).status == 303 and "停止开放" in root.get("/admin/roster").text
    for number in (1, 1, 2):
        assert served.remote(device(number)).push([joining(device(number), " Public ", "王小燕")]).refused is None
    found = served.ask(lambda hub: hub.persons(at=NOON))
    assert [(one.unit, one.name) for one in found] == [("", ""), ("", "")]
    assert served.remote(device(1)).scopes()[0].scope == "*"
    assert root.post("/admin/public", {"lets": "0"}).status == 303
    assert served.remote(device(3)).push([joining(device(3), "公众")]).refused is not None
    served.clock.at += 1
    assert served.remote(device(1)).scopes()[0].scope == "*", "who is in stays in"


def test_no_address_brings_any_number_of_the_public(served: Served) -> None:
    served.service.enrolment.let_public_in(lets=True)
    body = [joining(device(number), "公众") for number in range(40)]
    found = [served.raw("POST", "/v1/push", write_statements([one]), {"Content-Type": STATEMENTS})[0] for one in body]
    assert found.count(200) == 30 and found[-1] == 429
    served.clock.at += 60 * 60_000
    many = write_statements([joining(device(100 + number), "公众") for number in range(31)])
    assert served.raw("POST", "/v1/push", many, {"Content-Type": STATEMENTS})[0] == 429, "nor all at once"
    guesses = write_statements([joining(device(100), f"0000-0000-{number:04}") for number in range(31)])
    assert served.raw("POST", "/v1/push", guesses, {"Content-Type": STATEMENTS})[0] == 429
