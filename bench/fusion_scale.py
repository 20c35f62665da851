"""How time and memory of fusion grow with the number of mentions.

    python bench/fusion_scale.py 10000 30000 100000 [300000 …]

Makes synthetic accounts of one mention each, about three of every happening, spread over places, days, parties and
rare words, and takes them through blocking, comparison and clustering in memory. The same seed gives the same accounts.
Each size runs in a process of its own; printed are accounts, pairs compared, incidents, seconds and peak memory.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import resource
import sys
import time

from sitrep.fuse.account import Account
from sitrep.fuse.blocking import candidates
from sitrep.fuse.clustering import clusters
from sitrep.fuse.comparison import Weights, compare
from sitrep.fuse.mention import Toll, Where
from sitrep.fuse.wordage import Rarity

SEED = 7
TELLINGS = 3  # reports of one happening, on average
A_DAY = 400  # happenings told of a day; a larger archive covers more days
TOWNS, PARTIES, WORDS = 4000, 40, 1_000_000
FIRST = 735000  # proleptic ordinal of the first day


def accounts(number: int) -> list[Account]:
    """So many accounts; about `TELLINGS` of each happening, told on its day or the next, not always with a toll."""
    dice = random.Random(SEED)
    towns = [
        Where(f"town {n}", 20 + 25 * dice.random(), 20 + 40 * dice.random(), True, f"region {n % 60}", f"C{n % 12}")
        for n in range(TOWNS)
    ]
    found: list[Account] = []
    while len(found) < number:
        day = FIRST + len(found) // (A_DAY * TELLINGS)
        town, killed = dice.choice(towns), dice.randrange(1, 60)
        actor, target = (f"party {min(dice.randrange(PARTIES), dice.randrange(PARTIES))}" for _ in range(2))
        gist = [f"word{dice.randrange(WORDS)}" for _ in range(40)]
        for _ in range(min(number - len(found), 1 + dice.randrange(2 * TELLINGS - 1))):
            found.append(_told(len(found), dice, day, town, killed, (actor, target), gist))
    return found


def _told(
    n: int, dice: random.Random, day: int, town: Where, killed: int, parties: tuple[str, str], gist: list[str]
) -> Account:
    words = frozenset(dice.sample(gist, 28)) | {f"word{dice.randrange(WORDS)}" for _ in range(12)}
    toll = (Toll("killed", killed, killed, "people"),) if dice.random() < 0.7 else ()
    cast = frozenset(sorted(words)[:2])
    return Account(
        f"e{n:016x}", f"story{n}", (f"e{n:016x}",), "ASSAULT", frozenset({"airstrike"}), day, day,
        day + dice.randrange(2), (town,), (town,), frozenset({parties[0]}), frozenset({parties[1]}), toll,
        frozenset(sorted(words)[:12]), words, cast,
    )  # fmt: skip


def measure(number: int) -> None:
    """Fuse so many accounts and write a line of figures."""
    listed = accounts(number)
    rarity, weights = Rarity.load(), Weights.load()
    began = time.perf_counter()
    links = {}
    compared = 0
    for one, other in candidates(listed):
        compared += 1
        bits = weights.score(compare(one, other, rarity))
        if bits > 0:
            links[one.id, other.id] = bits
    found = clusters([a.id for a in listed], links)
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    sys.stdout.write(
        f"{number:9,} accounts {compared:11,} pairs {len(found):9,} incidents {seconds:8.1f} s"
        f" {1e6 * seconds / number:6.0f} µs each {peak:5.2f} GiB\n"
    )
    sys.stdout.flush()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="+", type=int)
    for number in parser.parse_args().sizes:
        process = multiprocessing.get_context("spawn").Process(target=measure, args=(number,))
        process.start()
        process.join()


if __name__ == "__main__":
    main()
