"""``studyapp show``: one question, whole."""

from __future__ import annotations

from studyapp import wording
from studyapp.cli import rows
from studyapp.cli.opening import desk_of
from studyapp.cli.parsing import Parser
from studyapp.cli.shell import DONE, Refused, Shell
from studyapp.store import bank
from studyapp.store.bank import StoredItem
from studyapp.words import _, kind_name


def run(arguments: list[str], shell: Shell) -> int:
    """Show the items of a question, which may stand in several decks."""
    parser = Parser("show", _("显示一道题的全部内容")).json()
    parser.add_argument("id", metavar=_("编号"), help=_("题目编号，或其开头几位"))
    options = parser.parse_args(arguments)
    with desk_of(shell) as desk:
        connection = desk.store.connection
        found = _find(connection, options.id)
        names = {deck.no: deck.name for deck in bank.decks(connection)}
        if options.json:
            shell.tell(rows.listing(connection, found, names, len(found)))
            return DONE
        parents = {no: parent for item in found if (no := item.parent) and (parent := bank.item(connection, no))}
        for item in found:
            _print(item, names[item.deck], parents.get(item.parent or 0), shell)
    return DONE


def _find(connection: bank.Connection, beginning: str) -> list[StoredItem]:
    try:
        found = bank.items_of(connection, beginning.lower())
    except ValueError:
        found = []
    if not found:
        raise Refused(_("没有编号以 {id} 开头的题；运行 studyapp questions 查看编号。").format(id=beginning))
    if len({item.question for item in found}) > 1:
        raise Refused(_("有多道题的编号以 {id} 开头，请多写几位。").format(id=beginning))
    return found


def _print(item: StoredItem, deck: str, parent: StoredItem | None, shell: Shell) -> None:
    question = item.read()
    shell.say(f"{item.question.hex()}  {kind_name(item.kind)}  {deck}")
    if parent is not None:
        shell.say(_("案例：{text}").format(text=parent.read().prompt))
    shell.say(question.prompt)
    for line in wording.choice_lines(question):
        shell.say(line)
    if question.answer is not None:
        shell.say(_("答案：{text}").format(text=wording.right_words(question)))
    if question.explanation:
        shell.say(_("解析：{text}").format(text=question.explanation))
    if question.basis:
        shell.say(_("依据：{text}").format(text=wording.bases_words(question.basis)))
    shell.say(_("出处：{where}").format(where=wording.place_words(item.source, item.first_line, item.last_line)))
    shell.say()
