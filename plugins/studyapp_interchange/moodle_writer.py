"""A deck as Moodle XML. See https://docs.moodle.org/en/Moodle_XML_format."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from studyapp import Answer, Back, Blanks, Choices, Deck, Flaw, Item, KeyPoints, Kind, Pairs, Question, Steps
from studyapp_interchange.cases import CASE, case_names, parted
from studyapp_interchange.gift_answers import number_of
from studyapp_interchange.keeping import read_back
from studyapp_interchange.markup import to_html
from studyapp_interchange.moodle_cloze import embedded
from studyapp_interchange.moodle_files import enclose, show
from studyapp_interchange.moodle_reader import MoodleReader
from studyapp_interchange.weights import share_of
from studyapp_interchange.writing import kept_items

_NAME = 80


class MoodleWriter:
    """Writes questions with choices, blanks, key points and pairs."""

    name = "moodle"
    suffixes = (".xml",)

    def write(self, deck: Deck) -> tuple[bytes, tuple[Flaw, ...]]:
        """Return the file, and a flaw for each question that it does not hold in full."""
        names = case_names(deck)
        items, flaws = kept_items(
            deck.items, lambda item: read_back(_file([item], deck, names), MoodleReader()), cased=True
        )
        return _file(items, deck, names) or b"", parted(deck, items, flaws)


def _file(items: list[Item], deck: Deck, names: Mapping[int, str]) -> bytes | None:
    """Return a file of these items; ``None`` where there are no words for one of them."""
    quiz = Element("quiz")
    subject = ""
    for item in items:
        if item.question.subject != subject:
            subject = item.question.subject
            _texted(SubElement(quiz, "question", type="category"), "category", f"$course$/top/{subject}".rstrip("/"))
        if not _asked(quiz, item, deck.files, names):
            return None
    indent(quiz, "")
    data: bytes = tostring(quiz, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


def _asked(quiz: Element, item: Item, files: Mapping[str, bytes], names: Mapping[int, str]) -> bool:
    question = item.question
    kind = _type(question)
    if not kind:
        return False
    element = SubElement(quiz, "question", type=kind)
    _texted(element, "name", item.label or question.prompt[:_NAME])
    prompt = question.prompt
    if kind == "cloze" and isinstance(question.answer, Blanks):
        prompt = embedded(question.prompt, question.answer.blanks) or ""
    enclose(_texted(element, "questiontext", show(prompt, question.media, files), form="html"), question.media, files)
    if question.explanation:
        _texted(element, "generalfeedback", to_html(question.explanation), form="html")
    if item.external_id:
        SubElement(element, "idnumber").text = item.external_id
    _answer(element, question)
    told = [*question.tags, *([CASE + names[item.position]] if item.position in names else [])]
    if told:
        tags = SubElement(element, "tags")
        for tag in told:
            _texted(tags, "tag", tag)
    return True


def _type(question: Question) -> str:
    match question.answer:
        case Choices():
            return "truefalse" if question.kind is Kind.JUDGE else "multichoice"
        case Blanks((blank,)):
            return "numerical" if blank.tolerance and all(map(number_of, blank.accepted)) else "shortanswer"
        case KeyPoints() | Back():
            return "essay"
        case Blanks(blanks):
            return "cloze" if embedded(question.prompt, blanks) is not None else ""
        case Steps():
            return "ordering"
        case Pairs():
            return "matching"
        case None:
            return "description"


def _answer(element: Element, question: Question) -> None:
    match question.answer:
        case Choices((right,)) if question.kind is Kind.JUDGE:
            for index, word in enumerate(("true", "false")):
                _texted(element, "answer", word, fraction="100" if index == right else "0")
        case Choices(chosen):
            SubElement(element, "single").text = "true" if question.kind is Kind.SINGLE else "false"
            SubElement(element, "shuffleanswers").text = "true"
            cost = "0" if question.kind is Kind.SINGLE else "-100"
            for index, choice in enumerate(question.choices):
                share = share_of(len(chosen)) if index in chosen else cost
                _texted(element, "answer", to_html(choice), form="html", fraction=share)
        case Blanks((blank,)):
            for text in blank.accepted:
                answer = _texted(element, "answer", text, fraction="100")
                if element.get("type") == "numerical":
                    SubElement(answer, "tolerance").text = blank.tolerance
        case other:
            _written(element, question, other)


def _written(element: Element, question: Question, answer: Answer | None) -> None:
    """Write the answer of a question that is not graded by a machine alone, or that has no single right choice."""
    match answer:
        case Steps(sequence):
            for place, index in enumerate(sequence, 1):
                step = _texted(element, "answer", to_html(question.choices[index]), form="html", fraction=str(place))
                step.set("shown", str(index))
        case KeyPoints(points):
            _texted(element, "graderinfo", to_html("\n".join(points)), form="html")
        case Back(text):
            _texted(element, "graderinfo", to_html(text), form="html")
        case Pairs(pairs):
            _pairs(element, question.choices, dict(pairs))


def _pairs(element: Element, choices: tuple[str, ...], partners: dict[int, int]) -> None:
    unused = set(range(min(partners.values(), default=0), len(choices))) - set(partners.values())
    rows = [(choices[left], choices[right]) for left, right in sorted(partners.items())]
    for left, right in [*rows, *(("", choices[index]) for index in sorted(unused))]:
        half = _texted(element, "subquestion", to_html(left), form="html")
        _texted(half, "answer", right)


def _texted(parent: Element, tag: str, text: str, *, form: str = "", fraction: str = "") -> Element:
    element = SubElement(parent, tag)
    if fraction:
        element.set("fraction", fraction)
    if form:
        element.set("format", form)
    SubElement(element, "text").text = text
    return element
