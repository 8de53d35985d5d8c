"""Any bytes anywhere in a folder: nothing is raised but a sentence, nothing is believed, nothing leaves the folder."""

from __future__ import annotations

import gzip
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from studyapp import ReceiptHead, canonical, lock_reply, open_reply, write_statements
from studyapp.testing import STRANGE
from studyapp_folder.remote import FolderKind
from studyapp_hub.folders import exchange
from tests.plugins.studyapp_folder.small_hub import SmallHub, device, envelopes, joining
from tests.support import MONDAY

OWN = device(1)
STATEMENTS = write_statements([joining(OWN), *envelopes(OWN, 2)])
PLACES = (
    f"up/{OWN.device}-0-2.studyapp",
    "up/x-1-1.studyapp",
    f"down/{OWN.device}.studyapp",
    "hub/deck-a.studyapp",
    "boards/%2A-all.json",
    "decks/a.md",
    "plan.toml",
    "邮件.studyapp",
)
plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A file of statements that was cut, or with bytes changed, packed again or as they were."""
    data = bytearray(gzip.decompress(STATEMENTS))
    for _change in range(draw(st.integers(0, 3))):
        data[draw(st.integers(0, len(data) - 1))] = draw(st.integers(0, 255))
    cut = bytes(data[: draw(st.integers(0, len(data)))])
    return draw(st.sampled_from([cut, gzip.compress(cut), gzip.compress(cut)[:-9]]))


contents = st.binary(max_size=200) | damaged() | st.sampled_from([STATEMENTS, *STRANGE.values()])


@given(st.dictionaries(st.sampled_from(PLACES), contents))
def test_any_bytes_anywhere(files: dict[str, bytes]) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name) / "盘"
        for place, data in files.items():
            (folder / place).parent.mkdir(parents=True, exist_ok=True)
            (folder / place).write_bytes(data)
        folder.mkdir(exist_ok=True)
        remote = FolderKind().open(folder.as_uri(), OWN)
        pulled = remote.pull("")
        assert pulled.statements == () and pulled.held == {}
        assert remote.pull(pulled.cursor).files == ()
        assert list(remote.scopes()) == []
        assert remote.push(envelopes(OWN, 2)).held == {}
        hub = SmallHub()
        assert exchange(hub, folder, at=MONDAY).trouble is None
        genuine = set(envelopes(OWN, 2))
        assert all(one in genuine for chain in hub.chains.values() for one in chain.values())
        assert [one.name for one in Path(name).iterdir()] == ["盘"]


@given(plain)
def test_any_reply_is_a_reply_or_none(content: object) -> None:
    hub = SmallHub()
    head = ReceiptHead(by="", hub="", device=OWN.device, at=MONDAY)
    try:
        data = canonical({"receipt": content, "seen": content, "boards": content}).encode()
    except ValueError:  # numbers that JSON does not have
        return
    found = open_reply(lock_reply(hub.seal(head, data), OWN.key), OWN)
    assert found is None


@given(st.binary(max_size=300))
def test_any_file_says_nothing_to_a_device(data: bytes) -> None:
    assert open_reply(data, OWN) is None
