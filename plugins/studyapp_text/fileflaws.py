"""What can be said about a file rather than about a question: its letters, its head, its looks, its pictures."""

from __future__ import annotations

from studyapp import Flaw, Message, Severity, Where
from studyapp_text.flaws import short

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


def other_encoding(file: str, first: int, last: int, encoding: str) -> Flaw:
    """Some lines are in another encoding than the file; they were read all the same."""
    why = Message("这几行的编码与全文不同，已按 {encoding} 读入，请核对有无乱码。", {"encoding": encoding})
    return Flaw(Where(file, first, last), WARNING, "other-encoding", why)


def undecodable(file: str, first: int, last: int) -> Flaw:
    """Some bytes of these lines are no text in any encoding tried."""
    why = Message("这几行有无法解码的字节，已用“�”代替。请对照原件补正。")
    return Flaw(Where(file, first, last), WARNING, "undecodable", why)


def line_too_long(file: str, line: int, length: int) -> Flaw:
    """The line was passed over for its length."""
    why = Message("这一行长达 {length} 个字，未读入。请把题目、选项、答案分行后重新导入。", {"length": length})
    return Flaw(Where(file, line, line), ERROR, "line-too-long", why)


def front_matter(where: Where) -> Flaw:
    """The head of the file, which is about the deck and belongs to no question."""
    return Flaw(where, INFO, "front-matter", Message("文件头，已用作题库的说明。"))


def front_matter_open(where: Where) -> Flaw:
    """The head of the file has no end."""
    why = Message("文件头以“---”开始，却没有以“---”结束。请在文件头之后补一行“---”。")
    return Flaw(where, WARNING, "front-matter-open", why)


def unknown_key(where: Where, key: str) -> Flaw:
    """The head of the file says something that no deck has."""
    why = Message("文件头里的“{key}”不是题库的项目，未使用。可用的有：名称、科目、地区、核对日期、说明。", {"key": key})
    return Flaw(where, WARNING, "unknown-key", why)


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


def table_head(where: Where) -> Flaw:
    """The first row of a table, which names its columns."""
    return Flaw(where, INFO, "heading", Message("表格的表头，已按它认出各列。"))


def marked_key(where: Where, count: int) -> Flaw:
    """Answers that no line tells, only the looks of the right options; the place is the first of them."""
    why = Message(
        "有 {count} 个选项按颜色、加粗、下划线或底纹认作正确答案，文件里没有写出答案。请抽查几题。", {"count": count}
    )
    return Flaw(where, WARNING, "marked-key", why)


def footnote(where: Where) -> Flaw:
    """A paragraph refers to a note, which was not read."""
    return Flaw(where, INFO, "footnote", Message("这一段带有脚注或尾注，注文未读入。"))


def picture_unused(where: Where, name: str) -> Flaw:
    """A picture stands outside every question."""
    why = Message("图片 {name} 不在任何题目之中，未读入。请核对它属于哪一题。", {"name": short(name)})
    return Flaw(where, WARNING, "picture-unused", why)


def picture_missing(where: Where, name: str) -> Flaw:
    """A picture that is shown but not contained in the file."""
    why = Message("图片 {name} 没有存在文件里，或已损坏，未读入。请对照原件。", {"name": short(name)})
    return Flaw(where, WARNING, "picture-missing", why)


def picture_unread(where: Where) -> Flaw:
    """A paragraph holds a picture that the reader cannot take out of the file."""
    return Flaw(where, WARNING, "picture-missing", Message("这一段有图片，未读入。请对照原件，或另存为 docx 再导入。"))
