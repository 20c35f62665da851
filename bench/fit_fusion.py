"""Learn how much each agreement weighs, from reports of known incidents, and say how well it does on others.

    python bench/fit_fusion.py STORE ARTICLES.jsonl [--save] [--rarity DOCUMENTS.jsonl …]

STORE holds the articles, coded (`sitrep add DOCUMENTS.jsonl --store STORE`); ARTICLES.jsonl has one article a line with
`doc_id` and `incident_id`. An article without a coded attack counts as missed; articles of one text are where that text
is. The figures printed are cross-validated: incidents are dealt into five folds, and a pair is weighed by a model that
saw no pair of either fold. `--save` writes the learned bits into sitrep/data/schema/fusion.yml, fitted on all; `known`
is kept. `--rarity` first writes rarity.yml, which knows no labels, from the store and from each file of documents: a
word is as common as where it is commonest.
"""

from __future__ import annotations

import argparse
import json
import math
import zlib
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import yaml

from sitrep.data import load_yaml
from sitrep.fuse.account import Account, accounts_of
from sitrep.fuse.blocking import candidates
from sitrep.fuse.clustering import clusters
from sitrep.fuse.comparison import Levels, Weights, compare
from sitrep.fuse.mention import mentions_of
from sitrep.fuse.wordage import WORD, Rarity
from sitrep.store import fused, query
from sitrep.store.sqlite import Store

SCHEMA = Path(__file__).parent.parent / "sitrep" / "data" / "schema"
FOLDS = 5
COMMON = 8  # bits; rarer words are one band: one story of 256 and fewer


def learn_rarity(fields: list[list[str]]) -> dict:
    """Bits of every common word, in bands of one bit; `fields` are the texts of one subject each."""
    told: dict[str, int] = {}
    for texts in fields:
        seen = Counter(w for text in texts for w in set(WORD.findall(text.casefold())))
        for word, count in seen.items():
            told[word] = min(round(-math.log2(count / len(texts))), told.get(word, COMMON))
    bands: dict[int, list[str]] = defaultdict(list)
    for word, bits in told.items():
        if bits < COMMON:
            bands[bits].append(word)
    return {"rare": COMMON + 1, "bands": {b: " ".join(sorted(bands[b])) for b in sorted(bands)}}


def fit(levels: list[Levels], same: np.ndarray, known: dict, ridge: float = 2.0) -> Weights:
    """Logistic regression by Newton's method over one column for each level of each field that is not `known`.

    What one of two does not say tells nothing: 'unknown' weighs 0.
    """
    told = {(f, v) for row in levels for f, v in row.items() if f not in known and v != "unknown"}
    columns = {item: number for number, item in enumerate(sorted(told), start=1)}
    design = np.zeros((len(levels), len(columns) + 1))
    design[:, 0] = 1
    for i, row in enumerate(levels):
        design[i, [columns[item] for item in row.items() if item in columns]] = 1
    given = math.log(2) * np.array([sum(known[f].get(row[f], 0.0) for f in known) for row in levels])
    weights = np.zeros(design.shape[1])
    penalty = np.full(len(weights), ridge)
    penalty[0] = 0.01
    for _ in range(30):
        chance = 1 / (1 + np.exp(-design @ weights - given))
        slope = design.T @ (same - chance) - penalty * weights
        bend = (design * (chance * (1 - chance))[:, None]).T @ design + np.diag(penalty)
        step = np.linalg.solve(bend, slope)
        weights += step
        if np.abs(step).max() < 1e-6:
            break
    bits: dict[str, dict[str, float]] = defaultdict(dict)
    for (field, level), column in columns.items():
        bits[field][level] = round(float(weights[column] / math.log(2)), 2)
    return Weights(round(float(weights[0] / math.log(2)), 2), dict(bits) | known, {})


def read_lines(path: Path) -> list[dict]:
    """The records of a file of JSON Lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def cluster_scores(gold: dict[str, str], got: dict[str, str]) -> str:
    """B-cubed and pairwise F1 of articles; one that is nowhere counts as missed."""
    both, left, right = Counter((gold[n], got[n]) for n in got), Counter(gold.values()), Counter(got.values())
    p = sum(both[gold[n], c] / right[c] for n, c in got.items()) / max(1, len(got))
    r = sum(both[gold[n], c] / left[gold[n]] for n, c in got.items()) / max(1, len(gold))
    shared, mine, true = (sum(n * (n - 1) // 2 for n in c.values()) for c in (both, right, left))
    pp, pr = shared / max(1, mine), shared / true
    return (f"B-cubed F1 {2 * p * r / (p + r):.3f} (p {p:.3f} r {r:.3f}), "
            f"pairs F1 {2 * pp * pr / max(1e-9, pp + pr):.3f} (p {pp:.3f} r {pr:.3f})")  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--save", action="store_true")
    parser.add_argument("--rarity", nargs="*", type=Path)
    args = parser.parse_args()
    with Store.open(args.store) as store:
        codings = list(query.load(store))
        copies = fused.captures(store, {c.story.document.sha256 for c in codings})
    if args.rarity is not None:
        fields = [list({c.story.document.sha256: c.story.document.text for c in codings}.values())]
        fields += [[row["text"] for row in read_lines(path)] for path in args.rarity]
        about = "# Bits that a word tells, by band; learned without labels by bench/fit_fusion.py --rarity.\n"
        written = yaml.safe_dump(learn_rarity(fields), allow_unicode=True, sort_keys=False, width=118)
        (SCHEMA / "rarity.yml").write_text(about + written, encoding="utf-8")
    rarity, known = Rarity.load(), load_yaml("schema/fusion.yml")["known"]
    gold = {row["doc_id"]: row["incident_id"] for row in read_lines(args.articles)}
    mentions = [m for c in codings for m in mentions_of(c, rarity) if m.type == "ASSAULT"]
    pages = {
        f"{c.story.document.sha256[:16]}.{c.story.index}": [p["id"] for p in copies[c.story.document.sha256]]
        for c in codings
    }
    accounts = accounts_of(mentions)
    per_page: dict[str, list[Account]] = defaultdict(list)
    for account in accounts:
        for page in pages[account.story]:
            per_page[page].append(account)
    print(f"{len(accounts)} accounts in {len(per_page)} of {len(gold)} articles")  # noqa: T201
    # Learned from the account that most of an article's events are in; all are clustered.
    main_of = {name: max(told, key=lambda a: (len(a.events), a.id)).id for name, told in per_page.items()}
    pairs = [(a, b, compare(a, b, rarity)) for a, b in candidates(accounts)]
    print(f"{len(pairs)} pairs compared")  # noqa: T201
    mains = set(main_of.values())
    names = [(gold[pages[a.story][0]], gold[pages[b.story][0]]) for a, b, _ in pairs]
    fold = {key: zlib.crc32(key.encode()) % FOLDS for key in set(gold.values())}
    learn = [i for i, (a, b, _) in enumerate(pairs) if a.id in mains and b.id in mains]
    reached = sum(names[i][0] == names[i][1] for i in learn)
    possible = sum(n * (n - 1) // 2 for n in Counter(gold.values()).values())
    print(f"{len(learn)} pairs to learn from, {reached} of one incident; {possible} exist")  # noqa: T201

    def learned(without: set[int]) -> Weights:
        chosen = [i for i in learn if not {fold[names[i][0]], fold[names[i][1]]} & without]
        return fit([pairs[i][2] for i in chosen], np.array([float(names[i][0] == names[i][1]) for i in chosen]), known)

    models = {(f, g): learned({f, g}) for f in range(FOLDS) for g in range(f, FOLDS)}
    links = {}
    for (a, b, levels), (one, other) in zip(pairs, names, strict=True):
        links[a.id, b.id] = models[tuple(sorted((fold[one], fold[other])))].score(levels)
    size = {a.id: len(a.events) for a in accounts}
    for threshold in (-2.0, -1.0, -0.5, 0.0, 0.5, 1.0):
        of = {a: n for n, c in enumerate(clusters(size, links, threshold=threshold)) for a in c}
        got = {}
        for name, told in per_page.items():
            votes: Counter[int] = Counter()
            for account in told:
                votes[of[account.id]] += len(account.events)
            got[name] = votes.most_common(1)[0][0]
        print(f"threshold {threshold:+.1f}: {cluster_scores(gold, got)}")  # noqa: T201
    if args.save:
        whole = learned(set())
        path = SCHEMA / "fusion.yml"
        by_hand = path.read_text(encoding="utf-8").split("start:")[0]
        learned_bits = {field: dict(told) for field, told in whole.bits.items() if field not in known}
        written = yaml.safe_dump({"start": whole.start, "bits": learned_bits}, sort_keys=False)
        path.write_text(by_hand + written, encoding="utf-8")
        for field, told in whole.bits.items():
            print(field, told)  # noqa: T201


if __name__ == "__main__":
    main()
