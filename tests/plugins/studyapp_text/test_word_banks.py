"""Word files that people really hold, read where they lie."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest

from studyapp import Choices, Deck, Severity, Source
from studyapp_text.reader import TextReader
from tests.support import shared_folder

NAMES = {"单选": "single", "多选": "multiple", "判断": "judge"}
SAMPLES = shared_folder() / "samples"
WARNINGS = {"enforcement-single.docx": {"label-twice": 10}, "word97.doc": {"number-gap": 2}}
"""What is truly wrong with each: option letters that come twice, numbers that are left out."""

pytestmark = pytest.mark.skipif(
    not SAMPLES.is_dir(), reason=f"no real question banks at {SAMPLES}: set STUDYAPP_SHARED"
)


def read(name: str) -> Deck:
    return TextReader().read(Source(name, (SAMPLES / name).read_bytes()))


def expected(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((SAMPLES / "expected.json").read_text(encoding="utf-8"))[name]
    return found


@pytest.mark.parametrize("name", WARNINGS)
def test_counts(name: str) -> None:
    deck = read(name)
    told = expected(name)["by_type"]
    assert Counter(str(item.question.kind) for item in deck.items) == {NAMES[kind]: told[kind] for kind in told}
    assert Counter(flaw.code for flaw in deck.flaws if flaw.severity is not Severity.INFO) == WARNINGS[name]
    assert TextReader().sniff((SAMPLES / name).read_bytes()[:65536]) > 0.9


def test_spots() -> None:
    by_id = {item.external_id: item.question for item in read("enforcement-single.docx").items}
    for spot in expected("enforcement-single.docx")["spots"]:
        question = by_id[spot["external_id"]]
        assert question.prompt.startswith(spot["stem"])
        assert list(question.choices) == spot["options"]
        assert question.answer == Choices(("ABCDEF".index(spot["answer"]),))
