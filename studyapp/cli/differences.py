"""Where the caches belie the journal, in words."""

from __future__ import annotations

from studyapp.store.replaying import Difference
from studyapp.words import _, plural


def difference_words(one: Difference) -> str:
    """One line for one table."""
    tables = {"cards": _("记忆"), "days": _("每日统计"), "marks": _("标记"), "aliases": _("同题关系")}
    return plural("{table}有 {rows} 处与答题记录不符。", one.rows).format(table=tables[one.table], rows=one.rows)
