"""The caches: cards, days, marks and aliases, as rows; read, written, and folded anew where they were touched."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from operator import attrgetter

from studyapp import journal
from studyapp.journal import CardKey, Fold, Mark
from studyapp.memory import Card
from studyapp.model import Entry, EntryKind
from studyapp.model.tally import Tally
from studyapp.points import day_counts, day_points
from studyapp.store import entries
from studyapp.store.opening import Store

CARD = ", ".join(Card._fields)
WRITE_CARD = f"INSERT OR REPLACE INTO card (question, key, {CARD}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)"
_TALLY = "answered, right, milliseconds, started, worth, fair, fair_right, reviews, recalled, done"
_WRITE_DAY = f"INSERT OR REPLACE INTO day (day, {_TALLY}, points, counts) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)"
_fields = attrgetter(*_TALLY.split(", "))
_ANSWERS = (EntryKind.ANSWER, EntryKind.PAST)


def read(connection: sqlite3.Connection) -> Fold:
    """All caches, to be held against a replay."""
    cards = {
        (row[0], row[1]): Card._make(row[2:]) for row in connection.execute(f"SELECT question, key, {CARD} FROM card")
    }
    days = tallies(connection)
    marks = {
        (question, what): Mark(bool(is_on), entry)
        for question, what, is_on, entry in connection.execute("SELECT question, what, is_on, entry FROM mark")
    }
    return Fold(cards, days, marks, aliases(connection), untimely(connection))


def tallies(connection: sqlite3.Connection) -> dict[int, Tally]:
    """Every study day that has an answer."""
    return {row[0]: Tally(*row[1:]) for row in connection.execute(f"SELECT day, {_TALLY} FROM day ORDER BY day")}


def untimely(connection: sqlite3.Connection) -> frozenset[bytes]:
    """The entries that count for no day."""
    return frozenset(one for (one,) in connection.execute("SELECT entry FROM untimely"))


def aliases(connection: sqlite3.Connection) -> dict[bytes, bytes]:
    """Every id that another one stands for."""
    return dict(connection.execute("SELECT id, root FROM alias").fetchall())


def cards_of(connection: sqlite3.Connection, questions: Collection[bytes]) -> dict[CardKey, Card]:
    """The cards of these questions, each of which stands for its set."""
    wanted, found = list(questions), {}
    for start in range(0, len(wanted), entries.CHUNK):
        chunk = wanted[start : start + entries.CHUNK]
        marks = ",".join("?" * len(chunk))
        for row in connection.execute(f"SELECT question, key, {CARD} FROM card WHERE question IN ({marks})", chunk):
            found[row[0], row[1]] = Card._make(row[2:])
    return found


def clear(connection: sqlite3.Connection) -> None:
    """Throw the caches away."""
    for table in ("card", "day", "mark", "alias", "untimely", "counted_upto"):
        connection.execute(f"DELETE FROM {table}")


def write_cards(connection: sqlite3.Connection, cards: Mapping[CardKey, Card]) -> None:
    """Put cards in their places."""
    connection.executemany(WRITE_CARD, [(*key, *card) for key, card in cards.items()])


def complete(
    store: Store,
    days: Mapping[int, Tally],
    marks: Mapping[tuple[bytes, str], Mark],
    known: Mapping[bytes, bytes],
) -> None:
    """Add the rest to the cards, and mark the caches with the rules that made them."""
    for day, tally in days.items():
        write_day(store, day, tally)
    _write_marks(store.connection, marks)
    write_aliases(store.connection, known)
    note_latest(store.connection)
    store.connection.execute("INSERT OR REPLACE INTO stamp VALUES ('rules', ?)", (store.stamp,))


def note_latest(connection: sqlite3.Connection) -> None:
    """Note the last study day that counts: whatever is written later, on no earlier day, is in step with it."""
    row = connection.execute(
        f"""
        SELECT day FROM entry WHERE kind IN ({entries.TIMED_WORDS}) AND id NOT IN (SELECT entry FROM untimely)
        ORDER BY id DESC LIMIT 1
        """
    ).fetchone()
    connection.execute("INSERT OR REPLACE INTO stamp VALUES ('latest', ?)", ("0" if row is None else str(row[0]),))


def latest(connection: sqlite3.Connection) -> int:
    """The last study day that counts."""
    row = connection.execute("SELECT value FROM stamp WHERE name = 'latest'").fetchone()
    return 0 if row is None else int(row[0])


def retime(store: Store, devices: Iterable[str]) -> tuple[set[bytes], set[int]]:
    """Work out anew which entries of these devices count for a day; return the questions and days this touches."""
    connection, questions, days = store.connection, set[bytes](), set[int]()
    for device in devices:
        known = {
            one
            for (one,) in connection.execute(
                "SELECT entry FROM untimely WHERE (SELECT device FROM entry WHERE id = entry) = ?", (device,)
            )
        }
        found = entries.untimely(connection, device)
        connection.executemany("DELETE FROM untimely WHERE entry = ?", ((one,) for one in known - found))
        connection.executemany("INSERT INTO untimely VALUES (?)", ((one,) for one in found - known))
        for entry in entries.by_ids(connection, known ^ found).values():
            days.add(entry.day)
            if entry.question is not None:
                questions.add(entry.question)
    note_latest(connection)
    return questions, days


def is_current(store: Store) -> bool:
    """Whether the caches were made by the rules in force."""
    row = store.connection.execute("SELECT value FROM stamp WHERE name = 'rules'").fetchone()
    return row is not None and row[0] == store.stamp


def write_day(store: Store, day: int, tally: Tally) -> None:
    """Put a day's tally in its place; a day without answers has no row."""
    if not tally.answered:
        store.connection.execute("DELETE FROM day WHERE day = ?", (day,))
        return
    rules = store.rules.points
    derived = day_points(tally.worth, rules), int(day_counts(tally.fair, tally.done, rules))
    store.connection.execute(_WRITE_DAY, (day, *_fields(tally), *derived))


def write_aliases(connection: sqlite3.Connection, found: Mapping[bytes, bytes]) -> None:
    """Put the aliases in the place of the old ones, also where the bank's items look for their cards."""
    connection.execute("DELETE FROM alias")
    connection.executemany("INSERT INTO alias VALUES (?,?)", found.items())
    point_items(connection)


def point_items(connection: sqlite3.Connection) -> None:
    """Let every item of the bank look for its card where the aliases say."""
    for column in ("question", "key"):
        root = f"coalesce((SELECT root FROM alias WHERE id = {column}), {column})"
        connection.execute(f"UPDATE item SET card_{column} = {root} WHERE card_{column} <> {root}")


def refold_aliases(store: Store) -> set[bytes]:
    """Read the ``same`` entries anew; return the questions whose cards this touches."""
    connection = store.connection
    before = aliases(connection)
    live = entries.entries_of_kind(connection, EntryKind.SAME)
    after = journal.unite(journal.sames(live))
    changed = {one for one in before.keys() | after.keys() if before.get(one) != after.get(one)}
    if not changed:
        return set()
    write_aliases(connection, after)
    changed |= {root for one in changed for root in (before.get(one), after.get(one)) if root}
    keyed = connection.execute("SELECT question, key FROM card")
    return changed | {question for question, key in keyed if key in changed}


def refold(
    store: Store,
    questions: Iterable[bytes],
    marked: Iterable[bytes] = (),
    touched_days: Iterable[int] = (),
    whole: Iterable[bytes] = (),
) -> None:
    """Fold these questions, these questions' marks, and these days anew.

    ``touched_days``: those on which something was answered, or is answered no more. The day on which a question was
    met first is found out here; of the questions of which the ``whole`` has changed, every day is.
    """
    connection, known = store.connection, aliases(store.connection)
    members = defaultdict(set)
    for one, root in known.items():
        members[root].add(one)
    days, changed = set(touched_days), set(whole)
    for question in {known.get(one, one) for one in questions} | set(questions):
        first = _first_day(connection, question)
        answered = _refold_question(store, question, {question, *members[question]}, known)
        if question in changed:
            days |= answered
        elif (now := _first_day(connection, question)) != first:
            days |= answered & {first, now}
    for day in days:
        refold_day(store, day, known)
    for question in {known.get(one, one) for one in marked} | set(marked):
        _refold_marks(connection, question, {question, *members[question]}, known)


def refold_day(store: Store, day: int, known: Mapping[bytes, bytes]) -> None:
    """Add a study day up anew from its answers; the cards of its questions must be right already."""
    connection = store.connection
    given = entries.of_day(connection, day)
    sums = journal.new_days()
    for question, answers in live_answers(connection, given, known).items():
        journal.add_to_days(sums, answers, store.rules.points, first_day=_first_day(connection, question))
    done = [entry for entry in entries.entries_of_kind(connection, EntryKind.DONE) if entry.day == day]
    journal.add_done(sums, done, entries.amendments_of(connection, [entry.id for entry in done]))
    write_day(store, day, Tally(*sums[day]))


def _first_day(connection: sqlite3.Connection, question: bytes) -> int:
    """The day on which a question was met first, under whichever key; -1 for none."""
    row = connection.execute("SELECT min(first_day) FROM card WHERE question = ?", (question,)).fetchone()
    return -1 if row[0] is None else int(row[0])


def _refold_question(store: Store, root: bytes, members: set[bytes], known: Mapping[bytes, bytes]) -> set[int]:
    """Fold one set of equal questions anew; return the days on which it was answered.

    An id that another one stands for has no members of its own: its cards go.
    """
    connection = store.connection
    connection.execute("DELETE FROM card WHERE question = ?", (root,))
    if root in known:
        return set()
    given = [entry for entry in entries.of_questions(connection, members) if entry.kind in _ANSWERS]
    answers = live_answers(connection, given, known).get(root, [])
    cards = journal.fold_question(answers, store.model, store.rules.points, journal.new_days())
    write_cards(connection, {(root, key): card for key, card in cards.items()})
    return {entry.day for entry in given if entry.kind == EntryKind.ANSWER}


def live_answers(
    connection: sqlite3.Connection, given: list[Entry], known: Mapping[bytes, bytes]
) -> dict[bytes, list[journal.Answer]]:
    """Those of the given answers that count, by the question that stands for their set, in order."""
    amended = entries.amendments_of(connection, [entry.id for entry in given])
    return journal.by_question(given, known, amended)


def _refold_marks(
    connection: sqlite3.Connection, root: bytes, members: set[bytes], known: Mapping[bytes, bytes]
) -> None:
    connection.execute("DELETE FROM mark WHERE question = ?", (root,))
    marks = [one for one in entries.of_questions(connection, members) if one.kind == EntryKind.MARK]
    voided = entries.amendments_of(connection, [one.id for one in marks]).voided
    found = journal.fold_marks((one for one in marks if one.id not in voided), known)
    _write_marks(connection, {key: mark for key, mark in found.items() if key[0] == root})


def _write_marks(connection: sqlite3.Connection, marks: Mapping[tuple[bytes, str], Mark]) -> None:
    rows = ((question, what, int(mark.on), mark.entry) for (question, what), mark in marks.items())
    connection.executemany("INSERT OR REPLACE INTO mark VALUES (?,?,?,?)", rows)
