"""Beginning a paper, or going on with one that was broken off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from studyapp import paper
from studyapp.activity.periods import date_of, span
from studyapp.activity.results import best
from studyapp.exam import battle
from studyapp.exam.battle import Code
from studyapp.exam.papers import Answers, Opening, Place, Rival, body_of, opening_of, read
from studyapp.exam.sitting import Exam, sheets_of
from studyapp.model import Message, study_day
from studyapp.model.activity import Activity, Result, TaskStanding
from studyapp.model.asked import length_of
from studyapp.store import sittings
from studyapp.store.asking import iso
from studyapp.store.opening import Store

AGAINST = ("machine", "best", "colleague")
"""Whom a battle may be against."""


class Refusal(Exception):  # noqa: N818 - said to the learner: nothing is wrong with the program
    """A paper cannot be begun; ``why`` says why not and what to do."""

    def __init__(self, why: Message) -> None:
        super().__init__(why.text)
        self.why = why


def live(store: Store, tasks: Sequence[TaskStanding], day: int) -> dict[str, str]:
    """The sittings that may be gone on with, by the id of their task: of this period, or while the task is open."""
    found: dict[str, str] = {}
    standings = {one.task.id: one for one in tasks}
    for draft in sittings.open_drafts(store.connection):
        opening = opening_of(draft.body)
        standing = standings.get(opening.task) if opening else None
        if opening is None or standing is None or not draft.sitting or opening.task in found:
            continue
        if standing.open or draft.day >= span(standing.task.period, day)[0]:
            found[opening.task] = draft.sitting
    return found


def resume(store: Store, sitting: str, *, now: int) -> Exam | None:
    """Go on with a sitting where it was; ``None`` where there is none, or it was handed in."""
    found = read(sittings.drafts(store.connection, sitting))
    if found is None or sittings.handin(store.connection, sitting) is not None:
        return None
    opening, answers = found
    return Exam(store, sitting, opening, answers, now=now)


def start(
    store: Store,
    activity: Activity,
    standing: TaskStanding,
    *,
    token: str,
    at: int,
    now: int,
    rival: Rival | None = None,
    code: Code | None = None,
) -> Exam:
    """Begin a paper: compose it, and journal it before anybody sees it.

    ``token`` is random: the id of the sitting, from which the seed follows, unless a ``code`` brings one.
    """
    refuse_closed(standing, activity, study_day(at))
    task = standing.task
    seed = code.seed if code else battle.seed_of(token) if rival else token
    bank = sittings.candidates(store.connection, iso(study_day(at)))
    made = paper.compose(task.blueprint, bank, seed, activity.subjects)
    if not made.chosen:
        raise Refusal(Message("题库里没有可以组卷的题目；请先导入题库（studyapp import 文件名）。"))
    items = tuple(Place(one.candidate.question, one.candidate.key, one.marks) for one in made.chosen)
    if code and code.check != battle.check_of(items):
        raise Refusal(Message("按这个对战码抽出的题与对方不同；请核对对战码，并确认双方的题库和方案相同。"))
    opening = Opening(
        task=task.id,
        plan=activity.id,
        title=task.name,
        seed=seed,
        minutes=task.blueprint.minutes,
        items=items,
        passing=task.blueprint.passing,
        rival=rival,
        code=battle.write(seed, battle.check_of(items)) if rival and rival.who == "colleague" else "",
    )
    if rival and rival.who == "machine":
        right, took = battle.score(moves_of(store, opening, task.skill))
        opening = replace(opening, rival=Rival("machine", right, took))
    sittings.draft(store, token, body_of(opening), at=at)
    return Exam(store, token, opening, Answers(opening.milliseconds), now=now, lacks=made.lacks)


def rival_of(who: str, results: Sequence[Result], code: Code | None) -> Rival:
    """The other side of a battle. ``results``: the learner's own battles."""
    if who == "best":
        mine = best(results)
        if mine is None:
            raise Refusal(Message("还没有自己的对战成绩；请先与电脑对战一场。"))
        return Rival(who, mine.right, mine.milliseconds)
    right, took = code.result if code and code.result else (None, None)
    return Rival(who, right, took)


def refuse_closed(standing: TaskStanding, activity: Activity, day: int) -> None:
    """Refuse what is not open on a day."""
    if standing.open:
        return
    name = {"name": standing.task.name}
    if activity.first is not None and day < activity.first:
        raise Refusal(Message("活动还没有开始，{date}起才能考{name}。", {**name, "date": _iso(activity.first)}))
    if activity.last is not None and day > activity.last:
        date = {"date": _iso(activity.last)}
        raise Refusal(Message("活动已于{date}结束；运行 studyapp activity 换一份方案。", date))
    if standing.left == 0:
        raise Refusal(Message("本期{name}的次数已经用完，下一期再来。", name))
    if day < standing.first:
        raise Refusal(Message("{name}还没有开始，{date}起才能考。", {**name, "date": _iso(standing.first)}))
    raise Refusal(Message("{name}本期已于{date}截止，下一期再来。", {**name, "date": _iso(standing.last)}))


def _iso(day: int) -> str:
    return date_of(day).isoformat()


def moves_of(store: Store, opening: Opening, skill: float) -> tuple[battle.Move, ...]:
    """What the machine does in a battle."""
    sheets = sheets_of(store, opening)
    lengths = [length_of(sheets[number].question) if number in sheets else 0 for number in range(len(opening.items))]
    return battle.machine(opening.seed, skill, lengths)
