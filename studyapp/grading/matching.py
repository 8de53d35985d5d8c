"""Maximum bipartite matching: as many pairs as can be made when nobody may be paired twice."""

from __future__ import annotations

from collections.abc import Sequence


def matched(wishes: Sequence[Sequence[int]]) -> list[bool]:
    """Return who finds a partner when as many as possible do; ``wishes[i]`` are the partners that suit ``i``.

    Whoever has found one keeps one: where there are too few, those who come first have them.
    """
    holder: dict[int, int] = {}
    return [_place(seeker, wishes, holder) for seeker in range(len(wishes))]


def _place(seeker: int, wishes: Sequence[Sequence[int]], holder: dict[int, int]) -> bool:
    """Find a partner for ``seeker``, letting holders move on to others that suit them (an augmenting path)."""
    asked_by: dict[int, int] = {}
    queue = [seeker]
    for person in queue:
        for partner in wishes[person]:
            if partner in asked_by:
                continue
            asked_by[partner] = person
            if partner in holder:
                queue.append(holder[partner])
                continue
            _hand_over(partner, seeker, asked_by, holder)
            return True
    return False


def _hand_over(free: int, seeker: int, asked_by: dict[int, int], holder: dict[int, int]) -> None:
    """Walk the path back from the free partner: each takes the new one, and leaves his old one to who asked."""
    held_by = {person: partner for partner, person in holder.items()}
    partner = free
    while True:
        person = asked_by[partner]
        holder[partner] = person
        if person == seeker:
            return
        partner = held_by[person]
