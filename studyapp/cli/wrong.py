"""``studyapp wrong``: the wrong-answer book, told or printed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from studyapp import plugins
from studyapp.activity.periods import date_of
from studyapp.cli.flaws import flaw_as_plain, print_flaws
from studyapp.cli.opening import desk_of, load_plugins
from studyapp.cli.parsing import Parser, put, target
from studyapp.cli.questions import SHORT
from studyapp.cli.shell import DONE, LOOK, Refused, Shell
from studyapp.desk.full import Desk
from studyapp.desk.practice import Practices
from studyapp.desk.practice_words import nothing_words
from studyapp.desk.whose import learner_of
from studyapp.importing import exporting
from studyapp.model import Deck, Flaw, Severity, study_day
from studyapp.report.wrong_book import Wrong, page, times_words
from studyapp.shelf import Shelf
from studyapp.words import _, pgettext, plural

PAGES = (".html", ".htm")


def run(arguments: list[str], shell: Shell) -> int:
    """Tell what is in the book, or write it to a file."""
    parser = Parser("wrong", _("错题本：列出，或存成文件打印")).json()
    parser.add_argument("action", nargs="?", choices=("list", "print"), default="list", help=_("print 存成文件打印"))
    parser.add_argument("--deck", metavar=pgettext("metavar", "题库"), help=_("只要这个题库的错题"))
    parser.add_argument(
        "--out",
        type=target,
        metavar=_("文件"),
        help=_("写到哪个 .html、.docx 或 .md 文件；不写则存成网页，放在数据文件夹里"),
    )
    options = parser.parse_args(arguments)
    if options.action == "list" and options.out:
        raise Refused(_("存成文件请用 studyapp wrong print --out 文件。"))
    with desk_of(shell) as desk:
        book = Practices(desk).wrong(options.deck)
        path, flaws = _print(desk, book, options.out) if options.action == "print" else (None, ())
    if options.json:
        rows = [{"prompt": one.question.prompt, "subject": one.question.subject, "wrong": one.times} for one in book]
        written = {"path": str(path), "why": [flaw_as_plain(flaw) for flaw in flaws]} if path else {}
        shell.tell({"questions": rows, "total": len(book), **written})
    elif path is not None:
        told = plural("错题本（{count} 题）已写到 {path}，打开即可打印。", len(book))
        shell.say(told.format(count=len(book), path=path))
        print_flaws(flaws, shell)
    elif book:
        for one in book:
            prompt = " ".join(one.question.prompt.split())
            shell.say(f"{times_words(one.times)}  {prompt if len(prompt) <= SHORT else f'{prompt[:SHORT]}…'}")
        shell.say(_("共 {total} 题；用 studyapp study --mode wrong 练，wrong print 打印。").format(total=len(book)))
    else:
        shell.say(nothing_words(Shelf.WRONG))
    return LOOK if flaws else DONE


def _print(desk: Desk, book: tuple[Wrong, ...], out: Path | None) -> tuple[Path, tuple[Flaw, ...]]:
    """Write the book; the suffix says how. Return where to, and what did not go into the file."""
    day = study_day(desk.now())
    path = out or Path(desk.world.home) / f"studyapp-wrong-{date_of(day).isoformat()}.html"
    flaws: tuple[Flaw, ...] = ()
    if path.suffix.lower() in PAGES:
        learner = learner_of(desk.world)
        data = page(book, learner, day).encode()
    else:
        try:
            _writer, data, told = plugins.write(load_plugins(Path(desk.world.home)), _deck(desk, book), path.suffix)
        except plugins.CannotWrite as error:
            raise put(error.why) from None
        flaws = tuple(flaw for flaw in told if flaw.severity is Severity.ERROR)  # how it reads again does not matter
    exporting.write_whole(path, data)
    return path, flaws


def _deck(desk: Desk, book: tuple[Wrong, ...]) -> Deck:
    """The book as a deck; how often a question was missed stands at the end of its explanation."""
    told = (_with_times(one) for one in book)
    return exporting.deck_with(desk.store.connection, _("错题本"), ((one.question, one.case) for one in told))


def _with_times(one: Wrong) -> Wrong:
    note = _("（{times}）").format(times=times_words(one.times))
    explanation = f"{one.question.explanation}{note}"
    return one._replace(question=replace(one.question, explanation=explanation))
