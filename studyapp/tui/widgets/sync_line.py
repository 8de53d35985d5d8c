"""How syncing stands, in one quiet line, and as a bar while it goes on."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from studyapp.desk.remotes import RemoteLine
from studyapp.desk.sync_words import moment_words, stage_words
from studyapp.desk.syncing import Status
from studyapp.tui.text import airy, cut
from studyapp.tui.widgets.drawing import bar, plain
from studyapp.words import _, listed, plural, say

_LONGEST_BAR = 32
_LONGEST_NAME = 20


def sync_words(remotes: Sequence[RemoteLine], status: Status, now: int) -> str:
    """One sentence: what goes on, else what went wrong, else what waits, else when it was done last."""
    if status.busy:
        return _("正在与“{name}”同步：{stage} {share}").format(
            name=status.remote, stage=stage_words(status.stage), share=f"{status.share:.0%}"
        )
    for one in remotes:
        if one.trouble is not None:
            return _("与“{name}”还没有同步成：{why}").format(name=one.name, why=say(one.trouble))
    for one in remotes:
        if one.waiting and one.synced:
            words = plural("{when} 与“{name}”同步过，之后有 {count} 条记录待送", one.waiting)
            return words.format(count=one.waiting, name=one.name, when=moment_words(one.synced, now))
    if all(one.synced for one in remotes):
        names = listed(f"“{one.name}”" for one in remotes)
        at = min((one.synced for one in remotes), default=0)
        return _("{when} 已与{names}同步").format(when=moment_words(at, now), names=names) if remotes else ""
    return _("还没有与{names}同步过").format(names=listed(f"“{one.name}”" for one in remotes if not one.synced))


def progress_line(status: Status, width: int) -> Content:
    """Which remote, what is done, and a bar of how much of it is."""
    name = cut(airy(status.remote), _LONGEST_NAME)
    head = Content.assemble((name, "bold"), "  ", plain(stage_words(status.stage)), "  ")
    figure = f"  {min(int(status.share * 100), 100)}%"
    length = max(min(width - head.cell_length - len(figure), _LONGEST_BAR), 1)
    return Content.assemble(head, bar(status.share, length), (figure, "bold"))
