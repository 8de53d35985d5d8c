"""Kill the app at random instants, and look whether anything that it had acknowledged is gone.

Each round copies a prepared home folder, starts a process on it, waits for a line that it prints, and sends SIGKILL
a random number of microseconds later (or lets the process kill itself before a random SQL statement or renaming).
Then: every acknowledged act is in the journal, an import or a restore is there wholly or not at all, the caches are
what follows from the journal, SQLite finds the file sound, and the same command, given again, does its work.
"""

from __future__ import annotations

import json
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from studyapp.importing.bundled import bundled_decks
from tests.cli import decks
from tests.faults import homes
from tests.faults.processes import PATIENCE, checked, command, studyapp, surroundings

ANSWERS = 60
"""How many answers the learner may have given when he is killed, at most."""

IMPORTED = "新题库"


@dataclass
class Prepared:
    """What all rounds start from.

    ``damaged``: with its last answers in the log only; ``in_damaged``: all that it holds. ``items``: how many there
    are in ``bank``. ``durations``: seconds that a command takes when nobody kills it.
    """

    folder: Path
    fresh: Path
    learnt: Path
    damaged: Path
    in_damaged: set[bytes]
    backup: Path
    bank: Path
    items: int
    durations: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Round:
    """What a round came to: what was killed, when, how much was acknowledged, and how much was there after all."""

    victim: str
    instant: str
    acknowledged: int
    found: int
    finished: bool


def prepare(folder: Path) -> Prepared:
    """Make the home folders that the rounds copy."""
    fresh = homes.prepare(folder / "fresh")
    learnt = homes.copy(fresh, folder / "learnt")
    homes.study(learnt, 120, days=3)
    backup = folder / "backup.db"
    assert studyapp(learnt, "backup", backup).status == 0
    damaged = homes.killed(learnt, folder / "damaged", 20)
    everything = homes.entry_ids(homes.copy(damaged, folder / "undamaged"))
    with (damaged / "default.db").open("r+b") as file:
        file.write(bytes(4096))
    rows = [decks.numbered(number, prompt="新的第{number}号规定的期限是（　　）。") for number in range(800)]
    bank = decks.write(folder / "bank.json", rows, name=IMPORTED)
    prepared = Prepared(folder, fresh, learnt, damaged, everything, backup, bank, len(rows))
    for victim, home, arguments in (
        ("import", fresh, ["import", bank]),
        ("restore", fresh, ["restore", backup]),
        ("first start", None, ["decks"]),
    ):
        trial = folder / "trial" / "home"
        trial.parent.mkdir()
        if home is not None:
            homes.copy(home, trial)
        before = time.monotonic()
        assert studyapp(trial, *arguments).status == 0
        prepared.durations[victim] = time.monotonic() - before
        shutil.rmtree(trial.parent)
    return prepared


class Victim:
    """A process that will be killed; its lines are read as they come."""

    def __init__(self, arguments: list[str], home: Path, keys: Path | None = None) -> None:
        self.lines: list[str] = []
        self._errors = home.parent / "errors.txt"
        with (keys or Path("/dev/null")).open("rb") as source, self._errors.open("wb") as errors:
            self._process = subprocess.Popen(
                arguments,
                stdin=source,
                stdout=subprocess.PIPE,
                stderr=errors,
                cwd=home.parent,
                env=surroundings(home),
            )
        assert self._process.stdout is not None
        self._out = self._process.stdout

    def wait_for(self, wanted: Callable[[str], bool], times: int = 1) -> None:
        """Read on until so many of the lines are wanted ones, or there are no more."""
        while times and (line := self._out.readline()):
            self.lines.append(line.decode(errors="replace"))
            times -= wanted(self.lines[-1])

    def kill(self, microseconds: int) -> bool:
        """Kill it after so long, if it still lives; read what it had said by then. Whether it had finished."""
        until = time.perf_counter_ns() + microseconds * 1_000
        while time.perf_counter_ns() < until:
            pass
        self._process.kill()
        return self.bury()

    def bury(self) -> bool:
        """Wait for its end, which may be its own doing; whether it had finished what it was to do."""
        with self._out:
            self.lines += self._out.read().decode(errors="replace").splitlines(keepends=True)
        ended = self._process.wait(PATIENCE)
        assert ended in (0, -signal.SIGKILL), self._errors.read_text(encoding="utf-8")
        if self.lines and not self.lines[-1].endswith("\n"):
            self.lines.pop()  # half a line acknowledges nothing
        return ended == 0


def _driver(act: str, home: Path, *further: object) -> list[str]:
    return [sys.executable, "-m", "tests.faults.driver", act, str(home), *map(str, further)]


def study_plain(prepared: Prepared, home: Path, chance: random.Random) -> Round:
    """``studyapp study --plain``, fed by a script."""
    homes.copy(prepared.fresh, home)
    keys = home.parent / "keys.txt"
    keys.write_text("A\n" * 1_000)
    victim = Victim(command(home, "study", "--plain", "--deck", homes.DECK), home, keys)
    acknowledgements = chance.randrange(ANSWERS)
    victim.wait_for(lambda line: _VERDICT.match(line) is not None, acknowledgements)
    microseconds = chance.randrange(6_000)
    finished = victim.kill(microseconds)
    asked = [int(match[1]) for line in victim.lines if (match := _PROMPT.match(line))]
    verdicts = [match[1] == "对" for line in victim.lines if (match := _VERDICT.match(line))]
    told = list(zip(asked, verdicts, strict=False))
    found = homes.given(home)
    _compare(told, found)
    return Round("study --plain", f"{acknowledgements} + {microseconds} µs", len(told), len(found), finished)


_PROMPT = re.compile(r"第(\d+)号规定的期限是")
_VERDICT = re.compile(r"答案> 答([对错])了.*\n")


def drill(prepared: Prepared, home: Path, chance: random.Random) -> Round:
    """Answers, ratings and undoing without the command line, killed from outside or between two statements."""
    homes.copy(prepared.fresh, home)
    if chance.random() < 0.5:
        statements = chance.randrange(1, 40 * ANSWERS // 4)
        victim, instant = Victim(_driver("drill", home, "--statements", statements), home), f"statement {statements}"
        finished = victim.bury()
    else:
        lines, microseconds = chance.randrange(1, ANSWERS), chance.randrange(6_000)
        victim, instant = Victim(_driver("drill", home), home), f"{lines} + {microseconds} µs"
        victim.wait_for(lambda line: True, lines)
        finished = victim.kill(microseconds)
    told = [tuple(line.split()) for line in victim.lines if line != "ready\n"]
    with homes.opened(home) as connection:
        rows = connection.execute("SELECT kind, question, verdict FROM entry ORDER BY seq").fetchall()
    found = [
        ("answer", str(homes.NUMBERS[question]), str(verdict >= 1.0)) if kind == "answer" else (kind,)
        for kind, question, verdict in rows
    ]
    _compare(told, found)
    return Round("answers", instant, len(told), len(found), finished)


def bring_in(prepared: Prepared, home: Path, chance: random.Random) -> Round:
    """An import: through the command line, or killed while it is being written."""
    homes.copy(prepared.fresh, home)
    way, large = chance.random(), ["--large"] * chance.randrange(2)
    if way < 0.4:
        microseconds = chance.randrange(int(prepared.durations["import"] * 1_100_000))
        victim, instant = Victim(command(home, "import", prepared.bank), home), f"{microseconds} µs"
        finished = victim.kill(microseconds)
    elif way < 0.7:
        microseconds = chance.randrange(40_000)
        victim = Victim(_driver("import", home, prepared.bank, *large), home)
        instant = f"writing {'a large one ' * len(large)}+ {microseconds} µs"
        victim.wait_for(lambda line: line == "ready\n")
        finished = victim.kill(microseconds)
    else:
        statements = chance.randrange(1, prepared.items + 40)
        victim = Victim(_driver("import", home, prepared.bank, "--statements", statements, *large), home)
        instant = f"statement {statements}{' of a large one' * len(large)}"
        finished = victim.bury()
    found = homes.live_items(home, IMPORTED)
    acknowledged = any("→" in line or line == "imported\n" for line in victim.lines)
    assert found in ({prepared.items} if acknowledged else {0, prepared.items})
    again = studyapp(home, "import", prepared.bank)
    assert again.status == 0, again
    assert homes.live_items(home, IMPORTED) == prepared.items
    return Round("import", instant, acknowledged * prepared.items, found, finished)


def restore(prepared: Prepared, home: Path, chance: random.Random) -> Round:
    """A restore through the command line."""
    homes.copy(prepared.fresh, home)
    microseconds = chance.randrange(int(prepared.durations["restore"] * 1_100_000))
    victim = Victim(command(home, "restore", prepared.backup), home)
    finished = victim.kill(microseconds)
    everything = homes.entry_ids(prepared.learnt)
    found = homes.entry_ids(home)
    acknowledged = bool(victim.lines)
    assert found in ([everything] if acknowledged else [set(), everything])
    assert studyapp(home, "restore", prepared.backup).status == 0
    assert homes.entry_ids(home) == everything
    return Round("restore", f"{microseconds} µs", acknowledged * len(everything), len(found), finished)


def first_start(prepared: Prepared, home: Path, chance: random.Random) -> Round:
    """The very first command, which makes the store and brings in the bundled decks."""
    home.parent.mkdir(parents=True, exist_ok=True)
    microseconds = chance.randrange(int(prepared.durations["first start"] * 1_100_000))
    victim = Victim(command(home, "decks"), home)
    finished = victim.kill(microseconds)
    again = studyapp(home, "decks", "--json")
    assert again.status == 0, again
    names = {deck["name"] for deck in json.loads(again.out)["decks"]}
    assert names == {path.stem for path in bundled_decks()}
    return Round("first start", f"{microseconds} µs", int(bool(victim.lines)), len(names), finished)


def repair(prepared: Prepared, home: Path, chance: random.Random) -> Round:
    """A repair, killed at a random instant or between two renamings."""
    homes.copy(prepared.damaged, home)
    if chance.random() < 0.5:
        files = chance.randrange(1, 6)
        finished, instant = break_off_repair(home, files), f"renaming {files}"
    else:
        microseconds = chance.randrange(60_000)
        victim, instant = Victim(_driver("repair", home), home), f"begun + {microseconds} µs"
        victim.wait_for(lambda line: line == "ready\n")
        finished = victim.kill(microseconds)
    mend(home, prepared.in_damaged)
    return Round("repair", instant, len(prepared.in_damaged), len(homes.entry_ids(home)), finished)


def break_off_repair(home: Path, files: int) -> bool:
    """Kill a repair before the N-th time that it gives a file a new name; whether it was over by then."""
    return Victim(_driver("repair", home, "--files", files), home).bury()


def mend(home: Path, everything: set[bytes]) -> None:
    """After a repair was broken off: nobody works on half of it, and the next one brings everything back."""
    refused = studyapp(home, "decks")
    if refused.status != 0:
        assert refused.sentence.endswith("未受损的答题记录会全部救回。"), refused
        assert studyapp(home, "doctor", "--repair").status in (0, 1)
    assert homes.entry_ids(home) == everything


_OFTEN = (study_plain, drill)
VICTIMS = (*_OFTEN, bring_in, *_OFTEN, repair, *_OFTEN, bring_in, restore, drill, first_start)
"""Who is killed, round by round."""


def campaign(folder: Path, kills: int, seed: int) -> Iterator[Round]:
    """Kill so many processes; the same seed kills at the same instants, as far as a clock allows."""
    prepared = prepare(folder)
    for number in range(kills):
        chance = random.Random(f"{seed} {number}")
        home = folder / f"round-{number}" / "home"
        home.parent.mkdir()
        found = VICTIMS[number % len(VICTIMS)](prepared, home, chance)
        _check(home)
        yield found
        shutil.rmtree(home.parent)


def _compare(told: Sequence[object], found: Sequence[object]) -> None:
    """All that was acknowledged is there in its order, and at most the act that was under way besides."""
    assert list(found[: len(told)]) == list(told), f"{told[-3:]} was told, {found[len(told) - 3 :]} is there"
    assert len(found) - len(told) <= 1, found[len(told) :]


def _check(home: Path) -> None:
    """What must hold after every round."""
    said = checked(home, "replay", "--check")
    assert said.status == 0, said
    assert homes.integrity(home) == "ok"
    assert studyapp(home, "status", "--json").status == 0
