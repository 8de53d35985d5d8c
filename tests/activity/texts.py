"""A small plan as a file, and what is said where it is broken."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from studyapp.activity.reading import read_plan
from studyapp.words import say

GOLDENS = Path(__file__).parent / "goldens"

GOOD = """\
id = "test-2021"
name = "练兵"
first = 2021-04-01
last = 2021-12-31
minutes = 10

[points]
right = 1
cap = 60
keeps = 5

[points.kinds]
short = 0

[makeup]
within = 7
monthly = 2

[[subjects]]
name = "社会保险"
weight = 2
also = ["社保"]

[[subjects]]
name = "劳动关系"

[tasks.weekly]
name = "周周练"
period = "week"
minutes = 45
passing = 0.6
questions = [
  { kind = "single", count = 12, marks = 1 },
  { kind = "judge", count = 4 },
]
attempts = 2

[titles.weekly-expert]
name = "周周练达人"
task = "weekly"
period = "month"
persistence = 1.0
accuracy = 0.8

[calendar]
off = [
  2021-05-03, 2021-05-04,
  2021-05-05,  # 劳动节
]
on = [2021-05-08]
"""


class Fault(NamedTuple):
    """Lines of the good plan, what stands in their place, and what is said of that."""

    old: str
    new: str
    said: str

    @property
    def text(self) -> str:
        """The broken file; a fault whose place is not in the good plan is wrong itself."""
        assert f"\n{GOOD}".count(f"\n{self.old}") == 1, self.old
        return f"\n{GOOD}".replace(f"\n{self.old}", f"\n{self.new}")[1:]


def faults(name: str) -> list[Fault]:
    """The faults of a golden file: ``-`` the lines before, ``+`` those after, ``=`` what is said."""
    blocks = (GOLDENS / f"{name}.txt").read_text(encoding="utf-8").split("\n\n")
    return [Fault(*(_lines(block, sign) for sign in "-+=")) for block in blocks]


def hold_against(name: str, all_faults: list[Fault]) -> None:
    """Compare what is said with the golden file; ``STUDYAPP_UPDATE_GOLDENS=1`` rewrites it."""
    now = [fault._replace(said=said(fault.text)) for fault in all_faults]
    if os.environ.get("STUDYAPP_UPDATE_GOLDENS"):
        (GOLDENS / f"{name}.txt").write_text("\n".join(map(_block, now)), encoding="utf-8", newline="\n")
    assert now == faults(name)


def said(text: str) -> str:
    """What is said of a file: line, how bad, the sentence, the code."""
    flaws = read_plan(text, "plan.toml").flaws
    return "".join(f"{one.where.line} {one.severity}: {say(one.why)} [{one.code}]\n" for one in flaws)


def _lines(block: str, sign: str) -> str:
    return "".join(f"{line[2:]}\n" for line in block.splitlines() if line.startswith(sign))


def _block(fault: Fault) -> str:
    return "".join(
        f"{sign} {line}".rstrip() + "\n" for sign, part in zip("-+=", fault, strict=True) for line in part.splitlines()
    )
