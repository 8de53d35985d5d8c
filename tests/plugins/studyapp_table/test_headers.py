"""Every word that is seen in the headers of real tables says what its column holds."""

from __future__ import annotations

import pytest

from studyapp_table.headers import read_header

SEEN = {
    "prompt": "题干|题目|问题|试题|题目标题|题目内容|questionContent|content|title|q",
    "kind": "题型|类型|题目类型|试题类型|题型 （必填）|questionType",
    "options": "选项|optionContent",
    "answer": "答案|正确答案|标准答案|参考答案|正确答案(只能输入ABCD否则报错)|正确答案\n（必填）|answer|right_answer|T",
    "explanation": "解析|答案解析|试题解析|提示|说明|判断题解析",
    "difficulty": "难度|难易度|难度系数",
    "subject": "章节|目录|一级纲要|二级纲要|专业|题目分类|岗位",
    "article": "页码",
    "basis": "来源|题目依据",
    "external": "试题编码",
    "label": "序号|题号|ID",
}
OPTIONS = ["A", "选项A", "选项 A", "A选项", "A项", "选项1", "选择项1", "option1"]


@pytest.mark.parametrize(("field", "word"), [(field, word) for field in SEEN for word in SEEN[field].split("|")])
def test_a_header_says_what_its_column_holds(field: str, word: str) -> None:
    others = {"prompt": "题干", "answer": "答案"}
    header = [word, *(other for name, other in others.items() if name != field)]
    layout = read_header([*header, "选项A", "选项B"] if field != "options" else header)
    assert layout is not None
    assert layout.columns.get(field) == (0,)


@pytest.mark.parametrize("word", OPTIONS)
def test_a_header_names_the_first_option(word: str) -> None:
    layout = read_header(["题干", word, "D项目", "答案"])
    assert layout is not None
    assert layout.options == (("A", 1), ("D", 2))
