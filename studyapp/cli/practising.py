"""Practice on the command line: what a word for a mode means, and the dialogue over it."""

from __future__ import annotations

from studyapp.cli.dialogue import talk
from studyapp.cli.shell import DONE, Opening, Refused, Shell
from studyapp.desk.full import Desk
from studyapp.desk.practice import Practices, Selection
from studyapp.desk.practice_words import chapter_name, nothing_words, selection_name
from studyapp.desk.quick import QuickDesk
from studyapp.shelf import Shelf
from studyapp.store import errors
from studyapp.words import _, listed, plural


def selection_of(practices: Practices, opening: Opening) -> Selection:
    """What the mode of an opening stands for; a chapter must be there."""
    shelf, _colon, name = opening.mode.partition(":")
    chosen = Selection(Shelf(shelf), opening.deck, name, opening.limit)
    if chosen.shelf is not Shelf.CHAPTER:
        return chosen
    subjects = [one.subject for one in practices.chapters(opening.deck)]
    found = next((one for one in subjects if name in (one, chapter_name(one))), None)
    if found is None:
        known = listed(map(chapter_name, subjects))
        raise Refused(_("没有科目“{name}”；现有科目：{known}。").format(name=name, known=known))
    return chosen._replace(chapter=found)


def chosen(desk: QuickDesk, opening: Opening) -> Selection:
    """What the screens begin with."""
    with errors.told(desk.full().store.path):
        return selection_of(desk.practices(), opening)


def practise(desk: Desk, shell: Shell, opening: Opening) -> int:
    """Practise line by line."""
    practices = Practices(desk)
    chosen = selection_of(practices, opening)
    session = practices.open(chosen)
    if session.current() is None:
        shell.say(nothing_words(chosen.shelf))
        return DONE
    total = session.progress().total
    shell.say(plural("{name}：{count} 题。", total).format(name=selection_name(chosen), count=total))
    seconds = int(desk.setting("think")) if chosen.shelf is Shelf.SITUATIONS else 0
    talk(session, shell, None, desk.picture_file, seconds=seconds)
    return DONE
