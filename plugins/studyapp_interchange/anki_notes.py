"""One note of Anki as a question."""

from __future__ import annotations

import re
from collections.abc import Sequence

from studyapp import (
    JUDGE_CHOICES,
    Back,
    Basis,
    Blank,
    Blanks,
    Choices,
    KeyPoints,
    Kind,
    Message,
)
from studyapp_interchange.anki_found import Found
from studyapp_interchange.anki_kinds import is_word, told_by
from studyapp_interchange.anki_options import (
    embedded_options,
    label_of,
    right_of,
    split_options,
    truth_of,
)
from studyapp_interchange.anki_pairs import pairs_of, steps_of
from studyapp_interchange.anki_roles import Plan, Role
from studyapp_interchange.anki_text import deletions_of, text_of

_GAPS = re.compile(r"_{2,}|[（(][\s\u3000]*[）)]")
_KEY_FIRST = re.compile(
    r"\s*(?:[【\[（(]?(?:正确|参考|标准|本题)?答案[】\]）)]?[:：]?\s*)?([A-Ha-h](?:[\s,，、;；]*[A-Ha-h])*)"
    r"(?=$|[\n。；;（(【\[\s]|[.．](?!\S))"
)
_EXPLAINED = re.compile(r"^\s*[【\[（(]?(?:答案)?解析[】\]）)]?\s*[:：]?\s*")
PLAIN_TRUTH = frozenset({"正确", "错误", "对", "错", "√", "×"})
_BESIDE = frozenset({Role.NOTE, Role.CASE, Role.BASIS, Role.LABEL})
_OCCLUSION = "image-occlusion:"

NO_ANSWER = Message("笔记没有题干或答案，没有读。请在 Anki 里补上空着的字段再导出。")
_NO_KEY = Message("看不出哪个选项是对的，没有读。答案请写选项的字母、序号或原文。")
_NO_CLOZE = Message("填空没有标出或没有写完整，没有读。请写成 {{{{c1::答案}}}}。")
_MASKS = Message("图片遮挡的笔记没有读：答案在图上的位置里。请改成带图片的问答。")
_NESTED = Message("套在别的填空里的填空没有单独成空，按外层的一个空读。请核对。")
_SEVERAL = Message("题型写的是单选，答案有几个，按多选题读。请核对题型和答案。")


class NoQuestion(Exception):  # noqa: N818 - a finding about a note
    """The note is no question, and why."""

    def __init__(self, why: Message) -> None:
        super().__init__(why.text)
        self.why = why


class Reading:
    """A note being read by the plan of its type.

    ``exact``: it is one of our own, whose last field tells what the others do not; then ``none`` says why they alone
    are no question.
    """

    __slots__ = ("exact", "media", "none", "plan", "used", "values", "warnings")

    def __init__(self, plan: Plan, values: Sequence[str], *, exact: bool = False) -> None:
        self.plan = plan
        self.values = values
        self.exact = exact
        self.none: NoQuestion | None = None
        self.used: set[int] = set()
        self.media: list[str] = []
        self.warnings: list[Message] = []

    def read(self) -> Found:
        """Return what the note says; raise ``NoQuestion`` where it asks nothing."""
        plan = self.plan
        if plan.masks and self._masked():
            raise NoQuestion(_MASKS)
        texts = [self._text(value) if value else "" for value in self.values]
        told = self._told(texts)
        try:
            found = self._asked(texts, told)
        except NoQuestion as none:
            if not self.exact:
                raise
            self.none = none
            found = Found(Kind.CASE, "")
            self.used.update(place for place, role in plan.told if role not in _BESIDE)
        self._rest(found, texts)
        found.media, found.warnings = self.media, self.warnings
        return found

    def _told(self, texts: list[str]) -> Kind | None:
        """Return the kind that the note names."""
        place = self.plan.kind
        word = texts[place].lower() if place >= 0 else ""
        if is_word(word):
            self.used.add(place)
        return told_by(word)

    def _masked(self) -> bool:
        return not self.plan.cloze or any(_OCCLUSION in value for value in self.values)

    def _text(self, field_: str) -> str:
        text, names = text_of(field_)
        if names:
            self.media.extend(names)
        return text

    def _asked(self, texts: list[str], told: Kind | None) -> Found:
        plan = self.plan
        options = self._options(texts) if plan.options >= 0 or plan.singles else []
        if len(options) > 1 and (plan.answer >= 0 or told in (Kind.ORDER, Kind.MATCH)):
            return self._choice(texts, options, told)
        if Role.RIGHT in plan.roles and Role.WRONG in plan.roles:
            return self._right_and_wrong(texts)
        if plan.cloze:
            return self._blanks(texts)
        if plan.asks:
            return self._written(texts[plan.stem], texts[plan.answer], told)
        return self._sides(texts)

    def _options(self, texts: list[str]) -> list[str]:
        whole = texts[self.plan.options] if self.plan.options >= 0 else ""
        found = split_options(whole) if whole else []
        if len(found) > 1:
            self.used.add(self.plan.options)
            return found
        places = [place for place in self.plan.singles if texts[place]]
        if len(places) > 1:
            self.used.update(places)
        return [label_of(texts[place])[1] for place in places]

    def _stem(self, texts: list[str]) -> str:
        place = max(self.plan.stem, 0)
        self.used.add(place)
        prompt = texts[place]
        if "{{c" in prompt and (deleted := deletions_of(prompt)):
            prompt = deleted[0]
        return prompt

    def _choice(self, texts: list[str], options: list[str], told: Kind | None) -> Found:
        prompt, answer = self._stem(texts), texts[self.plan.answer] if self.plan.answer >= 0 else ""
        self.used.add(self.plan.answer)
        if told is Kind.ORDER or told is Kind.MATCH:
            listed = texts[self.plan.options] if told is Kind.MATCH and self.plan.options >= 0 else ""
            found = pairs_of(listed, answer) if told is Kind.MATCH else steps_of(options, answer)
            if found is None:
                raise NoQuestion(_NO_KEY)
            return Found(told, prompt, *found)
        return self._chosen(prompt, options, right_of(answer, options), told, answer)

    def _chosen(self, prompt: str, options: list[str], right: tuple[int, ...], told: Kind | None, answer: str) -> Found:
        truths = [truth_of(one) for one in options] if len(options) == 2 else []
        if sorted(map(str, truths)) == ["False", "True"]:
            truth = truths[right[0]] if len(right) == 1 else truth_of(answer)
            if truth is None:
                raise NoQuestion(_NO_KEY)
            return Found(Kind.JUDGE, prompt, JUDGE_CHOICES, Choices((0 if truth else 1,)))
        if not right:
            raise NoQuestion(_NO_KEY)
        if len(right) > 1 and told is Kind.SINGLE:
            self.warnings.append(_SEVERAL)
        kind = Kind.MULTIPLE if len(right) > 1 or told is Kind.MULTIPLE else Kind.SINGLE
        return Found(kind, prompt, tuple(options), Choices(right))

    def _right_and_wrong(self, texts: list[str]) -> Found:
        """Read a note with a field for the right choice and others for the wrong ones."""
        plan = self.plan
        self.used.update(plan.places(Role.RIGHT), plan.places(Role.WRONG))
        right = [texts[place] for place in plan.places(Role.RIGHT) if texts[place]]
        wrong = [texts[place] for place in plan.places(Role.WRONG) if texts[place]]
        if not right or not wrong:
            raise NoQuestion(NO_ANSWER)
        return self._chosen(self._stem(texts), right + wrong, tuple(range(len(right))), None, "")

    def _blanks(self, texts: list[str]) -> Found:
        place = next((one for one, value in enumerate(texts) if "{{c" in value), -1)
        deleted = deletions_of(texts[place]) if place >= 0 else None
        if deleted is None or not deleted[1] or not all(deleted[1]):
            raise NoQuestion(_NO_CLOZE)
        self.used.add(place)
        prompt, words, nested = deleted
        if any(word.startswith(_OCCLUSION) for word in words):
            raise NoQuestion(_MASKS)
        if nested:
            self.warnings.append(_NESTED)
        if any(word[1:-1] in self.media for word in words):  # a picture cannot be typed
            return Found(Kind.CARD, prompt, (), Back("\n".join(words)))
        return Found(Kind.BLANK, prompt, (), Blanks(tuple(Blank((word,)) for word in words)))

    def _written(self, prompt: str, answer: str, told: Kind | None) -> Found:
        """Read a stem and an answer without a field for choices."""
        self.used.update((self.plan.stem, self.plan.answer))
        if told is Kind.CASE and prompt:
            return Found(Kind.CASE, prompt)
        if not prompt or not answer:
            raise NoQuestion(NO_ANSWER)
        if told in (None, Kind.SINGLE, Kind.MULTIPLE) and (found := self._embedded(prompt, answer, told)):
            return found
        truth = truth_of(answer)
        if told is Kind.JUDGE and truth is None:
            truth = {"A": True, "B": False, "1": True, "0": False}.get(answer.upper())
        if truth is not None and told in (None, Kind.JUDGE):
            return Found(Kind.JUDGE, prompt, JUDGE_CHOICES, Choices((0 if truth else 1,)))
        if told is Kind.BLANK or (told is None and _GAPS.search(prompt)):
            return Found(Kind.BLANK, prompt, (), Blanks(tuple(Blank((one,)) for one in _fillings(prompt, answer))))
        if told is Kind.SHORT:
            return Found(Kind.SHORT, prompt, (), KeyPoints(tuple(answer.split("\n"))))
        if told in (None, Kind.CARD):
            return Found(Kind.CARD, prompt, (), Back(answer))
        raise NoQuestion(_NO_KEY)

    def _embedded(self, prompt: str, answer: str, told: Kind | None) -> Found | None:
        """Read choices that stand below the stem in its own field, where the answer begins with their letters."""
        stem, options = embedded_options(prompt)
        if not options:
            return None
        key = _KEY_FIRST.match(answer)
        right = right_of(key[1], options) if key else right_of(answer, options)
        if not right:
            return None
        found = self._chosen(stem, options, right, told, answer)
        if key:
            found.explanation = _EXPLAINED.sub("", answer[key.end() :].lstrip(" \n。.；;"), count=1)
        return found

    def _sides(self, texts: list[str]) -> Found:
        """Read a note with a front and a back, be they several fields."""
        plan = self.plan
        shown = [place for place in plan.fronts if texts[place] and plan.roles[place] in (Role.STEM, Role.REST)]
        filled = [place for place, text in enumerate(texts) if text and plan.roles[place] is not Role.DATA]
        if not shown or set(shown) >= set(filled):
            shown = [plan.stem] if plan.stem >= 0 else [0]
        back = [place for place in filled if place not in shown and plan.roles[place] in (Role.ANSWER, Role.REST)]
        if not back:  # what is usually said about an answer is the answer here
            back = [place for place in filled if place not in shown and plan.roles[place] is Role.NOTE]
        front = "\n".join(texts[place] for place in shown if texts[place])
        if not front or not back:
            raise NoQuestion(NO_ANSWER)
        self.used.update(shown, back)
        if len(back) > 1 or len(shown) > 1:
            lines = [self._line(place, texts[place]) for place in back]
            return Found(Kind.CARD, front, (), Back("\n".join(lines)))
        text = texts[back[0]]
        if back[0] == plan.typed and "\n" not in text:
            return Found(Kind.BLANK, front, (), Blanks((Blank((text,)),)))
        if found := self._embedded(front, text, None):
            return found
        if text in PLAIN_TRUTH:
            return Found(Kind.JUDGE, front, JUDGE_CHOICES, Choices((0 if truth_of(text) else 1,)))
        return Found(Kind.CARD, front, (), Back(text))

    def _line(self, place: int, text: str) -> str:
        """Return a field with its name before it, unless it is the answer."""
        return text if self.plan.roles[place] is Role.ANSWER else f"{self.plan.names[place]}：{text}"

    def _rest(self, found: Found, texts: list[str]) -> None:
        """Put the other fields where they belong; one that belongs nowhere goes by its name into the explanation."""
        notes: list[str] = [found.explanation] if found.explanation else []
        subjects: list[str] = []
        for place, role in self.plan.told:
            if place >= len(texts) or not (text := texts[place]) or place in self.used:
                continue
            if role is Role.NOTE:
                notes.append(text)
            elif role is Role.SUBJECT:
                subjects.append(text.replace("\n", " "))
            elif role is Role.LABEL:
                found.label = text
            elif role is Role.CASE:
                found.case = text
            elif role is Role.BASIS:
                found.basis = tuple(map(Basis, text.split("\n")))
            else:
                notes.append(f"{self.plan.names[place]}：{text}")
        found.explanation = "\n".join(notes)
        if subjects:
            found.subjects = tuple(dict.fromkeys(subjects))


def _fillings(prompt: str, answer: str) -> list[str]:
    """Return what fills the gaps of a prompt, where the answer has as many parts as there are gaps; else all of it."""
    gaps = len(_GAPS.findall(prompt))
    for separator in (r"\|\||\n", r"\|", r"[；;]", r"[、]", r"[,，]", r"\s+"):
        parts = [part.strip() for part in re.split(separator, answer) if part.strip()]
        if len(parts) == gaps and gaps > 1:
            return parts
    return [answer]
