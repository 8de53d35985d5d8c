"""Days of leave, as learners note them. Loaded by the fast path of ``studyapp status``: keep it light."""

from __future__ import annotations

from datetime import date

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_EPOCH = date(1970, 1, 1).toordinal()
LONGEST = 400
"""Days: a longer leave is none."""


def leave_days(
    noted: Iterable[tuple[bytes, object, object]], works: Callable[[int], bool], allowed: int
) -> frozenset[int]:
    """The days of leave: no more working days in a year than ``allowed``, what was noted earliest first.

    ``noted``: of each entry its id, first and last day as ISO dates; what is no date is none.
    """
    found: set[int] = set()
    years: dict[int, int] = {}
    for _entry, first, last in sorted(noted, key=lambda one: one[0]):
        for day in _range(first, last):
            year = date.fromordinal(day + _EPOCH).year
            if day in found or (works(day) and years.get(year, 0) >= allowed):
                continue
            years[year] = years.get(year, 0) + works(day)
            found.add(day)
    return frozenset(found)


def _range(first: object, last: object) -> range:
    if not isinstance(first, str) or not isinstance(last, str):
        return range(0)
    try:
        start, end = (date.fromisoformat(one).toordinal() - _EPOCH for one in (first, last))
    except ValueError:
        return range(0)
    return range(start, end + 1) if 0 <= end - start <= LONGEST else range(0)
