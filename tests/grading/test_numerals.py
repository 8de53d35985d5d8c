"""Chinese numerals, against a writer of numerals that shares nothing with the reader."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.grading.numerals import with_digits

DIGITS = "零一二三四五六七八九"


def spelled(number: int) -> str:
    """Write a number below 10**16 as it is spoken: 10203 is 一万零二百零三."""
    for size, unit in ((10**8, "亿"), (10**4, "万"), (1000, "千"), (100, "百"), (10, "十")):
        if number >= size:
            rest = number % size
            gap = "零" if 0 < rest < size // 10 else ""
            return spelled(number // size) + unit + gap + (spelled(rest) if rest else "")
    return DIGITS[number]


def dictated(number: int) -> str:
    """Write a number digit by digit: 2020 is 二零二零."""
    return "".join(DIGITS[int(digit)] for digit in str(number))


def test_every_number_to_a_hundred_thousand_is_read_as_written() -> None:
    for number in range(100_000):
        assert with_digits(spelled(number)) == str(number)
        assert with_digits(dictated(number)) == str(number)


@given(st.integers(0, 10**12))
def test_large_numbers_are_read_as_written(number: int) -> None:
    assert with_digits(spelled(number)) == str(number)


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("二〇二〇年", "2020年"),
        ("二○二○年", "2020年"),
        ("二零二零年", "2020年"),
        ("二oo八年", "2008年"),
        ("三十日", "30日"),
        ("十二个月", "12个月"),
        ("第一百零二条", "第102条"),
        ("一百二", "120"),
        ("三万五", "35000"),
        ("两百", "200"),
        ("一万两千", "12000"),
        ("两年", "2年"),
        ("壹佰贰拾元", "120元"),
        ("3万", "30000"),
        ("1.5万元", "15000元"),
        ("一点五万元", "15000元"),
        ("3万5千", "35000"),
        ("1.5亿", "150000000"),
        ("三点五", "3.5"),
        ("百分之五十", "50%"),
        ("百分之五十五点五", "55.5%"),
        ("百分之50", "50%"),
        ("百分之百", "100%"),
        ("千分之五", "5‰"),
        ("万分之五", "5‱"),
        ("三分之二", "2/3"),
        ("十二千克", "12千克"),
        ("八点三十分", "8点30分"),
    ],
)
def test_numerals_become_digits(text: str, digits: str) -> None:
    assert with_digits(text) == digits


@pytest.mark.parametrize(
    "text",
    ["两会", "斤两", "千方百计", "百姓", "千万", "2020.05.01", "3.14", "000万", "3万50000", "点", "1.2.3万", "no"],
)
def test_what_is_no_numeral_stays(text: str) -> None:
    assert with_digits(text) == text


@pytest.mark.parametrize(("text", "total"), [("二百三百", "500"), ("一千二千", "3000"), ("三十五十", "80")])
def test_numerals_in_a_row_are_not_added_up(text: str, total: str) -> None:
    assert with_digits(text) != total


@given(st.text("0123456789.〇一二五九十百千万亿两点分之年", max_size=60))
def test_only_the_numerals_change(text: str) -> None:
    assert set(with_digits(text)) <= set("0123456789.十百千万亿两点分之年%‰‱/")
