"""Shares of points, as Moodle's formats give them to choices."""

from __future__ import annotations

from collections.abc import Sequence

from studyapp import Message


def oddities(shares: Sequence[float], right: Sequence[int], *, several: bool) -> list[Message]:
    """Say what grading by right choices alone leaves out of the shares, given in per cent.

    Where several choices are right, they usually share the points, and all others cost nothing or alike.
    """
    won = [shares[index] for index in right]
    others = [share for index, share in enumerate(shares) if index not in right]
    if any(share > 0 for share in others):
        return [Message("得部分分数的选项算作错误。")]
    even = not won or max(won) - min(won) < 0.01
    whole = not several or not won or abs(sum(won) - 100) < 0.1
    if even and whole and len(set(others)) <= 1:
        return []
    return [Message("各选项的分数比例没有采用，全部选对才算对。")]


def share_of(count: int) -> str:
    """Return the share of each of ``count`` right choices in per cent, with the five decimals Moodle knows."""
    return f"{100 / count:.5f}".rstrip("0").rstrip(".")
