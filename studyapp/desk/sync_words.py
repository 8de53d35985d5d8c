"""What syncing does and what remotes say, in words: the same at the terminal and on the screens."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta

from studyapp.model.remote import Verdict
from studyapp.sync.outcome import Stage, Taken
from studyapp.words import EPOCH, N_, _, date_words, plural

SHANGHAI = timedelta(hours=8)
"""How far the clocks of China are before UTC."""

_STAGES = {
    Stage.JOIN: N_("登记"),
    Stage.PULL: N_("接收"),
    Stage.FILES: N_("导入题库"),
    Stage.PUSH: N_("上传"),
    Stage.BOARD: N_("取排行榜"),
    Stage.DONE: N_("完成"),
}

_VERDICTS = {
    Verdict.PENDING: N_("{count} 条等题库：服务器还没有这些题目，收到题库后补算。"),
    Verdict.HELD: N_("{count} 条待核实：管理员看过以后才计分。"),
    Verdict.VOID: N_("{count} 条不计分：时间不对，或不在活动期内。"),
    Verdict.REFUSED: N_("{count} 条没有收：内容不完整，或不是本人的。"),
    Verdict.REGRADED: N_("{count} 条另行判分：以服务器的答案为准。"),
}


def stage_words(stage: Stage) -> str:
    """The word for what a sync is doing."""
    return _(_STAGES[stage])


def verdict_lines(words: Mapping[str, int]) -> Iterator[str]:
    """How many entries a remote says something of, and what."""
    for verdict in _VERDICTS:
        if count := words.get(str(verdict)):
            yield _(_VERDICTS[verdict]).format(count=count)


def corrected_words(file: Taken) -> str:
    """That a new version of a deck has other words for what the learner reported."""
    words = plural("你报错的 {count} 题，“{name}”已经改过或删去。", file.corrected)
    return words.format(count=file.corrected, name=file.name)


def moment_words(at: int, now: int) -> str:
    """An instant as somebody reads it at another one: on the same day only the time."""
    there, here = _in_china(at), _in_china(now)
    time = there.strftime("%H:%M")
    if there.date() == here.date():
        return time
    day = date_words(there.date().toordinal() - EPOCH)
    if there.year != here.year:
        day = _("{year}年{date}").format(year=there.year, date=day)
    return f"{day} {time}"


def _in_china(at: int) -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=at) + SHANGHAI
