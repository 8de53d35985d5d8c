"""Reading Anki packages: their generations, what notes become, damage and traps."""

from __future__ import annotations

import errno
import tempfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from studyapp import (
    JUDGE_CHOICES,
    Back,
    Blank,
    Blanks,
    Cancelled,
    Choices,
    Deck,
    KeyPoints,
    Kind,
    Media,
    Message,
    NotABank,
    Pairs,
    QuestionReader,
    Source,
    Steps,
)
from studyapp.testing import QuestionReaderContract
from studyapp_interchange.anki_reader import AnkiReader
from tests.plugins.studyapp_interchange.anki_files import (
    NOTICE,
    Made,
    Type,
    latest,
    legacy1,
    legacy2,
    newer,
    older,
    package,
)
from tests.support import shared_folder

FRONT_BACK = Type(("Front", "Back"), "{{Front}}")
CLOZE = Type(("Text", "Back Extra"), "{{cloze:Text}}", cloze=True)
CHOICE = Type(("问题", "选项", "答案", "解析", "出处"))
LETTERED = Type(("题干", "A", "B", "C", "答案"))
NOTES = [
    Made(FRONT_BACK, ("五<b>险</b>", '养老<br>工伤<img src="a.png">[sound:b.mp3]'), tags=" 养老 缴费 "),
    Made(CLOZE, ("试用期不超过{{c1::六::数字}}个月，{{c2::口头}}约定无效", "见法律"), cards=2),
    Made(CHOICE, ("由谁征收？", "A.税务机关|B.银行", "A", "见法律", "第3页")),
    Made(LETTERED, ("哪些？", "养老", "工伤", "商业", "AB")),
    Made(FRONT_BACK, ("没有背面", "")),
    Made(CHOICE, ("答案不对", "A.甲|B.乙", "Z", "", "")),
    Made(CLOZE, ("没有填空", "")),
]
Generation = Callable[..., bytes]
every_generation = pytest.mark.parametrize("made", [legacy1, legacy2, latest])


def read(data: bytes, *, history: bool = False) -> Deck:
    return AnkiReader().read(Source("b.apkg", data, history=history))


def said(message: Message) -> str:
    return message.text.format_map(message.arguments)


class TestAnkiReader(QuestionReaderContract):
    @pytest.fixture
    def reader(self) -> QuestionReader:
        return AnkiReader()

    @pytest.fixture(params=[legacy1, legacy2, latest])
    def sample(self, request: pytest.FixtureRequest) -> bytes:
        made: bytes = request.param(NOTES)
        return made


@every_generation
def test_the_report_of_the_sample(made: Generation) -> None:
    deck = read(made(NOTES, {"a.png": b"picture", "_look.css": b""}))
    assert [item.question.answer for item in deck.items] == [
        Back("养老\n工伤[a.png]"),
        Blanks((Blank(("六",)), Blank(("口头",)))),
        Choices((0,)),
        Choices((0, 1)),
    ]
    card, cloze, single, _ = (item.question for item in deck.items)
    digest = sha256(b"picture").hexdigest()
    assert (card.media, deck.files) == ((Media("a.png", digest),), {digest: b"picture"})
    assert (card.prompt, card.tags, deck.items[0].external_id) == ("五险", ("养老", "缴费"), "g1")
    assert cloze.prompt == "试用期不超过____（数字）个月，____约定无效"
    assert (single.choices, single.explanation) == (("税务机关", "银行"), "见法律\n出处：第3页")
    assert (deck.name, {item.question.subject for item in deck.items}) == ("人社", {"保险"})
    assert [item.source.line for item in deck.items] == [1, 2, 3, 4]
    assert [(flaw.where.line, flaw.severity, said(flaw.why), flaw.snippet) for flaw in deck.flaws] == [
        (1, "warning", "包里没有这些图片或声音：b.mp3。请在 Anki 里导出时勾选媒体。", "五险"),
        (5, "error", "笔记没有题干或答案，没有读。请在 Anki 里补上空着的字段再导出。", "没有背面"),
        (6, "error", "看不出哪个选项是对的，没有读。答案请写选项的字母、序号或原文。", "答案不对"),
        (7, "error", "填空没有标出或没有写完整，没有读。请写成 {{c1::答案}}。", "没有填空"),
        (0, "info", "包里有 1 个文件没有题目用到，没有读入。", ""),
    ]


FOUR = ("养老保险", "医疗保险", "失业保险", "商业保险")
WHOLE = Type(("题目", "选项", "答案", "题型"))
LAYOUTS = {
    "bars": "A.养老保险|B.医疗保险|C.失业保险|D.商业保险",
    "double bars": "养老保险||医疗保险||失业保险||商业保险",
    "double bars and letters": "A. 养老保险||B. 医疗保险||C. 失业保险||D. 商业保险",
    "line breaks": "A、养老保险<br>B、医疗保险<br/>C、失业保险<br />D、商业保险",
    "blocks": "<div>A. 养老保险</div><div>B. 医疗保险</div><div>C. 失业保险</div><div>D. 商业保险</div>",
    "list": "<ol><li>养老保险</li><li>医疗保险</li><li>失业保险</li><li>商业保险</li></ol>",
    "lines": "养老保险\n医疗保险\n失业保险\n商业保险",
    "paragraphs without letters": "<p>养老保险</p><p>医疗保险</p><p>失业保险</p><p>商业保险</p>",
    "one line": "A. 养老保险 B. 医疗保险 C. 失业保险 D. 商业保险",
    "two lines": "A.养老保险&nbsp;&nbsp;B.医疗保险<br>C.失业保险&nbsp;&nbsp;D.商业保险",
    "glued": "A.养老保险B.医疗保险C.失业保险D.商业保险",
    "brackets": "（A）养老保险（B）医疗保险（C）失业保险（D）商业保险",
    "small letters": "a) 养老保险<br>b) 医疗保险<br>c) 失业保险<br>d) 商业保险",
    "numbers": "1. 养老保险<br>2. 医疗保险<br>3. 失业保险<br>4. 商业保险",
    "circled": "①养老保险<br>②医疗保险<br>③失业保险<br>④商业保险",
    "semicolons": "养老保险；医疗保险；失业保险；商业保险",
}


@pytest.mark.parametrize("listed", LAYOUTS.values(), ids=LAYOUTS)
def test_choices_in_one_field(listed: str) -> None:
    question = read(legacy1([Made(WHOLE, ("哪些是？", listed, "AC", ""))])).items[0].question
    assert (question.kind, question.choices, question.answer) == (Kind.MULTIPLE, FOUR, Choices((0, 2)))


ANSWERS = {
    "letter": ("C", (2,)),
    "small letter": ("c", (2,)),
    "letters apart": ("A、C", (0, 2)),
    "letters and commas": ("a, c", (0, 2)),
    "said to be the answer": ("答案：C。", (2,)),
    "bracketed": ("【答案】AC", (0, 2)),
    "number from one": ("3", (2,)),
    "numbers": ("1||3", (0, 2)),
    "digits": ("13", (0, 2)),
    "text": ("失业保险", (2,)),
    "letter and text": ("C. 失业保险", (2,)),
    "texts": ("养老保险||失业保险", (0, 2)),
    "texts on lines": ("A. 养老保险<br>C. 失业保险", (0, 2)),
    "ones and noughts": ("1 0 1 0", (0, 2)),
}


@pytest.mark.parametrize(("answer", "right"), ANSWERS.values(), ids=ANSWERS)
def test_answers_of_choices(answer: str, right: tuple[int, ...]) -> None:
    question = read(legacy1([Made(WHOLE, ("哪些是？", LAYOUTS["bars"], answer, ""))])).items[0].question
    assert question.answer == Choices(right)


FIELDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "letters": (("题干", "A", "B", "C", "D", "E", "答案"), ("问", "甲", "乙", "丙", "丁", "", "B")),
    "选项A": (("题目", "选项A", "选项B", "选项C", "选项D", "正确答案"), ("问", "甲", "乙", "丙", "丁", "B")),
    "选项1": (("题目", "选项1", "选项2", "选项3", "选项4", "答案"), ("问", "甲", "乙", "丙", "丁", "2")),
    "options with their letters": (("题目", "A", "B", "C", "D", "答案"), ("问", "A.甲", "B.乙", "C.丙", "D.丁", "B")),
    "optionA": (
        ("question", "optionA", "optionB", "optionC", "optionD", "answer"),
        ("问", "甲", "乙", "丙", "丁", "B"),
    ),
    "Q_1": (
        ("Question", "Title", "QType (0=kprim,1=mc,2=sc)", "Q_1", "Q_2", "Q_3", "Q_4", "Answers"),
        ("问", "", "", "甲", "乙", "丙", "丁", "0 1 0 0"),
    ),
    "id first, deletion in the stem": (
        ("id", "question", "options", "answer", "notes"),
        ("10001", "问", "甲||乙||丙||丁", "2", ""),
    ),
    "choices below the stem": (("题目", "答案"), ("问<br>A. 甲<br>B. 乙<br>C. 丙<br>D. 丁", "B")),
    "front and back": (("Front", "Back"), ("问<br>A. 甲<br>B. 乙<br>C. 丙<br>D. 丁", "答案：B")),
    "front and back on a line": (("正面", "背面"), ("问 A.甲 B.乙 C.丙 D.丁", "B")),
}


@pytest.mark.parametrize(("names", "values"), FIELDS.values(), ids=FIELDS)
def test_fields_of_choices(names: tuple[str, ...], values: tuple[str, ...]) -> None:
    deck = read(legacy1([Made(Type(names), values)]))
    assert not deck.flaws
    question = deck.items[0].question
    assert (question.prompt, question.choices) == ("问", ("甲", "乙", "丙", "丁"))
    assert (question.kind, question.answer) == (Kind.SINGLE, Choices((1,)))


def asked(names: str, *values: str, front: str = "", cloze: bool = False) -> object:
    deck = read(legacy1([Made(Type(tuple(names.split()), front, cloze), values)]))
    question = deck.items[0].question
    return question.kind, question.prompt, question.answer


def test_a_key_below_which_the_explanation_stands() -> None:
    deck = read(legacy1([Made(FRONT_BACK, ("问？<br>A. 甲<br>B. 乙", "B<br>解析：见第二条。"))]))
    question = deck.items[0].question
    assert (question.answer, question.explanation) == (Choices((1,)), "见第二条。")


def test_the_right_choice_and_the_wrong_ones_in_fields_of_their_own() -> None:
    deck = read(legacy1([Made(Type(("Question", "Correct", "Incorrect_1", "Incorrect_2")), ("问", "甲", "乙", ""))]))
    assert (deck.items[0].question.choices, deck.items[0].question.answer) == (("甲", "乙"), Choices((0,)))


@pytest.mark.parametrize(
    ("word", "right"), [("对", 0), ("√", 0), ("正确", 0), ("T", 0), ("错误", 1), ("×", 1), ("错", 1)]
)
def test_statements_to_judge(word: str, right: int) -> None:
    found = (Kind.JUDGE, "个人也缴纳。", Choices((right,)))
    assert asked("题目 答案", "个人也缴纳。", word) == found
    assert asked("题目 答案 类型", "个人也缴纳。", word, "判断题") == found


def test_statements_to_judge_with_their_choices() -> None:
    judge = read(legacy1([Made(WHOLE, ("个人也缴纳。", "A.错误<br>B.正确", "B", "判断题"))])).items[0].question
    assert (judge.kind, judge.choices, judge.answer) == (Kind.JUDGE, JUDGE_CHOICES, Choices((0,)))
    assert asked("题目 答案 类型", "个人也缴纳。", "B", "判断") == (Kind.JUDGE, "个人也缴纳。", Choices((1,)))


def test_other_kinds_that_are_told() -> None:
    blanks = Blanks((Blank(("养老",)), Blank(("医疗",))))
    assert asked("题目 答案 题型", "有____和____。", "养老；医疗", "填空题") == (Kind.BLANK, "有____和____。", blanks)
    assert asked("题目 答案", "期限（　　）。", "三十日") == (
        Kind.BLANK,
        "期限（　　）。",
        Blanks((Blank(("三十日",)),)),
    )
    assert asked("题目 答案 题型", "流程？", "受理<br>办结", "简答题") == (
        Kind.SHORT,
        "流程？",
        KeyPoints(("受理", "办结")),
    )
    assert asked("题目 答案", "流程？", "受理<br>办结") == (Kind.CARD, "流程？", Back("受理\n办结"))
    order = ("题目", "选项", "答案", "题型")
    found = asked(" ".join(order), "排列。", "A.办结<br>B.受理<br>C.审核", "B→C→A", "排序题")
    assert found == (Kind.ORDER, "排列。", Steps((1, 2, 0)))
    found = asked(" ".join(order), "连线。", "1.养老<br>2.失业<br>A.按月<br>B.按次", "1-A，2-B", "连线题")
    assert found == (Kind.MATCH, "连线。", Pairs(((0, 2), (1, 3))))


def test_materials_of_several_questions_become_one_case() -> None:
    kind = Type(("材料", "题目", "选项", "答案"))
    deck = read(legacy1([Made(kind, ("张某入职。", f"问{number}", "A.甲|B.乙", "A")) for number in (1, 2)]))
    assert [(item.question.kind, item.question.prompt, item.case) for item in deck.items] == [
        (Kind.CASE, "张某入职。", None),
        (Kind.SINGLE, "问1", 0),
        (Kind.SINGLE, "问2", 0),
    ]


def test_further_fields_go_where_they_belong() -> None:
    kind = Type(("编号", "题目", "选项", "答案", "解析", "科目", "章节", "法律依据", "难度"))
    values = ("7", "问", "A.甲|B.乙", "A", "因为。", "人社", "第一章", "社会保险法第十条", "易")
    item = read(legacy1([Made(kind, values, deck="人社")])).items[0]
    assert (item.label, item.question.subject, item.question.explanation) == ("7", "第一章", "因为。\n难度：易")
    assert [one.title for one in item.question.basis] == ["社会保险法第十条"]


def test_cloze_deletions() -> None:
    words = (Kind.BLANK, "甲____乙____（提示）", Blanks((Blank(("一",)), Blank(("二",)))))
    assert asked("Text Extra", "甲{{c1::一}}乙{{c1::二::提示}}", "", cloze=True) == words
    deck = read(legacy1([Made(CLOZE, ("甲{{c1::一{{c2::二}}三}}", ""))]))
    assert deck.items[0].question.answer == Blanks((Blank(("一二三",)),))
    assert "套在别的填空里" in deck.flaws[0].why.text
    assert asked("Text Extra", r"{{c1::\(x<y\)}}成立", "", cloze=True) == (
        Kind.BLANK, "____成立", Blanks((Blank((r"\(x<y\)",)),))
    )  # fmt: skip


def test_a_picture_that_is_deleted_cannot_be_typed() -> None:
    deck = read(legacy1([Made(CLOZE, ('图：{{c1::<img src="a.png">}}', ""))], {"a.png": b"x"}))
    assert (deck.items[0].question.kind, deck.items[0].question.answer) == (Kind.CARD, Back("[a.png]"))


def test_pictures_with_masks_are_named() -> None:
    new = Type(("Occlusion", "Image", "Header", "Back Extra", "Comments"), cloze=True)
    old = Type(("ID (hidden)", "Header", "Image", "Question Mask", "Answer Mask"))
    notes = [
        Made(new, ("{{c1::image-occlusion:rect:left=.1}}", '<img src="a.png">', "图", "", "")),
        Made(old, ("x-1", "图", '<img src="a.png">', '<img src="q.svg">', '<img src="a.svg">')),
    ]
    deck = read(legacy1(notes, {"a.png": b"x"}))
    assert not deck.items
    assert ["图片遮挡" in flaw.why.text for flaw in deck.flaws[:2]] == [True, True]


def test_cards_by_their_templates() -> None:
    assert asked("Front Back", "五险", "养老…", front="{{Front}}{{type:Back}}") == (
        Kind.BLANK, "五险", Blanks((Blank(("养老…",)),))
    )  # fmt: skip
    assert asked("号 词 义", "1", "五险", "社会保险", front="{{词}}") == (
        Kind.CARD,
        "五险",
        Back("号：1\n义：社会保险"),
    )
    turned = read(legacy1([Made(FRONT_BACK, ("甲", "乙"), cards=2)]))
    assert len(turned.items) == 1


def test_markup_becomes_text() -> None:
    html = r"<ul><li>甲&nbsp;乙</li><li>\(a&lt;b\)</li></ul>[latex]x[/latex]<style>p{}</style>"
    assert asked("Front Back", "问", html) == (Kind.CARD, "问", Back("甲 乙\n\\(a<b\\)\n[latex]x[/latex]"))
    assert asked("Front Back", "<ruby>社<rp>(</rp><rt>shè</rt><rp>)</rp></ruby>", "漢字[かんじ]") == (
        Kind.CARD, "社（shè）", Back("漢字[かんじ]")
    )  # fmt: skip


@every_generation
def test_files_with_odd_names(made: Generation) -> None:
    html = '<img src="a%20b.png"><img src="data:image/png;base64,QUJD"><img src="http://x/c.png">'
    deck = read(made([Made(FRONT_BACK, ("问", html))], {"../../a b.png": b"x"}))
    names = [one.name for one in deck.items[0].question.media]
    assert names == ["a b.png", f"{sha256(b'ABC').hexdigest()[:12]}.png"]
    assert sorted(deck.files.values()) == [b"ABC", b"x"]
    assert "http://x/c.png" in said(deck.flaws[0].why)


def test_decks_as_subjects() -> None:
    notes = [
        Made(FRONT_BACK, ("一", "答"), deck="人社"),
        Made(FRONT_BACK, ("二", "答"), deck="人社::社保::养老"),
        Made(FRONT_BACK, ("三", "答"), deck="今日复习", home="人社::就业"),
        Made(FRONT_BACK, ("四", "答"), deck="Default"),
    ]
    for made in (legacy1, latest):
        deck = read(made(notes))
        assert (deck.name, [item.question.subject for item in deck.items]) == ("人社", ["", "社保::养老", "就业", ""])
    deck = read(legacy1([*notes, Made(FRONT_BACK, ("五", "答"), deck="其他")]))
    assert (deck.name, [item.question.subject for item in deck.items][3:]) == ("", ["", "其他"])


REVIEWS = (
    (0, 3000, 3, 700, 1, 2500),
    (0, 1000, 1, 900, 0, 0),
    (0, 4000, 0, 0, 4, 0),
    (0, 5000, 3, 10, 5, 2500),
    (0, 6000, 2, 10, 3, 0),
    (0, 7000, 4, 800, 3, 2500),
)


@every_generation
def test_reviews_are_histories_where_they_are_asked_for(made: Generation) -> None:
    notes = [Made(FRONT_BACK, ("零", "答")), Made(FRONT_BACK, ("一", "答"), reviews=REVIEWS)]
    assert not read(made(notes)).histories
    (history,) = read(made(notes), history=True).histories
    assert (history.position, history.at, history.ratings) == (1, (1000, 3000, 7000), (1, 3, 4))
    assert (history.milliseconds, history.due) == ((900, 700, 800), None)


def test_of_several_cards_the_first_that_was_reviewed_counts() -> None:
    reviews = ((2, 500, 3, 10, 0, 0), (1, 1000, 3, 10, 0, 0), (2, 2000, 1, 10, 0, 0))
    deck = read(legacy1([Made(CLOZE, ("{{c1::一}}{{c2::二}}{{c3::三}}", ""), cards=3, reviews=reviews)]), history=True)
    assert [history.at for history in deck.histories] == [(1000,)]
    assert said(deck.flaws[0].why) == "有 1 道题在 Anki 里有几张卡片，只取第一张复习过的卡片的记录。"


def test_the_first_scheduler_had_three_buttons_for_what_is_learned() -> None:
    reviews = tuple((0, 1000 + place, rating, 10, kind, 2500) for place, (rating, kind) in enumerate(
        [(1, 0), (2, 0), (3, 0), (2, 1), (4, 1), (3, 2)]
    ))  # fmt: skip
    data = older([Made(FRONT_BACK, ("问", "答"), reviews=reviews)], scheduler=1)
    (history,) = read(package(**{"collection.anki2": data}), history=True).histories
    assert history.ratings == (1, 3, 4, 2, 4, 4)


def refusal(data: bytes) -> str:
    with pytest.raises(NotABank) as caught:
        read(data)
    return said(caught.value.why)


def test_packages_that_cannot_be_read_are_told_apart() -> None:
    good = older(NOTES)
    assert "损坏" in refusal(package(**{"collection.anki21b": b"x", "collection.anki2": NOTICE}))
    assert "安全" in refusal(package(**{"../../x": b"", "collection.anki2": good}))
    assert "安全" in refusal(package(**{"C:/x": b"", "collection.anki2": good}))
    assert "损坏" in refusal(package(**{"collection.anki2": b"no database"}))
    assert "损坏" in refusal(package(**{"word/document.xml": b""}))
    assert "损坏" in refusal(legacy1(NOTES)[:2000])
    assert "没有卡片" in refusal(legacy1([]))
    locked = bytearray(package(**{"collection.anki2": good}))
    locked[locked.rindex(b"PK\x01\x02") + 8] |= 1
    assert "密码" in refusal(bytes(locked))


def test_a_temporary_folder_that_takes_nothing_is_not_blamed_on_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    data = legacy1(NOTES)
    with monkeypatch.context() as patch:
        patch.setattr("studyapp_interchange.anki_package.pump", full)
        assert "临时文件夹" in (why := refusal(data)) and "No space left on device" in why
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))
    assert "临时文件夹" in refusal(data)


def test_a_package_that_only_asks_for_a_newer_anki_says_so() -> None:
    deck = read(package(**{"collection.anki2": NOTICE}))
    assert (deck.items, [flaw.code for flaw in deck.flaws]) == ((), ["notice"])


@pytest.mark.parametrize("made", [older, newer])
def test_of_a_damaged_database_what_can_be_read_is_read(made: Callable[[list[Made]], bytes]) -> None:
    notes = [Made(FRONT_BACK, (f"问{number}", "答" * 200)) for number in range(400)]
    data = bytearray(made(notes))
    middle = data.index("问200".encode()) // 4096 * 4096
    data[middle : middle + 4096] = b"\xff" * 4096
    name = "collection.anki2"
    deck = read(package(**{name: bytes(data)}))
    prompts = {item.question.prompt for item in deck.items}
    assert {"问0", "问399"} <= prompts and "问200" not in prompts and len(prompts) > 350
    assert [flaw.code for flaw in deck.flaws] == ["damaged"]


def test_a_schema_that_never_ends_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("studyapp_interchange.anki_collection._STEPS", 5)
    notes = [Made(FRONT_BACK, (f"问{number}", "答")) for number in range(5000)]
    assert "损坏" in refusal(legacy1(notes))


@pytest.mark.parametrize(
    "note",
    [
        Made(WHOLE, ("问", f"A.{' ' * 200_000}甲|B.乙", "A", "")),
        Made(FRONT_BACK, ("[sound:" * 200_000, "答")),
    ],
    ids=["white space", "sounds without an end"],
)
def test_a_note_that_was_made_to_be_read_for_ever_is_read(note: Made) -> None:
    """Who looked from each place of it to its end would take an hour."""
    assert len(read(legacy1([note])).items) == 1


@every_generation
def test_a_collection_that_unpacks_to_too_much_is_refused(made: Generation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("studyapp_interchange.anki_package.COLLECTION", 5000)
    assert "安全" in refusal(made(NOTES))


@every_generation
def test_media_that_unpack_to_too_much_are_left_out(made: Generation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("studyapp_interchange.anki_package.MEDIA", 5000)
    notes = [Made(FRONT_BACK, ("问", '<img src="a.png"><img src="b.png">'))]
    deck = read(made(notes, {"a.png": bytes(3000), "b.png": bytes(2**20)}))
    assert [one.name for one in deck.items[0].question.media] == ["a.png"]
    assert "b.png" in said(next(flaw for flaw in deck.flaws if flaw.code == "media").why)


def test_who_does_not_want_to_wait_is_let_go() -> None:
    def stop(share: float) -> None:
        raise Cancelled

    notes = [Made(FRONT_BACK, (f"问{number}", "答")) for number in range(1000)]
    with pytest.raises(Cancelled):
        AnkiReader().read(Source("b.apkg", legacy1(notes), progress=stop))


@pytest.mark.parametrize(("name", "count"), [("radicals", 214), ("update1", 1), ("update2", 1)])
def test_the_shared_packages(name: str, count: int) -> None:
    path = shared_folder() / "samples" / f"anki-{name}.apkg"
    if not path.exists():
        pytest.skip("the shared Anki packages are absent")
    deck = read(path.read_bytes())
    assert len(deck.items) == count
    assert not [flaw for flaw in deck.flaws if flaw.severity == "error"]
