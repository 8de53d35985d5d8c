"""``studyapp activity``: the plan of the activity, that in force and others."""

from __future__ import annotations

from argparse import ArgumentTypeError
from pathlib import Path
from typing import Any

from studyapp.activity.periods import date_of
from studyapp.activity.plain import activity_to_plain
from studyapp.activity.reading import PlanRead
from studyapp.activity.writing import plan_to_text
from studyapp.cli import activity_leave
from studyapp.cli.activity_words import activity_lines, dates_words, state_of
from studyapp.cli.flaws import flaw_as_plain, print_flaws
from studyapp.cli.opening import desk_of
from studyapp.cli.parsing import Parser, target
from studyapp.cli.shell import DONE, LOOK, Refused, Shell
from studyapp.importing.activities import bundled_plan, bundled_plans, bundled_text, read_file, renamed, renew_evergreen
from studyapp.model import Severity, study_day
from studyapp.model.activity import Activity
from studyapp.store import plans
from studyapp.words import _, pgettext, plural

_ACTIONS = {"show": False, "list": False, "check": True, "use": True, "write": True}
"""What can be done, and whether that needs the name of a file or plan."""


def run(arguments: list[str], shell: Shell) -> int:
    """Show, list, check, take or write out a plan; note leave."""
    if arguments[:1] == ["leave"]:
        return activity_leave.run(arguments[1:], shell)
    parser = Parser("activity", _("练兵活动的方案：查看、核对、采用、另存")).json()
    parser.add_argument(
        "action",
        nargs="?",
        choices=(*_ACTIONS, "leave"),
        default="show",
        help=_(
            "show 查看现行方案，list 列出自带的方案，check 核对文件，use 采用，write 另存一份供修改，leave 登记请假"
        ),
    )
    parser.add_argument(
        "file", nargs="?", metavar=pgettext("metavar", "方案"), help=_("方案文件（.toml）；use 也可以写自带方案的编号")
    )
    parser.add_argument(
        "--plan", metavar=pgettext("metavar", "编号"), help=_("write 另存这个自带的方案，不写则为现行方案")
    )
    options = parser.parse_args(arguments)
    if _ACTIONS[options.action] and not options.file:
        raise Refused(_("请写上文件名，如 studyapp activity {action} 方案.toml。").format(action=options.action))
    if options.plan is not None and options.action != "write":
        raise Refused(_("--plan 只用于 activity write；请删去。"))
    if not _ACTIONS[options.action] and options.file:
        raise Refused(_("activity {action} 后面不写文件名。").format(action=options.action))
    if options.action == "check":
        return _check(options.file, shell, as_json=options.json)
    if options.action == "use":
        return _use(options.file, shell, as_json=options.json)
    if options.action == "write":
        return _write(options.file, options.plan, shell, as_json=options.json)
    return (_list if options.action == "list" else _show)(shell, as_json=options.json)


def _show(shell: Shell, *, as_json: bool) -> int:
    activity, today = _in_force(shell)
    if as_json:
        shell.tell(_plain(activity, today))
        return DONE
    for line in activity_lines(activity, today):
        shell.say(line)
    return DONE


def _list(shell: Shell, *, as_json: bool) -> int:
    current, today = _in_force(shell)
    known = [bundled_plan(one) for one in bundled_plans()]
    if current.id not in bundled_plans():
        known.append(current)
    if as_json:
        rows = [{"id": one.id, "name": one.name, "current": one.id == current.id} for one in known]
        shell.tell({"plans": [{**row, **_dates(one, today)} for row, one in zip(rows, known, strict=True)]})
        return DONE
    for one in known:
        mark = "*" if one.id == current.id else " "
        shell.say(f"{mark} {one.id}  {one.name}  {dates_words(one, today)}")
    return DONE


def _check(name: str, shell: Shell, *, as_json: bool) -> int:
    read = _read(name)
    if as_json:
        flaws = [flaw_as_plain(flaw) for flaw in read.flaws]
        shell.tell(
            {"valid": read.activity is not None, "id": read.activity.id if read.activity else "", "flaws": flaws}
        )
    else:
        print_flaws(read.flaws, shell)
        if read.activity is not None:
            shell.say(_("{file} 可以采用：studyapp activity use {file}").format(file=name))
    return LOOK if read.flaws else DONE


def _use(name: str, shell: Shell, *, as_json: bool) -> int:
    read = PlanRead(bundled_plan(name), ()) if name in bundled_plans() else _read(name)
    activity = read.activity
    if activity is None:
        count = sum(flaw.severity is Severity.ERROR for flaw in read.flaws)
        sentence = plural("{file} 有 {count} 处错误，没有采用；运行 studyapp activity check {file} 查看。", count)
        raise Refused(sentence.format(file=name, count=count))
    with desk_of(shell) as desk:
        desk.take_plan(activity)
        today = study_day(desk.now())
    if as_json:
        shell.tell({"id": activity.id, "name": activity.name, **_dates(activity, today)})
        return LOOK if read.flaws else DONE
    print_flaws(read.flaws, shell)
    shell.say(_("已采用方案“{name}”，积分和称号按它重新计算。").format(name=activity.name))
    if state_of(activity, today) != "open":
        shell.say(_("请注意方案的起止日期：{dates}。").format(dates=dates_words(activity, today)))
    return LOOK if read.flaws else DONE


def _write(name: str, plan: str | None, shell: Shell, *, as_json: bool) -> int:
    try:
        path = target(name)
    except ArgumentTypeError as error:
        raise Refused(_("{problem}。").format(problem=error)) from None
    if path.exists():
        raise Refused(_("已有文件 {path}；请换一个文件名。").format(path=path))
    if plan is not None and plan not in bundled_plans():
        raise Refused(_("没有编号为 {id} 的自带方案；运行 studyapp activity list 查看。").format(id=plan))
    activity = bundled_plan(plan) if plan is not None else _in_force(shell)[0]
    text = plan_to_text(activity)
    if activity.id in bundled_plans():  # with all its comments, and an id of its own
        text = renamed(bundled_text(activity.id), f"{activity.id}-own")
    path.write_text(text, encoding="utf-8")
    if as_json:
        shell.tell({"path": str(path), "plan": activity.id})
    else:
        shell.say(_("已把方案“{name}”写入 {path}。").format(name=activity.name, path=path))
        shell.say(
            _("改好后用 studyapp activity check {path} 核对，再用 studyapp activity use {path} 采用。").format(
                path=path
            )
        )
    return DONE


def _in_force(shell: Shell) -> tuple[Activity, int]:
    """The plan in force, and today."""
    with desk_of(shell) as desk:
        activity = plans.read(desk.store.connection)
        if not activity.id:  # a store of before there were plans
            renew_evergreen(desk.store)
            activity = plans.read(desk.store.connection)
        return activity, study_day(desk.now())


def _read(name: str) -> PlanRead:
    path = Path(name)
    if not path.is_file():
        raise Refused(
            _("没有方案文件 {path}；请核对文件名，自带的方案用 studyapp activity list 查看。").format(path=path)
        )
    return read_file(path)


def _plain(activity: Activity, today: int) -> dict[str, Any]:
    """A plan as a script reads it, with dates as such."""
    plain = activity_to_plain(activity)
    calendar = {key: [str(date_of(day)) for day in days] for key, days in plain["calendar"].items()}
    plain["points"]["kinds"] = dict(activity.points.kinds)
    return {**plain, **_dates(activity, today), "calendar": calendar}


def _dates(activity: Activity, today: int) -> dict[str, str | None]:
    first, last = (None if day is None else str(date_of(day)) for day in (activity.first, activity.last))
    return {"first": first, "last": last, "state": state_of(activity, today)}
