"""Statements: what is sealed is unsealed, and nothing else is; what is packed is unpacked, to the letter."""

from __future__ import annotations

from dataclasses import fields, replace
from random import Random
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from studyapp.envelope.frames import FIRST_LINE, read_statements, write_statements
from studyapp.envelope.heads import KINDS, Unreadable, from_bytes, to_bytes
from studyapp.envelope.locking import lock, unlock
from studyapp.envelope.sealing import digest_of, seal, unseal
from studyapp.envelope.signing import public_key, sign
from studyapp.model.plain import canonical
from studyapp.model.statement import EntriesHead, Head, JoinHead, Statement

SECRETS = tuple(Random(seed).randbytes(32).hex() for seed in range(3))
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "str": st.text(st.characters(exclude_categories=["C", "Zl", "Zp", "Zs"]), max_size=40),
    "int": st.integers(-(1 << 53) + 1, (1 << 53) - 1),
    "bool": st.booleans(),
}


@st.composite
def heads(draw: st.DrawFn) -> Head:
    kind = KINDS[draw(st.sampled_from(sorted(KINDS)))]
    return kind(**{field.name: draw(VALUES[str(field.type)]) for field in fields(kind)})


sealed = st.builds(seal, st.sampled_from(SECRETS), heads(), st.binary(max_size=200))


@given(st.sampled_from(SECRETS), heads(), st.binary(max_size=200))
def test_what_was_sealed_is_unsealed(secret: str, head: Head, content: bytes) -> None:
    statement = seal(secret, head, content)
    digest = digest_of(content) if content else ""
    assert unseal(statement) == replace(head, by=public_key(secret), content=digest)
    assert unseal(statement._replace(content=b"")) is not None  # it was erased


@given(sealed, st.integers(0, 10_000), st.integers(1, 255))
def test_any_change_of_any_byte_is_refused(statement: Statement, place: int, change: int) -> None:
    part = place % 3
    data = bytearray(statement[part])
    assume(data)
    data[place // 3 % len(data)] ^= change
    changed = statement._replace(**{statement._fields[part]: bytes(data)})
    with pytest.raises(Unreadable):
        unseal(changed)


@given(sealed, st.integers(0, 2), st.integers(0, 300), st.binary(max_size=3))
def test_what_is_cut_or_longer_is_refused(statement: Statement, part: int, size: int, more: bytes) -> None:
    data = statement[part][:size] + more
    assume(data != statement[part] and not (part == 2 and not data))
    with pytest.raises(Unreadable):
        unseal(statement._replace(**{statement._fields[part]: data}))


@given(heads(), heads())
def test_another_s_signature_is_no_signature(first: Head, second: Head) -> None:
    assume(first != second)
    one, other = seal(SECRETS[0], first), seal(SECRETS[1], second)
    with pytest.raises(Unreadable):
        unseal(Statement(one.head, other.signature))


def test_a_kind_of_a_later_version_is_nothing_to_this_one_and_still_signed() -> None:
    plain = {"alg": "ed25519", "v": 1, "kind": "stranger", "by": public_key(SECRETS[0]), "content": "", "new": [1]}
    known = from_about()
    data = canonical({**plain, **known}).encode()
    assert unseal(Statement(data, sign(SECRETS[0], data))) is None
    with pytest.raises(Unreadable):
        unseal(Statement(data, sign(SECRETS[1], data)))


def from_about() -> dict[str, object]:
    """What every head says of its version, whatever it is called."""
    import json

    plain = json.loads(to_bytes(JoinHead(by="", device="", code="", at=0)))
    return {name: plain[name] for name in plain.keys() - {"kind", *(one.name for one in fields(JoinHead))}}


@given(st.binary(max_size=300))
@example(b"{}")
@example(b"[" * 5_000)
@example(b'{"kind":1}')
@example('{"kind":"\ud800"}'.encode(errors="surrogatepass"))
def test_no_bytes_are_more_than_unreadable(data: bytes) -> None:
    with pytest.raises(Unreadable):
        from_bytes(data)


@given(st.lists(sealed, max_size=6))
def test_a_run_is_read_as_it_was_written(statements: list[Statement]) -> None:
    assert list(read_statements(write_statements(statements))) == statements


@given(st.lists(sealed, min_size=1, max_size=4), st.floats(0, 1))
def test_of_a_file_that_breaks_off_the_beginning_counts(statements: list[Statement], share: float) -> None:
    data = write_statements(statements)
    cut, found = data[: int(share * (len(data) - 1))], []
    with pytest.raises(Unreadable):
        for one in read_statements(cut):
            found.append(one)  # noqa: PERF402 - what came before the end is what is asked for
    assert found == statements[: len(found)]


@given(st.binary(max_size=400))
@example(FIRST_LINE + b"{}\n\n9999999999999\n")
@example(FIRST_LINE + b"{}\n" + b"00" * 64 + b"\n-1\n")
@example(b"\x1f\x8b")
def test_a_run_of_any_bytes_is_read_or_refused(data: bytes) -> None:
    for start in (b"", FIRST_LINE):
        try:
            assert all(isinstance(one, Statement) for one in read_statements(start + data))
        except Unreadable:
            continue


def test_a_bomb_is_not_unpacked() -> None:
    big = [seal(SECRETS[0], EntriesHead(by="", device="d", no=1, before=""), bytes(1 << 20)) for _ in range(4)]
    with pytest.raises(Unreadable):
        list(read_statements(write_statements(big), 2 << 20))


@given(st.binary(max_size=100), st.integers(0, 10_000), st.integers(1, 255))
def test_what_is_locked_only_its_owner_opens(data: bytes, place: int, change: int) -> None:
    locked = lock(public_key(SECRETS[0]), data)
    assert unlock(SECRETS[0], locked) == data
    broken = bytearray(locked)
    broken[place % len(broken)] ^= change
    for secret, some in ((SECRETS[1], locked), (SECRETS[0], bytes(broken))):
        with pytest.raises(ValueError, match="locked for another"):
            unlock(secret, some)
