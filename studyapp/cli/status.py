"""``studyapp status``: today's figures. The fast path: it loads neither the nouns nor the screens."""

from __future__ import annotations

from studyapp.cli.shell import DONE, Refused, Shell
from studyapp.store import glance, settings
from studyapp.words import _

EMPTY = {"due": 0, "new": 0, "answered_today": 0, "right_today": 0, "streak": 0, "points": 0}


def run(arguments: list[str], shell: Shell) -> int:
    """Print today's figures."""
    if arguments not in ([], ["--json"]):  # by hand: argparse alone would take a third of the time
        raise Refused(_("用法：studyapp status [--json]"))
    figures = read(shell)
    if arguments:
        shell.tell({**figures, "titles": []})
        return DONE
    for line in lines(figures):
        shell.say(line)
    return DONE


def read(shell: Shell) -> dict[str, int]:
    """Today's figures; all naught where there is no store yet."""
    if not shell.has_store:
        return dict(EMPTY)
    connection = glance.open_read_only(shell.world.store)
    try:
        day, date = glance.today_of(shell.world.now())
        return glance.status(connection, day, date, settings.new_a_day(connection))
    finally:
        connection.close()


def lines(figures: dict[str, int]) -> list[str]:
    """The figures in words."""
    return [
        _("到期复习 {due} 题，可学新题 {new} 题。").format_map(figures),
        _("今天已答 {answered_today} 题，答对 {right_today} 题；连续学习 {streak} 天，今日积分 {points}。").format_map(
            figures
        ),
    ]
