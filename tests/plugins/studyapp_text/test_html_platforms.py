"""Pages of 学习通 in their several forms, and tables that systems export as pages under the name of a spreadsheet."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest

from studyapp import Blanks, Choices, Deck, KeyPoints, Kind, NotABank, Severity, Source
from studyapp_text.reader import TextReader

PNG = b"\x89PNG\r\n\x1a\n" + b"picture of a form"
SHOWN = f"data:image/png;base64,{base64.b64encode(PNG).decode()}"

EXAM = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>考试详情</title></head><body>
<div class="mark_table"><h2 class="type_tit">一. 单选题（共1题，2.0分）</h2>
<div class="marBom60 questionLi singleQuesId" id="question11" data="11">
<h3 class="mark_name colorDeep" aria-label="题目">1. <span class="colorShallow">(单选题, 2.0 分)</span>
<span class="qtContent workTextWrap"><p>工伤认定由谁作出？</p></span></h3>
<ul class="mark_letter colorDeep qtDetail"><li class="workTextWrap">A. <p>社会保险行政部门</p></li>
<li class="workTextWrap">B. <p>用人单位</p></li></ul>
<div class="mark_answer"><div class="mark_key clearfix"><span class="colorDeep fl"><i class="fontWeight">我的答案:</i>
<span class="stuAnswerContent">B</span>:用人单位;</span><span class="colorGreen fl"><i class="fontWeight">正确答案:</i>
<span class="rightAnswerContent">A</span>:社会保险行政部门;</span></div>
<div class="mark_score"><span class="totalScore fr"><i>0.0</i>分</span><span class="marking_cuo"></span></div>
<div class="analysisDiv"><i>答案解析：</i><div class="qtAnalysis">见条例。</div></div></div></div>
<h2 class="type_tit">二. 填空题（共1题，2.0分）</h2>
<div class="questionLi" data="12"><h3 class="mark_name">2. <span>(填空题, 2.0 分)</span><span class="qtContent">
<p>应在____日内申请，逾期由____承担费用。</p></span></h3>
<div class="mark_answer"><dl class="mark_fill"><dt>我的答案：</dt><dd class="stuAnswerContent"><p>第一空：15</p>
<p>第二空：职工</p></dd></dl><dl class="mark_fill colorGreen"><dt>正确答案：</dt><dd class="rightAnswerContent">
<p>第一空： 30;三十</p><p>第二空： 用人单位</p></dd></dl></div></div>
<h2 class="type_tit">三. 简答题（共1题，2.0分）</h2>
<div class="questionLi" data="13"><h3 class="mark_name">3. <span>(简答题, 2.0 分)</span>简述工伤认定的材料。</h3>
<dl><dt>我的答案：</dt><dd class="stuAnswerContent"><p>不知道。</p><p>1. 申请表</p></dd></dl>
<dl><dt>正确答案：</dt><dd class="rightAnswerContent"><p>申请表、劳动关系证明、诊断证明。</p></dd></dl></div>
</div></body></html>"""
"""As 学习通 shows an exam that is over: the student was wrong everywhere."""

OLD = """<html><head><meta charset="utf-8"></head><body><div class="ZyBottom">
<div class="TiMu"><div class="Zy_TItle clearfix"><i class="fl">1</i>
<div class="clearfix"> 【单选题】谁征收社会保险费？</div></div>
<form><ul class="Zy_ulTop w-top fl"><li class="clearfix"><i class="fl">A、</i>
<a href="javascript:void(0)"><p>税务机关</p></a></li>
<li class="clearfix"><i class="fl">B、</i><a href="javascript:void(0)"><p>工会</p></a></li></ul></form>
<div class="Py_answer clearfix"><span>正确答案： A</span> <span>我的答案：B</span><i class="fr cuo"></i></div></div>
<div class="TiMu"><div class="Zy_TItle clearfix"><i class="fl">2</i>
<div class="clearfix">【判断题】职工不缴纳工伤保险费。</div></div>
<div class="Py_answer clearfix"><span>我的答案：×</span><span>正确答案：√</span></div></div>
<div class="TiMu"><div class="Zy_TItle clearfix"><i class="fl">3</i>
<div class="clearfix">【填空题】养老保险由____和____共同缴费。</div></div>
<div class="Py_tk"><span>我的答案：</span><div><p>第一空：甲</p><p>第二空：乙</p></div></div>
<div class="Py_tk"><span>正确答案：</span><div><p>第一空：单位</p><p>第二空：个人</p></div></div></div>
</div></body></html>"""
"""As 学习通 showed homework in its older pages."""

READING = """<html><body><div class="questionLi" data="21"><h3 class="mark_name">1. <span>(阅读理解, 4分)</span>
<span class="qtContent"><p>甲公司未为职工缴费，乙受伤。</p></span></h3>
<div class="sub"><h4>(1) <span>(单选题)</span>费用由谁支付？</h4><ul><li>A. 甲公司</li><li>B. 乙</li></ul>
<div><i>我的答案:</i><span class="stuAnswerContent">B</span></div>
<div><i>正确答案:</i><span class="rightAnswerContent">A</span></div></div>
<div class="sub"><h4>(2) <span>(判断题)</span>乙可以申请认定。</h4>
<div><i>我的答案:</i><span class="stuAnswerContent">错</span></div>
<div><i>正确答案:</i><span class="rightAnswerContent">对</span></div></div></div></body></html>"""

TABLE = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="utf-8"><style>td{color:red}
</style></head><body><table border=1><tr><td colspan=7>社会保险题库</td></tr>
<tr><th>序号</th><th>题型</th><th>题干</th><th>选项A</th><th>选项B</th><th>正确答案</th><th>答案解析</th></tr>
<tr><td>1<td rowspan=2>单选题<td>谁缴费？<br>（一般情形）<td>用人单位<td>街道<td>A<td>见法。</tr>
<tr><td>2</td><td>谁审核？</td><td>工会</td><td>经办机构</td><td>B</td><td></td></tr>
<tr><td>3</td><td>判断题</td><td>职工不缴纳工伤保险费。</td><td></td><td></td><td>正确</td><td></td></tr>
<tr><td>4</td><td>单选题</td><td>谁监督？</td><td>甲</td><td>乙</td><td></td><td></td></tr></table></body></html>"""


def read(page: str, name: str = "网页.html") -> Deck:
    return TextReader().read(Source(name, page.encode()))


def codes(deck: Deck) -> list[str]:
    return [f"{flaw.where.line} {flaw.code}" for flaw in deck.flaws if flaw.severity is not Severity.INFO]


def test_an_exam_that_is_over() -> None:
    deck = read(EXAM)
    assert [item.question.answer for item in deck.items[:1]] == [Choices((0,))]
    blanks = deck.items[1].question.answer
    assert isinstance(blanks, Blanks)
    assert [blank.accepted for blank in blanks.blanks] == [("30", "三十"), ("用人单位",)]
    assert deck.items[2].question.answer == KeyPoints(("申请表、劳动关系证明、诊断证明。",))
    assert deck.items[0].question.choices == ("社会保险行政部门", "用人单位")
    assert [item.question.explanation for item in deck.items] == ["见条例。", "", ""]
    assert [item.external_id for item in deck.items] == ["11", "12", "13"]
    assert codes(deck) == []


def test_the_older_pages() -> None:
    deck = read(OLD)
    assert [(item.label, item.question.kind, item.question.prompt) for item in deck.items] == [
        ("1", Kind.SINGLE, "谁征收社会保险费？"),
        ("2", Kind.JUDGE, "职工不缴纳工伤保险费。"),
        ("3", Kind.BLANK, "养老保险由____和____共同缴费。"),
    ]
    assert [item.question.answer for item in deck.items[:2]] == [Choices((0,)), Choices((0,))]
    blanks = deck.items[2].question.answer
    assert isinstance(blanks, Blanks)
    assert [blank.accepted for blank in blanks.blanks] == [("单位",), ("个人",)]
    assert codes(deck) == []


KEY = re.compile(
    r"<(span|dd)[^>]*rightAnswerContent[^>]*>.*?</\1>(?::[^<;]*;)?|正确答案[:：]\s?[A√]?|"
    r"<div><p>第一空：单位.*?</div>",
    re.S,
)
"""What the pages show of the key."""


@pytest.mark.parametrize("page", [EXAM, OLD, READING])
def test_without_a_key_there_is_no_answer(page: str) -> None:
    try:
        items = read(KEY.sub("", page).replace("____", "（ ）")).items
    except NotABank as refused:
        assert "没有一道完整的题目" in refused.why.text
        return
    assert [item.question.answer for item in items] == [None]


def test_reading_material_with_sub_questions() -> None:
    deck = read(READING)
    assert [(item.question.kind, item.case) for item in deck.items] == [
        (Kind.CASE, None),
        (Kind.SINGLE, 0),
        (Kind.JUDGE, 0),
    ]
    assert [item.question.answer for item in deck.items[1:]] == [Choices((0,)), Choices((0,))]


@pytest.mark.parametrize("name", ["题库.xls", "题库.doc", "题库.txt", "题库.html"])
def test_a_table_whatever_it_is_called(name: str) -> None:
    assert TextReader().sniff(TABLE.encode()) >= 0.5
    deck = read(TABLE, name)
    assert [(item.label, item.question.kind, item.question.prompt) for item in deck.items] == [
        ("1", Kind.SINGLE, "谁缴费？\n（一般情形）"),
        ("2", Kind.SINGLE, "谁审核？"),
        ("3", Kind.JUDGE, "职工不缴纳工伤保险费。"),
    ]
    assert [item.source.line for item in deck.items] == [4, 5, 6]
    assert deck.items[0].question.explanation == "见法。"
    assert codes(deck) == ["7 no-answer"]
    assert deck.flaws[-1].snippet == "4．[单选题] 谁监督？"


def test_a_bare_table_and_one_that_is_a_key() -> None:
    bare = "<table><tr><td>题目<td>答案<tr><td>甲缴费。<td>对<tr><td>乙缴费。<td>错</table>"
    assert [item.question.answer for item in read(bare).items] == [Choices((0,)), Choices((1,))]
    page = "<html>1. 谁缴费<br>A. 甲<br>B. 乙<table><tr><td>题号<td>答案<tr><td>1<td>B</table>"
    assert [item.question.answer for item in read(page).items] == [Choices((1,))]


def test_pictures_within_the_page_belong_to_their_questions() -> None:
    page = (
        f'<html>1. 图中是哪种表<p><img src="{SHOWN}"><p>A. 甲<p>B. 乙<p>答案：A<p>2. 谁缴费'
        f'<p>A. <img src="{SHOWN}"><p>B. <img src="files/b.png"><p>答案：A<img src="dot.gif" width="1" height="1">'
    )
    deck = read(page)
    digest = hashlib.sha256(PNG).hexdigest()
    assert [[media.digest for media in item.question.media] for item in deck.items] == [[digest], [digest]]
    assert dict(deck.files) == {digest: PNG}
    assert deck.items[1].question.choices[0] == f"（图：{deck.items[1].question.media[0].name}）"
    told = [flaw.why.text.format_map(flaw.why.arguments) for flaw in deck.flaws if flaw.code == "picture-missing"]
    assert told == ["图片 b.png 不在网页文件之内，未读入。请把网页另存为“单个文件（mhtml）”再导入。"]


def test_pictures_in_one_file_with_the_page() -> None:
    page = '<html>1. 图中是哪种表<img src="files/a.png"><p>A. 甲<p>B. 乙<img src="cid:two"><p>答案：A'
    parts = [
        f"Content-Type: text/html; charset=utf-8\r\nContent-Location: https://x.cn/t/p.html\r\n\r\n{page}".encode(),
        b"Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n"
        b"Content-Location: https://x.cn/t/files/a.png\r\n\r\n" + base64.b64encode(PNG),
        b"Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-ID: <two>\r\n\r\n"
        + base64.b64encode(PNG + b"2"),
    ]
    head = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n'
    archive = head + b"".join(b"--x\r\n" + part + b"\r\n" for part in parts) + b"--x--\r\n"
    deck = TextReader().read(Source("网页.mht", archive))
    assert sorted(deck.files.values()) == [PNG, PNG + b"2"]
    assert len(deck.items[0].question.media) == 2
