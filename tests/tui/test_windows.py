"""The cure for lost Chinese input, tried on records of the shape that Windows makes."""

from __future__ import annotations

import ctypes

from studyapp.tui.windows import keep_text, reading

NUM_LOCK, SHIFT = 0x20, 0x10


class Char(ctypes.Union):
    _fields_ = (("UnicodeChar", ctypes.c_wchar),)


class Key(ctypes.Structure):
    _fields_ = (
        ("bKeyDown", ctypes.c_int),
        ("wVirtualKeyCode", ctypes.c_ushort),
        ("uChar", Char),
        ("dwControlKeyState", ctypes.c_ulong),
    )


class Event(ctypes.Union):
    _fields_ = (("KeyEvent", Key),)


class Record(ctypes.Structure):
    _fields_ = (("EventType", ctypes.c_ushort), ("Event", Event))


def record(char: str, *, virtual: int = 0, control: int = NUM_LOCK, kind: int = 1) -> Record:
    return Record(kind, Event(Key(1, virtual, Char(char), control)))


def state(one: Record) -> int:
    return int(one.Event.KeyEvent.dwControlKeyState)


def test_text_without_a_key_is_kept() -> None:
    records = [record("社"), record("？", control=SHIFT)]
    keep_text(records)
    assert [state(one) for one in records] == [0, 0]


def test_all_else_is_left_alone() -> None:
    records = [record("\x00"), record("a", virtual=65), record("社", kind=4)]
    keep_text(records)
    assert [state(one) for one in records] == [NUM_LOCK] * 3


def test_the_records_that_were_read_are_mended_and_no_more() -> None:
    buffer = (Record * 4)(*(record("保") for _ in range(4)))
    count = ctypes.c_ulong(2)
    calls = []

    def read(handle: int, records: object, size: int, counted: object) -> int:
        calls.append((handle, size))
        return 1

    assert reading(read)(7, ctypes.byref(buffer), 4, ctypes.byref(count)) == 1
    assert calls == [(7, 4)]
    assert [state(one) for one in buffer] == [0, 0, NUM_LOCK, NUM_LOCK]
