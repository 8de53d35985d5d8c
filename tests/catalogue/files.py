"""The catalogue files of every domain: what must stand in them, and writing it there."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tests.catalogue.extraction import Msgid, msgids
from tests.support import ROOT

LANGUAGES = ("en",)
"""All but Chinese, which the msgids are in."""

HEADINGS = {
    "en": (
        ("Language", "en"),
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=UTF-8"),
        ("Content-Transfer-Encoding", "8bit"),
        ("Plural-Forms", "nplurals=2; plural=(n != 1);"),
    )
}
"""No dates, no names and no versions: what is the same text is the same file."""


@dataclass(frozen=True, slots=True)
class Domain:
    """The words of the app or of one plugin; its catalogues lie beside its code."""

    name: str
    code: Path

    def po(self, language: str) -> Path:
        """The file that people translate in."""
        return self.code / "locale" / language / "LC_MESSAGES" / f"{self.name}.po"

    def mo(self, language: str) -> Path:
        """The file that the app reads."""
        return self.po(language).with_suffix(".mo")


def domains() -> list[Domain]:
    """The app's, and one for each plugin here."""
    plugins = sorted(one.parent for one in (ROOT / "plugins").glob("*/__init__.py"))
    return [Domain("studyapp", ROOT / "studyapp"), *(Domain(plugin.name, plugin) for plugin in plugins)]


def read(po: bytes, language: str) -> Catalog:
    """The entries of a file that people translate in."""
    return read_po(io.BytesIO(po), locale=language, charset="utf-8")


def updated(po: bytes, language: str, wanted: set[Msgid]) -> bytes:
    """The file with exactly the wanted msgids in it: new ones without translation, others as they were."""
    template = Catalog()
    for one in sorted(wanted):
        template.add((one.text, one.text) if one.counted else one.text, context=one.context or None)
    catalogue = read(po, language)
    catalogue.update(template, no_fuzzy_matching=True)
    written = io.BytesIO()
    write_po(written, catalogue, width=0, no_location=True, omit_header=True, sort_output=True, ignore_obsolete=True)
    heading = "".join(f'"{name}: {value}\\n"\n' for name, value in HEADINGS[language])
    return f'msgid ""\nmsgstr ""\n{heading}\n'.encode() + written.getvalue()


def compiled(po: bytes, language: str) -> bytes:
    """What the app reads, made of what people translate in."""
    catalogue = _Compiled(language)
    for entry in read(po, language):
        if entry.id:
            catalogue.add(entry.id, entry.string, context=entry.context)
    written = io.BytesIO()
    write_mo(written, catalogue)
    return written.getvalue()


class _Compiled(Catalog):
    """A catalogue with our heading; Babel's own has its version in it."""

    def __init__(self, language: str) -> None:
        super().__init__(locale=language, fuzzy=False)

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        return list(HEADINGS[str(self.locale)])

    @mime_headers.setter
    def mime_headers(self, headers: object) -> None:
        """Babel's own can be set; ours are what they are."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A msgid with its translation: one form, or those of one and of many."""

    text: str
    forms: tuple[str, ...]
    fuzzy: bool


def entries(po: bytes, language: str) -> list[Entry]:
    """All that a file translates."""
    found = []
    for entry in read(po, language):
        text = entry.id if isinstance(entry.id, str) else entry.id[0]
        forms = (entry.string,) if isinstance(entry.string, str) else tuple(entry.string or ("",))
        if text:
            found.append(Entry(text, forms, entry.fuzzy))
    return found


def untranslated(po: bytes, language: str) -> list[str]:
    """The msgids that have no translation, or not one for every plural, or an unsure one."""
    return [entry.text for entry in entries(po, language) if entry.fuzzy or not all(entry.forms)]


def refresh(domain: Domain, language: str) -> list[str]:
    """Bring a domain's files up to date with its code; return the msgids that await translation."""
    po = domain.po(language)
    po.parent.mkdir(parents=True, exist_ok=True)
    fresh = updated(po.read_bytes() if po.exists() else b"", language, msgids(domain.code))
    po.write_bytes(fresh)
    domain.mo(language).write_bytes(compiled(fresh, language))
    return untranslated(fresh, language)
