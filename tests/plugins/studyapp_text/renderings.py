"""The same questions in many layouts: for tests that what is laid out is read back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hypothesis import strategies as st

from studyapp import Kind

NAMES = {
    Kind.SINGLE: "单选题",
    Kind.MULTIPLE: "多选题",
    Kind.JUDGE: "判断题",
    Kind.BLANK: "填空题",
    Kind.SHORT: "简答题",
}
LETTERS = "ABCDEF"
CHINESE = "一二三四五"

PROMPTS = (
    "下列说法正确的是{}。",
    "2025年起，职工基本养老保险的最低缴费年限{}提高。",
    "《工伤保险条例》（2010年修订）规定，申请应当在{}内提出",
    "关于灵活就业人员参保，下列表述错误的是：{}",
    "1.5倍工资适用于{}的情形。",
    "3岁以下婴幼儿照护属于{}范围。",
    "12333热线属于{}。",
    "持有A股、B股的职工，{}。",
    "The employer pays the premium {} every month.",
)
CHOICES = (
    "用人单位", "职工本人", "社会保险经办机构", "30日", "15%", "A股上市公司", "2020年1月1日", "《社会保险法》",
    "工资、奖金，津贴", "3倍以上5倍以下", "CAD制图", "协商、调解、仲裁、诉讼", "县级以上人民政府（含县级）", "以上都是",
    "Pension insurance", "①②③", "0.5%", "12333",
)  # fmt: skip
STATEMENTS = (
    "工伤保险费由职工个人缴纳。",
    "失业人员领取失业保险金期间参加职工医保，个人不缴费",
    "2024年起新办社保卡一律免费。",
    "“一卡通”是指一张社会保障卡在全国通用。",
    "The contract must be in writing.",
)
SENTENCES = (
    ("社会保险制度坚持广覆盖、保基本、{}、可持续的方针。", ("多层次",)),
    ("工伤认定应当自受理之日起{}日内作出。", ("60",)),
    ("基本养老保险实行{}与{}相结合。", ("社会统筹", "个人账户")),
)
ESSAYS = (
    ("简述申请工伤认定应当提交的材料。", ("工伤认定申请表", "劳动关系证明材料", "医疗诊断证明")),
    ("什么是最低工资标准？", ("用人单位依法应支付的最低劳动报酬",)),
)
REASONS = ("", "见《社会保险法》第十条。", "依据《条例》第14条，A项表述有误。", "要注意：\n（1）主体\n（2）期限")


@dataclass(frozen=True)
class Asked:
    """A question before it is laid out; ``right``: indexes of choices, or the texts of gaps and key points."""

    kind: Kind
    prompt: str
    choices: tuple[str, ...] = ()
    right: tuple[int, ...] = ()
    said: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class Layout:
    """How a bank is laid out. ``key``: where the answers are."""

    number: str
    heading: str
    option: str
    together: str
    answer: str
    key: str
    reason: str
    judged: tuple[str, str]
    gap: int


def asked(kind: Kind) -> st.SearchStrategy[Asked]:
    """Questions of one kind."""
    reasons = st.sampled_from(REASONS)
    if kind is Kind.JUDGE:
        right = st.sampled_from([(0,), (1,)])
        return st.builds(
            lambda *parts: Asked(kind, parts[0], (), parts[1], (), parts[2]),
            st.sampled_from(STATEMENTS),
            right,
            reasons,
        )
    if kind is Kind.BLANK:
        return st.builds(lambda one, why: Asked(kind, one[0], (), (), one[1], why), st.sampled_from(SENTENCES), reasons)
    if kind is Kind.SHORT:
        return st.builds(lambda one: Asked(kind, one[0], (), (), one[1]), st.sampled_from(ESSAYS))
    return _chosen(kind)


@st.composite
def _chosen(draw: st.DrawFn, kind: Kind) -> Asked:
    choices = tuple(draw(st.lists(st.sampled_from(CHOICES), min_size=3, max_size=6, unique=True)))
    indexes = st.integers(0, len(choices) - 1)
    sizes = (1, 1) if kind is Kind.SINGLE else (2, len(choices))
    right = draw(st.sets(indexes, min_size=sizes[0], max_size=sizes[1]))
    return Asked(
        kind, draw(st.sampled_from(PROMPTS)), choices, tuple(sorted(right)), (), draw(st.sampled_from(REASONS))
    )


NUMBERS = [
    "{}.",
    "{}．",
    "{}、",
    "（{}）",
    "({})",
    "第{}题 ",
    "{}）",
    "{}. ",
    "{}.\t",
    "【{}】",
    "题目{}：",
    "**{}.** ",
    "### {}. ",
]
HEADINGS = (
    "{c}、{name}",
    "（{c}）{name}",
    "【{name}】",
    "## {name}",
    "{c}、{name}（共{count}题）",
    "===<<<{name}>>>===",
    "第{c}部分 {name}",
)
OPTIONS = ["{}.", "{}．", "{}、", "（{}）", "({})", "{}. ", "- {}. ", "【{}】", "{}："]
ANSWERS = [
    "答案：{}",
    "【答案】{}",
    "正确答案：{}",
    "参考答案: {}",
    "（答案：{}）",
    "**答案：** {}",
    "答：{}",
    "本题答案：{}",
]

LAYOUTS = st.builds(
    Layout,
    number=st.sampled_from(NUMBERS),
    heading=st.sampled_from(HEADINGS),
    option=st.sampled_from(OPTIONS),
    together=st.sampled_from(["\n", "\n", "    ", "\t"]),
    answer=st.sampled_from(ANSWERS),
    key=st.sampled_from(["after", "stem", "end", "table"]),
    reason=st.sampled_from(["解析：", "【解析】", "答案解析：", "> 解析："]),
    judged=st.sampled_from([("正确", "错误"), ("对", "错"), ("√", "×")]),
    gap=st.integers(0, 2),
)


def lay_out(questions: list[Asked], layout: Layout) -> str:
    """Write questions, ordered by kind, the way a layout says."""
    kinds = list(dict.fromkeys(question.kind for question in questions))
    sections = [[question for question in questions if question.kind is kind] for kind in kinds]
    lines: list[str] = []
    for place, section in enumerate(sections):
        lines.append(_heading(layout, place, section))
        for number, question in enumerate(section, 1):
            lines += _question(question, number, layout)
            lines += [""] * layout.gap
    if layout.key in ("end", "table"):
        lines.append("参考答案")
        for place, section in enumerate(sections):
            lines += [f"{CHINESE[place]}、{NAMES[section[0].kind]}", *_key(section, layout)]
    return "\n".join(lines)


def _heading(layout: Layout, place: int, section: list[Asked]) -> str:
    return layout.heading.format(c=CHINESE[place], name=NAMES[section[0].kind], count=len(section))


def said(question: Asked, layout: Layout) -> str:
    """The answer as an answer line says it."""
    if question.kind is Kind.JUDGE:
        return layout.judged[question.right[0]]
    return "；".join(question.said) or "".join(LETTERS[index] for index in question.right)


def _question(question: Asked, number: int, layout: Layout) -> Iterator[str]:
    objective = question.kind not in (Kind.BLANK, Kind.SHORT)
    in_stem = layout.key == "stem" and objective
    blank = f"（ {said(question, layout)} ）" if in_stem else "（   ）" if objective else "____"
    prompt = question.prompt.replace("{}", blank)
    if question.kind is Kind.JUDGE:
        prompt += blank
    yield layout.number.format(number) + prompt
    options = [layout.option.format(letter) + text for letter, text in zip(LETTERS, question.choices, strict=False)]
    if options:
        yield from layout.together.join(options).split("\n")
    if layout.key == "after" or not (objective or layout.key in ("end", "table")):
        yield from _answer(question, layout)
    if question.reason and layout.key not in ("end", "table"):
        yield from (layout.reason + question.reason).split("\n")


def _answer(question: Asked, layout: Layout) -> Iterator[str]:
    if question.kind is not Kind.SHORT:
        yield layout.answer.format(said(question, layout))
    elif len(question.said) == 1:
        yield f"答案：{question.said[0]}"
    else:
        yield "答案："
        yield from (f"（{place}）{point}" for place, point in enumerate(question.said, 1))


def _key(section: list[Asked], layout: Layout) -> Iterator[str]:
    if section[0].kind is Kind.SHORT:
        for number, question in enumerate(section, 1):
            yield f"{number}．答：" + (question.said[0] if len(question.said) == 1 else "")
            if len(question.said) > 1:
                yield from (f"（{place}）{point}" for place, point in enumerate(question.said, 1))
    elif section[0].kind is Kind.BLANK:
        yield from (f"{number}．{said(question, layout)}" for number, question in enumerate(section, 1))
    elif layout.key == "table" and len(section) > 1:
        yield "题号\t" + "\t".join(str(number) for number in range(1, len(section) + 1))
        yield "答案\t" + "\t".join(said(question, layout) for question in section)
    else:
        yield "  ".join(f"{number}.{said(question, layout)}" for number, question in enumerate(section, 1))


def bare(prompt: str) -> str:
    """A prompt without its gaps and spaces."""
    return re.sub(r"[（(]\s*[)）]|_{2,}|\s|\{\}", "", prompt)
