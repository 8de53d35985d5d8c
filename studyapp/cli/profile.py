"""``studyapp profile``: who learns on this computer."""

from __future__ import annotations

import os
from pathlib import Path

from studyapp import profiles
from studyapp.cli import pin as pins
from studyapp.cli.opening import desk_of
from studyapp.cli.parsing import Parser
from studyapp.cli.shell import DONE, Refused, Shell
from studyapp.profiles import Profile, Profiles
from studyapp.store.restoring import copy_decks
from studyapp.words import _, pgettext


def run(arguments: list[str], shell: Shell) -> int:
    """List, add, choose, change or remove a learner."""
    parser = Parser("profile", _("这台电脑上的学员：添加、切换、PIN"))
    parser.add_argument("action", nargs="?", choices=("list", "add", "use", "set", "remove"), default="list")
    parser.add_argument("name", nargs="?", metavar=pgettext("metavar", "姓名"), help=_("学员的姓名"))
    parser.add_argument("--unit", metavar=pgettext("metavar", "单位"), help=_("学员的单位"))
    parser.add_argument("--rename", metavar=pgettext("metavar", "姓名"), help=_("改成这个姓名"))
    parser.add_argument("--pin", action="store_true", help=_("设置 PIN（在终端里输入，或用环境变量 STUDYAPP_NEW_PIN）"))
    parser.add_argument("--json", action="store_true", help=_("输出 JSON"))
    options = parser.parse_args(arguments)
    known = profiles.read(shell.world.home)
    if options.action == "list":
        return _list(known, shell, as_json=options.json)
    if not options.name or not profiles.clean(options.name):
        raise Refused(_("请写上姓名，例如 studyapp profile {action} 张三。").format(action=options.action))
    name = profiles.clean(options.name)
    if options.action == "add":
        return _add(known, name, options.unit or "", shell, with_pin=options.pin)
    profile = known.named(name)
    if profile is None:
        raise Refused(_("没有名为“{name}”的学员；运行 studyapp profile 查看，profile add 添加。").format(name=name))
    if profile.pin and (why := pins.refusal(profile, os.environ.get("STUDYAPP_PIN", ""))):
        raise Refused(why)
    if options.action == "use":
        profiles.write(shell.world.home, known.chosen(profile.id))
        shell.say(_("已切换到学员“{name}”。").format(name=name))
    elif options.action == "remove":
        _remove(known, profile, shell)
    else:
        _change(known, profile, options.rename, options.unit, shell, with_pin=options.pin)
    return DONE


def _list(known: Profiles, shell: Shell, *, as_json: bool) -> int:
    if as_json:
        rows = [
            {"id": one.id, "name": one.name, "unit": one.unit, "pin": bool(one.pin), "current": one.id == known.current}
            for one in known.all
        ]
        shell.tell({"profiles": rows})
        return DONE
    for one in known.all:
        mark = "*" if one.id == known.current else " "
        lock = _("（有 PIN）") if one.pin else ""
        shell.say(f"{mark} {one.name or _('未命名')} {one.unit}{lock}".rstrip())
    return DONE


def _add(known: Profiles, name: str, unit: str, shell: Shell, *, with_pin: bool) -> int:
    if known.named(name) is not None:
        raise Refused(_("已经有名为“{name}”的学员；请加上单位或另取一个名称。").format(name=name))
    world = shell.world
    profile = known.newcomer(name, unit, _new_pin(shell) if with_pin else "", world.token)
    profiles.write(world.home, known.with_one(profile).chosen(profile.id))
    if all(one.id != profile.id for one in known.all):
        _furnish(shell, profile.id)
    shell.say(_("已添加学员“{name}”，并切换到该学员。").format(name=name))
    return DONE


def _furnish(shell: Shell, one: str) -> None:
    """Give a new learner the decks, the settings and the plan of who learned before him, and none of his answers."""
    world = shell.world
    before, world.profile = world.store, one
    with desk_of(shell) as desk:
        if shell.size(before):
            copy_decks(desk.store, Path(before))


def _change(
    known: Profiles, profile: Profile, rename: str | None, unit: str | None, shell: Shell, *, with_pin: bool
) -> None:
    name = profile.name if rename is None else profiles.clean(rename)
    other = known.named(name)
    if not name or (other is not None and other.id != profile.id):
        raise Refused(_("已经有名为“{name}”的学员；请加上单位或另取一个名称。").format(name=name))
    changed = Profile(
        profile.id,
        name,
        profile.unit if unit is None else profiles.clean(unit),
        _new_pin(shell) if with_pin else profile.pin,
    )
    profiles.write(shell.world.home, known.with_one(changed))
    shell.say(_("学员“{name}”的资料已改。").format(name=name))


def _remove(known: Profiles, profile: Profile, shell: Shell) -> None:
    if len(known.all) == 1:
        raise Refused(_("只剩这一名学员，不能删除；改名请用 profile set 姓名 --rename 新姓名。"))
    profiles.write(shell.world.home, known.without(profile.id))
    path = os.path.join(shell.world.home, f"{profile.id}.db")  # noqa: PTH118 - as the paths of the world are
    shell.say(
        _("已从名单中删去“{name}”；答题记录仍在 {path}，不再需要时可自行删除。").format(name=profile.name, path=path)
    )


def _new_pin(shell: Shell) -> str:
    given = os.environ.get("STUDYAPP_NEW_PIN")
    pin = pins.asked_twice() if given is None else given
    if pin is None:
        raise Refused(_("两次输入的 PIN 不一样；没有改动，请再试一次。"))
    return profiles.hashed(pin, shell.world.secret()[:32])
