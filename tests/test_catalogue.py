"""Two languages: nothing is said that is not in the catalogues, and nothing stands in them that is not said."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

from tests.catalogue.extraction import CHINESE, Module, Msgid, early, hidden, modules, msgids, unmarked
from tests.catalogue.files import LANGUAGES, Domain, compiled, domains, entries, untranslated, updated
from tests.support import ROOT

DOMAINS = domains()

NOT_FOR_READING = {
    "studyapp/cli/understanding.py": "what a learner may type as an answer",
    "studyapp/cli/exam_understanding.py": "what a learner may type in a paper",
    "studyapp/cli/gaps.py": "how question banks print a gap",
    "studyapp/activity/reading.py": "what units may call kinds and periods",
    "studyapp/activity/tables.py": "the last sign of what units call kinds",
    "studyapp/activity/syntax.py": "signs of a Chinese keyboard, and how dates are written",
    "studyapp/envelope/layout.py": "the first and the last of the characters that may be in the name of a file",
    "studyapp/wording.py": "the brackets of a Chinese law's title and number",
    "studyapp/testing.py": "questions that a plugin's test is made of",
    "studyapp/desk/files.py": "a folder as Chinese systems name it",
    "studyapp/model/question.py": "the two choices of every true/false question",
    "studyapp/tui/kinsoku.py": "signs that begin or end no line",
    "studyapp/tui/screens/palette.py": "the name of a language, in that language",
    "studyapp/tui/screens/settings.py": "the name of a language, in that language",
    "studyapp/tui/screens/tour.py": "the name of a language, in that language",
    **dict.fromkeys(
        (f"studyapp/{name}.py" for name in ("identity", "importing/linking")), "what makes two questions the same"
    ),
    **dict.fromkeys(
        (
            f"studyapp/lint/{name}.py"
            for name in ("alike", "choices", "explanation", "quotation", "statements", "texts")
        ),
        "what questions and their explanations say",
    ),
    **dict.fromkeys(
        (f"studyapp/paper/{name}.py" for name in ("letters", "shuffling")), "what options and explanations say"
    ),
    **dict.fromkeys(
        (f"studyapp/grading/{name}.py" for name in ("blanks", "normal", "numerals", "recording")), "what answers hold"
    ),
}
"""Where Chinese stands that the app does not say."""


def parametrize_domains() -> pytest.MarkDecorator:
    pairs = [(domain, spoken) for domain in DOMAINS for spoken in LANGUAGES]
    return pytest.mark.parametrize(("domain", "spoken"), pairs, ids=[f"{one.name}-{spoken}" for one, spoken in pairs])


@pytest.fixture(scope="module")
def code() -> list[Module]:
    """The whole code, read once."""
    return [module for domain in DOMAINS for module in modules(domain.code)]


@cache
def said_in(folder: Path) -> set[Msgid]:
    return msgids(folder)


@parametrize_domains()
def test_the_catalogue_has_what_the_code_says_and_nothing_else(domain: Domain, spoken: str) -> None:
    kept = domain.po(spoken).read_bytes()
    assert updated(kept, spoken, said_in(domain.code)) == kept, "run: python -m tests.catalogue"


@parametrize_domains()
def test_the_compiled_file_is_that_of_the_catalogue(domain: Domain, spoken: str) -> None:
    assert domain.mo(spoken).read_bytes() == compiled(domain.po(spoken).read_bytes(), spoken)


@parametrize_domains()
def test_everything_is_translated(domain: Domain, spoken: str) -> None:
    assert untranslated(domain.po(spoken).read_bytes(), spoken) == []


@parametrize_domains()
def test_a_translation_has_the_same_fields_as_the_text(domain: Domain, spoken: str) -> None:
    found = entries(domain.po(spoken).read_bytes(), spoken)
    assert [one for one in found for form in one.forms if fields(form) != fields(one.text)] == []


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@parametrize_domains()
def test_english_is_written_with_english_signs(domain: Domain, spoken: str) -> None:
    found = entries(domain.po(spoken).read_bytes(), spoken)
    assert [
        one for one in found for form in one.forms if CHINESE.search(form) or '"' in form.replace('".txt"', "")
    ] == []


@parametrize_domains()
def test_a_translation_begins_and_ends_with_the_same_space(domain: Domain, spoken: str) -> None:
    """But for signs of full width, which bring their space along."""
    found = entries(domain.po(spoken).read_bytes(), spoken)
    wrong = [
        one
        for one in found
        for form in one.forms
        if (CHINESE.match(one.text[0]) is None and form[0].isspace() != one.text[0].isspace())
        or (CHINESE.match(one.text[-1]) is None and form[-1].isspace() != one.text[-1].isspace())
    ]
    assert wrong == []


def test_one_text_is_not_both_counted_and_not() -> None:
    for domain in DOMAINS:
        keys = Counter((one.text, one.context) for one in said_in(domain.code))
        assert [key for key, times in keys.items() if times > 1] == []


def test_every_text_stands_in_the_code_as_it_is(code: list[Module]) -> None:
    handed_on = {
        ROOT / "studyapp" / "words.py",  # where a text that was handed in is handed on to gettext
        ROOT / "studyapp" / "envelope" / "wire.py",  # where a sentence comes from another program
    }
    assert [place for module in code if module.path not in handed_on for place in hidden(module)] == []


def test_nothing_is_put_into_words_before_a_language_is_chosen(code: list[Module]) -> None:
    assert [place for module in code for place in early(module)] == []


def test_chinese_that_is_not_marked_is_none_that_anybody_reads(code: list[Module]) -> None:
    house = [module for module in code if module.path.is_relative_to(ROOT / "studyapp")]
    found = {module.path.relative_to(ROOT).as_posix(): unmarked(module) for module in house}
    assert {path: texts for path, texts in found.items() if texts and path not in NOT_FOR_READING} == {}
    assert [path for path in NOT_FOR_READING if not found.get(path)] == []


def test_extraction_sees_what_it_should(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(
        'A = N_("甲")\nB = _("乙")\n'
        'def f(x):\n    _(x.text), _(T[x]), plural("丙", 2), pgettext("c", "丁"), m.Message("戊" "己")\n'
        '    _(x), _(f"{x}庚"), _("辛" + x), Message(x), plural(T[x], 1), "壬"\n',
        encoding="utf-8",
    )
    (module,) = modules(tmp_path)
    assert {(one.text, one.context, one.counted) for one in msgids(tmp_path)} == {
        ("甲", "", False), ("乙", "", False), ("丙", "", True), ("丁", "c", False), ("戊己", "", False)
    }  # fmt: skip
    assert len(hidden(module)) == 5
    assert [place.partition(": ")[2] for place in early(module)] == ["_('乙')"]
    assert sorted(place[-2] for place in unmarked(module)) == ["壬", "庚", "辛"]
