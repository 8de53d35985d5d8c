from __future__ import annotations

import subprocess
import sys

import pytest

from studyapp.tui.environment import plain_is_better


@pytest.mark.parametrize(
    ("platform", "environ", "expected"),
    [
        ("win32", {}, True),
        ("win32", {"WT_SESSION": "9c1b"}, False),
        ("win32", {"TERM_PROGRAM": "vscode"}, False),
        ("win32", {"WT_SESSION": ""}, True),
        ("linux", {}, False),
        ("darwin", {}, False),
    ],
)
def test_the_old_console_is_told_from_the_rest(platform: str, environ: dict[str, str], expected: bool) -> None:
    assert plain_is_better(platform, environ) is expected


def test_the_first_paint_loads_nothing_heavy() -> None:
    program = (
        "import sys, studyapp.tui.app, textual.constants as c\n"
        "heavy = ['sqlite3', 'sqlite_utils', 'fsrs', 'pluggy', 'rapidfuzz', 'markdown_it', 'numpy',"
        " 'textual.widgets._markdown', 'textual.widgets._data_table', 'textual.widgets._text_area',"
        " 'studyapp.session', 'studyapp.store', 'studyapp.memory']\n"
        "print([name for name in heavy if name in sys.modules], c.DISABLE_KITTY_KEY)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[] True"
