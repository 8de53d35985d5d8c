"""Titles as Open Badges 3.0: held to the published rules, and checked by the library that others check them with."""

from __future__ import annotations

import base64
import copy
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openbadgeslib.ob3 import OB3VerificationError, OB3Verifier, OpenBadgeCredential

from studyapp import Activity, Award, BadAddress, Message, OwnDevice, Period, is_signed, read_plan, study_day
from studyapp.__main__ import main
from studyapp.language import choose
from studyapp.model.activity import TitleRule
from studyapp.report.titles import rule_words
from studyapp_hub import badges as badges_module
from studyapp_hub.badge_words import issuer_address, words_of
from studyapp_hub.badges import DOCUMENT, KEY, Badge, Press
from studyapp_hub.founding import init_hub
from studyapp_hub.hub import Hub
from studyapp_hub.nouns import Titled
from studyapp_hub.periods import name_of
from tests.plugins.studyapp_hub.badge_rules import faults, packed, unpacked
from tests.plugins.studyapp_hub.people import DAY, Person, county
from tests.plugins.studyapp_hub.places import secret_of
from tests.support import MONDAY

SECRET, OTHER = secret_of(7), secret_of(8)
ISSUER = "https://hub.example"
HERE = Path(badges_module.__file__).parent
ACTIVITIES = sorted(HERE.parents[1].glob("studyapp/activities/*.toml"))
AGO = -1_498
"""Days before the tests' Monday, another one: whatever clock this machine has, they are past."""

PLAN = """\
id = "drill"
name = "练兵比武"

[points]
keeps = 1

[titles.daily-star]
name = "日日学之星"
task = "daily"
period = "month"
persistence = 0.01
accuracy = 0.5
answers = 4
"""


def plan_of(text: str) -> Activity:
    found = read_plan(text, "plan.toml").activity
    assert found is not None
    return found


def titled(learner: str = "learner-1", name: str = "", period: str = "2021-05", day: int = 18_750) -> Titled:
    why = Message("学满 {have} 个工作日（应满 {need} 天），答题 {answers} 次，正确率 {accuracy}",
                  {"have": 18, "need": 18, "answers": 120, "accuracy": "93.3%"})  # fmt: skip
    return Titled(learner, name, Award("daily-star", "日日学之星", period, day, 0, why, day - 18, day))


PRESS = Press(SECRET, "青山县人社局", ISSUER)
DRILL = plan_of(PLAN)


def badge(one: Titled | None = None, press: Press = PRESS) -> Badge:
    return press.badge(DRILL, one or titled())


def verifier(press: Press = PRESS) -> OB3Verifier:
    """As somebody has it who took the document from the issuer's site, and is offline now."""
    asked: list[str] = []

    def download(url: str) -> bytes:
        asked.append(url)
        return press.document().encode()

    found = OB3Verifier.for_issuer_did(press.issuer, download=download)
    assert asked == [press.place]
    return found


def verify(token: str) -> OpenBadgeCredential:
    return verifier().verify(token)


def test_a_title_is_a_credential_by_the_rules_and_to_the_library() -> None:
    one = badge()
    assert faults(one.token) == []
    found = verify(one.token)
    assert (found.id, found.recipient_id, found.identifiers) == (one.id, one.subject, [])
    assert (found.issuer.id, found.issuer.name, found.issuer.url) == ("did:web:hub.example", "青山县人社局", ISSUER)
    assert found.issuance_date is not None and found.issuance_date.isoformat() == "2021-05-02T20:00:00+00:00"
    assert name_of(titled().award.day) == "2021-05-03"
    achievement = found.achievement
    assert achievement.id == "https://hub.example/badges/drill/daily-star"
    assert (found.name, achievement.name) == ("日日学之星 · 2021年5月", "日日学之星")
    assert achievement.description.startswith("“练兵比武”的称号，每月评一次")
    assert achievement.criteria_narrative == "当月学满 1% 的工作日，正确率达到 50%，至少答题 4 次"
    (evidence,) = found.evidence
    assert evidence.narrative == "学满 18 个工作日（应满 18 天），答题 120 次，正确率 93.3%"


def test_it_is_signed_with_the_hubs_own_key() -> None:
    document = json.loads(PRESS.document())
    (method,) = document["verificationMethod"]
    assert document["id"] == method["controller"] == PRESS.issuer and document["assertionMethod"] == [method["id"]]
    assert "d" not in method["publicKeyJwk"] and SECRET not in PRESS.document() + PRESS.key_file() + badge().token
    raw = base64.urlsafe_b64decode(method["publicKeyJwk"]["x"] + "=")
    assert raw.hex() == OwnDevice("hub", SECRET).key
    assert OB3Verifier(PRESS.key_file()).verify(badge().token).id == badge().id
    signed, _dot, signature = badge().token.rpartition(".")  # and to a library that knows nothing of badges
    assert is_signed(raw.hex(), signed.encode(), base64.urlsafe_b64decode(signature + "=="))


def test_a_badge_has_an_issuer_even_of_a_hub_without_a_name() -> None:
    found = badge(titled(name=" "), Press(SECRET, " ", ISSUER))
    assert faults(found.token) == [] and verify(found.token).issuer.name == ISSUER


def test_no_name_and_no_learners_id_is_in_it_unless_the_name_is_wanted() -> None:
    hidden, shown = badge(titled("4f6c-learner")), badge(titled("4f6c-learner", "王小燕"))
    assert "4f6c-learner" not in f"{hidden.file} {hidden.id} {hidden.subject} {json.dumps(unpacked(hidden.token))}"
    assert "identifier" not in unpacked(hidden.token)[1]["credentialSubject"]
    (name,) = verify(shown.token).identifiers
    assert (name.identity_type, name.identity_hash, name.hashed) == ("name", "王小燕", False)
    assert faults(shown.token) == [] and shown.id == hidden.id and shown.subject == hidden.subject


def test_the_same_title_is_the_same_badge_and_no_two_titles_are_one() -> None:
    assert badge() == badge(press=Press(SECRET, "青山县人社局", "https://HUB.example:443/"))
    choose("en")
    try:
        assert badge() == PRESS.badge(DRILL, titled())
        assert "工作日" in badge().titled.award.why.text and faults(badge().token) == []
    finally:
        choose("zh")
    elsewhere = Press(SECRET, "青山县人社局", "https://other.example")
    several = [
        badge(),
        badge(titled("learner-2")),
        badge(titled(period="2021-06")),
        PRESS.badge(replace(DRILL, id="next"), titled()),
        elsewhere.badge(DRILL, titled()),
    ]
    assert len({one.id for one in several}) == len({one.file for one in several}) == len(several)
    assert len({one.subject for one in several}) == 3  # two learners, and one of them to another issuer


def required(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The properties that the rules ask for, by path."""
    for name, one in value.items():
        if name not in ("evidence", "credentialSchema", "achievementType"):
            yield (*path, name)
            if isinstance(one, dict):
                yield from required(one, (*path, name))


PATHS = list(required(unpacked(badge().token)[1]))


def without(value: dict[str, Any], path: tuple[str, ...]) -> dict[str, Any]:
    """A copy that lacks one property."""
    found = copy.deepcopy(value)
    inner = found
    for name in path[:-1]:
        inner = inner[name]
    del inner[path[-1]]
    return found


@pytest.mark.parametrize("path", PATHS, ids=".".join)
def test_the_rules_miss_nothing_that_is_required(path: tuple[str, ...]) -> None:
    token = badge().token
    assert faults(packed(token, payload=without(unpacked(token)[1], path)))


def test_the_rules_know_what_may_be_required() -> None:
    assert {("@context",), ("id",), ("type",), ("issuer",), ("validFrom",), ("credentialSubject",)} <= set(PATHS)
    assert ("credentialSubject", "achievement", "criteria") in PATHS
    token = badge().token
    header, payload = unpacked(token)
    for wrong in (
        {"validFrom": "2021-05-03"},
        {"validFrom": "2021-05-03T00:00:00Z"},
        {"type": ["VerifiableCredential"]},
        {"@context": payload["@context"][1:]},
        {"credentialSubject": {**payload["credentialSubject"], "type": "AchievementSubject"}},
        {"exp": 1},
        {"surprise": 1},
        {"name": ""},
        {"sub": "urn:uuid:0"},
    ):
        assert faults(packed(token, payload={**payload, **wrong})), wrong
    for other in ({"kid": "x", "x5u": "y"}, {"alg": "none"}, {"jwk": {**header["jwk"], "d": "secret"}}, {"typ": "jws"}):
        assert faults(packed(token, header={**header, **other})), other


def refused(token: str, by: OB3Verifier) -> bool:
    try:
        by.verify(token)
    except OB3VerificationError:
        return True
    return False


@given(st.integers(0, 2), st.data())
@settings(max_examples=60, deadline=None)
def test_whatever_is_changed_is_refused(part: int, data: st.DataObject) -> None:
    parts = badge().token.split(".")
    raw = bytearray(base64.urlsafe_b64decode(parts[part] + "=" * (-len(parts[part]) % 4)))
    bit = data.draw(st.integers(0, len(raw) * 8 - 1))
    raw[bit // 8] ^= 1 << bit % 8
    parts[part] = base64.urlsafe_b64encode(raw).decode().rstrip("=")
    assert refused(".".join(parts), verifier())


def test_another_name_another_issuer_or_no_signature_is_refused() -> None:
    token = badge().token
    header, payload = unpacked(token)
    subject = {**payload["credentialSubject"], "id": "urn:uuid:0", "identifier": []}
    here = verifier()
    assert refused(packed(token, payload={**payload, "credentialSubject": subject, "sub": "urn:uuid:0"}), here)
    assert refused(packed(token, header={**header, "alg": "none"}), here)
    assert refused(token.rpartition(".")[0] + ".", here)
    forger = Press(OTHER, "青山县人社局", ISSUER)  # who says that he is the issuer, and shows his own key in the header
    assert refused(badge(press=forger).token, here)
    elsewhere = Press(SECRET, "青山县人社局", "https://other.example")  # the key is right, the issuer is another one
    assert refused(badge(press=elsewhere).token, here) and not refused(
        badge(press=elsewhere).token, verifier(elsewhere)
    )


@pytest.mark.parametrize(
    ("text", "address", "issuer", "place"),
    [
        (ISSUER + "/", ISSUER, "did:web:hub.example", f"{ISSUER}/.well-known/did.json"),
        ("https://HUB.example:443", ISSUER, "did:web:hub.example", f"{ISSUER}/.well-known/did.json"),
        *(
            (f"https://a.example:8443{end}", "https://a.example:8443/rsj/drill", "did:web:a.example%3A8443:rsj:drill",
             "https://a.example:8443/rsj/drill/did.json")
            for end in ("/rsj/drill", "/rsj/drill/")
        ),
        ("https://练兵.example", "https://xn--f6q671i.example", "did:web:xn--f6q671i.example",
         "https://xn--f6q671i.example/.well-known/did.json"),
    ],
)  # fmt: skip
def test_addresses_of_issuers(text: str, address: str, issuer: str, place: str) -> None:
    press = Press(SECRET, "县局", text)
    assert (press.address, press.issuer, press.place) == (address, issuer, place)
    assert faults(badge(press=press).token) == [] and verifier(press).verify(badge(press=press).token)


BAD = (
    "", "hub.example", "http://hub.example", "ftp://hub.example", "https://", "https:///x", "https://a b.example",
    "https://user:word@hub.example", "https://hub.example/@a", "https://hub.example?a=b", "https://hub.example#x",
    "https://hub.example:0", "https://hub.example:99999", "https://hub.example:port", "https://192.168.1.10",
    "https://[::1]", "https://0x7f.1", "https://hub..example", "https://-hub.example", "https://hub_1.example",
    "https://hub.example/a//b", "https://hub.example/../x", "https://hub.example/县", "https://hub.example/%2e%2e",
    "https://hub.example\n", "https://hub.example\\x", f"https://{'a' * 64}.example", "https://hub.example/./x",
    f"https://{'ab.' * 90}example", "https://hub.example./", "did:web:hub.example", "https://[bad",
)  # fmt: skip


@pytest.mark.parametrize("text", BAD)
def test_no_addresses_of_issuers(text: str) -> None:
    with pytest.raises(BadAddress):
        Press(SECRET, "县局", text)


@given(st.text(max_size=30).map("https://".__add__))
@settings(max_examples=100)
def test_an_address_is_a_url_and_stays_the_same_or_is_refused(text: str) -> None:
    try:
        found = issuer_address(text)
    except BadAddress:
        return
    assert re.fullmatch(r"https://[a-z0-9.-]+(:\d+)?(/[A-Za-z0-9._-]+)*", found) and issuer_address(found) == found


words = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=12).filter(
    str.strip
)


@given(words, words, words, st.integers(10_000, 18_900), st.sampled_from(["2021-05-03", "2021-W18", "2021-05"]))
@settings(max_examples=30, deadline=None)
def test_whatever_plans_and_people_are_called(plan: str, title: str, name: str, day: int, period: str) -> None:
    one = replace(DRILL, name=plan, id=plan, titles=(replace(DRILL.titles[0], id=title, name=title),))
    given_title = titled(name, name, period, day)
    found = PRESS.badge(one, given_title._replace(award=given_title.award._replace(what=title, name=title)))
    assert faults(found.token) == [] and verify(found.token).achievement.name == title
    assert not set(found.file) & set('<>:"/\\|?*') and len(found.file.encode()) < 256 and found.file.isprintable()


shares = st.sampled_from([0.01, 0.5, 0.725, 0.9, 1.0])
rules = st.builds(
    TitleRule, st.just("t"), st.just("称号"), st.sampled_from(["daily", "weekly", "monthly"]), st.sampled_from(Period),
    shares, shares, st.sampled_from([0, 100]), st.sampled_from([0, 10]),
)  # fmt: skip


@pytest.mark.parametrize("file", ACTIVITIES, ids=lambda one: one.stem)
@given(rules)
@settings(max_examples=40)
def test_what_a_title_asks_for_is_said_as_the_app_says_it(file: Path, rule: TitleRule) -> None:
    plan = plan_of(file.read_text(encoding="utf-8"))
    for one in (rule, *plan.titles):
        assert words_of(replace(plan, titles=(one,)), one.id).criteria == rule_words(plan, one)


def test_no_other_command_loads_the_library() -> None:
    using = [
        one.name
        for one in HERE.rglob("*.py")
        if re.search(r"^\s*(from|import) openbadgeslib", one.read_text("utf-8"), re.M)
    ]
    loading = [one.name for one in HERE.rglob("*.py") if "studyapp_hub.badges" in one.read_text("utf-8")]
    assert using == ["badges.py"] and loading == ["command_badges.py"]


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Hub]:
    hub = county(init_hub(tmp_path / "home" / "hub", secret=SECRET, hub="hub-1", name="青山县", at=MONDAY))
    yield hub
    hub.close()


class Told:
    """The command, as it is typed."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capsys = folder, capsys

    def __call__(self, *arguments: str, issuer: str = ISSUER, to: str = "", status: int = 0) -> str:
        line = ["--home", str(self.folder / "home"), "hub", "badges", "--to", to or str(self.folder / "out")]
        found = main([*line, "--issuer", issuer, *arguments])
        out, err = self.capsys.readouterr()
        assert found == status, (out, err)
        if status:
            assert not out and len(err.strip().splitlines()) == 1 and "Traceback" not in err
        return err if status else out


@pytest.fixture
def told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Told:
    return Told(tmp_path, capsys)


@pytest.fixture
def awarded(home: Hub) -> Hub:
    home.publish_plan(DRILL, PLAN, at=MONDAY)
    one, two, none = Person(home, 1).join("王小燕"), Person(home, 2, "").join(), Person(home, 3).join()
    home.accept([one.answer(5, day=AGO), two.answer(4, day=AGO), two.answer(6, day=AGO + 42)], at=MONDAY)
    home.accept([none.answer(1, wrong=4, day=AGO)], at=MONDAY)
    return home


def files(folder: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in folder.iterdir()}


def test_the_command_writes_every_title_and_what_is_needed_to_check_it(awarded: Hub, told: Told) -> None:
    said = json.loads(told("--json"))
    found = files(told.folder / "out")
    assert set(found) == {DOCUMENT, KEY, *(one["file"] for one in said["badges"])} and len(said["badges"]) == 3
    assert said["issuer"] == "did:web:hub.example" and said["document"] == f"{ISSUER}/.well-known/did.json"
    check = OB3Verifier.for_issuer_did(said["issuer"], download=lambda url: found[DOCUMENT])
    for one in said["badges"]:
        token = found[one["file"]].decode().strip()
        credential = check.verify(token, expected_recipient=one["subject"])
        assert faults(token) == [] and credential.id == one["id"]
        assert [name.identity_hash for name in credential.identifiers] == [one["name"]] * bool(one["name"])
    days = [name_of(study_day(MONDAY + day * DAY)) for day in (AGO, AGO, AGO + 42)]
    assert [(one["learner"], one["name"], one["day"]) for one in said["badges"]] == [
        ("0001-learner", "王小燕", days[0]),
        ("0002-learner", "", days[1]),
        ("0002-learner", "", days[2]),
    ]
    assert {one["title"] for one in said["badges"]} == {"daily-star"}
    assert said["badges"][0]["why"].endswith("答题 5 次，正确率 100.0%")
    line, where = told().splitlines()
    assert "3" in line and said["document"] in where and said["issuer"] in where
    assert files(told.folder / "out") == found  # twice is once
    some = json.loads(told("--json", "--period", days[2][:7], to=str(told.folder / "some")))
    assert some["badges"] == said["badges"][2:]
    assert json.loads(told("--json", "--scope", "unit:town"))["badges"] == said["badges"][:1]
    assert json.loads(told("--json", "--scope", "unit:village"))["badges"] == []


def test_the_readme_says_how_to_check_one(awarded: Hub, told: Told) -> None:
    told()
    folder = told.folder / "out"
    text = (HERE / "README.md").read_text(encoding="utf-8")
    (program,) = [one for one in re.findall(r"```python\n(.*?)```", text, re.S) if "OB3Verifier" in one]
    first = next(folder.glob("*.jwt"))

    def check() -> subprocess.CompletedProcess[str]:
        line = [sys.executable, "-X", "utf8", "-c", program.replace("徽章.jwt", first.name)]
        return subprocess.run(line, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)

    good = check()
    assert good.returncode == 0 and "日日学之星" in good.stdout and "青山县" in good.stdout, good.stderr
    first.write_text(badge(press=Press(OTHER, "青山县", ISSUER)).token)
    forged = check()
    assert forged.returncode != 0 and not forged.stdout


def test_a_hub_without_titles_says_so(home: Hub, told: Told) -> None:
    nothing = told()
    assert "方案" in nothing and json.loads(told("--json"))["badges"] == []
    home.publish_plan(DRILL, PLAN, at=MONDAY)
    nobody = told()
    assert "称号" in nobody and nobody != nothing and len(nobody.splitlines()) == 1
    assert not (told.folder / "out").exists()


@pytest.mark.parametrize(
    "issuer", ["http://hub.example", "https://192.168.1.10:8700", "hub", "https://u:p@hub.example"]
)
def test_a_bad_issuer_is_one_sentence(awarded: Hub, told: Told, issuer: str) -> None:
    assert "https://hub.example" in told(issuer=issuer, status=2) and not (told.folder / "out").exists()


def test_what_cannot_be_written_is_one_sentence(awarded: Hub, told: Told) -> None:
    (told.folder / "file").write_text("x")
    for wrong in (["--scope", "unit:zz"], ["--period", "soon"]):
        told(*wrong, status=2)
    assert "file" in told(to=str(told.folder / "file"), status=2)


def test_without_the_library_it_says_what_to_install(home: Hub, told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openbadgeslib", None)
    for name in ("openbadgeslib.keys", "openbadgeslib.ob3", "studyapp_hub.badges", "studyapp_hub.command_badges"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    assert "pip install 'studyapp[badges]'" in told(status=2)
