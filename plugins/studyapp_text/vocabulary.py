"""The words of exam papers: labels of fields, names of kinds, what says right and wrong."""

from __future__ import annotations

from operator import itemgetter

from studyapp import Kind

LABELS: dict[str, tuple[str, ...]] = {
    "answer": (
        "答案",
        "参考答案",
        "正确答案",
        "标准答案",
        "本题答案",
        "本题正确答案",
        "正确选项",
        "參考答案",
        "正確答案",
        "標準答案",
        "正答",
        "标答",
        "答案要点",
        "参考要点",
        "答题要点",
        "答",
        "ANSWER",
        "Answer",
        "ANS",
        "Ans",
        "Correct Answer",
        "Correct answer",
        "Key",
    ),
    "given": ("我的答案", "你的答案", "学生答案", "考生答案", "您的答案"),
    "explanation": (
        "解析",
        "答案解析",
        "试题解析",
        "题目解析",
        "参考解析",
        "解答",
        "分析",
        "试题分析",
        "解释",
        "解释说明",
        "答案说明",
        "答案解释",
        "详解",
        "參考解析",
        "試題解析",
        "題目解析",
        "詳解",
        "解釋",
        "判断题解析",
        "析",
        "考点解析",
        "名师解析",
        "专家解析",
        "答题解析",
        "详细解析",
        "官方解析",
        "本题解析",
        "本题解释",
        "此题解析",
        "此题解释",
        "解题思路",
        "答案解释",
        "答案说明",
        "Explanation",
        "EXPLANATION",
    ),
    "basis": (
        "依据",
        "题目依据",
        "法律依据",
        "政策依据",
        "出题依据",
        "命题依据",
        "参考依据",
        "来源",
        "出处",
        "文件依据",
    ),
    "difficulty": ("难度", "難度", "难度系数", "难易度", "难易程度", "难度等级", "试题难度"),
    "tags": ("标签", "標籤", "知識點", "考點", "知识点", "考点", "考查点", "关键词", "考核点"),
    "subject": ("科目", "章节", "分类", "题目分类", "试题分类", "所属章节"),
    "kind": ("题型", "题目类型", "试题类型", "题目题型"),
    "authority": ("命题单位", "出题单位", "命题人", "出题人", "出题", "命题", "供题单位"),
    "validity": ("有效期", "适用时间", "有效期限"),
    "superseded": ("取代", "已被取代", "被取代"),
    "jurisdiction": ("地区", "适用地区"),
    "id": ("编号", "试题编码", "试题编号", "题目编号", "题目ID", "试题ID"),
    "media": ("附件", "附图"),
    "ignored": (
        "分数",
        "分值",
        "得分",
        "本题得分",
        "能力水平",
        "页码",
        "备注",
        "正确率",
        "作答时间",
        "答题时间",
        "建议时间",
        "认知层次",
    ),
}
"""What a field is, and the labels that announce it."""

FIELD_OF = {label: field for field, labels in LABELS.items() for label in labels}

LONG_FIELDS = frozenset({"answer", "explanation", "basis"})
"""Fields whose text may run on over the following lines."""

KIND_WORDS: tuple[tuple[str, Kind | None], ...] = (
    ("不定项选择", Kind.MULTIPLE),
    ("单项选择", Kind.SINGLE),
    ("多项选择", Kind.MULTIPLE),
    ("单选", Kind.SINGLE),
    ("多选", Kind.MULTIPLE),
    ("不定项", Kind.MULTIPLE),
    ("判断正误", Kind.JUDGE),
    ("判断改错", Kind.JUDGE),
    ("判断", Kind.JUDGE),
    ("是非", Kind.JUDGE),
    ("填空", Kind.BLANK),
    ("名词解释", Kind.SHORT),
    ("简答", Kind.SHORT),
    ("问答", Kind.SHORT),
    ("简述", Kind.SHORT),
    ("论述", Kind.SHORT),
    ("计算", Kind.SHORT),
    ("辨析", Kind.SHORT),
    ("主观", Kind.SHORT),
    ("流程排序", Kind.ORDER),
    ("排序", Kind.ORDER),
    ("排列", Kind.ORDER),
    ("匹配", Kind.MATCH),
    ("连线", Kind.MATCH),
    ("配对", Kind.MATCH),
    ("材料分析", Kind.CASE),
    ("案例分析", Kind.CASE),
    ("案例", Kind.CASE),
    ("材料", Kind.CASE),
    ("卡片", Kind.CARD),
    ("闪卡", Kind.CARD),
    ("选择", None),
)
"""What a heading or a note on a question may call a kind, the longer word first; 选择 leaves it to the answer."""

KIND_OF = dict(KIND_WORDS)

KIND_NAMES = {
    Kind.SINGLE: "单选题",
    Kind.MULTIPLE: "多选题",
    Kind.JUDGE: "判断题",
    Kind.BLANK: "填空题",
    Kind.SHORT: "简答题",
    Kind.ORDER: "排序题",
    Kind.MATCH: "匹配题",
    Kind.CASE: "案例题",
    Kind.CARD: "卡片",
}
"""What this plugin writes."""

RIGHT_WORDS = frozenset(
    (
        "正确",
        "对",
        "是",
        "√",
        "✓",
        "✔",
        "☑",
        "✅",
        "T",
        "TRUE",
        "Y",
        "YES",
        "V",
        "对的",
        "正确的",
        "RIGHT",
        "成立",
        "符合",
        "正確",
        "對",
        "○",
    )
)
WRONG_WORDS = frozenset(
    (
        "错误",
        "错",
        "否",
        "×",
        "✗",
        "✘",
        "✕",
        "╳",
        "❌",
        "Ⅹ",
        "ⅹ",
        "Х",
        "✖",
        "❎",
        "X",
        "F",
        "FALSE",
        "N",
        "NO",
        "错的",
        "不对",
        "不正确",
        "错误的",
        "錯誤",
        "錯",
        "不正確",
        "不對",
        "WRONG",
    )
)

DIFFICULTIES = {
    "易": 0.2, "容易": 0.2, "简单": 0.2, "低": 0.2, "较易": 0.35, "中": 0.5, "中等": 0.5, "一般": 0.5, "适中": 0.5,
    "较难": 0.65, "难": 0.8, "困难": 0.8, "高": 0.8,
}  # fmt: skip

_LONGEST_FIRST = sorted(FIELD_OF, key=len, reverse=True)

LABEL_PATTERN = "|".join(_LONGEST_FIRST)
"""A pattern for every label, the longer word first."""

LABELS_BY_CHARACTER = {
    first: [label for label in _LONGEST_FIRST if label[0] == first]
    for first in dict.fromkeys(map(itemgetter(0), FIELD_OF))
}
"""The labels that begin with each character, the longer word first."""
