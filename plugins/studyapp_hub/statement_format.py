"""How statements look, to the byte, for who writes a program of his own: a part of the OpenAPI document."""

from __future__ import annotations

STATEMENT_FORMAT = """\
All that travels are *statements*: a **head** (JSON, at most 4096 bytes), an Ed25519 **signature** (RFC 8032) over the
head's bytes, and a **content** (any bytes, may be none), of which the head holds the SHA-256.

A *file of statements* (the body of a push, and the same in a file `*.studyapp` on a stick) is a gzip (RFC 1952) of

    studyapp statements 1⏎

and then, for each statement,

    <head>⏎
    <signature, 128 hex digits>⏎
    <length of the content in bytes, decimal>⏎
    <content>⏎

where ⏎ is one line feed (0x0A). A head holds no line feed. Nobody writes another's head anew: it is kept and handed on
to the byte. A statement of a kind that one does not know is kept and handed on too.

Every head is a JSON object with `v` (1), `alg` (`ed25519`), `kind`, `by` (the public key that signed, 64 hex digits),
`content` (the SHA-256 of the content in hex, empty for none) and the fields of its kind, all of them and no other.
Texts have at most 200 characters. Instants are UTC milliseconds, days are days since 1970-01-01 at Asia/Shanghai, each
from 4 o'clock to 4 o'clock.

| kind | fields | says |
|---|---|---|
| `entries` | `device`, `no`, `before` | an envelope: its content is up to 1000 entries, a line of JSON each. \
`no` counts the device's envelopes from 1 without a gap; `before` is the SHA-256 of the head of the one before, empty \
for the first |
| `join` | `device`, `code`, `at`, `name` | a device asks to be known, with a one-time code, or, where it takes the \
place of another, with that one's id, a blank, and its key's signature in hex over `rejoin <old> <new>`. The receipt's \
statements are the answer: `device`, `person` and `unit` |
| `device` | `hub`, `device`, `key`, `learner`, `at`, `parent` | a certificate: what `key` signs, the device has \
written for the learner |
| `revoked` | `hub`, `device`, `at` | what is received from then on under that device counts for nothing |
| `unit` | `hub`, `unit`, `day`, `name`, `parent`, `code`, `line`, `area`, `closed`, `at` | a unit from a day on |
| `person` | `hub`, `learner`, `day`, `unit`, `front`, `staff`, `window`, `name`, `at` | where a learner belongs from \
a day on; `unit` is empty for the public |
| `hub` | `hub`, `below`, `key`, `unit`, `at` | a hub above makes one below known |
| `stamp` | `hub`, `of`, `at` | the envelope whose head has this SHA-256 was received then |
| `release` | `hub`, `learner`, `day`, `counts`, `device`, `at` | an administrator's word on what was held |
| `erased` | `hub`, `learner`, `at` | contents of the learner are erased everywhere; the heads, and so the chain, stay |
| `published` | `hub`, `what`, `name`, `version`, `file`, `at` | a deck or a plan, which is the content |
| `board` | `hub`, `scope`, `period`, `at` | the board of a closed period, which is the content |
| `receipt` | `hub`, `device`, `at` | what a hub says to a device that cannot ask it: its content is that as JSON |

An entry is a JSON array in its shortest form (UTF-8, no spaces, names of objects sorted): device, sequence number,
instant, study day, kind, question (32 hex digits or null), key digest (the same), verdict (0 to 1 or null), rating (1
to 4 or null), milliseconds taken, sitting, body. Its id is the instant as 6 bytes and the first 10 of the line's
SHA-256. A hub believes of an entry only what was given, to which question and how long that took: it grades it itself.
"""
