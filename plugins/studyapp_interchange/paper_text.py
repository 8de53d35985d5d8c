"""Which texts stay what they are between the numbers, letters and labels of an exam paper.

Whoever reads a paper goes by how lines begin and by the words that have a meaning there. A text that has such a thing
in it is written all the same, and told of: it may be read otherwise. The rules are on the careful side.
"""

from __future__ import annotations

import re

from studyapp_interchange.plain_text import NOTHING, is_tidy

_LABELS = (
    "答案|答|正答|标答|要点|选项|解析|解答|分析|解释|详解|说明|思路|析|依据|来源|出处|难度|系数|难易度|程度|等级|标签|知识点|考点|"
    "考查点|关键词|考核点|科目|章节|分类|题型|类型|命题单位|出题单位|命题人|出题人|出题|命题|供题单位|有效期|适用时间|期限|取代|地区|"
    "编号|编码|附件|附图|分数|分值|得分|能力水平|页码|备注|正确率|时间|层次|题目|题干|案例|材料|案情|资料|问|ANSWER|Answer|ANS|Ans|"
    "Key|Explanation"
)
_KINDS = (
    "单选|单项|多选|多项|不定项|判断|是非|填空|名词解释|简答|问答|简述|论述|计算|辨析|主观|排序|排列|匹配|连线|配对|材料|案例|卡片|"
    "闪卡|选择"
)
_INSIDE = re.compile(
    rf"(?:{_LABELS})\s*[（(:：】\]]|(?:答案|解析)(?:\s*[^\s\u4e00-\u9fff，。、；]|\s|[为是应选有]|$)|\\|[A-Za-zＡ-Ｚ]\s?[.．、)）:：\]】]|[(（\[【_]\s*[A-HＡ-Ｈ]|\s[A-HＡ-Ｈ](?=\W|$)|"
    rf"[(（\[【〔_]\s*(?:√|×|✓|✗|✔|✘|╳|对|错|正确|错误|是|否|不对|不正确|[TFYNVX]|\d+\s*分|本题|每题|共|true|false|{_KINDS})|"
    r"正确答案|sha256|故选|应选|顺序|不限|组）|\*",
    re.I,
)
_BEGINNING = re.compile(
    rf"[^\u4e00-\u9fffA-Za-z]|[A-Za-z]\b|[A-Za-z][^A-Za-z]|第|[一二三四五六七八九十百]|{_LABELS}|{_KINDS}|题|试题|问题|参考|正确|标准|本题|"
    "官方|名师|专家|我的|你的|您的|学生|考生|请|阅读|结合|根据|背景|模块|专题|微信|关注|扫|更多|公众号|加|资料|本资料|未|回答|所以|因此|综上|故|"
    "注意|[甲乙丙丁戊己庚辛壬癸]|错|对|是|否|不|共|合计|总计|No|Q|q|v|V|x|X"
)
_FIRST = re.compile(
    r"(?![（(]\s*[)）]|\d[\d\s\-—–~～]{0,10}[\u4e00-\u9fff]|[\u4e00-\u9fffA-Za-z《“‘])|[A-Za-z]\b|[A-Za-z][^A-Za-z]|"
    rf"(?:{_LABELS}|{_KINDS})(?:题|正误)?\s*(?:[（(:：]|$)|第.{{1,4}}[章节篇编讲课题]|第.{{0,4}}部分|"
    r"(?:案例|材料|案情).{0,3}[:：]|(?:错|对|正确|错误|是|否)\W*$"
)
_EDGE = re.compile(r"[\]】)）*_]$")


def is_prompt(text: str) -> bool:
    """Whether a text comes back as the prompt behind its number."""
    first, *more = text.split("\n")
    whole = not _EDGE.search(text) or re.search(r"[（(]\s*[)）]$|_{2,}$", text) is not None
    return _is_whole(text) and bool(first) and not _starts(first, _FIRST) and whole and all(map(is_more, more))


def is_choice(text: str) -> bool:
    """Whether a text comes back as the choice behind its letter."""
    return _is_whole(text) and "\n" not in text and bool(text) and not re.match(r"[.．、)）:：]", text)


def is_labelled(text: str) -> bool:
    """Whether a text comes back as the field behind its label."""
    first, *more = text.split("\n")
    return _is_whole(text) and first not in NOTHING and not _starts(first, _FIRST) and all(map(is_more, more))


def is_more(line: str) -> bool:
    """Whether a line goes on with the text before it."""
    return bool(line) and not _BEGINNING.match(line)


def is_word(text: str) -> bool:
    """Whether a text comes back as a name: a tag, a place, a unit."""
    return is_labelled(text) and "\n" not in text and not re.search(r"[、，,；;（）()《》\[\]【】]|http", text)


def _is_whole(text: str) -> bool:
    return is_tidy(text) and not _INSIDE.search(text)


def _starts(line: str, pattern: re.Pattern[str]) -> bool:
    year = re.match(r"(?:19|20)\d\d年", line)
    return not year and pattern.match(line) is not None
