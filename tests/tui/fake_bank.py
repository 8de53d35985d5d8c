"""A bank and a folder that the screens can look through, without store or disk."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from threading import Event

from studyapp.desk.views import Entry, FileLine, Folder, Part, Picture, Preview, Wanted, Whole, Wish
from studyapp.model import Column, Flaw, Holds, Media, Message, Question, Reading, Severity, Where
from studyapp.tui.desk import Trouble

GoOn = Callable[[str, float], bool]
DECKS = ("窗口题库", "社会保险法（2018年修正）逐条")
FOLDER = "/home/li/下载"


class FakeBrowser:
    """Finds by the plainest of comparisons."""

    def __init__(self, questions: Sequence[Question], case: Question | None = None) -> None:
        self.questions = list(questions)
        self.case = case
        self.marks: dict[int, frozenset[str]] = {}
        self.held: Event | None = None
        self.trouble: Exception | None = None

    def deck_of(self, number: int) -> str:
        return DECKS[0] if number < 9 else DECKS[1]

    def decks(self) -> tuple[str, ...]:
        return DECKS

    def kinds(self, deck: str | None) -> dict[str, int]:
        numbers = [n for n in range(1, len(self.questions) + 1) if deck in (None, self.deck_of(n))]
        kinds = [str(self.questions[number - 1].kind) for number in numbers]
        return {kind: kinds.count(kind) for kind in kinds}

    def find(self, wanted: Wanted) -> Generator[tuple[int, ...], None, None]:
        if self.trouble:
            raise self.trouble
        for number, question in enumerate(self.questions, 1):
            texts = [question.prompt, *question.choices, question.explanation]
            fits = wanted.deck in (None, self.deck_of(number)) and wanted.kind in ("", question.kind)
            if fits and all(any(word in text for text in texts) for word in wanted.words.split()):
                yield (number,)
                if self.held:
                    self.held.wait(30)

    def entries(self, numbers: Sequence[int], words: str = "") -> tuple[Entry, ...]:
        return tuple(
            Entry(str(question.kind), question.prompt, self.deck_of(number))
            for number in numbers
            for question in [self.questions[number - 1]]
        )

    def whole(self, number: int) -> Whole | None:
        question = self.questions[number - 1]
        return Whole(
            item=number,
            question=question,
            case=self.case if "甲公司" in question.prompt else None,
            deck=self.deck_of(number),
            label=str(number),
            source="/home/li/下载/窗口题库.xlsx",
            first_line=number + 1,
            last_line=number + 1,
            answered=3,
            right=2,
            due=18_785,
            marks=self.marks.get(number, frozenset()),
        )


FILES = (
    FileLine("窗口题库.xlsx", f"{FOLDER}/窗口题库.xlsx", likely=True, size=48_200),
    FileLine("劳动争议案例.docx", f"{FOLDER}/劳动争议案例.docx", likely=True, size=1_310_720),
    FileLine("2020年", f"{FOLDER}/2020年", is_folder=True),
    FileLine("..", "/home/li", is_folder=True),
    FileLine("照片.heic", f"{FOLDER}/照片.heic", size=900),
)


class FakeImporter:
    """A folder with a few files, and one way in which each is read; it remembers what it was told."""

    def __init__(self, preview: Preview) -> None:
        self.result = preview
        self.calls: list[tuple[object, ...]] = []
        self.trouble: Exception | None = None
        self.held: Event | None = None
        self.rejected: str | None = f"{FOLDER}/窗口题库-待改.xlsx"

    def folder(self, path: str) -> Folder:
        if path == "/none":
            raise Trouble("打不开文件夹 /none；请换一个文件夹。")
        self.calls.append(("folder", path))
        here = path or FOLDER
        return Folder(here, here.rpartition("/")[0], FILES if here == FOLDER else FILES[-2:])

    def place(self, text: str, folder: str) -> FileLine | None:
        bare = text.strip().strip("'\"")
        return FileLine(bare.rpartition("/")[2], bare, size=1) if bare.startswith("/data/") else None

    def preview(self, wish: Wish, go_on: GoOn) -> Preview | None:
        self.calls.append(("preview", wish))
        return self._told(wish, go_on, written=False)

    def bring_in(self, wish: Wish, go_on: GoOn) -> Preview | None:
        self.calls.append(("bring in", wish))
        return self._told(wish, go_on, written=True)

    def _told(self, wish: Wish, go_on: GoOn, *, written: bool) -> Preview | None:
        if self.trouble:
            raise self.trouble
        if not go_on("read", 0.42) or (self.held and not self.held.wait(30)) or not go_on("compare", 1.0):
            return None
        columns = tuple(
            Column(one.header, wish.columns.get(one.header, one.holds), one.sample) for one in self.result.columns
        )
        deck = wish.deck or self.result.deck
        told = self.result.histories if wish.history or not written else 0
        return self.result._replace(path=wish.path, deck=deck, columns=columns, written=written, histories=told)

    def undo(self, deck: str) -> bool:
        self.calls.append(("undo", deck))
        return True

    def rejects(self, wish: Wish, go_on: GoOn) -> str | None:
        self.calls.append(("rejects", wish))
        return self.rejected


def preview_of(questions: Sequence[Question]) -> Preview:
    """A table of these questions with a few flaws in it."""
    kinds = dict.fromkeys(question.kind for question in questions)
    numbered = list(enumerate(questions, 1))
    of_kind = {kind: [one for one in numbered if one[1].kind is kind] for kind in kinds}
    return Preview(
        path="",
        deck="窗口题库",
        reader="table",
        readings=(
            Reading(Message("表格，每行一题"), len(questions) + 1198, 2),
            Reading(Message("逐行的文字"), 640, 311),
        ),
        parts=tuple(Part(str(kind), len(found) + 100, tuple(found[:2])) for kind, found in of_kind.items()),
        new=1200,
        changed=12,
        same=3,
        linked=2,
        missing=1,
        flaws=(
            _flaw(
                12,
                Severity.ERROR,
                "答案 E 没有对应的选项；请补上选项。",
                "试用期最长不超过 | 一个月 | 六个月 | E",
            ),
            _flaw(31, Severity.ERROR, "没有答案；请在答案列填上选项的字母。", "工伤认定申请的期限为 | 十日 | 三十日"),
            _flaw(40, Severity.WARNING, "与第 7 行的题目重复，学习时只出一次。", "领取失业保险金的期限"),
            _flaw(1, Severity.INFO, "表格的标题行，不是题目。", "题干 | 选项A | 选项B | 答案"),
        ),
        columns=(
            Column("题干", Holds.PROMPT, "失业人员失业前用人单位和本人累计缴费满五年不足十年的"),
            Column("选项A", Holds.CHOICE, "十二个月"),
            Column("选项B", Holds.CHOICE, "十八个月"),
            Column("标答", Holds.ANSWER, "B"),
            Column("出题人", Holds.NOTHING, "李某"),
        ),
        written=False,
        takes_key=True,
    )


def _flaw(line: int, severity: Severity, why: str, snippet: str) -> Flaw:
    return Flaw(Where("窗口题库.xlsx", line, line, "Sheet1"), severity, "test", Message(why), snippet)


def picture(medium: Media, *, opened: bool) -> Picture:
    """Where a picture lies."""
    return Picture(f"/home/li/.local/share/studyapp/pictures/{medium.name}", opened)
