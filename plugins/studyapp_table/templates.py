"""Templates of quiz apps, told by their headers: for the report only, since each is read by its headers anyway."""

from __future__ import annotations

from studyapp import Message
from studyapp_table.grid import Sheet
from studyapp_table.headers import Layout, bare

_SIGNS: tuple[tuple[Message, frozenset[str]], ...] = (
    (Message("磨题帮模板"), frozenset(("题干", "题型", "选择项1", "选择项2", "解析"))),
    (Message("问卷星导出的表格"), frozenset(("题型", "题目", "选项1", "选项2", "正确答案", "答案解析"))),
    (Message("网络大学题库"), frozenset(("一级纲要", "二级纲要", "题型", "题干", "答案"))),
    (Message("网络大学题库"), frozenset(("专业", "题型", "题目", "选项", "正确答案"))),
    (Message("考试宝模板"), frozenset(("题干", "题型", "选项a", "选项b", "正确答案", "解析", "章节", "难度"))),
)
_XUEXITONG = (["题型", "题干", "选项a"], ["题型", "题目", "选项a"])
_HINTS = ("勿删", "只能输入")


def recognised(sheet: Sheet, header: int, layout: Layout) -> Message:
    """Return the name of the template whose header a sheet has, else that it was read by its header."""
    names = [bare(name) for name in layout.names]
    for title, signs in _SIGNS:
        if signs <= set(names):
            return title
    if any(hint in name for hint in _HINTS for name in layout.names) and "题干" in names:
        return Message("考试宝模板")
    if [name for name in names if name and name not in ("序号", "题号")][:3] in _XUEXITONG:
        return Message("学习通模板")
    if sheet.turned:
        return Message("表头在第一列，一列是一道题")
    return Message("第 {row} 行是表头，按表头读取", {"row": sheet.rows[header].line})
