"""A mapping that is wrong is told with file, line and key."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studyapp import BadAddress
from studyapp.testing import device_for_tests
from studyapp_platform.expressions import BadExpression, ask, compiled
from studyapp_platform.mapping import load
from studyapp_platform.places import lines_of
from studyapp_platform.remote import PlatformKind
from tests.plugins.studyapp_platform.conftest import EXAMPLES

HEAD = 'name = "x"\nsite = "https://a.example"\n'
DECK = HEAD + '[[decks]]\nname = "d"\nget = "/q"\n[decks.questions]\neach = "l"\nprompt = "p"\nanswer = "a"\n'
POINTS = HEAD + '[points]\n[points.send]\nto = "/p"\n[points.send.row]\nd = "day"\n'


def told(folder: Path, text: str) -> BadAddress:
    path = folder / "m.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadAddress) as error:
        load(path)
    error.value.why.text.format_map(error.value.why.arguments)
    return error.value


@pytest.mark.parametrize(
    ("text", "line", "key"),
    [
        (DECK.replace('"p"', '"p["'), 8, "decks.1.questions.prompt"),
        (DECK.replace("prompt", "promt"), 8, "decks.1.questions.promt"),
        (DECK.replace('prompt = "p"\n', ""), 6, "decks.1.questions"),
        (DECK.replace("https:", "ftp:"), 2, "site"),
        (DECK.replace("https:", "http:"), 2, "site"),
        (DECK.replace("a.example", "u:p@a.example"), 2, "site"),
        (DECK.replace("a.example", "a.example:99999"), 2, "site"),
        (DECK.replace("/q", "q"), 5, "decks.1.get"),
        (DECK.replace("/q", "//evil.example/q"), 5, "decks.1.get"),
        (DECK.replace("/q", "/q r"), 5, "decks.1.get"),
        (DECK.replace('get = "/q"', 'get = "/q"\nfile = "x.json"'), 3, "decks.1"),
        (DECK + 'answer_is = "magic"\n', 10, "decks.1.questions.answer_is"),
        (DECK + '[decks.questions.kinds]\n"1" = "essay"\n', 11, "decks.1.questions.kinds.1"),
        (DECK + "html = 1\n", 10, "decks.1.questions.html"),
        (DECK + '[decks.pages]\nparameter = "p"\n', 10, "decks.1.pages"),
        (DECK + '[decks.pages]\nparameter = "p"\ncursor = "a[0]"\n', 12, "decks.1.pages.cursor"),
        (DECK + '[decks.pages]\nparameter = "p"\ncursor = "join(`,`, a)"\n', 12, "decks.1.pages.cursor"),
        (DECK + DECK.partition('example"\n')[2], 10, "decks.2"),
        (DECK.replace('each = "l"\n', ""), 6, "decks.1.questions"),
        (HEAD + "timeout = 0\n" + DECK[len(HEAD) :], 3, "timeout"),
        (HEAD + "decks = 1\n", 3, "decks"),
        (HEAD + '[headers]\nHost = "x"\n' + DECK[len(HEAD) :], 4, "headers.Host"),
        (HEAD + '[headers]\n"A B" = "x"\n' + DECK[len(HEAD) :], 4, "headers.A B"),
        (HEAD + '[headers]\nA = "{t}"\n' + DECK[len(HEAD) :], 4, "headers.A"),
        (HEAD + '[secrets]\nt = "hunter2"\n' + DECK[len(HEAD) :], 4, "secrets.t"),
        (HEAD + '[secrets]\nt = "file:../t"\n' + DECK[len(HEAD) :], 4, "secrets.t"),
        (HEAD, 1, ""),
        (POINTS.replace('"day"', '"answer"'), 7, "points.send.row.d"),
        (POINTS.replace('"day"', '"points"'), 3, "points"),
        (POINTS.replace("[points.send.row]\n", ""), 6, "points.send.d"),
        (POINTS + '[points.drop]\nfolder = "f"\n[points.drop.columns]\nd = "day"\n', 3, "points"),
        (POINTS + '[points.send.about]\na = "activity"\n', 4, "points.send"),
        (POINTS.replace("[points]\n", '[points]\nplan = "none.toml"\n'), 4, "points.plan"),
        (POINTS.replace('to = "/p"\n', 'to = "/p"\nmethod = "DELETE"\n'), 6, "points.send.method"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_line_and_key(tmp_path: Path, text: str, line: int, key: str) -> None:
    why = told(tmp_path, text).why
    assert (why.arguments["file"], why.arguments["line"], why.arguments["key"]) == ("m.toml", line, key)


def test_a_bad_plan_is_told_with_its_own_line(tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text('id = "a"\nname = 3\n', encoding="utf-8")
    why = told(tmp_path, POINTS.replace("[points]\n", '[points]\nplan = "plan.toml"\n')).why
    assert (why.arguments["line"], why.arguments["plan"], why.arguments["row"]) == (4, "plan.toml", 2)


@pytest.mark.parametrize("text", ["a = ", "a = 1\na = 2\n", "[" * 5_000, "\ufffe", "name = 'x'\n" + "#" * (1 << 18)])
def test_what_is_no_toml_is_told(tmp_path: Path, text: str) -> None:
    assert "TOML" in told(tmp_path, text).why.text


def test_a_mapping_that_is_not_there_is_told(tmp_path: Path) -> None:
    for place in (f"{tmp_path}/none.toml", str(tmp_path), "", "\0", "m.toml"):
        with pytest.raises(BadAddress, match="打不开映射文件"):
            PlatformKind().open(f"platform:{place}", device_for_tests())


def test_nothing_of_a_secret_is_in_a_sentence(tmp_path: Path) -> None:
    why = told(tmp_path, HEAD + '[secrets]\nt = "hunter2"\n' + DECK[len(HEAD) :]).why
    assert "hunter2" not in why.text.format_map(why.arguments)


@pytest.mark.parametrize("text", [DECK, POINTS, "plain_http = true\n" + DECK.replace("https:", "http:")])
def test_a_mapping_with_the_least_that_is_needed(tmp_path: Path, text: str) -> None:
    (tmp_path / "m.toml").write_text("\ufeff" + text.replace("\n", "\r\n"), encoding="utf-8")
    assert load(tmp_path / "m.toml").name == "x"


def test_an_expression_takes_words_of_any_script() -> None:
    row = {"题目": {"内容": 1}, "选项A": "甲", "选项B": "乙", "a b": 3, "A": 4}
    texts = ("题目.内容", "[选项A, 选项B]", '"a b"', "A", "'题目'", "没有", '`"题"`')
    found = [ask(compiled(one), row) for one in texts]
    assert found == [1, ["甲", "乙"], 3, 4, "题目", None, "题"]


@pytest.mark.parametrize("text", ["", " ", "a..b", "a[", "nope(a)(", "a" * 501, "(" * 400, "`x`"])
def test_what_is_no_expression(text: str) -> None:
    with pytest.raises(BadExpression):
        compiled(text)


@given(st.text(alphabet="ab.[]*@|&(){}:,`'\"?=!<> 题1", max_size=30), st.recursive(
    st.none() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "b", "题"]), inner, max_size=3),
    max_leaves=8,
))  # fmt: skip
def test_no_expression_and_no_data_break_it(text: str, data: object) -> None:
    try:
        expression = compiled(text)
    except BadExpression:
        return
    ask(expression, data)


@pytest.mark.parametrize("example", ["site.toml", "export.toml"])
def test_every_key_of_an_example_is_found_in_its_line(example: str) -> None:
    text = (EXAMPLES / example).read_text(encoding="utf-8")
    rows, lines = text.split("\n"), lines_of(text)

    def walk(value: object, path: tuple[str | int, ...]) -> None:
        if isinstance(value, dict):
            for name, one in value.items():
                walk(one, (*path, name))
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            for place, one in enumerate(value):
                walk(one, (*path, place))
        if path and isinstance(path[-1], str) and not isinstance(value, dict | list):
            assert path[-1] in rows[lines[path] - 1].partition("=")[0]

    walk(tomllib.loads(text), ())


def test_texts_of_several_lines_hide_no_key() -> None:
    text = 'a = """\nb = 1\n"""\nc = [\n  "d = 1",\n]\n[t]\ne.f = 1\n[[u.v]]\ng = 1\n[[u.v]]\n"h i" = 1\n'
    assert lines_of(text) == {
        ("a",): 1, ("c",): 4, ("t",): 7, ("t", "e", "f"): 8, ("u", "v", 0): 9, ("u", "v", 0, "g"): 10,
        ("u", "v", 1): 11, ("u", "v", 1, "h i"): 12,
    }  # fmt: skip
