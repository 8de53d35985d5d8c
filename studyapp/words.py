"""The interface's words: Chinese is the source, other languages are gettext catalogues in ``locale/``.

The language is chosen once, before a screen or a command is loaded, since texts of classes are made then.
"""

from __future__ import annotations

import gettext
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the nouns cost start-up time that "status" does not have
    from studyapp.model import Flaw, Message

EPOCH = date(1970, 1, 1).toordinal()
LANGUAGES = ("zh", "en")
LOCALE = Path(__file__).parent / "locale"

_catalogue: gettext.NullTranslations = gettext.NullTranslations()


def choose(language: str) -> None:
    """Take ``zh`` or ``en`` as the language of all that is said from now on; an unknown one is Chinese."""
    global _catalogue
    _catalogue = gettext.translation("studyapp", LOCALE, [language], fallback=True)


def _(message: str) -> str:
    """Put a Chinese msgid into the chosen language."""
    return _catalogue.gettext(message)


def pgettext(context: str, message: str) -> str:
    """Put a short word that means two things into the chosen language, told apart by its context."""
    return _catalogue.pgettext(context, message)


def say(message: Message) -> str:
    """Put a ``Message`` into words, its arguments filled in."""
    return _(message.text).format_map(message.arguments)


def say_flaw(flaw: Flaw) -> str:
    """One line for a flaw: where, how bad, and the sentence."""
    return f"{flaw.where} {severity_name(flaw.severity)} {say(flaw.why)}"


def severity_name(severity: str) -> str:
    """The word for a ``Severity``."""
    names = {"error": _("错误"), "warning": _("警告"), "info": _("提示")}
    return names[severity]


def kind_name(kind: str) -> str:
    """The word for a ``Kind`` of question, as exam papers print it."""
    names = {
        "single": _("单选题"),
        "multiple": _("多选题"),
        "judge": _("判断题"),
        "blank": _("填空题"),
        "short": _("简答题"),
        "order": _("排序题"),
        "match": _("匹配题"),
        "case": _("案例题"),
        "card": _("卡片"),
    }
    return names[kind]


def date_words(day: int) -> str:
    """A study day (days since 1970-01-01) as people write it, without the year."""
    when = date.fromordinal(EPOCH + day)
    return _("{month}月{day}日").format(month=when.month, day=when.day)
