"""Radicals that stand in the place of characters, over the whole of Unicode's tables."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from studyapp_text.display import clean

BLOCKS = [chr(code) for code in range(0x2E80, 0x2FE0) if unicodedata.name(chr(code), "")]


@given(st.sampled_from(BLOCKS))
def test_every_radical_becomes_a_character(radical: str) -> None:
    shown = clean(radical)
    assert len(shown) == 1
    assert unicodedata.name(shown).startswith("CJK UNIFIED IDEOGRAPH")
    compatible = unicodedata.normalize("NFKC", radical)
    assert compatible in (radical, shown)
    assert clean(shown) == shown


@given(st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zs", "Cn")).filter(lambda letter: letter not in BLOCKS))
def test_nothing_else_becomes_another_character(letter: str) -> None:
    assert clean(letter) in (letter, "")


def test_radicals_that_unicode_has_no_compatibility_for() -> None:
    assert (
        clean("⻓期参保的⼈员⺠⻛⻢⻚⻋⻄⻘⻅⻔⻝⻆⻣⻜⻉⻥⻦⻩⻰⻮⻤⻬")
        == "长期参保的人员民风马页车西青见门食角骨飞贝鱼鸟黄龙齿鬼齐"
    )
