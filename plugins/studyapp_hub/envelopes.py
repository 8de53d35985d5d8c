"""Envelopes taken in: the chain of a device, its receipts, and the entries."""

from __future__ import annotations

from studyapp import EntriesHead, Held, Statement, Verdict, Word
from studyapp_hub import words
from studyapp_hub.batch import Batch
from studyapp_hub.columns import NONE, read_entries
from studyapp_hub.core import Chain, Core, digest_bytes
from studyapp_hub.learners import Learner
from studyapp_hub.schema import CHAIN, ENVELOPE


def take(core: Core, batch: Batch, head: EntriesHead, one: Statement) -> None:
    """Take an envelope in, or refuse it."""
    learner = core.learner_of(head.device, head.by)
    if not learner:
        batch.refused = words.UNKNOWN_DEVICE
        return
    batch.taken += 1
    state, chain = core.learners.get(learner), chain_of(core, learner, head.device, head.by)
    digest = digest_bytes(one.head)
    is_whole = bool(one.content) or not head.content or state.erased  # else somebody took out what may still come
    is_sound = _soundness(core, learner, digest) if head.no <= chain.most else None
    if is_whole and is_sound is None:
        _store(core, batch, state, head, one, digest)
        if _extend(core, learner, head, digest, chain) and core.ledger.note_fork(state, head.device):
            core.ledger.refold(state)
    elif one.content and is_sound is False and not state.erased:
        _heal(core, state, one, digest)
    batch.held[head.device] = Held(chain.no, chain.head.hex())
    if head.device in state.held:
        batch.forked.add(head.device)


def _soundness(core: Core, learner: str, digest: bytes) -> bool | None:
    """Whether an envelope that is there is sound; ``None`` where it is not there."""
    rows = core.engine.rows("SELECT sound FROM envelope WHERE learner = ? AND digest = ?", learner, digest)
    return bool(rows[0][0]) if rows else None


def _heal(core: Core, state: Learner, one: Statement, digest: bytes) -> None:
    """Put what is whole in the place of what was found damaged."""
    core.engine.run(
        "UPDATE envelope SET head = ?, signature = ?, content = ?, sound = 1 WHERE learner = ? AND digest = ?",
        one.head,
        one.signature,
        one.content,
        state.id,
        digest,
    )
    core.ledger.take_again(state, read_entries(one.content)[0])
    core.owe_nothing()


def _store(core: Core, batch: Batch, state: Learner, head: EntriesHead, one: Statement, digest: bytes) -> None:
    """Store it with its first receipt, and what is in it; of who is erased the head alone."""
    stamped = core.first_receipt(digest, state.id)
    received, own = (batch.at, batch.at) if stamped is None else (stamped, 0)
    arrival = core.next_arrival()
    content = b"" if state.erased else one.content
    entries, refused = read_entries(content) if content else (NONE, 0)
    days = entries.day or (0,)
    row = (
        state.id, digest, min(days), max(days), arrival, 1, head.device, head.by, head.no, received, own, one.head,
        one.signature, content,
    )  # fmt: skip
    core.engine.insert(ENVELOPE, [row])
    batch.words += [Word(b"", Verdict.REFUSED, words.REFUSED)] * refused
    said = core.ledger.take(state, entries, received, head.device)
    if said:
        batch.words += words.words_of(said)


def chain_of(core: Core, learner: str, device: str, key: str) -> Chain:
    """How far a device's envelopes are here."""
    found = core.chains.get((device, key))
    if found is None:
        rows = core.engine.rows(
            "SELECT no, head FROM chain WHERE learner = ? AND device = ? AND key = ?", learner, device, key
        )
        (most, keys), *_none = core.engine.rows(
            "SELECT coalesce(max(no), 0), (SELECT count(DISTINCT key) FROM device WHERE device = ?) FROM envelope "
            "WHERE learner = ? AND device = ?",
            device,
            learner,
            device,
        )
        no, head = (rows[0][0], bytes(rows[0][1])) if rows else (0, b"")
        found = Chain(no, head, int(most))
        if keys < 2:  # else what is signed with the others counts, too
            core.chains[device, key] = found
    return found


def _extend(core: Core, learner: str, head: EntriesHead, digest: bytes, chain: Chain) -> bool:
    """Let the chain go on as far as it can; whether it turns out to be two chains."""
    is_fork = False
    if head.no <= chain.most:
        rows = core.engine.rows(
            "SELECT count(*) FROM envelope WHERE learner = ? AND device = ? AND no = ?", learner, head.device, head.no
        )
        is_fork = int(rows[0][0]) > 1
    chain.most = max(chain.most, head.no)
    if head.no == chain.no + 1:
        if head.before == chain.head.hex():
            chain.no, chain.head = head.no, digest
            is_fork = _go_on(core, learner, head, chain) or is_fork
            core.engine.put(CHAIN, [(learner, head.device, head.by, chain.no, chain.head)])
        else:
            is_fork = True
    elif head.no <= chain.no:
        is_fork = True
    return is_fork


def _go_on(core: Core, learner: str, head: EntriesHead, chain: Chain) -> bool:
    """Take up what came before its turn; whether it follows another one."""
    while chain.no < chain.most:
        rows = core.engine.rows(
            "SELECT digest, head FROM envelope WHERE learner = ? AND device = ? AND key = ? AND no = ? "
            "ORDER BY arrival",
            learner,
            head.device,
            head.by,
            chain.no + 1,
        )
        before = f'"before":"{chain.head.hex()}"'.encode()
        following = [bytes(one[0]) for one in rows if before in bytes(one[1])]
        if not following:
            return bool(rows)
        chain.no, chain.head = chain.no + 1, following[0]
        if len(rows) > 1:
            return True
    return False


def held(core: Core, learner: str, device: str, key: str) -> Held:
    """What is held of a device."""
    chain = chain_of(core, learner, device, key)
    return Held(chain.no, chain.head.hex())
