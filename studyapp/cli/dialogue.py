"""The line dialogue: questions and answers as plain lines, for screen readers, serial lines and scripts."""

from __future__ import annotations

import re

from studyapp import wording
from studyapp.cli.shell import Shell
from studyapp.model import (
    Arranged,
    Blanks,
    Feedback,
    KeyPoints,
    Kind,
    Paired,
    Passed,
    Picked,
    Question,
    Recalled,
    Response,
    Shown,
    Summary,
    Ticked,
    Typed,
)
from studyapp.session import Session
from studyapp.words import _, date_words, kind_name

_SELF_CHECKED = (Kind.SHORT, Kind.CARD)
"""Kinds whose answer is shown before the learner says how well he knew it."""
_UNKNOWN = ("0", "不知道")
_PAIR = r"\d{1,3}\s*[-:=→]?\s*[A-Za-z]"
_PAIR_PARTS = r"(\d{1,3})\s*[-:=→]?\s*([A-Za-z])"
_TRUE = {"1", "y", "t", "√", "对", "是", "正确", "a"}
_FALSE = {"2", "n", "f", "×", "x", "错", "否", "错误", "b"}


class _Leave(Exception):  # noqa: N818 - the learner leaves; nothing is wrong
    """The learner wants to stop."""


class _Undo(Exception):  # noqa: N818 - the learner goes back; nothing is wrong
    """The learner takes his last answer back."""


def talk(session: Session, shell: Shell) -> None:
    """Ask until today is done, the input ends, or the learner leaves."""
    if session.current() is None:
        done = session.progress().total
        shell.say(
            _("今天的题已经练完，明天再来。")
            if done
            else _("今天没有要练的题；用 studyapp import 文件名 可以导入题库。")
        )
        return
    shell.say(_("输入选项的字母或数字作答；0 不知道，u 撤销上一题，q 结束，? 说明。"))
    try:
        while _turn(session, shell):
            pass
    except _Leave:
        pass
    _say_summary(session.end(at=shell.world.now()), shell)


def _turn(session: Session, shell: Shell) -> bool:
    """One question, or at the end a last chance to undo; whether to go on."""
    try:
        shown = session.current()
        if shown is None:
            _line(shell, _("练完了。按回车结束，u 撤销上一题> "))
            return False
        _answer(session, shown, shell)
    except _Undo:
        undone = session.void(at=shell.world.now())
        shell.say(_("没有可以撤销的答案。") if undone is None else _("已撤销上一题的答案，请重答。"))
    return True


def _answer(session: Session, shown: Shown, shell: Shell) -> None:
    _say_question(shown, shell)
    began = shell.world.now()
    response = _ask(shown.question, shell)
    now = shell.world.now()
    feedback = session.answer(response, at=now, milliseconds=max(now - began, 0))
    _say_feedback(feedback, shell)


def _say_question(shown: Shown, shell: Shell) -> None:
    question = shown.question
    again = _("（再练）") if shown.again else ""
    shell.say()
    shell.say(
        _("第 {number}/{total} 题 {kind}{again}").format(
            number=shown.number, total=shown.total, kind=kind_name(question.kind), again=again
        )
    )
    if shown.case is not None:
        shell.say(_("案例：{text}").format(text=shown.case.prompt))
    shell.say(question.prompt)
    for line in wording.choice_lines(question):
        shell.say(line)


def _say_feedback(feedback: Feedback, shell: Shell) -> None:
    """The verdict and what belongs to it, in the same order as on the screen."""
    question = feedback.shown.question
    shell.say(_verdict_and_answer(feedback))
    if question.explanation:
        shell.say(_("解析：{text}").format(text=question.explanation))
    if question.basis:
        shell.say(_("依据：{text}").format(text=wording.bases_words(question.basis)))
    shell.say(
        _("历史：答过 {answered} 次，对 {right} 次。下次复习：{date}").format(
            answered=feedback.answered, right=feedback.right, date=date_words(feedback.due)
        )
    )


def _verdict_and_answer(feedback: Feedback) -> str:
    """The verdict, and the right answer unless it was shown already; one of several parts in lines of their own."""
    question, verdict = feedback.shown.question, wording.verdict_words(feedback)
    if question.kind in _SELF_CHECKED:
        return _("{verdict}。").format(verdict=verdict)
    answer = wording.right_words(question)
    if "\n" in answer:
        return _("{verdict}。答案：\n{answer}").format(verdict=verdict, answer=answer)
    return _("{verdict}。答案：{answer}").format(verdict=verdict, answer=answer)


def _say_summary(summary: Summary, shell: Shell) -> None:
    shell.say()
    shell.say(
        _("本次答了 {answered} 题，答对 {right} 题；连续学习 {streak} 天，今日积分 {points}。").format(
            answered=summary.answered, right=summary.right, streak=summary.streak, points=summary.points
        )
    )


def _line(shell: Shell, prompt: str) -> str:
    """One line of input; leaving and undoing are the same everywhere."""
    shell.output.write(prompt)
    shell.output.flush()
    text = shell.input.readline()
    if not text:
        shell.say()
        raise _Leave
    word = _half_width(text).strip()
    if word.lower() in ("q", "quit"):
        raise _Leave
    if word.lower() in ("u", "undo"):
        raise _Undo
    return word


def _ask(question: Question, shell: Shell) -> Response:
    """Ask until the line can be taken as an answer."""
    if question.kind in _SELF_CHECKED:
        while _line(shell, _("想好后按回车看答案> ")) == "?":
            shell.say(_("先在心里作答，再按回车对照答案。"))
        shell.say(wording.right_words(question))
    while True:
        if isinstance(question.answer, Blanks):
            response = _ask_blanks(len(question.answer.blanks), shell)
        else:
            word = _line(shell, _prompt(question))
            response = Passed() if word in _UNKNOWN else understand(question, word)
        if response is not None:
            return response
        shell.say(_hint(question))


def _ask_blanks(count: int, shell: Shell) -> Response | None:
    """Ask for each blank; ``None`` where help is wanted. 0 is a text here: it may be what belongs there."""
    texts: list[str] = []
    for number in range(1, count + 1):
        prompt = _("第 {number} 空> ").format(number=number) if count > 1 else _("填空> ")
        texts.append(_line(shell, prompt))
        if texts[-1] == "?":
            return None
    return Passed() if all(text in ("", "不知道") for text in texts) else Typed(tuple(texts))


def _prompt(question: Question) -> str:
    prompts = {
        Kind.MULTIPLE: _("多选> "),
        Kind.JUDGE: _("1 正确 / 2 错误> "),
        Kind.SHORT: _("答到的要点编号> "),
        Kind.CARD: _("1 忘了 2 吃力 3 记得 4 轻松> "),
        Kind.ORDER: _("顺序> "),
        Kind.MATCH: _("配对> "),
    }
    return prompts.get(question.kind, _("答案> "))


def _hint(question: Question) -> str:
    hints = {
        Kind.MULTIPLE: _("请输入全部正确选项，如 ABD 或 124；0 表示不知道。"),
        Kind.JUDGE: _("请输入 1（正确）或 2（错误）；0 表示不知道。"),
        Kind.BLANK: _("请逐空输入答案，每空一行；不知道就直接按回车。"),
        Kind.SHORT: _("请输入答到的要点编号，如 13；一个也没有答到就输入 0。"),
        Kind.CARD: _("请按记得的程度输入 1 到 4；0 表示不知道。"),
        Kind.ORDER: _("请按先后顺序输入全部选项，如 CABD；0 表示不知道。"),
        Kind.MATCH: _("请逐对输入左边的数字和右边的字母，如 1B 2A；0 表示不知道。"),
    }
    return hints.get(question.kind, _("请输入一个选项的字母或数字，如 B 或 2；0 表示不知道。"))


def understand(question: Question, word: str) -> Response | None:
    """Take a typed word as a response; ``None`` where it is none."""
    if question.kind is Kind.JUDGE:
        return _judge(word)
    if question.kind is Kind.SHORT:
        points = question.answer.points if isinstance(question.answer, KeyPoints) else ()
        ticked = _indexes(word, len(points))
        return Ticked(tuple(sorted(set(ticked)))) if ticked else None
    if question.kind is Kind.CARD:
        return Recalled(int(word)) if word in ("1", "2", "3", "4") else None
    if question.kind is Kind.MATCH:
        return _pairs(question, word)
    picked = _indexes(word, len(question.choices))
    if not picked or len(set(picked)) != len(picked):
        return None
    if question.kind is Kind.ORDER:
        return Arranged(tuple(picked)) if len(picked) == len(question.choices) else None
    if question.kind is Kind.SINGLE and len(picked) != 1:
        return None
    return Picked(tuple(sorted(picked)))


def _judge(word: str) -> Response | None:
    if word.lower() in _TRUE:
        return Picked((0,))
    return Picked((1,)) if word.lower() in _FALSE else None


def _pairs(question: Question, word: str) -> Response | None:
    left = wording.left_count(question)
    if not re.fullmatch(rf"({_PAIR}[\s,;、，；|/]*)+", word):
        return None
    pairs = [
        (int(number) - 1, left + ord(letter.upper()) - ord("A")) for number, letter in re.findall(_PAIR_PARTS, word)
    ]
    if any(not 0 <= a < left or not left <= b < len(question.choices) for a, b in pairs):
        return None
    return Paired(tuple(sorted(set(pairs))))


def _indexes(word: str, count: int) -> list[int] | None:
    """The choices that letters or digits name, with or without marks between them; ``None`` for anything else.

    Above nine choices numbers must stand apart.
    """
    marks = re.sub(r"[\s,;、|/.-]+", " ", word.upper()).strip()
    parts = marks.split() if " " in marks and count > 9 else list(marks.replace(" ", ""))
    indexes = [int(one) - 1 if one.isdecimal() else ord(one) - ord("A") if len(one) == 1 else -1 for one in parts]
    return indexes if all(0 <= one < count for one in indexes) else None


def _half_width(text: str) -> str:
    return text.translate({code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)})
