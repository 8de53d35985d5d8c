"""Who asks: a request that a device has signed, now, and that was not heard before."""

from __future__ import annotations

import hashlib
import re
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from studyapp import Message, is_signed
from studyapp_hub.service.api import WINDOW, signed_text
from studyapp_hub.service.faults import Fault

_HEADER = re.compile(
    r"Ed25519\s+device=([0-9A-Za-z_-]{1,64})\s*,\s*at=([0-9]{1,15})\s*,\s*signature=([0-9A-Fa-f]{128})", re.ASCII
)
_NO_BODY = hashlib.sha256(b"").hexdigest()
_HEARD = 100_000
"""Signatures that are remembered at most: more than come in while one is good, as far as buckets let them."""

_REFUSALS = {
    "unsigned": (401, Message("这个请求要由登记过的设备签名。")),
    "unknown-device": (403, Message("这台设备没有在这里登记，或已停用；请向管理员要登记码。")),
    "bad-signature": (401, Message("请求的签名不对；请升级 studyapp 后再试。")),
    "stale": (401, Message("这台电脑的时间与服务器相差太多；请校准时间后再试。")),
    "replayed": (401, Message("这个请求已经收到过一次；请重新发送。")),
}


def refusal(code: str) -> Fault:
    """A request that is nobody's."""
    status, why = _REFUSALS[code]
    return Fault(status, code, why)


class Signed(NamedTuple):
    """What a header says, not yet believed."""

    device: str
    at: int
    signature: bytes
    text: bytes


@dataclass(slots=True)
class Heard:
    """Signatures that were heard while they are good."""

    _until: OrderedDict[bytes, int] = field(default_factory=OrderedDict, repr=False)

    def again(self, signature: bytes, at: int) -> bool:
        """Whether it was heard before; from now on it was."""
        while self._until and (next(iter(self._until.values())) < at or len(self._until) > _HEARD):
            self._until.popitem(last=False)
        if signature in self._until:
            return True
        self._until[signature] = at + 2 * WINDOW
        return False


def read_signed(header: str, method: str, target: str, at: int) -> Signed:
    """What a header says of a request without a body. Raises ``Fault``."""
    found = _HEADER.fullmatch(header.strip())
    if found is None:
        raise refusal("unsigned")
    device, said, signature = found.groups()
    if abs(int(said) - at) > WINDOW:
        raise refusal("stale")
    return Signed(device, int(said), bytes.fromhex(signature), signed_text(method, target, _NO_BODY, int(said)))


def prove(signed: Signed, keys: Iterable[str]) -> str:
    """Hold a request against the keys of whoever goes by that id, and return his. Raises ``Fault``."""
    some = [key for key in keys if key]
    if not some:
        raise refusal("unknown-device")
    found = next((key for key in some if is_signed(key, signed.text, signed.signature)), "")
    if not found:
        raise refusal("bad-signature")
    return found
