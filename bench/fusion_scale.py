"""How time and memory of fusion grow with the number of mentions, and how long one more story takes.

    python bench/fusion_scale.py 10000 30000 100000 [1000000 …] [--folder FOLDER]

Makes a store of synthetic pages with four mentions each, about three pages of every happening, over places, days,
parties, names and rare words, and takes it through fusion as `sitrep incidents` does: blocking, comparison and
clustering. A larger store spans more days, as an archive does. Names of people who are often in the news are in many
stories. The same seed gives the same store. Then a page is read, coded, kept and fused in the process that did so
before. Each size runs in a process of its own; printed are mentions, links kept, incidents, seconds by the clock and of
the processor, peak memory, the size of the store, and the seconds of adding one story and of fusing it (medians of
five).
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from itertools import islice
from pathlib import Path

from sitrep.evidence.document import Dateline, Document
from sitrep.fuse.account import Account
from sitrep.fuse.mention import Toll, Where
from sitrep.fuse.wordage import Rarity
from sitrep.run import fusing
from sitrep.run.intake import take_in
from sitrep.settings import Settings
from sitrep.store.sqlite import Store

SEED = 7
TELLINGS = 3  # reports of one happening, on average
A_DAY = 400  # happenings told of a day; a larger archive covers more days
A_PAGE = 4  # mentions of a page
BATCH = 1000  # mentions a transaction; a page's are in one, but never two of one happening
EVERY = 100_000  # mentions between two lines of progress
TOWNS, PARTIES, WORDS, KNOWN = 4000, 40, 400_000, 20_000
FIRST = date(2013, 5, 20).toordinal()


def accounts(number: int) -> Iterator[Account]:
    """So many accounts; about `TELLINGS` of each happening, told on its day or the next, not always with a toll."""
    dice, made = random.Random(SEED), 0
    towns = [
        Where(f"town {n}", 20 + 25 * dice.random(), 20 + 40 * dice.random(), True, f"region {n % 60}", f"C{n % 12}")
        for n in range(TOWNS)
    ]
    while made < number:
        day = FIRST + made // (A_DAY * TELLINGS)
        town, killed = dice.choice(towns), dice.randrange(1, 60)
        parties = [f"party {min(dice.randrange(PARTIES), dice.randrange(PARTIES))}" for _ in range(2)]
        gist, names = ([f"word{dice.randrange(WORDS)}" for _ in range(n)] for n in (40, 8))
        for _ in range(min(number - made, 1 + dice.randrange(2 * TELLINGS - 1))):
            yield _told(made, dice, day, town, killed, parties, gist, names)
            made += 1


def _told(
    n: int,
    dice: random.Random,
    day: int,
    town: Where,
    killed: int,
    parties: list[str],
    gist: list[str],
    names: list[str],
) -> Account:
    often = [f"known{int(KNOWN ** dice.random())}" for _ in range(3)]  # by Zipf's law: few are in most stories
    words = frozenset(dice.sample(gist, 28)) | {f"word{dice.randrange(WORDS)}" for _ in range(12)}
    proper = frozenset((*dice.sample(names, 5), *often))
    cast = frozenset((f"{names[0]} {names[1]}", f"{often[0]} {often[0]}"))
    toll = (Toll("killed", killed, killed, "people"),) if dice.random() < 0.7 else ()
    said = frozenset(dice.sample(sorted(words), 12))
    rarity, story = Rarity.load(), f"{n // BATCH * BATCH + n % (BATCH // A_PAGE)}"
    return Account(
        f"e{n:016x}", story, (f"e{n:016x}",), "ASSAULT", frozenset({"airstrike"}), day, day,
        day + dice.randrange(2), (town,), (town,), frozenset(parties[:1]), frozenset(parties[1:]), toll, said, words,
        cast, proper, (rarity.total(words), rarity.total(said)),
    )  # fmt: skip


def fill(store: Store, number: int) -> None:
    """Keep and compare so many accounts, with a row of text for each mention, and settle them."""
    known: dict[int, Account] = {}
    left, done = accounts(number), 0
    while batch := list(islice(left, BATCH)):
        with store.writing() as connection:
            told = [(_keep(connection, account), account) for account in batch]
            fusing.take(connection, told, known)
            connection.execute("DELETE FROM unfused")
        done += len(batch)
        if done % EVERY == 0:
            sys.stderr.write(f"{done:9,} kept and compared, processor {time.process_time():.0f} s, {peak():.2f} GiB\n")
    fusing.settle(store)


def peak() -> float:
    """The most memory that this process has had, in GiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2


def _keep(connection, account: Account) -> str:
    """Rows of the page, the story and the event of an account; the story's id."""
    document, told = f"d{int(account.story):016x}", " ".join(sorted(account.words))
    story, day = f"{document}.0", date.fromordinal(account.published).isoformat()
    digest = sha256(document.encode()).hexdigest()
    page = (document, digest, day, "given", told, "1", "s")
    columns = "(id, sha256, published, published_basis, text, coder_version, settings_hash)"
    connection.execute(f"INSERT OR IGNORE INTO documents {columns} VALUES (?, ?, ?, ?, ?, ?, ?)", page)
    columns = (
        "(id, document_id, number, published, published_basis, language, span_start, span_end, paragraphs, boilerplate,"
        " sentences, coder_version, settings_hash)"
    )
    row = (story, document, 0, day, "given", "en", 0, len(told), "[]", "[]", "[]", "1", "s")
    connection.execute(f"INSERT OR IGNORE INTO stories {columns} VALUES ({', '.join('?' * 13)})", row)
    columns = (
        "(id, story_id, position, type, mode, status, negated, trigger_text, span_start, span_end, sentence,"
        " sentence_start, sentence_end, frame, confidence, coder_version, settings_hash)"
    )
    row = (
        account.id,
        story,
        0,
        "ASSAULT",
        "airstrike",
        "occurred",
        0,
        "hit",
        0,
        3,
        told,
        0,
        len(told),
        "f",
        0.9,
        "1",
        "s",
    )
    connection.execute(f"INSERT INTO events {columns} VALUES ({', '.join('?' * 17)})", row)
    return story


def one_more(store: Store, number: int) -> tuple[float, float]:
    """Median seconds of reading, coding and keeping a page, and of fusing it, once all is loaded."""
    day = date.fromordinal(FIRST + number // (A_DAY * TELLINGS) // 2).isoformat()
    settings, added, fused = Settings(), [], []
    for n in range(6):
        text = (
            f"Shells hit a market in Aleppo on Monday and killed {n + 3} people, medics said. Rebels shelled Homs, too."
        )
        page = Document(text, sha256(text.encode()).hexdigest(), path=f"{n}.txt", published=Dateline(day, "given"))
        began = time.perf_counter()
        take_in(store, [page], settings, workers=1)
        added.append(time.perf_counter() - began)
        began = time.perf_counter()
        if fusing.refresh(store) != 1:
            raise RuntimeError("the story was not fused")
        fused.append(time.perf_counter() - began)
    return statistics.median(added[1:]), statistics.median(fused[1:])


def measure(number: int, folder: Path) -> None:
    """Fuse so many accounts and write a line of figures."""
    with Store.open(folder / f"{number}.db", create=True) as store:
        began, busy = time.perf_counter(), time.process_time()
        fill(store, number)
        seconds, busy = time.perf_counter() - began, time.process_time() - busy
        most = peak()
        (links,) = store.connection.execute("SELECT count(*) FROM account_links").fetchone()
        (found,) = store.connection.execute("SELECT count(DISTINCT incident_id) FROM incident_accounts").fetchone()
        added, fused = one_more(store, number)
        size = store.path.stat().st_size / 1024**3
    sys.stdout.write(
        f"{number:9,} mentions {links:10,} links {found:9,} incidents {seconds:8.1f} s, processor {busy:8.1f} s"
        f" {1e6 * busy / number:5.0f} µs each {most:5.2f} GiB, store {size:5.2f} GiB;"
        f" one more story {added:.2f} s + {fused:.3f} s\n"
    )
    sys.stdout.flush()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="+", type=int)
    parser.add_argument("--folder", type=Path)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=args.folder) as folder:
        for number in args.sizes:
            process = multiprocessing.get_context("spawn").Process(target=measure, args=(number, Path(folder)))
            process.start()
            process.join()


if __name__ == "__main__":
    main()
