"""Every layout of interchange that is known from the field, its reader, and which miniature stands for it.

A miniature is a file of ``miniatures/good`` and one of the same name in ``miniatures/broken``; packages of Anki are
made here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from tests.plugins.studyapp_interchange import anki_files
from tests.plugins.studyapp_interchange.anki_files import Made, Type

FOLDER = Path(__file__).parent / "miniatures"

LAYOUTS = {
    "{title, option[], answer}": ("json-foreign", "json-option-list.json"),
    '{question, options["A. …"], answer}': ("json-foreign", "json-lettered-options.json"),
    "{stem, options[[text, bool]]}": ("json-foreign", "json-pairs.json"),
    "{content, options[{label, text}]}": ("json-foreign", "json-label-text.json"),
    "{question, options[{key, text}], type}": ("json-foreign", "json-key-text.json"),
    "{q, o[], a: int|[int]}": ("json-foreign", "json-numbers.json"),
    "nested chapters, sections, questions": ("json-foreign", "json-nested.json"),
    "JSON lines with trailing commas": ("jsonl", "json-lines-commas.jsonl"),
    "小包搜题: lines {q, a[], ans}": ("jsonl", "json-xiaobao.jsonl"),
    '"题干|opt|opt" to answer text': ("json-foreign", "json-dictionary.json"),
    "API dump with nested items": ("json-foreign", "json-api-dump.json"),
    "JSON in GBK with Chinese keys": ("json-foreign", "json-gbk.json"),
    "JSON, cut off": ("json-foreign", "json-cut.json"),
    "our own JSON": ("json", "json-own.json"),
    "Anki, Legacy1: fields of a choice question": ("anki", "legacy1.apkg"),
    "Anki, Legacy2: front and back": ("anki", "legacy2.apkg"),
    "Anki, Latest: cloze": ("anki", "latest.apkg"),
    "Anki, pictures and sounds": ("anki", "media.apkg"),
    "Anki, text with columns": ("anki-text", "anki-text.txt"),
    "Anki, text with commas, no markup": ("anki-text", "anki-text-plain.txt"),
    "Anki, text of several note types": ("anki-text", "anki-text-types.txt"),
    "Moodle multichoice": ("moodle", "moodle-multichoice.xml"),
    "Moodle truefalse": ("moodle", "moodle-truefalse.xml"),
    "Moodle shortanswer": ("moodle", "moodle-shortanswer.xml"),
    "Moodle numerical": ("moodle", "moodle-numerical.xml"),
    "Moodle matching": ("moodle", "moodle-matching.xml"),
    "Moodle essay, description": ("moodle", "moodle-essay.xml"),
    "Moodle cloze": ("moodle", "moodle-cloze.xml"),
    "Moodle ordering": ("moodle", "moodle-ordering.xml"),
    "Moodle gapselect, ddwtos": ("moodle", "moodle-gapselect.xml"),
    "Moodle files": ("moodle", "moodle-files.xml"),
    "Moodle, cut off": ("moodle", "moodle-cut.xml"),
    "GIFT choices, comments, categories": ("gift", "gift-choices.gift"),
    "GIFT true or false": ("gift", "gift-truth.gift"),
    "GIFT short answers, missing words": ("gift", "gift-short.gift"),
    "GIFT numbers": ("gift", "gift-numerical.gift"),
    "GIFT pairs": ("gift", "gift-matching.gift"),
    "GIFT essays, descriptions": ("gift", "gift-essay.gift"),
    "GIFT formats and escapes": ("gift", "gift-formats.gift"),
    "Aiken": ("aiken", "aiken.aiken"),
    "hashcards": ("hashcards", "hashcards.md"),
}

CHOICE = Type(("问题", "选项", "答案", "解析", "类型", "科目"))
CARD = Type(("Front", "Back"))
CLOZE = Type(("文字", "Back Extra"), cloze=True)

NOTES: dict[str, tuple[Callable[..., bytes], Sequence[Made], Sequence[Made]]] = {
    "legacy1.apkg": (
        anki_files.legacy1,
        [
            Made(CHOICE, ("社保费由谁征收？", "A.税务机关|B.银行", "A", "见征缴办法", "单选题", "征缴"), tags="窗口"),
            Made(CHOICE, ("职工不缴工伤保险费。", "A.正确|B.错误", "A", "", "判断题", "工伤")),
        ],
        [
            Made(CHOICE, ("社保费由谁征收？", "A.税务机关|B.银行", "E", "", "单选题", "征缴"), tags="窗口"),
            Made(CHOICE, ("", "A.正确|B.错误", "A", "", "判断题", "工伤")),
            Made(CHOICE, ("谁来认定工伤？", "A.人社局|B.公安局", "", "", "单选题", "工伤")),
            Made(CHOICE, ("谁来缴费？", "A.单位|B.职工", "AB", "", "单选题", "工伤")),
        ],
    ),
    "legacy2.apkg": (
        anki_files.legacy2,
        [Made(CARD, ("五险有哪些？", "养老、医疗、失业、<br>工伤、生育"))],
        [Made(CARD, ("五险有哪些？", "")), Made(CARD, ("", "人社局")), Made(CARD, ("谁来缴费？", "单位"))],
    ),
    "latest.apkg": (
        anki_files.latest,
        [Made(CLOZE, ("试用期最长{{c1::六::数字}}个月，不得只约定{{c2::试用期}}。", ""))],
        [
            Made(CLOZE, ("试用期最长六个月。", "")),
            Made(CLOZE, ("试用期最长{{c1::六个月。", "")),
            Made(CLOZE, ("由{{c1::税务{{c2::机关}}}}征收。", "")),
        ],
    ),
    "media.apkg": (
        lambda notes: anki_files.legacy1(notes, {"a.png": b"icon", "b.mp3": b"sound"}),
        [Made(CARD, ('标志是哪个？<img src="a.png">', "人社[sound:b.mp3]"))],
        [Made(CARD, ('标志是哪个？<img src="c.png">', "人社")), Made(CARD, ('<img src="a.png">', ""))],
    ),
}


def made(state: str, name: str) -> bytes:
    """Return the file that a miniature stands for."""
    if name in NOTES:
        package, good, broken = NOTES[name]
        return package(good if state == "good" else broken)
    return (FOLDER / state / name).read_bytes()
