"""What can be said about questions and the lines around them, each fault one function.

Each has its severity, a code for scripts, and words for people.
"""

from __future__ import annotations

from studyapp import Flaw, Kind, Message, Severity, Where

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


def heading(where: Where, text: str) -> Flaw:
    """A heading; it is the kind or the subject of what follows."""
    return Flaw(where, INFO, "heading", Message("标题“{text}”。", {"text": short(text)}))


def noise(where: Where, text: str) -> Flaw:
    """A page number, running head, advertisement or the like."""
    return Flaw(
        where, INFO, "noise", Message("“{text}”是页码、页眉或广告一类的行，不属于题目。", {"text": short(text)})
    )


def preface(where: Where, text: str) -> Flaw:
    """A line before the questions: the file's title, instructions."""
    return Flaw(where, INFO, "preface", Message("“{text}”是题目之前的说明文字。", {"text": short(text)}))


def key(where: Where) -> Flaw:
    """Lines of a key that stands apart from its questions."""
    return Flaw(where, INFO, "key", Message("集中列出的答案，已分配给各题。"))


def key_unused(where: Where, number: str) -> Flaw:
    """An entry of a key for which there is no open question."""
    why = Message("答案表里第 {number} 题的答案没有对应的题目，或该题已有答案。请核对题号。", {"number": number})
    return Flaw(where, WARNING, "key-unused", why)


def key_count(where: Where, first: int, last: int, count: int) -> Flaw:
    """A range of a key has more answers than numbers, or fewer."""
    why = Message(
        "答案表写的是第 {first} 至 {last} 题，却有 {count} 个答案，未使用。请补全答案，或改正题号。",
        {"first": first, "last": last, "count": count},
    )
    return Flaw(where, WARNING, "key-count", why)


def unknown_kind(where: Where, text: str) -> Flaw:
    """A note of a question's kind names none that there is."""
    why = Message(
        "题型“{text}”不认得，已按选项和答案判断。请改成单选题、多选题、判断题、填空题或简答题。",
        {"text": short(text)},
    )
    return Flaw(where, WARNING, "unknown-kind", why)


def stray_line(where: Where, text: str) -> Flaw:
    """A line that fits nowhere."""
    why = Message("“{text}”不属于任何题目，未读入。若是题目的一部分，请检查它前后的题号和标签。", {"text": short(text)})
    return Flaw(where, WARNING, "stray-line", why)


def unlabelled_line(where: Where, text: str) -> Flaw:
    """A line inside a question, after its answer, that says not what it is."""
    why = Message("“{text}”前面没有“解析：”之类的标签，已归入这道题的解析。", {"text": short(text)})
    return Flaw(where, WARNING, "stray-line", why)


def invisible(where: Where) -> Flaw:
    """A line of nothing but invisible characters."""
    return Flaw(where, INFO, "noise", Message("这一行只有看不见的控制字符。"))


def no_answer(where: Where, label: str) -> Flaw:
    """The question has no answer."""
    if label:
        why = Message("第 {label} 题没有答案，未读入。请在选项之后补一行“答案：”。", {"label": label})
    else:
        why = Message("这道题没有答案，未读入。请补一行“答案：”。")
    return Flaw(where, ERROR, "no-answer", why)


def no_choices(where: Where, label: str, answer: str) -> Flaw:
    """The answer is letters, and there is nothing to choose from."""
    said = {"label": label, "answer": short(answer)}
    if label:
        why = Message("第 {label} 题的答案是“{answer}”，却没有选项，未读入。请补上选项。", said)
    else:
        why = Message("这道题的答案是“{answer}”，却没有选项，未读入。请补上选项。", said)
    return Flaw(where, ERROR, "no-choices", why)


def too_few_choices(where: Where, label: str) -> Flaw:
    """The question has one choice only."""
    if label:
        why = Message("第 {label} 题只有一个选项，未读入。请补全选项。", {"label": label})
    else:
        why = Message("这道题只有一个选项，未读入。请补全选项。")
    return Flaw(where, ERROR, "no-choices", why)


def answer_outside_choices(where: Where, label: str, answer: str) -> Flaw:
    """The answer names a choice that is not there."""
    said = {"label": label, "answer": short(answer)}
    if label:
        why = Message("第 {label} 题的答案“{answer}”不在选项之中，未读入。请改正答案或补全选项。", said)
    else:
        why = Message("这道题的答案“{answer}”不在选项之中，未读入。请改正答案或补全选项。", said)
    return Flaw(where, ERROR, "answer-outside-choices", why)


def answer_unreadable(where: Where, label: str, answer: str, kind: Kind) -> Flaw:
    """The answer does not fit the kind of question."""
    said = {"label": label, "kind": kind, "answer": short(answer)}
    if label:
        why = Message("第 {label} 题是{kind}，答案“{answer}”却不是这种题的写法，未读入。请改正题型或答案。", said)
    else:
        why = Message("这道题是{kind}，答案“{answer}”却不是这种题的写法，未读入。请改正题型或答案。", said)
    return Flaw(where, ERROR, "answer-unreadable", why)


def answer_partly_outside(where: Where, answer: str, missing: str) -> Flaw:
    """The answer names choices that are there and choices that are not."""
    why = Message(
        "答案“{answer}”里的 {missing} 没有对应的选项，已按其余字母读入。请核对原题。",
        {"answer": short(answer), "missing": missing},
    )
    return Flaw(where, WARNING, "answer-outside-choices", why)


def empty_prompt(where: Where, label: str) -> Flaw:
    """There is an answer, but nothing is asked."""
    if label:
        why = Message("第 {label} 题没有题干，未读入。请补上题干。", {"label": label})
    else:
        why = Message("这道题没有题干，未读入。请补上题干。")
    return Flaw(where, ERROR, "empty-prompt", why)


def label_gap(where: Where, missing: str) -> Flaw:
    """Option letters jump."""
    why = Message("选项字母不连续，缺 {missing}。请核对是否漏了选项。", {"missing": missing})
    return Flaw(where, WARNING, "label-gap", why)


def label_twice(where: Where, letter: str, place: str) -> Flaw:
    """An option letter comes twice; the second was read by its place."""
    why = Message(
        "选项字母 {letter} 出现了两次，后一个已按次序读作 {place}。请改正字母。", {"letter": letter, "place": place}
    )
    return Flaw(where, WARNING, "label-twice", why)


def label_missing(where: Where, letter: str, text: str) -> Flaw:
    """An option has no mark between its letter and its text."""
    why = Message(
        "“{text}”的字母后面没有标点，已读作选项 {letter}。请写成“{letter}. ”。",
        {"letter": letter, "text": short(text)},
    )
    return Flaw(where, WARNING, "label-missing", why)


def choice_twice(where: Where, first: str, second: str) -> Flaw:
    """Two choices have the same text."""
    why = Message("选项 {first} 与 {second} 的文字相同。请核对原题。", {"first": first, "second": second})
    return Flaw(where, WARNING, "choice-twice", why)


def choice_empty(where: Where, letter: str) -> Flaw:
    """A choice has no text."""
    return Flaw(where, WARNING, "choice-empty", Message("选项 {letter} 是空的。请补上文字。", {"letter": letter}))


def answer_before_choices(where: Where) -> Flaw:
    """The answer precedes the choices, unlike in the rest of the file."""
    return Flaw(
        where, WARNING, "answer-before-choices", Message("答案写在选项之前，与其他题目不同，已照读。请移到选项之后。")
    )


def answer_twice(where: Where, kept: str, other: str) -> Flaw:
    """A question has two answers that differ."""
    why = Message(
        "这道题有两个不同的答案“{kept}”和“{other}”，已取前一个。请核对。",
        {"kept": short(kept), "other": short(other)},
    )
    return Flaw(where, WARNING, "answer-twice", why)


def answer_in_prompt(where: Where, kept: str, other: str) -> Flaw:
    """The brackets of a prompt hold another answer than its answer line."""
    why = Message(
        "题干的括号里写着“{other}”，答案却是“{kept}”，已按答案读入，括号已清空。请核对。",
        {"kept": short(kept), "other": short(other)},
    )
    return Flaw(where, WARNING, "answer-twice", why)


def letter_twice(where: Where, answer: str) -> Flaw:
    """The answer names a choice twice."""
    why = Message("答案“{answer}”里有重复的字母，重复的只算一次。请核对。", {"answer": short(answer)})
    return Flaw(where, WARNING, "answer-letter-twice", why)


def number_gap(where: Where, before: int, number: int) -> Flaw:
    """Question numbers jump."""
    why = Message(
        "题号从 {before} 跳到 {number}，中间可能漏了题。请对照原文核对。", {"before": before, "number": number}
    )
    return Flaw(where, WARNING, "number-gap", why)


def number_twice(where: Where, number: int) -> Flaw:
    """A question number comes twice running."""
    return Flaw(
        where,
        WARNING,
        "number-twice",
        Message("题号 {number} 连续出现了两次。请核对是否有一个写错了。", {"number": number}),
    )


def id_twice(where: Where, label: str) -> Flaw:
    """Two questions have the same id."""
    why = Message("编号 {label} 出现了两次。请核对是否有一个写错了。", {"label": label})
    return Flaw(where, WARNING, "number-twice", why)


def misnumbered(where: Where, number: str, before: int) -> Flaw:
    """A number that is out of the sequence, or stands before something that is no question."""
    why = Message(
        "这里的编号 {number} 不在题号的次序里（前一题是 {before}）。请核对编号。", {"number": number, "before": before}
    )
    return Flaw(where, WARNING, "misnumbered", why)


def kind_mismatch(where: Where, heading: Kind, kind: Kind) -> Flaw:
    """The heading promises another kind than the question is."""
    why = Message(
        "标题或题型标注为{heading}，从选项和答案看却是{kind}，已按{kind}读入。请核对题型和答案。",
        {"heading": heading, "kind": kind},
    )
    return Flaw(where, WARNING, "kind-mismatch", why)


def blanks_mismatch(where: Where, blanks: int, written: int, read: int) -> Flaw:
    """The prompt has another number of blanks than the answer has parts."""
    why = Message(
        "题干有 {blanks} 处空，答案却有 {written} 份，已读作 {read} 空。请一空一份答案，用“；”隔开。",
        {"blanks": blanks, "written": written, "read": read},
    )
    return Flaw(where, WARNING, "blanks-mismatch", why)


def count_declared(where: Where, declared: int, found: int) -> Flaw:
    """The heading announces another number of questions than follow."""
    why = Message(
        "标题写明共 {declared} 题，实际读到 {found} 题。请核对是否漏题。", {"declared": declared, "found": found}
    )
    return Flaw(where, WARNING, "count-declared", why)


def case_empty(where: Where) -> Flaw:
    """A case without questions."""
    return Flaw(where, WARNING, "case-empty", Message("案例材料之后没有小题。请补上小题，或删去材料。"))


def bad_field(where: Where, field: str, text: str) -> Flaw:
    """A field's text is not what such a field holds."""
    why = Message(
        "“{field}”的内容“{text}”看不懂，未使用。请改成这一项的写法，或删去这一行。",
        {"field": field, "text": short(text)},
    )
    return Flaw(where, WARNING, "bad-field", why)


def unwritable(where: Where, label: str) -> Flaw:
    """The format cannot hold the question, or would give it back changed."""
    why = Message(
        "第 {label} 题含有 Markdown 题库写不下的内容，读回来会与原题不同。请改用其他格式导出。", {"label": label or "?"}
    )
    return Flaw(where, WARNING, "unwritable", why)


def short(text: str) -> str:
    """Enough of a text to know it by."""
    text = text.replace("\n", " ")
    return text if len(text) <= 40 else text[:39] + "…"
