"""What every database must do alike."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from studyapp_hub.engines.opening import open_engine
from studyapp_hub.engines.protocol import Engine, Table, Unavailable, Value
from studyapp_hub.engines.sql import numbered
from studyapp_hub.hub import Hub
from studyapp_hub.schema import ENVELOPE, STANDING, TABLES, months
from tests.plugins.studyapp_hub.people import DAY
from tests.support import MONDAY

MIXED = Table(
    "mixed",
    (("learner", "text"), ("id", "blob"), ("number", "integer"), ("none", "text"), ("share", "real")),
    ("learner", "id"),
)
COUNT = Table("counted", (("learner", "text"), ("what", "text"), ("many", "integer")), ("learner", "what"))


@pytest.fixture
def engine(hub: Hub) -> Engine:
    found = hub._core.engine
    found.furnish([COUNT], ())
    with found.change():
        found.run("DELETE FROM counted")
    return found


def _rows(engine: Engine) -> list[tuple[object, ...]]:
    return [tuple(one) for one in engine.rows("SELECT learner, what, many FROM counted ORDER BY learner, what")]


def test_what_is_there_is_kept_replaced_or_added_to(engine: Engine) -> None:
    with engine.change():
        engine.insert(COUNT, [("a", "x", 1), ("b", "x", 2)])
        engine.insert(COUNT, [("a", "x", 9), ("a", "y", 3), ("a", "y", 4)])
        assert _rows(engine) == [("a", "x", 1), ("a", "y", 3), ("b", "x", 2)]
        engine.put(COUNT, [("a", "x", 5), ("c", "x", 6)])
        engine.add(COUNT, [("a", "x", 10), ("b", "x", -2), ("d", "x", 7)])
        engine.put(COUNT, [])
    assert _rows(engine) == [("a", "x", 15), ("a", "y", 3), ("b", "x", 0), ("c", "x", 6), ("d", "x", 7)]


def test_what_is_written_several_times_in_a_change_is_as_if_each_were_read_in_between(engine: Engine) -> None:
    def write(*, look: bool) -> list[tuple[object, ...]]:
        with engine.change():
            engine.run("DELETE FROM counted")
            for number, verb in enumerate((engine.put, engine.add, engine.insert, engine.add, engine.put, engine.add)):
                verb(COUNT, [("a", "x", 10 + number)])
                verb(COUNT, [("a", "x", number), (f"l{number}", "y", 1)])
                verb(STANDING, [("l", "all", "*", number)])
                assert not look or _rows(engine)
            (standing,) = engine.rows("SELECT points FROM standing WHERE learner = ?", "l")
            engine.run("DELETE FROM standing WHERE learner = ?", "l")
        return [*_rows(engine), tuple(standing)]

    assert write(look=False) == write(look=True)


def test_a_change_is_all_or_nothing(engine: Engine) -> None:
    with pytest.raises(ZeroDivisionError), engine.change():
        engine.insert(COUNT, [("a", "x", 1)])
        raise ZeroDivisionError
    assert _rows(engine) == []


def test_texts_are_in_the_order_of_their_signs(engine: Engine) -> None:
    texts = ["b", "B", "a", "é", "王", "_", "1"]
    with engine.change():
        engine.insert(COUNT, [(one, "x", 1) for one in texts])
    assert [one[0] for one in _rows(engine)] == sorted(texts)


def test_values_come_back_as_they_were(engine: Engine) -> None:
    engine.furnish([MIXED], ())
    row = ("l", b"\x00\x01" * 8, 1 << 62, None, 1 / 3)
    with engine.change():
        engine.insert(MIXED, [row])
        found = engine.rows(f"SELECT {MIXED.quoted} FROM mixed WHERE learner = ?", "l")
        assert [tuple(one) for one in found] == [row]
        engine.run("DELETE FROM mixed WHERE learner = ?", "l")


def test_a_blob_is_found_within_another(engine: Engine) -> None:
    engine.furnish([MIXED], ())
    sql = f"SELECT learner FROM mixed WHERE {engine.holds('id')} ORDER BY learner"
    with engine.change():
        engine.insert(MIXED, [(one, one.encode(), 1, None, 0.0) for one in ("ab?c", "b?", "x", "")])
        assert [one[0] for one in engine.rows(sql, b"b?")] == ["ab?c", "b?"]
        engine.run("DELETE FROM mixed")


def test_many_is_one_for_each(engine: Engine) -> None:
    with engine.change():
        engine.put(STANDING, [("l", "all", one, 1) for one in "xyz"])
        engine.many("DELETE FROM standing WHERE learner = ? AND scope = ?", [("l", "x"), ("l", "z")])
        assert [one[0] for one in engine.rows("SELECT scope FROM standing WHERE learner = ?", "l")] == ["y"]
        engine.run("DELETE FROM standing WHERE learner = ?", "l")


def test_envelopes_are_cut_by_month_where_the_database_can(hub: Hub) -> None:
    assert [one.name for one in TABLES if one.by_month] == ["envelope"]
    if hub._core.engine.dialect != "postgresql":
        pytest.skip("a file is not cut")
    rows = hub._core.engine.rows("SELECT count(*) FROM pg_inherits WHERE inhparent = 'envelope'::regclass")
    assert rows[0][0] > 12


def test_placeholders_are_numbered() -> None:
    assert numbered("a = ? AND b IN (?, ?)") == "a = $1 AND b IN ($2, $3)"


def test_a_database_that_does_not_answer_is_told(tmp_path: Path) -> None:
    (tmp_path / "hub.db").write_bytes(b"this is no database, " * 100)
    with pytest.raises(Unavailable):
        open_engine(tmp_path, "", patience=1)
    with pytest.raises(Unavailable):
        open_engine(tmp_path, "postgresql://127.0.0.1:1/hub", patience=1)


def test_months_to_come_get_parts_after_a_clock_was_far_ahead(hub: Hub) -> None:
    engine, later = hub._core.engine, MONDAY + 2_000 * DAY
    hub.look_ahead(at=MONDAY + 40_000 * DAY)
    hub.look_ahead(at=later)
    if engine.dialect == "postgresql":
        names = [f"envelope_{first}" for first, _after in months(later // DAY)]
        assert all(engine.rows("SELECT to_regclass(?)::text", one)[0][0] for one in names)


def test_months_to_come_get_parts_though_clocks_are_wrong(hub: Hub) -> None:
    later = MONDAY + 400 * DAY
    wrong = later // DAY + 100
    row: list[Value] = ["l", b"d", wrong, wrong, 1, 1, "d", "k", 1, 0, 0, b"", b"", b""]
    with hub._core.engine.change():
        hub._core.engine.insert(ENVELOPE, [row])
    hub.look_ahead(at=later)
    hub.look_ahead(at=later)
    if hub._core.engine.dialect == "postgresql":
        rows = hub._core.engine.rows("SELECT count(*) FROM pg_inherits WHERE inhparent = 'envelope'::regclass")
        assert rows[0][0] > 24
    assert hub._core.engine.rows("SELECT learner FROM envelope")[0][0] == "l"


def test_who_waits_for_another_who_writes_does_not_wait_forever(hub: Hub) -> None:
    settings = json.loads((hub.place / "hub.json").read_text(encoding="utf-8"))
    other = open_engine(hub.place, settings["database"], patience=0.1)
    with hub._core.engine.change(), pytest.raises(Unavailable), other.change():
        pass
    with other.change():
        assert other.rows("SELECT value FROM meta WHERE name = ?", "hub")
    other.close()
