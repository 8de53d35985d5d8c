"""Pages saved from a browser: what of them is questions, and what the report says of the rest."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp import Blank, Blanks, Choices, Deck, Item, NotABank, QuestionReader, Severity, Source
from studyapp.testing import QuestionReaderContract
from studyapp_text.htmlpage import lines_of_html
from studyapp_text.reader import TextReader
from tests.support import examples

HOMEWORK = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>作业详情</title><style>p { color: red }</style>
<script>if (1 < 2) document.write("<p>1. 假题<p>A. 甲");</script></head>
<body><nav><a href="#">首页</a></nav>
<h2 class="type_tit">一. 单选题（共1题，50分）</h2>
<div class="questionLi" id="question4052" data="4052"><h3 class="mark_name">1.
  <span>(单选题, 50分)</span><span class="qtContent">社会保险费由谁&nbsp;征收&#xff1f;</span></h3>
<ul class="mark_letter"><li>A. 税务机关</li><li>B. 银行</li></ul>
<span><i>我的答案:</i><span class="stuAnswerContent">B</span></span><span><i>正确答案:</i><span
 class="rightAnswerContent">A:税务机关;</span></span><span>50分</span>
<div><i>答案解析：</i><div class="qtAnalysis">见<b>征缴</b>的规定。</div></div></div>
<h2 class="type_tit">二. 判断题（共1题，50分）</h2>
<div class="questionLi" data="4053"><h3>2. <span>(判断题, 50分)</span><span><p>职工不缴纳工伤保险费。</p></span></h3>
<ul><li>A. 对</li><li>B. 错</li></ul><div><i>我的答案:</i><span class="stuAnswerContent">错</span></div>
<div><i>正确答案:</i><span class="rightAnswerContent">对</span></div></div>
<img src="end.png"></body></html>
"""
"""As 学习通 shows a finished homework."""

CARDS = """<html><body>
<div>单选题</div><div>1、谁缴费？</div>
<div><span>A</span><div>单位</div></div><div><span>B</span><div>银行</div></div>
<div>正确答案：<b>A</b></div><div>我的答案：</div><div>B</div><div>答案解析：</div><div>见条例。</div>
<div>多选题</div><div>2、哪些是社会保险？</div>
<div><span>A.</span><div>养老</div></div><div><span>B.</span><div>工伤</div></div><div><span>C.</span><div>车损</div></div>
<div>正确答案</div><div>AB</div>
</body></html>
"""
"""As 考试宝 shows questions to be learnt: letters, labels and answers in elements of their own."""

BROKEN = """<html><body><h2>一. 单选题（共3题）</h2>
<div class="questionLi" data="1"><h3>1. 谁缴费</h3><ul><li>A. 甲<li>B. 乙</ul>
<div><i>我的答案:</i><span class="stuAnswerContent">A</span></div></div>
<div><h3>2. 谁征收</h3><ul><li>A. 甲<li>B. 乙</ul><i>正确答案:</i><span class="rightAnswerContent">D</span></div>
<div><h3>3. 谁监督</h3><p>A. 甲<br>B. 乙<br>答案：A</body>
"""
"""The first question has only what the student answered, the second a key that is no option."""


def read(page: str | bytes) -> Deck:
    return TextReader().read(Source("网页.html", page.encode() if isinstance(page, str) else page))


def asked(item: Item) -> tuple[str, tuple[str, ...], tuple[int, ...]]:
    assert isinstance(item.question.answer, Choices)
    return item.question.prompt, item.question.choices, item.question.answer.right


def report(deck: Deck) -> list[str]:
    return [
        f"{flaw.where} {flaw.severity} {flaw.code} {flaw.why.text.format_map(flaw.why.arguments)}"
        for flaw in deck.flaws
    ]


class TestPages(QuestionReaderContract):
    @pytest.fixture
    def reader(self) -> QuestionReader:
        return TextReader()

    @pytest.fixture
    def sample(self) -> bytes:
        return HOMEWORK.encode()


def test_homework_is_read_by_its_key_and_never_by_the_students_answer() -> None:
    deck = read(HOMEWORK)
    assert [asked(item) for item in deck.items] == [
        ("社会保险费由谁 征收？", ("税务机关", "银行"), (0,)),
        ("职工不缴纳工伤保险费。", ("正确", "错误"), (0,)),
    ]
    assert [(item.label, item.external_id) for item in deck.items] == [("1", "4052"), ("2", "4053")]
    assert deck.items[0].question.explanation == "见征缴的规定。"
    assert [(item.source.line, item.source.last) for item in deck.items] == [(6, 11), (13, 15)]
    assert report(deck) == [
        "网页.html info page-furniture 网页里的脚本、样式、导航和按钮共 3 处，不属于题目。",
        "网页.html info own-answer 网页里有 2 处自己作答的内容，没有当作答案。",
        "网页.html info pictures-left-out 网页里有 1 张图片存在别处，没有读入。"
        "看图才能作答的题目，请把网页另存为“单个文件（mhtml）”再导入。",
        "网页.html:2 info preface “作业详情”是题目之前的说明文字。",
        "网页.html:5 info heading 标题“一. 单选题（共1题，50分）”。",
        "网页.html:10 info noise “50分”是页码、页眉或广告一类的行，不属于题目。",
        "网页.html:12 info heading 标题“二. 判断题（共1题，50分）”。",
    ]


def test_letters_and_answers_in_elements_of_their_own() -> None:
    assert [asked(item) for item in read(CARDS).items] == [
        ("谁缴费？", ("单位", "银行"), (0,)),
        ("哪些是社会保险？", ("养老", "工伤", "车损"), (0, 1)),
    ]


def test_a_page_on_a_single_line_keeps_its_questions_apart() -> None:
    deck = read(CARDS.replace("\n", ""))
    assert len(deck.items) == 2
    assert {(item.source.line, item.source.last) for item in deck.items} == {(1, 1)}


def test_a_broken_page() -> None:
    deck = read(BROKEN)
    assert [asked(item) for item in deck.items] == [("谁监督", ("甲", "乙"), (0,))]
    assert report(deck) == [
        "网页.html info own-answer 网页里有 1 处自己作答的内容，没有当作答案。",
        "网页.html:1 info heading 标题“一. 单选题（共3题）”。",
        "网页.html:2 error no-answer 第 1 题没有答案，未读入。请在选项之后补一行“答案：”。",
        "网页.html:4 error answer-outside-choices 第 2 题的答案“D”不在选项之中，未读入。请改正答案或补全选项。",
    ]


@pytest.mark.parametrize(
    ("body", "rows"),
    [
        ("<ol><li>谁<ol type=A><li>甲<li>乙</ol>答案：B<li>哪</ol>", ["1. 谁", "A. 甲", "B. 乙", "答案：B", "2. 哪"]),
        ("<ol start=7><li>谁</li><li value=12>哪</li></ol>", ["7. 谁", "12. 哪"]),
        ("<ol><li>5、谁</li><li>（6）哪</li></ol>", ["5、谁", "（6）哪"]),
        ('<ol style="list-style-type: upper-alpha"><li>A股</li><li>B. 乙</li></ol>', ["A. A股", "B. 乙"]),
        ("<ul><li>甲</li></ul><ol><li><p>乙</p><p>丙</p></li></ol>", ["甲", "1. 乙", "丙"]),
        ("<table><tr><td>1.<td><p>谁</p><p>呢</p><td>丙<tr><td>2.</table>", ["1.\t谁", "呢\t丙", "2."]),
        ("甲<br>乙<br/>丙<hr>丁", ["甲", "乙", "丙", "丁"]),
        ("甲<span> 乙 </span>\n\t丙<i></i><b>丁</b>", ["甲 乙 丙丁"]),
        ("<pre>1. 甲\n  A. 乙\n</pre>丙", ["1. 甲", "A. 乙", "丙"]),
        ("1 &lt; 2 &amp; 3&nbsp;&#8722;&copy;&bogus;", ["1 < 2 & 3\xa0−©&bogus;"]),
        ("<nav>导航<p>甲", ["导航", "甲"]),
        ("甲<script>乙<b>丙</script>丁<!-- 戊 -->己", ["甲丁己"]),
        ("<![if !supportLists]>甲<![endif]><![CDATA[乙]]>丙<?x y>丁", ["甲丙丁"]),
        ("&#" + "9" * 5000 + ";甲", ["\ufffd甲"]),
        ("<p>甲<!-- 乙 <b", ["甲<! -- 乙 <b"]),
        ("甲" + "<a b='" * 7_000, ["甲" + "<a b='" * 7_000]),
        ("</p></li></ol>甲</div></td>", ["甲"]),
        ("答案：<p>甲乙</p><p>A</p><p>1. 丙</p>", ["答案：", "甲乙", "A", "1. 丙"]),
    ],
)
def test_rows(body: str, rows: list[str]) -> None:
    found = lines_of_html(Source("网页.html", f"<html><body>{body}".encode())).places
    assert [row.text for row in found] == rows


@pytest.mark.parametrize(
    ("charset", "data"),
    [
        ("utf-8", HOMEWORK.encode()),
        ("gb2312", HOMEWORK.replace("utf-8", "gb2312").encode("gb18030")),
        ("utf-8", HOMEWORK.encode("gb18030")),
        ("big5", CARDS.replace("<body>", "<meta charset=big5><body>").encode("big5", errors="xmlcharrefreplace")),
        ("", codecs.BOM_UTF16_LE + HOMEWORK.encode("utf-16-le")),
        ("", codecs.BOM_UTF8 + HOMEWORK.encode()),
        ("", HOMEWORK.replace("\n", "").encode().replace("缴".encode(), b"\xe7\xbc", 1)),
    ],
)
def test_encodings(charset: str, data: bytes) -> None:
    assert TextReader().sniff(data[:65536]) >= 0.5
    assert len(read(data).items) == 2, charset


def test_a_web_archive() -> None:
    head = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n--x\r\n'
    part = b"Content-Type: text/html; charset=gb2312\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    archive = head + part + HOMEWORK.encode("gb18030") + b"\r\n--x--\r\n"
    assert TextReader().sniff(archive) >= 0.5
    assert len(read(archive).items) == 2
    with pytest.raises(NotABank, match="网页存档"):
        read(head + b"Content-Type: image/png\r\n\r\nx\r\n--x--\r\n")


def test_a_page_without_questions_is_no_bank() -> None:
    for page in ("<html>", "<html><body><p>今天天气很好。</body></html>", "<!doctype html>" + "<div>" * 50_000):
        with pytest.raises(NotABank):
            read(page)


PIECES = [
    "<",
    ">",
    "</div>",
    "<!--",
    "<![",
    "<!x",
    "&#x",
    "&#99999999999;",
    '"',
    "<script>",
    "<nav>",
    "<li>",
    "\x00",
    "<td>",
    "<table>",
    "</table>",
    "<tr>",
    "<td rowspan=3>题干",
    "<td>答案",
    "<td>对",
    '<img src="data:image/png;base64,iVBO">',
    '<img src="a.png">',
    '<div class="TiMu">',
    '<span class="stuAnswerContent">',
    '<span class="rightAnswerContent">',
    "第一空：甲",
    "正确答案：",
]


@settings(max_examples=examples(150), deadline=None)
@given(st.integers(0, len(HOMEWORK.encode())), st.integers(0, 60), st.sampled_from(PIECES) | st.binary(max_size=8))
def test_no_damage_breaks_the_reader(place: int, length: int, damage: str | bytes) -> None:
    data = HOMEWORK.encode()
    inserted = damage.encode() if isinstance(damage, str) else damage
    broken = data[:place] + inserted + data[place + length :]
    try:
        deck = read(broken)
    except NotABank as refused:
        assert refused.why.text.format_map(refused.why.arguments)
        return
    assert all(item.question.prompt for item in deck.items)


@settings(max_examples=examples(100), deadline=None)
@given(st.lists(st.sampled_from([*PIECES, "1. 谁", "A. 甲", "B. 乙", "答案：A", "<p>", "<br>", "<ol>"]), max_size=30))
def test_every_row_is_accounted_for(pieces: list[str]) -> None:
    source = Source("网页.html", ("<html>1. 谁\nA. 甲<p>B. 乙<p>答案：A<p>" + "".join(pieces)).encode())
    try:
        rows = lines_of_html(source).places
        deck = TextReader().read(source)
    except NotABank:
        return
    named = [item.source for item in deck.items] + [flaw.where for flaw in deck.flaws]
    lines = {line for where in named for line in range(where.line, where.last + 1)}
    assert {row.first for row in rows if row.text.strip()} <= lines


@pytest.mark.parametrize(
    "option",
    [
        '<font color="#ff0000">B. 乙方</font>',
        "B. <font color=red>乙方</font>",
        '<span style="COLOR: rgb(255, 0, 0)">B. 乙方</span>',
        "<b>B. 乙方</b>",
        "<strong>B. <i>乙方</i></strong>",
        '<span style="font-weight:700">B. 乙方</span>',
        "<u>B. 乙方</u>",
        '<span style="text-decoration: underline">B. 乙方</span>',
        '<span style="background: #ff0">B. 乙方</span>',
        "<mark>B. 乙方</mark>",
    ],
)
def test_the_look_of_a_right_option_is_its_mark(option: str) -> None:
    deck = read(
        f"<html><h2>一、单选题</h2><p>1. 谁缴费</p><p>A. 甲</p><p>{option}</p>"
        "<p>2. 谁领取</p><p><b>A. 丙</b><br>B. 丁</p>"
    )
    assert [item.question.answer for item in deck.items] == [Choices((1,)), Choices((0,))]
    told = [flaw for flaw in deck.flaws if flaw.severity is Severity.WARNING]
    assert [(flaw.where.line, flaw.code) for flaw in told] == [(1, "marked-key")]


@pytest.mark.parametrize(
    "option",
    [
        '<font color="#000000">B. 乙方</font>',
        '<b style="font-weight: normal">B. 乙方</b>',
        '<span style="background:#ffffff">B. 乙方</span>',
    ],
)
def test_looks_that_say_nothing(option: str) -> None:
    with pytest.raises(NotABank, match="没有一道完整的题目"):
        read(f"<html><p>1. 谁缴费</p><p>A. 甲</p><p>{option}</p>")


def test_underlined_words_are_filled_gaps() -> None:
    (item,) = read("<html><h2>一、填空题</h2><p>1. 热线号码是<u> 12333 </u>。</p>").items
    assert item.question.answer == Blanks((Blank(("12333",)),))


def test_symbols_in_their_font() -> None:
    deck = read('<html><h2>判断题</h2><p>1. 甲缴费。（<font face="Wingdings 2">&#61520;</font>）</p>')
    assert [item.question.answer for item in deck.items] == [Choices((0,))]


def test_items_of_a_list_that_are_mere_numbers() -> None:
    (item,) = read('<html><p>1. 满几年（ B ）</p><ol type="A"><li>5</li><li>15</li></ol>').items
    assert (item.question.choices, item.question.answer) == (("5", "15"), Choices((1,)))
