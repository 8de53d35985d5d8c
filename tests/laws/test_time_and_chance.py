"""Law 8: time and randomness are arguments. Only the world asks for the clock, the locale or a random number."""

from __future__ import annotations

import ast
import os
import random
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from studyapp.model import Passed, Picked
from studyapp.session import Drill
from studyapp.store import batches, entries, replaying
from studyapp.store.absorbing import absorb
from studyapp.store.restoring import backup
from studyapp.store.salvage import salvage
from tests.support import MONDAY, ROOT, StillWorld, deck_of, make_store, put, single

WORLDLY = {
    "studyapp/world.py",  # the world itself
    "studyapp/testing.py",  # a test kit; its chance is seeded
    "plugins/studyapp_hub/outside.py",  # the world of a server
    "plugins/studyapp_platform/outside.py",  # that of who asks a site
}
HOUSE = sorted(
    path
    for folder in ("studyapp", "plugins")
    for path in (ROOT / folder).rglob("*.py")
    if str(path.relative_to(ROOT)) not in WORLDLY
)
MODULES = {"random", "secrets", "locale", "uuid", "getpass", "numpy"}
TOLD = {("random", "Random"), ("getpass", "getpass"), ("uuid", "UUID"), ("uuid", "uuid5")}
"""What may be used of these: chance that is told its seed, a person asked for his PIN, ids that follow from names."""
TIMELESS = {"strftime", "gmtime"}
"""What may be used of ``time``: it is told the instant."""
CLOCKS = {"datetime", "date", "os"}
PLACED = {"fromtimestamp", "astimezone"}
"""What asks for the machine's time zone where it is told none."""
ASKING = {"now", "utcnow", "today", "urandom", "getrandom", "times", "getlogin", "fromtimestamp", "astimezone"}
ASKING_SQL = re.compile(
    r"\brandom(blob)?\s*\(|'now'|\bcurrent_(time|date|timestamp)\b|'localtime'|\bunixepoch\s*\(\s*\)", re.I
)


def questions_asked(tree: ast.AST) -> Iterator[str]:
    """Every place where a module asks the world for what it should be told."""
    told = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call) and is_told_where(node)}
    hashes = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name == "__hash__"]
    own = {id(inner) for node in hashes for inner in ast.walk(node) if is_hash(inner)}
    for node in ast.walk(tree):
        if id(node) in told:
            continue
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names if one.name.split(".")[0] in MODULES)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = {one.name for one in node.names}
            if node.module.split(".")[0] in MODULES and {(node.module, name) for name in names} - TOLD:
                yield f"from {node.module}"
            if (node.module == "time" and names - TIMELESS) or (node.module in CLOCKS and names & ASKING):
                yield f"from {node.module} import {names}"
        elif isinstance(node, ast.Attribute):
            owner = ast.unparse(node.value).split(".")[-1]
            if (owner == "time" and node.attr not in TIMELESS) or (owner in CLOCKS and node.attr in ASKING):
                yield f"{owner}.{node.attr}"
        elif is_hash(node) and id(node) not in own:
            yield "hash(), which differs from process to process"
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "Random" and not node.args:
            yield "Random() without a seed"
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and ASKING_SQL.search(node.value):
            yield f"SQL: {node.value[:40]}"


def is_hash(node: ast.AST) -> bool:
    """Whether it asks for a hash, which only a hash may be made of."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "hash"


def is_told_where(call: ast.Call) -> bool:
    """Whether a call that would ask for the time zone is told one."""
    if not isinstance(call.func, ast.Attribute) or call.func.attr not in PLACED:
        return False
    usual = 1 if call.func.attr == "fromtimestamp" else 0
    return len(call.args) + len(call.keywords) > usual


def test_the_house_is_looked_through() -> None:
    assert len(HOUSE) > 80


def test_nobody_else_asks() -> None:
    asked = {str(path): list(questions_asked(ast.parse(path.read_text(encoding="utf-8")))) for path in HOUSE}
    assert {path: found for path, found in asked.items() if found} == {}


@pytest.mark.parametrize(
    "text",
    [
        "import random",
        "import random as chance",
        "from random import Random\nRandom()",
        "from random import Random, random",
        "from getpass import getuser",
        "import locale",
        "from secrets import token_hex",
        "import uuid",
        "from time import time",
        "import time\ntime.time()",
        "import time\nnow = time.time_ns",
        "import time\ntime.localtime()",
        "import time\ntime.sleep(1)",
        "from datetime import datetime\ndatetime.now()",
        "from datetime import date\ndate.today()",
        "import datetime as dt\ndt.datetime.now()",
        "import datetime\ndatetime.datetime.utcnow()",
        "import datetime\ndatetime.datetime.fromtimestamp(1)",
        "import os\nos.urandom(8)",
        "from os import urandom",
        "hash('x')",
        "'SELECT random()'",
        "\"SELECT * FROM day WHERE day = strftime('%s', 'now')\"",
        "'created TEXT DEFAULT CURRENT_TIMESTAMP'",
    ],
)
def test_what_asks_is_found(text: str) -> None:
    assert list(questions_asked(ast.parse(text))) != []


def test_a_day_s_work_needs_neither_clock_nor_chance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same acts with the same arguments write the same bytes of journal, whenever they are done."""

    def refuse(*_: object, **__: object) -> int:
        raise AssertionError("somebody asked the world")

    journals = []
    for name in ("one", "two"):
        world = StillWorld()
        store = make_store(tmp_path / name, world)
        with monkeypatch.context() as patch:
            for module, names in (
                (time, ("time", "time_ns", "localtime")),
                (os, ("urandom",)),
                (random, ("random", "seed")),
            ):
                for one in names:
                    patch.setattr(module, one, refuse)
            put(store, deck_of([single(number) for number in range(5)]))
            drill = Drill(store, sitting=world.token(), at=MONDAY)
            for number in range(6):
                drill.answer(Picked((0,)) if number % 2 else Passed(), at=MONDAY + number, milliseconds=9)
            drill.void(at=MONDAY + 10)
            drill.rate(4, at=MONDAY + 11)
            drill.mark(1, "star", True, at=MONDAY + 12)
            drill.end(at=MONDAY + 13)
            batches.undo_import(store, deck=None, at=MONDAY + 14)
            replaying.rebuild(store)
            backup(store, tmp_path / f"{name}.backup")
            absorb(store, salvage(tmp_path / f"{name}.backup").entries)
        journals.append(list(entries.every(store.connection)))
    assert journals[0] == journals[1]
    assert len(journals[0]) == 10
