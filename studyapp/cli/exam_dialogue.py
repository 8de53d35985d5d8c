"""A paper line by line, for screen readers, serial lines and scripts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from studyapp import wording
from studyapp.cli import dialogue_words as said
from studyapp.cli.exam_understanding import SLASHES, agrees, command_of
from studyapp.cli.gaps import heard
from studyapp.cli.shell import Shell
from studyapp.cli.understanding import fault, half_width, understand, understand_texts
from studyapp.desk.exam_words import lack_words, numbers_words, outcome, rival_name, rival_words, score_words
from studyapp.desk.exams import ToldExam
from studyapp.exam.battle import clock
from studyapp.exam.marking import Review
from studyapp.model import Blanks, Media, Question, Response, Shown
from studyapp.store.errors import StoreError
from studyapp.words import _, kind_name, pgettext, plural, say


class _Leave(Exception):  # noqa: N818 - the learner leaves; nothing is wrong
    """The learner wants to stop; the paper waits for him."""


class _TimeOver(Exception):  # noqa: N818 - nothing is wrong
    """There is no time left."""


def sit(exam: ToldExam, shell: Shell, picture: Callable[[Media], str]) -> None:
    """Ask until the paper is handed in, its time is over, or the learner leaves."""
    _Dialogue(exam, shell, picture).run()


class _Dialogue:
    """One go at a paper."""

    def __init__(self, exam: ToldExam, shell: Shell, picture: Callable[[Media], str]) -> None:
        self._exam = exam
        self._shell = shell
        self._picture = picture
        self._number = next(iter(exam.unanswered), 0)
        self._cases: set[Question] = set()

    def run(self) -> None:
        """From the first line to the result."""
        for line in self._opening():
            self._shell.say(line)
        try:
            while not self._turn():
                pass
        except _Leave:
            self._exam.pause()
            left = clock(self._exam.tick() // 1000)
            self._shell.say(_("已离开：答案已存，剩余 {time}，计时暂停；再运行同一命令接着答。").format(time=left))
            return
        except _TimeOver:
            pass
        self._shell.say()
        for line in result_lines(self._exam.hand_in()):
            self._shell.say(line)

    def _opening(self) -> Iterator[str]:
        exam = self._exam
        words = _("{title}，共 {count} 题，剩余 {time}；答案即存，交卷前不判对错。")
        yield words.format(title=exam.title, count=exam.count, time=clock(exam.tick() // 1000))
        if notice := lack_words(exam.lacks):
            yield notice
        if exam.rival is not None:
            yield _("对手：{rival}。").format(rival=rival_name(exam.rival))
        if exam.code:
            yield _("对战码 {code}，发给同事即可对战。").format(code=exam.code)
        yield _("直接回车到下一题；g 题号 跳转，s 答题卡，m 标记，t 交卷，q 离开，问号 ? 说明。")

    def _turn(self) -> bool:
        """One question; whether the paper shall be handed in."""
        shown = self._exam.shown(self._number)
        if shown is None:
            self._shell.say(_("第 {number} 题已不在题库里，不计分。").format(number=self._number + 1))
            self._step(1)
            return False
        self._say_question(shown)
        while True:
            answer = self._ask(shown.question)
            if isinstance(answer, str):
                done = self._obey(answer, shown)
                if done is not None:
                    return done
            elif answer is None:
                self._step(1)
                return self._is_last_handed_in()
            else:
                if not self._exam.answer(self._number, answer):
                    raise _TimeOver
                self._step(1)
                return self._is_last_handed_in()

    def _is_last_handed_in(self) -> bool:
        """After the last question the paper is offered for handing in."""
        if self._number < self._exam.count:
            return False
        self._number = self._exam.count - 1
        return self._hand_in()

    def _step(self, way: int) -> None:
        self._number = max(self._number + way, 0)

    def _say_question(self, shown: Shown) -> None:
        self._shell.say()
        exam, question = self._exam, shown.question
        place = _("第 {number} 题，共 {total} 题").format(number=shown.number, total=shown.total)
        flag = _("已标记") if self._number in exam.flagged else ""
        left = _("剩余 {time}").format(time=clock(exam.tick() // 1000))
        parts = (place, kind_name(question.kind), question.subject, left, flag)
        self._shell.say(said.sentence(pgettext("heading", "，").join(filter(None, parts))))
        if shown.case is not None and shown.case not in self._cases:
            self._shell.say(_("案例：{text}").format(text=heard(shown.case.prompt)))
            self._cases.add(shown.case)
        for line in said.question_lines(shown):
            self._shell.say(line)
        for medium in (*(shown.case.media if shown.case else ()), *question.media):
            try:
                self._shell.say(_("附图：{path}").format(path=self._picture(medium)))
            except StoreError as error:
                self._shell.say(say(error.why))
        given = exam.response(self._number)
        if given is not None:
            self._shell.say(_("已答：{given}").format(given=wording.given_words(question, given)))

    def _ask(self, question: Question) -> Response | str | None:
        """An answer, a command, or ``None`` to go on."""
        if isinstance(question.answer, Blanks):
            return self._ask_blanks(len(question.answer.blanks))
        while True:
            word = self._line(said.prompt(question))
            if not word:
                return None
            response = None if word.startswith(SLASHES) else understand(question, word)
            if response is not None:
                return response
            if command := command_of(word):
                return command
            self._shell.say(fault(question, word) or said.how_to_answer(question))

    def _ask_blanks(self, count: int) -> Response | str | None:
        texts: list[str] = []
        for number in range(1, count + 1):
            word = self._line(said.blank_prompt(number, count))
            if word.startswith(SLASHES) and (command := command_of(word)):
                return command
            texts.append(word)
        return understand_texts(tuple(texts)) if any(texts) else None

    def _line(self, prompt: str) -> str:
        """What is typed; while nobody types, time goes on."""
        text = self._shell.ask(prompt)
        if not text:
            raise _Leave
        if self._exam.tick() <= 0:
            raise _TimeOver
        return half_width(text).strip()

    def _obey(self, command: str, shown: Shown) -> bool | None:
        """Do it; ``False`` asks anew, ``True`` hands in, ``None`` asks the same question on."""
        if command == "q":
            raise _Leave
        if command == "t":
            return self._hand_in()
        if command in ("n", "p"):
            self._number = min(max(self._number + (1 if command == "n" else -1), 0), self._exam.count - 1)
            return False
        if command == "r":
            return False
        if command in ("m", "s", "?"):
            self._support(command, shown)
            return None
        return self._go_to(command)

    def _support(self, command: str, shown: Shown) -> None:
        """What leaves the question where it is."""
        if command == "m":
            self._flag()
        elif command == "s":
            self._shell.say(self._sheet())
        else:
            self._shell.say(said.how_to_answer(shown.question))
            self._shell.say(_commands())

    def _go_to(self, command: str) -> bool | None:
        """Go to the question that a number names."""
        wanted = int(re.sub(r"\D", "", command))
        if not 1 <= wanted <= self._exam.count:
            self._shell.say(_("没有第 {number} 题，共 {count} 题。").format(number=wanted, count=self._exam.count))
            return None
        self._number = wanted - 1
        return False

    def _flag(self) -> None:
        on = self._number not in self._exam.flagged
        if not self._exam.flag(self._number, on):
            raise _TimeOver
        self._shell.say(_("本题已标记。") if on else _("已取消标记。"))

    def _sheet(self) -> str:
        exam = self._exam
        parts = [_("共 {total} 题，已答 {done} 题").format(total=exam.count, done=exam.count - len(exam.unanswered))]
        if exam.unanswered:
            parts.append(_("未答：{numbers}").format(numbers=numbers_words(exam.unanswered)))
        if exam.flagged:
            parts.append(_("标记：{numbers}").format(numbers=numbers_words(exam.flagged)))
        return said.sentence(_("；").join(parts))

    def _hand_in(self) -> bool:
        """Ask once more, with the count of what is open."""
        count = len(self._exam.unanswered)
        if count:
            words = plural("还有 {count} 题未答：{numbers}", count)
            self._shell.say(said.sentence(words.format(count=count, numbers=numbers_words(self._exam.unanswered))))
        return agrees(self._line(_("交卷后不能再改。交卷输入 y，继续答题直接回车> ")))


def _commands() -> str:
    return _(
        "n 下一题，p 上一题，g 题号 跳转，r 重读，m 标记，s 答题卡，t 交卷，q 离开，0 清除本题的答案；"
        "填空题、判断题里命令前加斜杠，如 /t。"
    )


def result_lines(review: Review) -> Iterator[str]:
    """What a paper came to: as a whole, by subject, and each question that was not right."""
    yield said.sentence(
        _("{title}：{outcome}，{score}").format(
            title=review.opening.title, outcome=outcome(review), score=score_words(review.result)
        )
    )
    if review.by == "time":
        yield _("时间到，自动交卷。")
    if words := rival_words(review):
        yield said.sentence(words)
    if review.code:
        yield _("把对战码发给同事，他交卷后就分胜负：{code}").format(code=review.code)
    if review.gone:
        yield plural("有 {count} 题已不在题库里，不计分。", review.gone).format(count=review.gone)
    for one in review.subjects:
        subject = one.subject or _("未分科目")
        words = _("{subject}：{count} 题，答对 {right} 题。")
        yield words.format(subject=subject, count=one.answered, right=one.right)
    for row in review.rows:
        if row.verdict.right:
            continue
        question = row.shown.question
        yield ""
        yield _("第 {number} 题：{prompt}").format(number=row.number + 1, prompt=heard(question.prompt))
        given = _("未答") if row.response is None else wording.given_words(question, row.response)
        yield _("你的答案：{given}。正确答案：{right}").format(
            given=given, right=_("；").join(wording.right_words(question).splitlines())
        )
        if question.explanation:
            yield _("解析：{text}").format(text=question.explanation)
