"""Charts are XML that says what it was given."""

from __future__ import annotations

from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from studyapp.report import drawing
from studyapp.report.drawing import HeatWords, Line, Part
from tests.strategies import texts

SVG = "{http://www.w3.org/2000/svg}"
MONDAY = 20_779
SHARES = st.floats(-0.5, 1.5)


def parsed(text: str) -> ElementTree.Element:
    return ElementTree.fromstring(text)


@given(st.dictionaries(st.integers(MONDAY, MONDAY + 60), st.integers(0, 500)), st.integers(0, 60), texts())
def test_a_heat_map_has_a_square_for_each_day_up_to_today(counts: dict[int, int], ahead: int, words: str) -> None:
    today = MONDAY + ahead
    said = HeatWords(words, [words] * 7, {0: words}, {MONDAY: words})
    root = parsed(drawing.heat_map(counts, MONDAY, today, 9, 40, said))
    squares = root.findall(f"{SVG}rect")
    assert len(squares) == min(ahead + 1, 63)
    depths = [int(str(one.get("class")).removeprefix("heat")) for one in squares]
    assert depths == [drawing.level(counts.get(MONDAY + number, 0), 40) for number in range(len(squares))]
    places = {(one.get("x"), one.get("y")) for one in squares}
    assert len(places) == len(squares)


@given(st.lists(st.builds(Part, SHARES, st.just("main")), max_size=4), texts())
def test_a_bar_never_runs_over(parts: list[Part], words: str) -> None:
    drawn = parsed(drawing.bar(parts, words)).findall(f"{SVG}rect")[1:]
    assert len(drawn) == len(parts)
    assert sum(float(str(one.get("width"))) for one in drawn) <= 100.1
    assert all(float(str(one.get("width"))) >= 0 for one in drawn)


@given(st.lists(st.lists(st.builds(Part, st.floats(0, 0.5), st.just("soft")), max_size=2), max_size=40), texts())
def test_columns_stand_on_the_axis(stacks: list[list[Part]], words: str) -> None:
    root = parsed(drawing.columns(stacks, [words] * len(stacks), (words, words), words))
    groups = root.findall(f"{SVG}g")
    assert len(groups) == len(stacks)
    axis = float(str(root.findall(f"{SVG}line")[1].get("y1")))
    for group, stack in zip(groups, stacks, strict=True):
        tall = sum(float(str(one.get("height"))) for one in group.findall(f"{SVG}rect"))
        tops = [float(str(one.get("y"))) for one in group.findall(f"{SVG}rect")]
        assert abs(tall - sum(part.share for part in stack) * 150) < 0.1
        assert not tops or abs(min(tops) - (axis - tall)) < 0.1


@given(st.lists(st.one_of(st.none(), st.floats(0, 1)), max_size=30), texts())
def test_a_line_has_a_dot_for_each_value_and_gaps_where_there_is_none(values: list[float | None], words: str) -> None:
    root = parsed(drawing.line_chart([Line(values, "dotted", words)], 0.0, 1.0, ("0", "1"), (words, words), words))
    known = [value for value in values if value is not None]
    dots = root.findall(f"{SVG}circle")
    assert len(dots) == len(known)
    heights = [float(str(dot.get("cy"))) for dot in dots]
    assert all(abs(height - (18 + 120 * (1 - value))) < 0.1 for height, value in zip(heights, known, strict=True))
    points = [point for line in root.findall(f"{SVG}polyline") for point in str(line.get("points")).split()]
    assert len(points) == len(known)


@given(texts(40))
def test_words_come_back_as_they_were(words: str) -> None:
    root = parsed(drawing.bar([], words))
    fit = "".join(one for one in words if one in "\t\n\r" or (ord(one) >= 32 and one not in "\ufffe\uffff"))
    assert str(root.get("aria-label")).split() == fit.split()
