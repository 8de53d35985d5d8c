"""The schema's history: named steps, only ever added to, each in one transaction.

The journal (``entry``) is the truth and is held insert-only by triggers. Everything from ``card`` to ``stamp`` is a
cache of it. ``deck``, ``item`` and ``batch`` are the bank, which comes from files and can be imported again.
"""

from __future__ import annotations

import sqlite3

from sqlite_utils import Database, Migrations

steps = Migrations("studyapp")


@steps()
def journal(db: Database) -> None:
    """Entries by id, whose first bytes are the time: the primary key is the journal's order."""
    db.execute("""
        CREATE TABLE entry (
            id BLOB PRIMARY KEY CHECK (length(id) = 16),
            device TEXT NOT NULL,
            seq INTEGER NOT NULL,
            at INTEGER NOT NULL,
            day INTEGER NOT NULL,
            kind TEXT NOT NULL,
            question BLOB,
            key BLOB,
            verdict REAL,
            rating INTEGER,
            milliseconds INTEGER,
            sitting TEXT,
            target BLOB,
            body TEXT NOT NULL
        ) STRICT, WITHOUT ROWID
    """)
    db.execute("CREATE INDEX entry_question ON entry (question) WHERE question IS NOT NULL")
    db.execute("CREATE INDEX entry_device ON entry (device, seq)")
    db.execute("CREATE INDEX entry_target ON entry (target) WHERE target IS NOT NULL")
    db.execute("CREATE INDEX entry_kind ON entry (kind, sitting) WHERE kind NOT IN ('answer', 'past')")
    for event in ("UPDATE", "DELETE"):
        db.execute(f"""
            CREATE TRIGGER entry_no_{event.lower()} BEFORE {event} ON entry
            BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END
        """)


@steps()
def caches(db: Database) -> None:
    """What follows from the journal, and the stamp of the rules that it was made by."""
    db.execute("""
        CREATE TABLE card (
            question BLOB NOT NULL,
            key BLOB NOT NULL,
            stability REAL NOT NULL,
            difficulty REAL NOT NULL,
            due INTEGER NOT NULL,
            last_day INTEGER NOT NULL,
            first_day INTEGER NOT NULL,
            answered INTEGER NOT NULL,
            right INTEGER NOT NULL,
            last_right INTEGER NOT NULL,
            lapses INTEGER NOT NULL,
            last BLOB NOT NULL,
            PRIMARY KEY (question, key)
        ) STRICT, WITHOUT ROWID
    """)
    db.execute("""
        CREATE TABLE day (
            day INTEGER PRIMARY KEY,
            answered INTEGER NOT NULL,
            right INTEGER NOT NULL,
            milliseconds INTEGER NOT NULL,
            started INTEGER NOT NULL,
            worth INTEGER NOT NULL,
            points INTEGER NOT NULL
        ) STRICT
    """)
    db.execute("""
        CREATE TABLE mark (
            question BLOB NOT NULL,
            what TEXT NOT NULL,
            is_on INTEGER NOT NULL,
            entry BLOB NOT NULL,
            PRIMARY KEY (question, what)
        ) STRICT, WITHOUT ROWID
    """)
    db.execute("CREATE TABLE alias (id BLOB PRIMARY KEY, root BLOB NOT NULL) STRICT, WITHOUT ROWID")
    db.execute("CREATE TABLE stamp (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID")


@steps()
def bank(db: Database) -> None:
    """Decks and their items; an item that an import took out keeps its row, so that the import can be undone."""
    db.execute("""
        CREATE TABLE deck (
            no INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE,
            subject TEXT NOT NULL,
            jurisdiction TEXT NOT NULL,
            as_of TEXT,
            description TEXT NOT NULL,
            bundled INTEGER NOT NULL DEFAULT 0
        ) STRICT
    """)
    db.execute("""
        CREATE TABLE batch (
            no INTEGER PRIMARY KEY,
            deck INTEGER NOT NULL REFERENCES deck (no),
            at INTEGER NOT NULL,
            path TEXT NOT NULL,
            digest TEXT NOT NULL,
            reader TEXT NOT NULL,
            sames TEXT NOT NULL DEFAULT '[]',
            bundled INTEGER NOT NULL DEFAULT 0,
            undone INTEGER NOT NULL DEFAULT 0
        ) STRICT
    """)
    db.execute("""
        CREATE TABLE item (
            no INTEGER PRIMARY KEY AUTOINCREMENT,
            deck INTEGER NOT NULL REFERENCES deck (no),
            position INTEGER NOT NULL,
            question BLOB NOT NULL,
            key BLOB NOT NULL,
            card_question BLOB NOT NULL,
            card_key BLOB NOT NULL,
            revision BLOB NOT NULL,
            kind TEXT NOT NULL,
            subject TEXT NOT NULL,
            effective_from TEXT,
            effective_to TEXT,
            label TEXT NOT NULL,
            external_id TEXT NOT NULL,
            source TEXT NOT NULL,
            first_line INTEGER NOT NULL,
            last_line INTEGER NOT NULL,
            parent INTEGER REFERENCES item (no),
            replaces INTEGER REFERENCES item (no),
            added INTEGER NOT NULL REFERENCES batch (no),
            removed INTEGER REFERENCES batch (no),
            body TEXT NOT NULL
        ) STRICT
    """)
    db.execute("CREATE INDEX item_live ON item (deck, position) WHERE removed IS NULL")
    db.execute("CREATE INDEX item_question ON item (question)")
    db.execute("CREATE INDEX item_key ON item (key)")
    db.execute("CREATE INDEX item_card ON item (card_question, card_key)")


@steps()
def drill(db: Database) -> None:
    """Today's queue, this store's devices, and what the learner set."""
    db.execute("""
        CREATE TABLE queue (
            scope TEXT NOT NULL,
            position INTEGER NOT NULL,
            item INTEGER NOT NULL,
            is_due INTEGER NOT NULL,
            PRIMARY KEY (scope, position)
        ) STRICT, WITHOUT ROWID
    """)
    db.execute("""
        CREATE TABLE device (
            id TEXT PRIMARY KEY,
            since INTEGER NOT NULL,
            parent TEXT,
            parent_seq INTEGER,
            parent_entry BLOB
        ) STRICT, WITHOUT ROWID
    """)
    db.execute("CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID")


@steps()
def undo(db: Database) -> None:
    """What an import found and changed in place, so that taking it back gives that back too."""
    db.execute("ALTER TABLE batch ADD COLUMN before TEXT NOT NULL DEFAULT '{}'")


@steps()
def replay(db: Database) -> None:
    """All that the fold takes of an answer, in the index that orders them by question: a replay reads no more."""
    db.execute("DROP INDEX entry_question")
    db.execute("""
        CREATE INDEX entry_question ON entry (question, id, day, key, verdict, rating, milliseconds, kind)
        WHERE question IS NOT NULL
    """)


@steps()
def files(db: Database) -> None:
    """Pictures and sounds of the bank by their digest, and what columns of tables hold, by the table's header."""
    db.execute("CREATE TABLE media (digest TEXT PRIMARY KEY, data BLOB NOT NULL) STRICT")
    db.execute("CREATE TABLE mapping (header TEXT PRIMARY KEY, columns TEXT NOT NULL) STRICT, WITHOUT ROWID")


@steps()
def activity(db: Database) -> None:
    """What an answer was given to, beside it and in the index of the replay; what a day is for points and titles.

    The plan of the activity as it was taken in, and which entries bear a day that cannot be right.
    """
    db.execute("ALTER TABLE entry ADD COLUMN asked INTEGER")
    db.execute("DROP INDEX entry_question")
    db.execute("""
        CREATE INDEX entry_question ON entry (question, id, day, key, verdict, rating, milliseconds, kind, asked)
        WHERE question IS NOT NULL
    """)
    db.execute("CREATE TABLE untimely (entry BLOB PRIMARY KEY) STRICT, WITHOUT ROWID")
    db.execute("CREATE TABLE plan (id TEXT PRIMARY KEY, contents TEXT NOT NULL) STRICT, WITHOUT ROWID")
    db.execute("DROP TABLE day")
    db.execute("""
        CREATE TABLE day (
            day INTEGER PRIMARY KEY,
            answered INTEGER NOT NULL,
            right INTEGER NOT NULL,
            milliseconds INTEGER NOT NULL,
            started INTEGER NOT NULL,
            worth INTEGER NOT NULL,
            fair INTEGER NOT NULL,
            fair_right INTEGER NOT NULL,
            reviews INTEGER NOT NULL,
            recalled INTEGER NOT NULL,
            done INTEGER NOT NULL,
            points INTEGER NOT NULL,
            counts INTEGER NOT NULL
        ) STRICT
    """)


@steps()
def statistics(db: Database) -> None:
    """What the figures by subject and of memory counted, question by question and summed up, and up to which entry.

    ``counted_upto`` has one row while the sums hold: what comes into the journal before that entry, and any change of
    the bank, takes it away, and the next look at the figures counts afresh.
    """
    db.execute("""
        CREATE TABLE counted (
            question BLOB NOT NULL,
            key BLOB NOT NULL,
            kind TEXT NOT NULL,
            subject TEXT NOT NULL,
            effective_from TEXT NOT NULL,
            effective_to TEXT NOT NULL,
            due INTEGER NOT NULL,
            mature INTEGER NOT NULL,
            answered INTEGER NOT NULL,
            right INTEGER NOT NULL,
            lapses INTEGER NOT NULL,
            PRIMARY KEY (question, key)
        ) STRICT, WITHOUT ROWID
    """)
    db.execute("""
        CREATE TABLE counted_group (
            kind TEXT NOT NULL,
            subject TEXT NOT NULL,
            questions INTEGER NOT NULL,
            seen INTEGER NOT NULL,
            answered INTEGER NOT NULL,
            right INTEGER NOT NULL,
            PRIMARY KEY (kind, subject)
        ) STRICT, WITHOUT ROWID
    """)
    db.execute("""
        CREATE TABLE counted_due (
            effective_from TEXT NOT NULL,
            effective_to TEXT NOT NULL,
            due INTEGER NOT NULL,
            mature INTEGER NOT NULL,
            questions INTEGER NOT NULL,
            PRIMARY KEY (effective_from, effective_to, due, mature)
        ) STRICT, WITHOUT ROWID
    """)
    db.execute("""
        CREATE TABLE counted_upto (
            one INTEGER PRIMARY KEY CHECK (one = 1),
            entry BLOB NOT NULL,
            rules TEXT NOT NULL
        ) STRICT
    """)
    db.execute("""
        CREATE TRIGGER entry_late AFTER INSERT ON entry WHEN NEW.id <= (SELECT entry FROM counted_upto)
        BEGIN DELETE FROM counted_upto; END
    """)
    counted = "kind, subject, removed, card_question, card_key, effective_from, effective_to"
    for name, event in (("insert", "INSERT"), ("delete", "DELETE"), ("update", f"UPDATE OF {counted}")):
        db.execute(f"CREATE TRIGGER item_{name} AFTER {event} ON item BEGIN DELETE FROM counted_upto; END")


@steps()
def spared(db: Database) -> None:
    """An index that nobody reads: items are looked for by their question, by where they stand, and by their card."""
    db.execute("DROP INDEX item_key")


@steps()
def syncing(db: Database) -> None:
    """What goes to remotes and comes from them; ``sync`` speaks of it, and an answer knows nothing of it.

    ``envelope``: the entries of this store, cut once and signed, by the device that signed; ``again``: what is in it
    was cut anew for a remote that does not take it from that device. ``cut``: up to which number the entries of each of
    this store's devices are in envelopes; ``uncut``: others that are in none and in no remote, such as those of a
    backup. ``remote_device``: certificates; ``remote_parked``: statements that wait for one; ``remote_held``: what a
    remote holds of an own device's chain.
    """
    db.execute("""
        CREATE TABLE envelope (
            device TEXT NOT NULL,
            no INTEGER NOT NULL,
            digest TEXT NOT NULL,
            entries INTEGER NOT NULL,
            head BLOB NOT NULL,
            signature BLOB NOT NULL,
            content BLOB NOT NULL,
            again INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (device, no)
        ) STRICT
    """)
    db.execute("CREATE TABLE cut (device TEXT PRIMARY KEY, seq INTEGER NOT NULL) STRICT, WITHOUT ROWID")
    db.execute("CREATE TABLE uncut (entry BLOB PRIMARY KEY) STRICT, WITHOUT ROWID")
    db.execute("INSERT INTO uncut SELECT id FROM entry WHERE device NOT IN (SELECT id FROM device)")
    db.execute("""
        CREATE TABLE remote (
            name TEXT PRIMARY KEY,
            url TEXT NOT NULL,
            added INTEGER NOT NULL,
            cursor TEXT NOT NULL DEFAULT '',
            learner TEXT NOT NULL DEFAULT '',
            key TEXT NOT NULL DEFAULT '',
            tried INTEGER NOT NULL DEFAULT 0,
            synced INTEGER NOT NULL DEFAULT 0,
            trouble TEXT NOT NULL DEFAULT ''
        ) STRICT, WITHOUT ROWID
    """)
    bundle = "head BLOB NOT NULL, signature BLOB NOT NULL"
    for name, columns, key in (
        ("joining", f"device TEXT NOT NULL, {bundle}", "device"),
        (
            "device",
            "device TEXT NOT NULL, key TEXT NOT NULL, learner TEXT NOT NULL, revoked INTEGER NOT NULL",
            "device",
        ),
        ("held", "device TEXT NOT NULL, no INTEGER NOT NULL, digest TEXT NOT NULL", "device"),
        ("word", "entry BLOB NOT NULL, verdict TEXT NOT NULL, why TEXT NOT NULL", "entry"),
        (
            "file",
            "what TEXT NOT NULL, name TEXT NOT NULL, version INTEGER NOT NULL, digest TEXT NOT NULL",
            "what, name",
        ),
        ("parked", f"digest TEXT NOT NULL, {bundle}, content BLOB NOT NULL", "digest"),
        ("board", "scope TEXT, period TEXT, at INTEGER NOT NULL, contents TEXT NOT NULL", "scope, period"),
    ):
        db.execute(f"""
            CREATE TABLE remote_{name} (
                remote TEXT NOT NULL REFERENCES remote (name) ON DELETE CASCADE, {columns}, PRIMARY KEY (remote, {key})
            ) STRICT
        """)


def apply(connection: sqlite3.Connection) -> None:
    """Bring an open store to the newest schema; on failure it stays as it was."""
    steps.apply(Database(connection))
