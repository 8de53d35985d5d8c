"""One note of Anki as a question."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from studyapp import Answer, Back, Blank, Blanks, Kind, Media, Message, Question
from studyapp_interchange.anki_package import Note
from studyapp_interchange.gift_questions import NoQuestion
from studyapp_interchange.json_rows import BadRow
from studyapp_interchange.markup import parse
from studyapp_interchange.shapes import question_of

_SOUND = re.compile(r"\[sound:([^\]]*)\]")
_DELETION = re.compile(r"\{\{c\d+::(.*?)(?:::(.*?))?\}\}", re.S)
_STEMS = frozenset({"问题", "题干", "题目", "question", "stem", "front", "正面"})
_ANSWERS = frozenset({"答案", "正确答案", "answer", "key"})
_OPTIONS = frozenset({"选项", "options", "choices"})
_ONE = re.compile(r"(?:选项|option)?\s*([a-z])", re.I)
_NOTES = frozenset({"解析", "答案解析", "explanation", "extra", "back extra"})
_KINDS = frozenset({"类型", "题型", "type"})
_SHOWN = 40


def options_of(note: Note) -> list[str]:
    """Return the HTML of the choices, where the note's fields are those of a question with choices."""
    names = {name.lower() for name, _ in note.fields}
    if not names & _ANSWERS:
        return []
    whole = [value for name, value in note.fields if name.lower() in _OPTIONS and value.strip()]
    single = [value for name, value in note.fields if _ONE.fullmatch(name) and value.strip()]
    if whole:
        return [part for part in re.split(r"\||<br\s*/?>|</?div>|</?p>|\n", whole[0]) if part.strip()]
    return single if len(single) > 1 else []


@dataclass(slots=True)
class Reading:
    """A note being read; ``warnings`` say what the question does not hold."""

    note: Note
    media: Mapping[str, str]
    subject: str
    warnings: list[Message] = field(default_factory=list)
    _used: list[str] = field(default_factory=list)

    def choice(self) -> Question:
        """Read a note with a field for the choices, or one for each of them."""
        options = [self._text(one) for one in options_of(self.note)]
        names = {name.lower(): self._text(value) for name, value in self.note.fields}
        first = self._text(self.note.fields[0][1])
        prompt = next((names[name] for name in names if name in _STEMS), first)
        answer = next((names[name] for name in names if name in _ANSWERS), "")
        kind = next((names[name] for name in names if name in _KINDS), "")
        try:
            row = {"题干": prompt, "选项": options, "答案": answer, "题型": kind}
            question, _, _ = question_of(row)
        except BadRow as bad:
            why = Message("这张卡片的答案不是选项的字母，没有读：{note}", {"note": first[:_SHOWN]})
            raise NoQuestion(why) from bad
        explanation, rest = [], []
        for name, value in self.note.fields:
            text = self._text(value)
            if name.lower() in _NOTES and text:
                explanation.append(text)
            elif name.lower() not in _STEMS | _ANSWERS | _OPTIONS | _KINDS and not _ONE.fullmatch(name) and text:
                rest.append(name)
        if rest:
            self.warnings.append(Message("这些字段没有采用：{fields}。", {"fields": ", ".join(rest)}))
        assert question.answer is not None  # question_of has found one
        return self._made(question.kind, question.prompt, question.choices, question.answer, "\n".join(explanation))

    def other(self) -> Question:
        """Read a note whose type deletes words, or one with a front and a back."""
        texts = [(name, self._text(value)) for name, value in self.note.fields]
        front = texts[0][1] if texts else ""
        rest = [(name, text) for name, text in texts[1:] if text]
        if self.note.cloze:
            return self._blanks(front, rest)
        back = rest[0][1] if len(rest) == 1 else "\n".join(f"{name}：{text}" for name, text in rest)
        if not front or not back:
            shown = (front or back)[:_SHOWN]
            raise NoQuestion(Message("这张卡片没有题干或答案，没有读：{note}", {"note": shown}))
        return self._made(Kind.CARD, front, (), Back(back), "")

    def _blanks(self, text: str, rest: list[tuple[str, str]]) -> Question:
        found = [(one[1].strip(), one[2]) for one in _DELETION.finditer(text)]
        prompt = _DELETION.sub(lambda one: f"____（{one[2]}）" if one[2] else "____", text)
        if not found or not all(answer for answer, _ in found) or "{{c" in prompt or "{{c" in str(found):
            raise NoQuestion(Message("这张卡片里的填空写法看不懂，没有读：{note}", {"note": text[:_SHOWN]}))
        blanks = Blanks(tuple(Blank((answer,)) for answer, _ in found))
        return self._made(Kind.BLANK, prompt, (), blanks, "\n".join(text for _, text in rest))

    def _made(self, kind: Kind, prompt: str, choices: tuple[str, ...], answer: Answer, explanation: str) -> Question:
        names = tuple(dict.fromkeys(self._used))
        if names:
            self.warnings.append(Message("卡片里的图片和声音没有读入：{names}。", {"names": ", ".join(names)}))
        return Question(
            kind=kind,
            prompt=prompt,
            choices=choices,
            answer=answer,
            explanation=explanation,
            subject=self.subject,
            tags=self.note.tags,
            media=tuple(Media(name, self.media[name]) for name in names if name in self.media),
        )

    def _text(self, html: str) -> str:
        """Return a field's text; the pictures and sounds in it are remembered."""
        self._used += _SOUND.findall(html)
        text, pictures = parse(_SOUND.sub(" ", html))
        self._used += pictures
        return text
