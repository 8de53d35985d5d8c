"""Every way in which banks in JSON are known to be written, with random questions in each."""

from __future__ import annotations

import html
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studyapp import JUDGE_CHOICES, Choices, Deck, Kind, Question, Source
from studyapp_interchange.foreign_json import ForeignJsonReader, JsonLinesReader
from tests.support import examples

WORDS = st.text(st.sampled_from("甲乙丙丁社保就业劳动合同缴费年限月日工伤失业养老"), min_size=4, max_size=12)


@st.composite
def chosen(draw: st.DrawFn) -> Question:
    """A question with choices that are all different and no letters or truths."""
    choices = tuple(draw(st.lists(WORDS, min_size=3, max_size=5, unique=True)))
    several = draw(st.booleans())
    size = (2, len(choices)) if several else (1, 1)
    right = draw(st.sets(st.integers(0, len(choices) - 1), min_size=size[0], max_size=size[1]))
    kind = Kind.MULTIPLE if several else Kind.SINGLE
    return Question(kind=kind, prompt=draw(WORDS) + "是（ ）。", choices=choices, answer=Choices(tuple(sorted(right))))


@st.composite
def judged(draw: st.DrawFn) -> Question:
    right = Choices((draw(st.integers(0, 1)),))
    return Question(kind=Kind.JUDGE, prompt=draw(WORDS) + "可以办理。", choices=JUDGE_CHOICES, answer=right)


def right(question: Question) -> tuple[int, ...]:
    assert isinstance(question.answer, Choices)
    return question.answer.right


def letters(question: Question) -> str:
    return "".join("ABCDEF"[one] for one in right(question))


Row = Callable[[Question], dict[str, Any]]
CHOSEN: dict[str, Row] = {
    "letters": lambda q: {"title": q.prompt, "option": list(q.choices), "answer": letters(q)},
    "own letters": lambda q: {
        "question": q.prompt,
        "options": [f"{'ABCDEF'[number]}. {one}" for number, one in enumerate(q.choices)],
        "answer": ",".join(letters(q)),
    },
    "object": lambda q: {"题干": q.prompt, "选项": dict(zip("ABCDEF", q.choices, strict=False)),
    "正确答案": letters(q)},
    "lower object": lambda q: {"q": q.prompt, "options": dict(zip("abcdef", q.choices, strict=False)),
                               "ans": letters(q).lower()},
    "label and text": lambda q: {
        "content": q.prompt,
        "options": [{"label": "ABCDEF"[number], "text": one} for number, one in enumerate(q.choices)],
        "answer": list(letters(q)),
    },
    "key and value": lambda q: {
        "stem": q.prompt,
        "optionList": [{"value": one, "key": "ABCDEF"[number]} for number, one in enumerate(q.choices)],
        "rightAnswer": letters(q),
    },
    "ids": lambda q: {
        "questionContent": q.prompt,
        "options": [{"id": 900 + number, "content": one} for number, one in enumerate(q.choices)],
        "answer": [900 + one for one in right(q)],
    },
    "flags": lambda q: {
        "stem": q.prompt,
        "answers": [{"content": one, "isCorrect": number in right(q)} for number, one in enumerate(q.choices)],
    },
    "pairs": lambda q: {"stem": q.prompt, "options": [[one, number in right(q)] for number,
    one in enumerate(q.choices)]},
    "texts": lambda q: {"question": q.prompt, "choices": list(q.choices),
    "correct_answer": [q.choices[one] for one in right(q)]},
    "joined texts": lambda q: {"题目": q.prompt, "选项": list(q.choices),
    "答案": ";".join(q.choices[one] for one in right(q))},
    "fields": lambda q: {"题目": q.prompt, "答案": letters(q)}
    | {f"选项{'ABCDEF'[number]}": one for number, one in enumerate(q.choices)},
    "bare fields": lambda q: {"title": q.prompt, "answer": letters(q)}
    | {"ABCDEF"[number]: one for number, one in enumerate(q.choices)},
    "numbered fields": lambda q: {"question": q.prompt, "answer": letters(q)}
    | {f"option{number + 1}": one for number, one in enumerate(q.choices)},
    "lines": lambda q: {"question": q.prompt, "options": "\n".join(
        f"{'ABCDEF'[number]}、{one}" for number, one in enumerate(q.choices)), "answer": letters(q)},
    "one line": lambda q: {"question": q.prompt, "options": " ".join(
        f"{'ABCDEF'[number]}.{one}" for number, one in enumerate(q.choices)), "answer": letters(q)},
    "bars": lambda q: {"question": q.prompt, "options": "|".join(q.choices), "answer": letters(q)},
    "text in text": lambda q: {"question": q.prompt, "options": json.dumps(q.choices), "answer": letters(q)},
    "letters and texts": lambda q: {"question": q.prompt, "options": list(q.choices), "answer": "、".join(
        f"{'ABCDEF'[one]}.{q.choices[one]}" for one in right(q))},
    "markup": lambda q: {"title": f"<p>{html.escape(q.prompt)}&nbsp;</p>", "options": [
        f"<span>{one}</span><br/>" for one in q.choices], "answer": f"<p>{letters(q)}</p>"},
    "single members": lambda q: {"question": q.prompt, "options": [
        {"ABCDEF"[number]: one} for number, one in enumerate(q.choices)], "answer": letters(q)},
    "in the text": lambda q: {"type": "", "content": q.prompt + " ".join(
        f"{'ABCDEF'[number]}.{one}" for number, one in enumerate(q.choices)), "answer": letters(q)},
    "under a title": lambda q: {"title": q.prompt, "answer": letters(q), "content": "\n".join(
        f"{'ABCDEF'[number]}.{one}" for number, one in enumerate(q.choices))},
    "noted": lambda q: {"题目": f"7. ({'单选题' if q.kind is Kind.SINGLE else '多选题'}){q.prompt}",
                        "选项": list(q.choices), "答案": letters(q)},
    "inner": lambda q: {"question": {"text": q.prompt, "image": ""}, "options": list(q.choices),
                        "answer": {"answer": letters(q)}},
}  # fmt: skip
JUDGED: dict[str, Row] = {
    "word": lambda q: {"题干": q.prompt, "题型": "判断题", "答案": "对" if right(q) == (0,) else "错"},
    "bool": lambda q: {"question": q.prompt, "answer": right(q) == (0,)},
    "mark": lambda q: {"title": q.prompt, "type": "judge", "answer": "√" if right(q) == (0,) else "×"},
    "number": lambda q: {"title": q.prompt, "type": "judge", "answer": 1 - right(q)[0]},
    "letter of two": lambda q: {"title": q.prompt, "options": ["A. 正确", "B. 错误"], "answer": letters(q)},
    "letter of two, turned": lambda q: {"title": q.prompt, "options": ["错", "对"], "answer": "BA"[right(q)[0]]},
    "letter of none": lambda q: {"title": q.prompt, "type": "判断", "options": [], "answer": letters(q)},
    "none of four": lambda q: {"title": q.prompt, "type": "判断", "A": "对", "B": "错", "C": "", "D": "",
    "answer": letters(q)},
}  # fmt: skip


def dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


def bare(rows: list[dict[str, Any]]) -> str:
    """A script with names out of quotes, texts in single ones, comments, and a comma too many."""
    lines = [
        "{" + ", ".join(f"{name}: {scripted(value)}" if name.isidentifier() else f"'{name}': {scripted(value)}"
                        for name, value in row.items()) + ",},"
        for row in rows
    ]  # fmt: skip
    return "// 题库\nvar bank = [\n" + " /* 一题 */\n".join(lines) + "\n];\n"


def scripted(value: object) -> str:
    if isinstance(value, str):
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'"
    return json.dumps(value, ensure_ascii=False)


FILES: dict[str, Callable[[list[dict[str, Any]]], bytes]] = {
    "list": lambda rows: dumped(rows).encode(),
    "dump": lambda rows: json.dumps({"code": 0, "msg": "ok", "data": {"total": 9, "list": rows}}).encode(),
    "BOM": lambda rows: dumped({"RECORDS": rows}).encode("utf-8-sig"),
    "GBK": lambda rows: dumped(rows).encode("gb18030"),
    "UTF-16": lambda rows: dumped(rows).encode("utf-16"),
    "script": lambda rows: bare(rows).encode(),
    "module": lambda rows: f"'use strict';\nmodule.exports = {{ questions: {dumped(rows)} }};\n".encode(),
    "export": lambda rows: f"export default {dumped(rows)}\n".encode(),
    "one after another": lambda rows: "\n".join(map(dumped, rows)).encode(),
    "commas": lambda rows: ("[" + "".join(dumped(row) + ",\n" for row in rows) + "]").encode(),
    "no commas": lambda rows: ("[" + "\n".join(map(dumped, rows)) + "]").encode(),
    "by number": lambda rows: dumped({str(number): row for number, row in enumerate(rows, 1)}).encode(),
}


def asked(deck: Deck) -> list[Question]:
    return [Question(kind=one.question.kind, prompt=one.question.prompt, choices=one.question.choices,
                     answer=one.question.answer) for one in deck.items]  # fmt: skip


@pytest.mark.parametrize("shape", CHOSEN)
@settings(deadline=None, max_examples=examples(20))
@given(st.lists(chosen(), min_size=1, max_size=4), st.sampled_from(sorted(FILES)))
def test_choices_are_read_in_every_shape(shape: str, wanted: list[Question], file: str) -> None:
    data = FILES[file]([CHOSEN[shape](one) for one in wanted])
    assert ForeignJsonReader().sniff(data) >= 0.5
    deck = ForeignJsonReader().read(Source("b.json", data))
    assert asked(deck) == wanted
    assert not [flaw for flaw in deck.flaws if flaw.severity == "error"]


@pytest.mark.parametrize("shape", JUDGED)
@settings(deadline=None, max_examples=examples(20))
@given(st.lists(judged(), min_size=1, max_size=4), st.sampled_from(sorted(FILES)))
def test_judgements_are_read_in_every_shape(shape: str, wanted: list[Question], file: str) -> None:
    deck = ForeignJsonReader().read(Source("b.json", FILES[file]([JUDGED[shape](one) for one in wanted])))
    assert asked(deck) == wanted


@pytest.mark.parametrize("base", [0, 1])
@settings(deadline=None, max_examples=examples(20))
@given(st.lists(chosen(), min_size=14, max_size=20), st.booleans())
def test_places_are_counted_as_the_whole_file_counts(base: int, wanted: list[Question], worded: bool) -> None:
    if not any(0 in right(one) for one in wanted):
        return
    places = [[one + base for one in right(question)] for question in wanted]
    rows = [
        {"q": one.prompt, "o": list(one.choices), "a": (",".join(map(str, place)) if worded else place)}
        for one, place in zip(wanted, places, strict=True)
    ]
    assert asked(ForeignJsonReader().read(Source("b.json", dumped(rows).encode()))) == wanted


@settings(deadline=None, max_examples=examples(20))
@given(st.lists(chosen(), min_size=2, max_size=4), st.sampled_from(sorted(CHOSEN)), st.sampled_from(["", ","]))
def test_lines_are_read_in_every_shape(wanted: list[Question], shape: str, comma: str) -> None:
    text = "".join(json.dumps(CHOSEN[shape](one), ensure_ascii=False) + comma + "\n" for one in wanted)
    for data in (text.encode("utf-8-sig"), text.encode("gb18030")):
        assert JsonLinesReader().sniff(data) > ForeignJsonReader().sniff(data)
        assert asked(JsonLinesReader().read(Source("b.jsonl", data))) == wanted


@settings(deadline=None, max_examples=examples(20))
@given(st.lists(chosen(), min_size=3, max_size=6))
def test_tables_and_objects_of_answers_are_read(wanted: list[Question]) -> None:
    single = [one for one in wanted if one.kind is Kind.SINGLE and len({q.prompt for q in wanted}) == len(wanted)]
    if len(single) < 2:
        return
    width = min(len(one.choices) for one in single)
    cells = [[one.prompt, *one.choices[:width], letters(one)] for one in single]
    cut = [q for q in single if len(q.choices) == width]
    texts = {
        "headed": dumped([["题干", *"ABCDE"[:width], "答案"], *cells]),
        "bare": dumped(cells),
        "split": dumped({"columns": ["题干", *"ABCDE"[:width], "答案"], "data": cells}),
    }
    for text in texts.values():
        found = asked(ForeignJsonReader().read(Source("b.json", text.encode())))
        assert [one for one in found if one in cut] == cut
    listed = dumped([[one.prompt, list(one.choices), letters(one)] for one in single])
    mapped = dumped({"|".join([one.prompt, *one.choices]): one.choices[right(one)[0]] for one in single})
    for text in (listed, mapped):
        assert ForeignJsonReader().sniff(text.encode()) >= 0.5
        assert asked(ForeignJsonReader().read(Source("b.json", text.encode()))) == single
