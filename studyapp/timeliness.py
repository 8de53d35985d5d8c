"""Which entries bear a time that cannot be right, told by the order in which a device wrote them.

A device numbers its entries, and its clock may be wrong. Where it was set back, what it wrote then bears a day that
was over: it would fill a gap in a streak. Such an entry counts for memory, and for no day. Where it ran ahead and was
put right again, all that is right would look as if it had been set back; so when a week of later days lies before
an entry, it is that entry which was ahead, and it counts for no day itself.

No rule can tell more from the journal alone: somebody who sets his clock back before he learns at all is not found
out. A hub's receipts do that.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import groupby, pairwise

OUTVOTED = 7
"""So many different days, written later and lying before it, say that an entry was ahead of its time."""


def untimely(days: Sequence[int]) -> list[int]:
    """The places of the entries that count for no day; ``days``: their study days, in the order of their numbers."""
    if all(one <= two for one, two in pairwise(days)):
        return []
    runs = _runs(days)
    ahead = _ahead([day for day, _first, _after in runs])
    found: list[int] = []
    latest = min(days)
    for (day, first, after), is_ahead in zip(runs, ahead, strict=True):
        if is_ahead or day < latest:
            found.extend(range(first, after))
        else:
            latest = day
    return found


def _runs(days: Sequence[int]) -> list[tuple[int, int, int]]:
    """Days that follow each other and are equal: the day, the first place, the place after the last."""
    runs = []
    for day, group in groupby(range(len(days)), days.__getitem__):
        places = list(group)
        runs.append((day, places[0], places[-1] + 1))
    return runs


def _ahead(days: Sequence[int]) -> list[bool]:
    """For each run whether enough of the later ones lie before it."""
    later: list[int] = []
    found = []
    for day in reversed(days):
        place = bisect_left(later, day)
        found.append(place >= OUTVOTED)
        if place == len(later) or later[place] != day:
            later.insert(place, day)
    return found[::-1]
