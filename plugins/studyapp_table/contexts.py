"""What only the whole table tells about its rows: what its numbers and its codes mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import islice

from studyapp import Kind, Where
from studyapp_table.build import own_kind
from studyapp_table.grid import Row
from studyapp_table.headers import Layout, kind_word
from studyapp_table.record import Context, read_record

_LONGEST_CODE = 3
_ENOUGH = 500
_NOWHERE = Where("")


def context_of(rows: tuple[Row, ...], layout: Layout, section: Kind | None, subject: str) -> Context:
    """Return the context of a table's rows."""
    keys = {row.cells[at] for at in layout.columns.get("answer", ()) for row in rows if at < len(row.cells)}
    twos = "2" in keys and "0" not in keys
    zeros = any(key[:1] == "0" for key in keys) and _counts_from_zero(rows, layout)
    return Context(section, subject, twos, zeros, _codes(rows, layout, zeros), _are_judged(keys))


def _are_judged(keys: set[str]) -> bool:
    """Say whether the only numbers among the answers are two that judgements are written with."""
    return {key for key in keys if key.isdecimal()} in ({"1", "2"}, {"0", "1"})


def _counts_from_zero(rows: tuple[Row, ...], layout: Layout) -> bool:
    """Say whether some row with more than two choices has 0 among its answers."""
    for row in rows:
        key = next((row.cell(column) for column in layout.columns.get("answer", ())), "")
        if key[:1] == "0" and all(one in "0123456789,，;；、| " for one in key):
            record = read_record(row, layout, _NOWHERE, Context())
            if len(record.options) > 2:
                return True
    return False


def _codes(rows: tuple[Row, ...], layout: Layout, zeros: bool) -> dict[str, Kind | None]:
    """Return what the table's own words for kinds mean: 1, 2, 3 … by the answers beside them."""
    if "kind" not in layout.columns:
        return {}
    column = layout.columns["kind"][0]
    words = {row.cells[column] for row in rows if column < len(row.cells)}
    codes = {one for one in words if one and one.isascii() and len(one) <= _LONGEST_CODE and not kind_word(one)[0]}
    return {code: _meaning(code, (row for row in rows if row.cell(column) == code), layout, zeros) for code in codes}


def _meaning(code: str, rows: Iterable[Row], layout: Layout, zeros: bool) -> Kind | None:
    """Return the kind of which most rows with a code are, None where each row has to say it itself."""
    kinds: Counter[Kind] = Counter()
    context = Context(zeros=zeros, codes={code: None})
    for row in islice(rows, _ENOUGH):
        kinds[own_kind(read_record(row, layout, _NOWHERE, context))] += 1
    if not kinds:
        return None
    if kinds[Kind.MULTIPLE] > 0 and 2 * (kinds[Kind.MULTIPLE] + kinds[Kind.SINGLE]) > kinds.total():
        return Kind.MULTIPLE if 3 * kinds[Kind.MULTIPLE] >= kinds.total() else None
    kind, count = kinds.most_common(1)[0]
    return kind if count == kinds.total() and kind in (Kind.SINGLE, Kind.JUDGE) else None
