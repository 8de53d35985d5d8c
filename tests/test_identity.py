"""Which question is this, and which fact: what must be equal, what must differ, and digests that never change."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.identity import identify, is_intact, key_digest, make_entry, normal, question_id, revision
from studyapp.model import (
    JUDGE_CHOICES,
    Back,
    Basis,
    Blank,
    Blanks,
    Choices,
    KeyPoints,
    Kind,
    Media,
    Pairs,
    Question,
    Steps,
    Validity,
    study_day,
)
from studyapp.model.plain import canonical, question_from_text, question_to_text
from tests.strategies import questions, texts
from tests.support import single

EQUAL = [
    ("ＡＢＣ１２３", "ABC123"),
    ("工伤认定（第１４条）", "工伤认定(第14条)"),
    ("期限为：", "期限为:"),
    ("甲，乙；丙？丁！", "甲,乙;丙?丁!"),
    ("用人单位 应当", "用人单位应当"),
    ("用人单位\u3000应当\t支付\r\n", "用人单位应当支付"),
    ("用人单位\u00a0应当", "用人单位应当"),
    ("期限为（　　）日", "期限为()日"),
    ("期限为（ ）日", "期限为____日"),
    ("期限为__日", "期限为________日"),
    ("期限为＿＿＿日", "期限为()日"),
    ("期限为【　】日", "期限为[ ]日"),
    ("期限为［　］日", "期限为( )日"),
    ("期限为三十日。", "期限为三十日"),
    ("期限为三十日．", "期限为三十日"),
    ("期限为三十日.", "期限为三十日。"),
    ("期限为三十日 。 ", "期限为三十日"),
]

DIFFERENT = [
    ("维生素A", "维生素a"),
    ("a>b", "a<b"),
    ("a≥b", "a>b"),
    ("1+1", "1-1"),
    ("3.5%", "35%"),
    ("3.5", "3,5"),
    ("第1条", "第2条"),
    ("第十四条", "第十五条"),
    ("①②", "②①"),
    ("①", "1"),
    ("第1条", "第一条"),
    ("应当支付", "不应当支付"),
    ("甲、乙", "甲乙"),
    ("期限为()日", "期限为日"),
    ("期限为()或()日", "期限为()日"),
    ("期限为_日", "期限为()日"),
    ("（A）", "（　）"),
    ("10²", "102"),
    ("“工资”", "工资"),
    ("期限为三十日？", "期限为三十日"),
]


@pytest.mark.parametrize(("left", "right"), EQUAL)
def test_what_counts_the_same(left: str, right: str) -> None:
    assert normal(left) == normal(right)
    one, other = replace(single(1), prompt=left), replace(single(1), prompt=right)
    assert question_id(one) == question_id(other)
    assert revision(one) != revision(other)


@pytest.mark.parametrize(("left", "right"), DIFFERENT)
def test_what_does_not(left: str, right: str) -> None:
    assert normal(left) != normal(right)
    assert question_id(replace(single(1), prompt=left)) != question_id(replace(single(1), prompt=right))
    with_choice = [replace(single(1), choices=("甲", "乙", text)) for text in (left, right)]
    assert len(set(map(question_id, with_choice))) == 2


@given(texts(30))
def test_the_normal_form_is_its_own_normal_form(text: str) -> None:
    once = normal(text)
    assert normal(once) == once


@given(questions(), st.randoms(use_true_random=False))
def test_order_of_choices_is_not_part_of_the_question(question: Question, chance: object) -> None:
    order = list(range(len(question.choices)))
    chance.shuffle(order)  # type: ignore[attr-defined]
    places = {old: new for new, old in enumerate(order)}
    turned = replace(question, choices=tuple(question.choices[old] for old in order))
    match question.answer:
        case Choices(right) if question.kind is Kind.JUDGE:
            turned = question
            assert right
        case Choices(right):
            turned = replace(turned, answer=Choices(tuple(sorted(places[one] for one in right))))
        case Steps(sequence):
            turned = replace(turned, answer=Steps(tuple(places[one] for one in sequence)))
        case Pairs(pairs):
            turned = replace(turned, answer=Pairs(tuple((places[left], places[right]) for left, right in pairs)))
    assert question_id(turned) == question_id(question)
    assert key_digest(turned) == key_digest(question)


@given(questions())
def test_what_is_said_about_a_question_is_not_part_of_it(question: Question) -> None:
    other = replace(
        question,
        explanation=question.explanation + "见第十四条",
        subject="另一科",
        tags=("新",),
        difficulty=0.123,
        basis=(Basis("社会保险法"),),
        validity=Validity(superseded_by="新规"),
        jurisdiction="陕西省",
        authority="省厅",
    )
    assert question_id(other) == question_id(question)
    assert key_digest(other) == key_digest(question)
    assert revision(other) != revision(question)


@given(questions())
def test_a_question_survives_its_row(question: Question) -> None:
    assert question_from_text(question_to_text(question)) == question
    assert revision(question_from_text(question_to_text(question))) == revision(question)


@given(questions())
def test_a_question_s_text_is_canonical(question: Question) -> None:
    text = question_to_text(question)
    assert text == canonical(json.loads(text))


@given(questions(), st.one_of(st.none(), st.binary(min_size=16, max_size=16)))
def test_identity_is_what_its_parts_are(question: Question, case: bytes | None) -> None:
    found = identify(question, case)
    assert found.question == question_id(question, case)
    assert found.key == key_digest(question)
    assert found.revision == revision(question)
    assert found.body == question_to_text(question).encode()


def test_a_border_in_a_text_parts_nothing() -> None:
    odd = replace(single(1), prompt="第一\0第二（　）", choices=("甲\0", "乙。", "\0丙", "丁"))
    assert identify(odd)[:2] == (question_id(odd), key_digest(odd))


def test_one_or_several_right_is_read_off_the_key() -> None:
    several = replace(single(1), kind=Kind.MULTIPLE, answer=Choices((0, 1)))
    assert question_id(several) == question_id(single(1))
    assert key_digest(several) != key_digest(single(1))
    assert key_digest(replace(single(1), kind=Kind.MULTIPLE)) == key_digest(single(1))


def test_kinds_of_another_shape_are_other_questions() -> None:
    prompts = [Question(kind=kind, prompt="下列说法", answer=None) for kind in Kind]
    assert len(set(map(question_id, prompts))) == len(Kind) - 1
    assert len(set(map(key_digest, prompts))) == len(Kind) - 1


def test_a_judge_s_words_are_not_part_of_it() -> None:
    judge = Question(kind=Kind.JUDGE, prompt="应当", choices=JUDGE_CHOICES, answer=Choices((0,)))
    assert question_id(judge) == question_id(replace(judge, choices=("对", "错")))
    assert key_digest(judge) == key_digest(replace(judge, choices=("对", "错")))
    assert key_digest(judge) != key_digest(replace(judge, answer=Choices((1,))))


def test_the_case_and_the_pictures_are_part_of_it() -> None:
    one, other = question_id(single(2)), question_id(single(3))
    ids = {question_id(single(1)), question_id(single(1), one), question_id(single(1), other)}
    pictures = Media("图.png", "ab" * 32), Media("表.png", "cd" * 32)
    with_picture = replace(single(1), media=pictures)
    assert len(ids | {question_id(with_picture)}) == 4
    assert question_id(with_picture) == question_id(replace(with_picture, media=pictures[::-1]))
    renamed = replace(pictures[0], name="另.png")
    assert question_id(with_picture) == question_id(replace(with_picture, media=(renamed, pictures[1])))


def test_texts_do_not_run_together() -> None:
    one = replace(single(1), choices=("甲乙", "丙"))
    assert question_id(one) != question_id(replace(one, choices=("甲", "乙丙")))
    assert question_id(one) != question_id(replace(one, choices=('甲乙","丙', "")))


def blanks(*blanks: Blank) -> bytes:
    return key_digest(Question(kind=Kind.BLANK, prompt="（）和（）", answer=Blanks(blanks)))


def test_key_of_blanks() -> None:
    one, other = Blank(("三十日", "30日")), Blank(("六十日",))
    assert blanks(one, other) != blanks(other, one)
    assert blanks(one, other) == blanks(Blank(("30 日", "三十日。")), other)
    assert blanks(one) != blanks(Blank(("三十日",)))
    assert blanks(one) != blanks(replace(one, tolerance="0.01"))
    free = replace(one, group=1), replace(other, group=1)
    assert blanks(*free) == blanks(*free[::-1])
    assert blanks(*free) == blanks(*(replace(blank, group=7) for blank in free))
    assert blanks(*free) != blanks(one, other)
    assert blanks(*free, one) != blanks(one, *free)
    assert blanks(*free, *free) != blanks(*free, *(replace(blank, group=2) for blank in free))


def test_key_of_the_other_kinds() -> None:
    short = Question(kind=Kind.SHORT, prompt="简述", answer=KeyPoints(("甲", "乙")))
    assert key_digest(short) != key_digest(replace(short, answer=KeyPoints(("乙", "甲"))))
    order = Question(kind=Kind.ORDER, prompt="排序", choices=("甲", "乙", "丙"), answer=Steps((0, 1, 2)))
    assert key_digest(order) != key_digest(replace(order, answer=Steps((0, 2, 1))))
    match = Question(kind=Kind.MATCH, prompt="连线", choices=("甲", "乙", "1", "2"), answer=Pairs(((0, 2), (1, 3))))
    assert key_digest(match) == key_digest(replace(match, answer=Pairs(((1, 3), (0, 2)))))
    assert key_digest(match) != key_digest(replace(match, answer=Pairs(((0, 3), (1, 2)))))
    card = Question(kind=Kind.CARD, prompt="社保", answer=Back("社会保险"))
    assert key_digest(card) == key_digest(replace(card, answer=Back("社会保险。")))
    assert key_digest(card) != key_digest(replace(card, answer=Back("社会保障")))


# Entries


facts = st.fixed_dictionaries(
    {
        "device": texts(8),
        "seq": st.integers(1, 1 << 40),
        "at": st.integers(0, 4_000_000_000_000),
        "kind": st.sampled_from(["answer", "void", "same", "未来"]) | texts(6),
        "question": st.none() | st.binary(min_size=16, max_size=16),
        "key": st.none() | st.binary(min_size=16, max_size=16),
        "verdict": st.none() | st.floats(0, 1) | st.floats(allow_nan=False, allow_infinity=False),
        "rating": st.none() | st.integers(-5, 5),
        "milliseconds": st.none() | st.integers(-1, 1 << 40),
        "sitting": st.none() | texts(6),
        "body": st.dictionaries(texts(4), st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | texts(6),
            lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts(3), inner, max_size=3),
            max_leaves=6,
        ), max_size=3),
    }
)  # fmt: skip


@given(facts)
def test_an_entry_s_id_is_its_time_and_the_digest_of_its_canonical_json(some: dict[str, object]) -> None:
    """The list is written by hand where it must be fast; here is what it must be."""
    entry = make_entry(**some)  # type: ignore[arg-type]
    contents = [
        entry.device,
        entry.seq,
        entry.at,
        study_day(entry.at),
        entry.kind,
        entry.question and entry.question.hex(),
        entry.key and entry.key.hex(),
        entry.verdict,
        entry.rating,
        entry.milliseconds,
        entry.sitting,
        entry.body,
    ]
    text = json.dumps(contents, ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False)
    assert entry.id == entry.at.to_bytes(6) + hashlib.sha256(text.encode()).digest()[:10]
    assert entry.day == study_day(entry.at)
    assert is_intact(entry)
    assert is_intact(replace(entry, body=json.loads(canonical(entry.body))))


@given(facts, facts)
def test_entries_are_the_same_only_where_all_is_the_same(one: dict[str, object], other: dict[str, object]) -> None:
    left, right = make_entry(**one), make_entry(**other)  # type: ignore[arg-type]
    plain, further = ({name: _shown(value) for name, value in some.items()} for some in (one, other))
    assert (left.id == right.id) is (plain == further)
    for name, value in other.items():
        mixed = replace(left, **{name: value})  # type: ignore[arg-type]
        if plain[name] != further[name]:
            assert not is_intact(mixed)


def _shown(value: object) -> str:
    """A value as its type and all of it: 1 is not 1.0, but the order of a body's fields says nothing."""
    return canonical(value) if isinstance(value, dict) else repr(value)


# These literals are in the journals and banks of learners. A change of any of them orphans every learner's history:
# his answers would belong to questions that no deck has any more, and his entries would be refused everywhere.


GOLDEN = {
    "single": single(1),
    "judge": Question(
        kind=Kind.JUDGE, prompt="劳动者应当参加基本养老保险。", choices=JUDGE_CHOICES, answer=Choices((0,))
    ),
    "blank": Question(
        kind=Kind.BLANK,
        prompt="缴费年限为＿＿年，费率为（　　）。",
        answer=Blanks((Blank(("15", "十五")), Blank(("20％",), tolerance="0.01", group=2))),
    ),
    "short": Question(kind=Kind.SHORT, prompt="简述立法目的。", answer=KeyPoints(("维护合法权益", "促进社会和谐"))),
    "order": Question(
        kind=Kind.ORDER,
        prompt="办理顺序",
        choices=("受理", "审核", "发放"),
        answer=Steps((0, 1, 2)),
        media=(Media("a", "b" * 64),),
    ),
    "match": Question(kind=Kind.MATCH, prompt="配对", choices=("甲", "乙", "1", "2"), answer=Pairs(((0, 3), (1, 2)))),
    "card": Question(kind=Kind.CARD, prompt="ＮＢ", answer=Back("牛")),
    "case": Question(kind=Kind.CASE, prompt="张某于2021年3月1日入职。"),
}
DIGESTS = {
    "single": ("e540b8a33eb69b08bb36f0f27eb6d266", "f7d9d02ad095736551fd007de15fda0e"),
    "judge": ("f471d2dae1f67b04b5ebbd373075f14f", "01c36bc143eceb0b6f4e153cb1e52e45"),
    "blank": ("d2f36064aa4fa05a5711dca4b19eb3e0", "ef65ff21dc1f4d4c371bef95846fe786"),
    "short": ("434dac6c6e4115a17ea274c0bc01e3b1", "ecb9d8d6877ec05707a3ed1d0884d226"),
    "order": ("8d07c53b412483bde1c225d5b992bc87", "fec93a54e77d2eaeeb6d1c3f01367953"),
    "match": ("85ff806d656dcfe1e17297e0ad6a285e", "129302e67174fe253094c7a369b0e294"),
    "card": ("8c7dba660ff2dd2f474731beaaecb7f2", "a12fc7a5e785b51e08469811c1f539d3"),
    "case": ("0a7c7e583fc7d5c5fe2f4578cf0ebbce", "d4fbda7633cd71a028b60dbb019a48e1"),
}


@pytest.mark.parametrize("name", GOLDEN)
def test_questions_keep_their_ids_and_keys(name: str) -> None:
    assert (question_id(GOLDEN[name]).hex(), key_digest(GOLDEN[name]).hex()) == DIGESTS[name]


def test_what_is_digested() -> None:
    prompts: dict[str, list[object]] = {
        "single": ["choice", "第1号规定的期限是␣", ["三十日", "六十日", "十五日", "十日"], [], ""],
        "judge": ["judge", "劳动者应当参加基本养老保险", [], [], ""],
        "blank": ["blank", "缴费年限为␣年,费率为␣", [], [], ""],
        "order": ["order", "办理顺序", ["发放", "受理", "审核"], ["b" * 64], ""],
        "card": ["card", "NB", [], [], ""],
    }
    keys: dict[str, list[object]] = {
        "single": ["choice", ["三十日", "六十日", "十五日", "十日"], ["十日"]],
        "judge": ["judge", [], [0]],
        "blank": ["blank", [], [[0, [["15", "十五"], ""]], [1, [["20%"], "0.01"]]]],
        "short": ["short", [], ["维护合法权益", "促进社会和谐"]],
        "order": ["order", ["发放", "受理", "审核"], ["受理", "审核", "发放"]],
        "match": ["match", ["1", "2", "乙", "甲"], [["乙", "1"], ["甲", "2"]]],
        "card": ["card", [], "牛"],
        "case": ["case", [], None],
    }
    for place, expected in enumerate((prompts, keys)):
        for name, contents in expected.items():
            text = json.dumps(contents, ensure_ascii=False, separators=(",", ":"))
            assert hashlib.sha256(text.encode()).hexdigest()[:32] == DIGESTS[name][place]


def test_a_sub_question_keeps_its_id() -> None:
    assert question_id(GOLDEN["judge"], question_id(GOLDEN["case"])).hex() == "af2fec1ad0b65eeedfbbf7f4c37adc53"


def test_a_revision_stays() -> None:
    assert revision(GOLDEN["blank"]).hex() == "749d19db51686d529772ed818380f8f6"


def test_an_entry_keeps_its_id() -> None:
    entry = make_entry(
        device="00000000000000aa",
        seq=7,
        at=20_780 * 86_400_000 - 7_200_000,
        kind="answer",
        question=question_id(GOLDEN["single"]),
        key=key_digest(GOLDEN["single"]),
        verdict=0.5,
        rating=1,
        milliseconds=12_345,
        sitting="00000000000000bb",
        body={"hinted": True, "given": ["一", 2.5, None]},
    )
    assert entry.id.hex() == "01a20545f30023a036f5e4b3613ec521"
