"""What can be said about a file rather than about a question: its pictures, and the key that comes in a second file."""

from __future__ import annotations

from studyapp import Flaw, Message, Severity, Where

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


def short(text: str) -> str:
    """Enough of a text to know it by."""
    text = text.replace("\n", " ")
    return text if len(text) <= 40 else text[:39] + "…"


def picture_kept(where: Where, name: str) -> Flaw:
    """A question has a picture, which goes into the store with it."""
    return Flaw(where, INFO, "picture", Message("题目带有图片 {name}，已随题目存入。", {"name": short(name)}))


def picture_too_large(where: Where, name: str, limit: int) -> Flaw:
    """A picture is larger than the store takes, or there are too many."""
    why = Message(
        "图片 {name} 未存入：单张不超过 {limit} MB，一份文件合计不超过 {total} MB。请缩小图片后再导入。",
        {"name": short(name), "limit": limit >> 20, "total": 8 * limit >> 20},
    )
    return Flaw(where, WARNING, "picture-too-large", why)


def picture_of_no_use(where: Where, form: str) -> Flaw:
    """A picture in a form that no viewer shows."""
    why = Message("这里有一张 {form} 格式的图片，未存入。请在 Word 里把它另存为 PNG 后替换，再导入。", {"form": form})
    return Flaw(where, WARNING, "picture-missing", why)


def picture_elsewhere(where: Where, name: str) -> Flaw:
    """A page shows a picture that lies beside it or on its server."""
    why = Message(
        "图片 {name} 不在网页文件之内，未读入。请把网页另存为“单个文件（mhtml）”再导入。", {"name": short(name)}
    )
    return Flaw(where, WARNING, "picture-missing", why)


def picture_recurring(file: str, count: int) -> Flaw:
    """Pictures that come again on many pages: logos, watermarks."""
    why = Message("页面的徽标、水印和底图共 {count} 处，不属于题目。", {"count": count})
    return Flaw(Where(file), INFO, "page-furniture", why)


def filled_blanks(where: Where, count: int) -> Flaw:
    """Answers that no line tells, only underlined words in the prompts; the place is the first of them."""
    why = Message("有 {count} 道题把带下划线的文字认作填空的答案，文件里没有写出答案。请抽查几题。", {"count": count})
    return Flaw(where, WARNING, "marked-key", why)


def key_lines(where: Where) -> Flaw:
    """Lines of the key's file that gave answers."""
    return Flaw(where, INFO, "key", Message("答案文件里的答案，已分配给各题。"))


def key_heading(where: Where, text: str) -> Flaw:
    """A heading in the key's file."""
    return Flaw(where, INFO, "heading", Message("答案文件里的标题“{text}”。", {"text": short(text)}))


def key_other(where: Where, text: str) -> Flaw:
    """A line of the key's file that is no answer."""
    why = Message("“{text}”是答案文件里的其他文字，没有当作答案。", {"text": short(text)})
    return Flaw(where, INFO, "key-other", why)


def key_unused(where: Where, label: str) -> Flaw:
    """An entry of the key for which the bank has no question."""
    why = Message("答案文件里第 {label} 题的答案，在题库里没有对应的题目。请核对题号和题型。", {"label": label or "?"})
    return Flaw(where, WARNING, "key-unused", why)


def key_differs(where: Where, label: str, own: str, other: str) -> Flaw:
    """A question has an answer of its own, and the key has another one."""
    why = Message(
        "第 {label} 题在题库里的答案是“{own}”，答案文件里却是“{other}”，已按题库读入。请核对后改正其中一处。",
        {"label": label or "?", "own": short(own), "other": short(other)},
    )
    return Flaw(where, WARNING, "key-differs", why)


def key_over_prompt(where: Where, label: str, own: str, other: str) -> Flaw:
    """The prompt of a question holds an answer, and the key has another one."""
    why = Message(
        "第 {label} 题题干里写着答案“{own}”，答案文件里却是“{other}”，已按答案文件读入。请核对后改正其中一处。",
        {"label": label or "?", "own": short(own), "other": short(other)},
    )
    return Flaw(where, WARNING, "key-differs", why)


def key_unfit(where: Where, label: str, answer: str) -> Flaw:
    """The answer that the key has for a question could not be read as one."""
    why = Message(
        "答案文件给第 {label} 题的答案“{answer}”与这道题不符。请核对题号、题型和选项。",
        {"label": label or "?", "answer": short(answer)},
    )
    return Flaw(where, WARNING, "key-unfit", why)


def key_missing(where: Where, label: str) -> Flaw:
    """A question for which the key has no answer."""
    if label:
        why = Message("第 {label} 题在题库和答案文件里都没有答案，未读入。请在答案文件里补上。", {"label": label})
    else:
        why = Message("这道题在题库和答案文件里都没有答案，未读入。请在答案文件里补上。")
    return Flaw(where, ERROR, "no-answer", why)
