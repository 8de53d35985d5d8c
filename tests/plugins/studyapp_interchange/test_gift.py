from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from studyapp import (
    JUDGE_CHOICES,
    Blank,
    Blanks,
    Choices,
    Deck,
    Item,
    Kind,
    Pairs,
    Question,
    QuestionReader,
    Source,
    Where,
)
from studyapp.testing import QuestionReaderContract, QuestionWriterContract
from studyapp.words import say
from studyapp_interchange.gift_reader import GiftReader
from studyapp_interchange.gift_writer import GiftWriter
from studyapp_interchange.markup import to_text
from tests.support import shared_folder

SAMPLE = r"""// 样题 [id:7] [tag:养老]
$CATEGORY: $course$/top/社会保险/养老

::一::社会保险费由谁征收？{=税务机关#对 ~银行#不对
 ~公司
####见法律}

[html]<p>试用期不得超过</p>{=6 =%50%六 =%0%*#不对}个月

单选 {~%100%a ~%-100%b}
多选 {~%50%甲 ~%50%\=乙 ~%-100%丙 ~%-100%丁}
职工个人不缴纳工伤保险费。{T#错了#对了}

比例 {#8.5:0.01}

范围 {#1..2}

连线 {=养老 -> 按月 =失业->按次 = -> 不发}

简述 {####受理\n审核}

只是说明

没写完 {=甲

空问答 {}
"""


def read(text: str) -> Deck:
    return GiftReader().read(Source("b.gift", text.encode()))


class TestGiftReader(QuestionReaderContract):
    accounts_for_lines = True

    @pytest.fixture
    def reader(self) -> QuestionReader:
        return GiftReader()

    @pytest.fixture
    def sample(self) -> bytes:
        return SAMPLE.encode()


class TestGiftWriter(QuestionWriterContract):
    @pytest.fixture
    def writer(self) -> GiftWriter:
        return GiftWriter()

    @pytest.fixture
    def reader(self) -> QuestionReader:
        return GiftReader()


def test_the_report_of_the_sample() -> None:
    deck = read(SAMPLE)
    assert [(item.question.kind.value, item.source.line, item.source.last) for item in deck.items] == [
        ("single", 4, 6),
        ("blank", 8, 8),
        ("blank", 14, 14),
        ("blank", 16, 16),
        ("match", 18, 18),
        ("short", 20, 20),
    ]
    assert deck.items[0].question.subject == "社会保险/养老"
    assert deck.items[0].question.explanation == "税务机关：对\n银行：不对\n见法律"
    assert [(flaw.where.line, flaw.severity.value, flaw.code) for flaw in deck.flaws] == [
        (1, "info", "comment"),
        (2, "info", "heading"),
        (8, "warning", "left-out"),
        (10, "error", "braces"),
        (22, "info", "description"),
        (24, "error", "braces"),
        (26, "error", "no-question"),
    ]


def gift_files() -> list[Path]:
    return sorted((shared_folder() / "samples" / "gift").glob("*.gift"))


@pytest.mark.skipif(not gift_files(), reason="the shared GIFT files are absent")
def test_the_shared_files_read_as_their_json_says() -> None:
    told = 0
    for path in gift_files():
        rows = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        deck = GiftReader().read(Source(path.name, path.read_bytes()))
        items = iter(deck.items)
        for row in rows:
            told += 1
            if row["type"] in ("Category", "Description", "Essay"):
                continue
            agree(row, next(items), path.name)
        assert next(items, None) is None, path.name
        counted = {kind: sum(row["type"] == kind for row in rows) for kind in ("Category", "Description", "Essay")}
        codes = [flaw.code for flaw in deck.flaws]
        assert [codes.count(one) for one in ("heading", "description", "no-question")] == list(counted.values())
    assert told == 102


def plain(value: dict[str, Any]) -> str:
    text = to_text(value["text"]) if value["format"] == "html" else value["text"]
    return re.sub(r"\s+", "", text)


def bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def agree(row: dict[str, Any], item: Item, file: str) -> None:
    question = item.question
    assert bare(question.prompt) == plain(row["stem"]), file
    assert (item.label, item.external_id, list(question.tags)) == (
        row["title"] or "", row["id"] or "", row["tags"] or []), file  # fmt: skip
    if row["globalFeedback"]:
        assert bare(question.explanation).endswith(plain(row["globalFeedback"])), file
    choices = row.get("choices", [])
    match row["type"]:
        case "TF":
            assert question.answer == Choices((0 if row["isTrue"] else 1,)), file
        case "MC":
            assert [bare(one) for one in question.choices] == [plain(one["text"]) for one in choices], file
            full = [number for number, one in enumerate(choices) if one["isCorrect"]]
            some = [number for number, one in enumerate(choices) if (one["weight"] or 0) > 0]
            assert question.answer == Choices(tuple(full or some)), file
        case "Short":
            assert isinstance(question.answer, Blanks)
            right = [plain(one["text"]) for one in choices if one["weight"] in (None, 100)]
            assert [bare(one) for one in question.answer.blanks[0].accepted] == right, file
        case "Numerical":
            assert isinstance(question.answer, Blanks)
            numbers = [choices] if isinstance(choices, dict) else [
                one["text"] for one in choices if one["isCorrect"] and one["weight"] in (None, 100)]  # fmt: skip
            blank = question.answer.blanks[0]
            for text, number in zip(blank.accepted, numbers, strict=True):
                low = number.get("numberLow", number.get("number", 0) - (number.get("range") or 0))
                assert float(text) - float(blank.tolerance) == pytest.approx(low), file
        case "Matching":
            assert isinstance(question.answer, Pairs)
            rows = [(plain(one["subquestion"]), bare(one["subanswer"])) for one in row["matchPairs"]]
            found = [(bare(question.choices[a]), bare(question.choices[b])) for a, b in question.answer.pairs]
            assert found == [one for one in rows if one[0]], file


def test_cases_and_their_questions_stay_together() -> None:
    case = Question(kind=Kind.CASE, prompt="张某入职甲公司。")
    asked = Question(kind=Kind.JUDGE, prompt="可以辞职。", choices=JUDGE_CHOICES, answer=Choices((0,)))
    items = (Item(case, 0, Where("x", 1)), Item(asked, 1, Where("x", 2), case=0), Item(asked, 2, Where("x", 3)))
    data, flaws = GiftWriter().write(Deck("", items))
    assert not flaws
    again = GiftReader().read(Source("b.gift", data))
    assert [(one.question, one.case) for one in again.items] == [(one.question, one.case) for one in items]


def test_several_gaps_are_refused_in_plain_words() -> None:
    question = Question(kind=Kind.BLANK, prompt="甲（ ），乙（ ）。", answer=Blanks((Blank(("一",)), Blank(("二",)))))
    data, [flaw] = GiftWriter().write(Deck("", (Item(question, 0, Where("x", 7)),)))
    assert (data, flaw.where.line) == (b"", 7)
    assert say(flaw.why).startswith("这道填空题有 2 个空，这种格式写不出来，没有写。")


def test_letters_that_choices_bring_along_give_their_order() -> None:
    deck = read(
        "谁认定？{~%0%A) 法院 ~%0%C) 单位 ~%100%B) 人社部门}\n\n哪些？{=A. 甲 ~B. 乙}\n\n维生素{=A. 好 ~甲. 坏}\n"
    )
    assert [(item.question.choices, item.question.answer) for item in deck.items] == [
        (("法院", "人社部门", "单位"), Choices((1,))),
        (("甲", "乙"), Choices((0,))),
        (("A. 好", "甲. 坏"), Choices((0,))),
    ]
