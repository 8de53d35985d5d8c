"""The interface's words: Chinese is the source, other languages are gettext catalogues in ``locale/``.

A msgid becomes words only where it is shown, so that the language can change at any time: tables hold msgids, marked
with ``N_``. What a person does not read stays as it is.
"""

from __future__ import annotations

from datetime import date

TYPE_CHECKING = False
if TYPE_CHECKING:  # the nouns, gettext, and typing itself cost start-up time that "status" does not have
    from collections.abc import Iterable
    from gettext import NullTranslations

    from studyapp.model import Argument, Flaw, Message

EPOCH = date(1970, 1, 1).toordinal()

CHINESE = "zh"

_spoken: list[tuple[str, NullTranslations]] = []
"""The chosen language and its catalogue; nothing while Chinese, the language of the msgids, is spoken."""


def use(catalogue: NullTranslations | None, language: str = "en") -> None:
    """Speak ``language`` with its catalogue from now on; ``None`` is Chinese."""
    _spoken[:] = [] if catalogue is None else [(language, catalogue)]


def language() -> str:
    """The language that is spoken now."""
    return _spoken[0][0] if _spoken else CHINESE


def _(message: str) -> str:
    """Put a Chinese msgid into the chosen language."""
    return _spoken[0][1].gettext(message) if _spoken and message else message  # "" is a catalogue's own heading


def N_(message: str) -> str:  # noqa: N802 - the name that extractors of messages know
    """Mark a msgid of a table; it is put into the chosen language when it is shown."""
    return message


def pgettext(context: str, message: str) -> str:
    """Put a short word that means two things into the chosen language, told apart by its context."""
    return _spoken[0][1].pgettext(context, message) if _spoken else message


def plural(message: str, count: int) -> str:
    """Put a sentence about so many things into the chosen language; Chinese says one and many alike."""
    return _spoken[0][1].ngettext(message, message, count) if _spoken else message


def say(message: Message) -> str:
    """Put a ``Message`` into words, its arguments filled in; a ``Kind`` among them goes by its name.

    A plugin's translation may want arguments that there are not: then it is said in Chinese.
    """
    arguments = {name: _named(value) for name, value in message.arguments.items()}
    try:
        return _(message.text).format_map(arguments)
    except (LookupError, ValueError, TypeError, AttributeError):
        return message.text.format_map(arguments)


def _named(value: Argument) -> Argument:
    """Plain text is never a kind: it may be what stands in a file."""
    return kind_name(value) if isinstance(value, str) and type(value) is not str and value in _KINDS else value


def listed(parts: Iterable[str]) -> str:
    """Names one after the other, as the chosen language sets them apart."""
    return _("、").join(parts)


def say_flaw(flaw: Flaw) -> str:
    """One line for a flaw: where, how bad, and the sentence."""
    severity = severity_name(flaw.severity)
    return _("{where} {severity} {why}").format(where=flaw.where, severity=severity, why=say(flaw.why))


def severity_name(severity: str) -> str:
    """The word for a ``Severity``."""
    names = {"error": _("错误"), "warning": _("警告"), "info": pgettext("severity", "提示")}
    return names[severity]


_KINDS = {
    "single": N_("单选题"),
    "multiple": N_("多选题"),
    "judge": N_("判断题"),
    "blank": N_("填空题"),
    "short": N_("简答题"),
    "order": N_("排序题"),
    "match": N_("匹配题"),
    "case": N_("案例题"),
    "card": N_("卡片"),
}


def kind_name(kind: str) -> str:
    """The word for a ``Kind`` of question, as exam papers print it."""
    return _(_KINDS[kind])


_MONTHS = (
    N_("1月"),
    N_("2月"),
    N_("3月"),
    N_("4月"),
    N_("5月"),
    N_("6月"),
    N_("7月"),
    N_("8月"),
    N_("9月"),
    N_("10月"),
    N_("11月"),
    N_("12月"),
)


def month_name(month: int) -> str:
    """The name of a month, from 1 to 12."""
    return _(_MONTHS[month - 1])


def date_words(day: int) -> str:
    """A study day (days since 1970-01-01) as people write it, without the year."""
    when = date.fromordinal(EPOCH + day)
    return _("{month}{day}日").format(month=_(_MONTHS[when.month - 1]), day=when.day)
