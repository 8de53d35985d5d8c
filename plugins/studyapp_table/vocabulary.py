"""The words of templates and exports: headers, kinds of questions, judgements."""

from __future__ import annotations

from studyapp import Kind

KIND_HEADERS = (
    "单选题", "单项选择题", "多选题", "多项选择题", "选择题", "判断题", "是非题", "填空题", "简答题", "问答题",
)  # fmt: skip
"""Headers of the questions of a sheet of one kind; far oftener the kind of a row, so that an answer has to be named."""

FIELDS: dict[str, tuple[str, ...]] = {
    "prompt": (
        "题干", "题目", "问题", "试题", "题目标题", "题目内容", "试题内容", "试题题干", "题目题干", "题干内容",
        "题目描述", "考题", "题面", "题目名称", "试题名称", "问题内容", "问题描述", "试题描述", "题目正文", "小题题干",
        "试题标题", "题干信息", "题干描述", "考题内容", "小题", "子题题干", "题文", "问题题干", "题目信息", "题目文本",
        "questioncontent", "content", "title", "q", "question", "stem", "questiontitle", "questionstem", "problem",
        "questiontext", "questionname", "questionbody", "questiondesc", "statement", "ques", "query", "prompt",
        "subjectcontent", "topic", "正面", "front",
        "标题", "内容", "名称", "name", "text",
        *KIND_HEADERS,
    ),
    "kind": (
        "题型", "类型", "题目类型", "试题类型", "题类", "题目题型", "试题题型", "题型名称", "题型代码", "考题类型",
        "题目类别",
        "问题类型", "小题题型", "子题题型", "questiontype", "type", "qtype", "题种", "试题类别",
    ),
    "options": (
        "选项", "备选项", "选项内容", "答案选项", "备选答案", "候选项", "可选项", "试题选项", "题目选项", "选择项",
        "选项列表",
        "可选答案", "候选答案", "选项信息", "全部选项", "选项文本", "各选项", "备选内容",
        "optioncontent", "options", "choices", "option", "choice", "answerlist", "items",
        "questionoptions", "optionlist",
    ),
    "answer": (
        "答案", "正确答案", "标准答案", "参考答案", "正确选项", "试题答案", "题目答案", "正确项", "正确选择",
        "答案内容",
        "答案选择", "题目正确答案", "小题答案", "标答", "正答", "正解", "是否正确", "正确与否", "对错", "关键答案",
        "answer", "answers", "rightanswer", "right_answer", "rightoption", "correctoption", "rightkey", "iscorrect",
        "isright", "standardanswer", "refanswer", "result", "solution", "answerkey",
        "questionanswer", "correctanswers", "rightanswers", "correctoptions", "correctchoice", "correctletter",
        "correctindex", "answerindex", "answerletter", "trueanswer", "realanswer",
        "correctanswer", "correct", "key", "ans", "t", "背面", "back",
    ),
    "explanation": (
        "解析", "答案解析", "试题解析", "题目解析", "提示", "说明", "判断题解析", "解答", "详解", "分析",
        "试题分析", "题解",
        "解释", "答案说明", "答案分析", "解题思路", "答题解析", "解析说明", "详细解析", "解析内容", "答案详解",
        "错题解析",
        "analysis", "explanation", "explain", "parse", "remark解析", "answeranalysis", "questionanalysis", "feedback",
        "comment", "knowledgeparse", "rationale", "explain", "answerexplanation", "reason",
    ),
    "difficulty": (
        "难度", "难易度", "难度系数", "难易程度", "难度等级", "试题难度", "题目难度", "难易", "难度级别", "难度值",
        "difficulty", "level", "degree", "difficultylevel", "hard",
    ),
    "subject": (
        "章节", "目录", "一级纲要", "二级纲要", "三级纲要", "专业", "题目分类", "试题分类", "岗位", "分类",
        "科目", "学科", "模块", "课程", "所属章节", "章", "节", "章节名称", "章名称", "节名称", "所属分类", "所属科目",
        "所属题库", "题库分类", "题库名称", "题库", "工种", "类别", "一级分类", "二级分类", "三级分类", "一级目录",
        "二级目录", "三级目录",
        "所属专业", "课程名称", "专题", "单元", "业务类型", "业务模块", "板块", "领域", "大类", "小类", "所属模块",
        "所属目录", "险种",
        "chapter", "subject", "category", "section", "course", "unit", "module", "classify", "chaptername",
    ),
    "tags": (
        "知识点", "标签", "考点", "关键词", "考核点", "考查点", "关键字", "知识点名称", "所属知识点", "考查知识点",
        "能力点",
        "tags", "tag", "knowledge", "knowledgepoint", "keyword", "keywords", "point", "labels",
    ),
    "basis": (
        "依据", "题目依据", "法律依据", "政策依据", "出题依据", "命题依据", "参考依据", "文件依据", "来源", "政策文件",
        "出处", "题目来源", "法规", "试题来源", "题目出处", "试题依据", "法规依据", "依据文件", "参考文件",
        "参考资料", "文件名称",
        "制度依据", "标准依据", "试题出处", "引用文件", "法律法规", "source", "basis", "reference", "origin",
    ),
    "article": ("条款", "法条", "条文", "条目", "页码", "页数", "条款号", "具体条款", "对应条款", "依据条款",
    "article", "page"),
    "authority": ("命题单位", "出题单位", "命题人", "出题人", "供题单位", "命题部门", "出题部门", "编制单位",
    "责任部门"),
    "jurisdiction": ("地区", "适用地区", "适用区域", "适用范围", "统筹区", "地域"),
    "label": (
        "序号", "题号", "编号", "id", "no", "no.", "num", "number", "index", "题目序号", "试题序号", "小题号", "序",
        "sn", "seq",
        "子题号", "小题序号", "顺序号", "行号", "xh",
    ),
    "external": (
        "试题编码", "题目编码", "试题编号", "题目编号", "试题id", "题目id", "questionid", "guid", "题目代码",
        "试题代码", "uuid",
        "试题唯一编码", "qid", "题目标识",
    ),
    "case": (
        "材料", "案例", "背景", "案例材料", "背景材料", "案例背景", "材料内容", "案例内容", "材料题干", "案例题干",
        "共用题干",
        "公共题干", "共享题干", "题组材料", "阅读材料", "案情", "资料", "背景资料", "案例描述", "大题题干",
        "主题干", "父题题干",
        "案例分析材料", "情景", "情境", "场景", "material", "case", "passage", "casecontent", "context",
    ),
    "parent": (
        "父题", "父题号", "父题编号", "父题序号", "父题id", "父级", "父级题号", "所属案例", "所属材料", "所属大题",
        "案例编号",
        "材料编号", "案例号", "材料号", "案例序号", "材料序号", "题组", "题组号", "题组编号", "主题号", "大题号",
        "关联材料",
        "关联案例", "关联题号", "所属父题", "案例id", "材料id", "parent", "parentid", "pid", "groupid", "caseid",
    ),
    "nothing": (
        "分值", "分数", "得分", "试题分数", "题目分值", "备注", "备注说明", "创建时间", "更新时间", "创建人",
        "score", "point",
        "points", "状态", "是否启用", "用时", "时限", "答题时间", "出题时间", "版本", "录入人", "审核人",
    ),
}  # fmt: skip
"""What a column holds, and the headers that say so; the earlier word of a list counts where two columns have one."""

TRADITIONAL = str.maketrans(
    "題選項單複參標確難點類編號說節幹試問釋詳斷簡對錯誤論擇", "题选项单复参标确难点类编号说节干试问释详断简对错误论择"
)
"""The characters of headers and of names of kinds that have a simplified form."""

FIELD_OF = {header: name for name, headers in FIELDS.items() for header in headers if name != "nothing"}

WEAK = frozenset(("标题", "内容", "名称", "name", "text", "title", "content", "topic", "小题"))
"""Headers that many tables have which are no banks: they are believed beside an answer or options only."""

KIND_WORDS: tuple[tuple[str, Kind | None], ...] = (
    ("不定项", Kind.MULTIPLE), ("单项选择", Kind.SINGLE), ("多项选择", Kind.MULTIPLE), ("单选", Kind.SINGLE),
    ("多选", Kind.MULTIPLE),
    ("复选", Kind.MULTIPLE), ("判断", Kind.JUDGE), ("是非", Kind.JUDGE), ("对错", Kind.JUDGE), ("正误", Kind.JUDGE),
    ("填空", Kind.BLANK), ("数值", Kind.BLANK), ("完形", Kind.SINGLE),
    ("名词解释", Kind.SHORT), ("简答", Kind.SHORT), ("问答", Kind.SHORT), ("简述", Kind.SHORT), ("论述", Kind.SHORT),
    ("计算", Kind.SHORT), ("辨析", Kind.SHORT), ("主观", Kind.SHORT), ("解答", Kind.SHORT), ("实操", Kind.SHORT),
    ("操作", Kind.SHORT), ("编程", Kind.SHORT), ("写作", Kind.SHORT),
    ("案例", Kind.CASE), ("材料", Kind.CASE), ("阅读", Kind.CASE), ("共用题干", Kind.CASE), ("题组", Kind.CASE),
    ("综合分析", Kind.CASE), ("情景", Kind.CASE), ("资料分析", Kind.CASE), ("复合题", Kind.CASE), ("组合题", Kind.CASE),
    ("排序", Kind.ORDER), ("匹配", Kind.MATCH), ("连线", Kind.MATCH), ("配对", Kind.MATCH), ("搭配", Kind.MATCH),
    ("卡片", Kind.CARD),
    ("single", Kind.SINGLE), ("multi", Kind.MULTIPLE), ("judge", Kind.JUDGE), ("true", Kind.JUDGE),
    ("checkbox", Kind.MULTIPLE), ("radio", Kind.SINGLE), ("numeric", Kind.BLANK),
    ("blank", Kind.BLANK), ("fill", Kind.BLANK), ("short", Kind.SHORT), ("essay", Kind.SHORT), ("match", Kind.MATCH),
    ("ordering", Kind.ORDER), ("选择", None),
)  # fmt: skip
"""What a cell, a sheet or a title may call a kind; 选择 leaves it to the answer."""

SHORT_KINDS: dict[str, Kind | None] = {
    "单": Kind.SINGLE, "多": Kind.MULTIPLE, "判": Kind.JUDGE, "填": Kind.BLANK, "简": Kind.SHORT, "问": Kind.SHORT,
    "论": Kind.SHORT, "排": Kind.ORDER, "选": None, "mc": None, "sc": Kind.SINGLE, "tf": Kind.JUDGE, "t/f": Kind.JUDGE,
    "yesno": Kind.JUDGE, "select": None, "choice": None, "order": Kind.ORDER, "sort": Kind.ORDER, "case": Kind.CASE,
    "card": Kind.CARD, "text": Kind.SHORT, "textarea": Kind.SHORT, "input": Kind.BLANK, "bool": Kind.JUDGE,
    "boolean": Kind.JUDGE, "danxuan": Kind.SINGLE, "duoxuan": Kind.MULTIPLE, "panduan": Kind.JUDGE,
    "tiankong": Kind.BLANK, "jianda": Kind.SHORT, "客观题": None,
}  # fmt: skip
"""Words that name a kind only when nothing else stands in the cell."""

KIND_OF = dict(KIND_WORDS)

RIGHT_WORDS = frozenset((
    "正确", "对", "是", "√", "✓", "✔", "☑", "T", "TRUE", "Y", "V", "✅", "√正确", "正确√", "对√",
    "YES", "对的", "正确的", "RIGHT", "成立", "符合", "同意", "真", "O", "○", "正確", "對",
))  # fmt: skip
WRONG_WORDS = frozenset((
    "错误", "错", "否", "×", "✗", "✘", "✕", "╳", "X", "F", "❌", "✖", "×错误", "错误×", "错×", "Х",
    "FALSE", "N", "NO", "错的", "不对", "不正确", "错误的", "WRONG", "不成立", "不符合", "不同意", "假", "不是",
    "錯誤", "錯", "不正確", "不對",
))  # fmt: skip

JUDGE_PAIRS = frozenset((
    ("正确", "错误"), ("正确", "不正确"), ("对", "错"), ("对", "不对"), ("对的", "错的"), ("是", "否"), ("是", "不是"),
    ("√", "×"), ("正确", "错"), ("对", "错误"), ("√", "X"), ("✓", "✗"), ("✔", "✘"), ("✓", "×"), ("✔", "×"), ("✔", "✖"),
    ("T", "F"), ("Y", "N"), ("TRUE", "FALSE"), ("YES", "NO"), ("RIGHT", "WRONG"), ("正确的", "错误的"), ("真", "假"),
    ("成立", "不成立"), ("符合", "不符合"), ("同意", "不同意"), ("√正确", "×错误"), ("CORRECT", "INCORRECT"),
))  # fmt: skip
"""What two options say when a question asks for a judgement, the one for true first."""
