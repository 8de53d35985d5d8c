"""No tofu: every sign that the interface draws is in GBK, which the fonts of every Chinese system cover."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.support import ROOT

IN_QUESTIONS_ONLY = {"text.py", "kinsoku.py"}
"""They name signs that questions bring along; they draw none."""
DRAWING = [*(ROOT / "studyapp" / "tui").rglob("*.py"), ROOT / "studyapp" / "words.py", ROOT / "studyapp" / "wording.py"]
FILES = sorted(path for path in DRAWING if path.name not in IN_QUESTIONS_ONLY)
BRAILLE = {chr(code) for code in range(0x2800, 0x2900)}
"""The line chart's dots: in the default fonts of all systems since Windows 8, and nowhere else used."""


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_sign_is_in_gbk(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            missing = {sign for sign in node.value if sign.encode("gbk", errors="replace") == b"?" and sign != "?"}
            assert missing <= BRAILLE, node.value
