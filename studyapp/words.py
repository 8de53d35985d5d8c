"""The interface's words: Chinese is the source, other languages are gettext catalogues in ``locale/``.

The language is chosen once, before a screen or a command is loaded, since texts of classes are made then.
"""

from __future__ import annotations

from datetime import date

TYPE_CHECKING = False
if TYPE_CHECKING:  # the nouns, gettext, and typing itself cost start-up time that "status" does not have
    from gettext import NullTranslations

    from studyapp.model import Flaw, Message

EPOCH = date(1970, 1, 1).toordinal()

_catalogues: list[NullTranslations] = []
"""The chosen catalogue; none while Chinese, the language of the msgids, is spoken."""


def use(catalogue: NullTranslations | None) -> None:
    """Speak with a catalogue from now on; ``None`` is Chinese."""
    _catalogues[:] = [] if catalogue is None else [catalogue]


def _(message: str) -> str:
    """Put a Chinese msgid into the chosen language."""
    return _catalogues[0].gettext(message) if _catalogues else message


def pgettext(context: str, message: str) -> str:
    """Put a short word that means two things into the chosen language, told apart by its context."""
    return _catalogues[0].pgettext(context, message) if _catalogues else message


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
