"""Flaws as commands report them: a few for people, all for programs."""

from __future__ import annotations

from collections.abc import Sequence

from studyapp.cli.shell import Shell
from studyapp.model import Flaw
from studyapp.words import plural, say, say_flaw

SHOWN = 20
"""How many flaws are printed for a person; ``--json`` has them all."""


def print_flaws(flaws: Sequence[Flaw], shell: Shell, *, indent: str = "") -> None:
    """Print the first flaws, each with what stands at its place, and say how many there are besides."""
    for flaw in flaws[:SHOWN]:
        shell.say(f"{indent}{say_flaw(flaw)}")
        if flaw.snippet:
            shell.say(f"{indent}    {flaw.snippet}")
    rest = len(flaws) - SHOWN
    if rest > 0:
        shell.say(indent + plural("另有 {count} 处问题，用 --json 查看全部。", rest).format(count=rest))


def flaw_as_plain(flaw: Flaw) -> dict[str, str]:
    """A flaw as JSON has it."""
    return {
        "where": str(flaw.where),
        "severity": str(flaw.severity),
        "code": flaw.code,
        "why": say(flaw.why),
        "snippet": flaw.snippet,
    }
