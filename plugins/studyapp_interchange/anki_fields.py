"""A question as the fields of one of our note types."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from studyapp import Back, Basis, Blanks, Choices, KeyPoints, Pairs, Question, Steps
from studyapp_interchange.anki_kinds import KINDS
from studyapp_interchange.anki_models import CARD, CLOZE, QUESTION
from studyapp_interchange.anki_options import LETTERS
from studyapp_interchange.anki_pairs import paired_lines
from studyapp_interchange.anki_text import SOUND

_GAP = re.compile(r"_{2,}")
_SPECIAL = re.compile(r"[<>&\n{\[\x00-\x1f\x7f]")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
_SOUNDS = (".mp3", ".wav", ".ogg", ".oga", ".opus", ".m4a", ".flac", ".aac", ".3gp")


class Fields:
    """Puts questions into fields; ``files`` are the names in the package of those media that have their bytes."""

    def __init__(self, names: Mapping[tuple[str, str], str]) -> None:
        self._names = names

    def of(self, question: Question, label: str, case: str) -> tuple[int, list[str]]:
        """Return the type of the note, and its fields but the last."""
        placed: dict[str, str] = {}
        sounds: list[str] = []
        if question.media:
            for one in question.media:
                name = self._names.get((one.name, one.digest))
                if name is None:
                    continue
                if name.lower().endswith(_SOUNDS):
                    sounds.append(f"[sound:{name}]")
                else:
                    placed.setdefault(f"[{one.name}]", f'<img src="{escaped(name)}">')
        html = _Html(placed) if _SPECIAL.search(_all(question, case)) else str
        model, own = self._own(question, html)
        told = html(question.explanation) if question.explanation else ""
        basis = "<br>".join(map(_basis, question.basis)) if question.basis else ""
        tail = [told, html(case) if case else "", basis, escaped(label) if label else ""]
        used = html.used if isinstance(html, _Html) else ()
        left = [image for image in placed.values() if image not in used]
        return model, [*own, *tail, "".join(left + sounds)]

    def _own(self, question: Question, html: Callable[[str], str]) -> tuple[int, list[str]]:
        prompt = question.prompt
        match question.answer:
            case Blanks(blanks):
                return CLOZE, [_gapped(prompt, [blank.accepted[0] for blank in blanks], html)]
            case Back(text):
                return CARD, [html(prompt), html(text)]
        options, answer = _options(question, html)
        return QUESTION, [html(prompt), "<br>".join(options), answer, KINDS[question.kind]]


class _Html:
    """Text as HTML, with its pictures where their names stand in brackets."""

    def __init__(self, pictures: Mapping[str, str]) -> None:
        self.pictures = pictures
        self.used: set[str] = set()

    def __call__(self, text: str) -> str:
        if not _SPECIAL.search(text):
            return text
        html = escaped(text)
        for mark, image in self.pictures.items():
            shown = escaped(mark)
            if shown in html:
                html = html.replace(shown, image)
                self.used.add(image)
        return html


def _all(question: Question, case: str) -> str:
    """Return all texts that may need escaping; what stands between them does not."""
    texts = [question.prompt, question.explanation, case, *question.choices]
    match question.answer:
        case Back(text):
            texts.append(text)
        case KeyPoints(points):
            texts += points
        case Blanks(blanks):
            texts += [word for blank in blanks for word in blank.accepted] + ["::", "{"]
    return " ".join(texts)


def escaped(text: str) -> str:
    """Return text as HTML in which Anki sees no tags, no fields, no sounds and no deletions."""
    if not _SPECIAL.search(text):
        return text.replace('"', "&quot;") if '"' in text else text
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("{{", "{&#123;")
    if "[sound:" in text or SOUND.search(text):
        text = text.replace("[sound:", "&#91;sound:")
    return _CONTROL.sub(" ", text).replace("\n", "<br>")


def _options(question: Question, html: Callable[[str], str]) -> tuple[list[str], str]:
    """Return the lines of the choices, and the answer."""
    choices = question.choices
    match question.answer:
        case Choices(right):
            marks = _marks(len(choices))
            joint = "" if marks is LETTERS else ","
            return _marked(choices, marks, html), joint.join([marks[index] for index in right])
        case KeyPoints(points):
            return [], "<br>".join(map(html, points))
        case Steps(sequence):
            marks = _marks(len(choices))
            return _marked(choices, marks, html), " → ".join([marks[index] for index in sequence])
        case Pairs(pairs):
            lines, answer = paired_lines(choices, pairs) or (list(choices), [])
            return list(map(html, lines)), "<br>".join(answer)
    return [], ""


def _marks(count: int) -> Sequence[str]:
    return LETTERS if count <= len(LETTERS) else [str(number) for number in range(1, count + 1)]


def _marked(choices: Sequence[str], marks: Sequence[str], html: Callable[[str], str]) -> list[str]:
    return [f"{mark}. {html(choice)}" for mark, choice in zip(marks, choices, strict=False)]


def _gapped(prompt: str, words: Sequence[str], html: Callable[[str], str]) -> str:
    """Return a prompt whose gaps are deletions; words without a gap of their own stand behind it."""
    deletions = [f"{{{{c1::{_word(word, html)}}}}}" for word in words]
    parts = _GAP.split(prompt)
    if len(parts) != len(words) + 1:
        return "<br>".join([html(prompt), *deletions])
    pieces = [html(part) for part in parts]
    return pieces[0] + "".join(deletion + piece for deletion, piece in zip(deletions, pieces[1:], strict=True))


def _word(word: str, html: Callable[[str], str]) -> str:
    return html(word).replace("::", ":&#58;").replace("}}", "}&#125;") or " "


def _basis(one: Basis) -> str:
    return escaped(" ".join(part for part in (one.title, one.number, one.article, one.url) if part))
