"""Nothing that a mapping can say answers a question on a site."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import studyapp_platform
from studyapp import BadAddress
from studyapp_platform import fetching, mapping, reporting, schema
from studyapp_platform.schema import FIELDS, MAPPING, POINTS, Leaf, Names, Spec, Table, Takes

UP = {"points.send.row", "points.send.about", "points.drop.columns"}
"""The only tables that say what goes up."""


def leaves(spec: Spec, path: tuple[str, ...] = ()) -> Iterator[tuple[str, Leaf]]:
    if isinstance(spec, Leaf):
        yield ".".join(path), spec
    elif isinstance(spec, Names):
        yield ".".join(path), spec.of
    else:
        for name, one in spec.fields.items():
            yield from leaves(one, (*path, name))


def test_what_goes_up_is_chosen_from_a_closed_list_of_points() -> None:
    assert set(FIELDS) == {
        "id", "learner", "account", "name", "unit", "activity", "day", "points", "answers", "right", "minutes"
    }  # fmt: skip
    found = {path: leaf for path, leaf in leaves(MAPPING) if path in UP}
    assert found.keys() == UP
    assert all(leaf.takes is Takes.WORD and set(leaf.words) <= set(FIELDS) for leaf in found.values())


def test_nothing_under_points_is_an_expression_or_reads_from_the_site() -> None:
    takes = {leaf.takes for _path, leaf in leaves(POINTS)}
    assert takes == {Takes.TEXT, Takes.TARGET, Takes.WORD}
    texts = {path for path, leaf in leaves(POINTS) if leaf.takes is Takes.TEXT}
    assert texts == {"plan", "activity", "account", "state", "send.rows", "drop.folder", "drop.file"}


def test_only_points_name_a_method_and_there_is_one_place_to_send_to() -> None:
    assert [path for path, leaf in leaves(MAPPING) if leaf.words == ("POST", "PUT")] == ["points.send.method"]
    assert [path for path, leaf in leaves(MAPPING) if leaf.takes is Takes.TARGET] == [
        "decks.get", "boards.get", "points.send.to"
    ]  # fmt: skip
    assert isinstance(POINTS, Table) and not POINTS.many


def test_the_schema_has_no_word_for_a_learner_s_answer() -> None:
    """What has to do with answers stands under the questions that are read, or is a number of points."""
    spoken = {path for path, _leaf in leaves(MAPPING) if re.search("answer|submit|response|given|paper|exam", path)}
    assert spoken == {"decks.questions.answer", "decks.questions.answer_is"}


def test_one_function_writes_and_one_place_calls_it() -> None:
    folder = Path(inspect.getfile(studyapp_platform)).parent
    code = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.py")}
    assert [name for name, text in code.items() if "fetching.send(" in text] == ["reporting.py"]
    assert [name for name, text in code.items() if "http.client" in text or "urllib.request" in text] == ["fetching.py"]
    assert {name for name, text in code.items() if re.search(r"\bPOST\b", text)} == {"schema.py", "mapping.py"}


def test_a_row_is_put_together_from_days_and_no_question_is_within_reach() -> None:
    assert {one.name for one in fields(mapping.PointsMap)} == {"plan", "activity", "account", "state", "send", "drop"}
    assert not {"questions", "sources", "decks"} & vars(reporting).keys()


@pytest.mark.parametrize(
    "address",
    [
        "/api/saveAnswer", "/exam/submit_answer", "/paper/submitPaper", "/api/commit-exam", "/user/handIn",
        "/q?id=5&answer=A", "/calculateBattleResults", "/api/saveUserAnswers", "/quiz/postAnswer",
    ],
)  # fmt: skip
@pytest.mark.parametrize("where", ["decks", "boards", "points"])
def test_an_address_that_takes_answers_is_refused(tmp_path: Path, address: str, where: str) -> None:
    path = tmp_path / "m.toml"
    part = {
        "decks": f'[[decks]]\nname = "d"\nget = "{address}"\n[decks.questions]\neach = "l"\nprompt = "p"\n'
        'answer = "a"\n',
        "boards": f'[[boards]]\nscope = "d"\ntitle = "t"\nget = "{address}"\n[boards.places]\neach = "l"\nname = "p"\n'
        'points = "a"\n',
        "points": f'[points.send]\nto = "{address}"\n[points.send.row]\nd = "day"\n',
    }[where]
    path.write_text(f'name = "x"\nsite = "https://a.example"\n{part}', encoding="utf-8")
    with pytest.raises(BadAddress, match="不替任何人答题"):
        mapping.load(path)
    path.write_text(path.read_text(encoding="utf-8").replace(address, "/api/list"), encoding="utf-8")
    assert mapping.load(path)


def test_addresses_that_only_read_pass(tmp_path: Path) -> None:
    for address in ("/api/answers/list", "/exam/questions?withAnswer=1", "/paper/42", "/api/answerRank"):
        path = tmp_path / "m.toml"
        path.write_text(
            f'name = "x"\nsite = "https://a.example"\n[[decks]]\nname = "d"\nget = "{address}"\n'
            '[decks.questions]\neach = "l"\nprompt = "p"\nanswer = "a"\n', encoding="utf-8"
        )  # fmt: skip
        assert mapping.load(path)


names = st.text(min_size=1, max_size=12).filter(lambda text: text.isprintable() and text.strip() != "")


@given(
    st.dictionaries(names, st.sampled_from(FIELDS), min_size=1, max_size=5),
    st.dictionaries(names, st.sampled_from(["activity", "account"]), max_size=2),
    st.lists(names.filter(lambda one: "." not in one), max_size=3),
)
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_every_value_of_a_body_is_one_of_the_row(row: dict[str, str], about: dict[str, str], rows: list[str]) -> None:
    """Whatever a mapping calls them, the values are points, dates and who it is."""
    send = mapping.Send("/p", "POST", tuple(rows), row, about)
    points = mapping.PointsMap(None, "act-1", "acc-1", Path(), send, None)
    told: dict[str, str | int] = {name: f"<{name}>" for name in FIELDS}
    body = json.loads(reporting.body_of(send, points, [told]))
    assert set(values(body)) <= {*told.values(), "act-1", "acc-1"}


def values(body: Any) -> Iterator[Any]:
    inner = body.values() if isinstance(body, dict) else body if isinstance(body, list) else None
    if inner is None:
        yield body
    else:
        for one in inner:
            yield from values(one)


def test_reading_is_by_get_alone() -> None:
    source = inspect.getsource(fetching.get)
    assert '"GET"' in source and list(inspect.signature(fetching.get).parameters) == ["site", "target"]
    assert schema.MAPPING is MAPPING
