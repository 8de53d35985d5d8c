"""``studyapp activity leave``: leave, which breaks no streak and for which titles make allowance."""

from __future__ import annotations

from typing import Any

from studyapp.activity.periods import date_of
from studyapp.cli.opening import desk_of
from studyapp.cli.parsing import Parser
from studyapp.cli.shell import DONE, Refused, Shell
from studyapp.desk.titles import Leave, TitleError, Titles
from studyapp.words import _, pgettext, plural, say


def run(arguments: list[str], shell: Shell) -> int:
    """List leave, note some, or take it back."""
    parser = Parser("activity leave", _("请假：列出、登记、取消")).json()
    parser.add_argument(
        "first", nargs="?", metavar=pgettext("metavar", "第一天"), help=_("如 2021-07-01；都不写则列出登记过的")
    )
    parser.add_argument(
        "last", nargs="?", default="", metavar=pgettext("metavar", "最后一天"), help=_("只请一天的可以不写")
    )
    parser.add_argument("--undo", action="store_true", help=_("取消这几天的请假"))
    options = parser.parse_args(arguments)
    if options.undo and not options.first:
        raise Refused(_("请写上要取消的请假的第一天，如 studyapp activity leave 2021-07-01 --undo。"))
    with desk_of(shell) as desk:
        titles = Titles(desk)
        try:
            if options.undo:
                told, sentence = _undo(titles, options.first, options.last), _("已取消请假：{days}")
            elif options.first:
                told, sentence = (titles.note_leave(options.first, options.last),), _("已登记请假：{days}")
            else:
                told, sentence = titles.leaves(), _("请假：{days}")
        except TitleError as error:
            raise Refused(say(error.why)) from None
        left = titles.leave_left()
    if options.json:
        shell.tell({"leave": [_plain(one) for one in told], "left": left})
        return DONE
    for one in told:
        shell.say(sentence.format(days=leave_words(one)))
    shell.say(plural("今年还可登记 {count} 个工作日。", left).format(count=left))
    return DONE


def _undo(titles: Titles, first: str, last: str) -> tuple[Leave, ...]:
    wanted = titles.days_of(first, last)
    found = [one for one in titles.leaves() if one.first == wanted[0] and (not last or one.last == wanted[1])]
    if not found:
        raise Refused(_("没有登记过从 {date} 起的请假；运行 studyapp activity leave 查看。").format(date=first))
    for one in found:
        titles.take_leave_back(one)
    return tuple(found)


def _plain(one: Leave) -> dict[str, Any]:
    return {"from": date_of(one.first).isoformat(), "to": date_of(one.last).isoformat()}


def leave_words(one: Leave) -> str:
    """From when to when a leave is."""
    first, last = date_of(one.first).isoformat(), date_of(one.last).isoformat()
    return first if first == last else _("{first} 至 {last}").format(first=first, last=last)
