"""Questions, answers and what became of them, in words."""

from __future__ import annotations

from collections.abc import Iterable

from studyapp.model import (
    Arranged,
    Back,
    Basis,
    Blanks,
    Choices,
    Feedback,
    Holds,
    KeyPoints,
    Kind,
    Paired,
    Pairs,
    Passed,
    Picked,
    Question,
    Recalled,
    Response,
    Shown,
    Steps,
    Ticked,
    Typed,
)
from studyapp.words import _, date_words, kind_name, pgettext, plural

RATINGS = 4


def letter(index: int) -> str:
    """The letter of a choice; after Z come numbers."""
    return chr(ord("A") + index) if index < 26 else str(index + 1)


def rating_name(rating: int) -> str:
    """The word for a rating from 1 to 4."""
    return (_("忘了"), _("吃力"), _("记得"), _("轻松"))[rating - 1]


def left_count(question: Question) -> int:
    """How many choices of a match question stand in the left column."""
    if not isinstance(question.answer, Pairs) or not question.answer.pairs:
        return len(question.choices) // 2
    return max(left for left, _right in question.answer.pairs) + 1


def choice_lines(question: Question) -> list[str]:
    """The choices as lines to choose from: lettered, of a judge question numbered, of a match in two columns."""
    if question.kind is Kind.JUDGE:
        return [f"{number}. {text}" for number, text in enumerate(question.choices, 1)]
    if question.kind is Kind.MATCH:
        left = left_count(question)
        numbered = [f"{number}. {text}" for number, text in enumerate(question.choices[:left], 1)]
        return numbered + [f"{letter(index)}. {text}" for index, text in enumerate(question.choices[left:])]
    return [f"{letter(index)}. {text}" for index, text in enumerate(question.choices)]


def _choice(question: Question, index: int) -> str:
    text = question.choices[index] if index < len(question.choices) else "?"
    return text if question.kind is Kind.JUDGE else f"{letter(index)}. {text}"


def _pair(question: Question, pair: tuple[int, int]) -> str:
    return f"{pair[0] + 1} → {letter(pair[1] - left_count(question))}"


def right_words(question: Question) -> str:
    """The right answer with its letters and texts; one line for each part."""
    match question.answer:
        case Choices(right):
            return "\n".join(_choice(question, index) for index in right)
        case Blanks(blanks):
            return "\n".join(" / ".join(blank.accepted) for blank in blanks)
        case KeyPoints(points):
            return "\n".join(f"{number}. {point}" for number, point in enumerate(points, 1))
        case Steps(sequence):
            return " → ".join(letter(index) for index in sequence)
        case Pairs(pairs):
            return "\n".join(
                f"{question.choices[left]} → {letter(right - left_count(question))}. {question.choices[right]}"
                for left, right in pairs
            )
        case Back(text):
            return text
    return ""


def given_words(question: Question, response: Response) -> str:
    """What the learner gave, in short."""
    match response:
        case Picked(choices) if question.kind is Kind.JUDGE:
            return "".join(question.choices[index] for index in choices)
        case Picked(choices):
            return "".join(letter(index) for index in choices)
        case Typed(texts):
            return _("；").join(text or _("（空）") for text in texts)
        case Ticked(points):
            return plural("要点 {made} 个", len(points)).format(made=len(points))
        case Arranged(sequence):
            return " → ".join(letter(index) for index in sequence)
        case Paired(pairs):
            return _("，").join(_pair(question, pair) for pair in pairs)
        case Recalled(rating):
            return rating_name(rating)
        case Passed():
            return _("不知道")


def verdict_name(feedback: Feedback) -> str:
    """Right or wrong, in a word."""
    if feedback.verdict.right:
        return _("答对了")
    if isinstance(feedback.response, Passed):
        return _("不知道")
    if feedback.verdict.share > 0:
        return _("未全对")
    return _("答错了")


def verdict_words(feedback: Feedback) -> str:
    """Right or wrong, with the sign that says so without colour."""
    return f"{'√' if feedback.verdict.right else '×'} {verdict_name(feedback)}"


def basis_words(basis: Basis) -> str:
    """A law or document as it is cited."""
    title = basis.title if not basis.title or basis.title.startswith("《") else f"《{basis.title}》"
    number = f"（{basis.number}）" if basis.number else ""
    return " ".join(part for part in (title + number, basis.article, basis.url) if part)


def bases_words(bases: Iterable[Basis]) -> str:
    """Laws and documents one after the other."""
    return _("；").join(map(basis_words, bases))


def hint_words(question: Question) -> str:
    """What may be shown before the answer: where to look it up; empty where nobody says."""
    return "\n".join(basis_words(basis) for basis in question.basis) or question.subject


def history_words(answered: int, right: int) -> str:
    """How often the question was answered, and how often right."""
    return _("答过 {answered} 次，答对 {right} 次").format(answered=answered, right=right)


def when_words(feedback: Feedback) -> str:
    """When the question comes back."""
    if feedback.interval <= 0:
        return _("今天")
    if feedback.interval == 1:
        return _("明天，{date}").format(date=date_words(feedback.due))
    days = plural("{days} 天后，{date}", feedback.interval)
    return days.format(days=feedback.interval, date=date_words(feedback.due))


def due_words(feedback: Feedback) -> str:
    """When the question comes back, and the rating that this comes from."""
    rating = rating_name(feedback.rating)
    return _("{when}（本次评为“{rating}”）").format(when=when_words(feedback), rating=rating)


def state_words(shown: Shown) -> str:
    """Whether the question is new or asked again; empty where it is neither."""
    if shown.again:
        return _("今天答错过，再来一次")
    return "" if shown.answered else _("新题")


def heading_words(shown: Shown) -> str:
    """The line over the question: its kind, subject and deck, and whether it is asked again."""
    subject = "" if shown.question.subject == shown.deck else shown.question.subject
    return " · ".join(filter(None, (kind_name(shown.question.kind), state_words(shown), subject, shown.deck)))


def mark_name(what: str) -> str:
    """The word for a mark that the learner put on a question."""
    return {"flag": _("已标记"), "star": _("已收藏"), "report": _("已报错")}[what]


def unmark_name(what: str) -> str:
    """The words for a mark that the learner took back."""
    return {"flag": _("已取消标记"), "star": _("已取消收藏"), "report": _("已取消报错")}[what]


def theme_name(theme: str) -> str:
    """The word for a theme of the screens."""
    return {"study-night": _("深色"), "study-day": _("浅色"), "study-contrast": _("高对比")}.get(theme, theme)


def holds_name(holds: Holds) -> str:
    """The word for what a column of a table holds."""
    return {
        Holds.PROMPT: _("题干"),
        Holds.KIND: pgettext("column", "题型"),
        Holds.CHOICE: _("一个选项"),
        Holds.CHOICES: _("全部选项"),
        Holds.ANSWER: pgettext("column", "答案"),
        Holds.EXPLANATION: _("解析"),
        Holds.SUBJECT: _("科目"),
        Holds.TAGS: _("标签"),
        Holds.DIFFICULTY: _("难度"),
        Holds.BASIS: _("依据"),
        Holds.ARTICLE: _("条款"),
        Holds.AUTHORITY: _("命题单位"),
        Holds.JURISDICTION: _("适用地区"),
        Holds.LABEL: _("题号"),
        Holds.EXTERNAL: pgettext("column", "编号"),
        Holds.CASE: _("案例材料"),
        Holds.NOTHING: _("不导入"),
    }[holds]


def place_words(source: str, first: int, last: int) -> str:
    """Where a question stands: its file, and the lines where the format has any (from 1)."""
    if not first:
        return source
    if last <= first:
        return _("{file} 第 {first} 行").format(file=source, first=first)
    return _("{file} 第 {first}–{last} 行").format(file=source, first=first, last=last)


def picture_words(question: Question) -> str:
    """The pictures of a question that its text does not name where they stand."""
    names = (medium.name for medium in question.media if f"［图 {medium.name}］" not in question.prompt)
    return " ".join(_("［图 {name}］").format(name=name) for name in names)
