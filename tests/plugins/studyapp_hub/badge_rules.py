"""The rules of Open Badges 3.0 that credentials of ours are held to: of an AchievementCredential as a VC-JWT.

Written after the published data model (multiplicities and types of its classes) and its section on the JSON Web Token
proof format, and not after the code under test. Only what we say has a rule: all else is wrong.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+")
_COMPACT = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")
_OB_CONTEXT = re.compile(r"https://purl\.imsglobal\.org/spec/ob/v3p0/context(?:-3\.\d+\.\d+)?\.json")
_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
_SCHEMA = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"

Rule = Callable[[Any, str], Iterator[str]]


class Of(NamedTuple):
    """A property: what its value is held to, and whether it must be there."""

    rule: Rule
    required: bool = False


def unpacked(token: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The header and the payload of a compact JWS, unchecked."""
    head, payload, _signature = token.split(".")
    return _json(head), _json(payload)


def packed(token: str, *, header: Any = None, payload: Any = None) -> str:
    """The token with another header or payload, under the old signature."""
    parts = token.split(".")
    for place, value in ((0, header), (1, payload)):
        if value is not None:
            raw = json.dumps(value, separators=(",", ":")).encode()
            parts[place] = base64.urlsafe_b64encode(raw).decode().rstrip("=")
    return ".".join(parts)


def faults(token: str) -> list[str]:
    """What is wrong with a credential, in words; nothing where it is as the rules have it."""
    if not _COMPACT.fullmatch(token):
        return ["it is no compact JWS"]
    header, payload = unpacked(token)
    return [*_header(header), *_claims(payload), *_credential(payload, "")]


def _json(part: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return found


def _header(one: dict[str, Any]) -> Iterator[str]:
    """Further headers than alg, kid, jwk and typ are not allowed; the key must be told, and never its private half."""
    if one.keys() - {"alg", "kid", "jwk", "typ"} or one.get("typ", "JWT") != "JWT":
        yield "the header says what it may not, or it is no JWT"
    if not {"kid", "jwk"} & one.keys():
        yield "the header tells no key"
    if one.get("alg") != "EdDSA":
        yield "the header names another algorithm than the key's"
    key = one.get("jwk", {})
    if key.get("kty") != "OKP" or key.get("crv") != "Ed25519" or not isinstance(key.get("x"), str):
        yield "jwk is no Ed25519 key"
    if key.keys() - {"kty", "crv", "x"}:
        yield "jwk says more than the public key"


def _claims(one: dict[str, Any]) -> Iterator[str]:
    """iss, jti, nbf and sub are required, and say what the credential says; there is no end of it, so no exp."""
    subject, issuer = one.get("credentialSubject", {}), one.get("issuer", {})
    for claim, value in (("iss", issuer.get("id")), ("jti", one.get("id")), ("sub", subject.get("id"))):
        if claim not in one or one[claim] != value:
            yield f"{claim} is missing or is not what the credential says"
    moment = one.get("nbf")
    if not isinstance(moment, int) or isinstance(moment, bool):
        yield "nbf is no number of seconds"
    elif _moment(one.get("validFrom")) != datetime.fromtimestamp(moment, UTC):
        yield "nbf is not validFrom"
    yield from (f"{claim} has no counterpart" for claim in ("exp", "iat", "vc") if claim in one)


def _moment(text: Any) -> datetime | None:
    return datetime.fromisoformat(text) if _STAMP.fullmatch(str(text)) else None


def _object(rules: Mapping[str, Of]) -> Rule:
    def check(value: Any, where: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield f"{where} is no object"
            return
        yield from (f"{where}.{name} is no property of it" for name in value.keys() - rules.keys())
        for name, of in rules.items():
            if name in value:
                yield from of.rule(value[name], f"{where}.{name}")
            elif of.required:
                yield f"{where}.{name} is missing"

    return check


def _many(rule: Rule) -> Rule:
    def check(value: Any, where: str) -> Iterator[str]:
        if not isinstance(value, list) or not value:
            yield f"{where} is no list, or an empty one"
            return
        for one in value:
            yield from rule(one, where)

    return check


def _text(value: Any, where: str) -> Iterator[str]:
    if not isinstance(value, str) or not value.strip():
        yield f"{where} is no text, or an empty one"


def _uri(value: Any, where: str) -> Iterator[str]:
    if not isinstance(value, str) or not _URI.fullmatch(value):
        yield f"{where} is no URI"


def _stamp(value: Any, where: str) -> Iterator[str]:
    if _moment(value) is None:
        yield f"{where} is no instant with its zone"


def _types(*wanted: str) -> Rule:
    def check(value: Any, where: str) -> Iterator[str]:
        if not isinstance(value, list) or len(set(value)) != len(value) or not set(wanted) <= set(value):
            yield f"{where} is no set with {', '.join(wanted)}"

    return check


def _is(*wanted: Any) -> Rule:
    def check(value: Any, where: str) -> Iterator[str]:
        if not any(value == one and type(value) is type(one) for one in wanted):
            yield f"{where} is none of {wanted}"

    return check


def _credential_types(value: Any, where: str) -> Iterator[str]:
    yield from _types("VerifiableCredential")(value, where)
    if not {"AchievementCredential", "OpenBadgeCredential"} & set(value if isinstance(value, list) else ()):
        yield f"{where} is that of another credential"


def _contexts(value: Any, where: str) -> Iterator[str]:
    """An ordered set: first that of verifiable credentials, second that of Open Badges."""
    first, second = [*value, "", ""][:2] if isinstance(value, list) else ("", "")
    if first != "https://www.w3.org/ns/credentials/v2" or not _OB_CONTEXT.fullmatch(str(second)):
        yield f"{where} does not begin as it must"
    yield from _many(_uri)(value, where)


_criteria = _object({"id": Of(_uri), "narrative": Of(_text, True)})
_achievement = _object(
    {
        "id": Of(_uri, True),
        "type": Of(_types("Achievement"), True),
        "name": Of(_text, True),
        "description": Of(_text, True),
        "criteria": Of(_criteria, True),
        "achievementType": Of(_is("Achievement", "Award", "Badge", "Certificate", "Certification")),
    }
)
_identity = _object(
    {
        "type": Of(_is("IdentityObject"), True),
        "hashed": Of(_is(False), True),
        "identityHash": Of(_text, True),
        "identityType": Of(_is("name"), True),
    }
)
_subject = _object(
    {
        "id": Of(_uri, True),
        "type": Of(_types("AchievementSubject"), True),
        "achievement": Of(_achievement, True),
        "identifier": Of(_many(_identity)),
    }
)
_profile = _object(
    {"id": Of(_uri, True), "type": Of(_types("Profile"), True), "name": Of(_text, True), "url": Of(_uri, True)}
)
_evidence = _object({"type": Of(_types("Evidence"), True), "name": Of(_text), "narrative": Of(_text)})
_schema = _object({"id": Of(_is(_SCHEMA), True), "type": Of(_is("1EdTechJsonSchemaValidator2019"), True)})
_claim = Of(lambda value, where: iter(()))
_credential = _object(
    {
        "@context": Of(_contexts, True),
        "id": Of(_uri, True),
        "type": Of(_credential_types, True),
        "name": Of(_text, True),
        "issuer": Of(_profile, True),
        "validFrom": Of(_stamp, True),
        "credentialSubject": Of(_subject, True),
        "credentialSchema": Of(_many(_schema)),
        "evidence": Of(_many(_evidence)),
        **dict.fromkeys(("iss", "jti", "nbf", "sub"), _claim),
    }
)
