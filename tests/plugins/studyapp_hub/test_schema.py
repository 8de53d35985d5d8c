"""The tables can be spread over machines by learner: every key, index and join of a learner's table holds him."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import pairwise

from studyapp_hub.schema import TABLES, months
from tests.support import ROOT

PERSONAL = {table.name for table in TABLES if table.personal}
WORD = re.compile(r"\b(?:FROM|JOIN|INTO|UPDATE)\s+([a-z]+)")


def queries() -> Iterator[str]:
    """Every sentence of SQL in the plugin."""
    for path in sorted((ROOT / "plugins" / "studyapp_hub").glob("*.py")):
        text = path.read_text(encoding="utf-8")
        if "studyapp_hub.engines" not in text and "studyapp_hub.core" not in text:
            continue  # the office keeps a file of its own
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and WORD.search(node.value):
                yield node.value


def test_every_key_of_a_personal_table_holds_the_learner() -> None:
    assert [table.name for table in TABLES if table.personal and "learner" not in table.key] == []
    assert [table.name for table in TABLES if table.personal and "learner" not in table.names] == []


def test_no_other_table_but_the_roster_knows_learners() -> None:
    assert [table.name for table in TABLES if not table.personal and "learner" in table.names] == ["roster"]


def test_joins_of_personal_tables_hold_the_learner() -> None:
    seen = list(queries())
    assert len(seen) > 50, "the sentences were not found"
    for sql in seen:
        names = WORD.findall(sql)
        assert names, sql
        if " JOIN " in sql:
            assert not PERSONAL & set(names) or sql.count("learner") >= 2, sql


def test_rows_are_changed_with_their_learner() -> None:
    for sql in queries():
        if re.match(r"UPDATE|DELETE", sql) and WORD.findall(sql)[0] in PERSONAL and " WHERE " in sql:
            assert "learner = ?" in sql or "period = ? AND scope = ?" in sql, sql


def test_months_follow_each_other() -> None:
    found = months(20_780)
    assert all(one[1] == two[0] for one, two in pairwise(found))
    assert len(found) > 12
