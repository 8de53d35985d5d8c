"""Titles as Open Badges 3.0: each a credential that the hub signs, so that anybody can check it without the hub.

A credential is a JWT (VC-JWT, EdDSA). Its issuer is the hub's ``did:web`` id; who has the document of that id, which
holds the hub's public key, needs no network to check it. Whose title it is, is said by an id that only the hub can lead
back to the learner, and by his name only where he wants it shown.

The ids follow from the hub's address, the plan, the title, its period and the learner, the instant from the title's
day, and EdDSA needs no chance: the same title is the same file.

The key is the one that signs statements and requests. None can be taken for another: what is signed of a statement
begins with a brace, of a request with a verb and a line's end, of a JWT with ``eyJ``, and has a full stop in it.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import NamedTuple
from urllib.parse import quote
from uuid import UUID, uuid5

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from openbadgeslib.keys import key_to_pem, public_jwk_from_pem
from openbadgeslib.ob3 import (
    Achievement,
    Evidence,
    IdentityObject,
    Issuer,
    OB3Signer,
    OpenBadgeCredential,
    build_did_document,
    did_web_from_url,
)

from studyapp import Activity, file_word
from studyapp_hub.badge_words import called, issuer_address, reason, words_of
from studyapp_hub.nouns import Titled
from studyapp_hub.periods import start_of

SUFFIX = ".jwt"
DOCUMENT = "did.json"
KEY = "public-key.pem"

_SPACE = UUID("5d0b7f1c-3e52-5b8a-9a41-7c2e6f0d1b93")
_METHOD = "hub"
"""What the document calls the hub's key."""


class Badge(NamedTuple):
    """A credential. ``id``: its own; ``subject``: what it calls the learner; ``token``: the JWT, for the ``file``."""

    file: str
    id: str
    subject: str
    token: str
    titled: Titled


class Press:
    """What a hub makes badges with. ``address`` is that of the issuer; raises ``BadAddress`` where there can be none.

    ``secret``: the hub's Ed25519 seed in hex.
    """

    def __init__(self, secret: str, name: str, address: str) -> None:
        self.address = issuer_address(address)
        self.issuer = did_web_from_url(self.address)
        self.name = name if name.strip() else self.address
        key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(secret))
        self._signer = OB3Signer(key, algorithm="EdDSA")
        self._public = key.public_key()

    @property
    def place(self) -> str:
        """Where verifiers look for the document: at the root of a domain it has a place of its own."""
        at_root = self.address.count("/") == len("//")
        return f"{self.address}/.well-known/{DOCUMENT}" if at_root else f"{self.address}/{DOCUMENT}"

    def document(self) -> str:
        """The document that says which key is the issuer's."""
        found = build_did_document(self.issuer, [(_METHOD, public_jwk_from_pem(self.key_file()))])
        return json.dumps(found, ensure_ascii=False, indent=2) + "\n"

    def key_file(self) -> str:
        """The public key as programs read it (PEM)."""
        pem = key_to_pem(self._public)
        return pem if isinstance(pem, str) else pem.decode("ascii")

    def badge(self, plan: Activity, titled: Titled) -> Badge:
        """The credential of a title that was given by this plan."""
        award = titled.award
        own = self._id("credential", plan.id, award.what, award.period, titled.learner)
        subject = self._id("subject", titled.learner)
        words = words_of(plan, award.what)
        credential = OpenBadgeCredential(
            id=own,
            name=called(words.name, award.period),
            issuer=Issuer(self.issuer, self.name, url=self.address),
            recipient_id=subject,
            achievement=Achievement(
                id="/".join((self.address, "badges", *(quote(one, safe="") for one in (plan.id, award.what)))),
                name=words.name,
                description=words.about,
                criteria_narrative=words.criteria,
                achievement_type="Badge",
            ),
            issuance_date=datetime.fromtimestamp(start_of(award.day) / 1000, UTC),
            evidence=[Evidence(name=called(words.name, award.period), narrative=reason(award.why))],
            identifiers=[IdentityObject(titled.name, "name", hashed=False)] if titled.name.strip() else [],
        )
        file = "_".join((file_word(award.what), file_word(award.period), own.rpartition(":")[2])) + SUFFIX
        return Badge(file, own, subject, self._signer.sign(credential), titled)

    def _id(self, *parts: str) -> str:
        return f"urn:uuid:{uuid5(_SPACE, json.dumps([self.issuer, *parts]))}"
