"""Papers in words: how a task stands, what a paper is made of, what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from studyapp.activity.periods import date_of
from studyapp.desk.exams import BATTLE, Line
from studyapp.exam.battle import clock
from studyapp.exam.marking import Review
from studyapp.exam.papers import Rival
from studyapp.model import study_day
from studyapp.model.activity import Blueprint, Result
from studyapp.paper import Lack
from studyapp.words import _, date_words, kind_name, listed, plural, say


def state_words(line: Line) -> str:
    """How a task stands, in a few words."""
    standing = line.standing
    if line.left is not None:
        words = _("进行中，已答 {answered}/{count}，剩余 {time}")
        return words.format(answered=line.answered, count=line.questions, time=clock(line.left // 1000))
    if standing.open:
        if standing.left is None:
            return _("可以开始")
        return plural("可以开始，还有 {count} 次", standing.left).format(count=standing.left)
    if standing.left == 0:
        return _("本期次数已用完")
    return _("现在不能考")


def made_of(blueprint: Blueprint) -> str:
    """Kinds, counts and marks of a paper."""
    parts = [
        _("{kind} {count} 题，每题 {marks} 分").format(
            kind=kind_name(str(part.kind)), count=part.count, marks=f"{part.marks:g}"
        )
        for part in blueprint.parts
    ]
    return _("；").join(parts)


def about(line: Line) -> Iterator[tuple[str, str]]:
    """What is to be known of a task, label and words."""
    standing = line.standing
    task, blueprint = standing.task, standing.task.blueprint
    if line.why is not None:
        yield _("状态"), say(line.why)
    yield _("题目"), made_of(blueprint)
    words = _("{minutes} 分钟，满分 {total} 分")
    time = words.format(minutes=blueprint.minutes, total=f"{blueprint.total:g}")
    if task.id != BATTLE:
        time += _("，{marks} 分及格").format(marks=f"{blueprint.total * blueprint.passing:g}")
    yield _("时间"), time
    first, last = (date_of(day).isoformat() for day in (standing.first, standing.last))
    yield _("本期"), first if first == last else _("{first} 至 {last}").format(first=first, last=last)
    if standing.best is not None:
        yield _("最好"), score_words(standing.best)


def score_words(result: Result) -> str:
    """Marks, right answers and time."""
    return _("{score} 分（满分 {total}），答对 {right}/{count}，用时 {time}").format(
        score=f"{result.score:g}",
        total=f"{result.total:g}",
        right=result.right,
        count=result.questions,
        time=clock(result.milliseconds // 1000),
    )


def result_line(result: Result) -> tuple[str, str]:
    """A paper that was handed in, for a list: its day, and what came of it."""
    return date_words(study_day(result.at)), score_words(result)


def rival_name(rival: Rival) -> str:
    """Whom a battle is against."""
    return {"machine": _("电脑"), "best": _("自己的最好成绩"), "colleague": _("同事")}.get(rival.who, rival.who)


def outcome(review: Review) -> str:
    """Passed or not, won or lost."""
    if review.rival is None:
        return _("及格") if review.passed else _("未及格")
    if review.result.rival is None:
        return _("等同事的成绩")
    return _("胜") if review.passed else _("负")


def rival_words(review: Review) -> str:
    """What the other side came to; empty where there is none, or nobody knows."""
    if review.rival is None or review.result.rival is None:
        return ""
    right, milliseconds = review.result.rival
    words = _("{rival}：答对 {right}/{count}，用时 {time}")
    return words.format(
        rival=rival_name(review.rival), right=right, count=review.result.questions, time=clock(milliseconds // 1000)
    )


def lack_words(lacks: Sequence[Lack]) -> str:
    """What the bank was too small for; empty for nothing."""
    parts = [
        _("{kind}只有 {found} 题，要 {wanted} 题").format(
            kind=kind_name(str(one.kind)), found=one.found, wanted=one.wanted
        )
        for one in lacks
    ]
    if not parts:
        return ""
    filled = sum(one.filled for one in lacks)
    words = _("题库里{parts}，已用其他题型补 {filled} 题。") if filled else _("题库里{parts}，本卷题数因此较少。")
    return words.format(parts=listed(parts), filled=filled)


def numbers_words(numbers: Sequence[int]) -> str:
    """Questions by their numbers; of many only the first."""
    shown = listed(str(number + 1) for number in numbers[:10])
    return _("{numbers} 等").format(numbers=shown) if len(numbers) > 10 else shown
