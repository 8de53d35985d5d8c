"""The tables and settings of an Anki collection of schema 11, as far as Anki wants them in a package."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from studyapp_interchange.anki_models import QUESTION, models

EPOCH = 1_577_836_800
"""The first of January 2020 in seconds: the time of what has none, since a file depends only on its deck."""

FIRST_DAY = EPOCH // 86_400
"""The study day on which the written collection begins; its days are counted from there."""

_CREATED = EPOCH - 4 * 3600
"""Four o'clock in the morning of that day in Shanghai."""

TABLES = """
CREATE TABLE col (id integer PRIMARY KEY, crt integer NOT NULL, mod integer NOT NULL, scm integer NOT NULL,
  ver integer NOT NULL, dty integer NOT NULL, usn integer NOT NULL, ls integer NOT NULL, conf text NOT NULL,
  models text NOT NULL, decks text NOT NULL, dconf text NOT NULL, tags text NOT NULL);
CREATE TABLE notes (id integer PRIMARY KEY, guid text NOT NULL, mid integer NOT NULL, mod integer NOT NULL,
  usn integer NOT NULL, tags text NOT NULL, flds text NOT NULL, sfld integer NOT NULL, csum integer NOT NULL,
  flags integer NOT NULL, data text NOT NULL);
CREATE TABLE cards (id integer PRIMARY KEY, nid integer NOT NULL, did integer NOT NULL, ord integer NOT NULL,
  mod integer NOT NULL, usn integer NOT NULL, type integer NOT NULL, queue integer NOT NULL, due integer NOT NULL,
  ivl integer NOT NULL, factor integer NOT NULL, reps integer NOT NULL, lapses integer NOT NULL,
  left integer NOT NULL, odue integer NOT NULL, odid integer NOT NULL, flags integer NOT NULL, data text NOT NULL);
CREATE TABLE revlog (id integer PRIMARY KEY, cid integer NOT NULL, usn integer NOT NULL, ease integer NOT NULL,
  ivl integer NOT NULL, lastIvl integer NOT NULL, factor integer NOT NULL, time integer NOT NULL,
  type integer NOT NULL);
CREATE TABLE graves (usn integer NOT NULL, oid integer NOT NULL, type integer NOT NULL);
"""

CARD_INDEX = "CREATE INDEX ix_cards_nid ON cards (nid)"
REVIEW_INDEX = "CREATE INDEX ix_revlog_cid ON revlog (cid)"
"""Made when the rows are in; those of Anki's that nothing asks for while it imports would only make packages larger."""


def collection_row(decks: Mapping[str, int], description: str, modified: int) -> tuple[object, ...]:
    """Return the only row of ``col``; ``decks`` are the ids of the decks by name, the first the one around them all."""
    listed = {"1": _deck(1, "Default", "", modified)}
    for count, (name, number) in enumerate(decks.items()):
        listed[str(number)] = _deck(number, name, "" if count else description, modified)
    conf = {
        "nextPos": 1, "curDeck": 1, "activeDecks": [1], "curModel": str(QUESTION), "sortType": "noteFld",
        "schedVer": 2, "sched2021": True, "creationOffset": -480, "rollover": 4, "addToCur": True, "collapseTime": 1200,
    }  # fmt: skip
    texts = [json.dumps(one, ensure_ascii=False) for one in (conf, models(modified), listed, {"1": _options()}, {})]
    return (1, _CREATED, modified * 1000, modified * 1000, 11, 0, 0, 0, *texts)


def _deck(number: int, name: str, description: str, modified: int) -> dict[str, Any]:
    today = {"newToday": [0, 0], "revToday": [0, 0], "lrnToday": [0, 0], "timeToday": [0, 0]}
    plain = {"id": number, "name": name, "mod": modified, "usn": -1, "conf": 1, "desc": description, "dyn": 0}
    return plain | today | {"collapsed": False, "browserCollapsed": False, "extendNew": 0, "extendRev": 0}


def _options() -> dict[str, Any]:
    new = {"bury": False, "delays": [1.0, 10.0], "initialFactor": 2500, "ints": [1, 4, 0], "order": 1, "perDay": 20}
    lapse = {"delays": [10.0], "leechAction": 1, "leechFails": 8, "minInt": 1, "mult": 0.0}
    rev = {"bury": False, "ease4": 1.3, "ivlFct": 1.0, "maxIvl": 36500, "perDay": 200, "hardFactor": 1.2}
    plain = {"id": 1, "name": "Default", "mod": 0, "usn": 0, "autoplay": True, "timer": 0, "maxTaken": 60}
    return plain | {"replayq": True, "dyn": False, "new": new, "rev": rev, "lapse": lapse}
