"""Every layout of text that is met in the field, whole and broken: what is read of it, and the report word for word."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from studyapp import Severity, Source
from studyapp_text.reader import TextReader
from tests.plugins.studyapp_text.telling import told
from tests.plugins.studyapp_text.word_miniatures import BROKEN, GOOD

HERE = Path(__file__).parent
MINIATURES, GOLDENS = HERE / "miniatures", HERE / "goldens"

LAYOUTS = {
    "lines: headings that name a chapter or a kind, declared counts, table of contents": ("headings.txt",),
    "lines: no headings, an answer line after each question": ("official.txt", "untyped.txt"),
    "lines: ids on lines of their own": ("id-lines.txt",),
    "lines: no numbers, a blank or an answer line ends a question": ("ans-macro.txt", "aiken.txt"),
    "lines: notes of the kind, rules of @ between questions": ("site-export.txt",),
    "lines: options in a row, glued, in a table, on the prompt's line": ("rows-of-options.txt",),
    "lines: boxes that are ticked": ("checkboxes.md",),
    "lines: forms of the answer, its own and the student's, before and behind the options": ("answer-forms.txt",),
    "lines: the answer is a mark at its option": ("answer-marks.txt",),
    "lines: the answer in the prompt": ("answer-in-stem.txt",),
    "lines: the key at the end, by kind": ("key-at-end.txt",),
    "lines: the key behind each chapter, ranges and single entries mixed": ("key-ranges.txt",),
    "lines: fields beside the answer": ("fields.txt",),
    "lines: rules and empty lines, within questions as well": ("separators.txt",),
    "lines: noise of papers, sites and pages": ("noise.txt",),
    "lines: cases and their questions": ("case.txt", "numbered-case.txt"),
    "lines: gaps": ("blanks.txt",),
    "lines: kinds that only the pieces tell": ("untyped.txt",),
    "lines: columns apart by |||": ("columns.txt",),
    "md: bold numbers and labels, quoted explanations": ("bold.md",),
    "md: cards": ("cards.md",),
    "docx: numbers that Word counts": ("numbered.docx",),
    "docx: typed numbers that Word would count as well": ("typed-numbers.docx",),
    "docx: soft breaks": ("soft-breaks.docx",),
    "docx: the key is a colour": ("coloured.docx",),
    "docx: tables": ("table.docx",),
    "html: homework of 学习通": ("homework.html", "old-homework.html"),
    "html: a table under the name of a spreadsheet": ("table.html",),
    "template: 考试宝": ("kaoshibao.txt", "kaoshibao.docx"),
    "template: 问卷星": ("wenjuanxing.txt",),
    "template: 学习通": ("homework.txt",),
    "template: 知识竞赛小程序": ("contest.txt",),
    "template: 道一云": ("daoyiyun.txt",),
    "template: 税务": ("tax-form.txt", "tax-form.docx"),
    "template: paired marks": ("paired.txt",),
}
"""What there is, and the miniatures that are laid out so."""

NAMES = sorted({name for names in LAYOUTS.values() for name in names})
MISTAKES = ("no-answer", "answer-outside-choices", "no-choices", "empty-prompt", "label-gap", "number-twice")
"""What is wrong in the broken miniatures, besides an end that is cut off."""

WITHOUT = {
    "aiken.txt": {"number-twice"},
    "ans-macro.txt": {"number-twice", "empty-prompt"},
    "answer-forms.txt": {"no-choices", "empty-prompt", "label-gap", "number-twice"},
    "blanks.txt": {"answer-outside-choices", "no-choices", "label-gap"},
    "cards.md": {"answer-outside-choices", "no-choices", "label-gap", "number-twice"},
    "checkboxes.md": {"answer-outside-choices", "no-choices"},
    "coloured.docx": {"answer-outside-choices", "no-choices"},
    "answer-marks.txt": {"answer-outside-choices", "no-choices"},
    "headings.txt": {"no-choices", "empty-prompt", "label-gap", "number-twice"},
    "key-ranges.txt": {"no-choices", "empty-prompt", "number-twice"},
    "numbered.docx": {"answer-outside-choices", "no-choices", "empty-prompt", "label-gap", "number-twice"},
    "numbered-case.txt": {"number-twice"},
    "case.txt": {"number-twice"},
    "tax-form.txt": {"label-gap", "number-twice"},
    "tax-form.docx": {"number-twice"},
    "untyped.txt": {"label-gap"},
    "wenjuanxing.txt": {"answer-outside-choices"},
    "answer-in-stem.txt": {"empty-prompt"},
}
"""Mistakes that a layout has no place for, or that stand in the miniature beside it."""


def source(state: str, name: str) -> Source:
    data = (GOOD if state == "good" else BROKEN).get(name)
    return Source(name, data if data is not None else (MINIATURES / state / name).read_bytes())


def held(folder: Path) -> Iterator[str]:
    return (path.name for path in folder.iterdir())


def test_no_layout_is_left_out_and_no_miniature_forgotten() -> None:
    for state, in_word in (("good", GOOD), ("broken", BROKEN)):
        assert sorted({*held(MINIATURES / state), *in_word}) == NAMES
        assert sorted(held(GOLDENS / state)) == [f"{name}.golden" for name in NAMES]


@pytest.mark.parametrize("state", ["good", "broken"])
@pytest.mark.parametrize("name", NAMES)
def test_what_is_read_and_what_is_said(name: str, state: str) -> None:
    assert told(source(state, name)) == (GOLDENS / state / f"{name}.golden").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_of_a_good_one_nothing_is_wrong(name: str) -> None:
    flaws = TextReader().read(source("good", name)).flaws
    usual = {"answer-forms.txt": ["answer-before-choices"], "coloured.docx": ["marked-key"]}
    assert [flaw.code for flaw in flaws if flaw.severity is not Severity.INFO] == usual.get(name, [])


@pytest.mark.parametrize("name", NAMES)
def test_each_mistake_is_named(name: str) -> None:
    found = {flaw.code for flaw in TextReader().read(source("broken", name)).flaws}
    assert found & set(MISTAKES) == set(MISTAKES) - WITHOUT.get(name, set())


@pytest.mark.parametrize("name", NAMES)
def test_each_line_of_a_broken_one_is_in_a_question_or_named(name: str) -> None:
    given = source("broken", name)
    deck = TextReader().read(given)
    places = [*(item.source for item in deck.items), *(flaw.where for flaw in deck.flaws)]
    lines = {line for where in places for line in range(where.line, where.last + 1)}
    if not name.endswith((".docx", ".html")):
        shown = enumerate(given.data.decode().split("\n"), 1)
        assert [number for number, text in shown if text.strip("\ufeff \t-=@") and number not in lines] == []
    assert all(flaw.snippet for flaw in deck.flaws if flaw.severity is not Severity.INFO)
