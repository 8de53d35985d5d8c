"""Months that close: their boards are sealed on a set day, and do not move any more.

What counts is what was received by then, even where the hub was switched off on that day and seals later.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from studyapp import BoardHead, canonical, study_day
from studyapp import board_to_plain as to_plain
from studyapp_hub import folding
from studyapp_hub.boards import board_of, places, shown_of
from studyapp_hub.core import Core
from studyapp_hub.ledger import Ledger
from studyapp_hub.periods import closing_of, days_of
from studyapp_hub.schema import BOARD
from studyapp_hub.standing import Key, Move, sums_of

CLOSING = 10
"""The day of the next month at whose end a month closes."""

SETTING = "closing day"
DAYS = range(1, 29)
"""Which days it can be: those that every month has."""

MOST = 5_000
"""Places of a sealed board; a larger one is held to ranks by how many have how many points."""


def last_day_of(core: Core) -> int:
    """The day that this hub closes its months on."""
    return int(core.setting(SETTING) or CLOSING)


def due(core: Core, at: int, last_day: int = CLOSING) -> list[str]:
    """The months whose time has come and whose boards are not sealed."""
    sealed = {one[0] for one in core.engine.rows("SELECT DISTINCT period FROM board")}
    found = {one[0] for one in core.engine.rows("SELECT DISTINCT period FROM standing") if len(one[0]) == 7}
    return sorted(one for one in found - sealed if closing_of(one, last_day) <= at)


def seal_month(core: Core, month: str, *, at: int, last_day: int = CLOSING) -> None:
    """Seal all boards of a month, as they were when it closed; within a transaction of the caller's."""
    until = closing_of(month, last_day)
    late = _late(core, month, until)
    scopes = {one[0] for one in core.engine.rows("SELECT DISTINCT scope FROM standing WHERE period = ?", month)}
    before: list[tuple[str, Counter[Key], Counter[Key]]] = []
    for learner, then in late.items():
        now = _of_month(sums_of(core.learners.get(learner).days, core.units), month)
        before.append((learner, now, then))
        scopes.update(scope for _period, scope in then)
    core.standings.move(Move(learner, now, then) for learner, now, then in before)
    for scope in sorted(scopes):
        content = canonical(_plain(core, scope, month, until)).encode()
        head = BoardHead(by="", hub="", scope=scope, period=month, at=at)
        statement = core.seal(head, content)
        core.keep("", "board", statement)
        core.engine.insert(BOARD, [(scope, month, at, content)])
    core.standings.move(Move(learner, then, now) for learner, now, then in before)


def _plain(core: Core, scope: str, month: str, until: int) -> dict[str, object]:
    """A board as its document has it: with the learners' ids beside the places, and how many have how many points."""
    board = board_of(core, scope, month, at=until - 1)
    first = core.standings.top(scope, month, MOST)
    days = days_of(month)
    shown = shown_of(core, [one for one, _points in first], days[1] if days else study_day(until), names=False)
    levels = core.engine.rows(
        "SELECT points, count(*) FROM standing WHERE scope = ? AND period = ? GROUP BY points ORDER BY points DESC",
        scope,
        month,
    )
    whole = board._replace(places=tuple(places(first, 1, shown, "")), closed=True)
    return {
        **to_plain(whole),
        "learners": [one for one, _points in first],
        "levels": [[one[0], one[1]] for one in levels],
    }


def _late(core: Core, month: str, until: int) -> dict[str, Counter[Key]]:
    """The learners of whom something was received when the month was closed, with what they had in it by then."""
    rows = core.engine.rows("SELECT DISTINCT learner FROM envelope WHERE received > ?", until)
    found: dict[str, Counter[Key]] = {}
    for (learner,) in rows:
        found[learner] = _of_month(_then(core, learner, until), month)
    return found


def _then(core: Core, learner: str, until: int) -> Counter[Key]:
    """A learner's standings by what was received up to an instant."""
    ledger: Ledger = core.ledger
    state = core.learners.get(learner)
    read = ledger.read(state)
    about = ledger.circumstances(state, read, until)
    lines = list(_there_by_then(read.lines, about))
    here = {one.id for one in lines}
    specials = [one for one in core.learners.specials(learner) if one.id in here]
    days = folding.fold(lines, specials, about, ledger.plan).days
    return sums_of({day: (line, ledger.unit_of(state, day)) for day, line in days.items()}, core.units)


def _there_by_then(lines: Iterable[folding.Line], about: folding.Circumstances) -> Iterator[folding.Line]:
    """The lines that came in an envelope that was there by then."""
    for one in lines:
        brought = [number for number in (one.envelope, *about.carried.get(one.id, ())) if number in about.envelopes]
        if brought:
            yield one if one.envelope in about.envelopes else one._replace(envelope=brought[0])


def _of_month(sums: Counter[Key], month: str) -> Counter[Key]:
    return Counter({key: points for key, points in sums.items() if key[0] == month})
