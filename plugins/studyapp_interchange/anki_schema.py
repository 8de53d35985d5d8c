"""The tables and settings of an Anki collection of schema 11, as far as Anki wants them in a package."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

BASIC = 1_577_836_800_001
CHOICE = 1_577_836_800_002
"""The ids of the note types; fixed, so that every package brings the same two."""

NAMES = {BASIC: ("Front", "Back"), CHOICE: ("问题", "选项", "答案", "解析", "类型")}
"""The fields of the note types."""

EPOCH = 1_577_836_800
"""The time of all that is written, in seconds: the first of January 2020. A file depends only on its deck."""

SCHEMA = """
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
CREATE INDEX ix_notes_usn ON notes (usn);
CREATE INDEX ix_notes_csum ON notes (csum);
CREATE INDEX ix_cards_usn ON cards (usn);
CREATE INDEX ix_cards_nid ON cards (nid);
CREATE INDEX ix_cards_sched ON cards (did, queue, due);
CREATE INDEX ix_revlog_usn ON revlog (usn);
CREATE INDEX ix_revlog_cid ON revlog (cid);
"""

_CSS = ".card { font-size: 20px; text-align: left; }"
_BACK = "{{FrontSide}}<hr id=answer>"


def collection_row(decks: Mapping[str, int]) -> tuple[object, ...]:
    """Return the only row of ``col``; ``decks`` are the ids of the decks by name, 1 is kept for the default one."""
    listed = {str(number): _deck(number, name) for name, number in {"Default": 1, **decks}.items()}
    models = {
        str(BASIC): _model(BASIC, "Studyapp 卡片", NAMES[BASIC], "{{Front}}", _BACK + "{{Back}}"),
        str(CHOICE): _model(
            CHOICE,
            "Studyapp 选择题",
            NAMES[CHOICE],
            "{{问题}}<br>{{选项}}",
            _BACK + "{{答案}}<br>{{解析}}",
        ),
    }
    conf = {"nextPos": 1, "curDeck": 1, "activeDecks": [1], "curModel": str(BASIC), "sortType": "noteFld"}
    texts = [json.dumps(one, ensure_ascii=False) for one in (conf, models, listed, {"1": _options()}, {})]
    texts = [text.encode(errors="replace").decode() for text in texts]
    return (1, EPOCH, EPOCH * 1000, EPOCH * 1000, 11, 0, 0, 0, *texts)


def _deck(number: int, name: str) -> dict[str, Any]:
    today = {"newToday": [0, 0], "revToday": [0, 0], "lrnToday": [0, 0], "timeToday": [0, 0]}
    plain = {"id": number, "name": name, "mod": EPOCH, "usn": -1, "conf": 1, "desc": "", "dyn": 0}
    return plain | today | {"collapsed": False, "browserCollapsed": False, "extendNew": 0, "extendRev": 0}


def _model(number: int, name: str, names: tuple[str, ...], front: str, back: str) -> dict[str, Any]:
    look = {"font": "Arial", "size": 20, "rtl": False, "sticky": False, "media": []}
    template = {"name": "Card 1", "ord": 0, "qfmt": front, "afmt": back, "did": None, "bqfmt": "", "bafmt": ""}
    return {
        "id": number, "name": name, "type": 0, "mod": EPOCH, "usn": -1, "sortf": 0, "did": 1, "tags": [], "vers": [],
        "flds": [{"name": one, "ord": index} | look for index, one in enumerate(names)],
        "tmpls": [template], "css": _CSS, "latexPre": "", "latexPost": "", "req": [[0, "any", [0]]],
    }  # fmt: skip


def _options() -> dict[str, Any]:
    new = {"bury": False, "delays": [1.0, 10.0], "initialFactor": 2500, "ints": [1, 4, 0], "order": 1, "perDay": 20}
    lapse = {"delays": [10.0], "leechAction": 1, "leechFails": 8, "minInt": 1, "mult": 0.0}
    rev = {"bury": False, "ease4": 1.3, "ivlFct": 1.0, "maxIvl": 36500, "perDay": 200, "hardFactor": 1.2}
    plain = {"id": 1, "name": "Default", "mod": 0, "usn": 0, "autoplay": True, "timer": 0, "maxTaken": 60}
    return plain | {"replayq": True, "dyn": False, "new": new, "rev": rev, "lapse": lapse}
