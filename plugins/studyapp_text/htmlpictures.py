"""Where a page's pictures are: within the page as letters, in one file with it, or elsewhere."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Mapping
from email.message import Message
from posixpath import basename
from urllib.parse import unquote, unquote_to_bytes, urljoin, urlsplit

from studyapp_text.album import LARGEST_PICTURE

_LONGEST_NAME = 60


def picture_at(address: str, within: Mapping[str, bytes]) -> bytes | None:
    """Return the picture at an address; None where it lies elsewhere, nothing where it is broken."""
    if address[:5].lower() == "data:":
        return _written(address)
    return within.get(address.strip())


def _written(address: str) -> bytes:
    """Read a picture that the page has as letters ([RFC 2397])."""
    head, comma, data = address[5:].partition(",")
    if not comma or len(data) > 2 * LARGEST_PICTURE:
        return b""
    if not head.lower().rstrip().endswith(";base64"):
        return unquote_to_bytes(data)
    try:
        return base64.b64decode(unquote("".join(data.split())))
    except (binascii.Error, ValueError):
        return b""


def name_of(address: str, number: int) -> str:
    """Return what a picture is called."""
    if address[:5].lower() == "data:":
        form = address[5:].partition(";")[0].partition("/")[2].partition("+")[0].lower()
        return f"{number}.{'jpg' if form == 'jpeg' else form if form.isalnum() and len(form) < 8 else 'bin'}"
    try:
        name = basename(unquote(urlsplit(address.strip()).path))
    except ValueError:
        name = ""
    return name[-_LONGEST_NAME:] or str(number)


def pictures_of(parts: Iterable[Message], page: str) -> dict[str, bytes]:
    """Return the pictures of a web archive by the addresses that its page, which lies at ``page``, may use for them."""
    found: dict[str, bytes] = {}
    for part in parts:
        if part.get_content_maintype() != "image":
            continue
        data = part.get_payload(decode=True)
        if not isinstance(data, bytes):
            continue
        location = str(part.get("Content-Location", "")).strip()
        if location:
            found[location] = found[urljoin(page, location)] = data
            if page and location.startswith(page.rpartition("/")[0] + "/"):
                found[location.removeprefix(page.rpartition("/")[0] + "/")] = data
        if name := str(part.get("Content-ID", "")).strip().strip("<>"):
            found[f"cid:{name}"] = data
    return found
