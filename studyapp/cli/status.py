"""``studyapp status``: today's figures. The fast path: it loads neither the nouns nor the screens."""

from __future__ import annotations

from studyapp.cli.shell import DONE, Refused, Shell
from studyapp.store import glance, settings
from studyapp.store.schema import SCHEMA
from studyapp.words import _

EMPTY = {"due": 0, "new": 0, "answered_today": 0, "right_today": 0, "streak": 0, "points": 0}


def run(arguments: list[str], shell: Shell) -> int:
    """Print today's figures."""
    usage = _("用法：studyapp status [--json]")
    if arguments in (["--help"], ["-h"]):
        shell.say(usage)
        return DONE
    if arguments not in ([], ["--json"]):  # by hand: argparse alone would take a third of the time
        raise Refused(usage)
    figures = read(shell)
    if arguments:
        shell.tell({**figures, "titles": shell.titles(shell)})
        return DONE
    for line in lines(figures):
        shell.say(line)
    return DONE


def read(shell: Shell) -> dict[str, int]:
    """Today's figures; all naught where there is no store yet."""
    path = shell.world.store
    if not shell.size(path):
        if shell.size(f"{path}-wal"):  # opening the empty file would delete the log, and all answers in it
            raise _damaged(path)
        return dict(EMPTY)
    try:
        connection = glance.open_read_only(path)
        try:
            version = glance.version(connection)
            if version == 0:  # made, but not yet furnished
                return dict(EMPTY)
            if version > SCHEMA:
                raise Refused(_("数据文件 {path} 由更新版本的 studyapp 创建，请先升级程序再打开。").format(path=path))
            day, date = glance.today_of(shell.world.now())
            return glance.status(connection, day, date, settings.new_a_day(connection))
        finally:
            connection.close()
    except UnicodeDecodeError:  # sqlite3 stumbles over damaged names
        raise _damaged(path) from None


def _damaged(path: str) -> Refused:
    return Refused(
        _("数据文件 {path} 已损坏；请运行 studyapp doctor --repair，未受损的答题记录会全部救回。").format(path=path)
    )


def lines(figures: dict[str, int]) -> list[str]:
    """The figures in words."""
    return [
        _("到期复习 {due} 题，可学新题 {new} 题。").format_map(figures),
        _("今天已答 {answered_today} 题，答对 {right_today} 题；连续学习 {streak} 天，今日积分 {points}。").format_map(
            figures
        ),
    ]
