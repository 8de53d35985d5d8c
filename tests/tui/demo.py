"""The screens over a bank of eleven questions, to be looked at: ``python -m tests.tui.demo [first question]``."""

from __future__ import annotations

import sys

from studyapp.tui.app import StudyApp
from tests.tui import questions as q
from tests.tui.fake import FakeDesk

ALL = [q.SINGLE, q.LONG, q.MULTIPLE, q.JUDGE, q.BLANK, q.CASE_PART, q.SHORT, q.ORDER, q.MATCH, q.CARD]


def main() -> int:
    first = int(sys.argv[1]) if len(sys.argv) > 1 else 0
    case = q.CASE if "case" in sys.argv else None
    app = StudyApp(FakeDesk(ALL[first:], case=case), study=len(sys.argv) > 1)
    return app.run() or 0


if __name__ == "__main__":
    sys.exit(main())
