"""Lines of keys: held against what the standard library reads."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp.activity.places import Path, Places

DOCUMENT = '''\
title = "a # no comment"   # a comment
'quoted key' = 1
a.b."c.d" = [
  1, # one
  [2, 3],
  { x = 1, y.z = "}" },
]
text = """
[no.table]
no = "key" """
raw = \'\'\'
also = 'none\'\'\'\'

[owner.of]
when = 1979-05-27 07:32:00
[owner]
name = "late"

[[fruit]]
name = "apple"
[fruit.body]
colour = "red"
[[fruit.variety]]
name = "red delicious"
[[fruit.variety]]
name = "granny smith"

[[fruit]]
[[fruit.variety]]
name = "plantain"
'''


def paths(value: object, path: Path = ()) -> Iterator[Path]:
    yield path
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from paths(inner, (*path, key))
    if isinstance(value, list):
        for number, inner in enumerate(value):
            yield from paths(inner, (*path, number))


def test_every_value_has_its_line() -> None:
    places = Places(DOCUMENT)
    found = {path: places.line(path) for path in paths(tomllib.loads(DOCUMENT))}
    assert found == {
        (): 1,
        ("title",): 1,
        ("quoted key",): 2,
        ("a",): 3,
        ("a", "b"): 3,
        ("a", "b", "c.d"): 3,
        ("a", "b", "c.d", 0): 4,
        ("a", "b", "c.d", 1): 5,
        ("a", "b", "c.d", 1, 0): 5,
        ("a", "b", "c.d", 1, 1): 5,
        ("a", "b", "c.d", 2): 6,
        ("a", "b", "c.d", 2, "x"): 6,
        ("a", "b", "c.d", 2, "y"): 6,
        ("a", "b", "c.d", 2, "y", "z"): 6,
        ("text",): 8,
        ("raw",): 11,
        ("owner",): 16,
        ("owner", "of"): 14,
        ("owner", "of", "when"): 15,
        ("owner", "name"): 17,
        ("fruit",): 19,
        ("fruit", 0): 19,
        ("fruit", 0, "name"): 20,
        ("fruit", 0, "body"): 21,
        ("fruit", 0, "body", "colour"): 22,
        ("fruit", 0, "variety"): 23,
        ("fruit", 0, "variety", 0): 23,
        ("fruit", 0, "variety", 0, "name"): 24,
        ("fruit", 0, "variety", 1): 25,
        ("fruit", 0, "variety", 1, "name"): 26,
        ("fruit", 1): 28,
        ("fruit", 1, "variety"): 29,
        ("fruit", 1, "variety", 0): 29,
        ("fruit", 1, "variety", 0, "name"): 30,
    }


@pytest.mark.parametrize(("path", "line"), [(("fruit", 1, "name"), 28), (("owner", "of", "whom"), 14), (("none",), 1)])
def test_what_is_not_there_has_the_line_of_what_it_would_be_in(path: Path, line: int) -> None:
    assert Places(DOCUMENT).line(path) == line


keys = st.from_regex(r"[a-z]{1,3}", fullmatch=True) | st.sampled_from(['"k.k"', "'#'", '"a\\"b"'])
scalars = st.sampled_from(
    ["1", "1.5", "true", "2021-04-01", "2021-04-01 08:00:00", '"]}#,"', "'\\'", '"""\n[x]\n"""', "'''a''''", '"\\\\"']
)
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda some: "[" + ", # [\n".join(some) + "\n]")
        | st.dictionaries(keys, inner, max_size=3).map(
            lambda some: "{" + ", ".join(f"{key} = {one}" for key, one in some.items()) + "}"
        )
    ),
    max_leaves=6,
)
lines = st.tuples(keys, values).map(lambda pair: f"{pair[0]} = {pair[1]}") | keys.map("[{}]".format)
documents = st.lists(lines | keys.map("[[{}]]".format), max_size=12).map("\n".join)


@given(documents)
def test_every_value_of_any_document_has_a_line_of_its_own(text: str) -> None:
    """And a key's line has that key in it."""
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    places = Places(text)
    for path in paths(values):
        if path and isinstance(path[-1], str):
            assert path[-1].replace('"', '\\"') in places.row(places.line(path)), (path, places.line(path))
