"""Everything that can be said about a table, each fault one function: severity, code for scripts, words for people."""

from __future__ import annotations

from studyapp import Flaw, Kind, Message, Severity, Where

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


def quote_open(file: str, line: int) -> Flaw:
    """A quotation mark is not closed; the line was read by itself."""
    why = Message("这一行的引号不成对，已单独按一行读入，请核对。含引号的内容应写成两个引号。")
    return Flaw(Where(file, line, line), WARNING, "quote-open", why)


def empty_row(file: str, first: int, last: int) -> Flaw:
    """A row of nothing but separators."""
    return Flaw(Where(file, first, last), INFO, "empty-row", Message("这一行只有分隔符，没有内容。"))


def pictures(file: str, count: int) -> Flaw:
    """The workbook holds pictures, which are not read."""
    why = Message("表格里有 {count} 张图片，未读入。题目若离不开图片，请改用 Word 题库。", {"count": count})
    return Flaw(Where(file), WARNING, "pictures", why)


def picture(where: Where) -> Flaw:
    """A cell of the row is a picture."""
    return Flaw(where, WARNING, "picture", Message("这一行有嵌入单元格的图片，未读入。"))


def header(where: Where) -> Flaw:
    """The row of headers."""
    return Flaw(where, INFO, "header", Message("表头。"))


def unused_columns(where: Where, names: str) -> Flaw:
    """Columns whose content is not used."""
    return Flaw(where, INFO, "unused-columns", Message("这些列的内容未使用：{names}。", {"names": names}))


def preface(where: Where, text: str) -> Flaw:
    """A row before the header: the title, instructions."""
    return Flaw(where, INFO, "preface", Message("“{text}”是题目之前的说明文字。", {"text": _short(text)}))


def title(where: Where, text: str) -> Flaw:
    """A row between questions that is the title of those that follow."""
    return Flaw(where, INFO, "heading", Message("标题“{text}”。", {"text": _short(text)}))


def stray_row(where: Where, text: str) -> Flaw:
    """A row that is no question and no title."""
    why = Message("“{text}”不像题目，未读入。若是题目，请把题干、选项、答案填到各自的列。", {"text": _short(text)})
    return Flaw(where, WARNING, "stray-row", why)


def no_bank_sheet(where: Where, rows: int) -> Flaw:
    """A sheet without questions."""
    why = Message("这个工作表没有题目的表头，{rows} 行都未读入。", {"rows": rows})
    return Flaw(where, INFO if rows <= 20 else WARNING, "no-bank-sheet", why)


def no_answer(where: Where) -> Flaw:
    """The question has no answer."""
    return Flaw(where, ERROR, "no-answer", Message("这道题没有答案，未读入。请在答案一列补上。"))


def no_choices(where: Where, answer: str) -> Flaw:
    """The answer is letters, and there is nothing to choose from."""
    why = Message("这道题的答案是“{answer}”，选项却不足两个，未读入。请补上选项。", {"answer": _short(answer)})
    return Flaw(where, ERROR, "no-choices", why)


def empty_prompt(where: Where) -> Flaw:
    """There is an answer, but nothing is asked."""
    return Flaw(where, ERROR, "empty-prompt", Message("这一行没有题干，未读入。请补上题干。"))


def outside_choices(where: Where, answer: str) -> Flaw:
    """The answer names a choice that is not there."""
    why = Message("答案“{answer}”不在选项之中，未读入。请改正答案或补全选项。", {"answer": _short(answer)})
    return Flaw(where, ERROR, "answer-outside-choices", why)


def partly_outside(where: Where, answer: str) -> Flaw:
    """Some letters of the answer name no choice; the others count."""
    why = Message("答案“{answer}”里有的字母没有对应的选项，只算其余的。请核对。", {"answer": _short(answer)})
    return Flaw(where, WARNING, "answer-outside-choices", why)


def unreadable(where: Where, answer: str, kind: Kind) -> Flaw:
    """The answer does not fit the kind of question."""
    arguments = {"kind": kind, "answer": _short(answer)}
    why = Message("这是{kind}，答案“{answer}”却不是这种题的写法，未读入。请改正题型或答案。", arguments)
    return Flaw(where, ERROR, "answer-unreadable", why)


def letter_twice(where: Where, answer: str) -> Flaw:
    """The answer names a choice twice."""
    why = Message("答案“{answer}”里有重复的字母，重复的只算一次。请核对。", {"answer": _short(answer)})
    return Flaw(where, WARNING, "answer-letter-twice", why)


def label_gap(where: Where, letters: str) -> Flaw:
    """An option between others is empty."""
    return Flaw(where, WARNING, "choice-empty", Message("选项 {letters} 是空的。请补上文字。", {"letters": letters}))


def choice_twice(where: Where, first: str, second: str) -> Flaw:
    """Two choices have the same text."""
    why = Message("选项 {first} 与 {second} 的文字相同。请核对原题。", {"first": first, "second": second})
    return Flaw(where, WARNING, "choice-twice", why)


def kind_mismatch(where: Where, told: Kind, kind: Kind) -> Flaw:
    """The table says another kind than the question is."""
    why = Message("题型写的是{told}，从选项和答案看却是{kind}，已按{kind}读入。", {"told": told, "kind": kind})
    return Flaw(where, WARNING, "kind-mismatch", why)


def kind_unknown(where: Where, text: str) -> Flaw:
    """A word in the column of kinds is none."""
    why = Message("不认得题型“{text}”，已按选项和答案判断。", {"text": _short(text)})
    return Flaw(where, WARNING, "kind-unknown", why)


def blanks_mismatch(where: Where, blanks: int, parts: int) -> Flaw:
    """The prompt has another number of blanks than the answer has parts."""
    why = Message(
        "题干有 {blanks} 处空，答案却有 {parts} 份。请一空一份答案，用“；”隔开。", {"blanks": blanks, "parts": parts}
    )
    return Flaw(where, WARNING, "blanks-mismatch", why)


def bad_field(where: Where, field: str, text: str) -> Flaw:
    """A field's text is not what such a field holds."""
    why = Message("“{field}”的内容“{text}”看不懂，未使用。", {"field": field, "text": _short(text)})
    return Flaw(where, WARNING, "bad-field", why)


def _short(text: str) -> str:
    """Enough of a text to know it by, on one line."""
    text = text.replace("\n", " ")
    return text if len(text) <= 40 else text[:39] + "…"
