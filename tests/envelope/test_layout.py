"""Names of files in a folder: each says what it was made of, on every file system."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from studyapp.envelope.layout import (
    Drop,
    board_name,
    drop_name,
    file_word,
    is_drop_of,
    is_reply_to,
    published_name,
    read_drop_name,
    reply_name,
)

words = st.text(max_size=40) | st.text("ab-.0123456789", max_size=12)
numbers = st.integers(0, 10**15 - 1)


@given(words)
def test_a_word_can_be_a_name_everywhere(text: str) -> None:
    word = file_word(text)
    assert len(word.encode()) <= 100
    assert not re.search(r'[\\/:*?"<>|\x00-\x1fA-Z ]', re.sub("%[0-9A-F]{2}", "", word))
    assert word not in (".", "..")


@given(words, words)
def test_two_words_are_two_names(one: str, other: str) -> None:
    assert (file_word(one).casefold() == file_word(other).casefold()) == (one == other)


@given(words.filter(bool), words.filter(bool), numbers, numbers, st.integers(1, 999_999))
def test_a_drop_says_whose_it_is(device: str, other: str, first: int, last: int, number: int) -> None:
    name = drop_name(Drop(device, first, last), number)
    found = read_drop_name(name)
    assert found == Drop(file_word(device), first, last)
    assert is_drop_of(name, device) and is_drop_of(name, other) == (device == other)


@given(words, words, words)
def test_a_reply_is_to_one_device(device: str, other: str, hub: str) -> None:
    for name in (reply_name(device), reply_name(device, hub or "h")):
        assert is_reply_to(name, device) and is_reply_to(name, other) == (device == other)


def test_names_can_be_read_by_people() -> None:
    assert board_name("line:养老保险经办系统", "2021-05") == "line%3A养老保险经办系统-2021-05.json"
    assert board_name("*", "all") == "%2A-all.json"
    assert published_name("deck", "社保 A") == "deck-社保%20%41.studyapp"
