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


def pictures(where: Where, count: int) -> Flaw:
    """The workbook holds pictures that belong to no question."""
    why = Message("表格里有 {count} 张图片不属于任何一道题，未读入。请把图片移到题目所在的那一行。", {"count": count})
    return Flaw(where, WARNING, "pictures", why)


def large_pictures(where: Where, count: int, limit: int) -> Flaw:
    """The workbook holds pictures that are too large to keep."""
    why = Message("有 {count} 张图片太大，未读入。请压缩到 {limit} MB 以内。", {"count": count, "limit": limit})
    return Flaw(where, WARNING, "picture-too-large", why)


def picture(where: Where) -> Flaw:
    """A cell of the row is a picture that the file does not hold."""
    return Flaw(where, WARNING, "picture", Message("这一行嵌入单元格的图片没有读到。请在 WPS 里改成浮动图片。"))


def picture_beside(where: Where, count: int) -> Flaw:
    """Pictures stand beside a row that became no question."""
    why = Message("这一行旁边有 {count} 张图片，这一行却不是题目，图片未读入。请移到题目那一行。", {"count": count})
    return Flaw(where, WARNING, "pictures", why)


def hidden_sheet(where: Where) -> Flaw:
    """A sheet that the program hides was read all the same."""
    return Flaw(where, INFO, "hidden-sheet", Message("这个工作表是隐藏的，也读入了。"))


def hidden_rows(where: Where, count: int) -> Flaw:
    """Rows that the program hides were read all the same."""
    return Flaw(where, INFO, "hidden-rows", Message("表格里有 {count} 行是隐藏的，也读入了。", {"count": count}))


def header(where: Where) -> Flaw:
    """The row of headers."""
    return Flaw(where, INFO, "header", Message("表头。"))


def turned(where: Where) -> Flaw:
    """A sheet with a column for each question, whose places are therefore columns."""
    why = Message("这张表一列是一道题；报告里的行号是列的序号：A 列是 1，B 列是 2，依此类推。")
    return Flaw(where, INFO, "turned", why)


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


NO_HEADER = Message(
    "表格里没有找到题目。请在第一行写上表头：题干、题型、选项A、选项B……、答案，每道题占一行，再导入；"
    "或用 --columns 说明各列的内容。"
)


def no_header(where: Where) -> Flaw:
    """Nobody knows what the columns hold."""
    return Flaw(where, ERROR, "no-header", NO_HEADER)


def no_bank_sheet(where: Where, rows: int) -> Flaw:
    """A sheet without questions."""
    why = Message("这个工作表没有题目的表头，{rows} 行都未读入。若有题目，请在第一行写上表头。", {"rows": rows})
    return Flaw(where, INFO if rows <= 20 else WARNING, "no-bank-sheet", why)


def key(where: Where, count: int) -> Flaw:
    """Lines of a key's file that gave answers."""
    why = Message("答案文件里的 {count} 个答案，已分配给各题。", {"count": count})
    return Flaw(where, INFO, "key", why)


def key_unused(where: Where, number: int) -> Flaw:
    """An answer of a key's file that is for no question."""
    why = Message("答案文件里第 {number} 题的答案，在题库里没有对应的题目。请核对题号。", {"number": number})
    return Flaw(where, WARNING, "key-unused", why)


def key_differs(where: Where, own: str, other: str) -> Flaw:
    """A question has another answer of its own than the key's file has for it."""
    why = Message(
        "题库里的答案是“{own}”，答案文件里却是“{other}”，已按题库读入。请核对后改正其中一处。",
        {"own": _short(own), "other": _short(other)},
    )
    return Flaw(where, WARNING, "key-differs", why)


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


def prompt_missing(where: Where) -> Flaw:
    """There are choices and an answer, but the prompt is missing; the question was taken all the same."""
    why = Message("这一行没有题干，已按选项和答案读入。请对照原题补上题干。")
    return Flaw(where, WARNING, "empty-prompt", why)


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


def choice_letter(where: Where, letter: str, other: str) -> Flaw:
    """An option begins with the letter of another one."""
    why = Message("选项 {letter} 的文字以“{other}”开头，与它的位置不符。请核对。", {"letter": letter, "other": other})
    return Flaw(where, WARNING, "choice-letter", why)


def only_choice(where: Where, text: str) -> Flaw:
    """There is one choice only and a gap: it was taken as what fills the gap."""
    why = Message(
        "这道题只有一个选项，已按填空题读入，答案是“{answer}”。若是选择题，请补上其余选项。", {"answer": _short(text)}
    )
    return Flaw(where, WARNING, "only-choice", why)


def letter_in_gap(where: Where, letter: str) -> Flaw:
    """What fills a gap is a single letter, and there are no choices that it could be the letter of."""
    why = Message(
        "填空题的答案只有一个字母“{letter}”，已照样读入。若它指的是选项，请把这个选项补上。", {"letter": letter}
    )
    return Flaw(where, WARNING, "letter-in-gap", why)


def kind_mismatch(where: Where, told: Kind, kind: Kind) -> Flaw:
    """The table says another kind than the question is."""
    why = Message(
        "题型写的是{told}，从选项和答案看却是{kind}，已按{kind}读入。请核对题型。", {"told": told, "kind": kind}
    )
    return Flaw(where, WARNING, "kind-mismatch", why)


def kind_unknown(where: Where, text: str) -> Flaw:
    """A word in the column of kinds is none."""
    why = Message(
        "不认得题型“{text}”，已按选项和答案判断。请改成单选题、多选题、判断题这样的名称。", {"text": _short(text)}
    )
    return Flaw(where, WARNING, "kind-unknown", why)


def blanks_mismatch(where: Where, blanks: int, parts: int) -> Flaw:
    """The prompt has another number of blanks than the answer has parts."""
    why = Message(
        "题干有 {blanks} 处空，答案却有 {parts} 份。请一空一份答案，用“；”隔开。", {"blanks": blanks, "parts": parts}
    )
    return Flaw(where, WARNING, "blanks-mismatch", why)


def bad_field(where: Where, field: str, text: str) -> Flaw:
    """A field's text is not what such a field holds."""
    why = Message("“{field}”的内容“{text}”看不懂，未使用。请改正或清空这一格。", {"field": field, "text": _short(text)})
    return Flaw(where, WARNING, "bad-field", why)


def case_missing(where: Where, text: str) -> Flaw:
    """A question names material that the table does not have."""
    why = Message("这道题所属的材料“{text}”没有找到，已单独读入。请核对材料的序号。", {"text": _short(text)})
    return Flaw(where, WARNING, "case-missing", why)


def case_alone(where: Where) -> Flaw:
    """There is material, but no question about it."""
    why = Message("这段材料没有小题。请核对：小题应紧跟在材料之后，或写明所属案例的序号；若是简答题，请补上答案。")
    return Flaw(where, WARNING, "case-alone", why)


def _short(text: str) -> str:
    """Enough of a text to know it by, on one line."""
    text = text.replace("\n", " ")
    return text if len(text) <= 40 else text[:39] + "…"
