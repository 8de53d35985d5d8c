"""What the screens may ask of the bank: the same as a plain look at every question."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.desk import browsing
from studyapp.desk.browsing import Browser
from studyapp.desk.views import Wanted
from studyapp.model import Basis, Deck, Item, Kind, Question, Where
from studyapp.search import find, words_of
from studyapp.session import mark
from studyapp.store.errors import StoreError
from tests.support import MONDAY, deck_of, make_store, put, single

CASE = Question(kind=Kind.CASE, prompt="某公司与张某约定试用期六个月，未签合同。")
PART = replace(single(90), prompt="张某可以要求几倍工资？")
QUESTIONS = [
    replace(single(1), prompt="失业人员领取失业保险金的期限（　　）。", explanation="满５年的，最长十八个月。"),
    replace(single(2), prompt="工伤认定的申请期限（　　）。", basis=(Basis("工伤保险条例", "", "第十七条"),)),
    replace(single(3), prompt="试用期最长（　　）。" + "说明" * 40 + "HR 系统"),
]


@pytest.fixture
def browser(tmp_path: Path) -> Browser:
    store = make_store(tmp_path)
    put(store, deck_of(QUESTIONS, name="窗口"))
    case = Item(CASE, 0, Where("案例.md", 1, 3))
    put(store, Deck("案例", (case, Item(PART, 1, Where("案例.md", 4, 4), label="7", case=0))))
    return Browser(str(store.path))


def found(browser: Browser, wanted: Wanted) -> list[str]:
    numbers = [number for portion in browser.find(wanted) for number in portion]
    return [one.text for one in browser.entries(numbers, wanted.words)]


def test_decks_and_kinds(browser: Browser) -> None:
    assert browser.decks() == ("窗口", "案例")
    assert browser.kinds(None) == {"single": 4, "case": 1}
    assert browser.kinds("案例") == {"single": 1, "case": 1}


def test_a_deck_a_kind_or_all(browser: Browser) -> None:
    assert len(found(browser, Wanted())) == 4
    assert len(found(browser, Wanted("窗口"))) == 3
    assert found(browser, Wanted("案例")) == ["张某可以要求几倍工资？"]
    assert found(browser, Wanted(None, "case")) == ["某公司与张某约定试用期六个月，未签合同。"]
    assert found(browser, Wanted("没有这个")) == []


def test_material_of_a_case_is_found_by_its_words(browser: Browser) -> None:
    assert found(browser, Wanted(None, "", "未签合同")) == ["某公司与张某约定试用期六个月，未签合同。"]


def test_a_list_shows_where_the_words_stand(browser: Browser) -> None:
    assert found(browser, Wanted(None, "", "失业")) == ["失业人员领取失业保险金的期限（ ）。"]
    assert found(browser, Wanted(None, "", "十八个月")) == ["失业人员领取失业保险金的期限… | 满５年的，最长十八个月。"]
    assert found(browser, Wanted(None, "", "第十七条"))[0].endswith("| 工伤保险条例  第十七条".replace("  ", " "))
    (text,) = found(browser, Wanted(None, "", "hr系统"))
    assert text.startswith("…")
    assert text.endswith("HR 系统")


@given(st.text(st.sampled_from("失业保险金工伤期限最长合同张某HR5５十八个月 "), min_size=1, max_size=4))
def test_the_same_is_found_as_by_a_plain_look(tmp_path_factory: pytest.TempPathFactory, query: str) -> None:
    browser = _kept(tmp_path_factory)
    words = words_of(query)
    numbers = [number for portion in browser.find(Wanted(None, "", query)) for number in portion]
    every = [*QUESTIONS, CASE, PART]
    everyone = [number for kind in ("", "case") for portion in browser.find(Wanted(None, kind)) for number in portion]
    plain = {one.prompt for one in every if not words or find(one, words)}
    shown = {whole.question.prompt for number in everyone if (whole := browser.whole(number)) and number in numbers}
    assert shown == (plain if words else plain - {CASE.prompt})


_keeping: list[Browser] = []


def _kept(factory: pytest.TempPathFactory) -> Browser:
    if not _keeping:
        store = make_store(factory.mktemp("bank"))
        put(store, deck_of([*QUESTIONS], name="窗口"))
        case = Item(CASE, 0, Where("案例.md", 1, 3))
        put(store, Deck("案例", (case, Item(PART, 1, Where("案例.md", 4, 4), case=0))))
        _keeping.append(Browser(str(store.path)))
    return _keeping[0]


def test_a_long_search_hands_on_what_it_has(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browsing, "PORTION", 1)
    portions = list(browser.find(Wanted(None, "", "期限")))
    assert [len(portion) for portion in portions] == [1, 1, 0, 0, 0, 0]


def test_a_question_whole(browser: Browser, tmp_path: Path) -> None:
    number = next(iter(browser.find(Wanted("案例"))))[0]
    whole = browser.whole(number)
    assert whole is not None
    assert (whole.question, whole.case) == (PART, CASE)
    assert (whole.deck, whole.label, whole.source, whole.first_line) == ("案例", "7", "案例.md", 4)
    assert (whole.answered, whole.due, whole.marks) == (0, None, frozenset())
    assert browser.whole(9_999) is None


def test_marks_and_history_are_shown(tmp_path: Path) -> None:
    store = make_store(tmp_path)
    put(store, deck_of(QUESTIONS))
    mark(store, 1, "star", True, at=MONDAY)
    mark(store, 1, "flag", True, at=MONDAY + 1)
    mark(store, 1, "flag", False, at=MONDAY + 2)
    whole = Browser(str(store.path)).whole(1)
    assert whole is not None
    assert whole.marks == {"star"}


def test_a_damaged_store_is_told(tmp_path: Path) -> None:
    (tmp_path / "default.db").write_bytes(b"no database" * 100)
    with pytest.raises(StoreError):
        Browser(str(tmp_path / "default.db")).decks()
