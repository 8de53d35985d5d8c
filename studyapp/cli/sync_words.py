"""What a sync did, in words and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from studyapp.desk.sync_words import corrected_words, verdict_lines
from studyapp.model import Message
from studyapp.sync.outcome import Outcome, Points, Taken
from studyapp.words import _, plural, say

SILENT = 14
"""Days after which it is said that a remote says nothing new."""


def outcome_lines(one: Outcome) -> Iterator[str]:
    """What a sync did, for a person."""
    yield _("{remote}：上传 {up} 条记录，收到 {down} 条。").format(remote=one.remote, up=one.up, down=one.down)
    if one.waiting:
        yield plural("  还有 {count} 条没有送到。", one.waiting).format(count=one.waiting)
    for file in one.files:
        yield from _file_lines(file)
    yield from word_lines(one.words)
    if one.renewed:
        yield _("  这台电脑的数据曾被还原或复制，已自动换用新的设备编号，记录都在。")
    if one.strange:
        yield plural("  收到 {count} 条来历不明的内容，没有采用。", one.strange).format(count=one.strange)
    for points in one.points:
        yield from (f"  {line}" for line in points_lines(points))
    if one.silent >= SILENT:
        days = one.silent
        yield plural(
            "  那里的榜单停在 {count} 天以前：答题记录可能没有送到，新的题库也可能没有送来；请问一问经手的人。", days
        ).format(count=days)


def word_lines(words: Mapping[str, int]) -> Iterator[str]:
    """How many entries a remote says something of."""
    yield from (f"  {line}" for line in verdict_lines(words))


def points_lines(one: Points) -> Iterator[str]:
    """The remote's points beside the learner's own, where they differ, and why."""
    if one.ours == one.theirs:
        return
    yield _("{period} 积分：服务器 {theirs}，本机 {ours}（本机的只作参考）。").format(
        period=period_words(one.period), theirs=one.theirs, ours=one.ours
    )
    yield from (say(why) for why in one.why)


def period_words(period: str) -> str:
    """A period of boards in words."""
    return _("整个活动") if period == "all" else period


def outcome_as_plain(one: Outcome) -> dict[str, Any]:
    """The same as JSON."""
    return {
        "remote": one.remote,
        "up": one.up,
        "down": one.down,
        "waiting": one.waiting,
        "files": [{**file._asdict(), "why": None if file.why is None else say(file.why)} for file in one.files],
        "words": dict(one.words),
        "renewed": one.renewed,
        "strange": one.strange,
        "points": [points_as_plain(points) for points in one.points],
        "silent": one.silent,
        "trouble": said(one.trouble),
    }


def points_as_plain(one: Points) -> dict[str, Any]:
    """Points as JSON."""
    return {"period": one.period, "ours": one.ours, "theirs": one.theirs, "why": [say(why) for why in one.why]}


def said(trouble: Message | None) -> str | None:
    """A sentence, where there is one."""
    return None if trouble is None else say(trouble)


def _file_lines(file: Taken) -> Iterator[str]:
    if file.taken:
        text = _("  收到题库“{name}”。") if file.what == "deck" else _("  已采用方案“{name}”。")
        yield text.format(name=file.name)
    if file.corrected:
        yield f"  {corrected_words(file)}"
    if file.why is not None:
        yield f"  {say(file.why)}"
