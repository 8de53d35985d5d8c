"""A bank written in every way that people write tables comes back as the same questions."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studyapp import Question, Source
from studyapp_table.reader import TableReader
from tests.plugins.studyapp_table.writing import Cell, Rows, ods, xls, xlsx

STEMS = (
    "社会保险费由哪个部门统一征收", "失业保险金最长可以领取多少个月", "工伤认定申请应当在多少日内提出",
    "灵活就业人员参加养老保险的缴费比例是", "劳动合同期满后继续工作视为什么", "1.5倍工资适用于哪种情形（ ）",
    "2021年1月1日起实施的办法规定了什么", "用人单位未缴费的，由谁先行支付", "下列说法中正确的是（ ）",
)  # fmt: skip
TEXTS = (
    "税务机关", "社保经办机构", "用人单位", "三十日", "一年", "24个月",
    "基本养老保险", "工伤保险基金", "由个人承担", "以上都对",
    "8%", "16%", "满十五年", "CA证书", "H2O", "不予受理", "先行支付，再追偿",
    "60日内（含）", "《社会保险法》", "县级以上人民政府",
)  # fmt: skip


class Asked(NamedTuple):
    """A question to be written into a table."""

    kind: str
    prompt: str
    choices: tuple[str, ...]
    right: tuple[int, ...]

    @property
    def letters(self) -> str:
        return "".join("ABCDEF"[index] for index in self.right)

    @property
    def word(self) -> str:
        return {"single": "单选题", "multiple": "多选题", "judge": "判断题"}[self.kind]


@st.composite
def asked(draw: st.DrawFn) -> Asked:
    kind = draw(st.sampled_from(["single", "multiple", "judge"]))
    prompt = draw(st.sampled_from(STEMS))
    if kind == "judge":
        return Asked(kind, prompt, ("正确", "错误"), (draw(st.integers(0, 1)),))
    choices = tuple(draw(st.lists(st.sampled_from(TEXTS), min_size=3, max_size=5, unique=True)))
    fewest = 1 if kind == "single" else 2
    most = 1 if kind == "single" else len(choices)
    right = draw(st.lists(st.integers(0, len(choices) - 1), min_size=fewest, max_size=most, unique=True))
    return Asked(kind, prompt, choices, tuple(sorted(right)))


BANKS = st.lists(asked(), min_size=3, max_size=8).map(
    lambda found: [one._replace(prompt=f"{one.prompt}第{number}问") for number, one in enumerate(found, 1)]
)
Bank = Sequence[Asked]
Written = list[list[str]]


def columns(bank: Bank, key: Callable[[Asked], str], header: Sequence[str], word: Callable[[Asked], str]) -> Written:
    """Header: 题干, 题型, options, 答案."""
    rows = [[one.prompt, word(one), *padded(one.choices), key(one)] for one in bank]
    return [list(header), *rows]


def padded(choices: Sequence[str]) -> list[str]:
    return [*choices, *[""] * (5 - len(choices))]


LETTERS = ["选项A", "选项B", "选项C", "选项D", "选项E"]
PLAIN = ["题干", "题型", *LETTERS, "答案"]


def plain(bank: Bank) -> Written:
    return columns(bank, lambda one: one.letters, PLAIN, lambda one: one.word)


def keyed(between: str) -> Callable[[Bank], Written]:
    return lambda bank: columns(bank, lambda one: between.join(one.letters), PLAIN, lambda one: one.word)


def headed(*header: str) -> Callable[[Bank], Written]:
    return lambda bank: columns(bank, lambda one: one.letters, header, lambda one: one.word)


def worded(words: Sequence[str]) -> Callable[[Bank], Written]:
    order = ("single", "multiple", "judge")
    return lambda bank: columns(bank, lambda one: one.letters, PLAIN, lambda one: words[order.index(one.kind)])


def texts(bank: Bank) -> Written:
    return columns(bank, lambda one: "；".join(one.choices[i] for i in one.right), PLAIN, lambda one: one.word)


def numbers(bank: Bank) -> Written:
    return columns(bank, lambda one: ",".join(str(i + 1) for i in one.right), PLAIN, lambda one: one.word)


def judged(yes: str, no: str, *, empty: bool = True) -> Callable[[Bank], Written]:
    def write(bank: Bank) -> Written:
        rows = plain(bank)
        for row, one in zip(rows[1:], bank, strict=True):
            if one.kind == "judge":
                row[-1] = (yes, no)[one.right[0]]
                row[2:4] = ["", ""] if empty else row[2:4]
        return rows

    return write


def reversed_judgements(bank: Bank) -> Written:
    rows = plain(bank)
    for row, one in zip(rows[1:], bank, strict=True):
        if one.kind == "judge":
            row[2:4] = ["错误", "正确"]
            row[-1] = "BA"[one.right[0]]
    return rows


def own_letters(mark: str) -> Callable[[Bank], Written]:
    def write(bank: Bank) -> Written:
        rows = plain(bank)
        for row in rows[1:]:
            row[2:7] = [f"{letter}{mark}{text}" if text else "" for letter, text in zip("ABCDE", row[2:7], strict=True)]
        return rows

    return write


def one_cell(write: Callable[[Sequence[str]], str]) -> Callable[[Bank], Written]:
    return lambda bank: [
        ["序号", "题型", "题目", "选项", "正确答案"],
        *([str(n), one.word, one.prompt, write(one.choices), one.letters] for n, one in enumerate(bank, 1)),
    ]


def lettered(between: str, mark: str = ".") -> Callable[[Bank], Written]:
    return one_cell(lambda choices: between.join(f"{'ABCDE'[n]}{mark}{text}" for n, text in enumerate(choices)))


def prefaced(rows: int) -> Callable[[Bank], Written]:
    return lambda bank: [[f"第{n}行说明文字"] for n in range(1, rows + 1)] + plain(bank)


def headless(bank: Bank) -> Written:
    return [[one.word, one.prompt, *padded(one.choices), one.letters] for one in bank]


def sectioned(bank: Bank) -> Written:
    rows = [["题目", *LETTERS, "答案"]]
    for one in bank:
        rows += [[f"一、{one.word}（每题2分）"], [one.prompt, *padded(one.choices), one.letters]]
    return rows


def header_again(bank: Bank) -> Written:
    rows = plain(bank)
    return [*rows[:2], list(PLAIN), *rows[2:]]


def option_rows(bank: Bank) -> Written:
    rows = [["题号", "题型", "题目", "选项", "答案"]]
    for number, one in enumerate(bank, 1):
        rows.append([str(number), one.word, one.prompt, f"A.{one.choices[0]}", one.letters])
        rows += [["", "", "", f"{'ABCDE'[n]}.{text}", ""] for n, text in enumerate(one.choices) if n]
    return rows


def marked_rows(bank: Bank) -> Written:
    rows = [["题型", "题目", "选项内容", "是否正确"]]
    for one in bank:
        for n, text in enumerate(one.choices):
            rows.append([*([one.word, one.prompt] if not n else ["", ""]), text, "是" if n in one.right else "否"])
    return rows


def under_the_prompt(bank: Bank) -> Written:
    rows = [["序号", "题目", "答案"]]
    for number, one in enumerate(bank, 1):
        rows.append([str(number), one.prompt, one.letters])
        rows += [["", f"{'ABCDE'[n]}、{text}", ""] for n, text in enumerate(one.choices)]
    return rows


def as_lines(bank: Bank) -> Written:
    rows = [["社会保险知识练习"]]
    for number, one in enumerate(bank, 1):
        rows += [[f"{number}、{one.prompt}"], *([f"{'ABCDE'[n]}.{text}"] for n, text in enumerate(one.choices))]
        rows.append([f"答案：{one.letters}"])
    return rows[1:]


def two_row_header(bank: Bank) -> Written:
    rows = plain(bank)
    return [["题干", "题型", "选项", "", "", "", "", "答案"], ["", "", *"ABCDE", ""], *rows[1:]]


def with_everything(bank: Bank) -> Written:
    rows = plain(bank)
    rows[0] += ["解析", "难度", "章节", "知识点", "分值", "备注"]
    for row in rows[1:]:
        row += ["见规定第三条。", "中", "总则", "缴费", "2", "已审"]
    return rows


def split_judge(bank: Bank) -> Written:
    return columns(bank, lambda one: one.letters, PLAIN, lambda one: one.word[:1])


RENDERINGS: dict[str, Callable[[Bank], Written]] = {
    "plain": plain,
    "comma": keyed(","), "caesura": keyed("、"), "space": keyed(" "), "bar": keyed("|"), "semicolon": keyed("；"),
    "wenjuanxing": keyed("┋"), "hash": keyed("#"), "slash": keyed("/"),
    "kaoshibao": headed("题干（必填）", "题型 （必填）", "选项 A", "选项 B", "选项 C", "选项 D", "选项E\n(勿删)",
                        "正确答案\n（必填）"),
    "motibang": headed("题干", "题型", "选择项1", "选择项2", "选择项3", "选择项4", "选择项5", "答案"),
    "english": headed("question", "type", "optionA", "optionB", "optionC", "optionD", "optionE", "answer"),
    "letters": headed("题目", "类型", "A", "B", "C", "D", "E", "正确答案(只能输入ABCD否则报错)"),
    "items": headed("试题题干", "试题类型", "A项", "B项", "C项", "D项", "E项", "标准答案"),
    "han": headed("*题目内容", "*题目类型", "选项一", "选项二", "选项三", "选项四", "选项五", "*参考答案"),
    "answers": headed("题面", "题类", "答案A", "答案B", "答案C", "答案D", "答案E", "正确答案"),
    "bracketed": headed("试题内容", "【题型】", "备选项(A)", "备选项(B)",
    "备选项(C)", "备选项(D)", "备选项(E)", "试题答案"),
    "same header": headed("题干", "题型", "选项", "选项", "选项", "选项", "选项", "答案"),
    "short kinds": split_judge, "codes": worded(("1", "2", "3")), "zero codes": worded(("0", "1", "2")),
    "web kinds": worded(("radio", "checkbox", "judge")),
    "long kinds": worded(("单项选择题", "多项选择题", "判断对错题")),
    "texts": texts, "numbers": numbers,
    "marks": judged("√", "×"), "words": judged("对", "错"), "truth": judged("TRUE", "FALSE"), "ones": judged("1", "0"),
    "twos": judged("1", "2"), "kept": judged("正确", "错误", empty=False), "letters without options": judged("A", "B"),
    "yes": judged("是", "否"), "reversed": reversed_judgements,
    "own dot": own_letters("."), "own comma": own_letters("、"),
    "own wide": own_letters("．"), "own colon": own_letters("："),
    "own bracket": own_letters(")"),
    "lines in a cell": lettered("\n"), "spaces in a cell": lettered(" "), "bars in a cell": lettered("|"),
    "dollars in a cell": lettered("$"), "semicolons in a cell": lettered("；"), "carets in a cell": lettered("^"),
    "caesuras in a cell": lettered("\n", "、"), "colons in a cell": lettered(";", ":"),
    "bare dollars": one_cell("$".join), "bare carets": one_cell("^".join), "bare bars": one_cell("|".join),
    "bare lines": one_cell("\n".join), "bare hashes": one_cell("$;$".join),
    "json": one_cell(lambda choices: json.dumps(choices, ensure_ascii=False)),
    "python": one_cell(lambda c: str(list(c))),
    "objects": one_cell(lambda choices: json.dumps([{"content": one} for one in choices], ensure_ascii=False)),
    "keyed objects": one_cell(lambda c: json.dumps(dict(zip("ABCDE", c, strict=False)), ensure_ascii=False)),
    "second row": prefaced(1), "fifth row": prefaced(4), "no header": headless, "sections": sectioned,
    "header again": header_again, "option rows": option_rows, "marked rows": marked_rows,
    "under the prompt": under_the_prompt, "lines": as_lines, "two header rows": two_row_header,
    "everything": with_everything,
}  # fmt: skip


def told(question: Question) -> Asked:
    right = getattr(question.answer, "right", ())
    return Asked(str(question.kind), question.prompt, question.choices, right)


def wanted(name: str, bank: Bank) -> list[Asked]:
    if name in ("under the prompt", "lines"):  # no kinds: the key says whether one or several are right
        return [
            one._replace(kind="single" if one.kind != "judge" and len(one.right) == 1 else one.kind) for one in bank
        ]
    return list(bank)


def csv_of(rows: Rows, separator: str = ",") -> str:
    quoted = [['"' + str(cell).replace('"', '""') + '"' for cell in row] for row in rows]
    return "".join(separator.join(row) + "\r\n" for row in quoted)


CONTAINERS: dict[str, Callable[[Written], bytes]] = {
    "xlsx": lambda rows: xlsx({"Sheet1": rows}),
    "csv": lambda rows: csv_of(rows).encode("utf-8-sig"),
    "gb18030": lambda rows: csv_of(rows, "\t").encode("gb18030"),
    "utf-16": lambda rows: csv_of(rows, ";").encode("utf-16"),
    "ods": lambda rows: ods("Sheet1", rows),
    "html": lambda rows: html_of(rows).encode(),
}


def html_of(rows: Written) -> str:
    def cell(text: str) -> str:
        return "<td>" + text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br>") + "</td>"

    lines = "".join("<tr>" + "".join(map(cell, row)) + "</tr>\n" for row in rows)
    return f"<html><head><meta charset='utf-8'></head><body><table border=1>{lines}</table></body></html>"


@pytest.mark.parametrize("name", RENDERINGS)
@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(bank=BANKS, container=st.sampled_from(sorted(CONTAINERS)))
def test_every_rendering_gives_the_same_questions(name: str, bank: list[Asked], container: str) -> None:
    if name == "lines" and container in ("csv", "gb18030", "utf-16"):
        return  # a file of one column is a text, which another plugin reads
    rows = RENDERINGS[name](bank)
    deck = TableReader().read(Source("题库", CONTAINERS[container](rows)))
    assert [told(item.question) for item in deck.items] == wanted(name, bank)


def test_a_workbook_of_the_nineties(read: Callable[[bytes], object]) -> None:
    bank = [Asked("single", f"第{n}号文件由谁签发", ("甲方", "乙方", "丙方"), (n % 3,)) for n in range(4)]
    rows: list[list[Cell]] = [list(row) for row in plain(bank)]
    deck = TableReader().read(Source("题库.xls", xls("题库", rows)))
    assert [told(item.question) for item in deck.items] == bank


def test_choices_that_are_judgements_are_no_answers() -> None:
    """In a table without a header, the column of first choices says 正确 nearly everywhere."""
    single = Asked("single", "社会保险费由谁征收第1问", ("税务机关", "经办机构", "用人单位"), (0,))
    for right in ([0] * 9, [0, 1] * 4):
        judges = [
            Asked("judge", f"用人单位应当先行支付第{n}问", ("正确", "错误"), (one,)) for n, one in enumerate(right, 2)
        ]
        deck = TableReader().read(Source("题库", csv_of(headless([single, *judges])).encode()))
        assert [told(item.question) for item in deck.items] == [single, *judges]
