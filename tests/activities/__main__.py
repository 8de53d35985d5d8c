"""``python -m tests.activities``: rewrite the calendars of the plans, and say which days have changed."""

from __future__ import annotations

import sys

from tests.activities.calendars import PLANS, changes, published, rewritten, years_of


def main() -> int:
    """Rewrite each plan."""
    known = published()
    for path, wanted in PLANS.items():
        years = [year for year in wanted or years_of(known) if year in years_of(known)]
        before = path.read_text(encoding="utf-8")
        after = rewritten(before, known, years)
        for line in changes(before, after):
            print(f"{path.name}: {line}")
        path.write_text(after, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
