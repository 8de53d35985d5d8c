"""The pictures and sounds that notes name, as media of questions with their bytes."""

from __future__ import annotations

import base64
import binascii
import hashlib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import unquote

from studyapp import Media
from studyapp_interchange.anki_package import Files

_INLINE = "data:"


@dataclass(slots=True)
class Pictures:
    """The files of a package, as far as questions use them; ``kept`` are their bytes by digest."""

    files: Files
    kept: dict[str, bytes] = field(default_factory=dict)
    _known: dict[str, Media | None] = field(default_factory=dict)
    _used: set[str] = field(default_factory=set)

    def of(self, names: Iterable[str]) -> tuple[tuple[Media, ...], tuple[str, ...]]:
        """Return the media of these names, none twice, and the names that are not in the package."""
        found: dict[Media, None] = {}
        absent: list[str] = []
        for name in dict.fromkeys(names):
            if name not in self._known:
                self._known[name] = self._inline(name) if name.startswith(_INLINE) else self._file(name)
            media = self._known[name]
            if media is not None:
                found[media] = None
            elif not name.startswith(_INLINE):
                absent.append(name)
        return tuple(found), tuple(absent)

    @property
    def refused(self) -> Iterable[str]:
        """Names of files that were too large or damaged."""
        return self.files.refused

    def unused(self) -> int:
        """Return how many files no question has asked for."""
        return len(self.files.members) - len(self._used)

    def _file(self, name: str) -> Media | None:
        plain = unquote(name)
        names = (name, plain, unicodedata.normalize("NFC", plain), unicodedata.normalize("NFD", plain))
        member = next((one for one in names if one in self.files.members), None)
        if member is None:
            return None
        self._used.add(member)
        data = self.files.read(member)
        return None if data is None else self._keep(member, data)

    def _inline(self, address: str) -> Media | None:
        """Return a picture that stands in the text itself."""
        kind, _, body = address[len(_INLINE) :].partition(";base64,")
        try:
            data = base64.b64decode(body, validate=False)
        except (binascii.Error, ValueError):
            return None
        digest = hashlib.sha256(data).hexdigest()
        suffix = kind.partition("/")[2].partition("+")[0].partition(";")[0]
        return self._keep(f"{digest[:12]}.{suffix if suffix.isalnum() else 'png'}", data) if data else None

    def _keep(self, name: str, data: bytes) -> Media:
        digest = hashlib.sha256(data).hexdigest()
        self.kept[digest] = data
        return Media(name, digest)
