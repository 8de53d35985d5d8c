"""Whether a response fits its question at all; one that does not is a mistake of the program that made it."""

from __future__ import annotations


def check_indexes(indexes: tuple[int, ...], count: int) -> None:
    """Refuse indexes that do not name one of ``count`` things each, or that name one twice."""
    for index in indexes:
        if not 0 <= index < count:
            raise ValueError(f"index {index} is outside 0 to {count - 1}")
    if len(indexes) > 1 and len(set(indexes)) != len(indexes):
        raise ValueError(f"an index occurs twice in {indexes}")


def check_texts(texts: tuple[str, ...], count: int) -> None:
    """Refuse more texts than there are blanks; fewer leave the last ones open."""
    if len(texts) > count:
        raise ValueError(f"{len(texts)} texts were typed into {count} blanks")


def check_rating(rating: int) -> None:
    """Refuse what is no rating of a card."""
    if rating not in (1, 2, 3, 4):
        raise ValueError(f"a rating is 1, 2, 3 or 4, not {rating}")
