"""One sync with one remote: what is new comes down, what it lacks goes up, and it says what it holds.

All that has to survive lies in the store before it is sent, and is noted after it was said: broken off at any place,
the next sync begins with what the remote holds, and goes on from there. To hand the same over twice does no harm.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from studyapp.envelope.signer import OwnDevice
from studyapp.model import Message, study_day
from studyapp.model.remote import File, Pulled, Receipt
from studyapp.model.statement import Statement
from studyapp.plugins.remoting import OpenRemote, RemoteError
from studyapp.store import devices, envelopes, receipts, remotes, uncut
from studyapp.store.envelopes import NO_LINK, Link
from studyapp.store.opening import Store, transaction
from studyapp.sync import figures, joining
from studyapp.sync.absorbing import absorb_envelopes, read_trust, take_statements
from studyapp.sync.outcome import Outcome, Points, Stage, Taken, Tell, unwatched

MOST_PAGES = 10_000
"""Pulls of one sync; a remote that always has more is not listened to for ever."""

LARGEST_PUSH = 4 << 20
"""Bytes of envelopes that are handed over at once, before they are packed."""

WHILE, MOST_DEVICES = 60 * 60_000, 3
"""In so many milliseconds a store becomes no more devices: a remote may lie about what it holds."""


@dataclass(frozen=True, slots=True)
class Hands:
    """What a sync needs of the world. ``connect`` opens the remote for a device, and raises ``RemoteError``.

    ``take`` brings a file in, or says why not. ``world``: what new devices are made from. ``breathe``: lets others
    write to the store for a while.
    """

    now: Callable[[], int]
    world: devices.World
    connect: Callable[[OwnDevice], OpenRemote]
    take: Callable[[File], Taken]
    tell: Tell = unwatched
    breathe: Callable[[], object] = bool


class _SetBack(Exception):  # noqa: N818 - it happens to office PCs every night
    """The remote knows more of this device than this store does: it goes on as a new one."""


def sync(store: Store, name: str, hands: Hands) -> Outcome:
    """Sync a store with one of its remotes; every trouble of the remote's is part of the outcome."""
    one = _Exchange(store, name, hands)
    trouble: Message | None = None
    try:
        one.run()
    except RemoteError as error:
        trouble = error.why
    finally:
        one.hang_up()
    remotes.note_end(store.connection, name, trouble, at=hands.now())
    hands.tell(Stage.DONE, 1.0)
    return one.outcome(trouble)


@dataclass(slots=True)
class _Exchange:
    store: Store
    name: str
    hands: Hands
    remote: OpenRemote | None = None
    line: list[OwnDevice] = field(default_factory=list)
    held: dict[str, Link] = field(default_factory=dict)
    up: int = 0
    down: int = 0
    strange: int = 0
    renewed: bool = False
    files: list[Taken] = field(default_factory=list)
    points: list[Points] = field(default_factory=list)
    silent: int = 0

    def run(self) -> None:
        """Everything, as another device once more where it must be."""
        try:
            self._once()
        except _SetBack:
            self._renew()
            try:
                self._once()
            except _SetBack:
                raise RemoteError(_LIES) from None

    def hang_up(self) -> None:
        """Let the remote go."""
        if self.remote is not None:
            self.remote.close()
            self.remote = None

    def outcome(self, trouble: Message | None) -> Outcome:
        """What was done."""
        return Outcome(
            remote=self.name,
            up=self.up,
            down=self.down,
            waiting=self._waiting(),
            files=tuple(self.files),
            words=receipts.count_words(self.store.connection, self.name),
            renewed=self.renewed,
            strange=self.strange,
            points=tuple(self.points),
            silent=self.silent,
            trouble=trouble,
        )

    def _once(self) -> None:
        self._open()
        remote = self._remote()
        self.held = receipts.held(self.store.connection, self.name)
        if remote.can.pushes:
            self._join(remote)
        if remote.can.pulls:
            self._pull(remote)
        if remote.can.pushes:
            self._cut()
            self._push(remote)
        if remote.can.ranks:
            self._look_at_boards(remote)

    def _open(self) -> None:
        self.hang_up()
        self.line = _line_of(self.store)
        self.remote = self.hands.connect(self._own)

    def _remote(self) -> OpenRemote:
        if self.remote is None:
            raise AssertionError("it was opened")
        return self.remote

    @property
    def _own(self) -> OwnDevice:
        return self.line[0]

    def _knows(self, one: OwnDevice) -> bool:
        known = receipts.certificates(self.store.connection, self.name).get(one.device)
        return known is not None and known.key == one.key

    # being known

    def _join(self, remote: OpenRemote) -> None:
        """Ask to be known, where that was not answered yet; a code that is refused is not tried again."""
        codes = receipts.joinings(self.store.connection, self.name)
        known = {one.device for one in self.line if self._knows(one)}
        if self._own.device in known and self._own.device not in codes:
            return
        self.hands.tell(Stage.JOIN, 0.0)
        statements = list(joining.asking(self.line, known, codes, self._since))
        if not statements:
            return
        receipt = remote.push(statements)
        self._take(receipt.statements)
        if receipt.refused is not None:
            for device in codes:
                receipts.forget_joining(self.store.connection, self.name, device)
            raise RemoteError(receipt.refused)

    def _since(self, device: str) -> int:
        return devices.since(self.store.connection, device)

    # down

    def _pull(self, remote: OpenRemote) -> None:
        self.hands.tell(Stage.PULL, 0.0)
        row = remotes.named(self.store.connection, self.name)
        cursor = "" if row is None else row.cursor
        told: dict[str, Link] = {}
        for _page in range(MOST_PAGES):
            pulled = remote.pull(cursor)
            told |= self._compare(pulled)
            for number, file in enumerate(pulled.files):
                self.hands.tell(Stage.FILES, number / len(pulled.files))
                self.files.append(self.hands.take(file))
            self._take(pulled.statements)
            with transaction(self.store.connection):
                receipts.note_words(self.store.connection, self.name, pulled.words)
                remotes.note_cursor(self.store.connection, self.name, pulled.cursor)
            cursor = pulled.cursor
            if not pulled.more:
                break
        self.held = told
        self.hands.tell(Stage.PULL, 1.0)

    def _take(self, statements: Sequence[Statement]) -> None:
        if not statements:
            return
        trust = read_trust(self.store, self.name, self.line)
        proven = take_statements(self.store, self.name, statements, trust)
        self.strange += proven.strange
        hands = self.hands
        new, odd = absorb_envelopes(
            self.store, proven.envelopes, lambda share: hands.tell(Stage.PULL, share), hands.breathe
        )
        self.down += new
        self.strange += odd

    # what is held there, and by whom

    def _compare(self, told: Pulled | Receipt) -> dict[str, Link]:
        """What a remote holds of this store's devices, as far as it is what was signed here.

        Raises ``_SetBack`` where it knows of another past of the device that writes now.
        """
        agreed: dict[str, Link] = {}
        before = receipts.held(self.store.connection, self.name)
        for device in uncut.own_devices(self.store.connection):
            held = told.held.get(device)
            link = NO_LINK if held is None or held.no <= 0 else Link(held.no, held.digest)
            if device in told.forked or not envelopes.has_link(self.store.connection, device, link):
                if device == self._own.device:
                    raise _SetBack
                self._cut_anew(device)
                agreed[device] = before.get(device, NO_LINK)
            elif held is not None:
                agreed[device] = link
                if before.get(device, NO_LINK) != link:
                    receipts.note_held(self.store.connection, self.name, device, link)
        return agreed

    def _cut_anew(self, device: str) -> None:
        """What the remote may not take from a device goes to it from the one that writes now."""
        known = receipts.held(self.store.connection, self.name).get(device, NO_LINK)
        envelopes.cut_anew(self.store.connection, device, known.no)

    def _renew(self) -> None:
        """Go on as a new device, and read everything again that was told to the old one."""
        made = map(self._since, uncut.own_devices(self.store.connection))
        if sum(abs(self.hands.now() - at) < WHILE for at in made) >= MOST_DEVICES:
            raise RemoteError(_LIES)
        self._cut_anew(self._own.device)
        remotes.begin_anew(self.store.connection)
        path = self.store.path
        self.store.device = devices.new_device(self.store.connection, path, self.hands.world, at=self.hands.now())
        self.renewed = True

    # up

    def _cut(self) -> None:
        """Cut what is in no envelope, and anew what is in those of a former device that the remote does not know."""
        known = receipts.certificates(self.store.connection, self.name)
        if self._knows(self._own):
            for device in uncut.own_devices(self.store.connection):
                if device not in known and device not in self.held:
                    self._cut_anew(device)
        while envelopes.cut_next(self.store.connection, self._own):
            pass

    def _push(self, remote: OpenRemote) -> None:
        whole = max(self._waiting(), 1)
        for device in uncut.own_devices(self.store.connection):
            after = self.held.get(device, NO_LINK).no
            for batch in _batches(envelopes.statements(self.store.connection, device, after)):
                self.hands.tell(Stage.PUSH, min(1.0, self.up / whole))
                self._hand_over(remote, device, batch)

    def _hand_over(self, remote: OpenRemote, device: str, batch: list[Statement]) -> None:
        receipt = remote.push(batch)
        before = self.held.get(device, NO_LINK).no
        with transaction(self.store.connection):
            receipts.note_words(self.store.connection, self.name, receipt.words)
        self._take(receipt.statements)
        self.held |= self._compare(receipt)
        after = self.held.get(device, NO_LINK).no
        self.up += envelopes.count_between(self.store.connection, device, before, after)
        if receipt.refused is not None:
            raise RemoteError(receipt.refused)

    def _waiting(self) -> int:
        held = {device: link.no for device, link in self.held.items()}
        return envelopes.count_waiting(self.store.connection, held)

    # boards

    def _look_at_boards(self, remote: OpenRemote) -> None:
        """Keep the learner's own boards, to be shown where there is no network; without them it is a sync as well."""
        self.hands.tell(Stage.BOARD, 0.0)
        at = self.hands.now()
        for period in (figures.month_of(study_day(at)), figures.WHOLE):
            try:
                board = remote.standings("", period)
            except RemoteError:
                return
            self.silent = max(study_day(at) - study_day(board.at), 0)
            remotes.keep_board(self.store.connection, self.name, ("", period), board, at=at)
            found = figures.compare(self.store, self.name, board, self._waiting())
            if found is not None:
                self.points.append(found)


def _line_of(store: Store) -> list[OwnDevice]:
    """The device that writes now, and those before it whose keys are still there, the last one first."""
    file = devices.read_file(devices.device_path(store.path))
    if file is None:
        raise RemoteError(Message("本机的设备密钥读不出来；请关闭应用再打开，然后重新同步。"))
    return [OwnDevice(file.device, file.key), *(OwnDevice(*one) for one in file.former)]


def _batches(statements: Iterator[Statement]) -> Iterator[list[Statement]]:
    """Statements as many at once as may be handed over, at least one."""
    batch: list[Statement] = []
    size = 0
    for one in statements:
        length = len(one.head) + len(one.content)
        if batch and size + length > LARGEST_PUSH:
            yield batch
            batch, size = [], 0
        batch.append(one)
        size += length
    if batch:
        yield batch


_LIES = Message(
    "这个远程说它收到过本机没有写过的记录，刚换过设备编号仍是这样；本机的记录不受影响，请把这个情况告诉管理员。"
)
