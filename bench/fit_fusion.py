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
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

import numpy as np
import yaml

from sitrep.data import load_yaml
from sitrep.evidence.coding import Coding
from sitrep.fuse.account import Account, accounts_of
from sitrep.fuse.blocking import candidates
from sitrep.fuse.clustering import Pair, clusters
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


class Trial:
    """The articles of a store with the incidents that they are known to tell of, and every pair that is compared.

    `gold` is article → incident, `pages` story → its articles, `per_page` article → its accounts.
    """

    def __init__(self, codings: list[Coding], copies: dict[str, list[dict]], gold: dict[str, str]):
        self.gold = gold
        self.pages = {
            f"{c.story.document.sha256[:16]}.{c.story.index}": [p["id"] for p in copies[c.story.document.sha256]]
            for c in codings
        }
        self.accounts = accounts_of(m for c in codings for m in mentions_of(c) if m.type == "ASSAULT")
        self.per_page: dict[str, list[Account]] = defaultdict(list)
        for account in self.accounts:
            for page in self.pages[account.story]:
                self.per_page[page].append(account)
        rarity = Rarity.load()
        self.pairs = [(a, b, compare(a, b, rarity)) for a, b in candidates(self.accounts)]
        self.names = [tuple(gold[self.pages[x.story][0]] for x in pair[:2]) for pair in self.pairs]
        # Learned from the account that most of an article's events are in; all are clustered.
        mains = {max(told, key=lambda a: (len(a.events), a.id)).id for told in self.per_page.values()}
        self.learn = [i for i, (a, b, _) in enumerate(self.pairs) if a.id in mains and b.id in mains]

    def example(self, without: frozenset[int] = frozenset()) -> tuple[list[Levels], np.ndarray]:
        """Levels of pairs to learn from, none with an incident of some folds, and whether each pair is one incident."""
        chosen = [i for i in self.learn if not {fold_of(name) for name in self.names[i]} & without]
        same = np.array([float(self.names[i][0] == self.names[i][1]) for i in chosen])
        return [self.pairs[i][2] for i in chosen], same

    def links(self, learned: Callable[[list[Levels], np.ndarray], Weights]) -> dict[Pair, float]:
        """Bits of every pair by a model that saw neither of its folds."""
        models = {k: learned(*self.example(k)) for k in {frozenset((f, g)) for f in range(FOLDS) for g in range(FOLDS)}}
        folds = (frozenset(map(fold_of, names)) for names in self.names)
        return {(a.id, b.id): models[k].score(levels) for (a, b, levels), k in zip(self.pairs, folds, strict=True)}

    def scores(self, groups: list[list[str]]) -> str:
        """How well groups of accounts agree with the incidents; an article is where most of its events are."""
        of = {account: number for number, group in enumerate(groups) for account in group}
        got = {}
        for page, told in self.per_page.items():
            votes: Counter[int] = Counter()
            for account in told:
                votes[of[account.id]] += len(account.events)
            got[page] = votes.most_common(1)[0][0]
        return cluster_scores(self.gold, got)


def fold_of(incident: str) -> int:
    """The fold that an incident is dealt into."""
    return zlib.crc32(incident.encode()) % FOLDS


def trial_of(store: Path, articles: Path) -> Trial:
    """The trial of a store of articles."""
    with Store.open(store) as kept:
        codings = list(query.load(kept))
        copies = fused.captures(kept, {c.story.document.sha256 for c in codings})
    return Trial(codings, copies, {row["doc_id"]: row["incident_id"] for row in read_lines(articles)})


def write_rarity(store: Path, files: list[Path]) -> None:
    """Learn rarity.yml from the texts of a store and of some files."""
    with Store.open(store) as kept:
        fields = [[row[0] for row in kept.connection.execute("SELECT text FROM documents")]]
    fields += [[row["text"] for row in read_lines(path)] for path in files]
    about = "# Bits that a word tells, by band; learned without labels by bench/fit_fusion.py --rarity.\n"
    written = yaml.safe_dump(learn_rarity(fields), allow_unicode=True, sort_keys=False, width=118)
    (SCHEMA / "rarity.yml").write_text(about + written, encoding="utf-8")


def write_weights(whole: Weights, known: dict) -> None:
    """Put learned bits into fusion.yml; what is set by hand stays as it is."""
    path = SCHEMA / "fusion.yml"
    by_hand = path.read_text(encoding="utf-8").split("start:")[0]
    bits = {field: dict(told) for field, told in whole.bits.items() if field not in known}
    path.write_text(by_hand + yaml.safe_dump({"start": whole.start, "bits": bits}, sort_keys=False), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--save", action="store_true")
    parser.add_argument("--rarity", nargs="*", type=Path)
    args = parser.parse_args()
    if args.rarity is not None:
        write_rarity(args.store, args.rarity)
    known, trial = load_yaml("schema/fusion.yml")["known"], trial_of(args.store, args.articles)
    _, same = trial.example()
    possible = sum(n * (n - 1) // 2 for n in Counter(trial.gold.values()).values())
    sys.stdout.write(
        f"{len(trial.accounts)} accounts in {len(trial.per_page)} of {len(trial.gold)} articles, {len(trial.pairs)}"
        f" pairs compared; {len(same)} to learn from, {same.sum():.0f} of one incident; {possible} exist\n"
    )
    links = trial.links(lambda levels, same: fit(levels, same, known))
    for threshold in (-2.0, -1.0, -0.5, 0.0, 0.5, 1.0):
        groups = clusters((a.id for a in trial.accounts), links, threshold=threshold)
        sys.stdout.write(f"threshold {threshold:+.1f}: {trial.scores(groups)}\n")
    if args.save:
        write_weights(fit(*trial.example(), known), known)


if __name__ == "__main__":
    main()
