"""The line dialogue: questions and answers as plain lines, for screen readers, serial lines and scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from studyapp import wording
from studyapp.cli import dialogue_words as said
from studyapp.cli.gaps import heard
from studyapp.cli.shell import Shell
from studyapp.cli.understanding import Command, command_of, fault, half_width, understand, understand_texts
from studyapp.model import Blanks, Media, Question, Response, Shown, Today
from studyapp.session import Session
from studyapp.store.errors import StoreError
from studyapp.words import _, say

_MARKS = {
    Command.STAR: "star",
    Command.REPORT: "report",
    Command.STAR_LAST: "star",
    Command.REPORT_LAST: "report",
}
_OF_THE_LAST = (Command.STAR_LAST, Command.REPORT_LAST)


class _Leave(Exception):  # noqa: N818 - the learner leaves; nothing is wrong
    """The learner wants to stop."""


class _Undone(Exception):  # noqa: N818 - the learner goes back; nothing is wrong
    """The learner took his last answer back."""


def _no_file(medium: Media) -> str:
    return medium.name


def talk(
    session: Session,
    shell: Shell,
    today: Today | None = None,
    picture: Callable[[Media], str] = _no_file,
    *,
    seconds: int = 0,
) -> None:
    """Ask until today is done, the input ends, or the learner leaves.

    ``today``: figures to begin with. ``picture`` writes a picture of a question to a file and returns its path.
    ``seconds``: how long one should think before the answer is shown; 0 leaves it to the learner.
    """
    if session.current() is None:
        done = session.progress().total
        shell.say(
            _("今天的题已经练完，明天再来。")
            if done
            else _("今天没有要练的题；用 studyapp import 文件名 可以导入题库。")
        )
        return
    _Dialogue(session, shell, picture, seconds).run(today)


class _Dialogue:
    """One sitting, line by line: what was printed, marked and answered in it."""

    def __init__(self, session: Session, shell: Shell, picture: Callable[[Media], str], seconds: int) -> None:
        self._session = session
        self._seconds = seconds
        self._shell = shell
        self._picture = picture
        self._before = session.progress().done
        self._answered: list[Shown] = []
        self._marks: set[tuple[int, str]] = set()
        self._cases: set[Question] = set()
        self._case: Question | None = None
        self._shown: Shown | None = None
        self._hinted = self._guessed = False

    def run(self, today: Today | None) -> None:
        """From the first line to the last."""
        self._say(said.opening_lines(today))
        try:
            while self._turn():
                pass
        except _Leave:
            pass
        self._shell.say()
        self._say(said.summary_lines(self._session.end(at=self._shell.world.now())))

    def _turn(self) -> bool:
        """One question, or at the end a last chance to undo; whether to go on."""
        try:
            self._shown = self._session.current()
            if self._shown is None:
                self._finish()
                return False
            self._answer(self._shown)
        except _Undone:
            self._shell.say(_("已撤销上一题的答案，请重答。"))
        return True

    def _answer(self, shown: Shown) -> None:
        self._hinted = self._guessed = False
        self._say_question(shown, anew=False)
        began = self._shell.world.now()
        response = self._ask(shown.question)
        now = self._shell.world.now()
        feedback = self._session.answer(
            response, at=now, milliseconds=max(now - began, 0), hinted=self._hinted, guessed=self._guessed
        )
        self._answered.append(shown)
        self._say(said.feedback_lines(feedback))

    def _say(self, lines: Iterable[str]) -> None:
        for line in lines:
            self._shell.say(line)

    def _say_question(self, shown: Shown, *, anew: bool) -> None:
        """The question, with its material where that was not printed yet or is wanted ``anew``."""
        self._shell.say()
        self._shell.say(said.heading(shown, self._before))
        if shown.case is not None:
            if anew or shown.case not in self._cases:
                self._shell.say(_("案例：{text}").format(text=heard(shown.case.prompt)))
            else:
                self._shell.say(said.case_before(shown, shown.case, just_now=shown.case == self._case))
            self._cases.add(shown.case)
        self._case = shown.case
        self._say(said.question_lines(shown))
        self._say(self._pictures(shown))

    def _pictures(self, shown: Shown) -> Iterable[str]:
        """Where the pictures of the question and its material are, for whoever can look at them."""
        for medium in (*(shown.case.media if shown.case else ()), *shown.question.media):
            try:
                yield _("附图：{path}").format(path=self._picture(medium))
            except StoreError as error:
                yield say(error.why)

    def _ask(self, question: Question) -> Response:
        """Ask until the line can be taken as an answer."""
        if isinstance(question.answer, Blanks):
            return self._ask_blanks(question, len(question.answer.blanks))
        if question.kind in said.SELF_CHECKED:
            self._think()
            self._shell.say(wording.right_words(question))
        while True:
            word = self._line(said.prompt(question), question, said.how_to_answer(question))
            response = understand(question, word)
            if response is not None:
                return response
            self._shell.say(fault(question, word) or said.how_to_answer(question))

    def _think(self) -> None:
        """Wait until the learner has his answer; where time is short, say how long he took."""
        began = self._shell.world.now()
        prompt = _("想好后按回车看答案> ")
        if self._seconds:
            prompt = _("限时 {seconds} 秒，想好后按回车看答案> ").format(seconds=self._seconds)
        self._line(prompt, None, _("先在心里作答，再按回车对照答案。"))
        took = max(self._shell.world.now() - began, 0) // 1000
        if self._seconds and took > self._seconds:
            self._shell.say(_("想了 {took} 秒，超过 {seconds} 秒。").format(took=took, seconds=self._seconds))

    def _ask_blanks(self, question: Question, count: int) -> Response:
        return understand_texts(
            tuple(
                self._line(said.blank_prompt(number, count), question, said.how_to_answer(question))
                for number in range(1, count + 1)
            )
        )

    def _finish(self) -> None:
        """The last chance to take an answer back, or to mark what was asked last."""
        self._line(
            _("练完了。按回车结束，u 撤销上一题> "),
            None,
            _("按回车结束；u 撤销上一题，** 收藏上一题，!! 报错。"),
        )

    def _line(self, prompt: str, question: Question | None, help_words: str) -> str:
        """One line of input that is no command; after a command the same is asked again.

        ``question`` is what a letter may answer, ``None`` where nothing typed is an answer.
        """
        while True:
            text = self._shell.ask(prompt)
            if not text:
                raise _Leave
            word = half_width(text).strip()
            command = command_of(question, word)
            if command is None:
                return word
            self._obey(command, help_words)

    def _obey(self, command: Command, help_words: str) -> None:
        if command is Command.LEAVE:
            raise _Leave
        if command is Command.UNDO:
            self._undo()
        elif command in _MARKS:
            self._mark(_MARKS[command], last=command in _OF_THE_LAST or self._shown is None)
        elif command is Command.HELP:
            self._shell.say(help_words)
            if self._shown is not None:
                self._shell.say(said.commands(self._shown.question))
        elif self._shown is not None:
            self._support(self._shown, command)
        else:
            self._shell.say(help_words)

    def _support(self, shown: Shown, command: Command) -> None:
        """What concerns the question that is asked now."""
        if command is Command.READ:
            self._say_question(shown, anew=True)
        elif command is Command.HINT:
            hint = wording.hint_words(shown.question)
            self._hinted = self._hinted or bool(hint)
            self._shell.say(said.hint(hint))
        elif command is Command.GUESS:
            self._guessed = not self._guessed
            self._shell.say(
                _("已标明这次是蒙的，蒙对也评为“吃力”；再输入一次取消。") if self._guessed else _("已取消，不算蒙的。")
            )

    def _undo(self) -> None:
        if self._session.void(at=self._shell.world.now()) is None:
            self._shell.say(_("没有可以撤销的答案。"))
            return
        self._answered.pop()
        raise _Undone

    def _mark(self, what: str, *, last: bool) -> None:
        """Put a mark on the question, or on the one before it, or take it back."""
        shown = (self._answered[-1] if self._answered else None) if last else self._shown
        if shown is None:
            self._shell.say(_("还没有上一题。"))
            return
        mark = (shown.item, what)
        self._session.mark(shown.item, what, mark not in self._marks, at=self._shell.world.now())
        self._marks ^= {mark}
        words = wording.mark_name(what) if mark in self._marks else wording.unmark_name(what)
        self._shell.say((_("上一题{mark}。") if last else _("本题{mark}。")).format(mark=words))
