"""Journals that several devices wrote with wrong clocks: entries that speak of each other, in the order of writing."""

from __future__ import annotations

from dataclasses import astuple
from typing import Any

from hypothesis import strategies as st

from studyapp.identity import make_entry
from studyapp.journal import Fold, Rules
from studyapp.memory import DEFAULT_WEIGHTS
from studyapp.model import DAY, Entry
from studyapp.points import day_counts, day_points
from tests.simulation.model import Truth
from tests.strategies import histories, unsound_histories
from tests.support import MONDAY

QUESTIONS = tuple(bytes([number]) * 16 for number in (1, 2, 3, 4, 200, 255))
KEYS = tuple(bytes([number]) * 16 for number in (10, 20, 30, 250))
WEIGHTS = list(DEFAULT_WEIGHTS)

PARAMETERS: list[dict[str, Any]] = [
    {"weights": WEIGHTS, "retention": 0.9},
    {"weights": WEIGHTS, "retention": 0.8},
    {"weights": [1.0, *WEIGHTS[1:]], "retention": 0.85},
    {"weights": WEIGHTS[:19], "retention": 0.9},
    {"weights": [1, *WEIGHTS[1:]], "retention": 0.9},
    {"weights": [9e9, *WEIGHTS[1:]], "retention": 0.9},
    {"weights": WEIGHTS, "retention": 1.0},
    {"weights": WEIGHTS, "retention": 1},
    {"weights": WEIGHTS},
    {},
]
NO_IDS = [None, 7, "", "00", "zz" * 16, " " * 32, "00" * 15 + "  ", ["x"]]
"""What no entry's id can be read from."""

KINDS = ["void", "void", "rate", "same", "mark", "handin", "params", "done", "x"]
ON: list[Any] = [True, False, 1]
ASKED: list[dict[str, Any]] = [
    {},
    {"kind": "single", "length": 20},
    {"kind": "judge", "length": 40},
    {"kind": "riddle", "length": 40},
    {"kind": "single", "length": "40"},
]
"""What an answer's body may say of what was asked; 900 milliseconds are enough for 20 characters."""

some = st.integers(0, 999)
sittings = st.sampled_from([None, "a", "a", "b", ""])
moments = st.sampled_from([0, 1, 2, 1_000, DAY // 2, DAY, DAY, 2 * DAY, 30 * DAY])


@st.composite
def journals(
    draw: st.DrawFn, max_size: int = 14, questions: tuple[bytes, ...] = QUESTIONS, keys: tuple[bytes, ...] = KEYS
) -> list[Entry]:
    """Any set of entries, in the order in which they were written."""
    written: list[Entry] = []
    for number in range(draw(st.integers(0, max_size))):
        kind = draw(st.sampled_from(["answer"] * 6 + ["past"] * 3 + KINDS))
        facts: dict[str, Any] = {"sitting": draw(sittings)}
        if kind in ("answer", "past", "x"):
            facts |= {
                "question": draw(st.sampled_from([*questions, *questions, None])),
                "key": draw(st.sampled_from([*keys, *keys, None])),
                "verdict": draw(st.sampled_from([1.0, 1.0, 0.0, 0.5, 1.5, -1.0, None])),
                "rating": draw(st.sampled_from([3, 3, 1, 2, 4, 0, None])),
                "milliseconds": draw(st.sampled_from([None, 900, -5])),
            }
            if kind == "answer":
                facts["body"] = draw(st.sampled_from(ASKED))
        elif kind in ("void", "rate"):
            target = written[-1 - draw(some) % len(written)].id.hex() if written else None
            facts["body"] = {"target": draw(st.sampled_from([target] * 9 + NO_IDS))}
            facts["rating"] = draw(st.sampled_from([1, 4, 0, None])) if kind == "rate" else None
        elif kind == "same":
            ids = st.sampled_from([*map(bytes.hex, 2 * questions), *NO_IDS])
            facts["body"] = {"old": draw(ids), "new": draw(ids)}
            if draw(st.booleans()):
                facts["body"] |= {name: draw(st.sampled_from(keys)).hex() for name in ("old_key", "new_key")}
        elif kind == "mark":
            facts["question"] = draw(st.sampled_from([*questions, None]))
            facts["body"] = {
                "what": draw(st.sampled_from(["star", "flag", 7])),
                "on": draw(st.sampled_from(ON)),
            }
        elif kind == "params":
            facts["body"] = draw(st.sampled_from(PARAMETERS))
        follows = draw(st.booleans())
        at = draw(moments) + (written[-1].at if written and follows else MONDAY)
        if kind == "past" and draw(st.integers(0, 3)):
            facts |= {"verdict": None, "rating": draw(st.sampled_from([None, 3]))}
            known = [one.at for one in written] + [time for one in written for time in times_of(one)]
            facts["body"] = draw(st.one_of(*[histories(at, known)] * 5, unsound_histories(at)))
        device = draw(st.sampled_from(["d1", "d2"]))
        written.append(make_entry(device=device, seq=number + 1, at=at, kind=kind, **facts))
    return written


def times_of(entry: Entry) -> list[int]:
    """The times in a history, so that another one can have some of them, too."""
    at = entry.body.get("at")
    return [one for one in at if type(one) is int] if isinstance(at, list) else []


def as_truth(fold: Fold, rules: Rules) -> Truth:
    """A fold in the form of the plain model."""
    return Truth(
        {key: tuple(card) for key, card in fold.cards.items()},
        {
            day: (*astuple(one), day_points(one.worth, rules.points), day_counts(one.fair, one.done, rules.points))
            for day, one in fold.days.items()
        },
        {key: (int(mark.on), mark.entry) for key, mark in fold.marks.items()},
        dict(fold.aliases),
    )
