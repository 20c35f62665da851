"""Which stories are copies of one text: shared five-word shingles, estimated by MinHash."""

from __future__ import annotations

from collections.abc import Mapping

from datasketch import MinHash, MinHashLSH

from sitrep.fuse.clustering import components

SHINGLE = 5  # words
HASHES = 128  # estimates a likeness to within 0.09
COPY_FROM = 0.4  # share of shingles; a story cut by half still shares 0.5 with its source


def signature(text: str) -> MinHash:
    """The MinHash of the five-word shingles of a text."""
    words = text.casefold().split()
    made = MinHash(num_perm=HASHES)
    made.update_batch([" ".join(words[i : i + SHINGLE]).encode() for i in range(max(1, len(words) - SHINGLE + 1))])
    return made


def roots(stories: Mapping[str, tuple[str, str | None]]) -> dict[str, str]:
    """For each story its copy's first: the earliest published of those that share its text, itself where none does.

    `stories` are id → (text, ISO date of publication or None).
    """
    index = MinHashLSH(threshold=COPY_FROM, num_perm=HASHES)
    made = {key: signature(text) for key, (text, _) in sorted(stories.items())}
    for key, hashed in made.items():
        index.insert(key, hashed)
    links = [
        (key, other)
        for key, hashed in made.items()
        for other in sorted(index.query(hashed))
        if key < other and hashed.jaccard(made[other]) >= COPY_FROM
    ]
    found = {}
    for group in components(made, links):
        first = min(group, key=lambda k: (stories[k][1] is None, stories[k][1] or "", k))
        found |= dict.fromkeys(group, first)
    return found
