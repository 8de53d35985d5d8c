"""``python -m tests.envelope.fuzz [--seconds N]``: what strangers send, changed in every way, as long as one likes.

Nothing but ``Unreadable`` may come up, and nothing may be believed that was not signed.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from random import Random

from studyapp.envelope.contents import pack_entries, unpack_entries
from studyapp.envelope.frames import read_statements, write_statements
from studyapp.envelope.heads import Unreadable
from studyapp.envelope.sealing import seal, unseal
from studyapp.identity import is_intact, make_entry
from studyapp.model.statement import DeviceHead, EntriesHead, JoinHead, Statement

_SECRET = "5a" * 32
_ENTRIES = pack_entries(
    make_entry(device="d", seq=seq, at=1_800_000_000_000 + seq, kind="note", body={"题": [seq, 0.5, None]})
    for seq in range(1, 6)
)
_SEALED = (
    seal(_SECRET, JoinHead(by="", device="d", code="c", at=1, name="张三")),
    seal(_SECRET, DeviceHead(by="", hub="h", device="d", key="k", learner="l", at=1)),
    seal(_SECRET, EntriesHead(by="", device="d", no=1, before=""), _ENTRIES),
)
_SIGNED = {one.head for one in _SEALED}


def changed(data: bytes, chance: Random) -> bytes:
    """Some bytes with a few of them put, cut, doubled or flipped."""
    found = bytearray(data)
    for _change in range(chance.randint(1, 4)):
        first = chance.randrange(len(found) + 1)
        last = min(len(found), first + chance.choice((1, 1, 2, 16, 200)))
        what = chance.randrange(4)
        if what == 0:
            found[first:last] = chance.randbytes(last - first)
        elif what == 1:
            del found[first:last]
        elif what == 2:
            found[first:first] = found[first:last]
        else:
            found[first:first] = chance.choice((b"\n", b"{", b'"', b"[" * 500, b"9" * 30, b"\xff", b"null"))
    return bytes(found)


def file_of_statements(chance: Random) -> None:
    """A file or the body of a push."""
    try:
        for one in read_statements(changed(write_statements(_SEALED), chance)):
            _believe(one)
    except Unreadable:
        return


def statement(chance: Random) -> None:
    """One statement."""
    one = chance.choice(_SEALED)
    part = chance.randrange(3)
    _believe(one._replace(**{one._fields[part]: changed(one[part], chance)}))


def content(chance: Random) -> None:
    """The entries of an envelope."""
    for entry in unpack_entries(changed(_ENTRIES, chance)).entries:
        assert is_intact(entry)


def _believe(one: Statement) -> None:
    try:
        unseal(one)
    except Unreadable:
        return
    assert one.head in _SIGNED, one


TARGETS: tuple[Callable[[Random], None], ...] = (file_of_statements, statement, content)


def main() -> int:
    """Fuzz each target for some seconds."""
    parser = argparse.ArgumentParser(prog="python -m tests.envelope.fuzz", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60, help="for each target")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    for target in TARGETS:
        end, seed = time.monotonic() + options.seconds, options.seed
        while time.monotonic() < end:
            try:
                target(Random(seed))
            except Exception:
                print(f"{target.__name__}: seed {seed}", flush=True)
                raise
            seed += 1
        print(f"{target.__name__:20} well: {seed - options.seed} runs", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
