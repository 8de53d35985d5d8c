"""Asking for a PIN."""

from __future__ import annotations

import sys
from getpass import getpass

from studyapp import profiles
from studyapp.profiles import Profile
from studyapp.words import _


def refusal(profile: Profile, given: str) -> str:
    """Ask for the learner's PIN where it was not ``given``; an empty text where it is right, else a sentence."""
    if not given and not (sys.stdin.isatty() and sys.stderr.isatty()):
        return _("学员“{name}”设了 PIN；请在终端里运行，或用环境变量 STUDYAPP_PIN 给出。").format(name=profile.name)
    pin = given or getpass(_("请输入“{name}”的 PIN：").format(name=profile.name))
    if profiles.opens(profile, pin):
        return ""
    return _("PIN 不对；忘记了可由管理员删去 profiles.json 中该学员的 pin 一项。")


def asked_twice() -> str | None:
    """A new PIN, typed twice; ``None`` where the two differ."""
    first = getpass(_("新的 PIN（留空为不设）："))
    return first if getpass(_("再输入一次：")) == first else None
