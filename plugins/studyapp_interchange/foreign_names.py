"""What banks in JSON call things. The names were collected from banks as they are met, and from neighbours of these."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from studyapp import Kind

NAMES: Mapping[str, tuple[str, ...]] = {
    "stem": (
        "题干", "试题题干", "题目题干", "题干内容", "questioncontent", "questionstem", "questiontext", "questiontitle",
        "questionname", "questiondesc", "questionbody", "stem", "stemmarkdown", "statement", "题目内容", "题目描述",
        "试题内容", "试题标题",
        "题目标题",
        "question", "题目", "试题", "问题", "考题", "题面", "problem", "tigan", "timu", "tm", "wenti", "shiti", "q",
        "ques",
        "query", "prompt", "quiz", "examcontent", "testcontent", "title", "标题", "content", "内容", "topic",
        "topicname",
        "正面", "front", "term", "text", "body", "name", "description", "desc", "subject",
    ),
    "options": (
        "选项", "备选项", "选项内容", "答案选项", "备选答案", "候选项", "选项列表", "options", "option", "choices",
        "choice",
        "itemlist", "optionitems", "choiceitems",
        "optionlist", "optionslist", "optioncontent", "questionoptions", "questionoption", "choicelist",
        "answeroptions",
        "answeroption", "answerlist", "selections", "selects", "selectlist", "opts", "opt", "o", "xuanxiang", "xx",
        "alternatives", "items", "answers", "answer", "content", "list", "a",
    ),
    "answer": (
        "正确答案", "标准答案", "参考答案", "正确选项", "试题答案", "题目答案", "答案", "correctanswer",
        "correctanswers",
        "rightanswer", "rightanswers", "standardanswer", "referenceanswer", "stdanswer", "questionanswer", "trueanswer",
        "answerkey", "correctoption", "correctoptions", "rightoption", "rightoptions", "correctchoice", "correctindex",
        "correctoptionindex", "correctanswerindex", "answerindex", "rightindex", "realanswer",
        "questionanswerlist", "correctanswerlist", "rightanswerlist", "answeroptionid", "answeroptionids",
        "correctoptionid", "correctoptionids", "rightoptionid", "rightoptionids", "correctanswerid",
        "correctanswerids", "correctid", "answercontent",
        "answer",
        "answers", "anwser", "ans", "correct", "right", "daan", "da", "key", "solution", "result", "reply", "a", "t",
        "背面", "back", "definition", "答",
    ),
    "kind": (
        "题型", "题目类型", "试题类型", "题类", "题目题型", "试题题型", "questiontype", "questiontypename",
        "questiontypecn", "questiontypestr",
        "typename", "类型",
        "typetext", "typestr", "kind", "qtype", "quetype", "tixing", "topictype", "type", "questionkind", "answertype",
    ),
    "explanation": (
        "解析", "答案解析", "试题解析", "题目解析", "详解", "解答", "分析", "解释", "提示", "说明", "explanation",
        "analysis",
        "explain", "explains", "bestexplain", "answeranalysis", "questionanalysis", "answerexplain", "answerdesc",
        "parse", "jiexi", "analyse", "analyze", "analyis", "rationale", "feedback", "solution", "hint", "tips", "note",
        "remark", "备注", "detail", "comment",
    ),
    "chapter": (
        "章节", "所属章节", "目录", "一级纲要", "专业", "题目分类", "试题分类", "岗位", "分类", "科目", "学科",
        "模块", "章",
        "chapter", "chaptername", "category", "categoryname", "subject", "subjectname", "course", "coursename",
        "module",
        "classify", "classname", "kemu", "zhangjie",
    ),
    "section": ("节", "二级纲要", "section", "sectionname", "unit", "unitname"),
    "tags": ("知识点", "标签", "考点", "关键词", "考核点", "考查点", "tags", "tag", "knowledge", "knowledgepoint",
             "knowledgepoints", "knowledges", "keywords", "points"),
    "difficulty": ("难度", "难易度", "难度系数", "难易程度", "难度等级", "试题难度", "difficulty", "level", "difficult",
                   "difficultylevel"),
    "basis": ("依据", "题目依据", "法律依据", "政策依据", "出题依据", "命题依据", "参考依据", "文件依据", "出处",
    "basis"),
    "authority": ("命题单位", "出题单位", "命题人", "出题人", "供题单位", "authority"),
    "label": ("序号", "题号", "no", "num", "number", "index", "sort", "order", "seq", "sn", "xh", "questionno",
    "questionnum"),
    "external": ("试题编码", "题目编码", "试题编号", "题目编号", "试题id", "题目id", "questionid", "qid", "guid",
    "uuid", "id",
                 "编号", "code"),
}  # fmt: skip
"""Field to names, the surest first; the names are as ``plain_name`` returns them."""

FIELDS_OF: Mapping[str, tuple[str, ...]] = {
    name: tuple(field for field, names in NAMES.items() if name in names)
    for name in {name for names in NAMES.values() for name in names}
}

KIND_WORDS: tuple[tuple[str, Kind | None], ...] = (
    ("不定项", Kind.MULTIPLE), ("单项", Kind.SINGLE), ("多项", Kind.MULTIPLE), ("单选", Kind.SINGLE),
    ("多选", Kind.MULTIPLE), ("判断", Kind.JUDGE), ("是非", Kind.JUDGE), ("对错", Kind.JUDGE), ("填空", Kind.BLANK),
    ("名词解释", Kind.SHORT), ("简答", Kind.SHORT), ("问答", Kind.SHORT), ("简述", Kind.SHORT), ("论述", Kind.SHORT),
    ("计算题", Kind.SHORT), ("辨析", Kind.SHORT), ("主观", Kind.SHORT), ("排序", Kind.ORDER), ("连线", Kind.MATCH),
    ("匹配", Kind.MATCH), ("案例", Kind.CASE), ("材料", Kind.CASE), ("综合", Kind.CASE), ("卡片", Kind.CARD),
    ("单选", Kind.SINGLE), ("danxuan", Kind.SINGLE), ("duoxuan", Kind.MULTIPLE), ("panduan", Kind.JUDGE),
    ("tiankong", Kind.BLANK), ("jianda", Kind.SHORT), ("single", Kind.SINGLE), ("radio", Kind.SINGLE),
    ("multi", Kind.MULTIPLE), ("checkbox", Kind.MULTIPLE), ("judg", Kind.JUDGE), ("truefalse", Kind.JUDGE),
    ("true/false", Kind.JUDGE), ("boolean", Kind.JUDGE), ("bool", Kind.JUDGE), ("trueorfalse", Kind.JUDGE),
    ("blank", Kind.BLANK), ("fill", Kind.BLANK), ("short", Kind.SHORT), ("essay", Kind.SHORT),
    ("subjective", Kind.SHORT),
    ("order", Kind.ORDER), ("match", Kind.MATCH), ("case", Kind.CASE), ("flashcard", Kind.CARD), ("card", Kind.CARD),
    ("choice", None), ("选择", None), ("单", Kind.SINGLE), ("多", Kind.MULTIPLE),
)  # fmt: skip
"""What a kind may be called; 选择 leaves it to the answer."""

TRUE = frozenset((
    "正确", "对", "是", "√", "✓", "✔", "☑", "✅", "T", "TRUE", "Y", "YES", "RIGHT", "V", "CORRECT", "对的", "正确的",
))  # fmt: skip
FALSE = frozenset((
    "错误", "错", "否", "×", "✗", "✘", "✕", "❌", "✖", "X", "F", "FALSE", "N", "NO", "WRONG", "INCORRECT", "错的",
    "错误的", "不对", "不正确", "不是",
))  # fmt: skip
FLAGS = frozenset({"correct", "iscorrect", "right", "isright", "isanswer", "istrue", "isok", "answer", "rightflag",
                   "correctflag", "正确", "是否正确", "是否答案", "iskey", "flag", "isrightanswer",
                   "iscorrectanswer"})  # fmt: skip
"""What says in a choice that it is right."""

_HINTS = re.compile(r"[(（\[【<《][^)）\]】>》]*[)）\]】>》]|[\s_\-*:：.]+")
_LETTERED = re.compile(
    r"(?:可?选项|选择项|备选项|备选答案|答案|option|opt|choice|item|answer|select|xx)?([a-h])(?:选项|项)?"
)
_NUMBERED = re.compile(r"(?:可?选项|选择项|备选项|option|opt|choice|item|select|xx)([0-9])")
_CODED = re.compile(r"(?:type|题型|kind)?[\d.]+")


def plain_name(name: str) -> str:
    """Return a name in lower case and half width, without spaces, underscores and hints in brackets."""
    bare = unicodedata.normalize("NFKC", name)[:60].casefold()
    return _HINTS.sub("", bare) or bare


def letter_of(name: str) -> str:
    """Return the letter of a field that holds one choice, empty where it holds none."""
    if found := _LETTERED.fullmatch(name):
        return found[1].upper()
    found = _NUMBERED.fullmatch(name)
    return chr(ord("A") + int(found[1])) if found else ""


def kind_named(text: str) -> tuple[bool, Kind | None]:
    """Say whether a text names a kind, and which."""
    lower = re.sub(r"[\s_\-]", "", text.casefold())
    if not lower or len(lower) > 24 or _CODED.fullmatch(lower):
        return False, None
    return next(((True, kind) for word, kind in KIND_WORDS if word in lower and _fits(word, lower)), (False, None))


def _fits(word: str, lower: str) -> bool:
    return len(word) > 1 or lower == word


def truth_of(text: str) -> bool | None:
    """Return what a word says of a statement; ``None`` where it says neither."""
    word = text.strip(" .。()（）").upper()
    return True if word in TRUE else False if word in FALSE else None
