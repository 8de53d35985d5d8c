"""What the line dialogue says: whole sentences for the ear, without signs that a voice leaves out or misreads."""

from __future__ import annotations

from collections.abc import Iterator

from studyapp import wording
from studyapp.cli.gaps import beginning, heard
from studyapp.model import (
    Blank,
    Blanks,
    Choices,
    Feedback,
    KeyPoints,
    Kind,
    Pairs,
    Passed,
    Question,
    Shown,
    Steps,
    Summary,
    Today,
)
from studyapp.words import _, kind_name, listed, pgettext, plural

SELF_CHECKED = (Kind.SHORT, Kind.CARD)
"""Kinds whose answer is shown before the learner says how well he knew it."""

_LONGEST_LIST = 20


def sentence(text: str) -> str:
    """A text with its full stop."""
    return _("{text}。").format(text=text)


def opening_lines(today: Today | None) -> Iterator[str]:
    """What waits today, and how to answer."""
    if today is None:
        yield _("每答一题都已存盘。")
    else:
        yield _("今天到期 {due} 题，新题 {new} 题；每答一题都已存盘。").format(due=today.due, new=today.new)
    yield _("输入选项的字母或数字作答；0 不知道，r 重读本题，u 撤销上一题，q 结束，问号 ? 说明。")


def heading(shown: Shown, answered_before: int) -> str:
    """Which question of this sitting it is, and of what kind; one that is asked again has no number of its own."""
    place = _("第 {number} 题，共 {total} 题").format(
        number=shown.number - answered_before, total=shown.total - answered_before
    )
    question = shown.question
    parts = ("" if shown.again else place, kind_name(question.kind), question.subject, wording.state_words(shown))
    return sentence(pgettext("heading", "，").join(filter(None, parts)))


def case_before(shown: Shown, case: Question, *, just_now: bool) -> str:
    """In place of material that was printed already."""
    read = "/r" if isinstance(shown.question.answer, Blanks) else "r"
    if just_now:
        return _("案例同上（{read} 重读）。").format(read=read)
    return _("案例前面读过（{read} 重读）：{beginning}").format(read=read, beginning=beginning(case.prompt))


def question_lines(shown: Shown) -> Iterator[str]:
    """The prompt, and the choices where the line that asks does not name them."""
    question = shown.question
    prompt = heard(question.prompt)
    yield prompt if shown.case is None else _("问题：{text}").format(text=prompt)
    if question.kind is not Kind.JUDGE:
        yield from wording.choice_lines(question)


def prompt(question: Question) -> str:
    """What stands where the answer is typed."""
    match question.kind:
        case Kind.MULTIPLE:
            return _("多选，如 AC> ")
        case Kind.JUDGE:
            return _("1 正确，2 错误> ")
        case Kind.SHORT:
            return _("答到了哪几点，如 {example}；都没有就输入 0> ").format(example=_example_points(question))
        case Kind.CARD:
            return _("1 忘了，2 吃力，3 记得，4 轻松> ")
        case Kind.ORDER:
            return _("先后顺序，如 {example}> ").format(example=_example_order(question))
        case Kind.MATCH:
            return _("逐对，如 1B 2A> ")
    return _("答案> ")


def blank_prompt(number: int, count: int) -> str:
    """What stands where a blank is filled in."""
    if count == 1:
        return _("填空（不会就直接回车）> ")
    return _("第 {number} 空，共 {count} 空（不会就直接回车）> ").format(number=number, count=count)


def how_to_answer(question: Question) -> str:
    """What is typed as an answer."""
    match question.kind:
        case Kind.MULTIPLE:
            return _("请输入全部正确选项，如 ABD 或 124；0 表示不知道。")
        case Kind.JUDGE:
            return _("请输入 1 或 2：1 正确，2 错误；0 表示不知道。")
        case Kind.BLANK:
            return _("请逐空输入答案，每空一行；不知道就直接按回车。")
        case Kind.SHORT:
            return _("请输入答到的要点编号，如 {example}；一个也没有答到就输入 0。").format(
                example=_example_points(question)
            )
        case Kind.CARD:
            return _("请按记得的程度输入 1 到 4；0 表示不知道。")
        case Kind.ORDER:
            return _("请按先后顺序输入全部选项，如 {example}；0 表示不知道。").format(example=_example_order(question))
        case Kind.MATCH:
            return _("请逐对输入左边的数字和右边的字母，如 1B 2A；0 表示不知道。")
    return _("请输入一个选项的字母或数字，如 B 或 2；0 表示不知道。")


def commands(question: Question) -> str:
    """What can be typed instead of an answer."""
    if isinstance(question.answer, Blanks):
        return _(
            "填空时命令前加斜杠：/r 重读本题，/h 提示，/g 标明是蒙的，/* 收藏，/! 报错，"
            "/u 撤销上一题，/q 结束，/? 说明；u、q、? 也可以不加。"
        )
    return _(
        "r 重读本题，h 提示，g 标明是蒙的，星号 * 收藏，叹号 ! 报错，** 和 !! 收藏、报错上一题，u 撤销上一题，q 结束；"
        "字母本身是选项时，命令前加斜杠，如 /h。"
    )


def hint(text: str) -> str:
    """Where the answer can be looked up, if anybody knows."""
    if not text:
        return sentence(_("本题没有注明依据，没有提示"))
    return _("提示：{text}").format(text=_("；").join(text.splitlines()))


def _example_points(question: Question) -> str:
    count = len(question.answer.points) if isinstance(question.answer, KeyPoints) else 0
    return "13" if count > 2 else "12"[:count]


def _example_order(question: Question) -> str:
    letters = [wording.letter(index) for index in range(min(len(question.choices), 26))]
    return "".join(letters[2:3] + letters[:2] + letters[3:]) if len(letters) > 2 else "".join(reversed(letters))


def feedback_lines(feedback: Feedback) -> Iterator[str]:
    """The verdict and what belongs to it, in the same order as on the screen."""
    question = feedback.shown.question
    if question.kind is not Kind.CARD:  # there the learner was his own judge
        yield _verdict(feedback)
    if question.explanation:
        yield _("解析：{text}").format(text=question.explanation)
    if question.basis:
        yield _("依据：{text}").format(text=wording.bases_words(question.basis))
    yield _("{history}。{when}再来，评为{rating}。").format(
        history=wording.history_words(feedback.answered, feedback.right),
        when=wording.when_words(feedback),
        rating=wording.rating_name(feedback.rating),
    )


def _verdict(feedback: Feedback) -> str:
    rest = _right_answer(feedback)
    if isinstance(feedback.response, Passed):
        return rest
    verdict = wording.verdict_name(feedback)
    return _("{verdict}。{rest}").format(verdict=verdict, rest=rest) if rest else sentence(verdict)


def _right_answer(feedback: Feedback) -> str:
    """What would have been right; empty where the learner had just that."""
    question = feedback.shown.question
    if isinstance(question.answer, KeyPoints):
        made, count = sum(feedback.verdict.parts), len(question.answer.points)
        return plural("要点共 {count} 个，答到 {made} 个。", count).format(count=count, made=made)
    if feedback.verdict.right:
        return ""
    match question.answer:
        case Choices(right) if question.kind is Kind.JUDGE:
            return _("这句话是正确的。") if right == (0,) else _("这句话是错误的。")
        case Choices(right):
            choices = _("；").join(_choice(question, index) for index in right)
            return _("正确答案是 {choices}。").format(choices=choices)
        case Steps(sequence):
            steps = _("，").join(question.choices[index] for index in sequence)
            return _("正确顺序：{steps}。").format(steps=steps)
        case Pairs(pairs):
            return sentence(_("；").join(_pair(question, *pair) for pair in pairs))
        case Blanks(blanks):
            return _blanks(blanks, feedback)
    return ""


def _choice(question: Question, index: int) -> str:
    return _("{letter}，{text}").format(letter=wording.letter(index), text=question.choices[index])


def _pair(question: Question, left: int, right: int) -> str:
    letter = wording.letter(right - wording.left_count(question))
    return _("{left}，配 {letter} {right}").format(
        left=question.choices[left], letter=letter, right=question.choices[right]
    )


def _blanks(blanks: tuple[Blank, ...], feedback: Feedback) -> str:
    """Each blank by itself: right, or what belongs there. Those of a group go in any order and are named together."""
    if len(blanks) == 1:
        return _("应为 {text}。").format(text=_accepted(blanks[0]))
    passed, said = isinstance(feedback.response, Passed), []
    for number, (blank, right) in enumerate(zip(blanks, feedback.verdict.parts, strict=True), 1):
        if right:
            said.append(_("第 {number} 空对").format(number=number))
        elif not passed and _is_grouped(blank, blanks):
            said.append(_("第 {number} 空错").format(number=number))
        elif not passed:
            said.append(_("第 {number} 空错，应为 {text}").format(number=number, text=_accepted(blank)))
        elif not _is_grouped(blank, blanks):
            said.append(_("第 {number} 空应为 {text}").format(number=number, text=_accepted(blank)))
    for group in sorted({blank.group for blank in blanks if _is_grouped(blank, blanks)}):
        numbers = [number for number, blank in enumerate(blanks) if blank.group == group]
        if not all(feedback.verdict.parts[number] for number in numbers):
            said.append(
                _("第 {numbers} 空不分先后，应为 {texts}").format(
                    numbers=listed(str(number + 1) for number in numbers),
                    texts=listed(_accepted(blanks[number]) for number in numbers),
                )
            )
    return sentence(_("；").join(said))


def _is_grouped(blank: Blank, blanks: tuple[Blank, ...]) -> bool:
    return blank.group != 0 and sum(one.group == blank.group for one in blanks) > 1


def _accepted(blank: Blank) -> str:
    first, *others = blank.accepted
    text = _("{text}，也可写 {others}").format(text=first, others=listed(others)) if others else first
    return (
        _("{answer}（误差不超过 {tolerance}）").format(answer=text, tolerance=blank.tolerance)
        if blank.tolerance
        else text
    )


def summary_lines(summary: Summary) -> Iterator[str]:
    """The end of a sitting: how it went, what was missed, what comes."""
    if summary.answered:
        yield _("本次答了 {answered} 题，答对 {right} 题，用时 {time}。").format(
            answered=summary.answered, right=summary.right, time=_time(summary.milliseconds)
        )
        yield _("连续学习 {streak} 天，今日积分 {points}。").format(streak=summary.streak, points=summary.points)
    else:
        yield _("本次没有答题。")
    if summary.missed:
        yield plural("答错 {count} 题：", len(summary.missed)).format(count=len(summary.missed))
        for number, missed in enumerate(summary.missed[:_LONGEST_LIST], 1):
            yield f"{number}. {beginning(missed.prompt)}"
        if len(summary.missed) > _LONGEST_LIST:
            yield _("……另有 {count} 题").format(count=len(summary.missed) - _LONGEST_LIST)
    if summary.forecast:
        due = summary.forecast[0]
        yield plural("明天到期 {count} 题。", due).format(count=due)


def _time(milliseconds: int) -> str:
    minutes, seconds = divmod(milliseconds // 1000, 60)
    spoken = plural("{count} 秒", seconds).format(count=seconds)
    return " ".join([plural("{count} 分", minutes).format(count=minutes), spoken]) if minutes else spoken
