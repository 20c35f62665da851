"""Does splink weigh the same comparisons better than `bench/fit_fusion.py`?

    uv run --with splink==5.0.0 python bench/splink_fusion.py STORE ARTICLES.jsonl

STORE and ARTICLES.jsonl are those of fit_fusion. All are given the same pairs with the same levels, so that only the
weights differ: splink's by expectation maximisation, which sees no label, with what pairs at random agree on held;
those of Fellegi and Sunter counted on labels of other folds; ours of the same folds. Each is clustered by mean support
and, as splink does, by chains of likely pairs.
"""

from __future__ import annotations

import math
import sys
import time
from collections import Counter
from pathlib import Path

import duckdb
import numpy as np
import pyarrow
from fit_fusion import Trial, fit, trial_of
from splink import Linker, SettingsCreator, block_on
from splink.comparison_library import CustomComparison
from splink.internals.duckdb.database_api import DuckDBAPI

from sitrep.data import load_yaml
from sitrep.fuse.clustering import clusters, components
from sitrep.fuse.comparison import Levels, Weights

FLOOR = 1e-4


def by_splink(trial: Trial) -> Weights:
    """Weights by expectation maximisation: two records for each pair, of which the second holds its levels."""
    levels = [told for _, _, told in trial.pairs]
    fields = {field: _nearest_first({row[field] for row in levels}, field) for field in levels[0]}
    comparisons = [
        CustomComparison(
            output_column_name=field,
            comparison_levels=[{"sql_condition": f"{field}_r = 'unknown'", "is_null_level": True}]
            + [{"sql_condition": f"{field}_r = '{level}'", "label_for_charts": level} for level in told[:-1]]
            + [{"sql_condition": "ELSE", "label_for_charts": told[-1]}],
        )
        for field, told in fields.items()
    ]
    settings = SettingsCreator(
        link_type="link_only", comparisons=comparisons, blocking_rules_to_generate_predictions=[block_on("pair")],
        probability_two_random_records_match=0.1,
    )  # fmt: skip
    columns = {"pair": list(range(len(levels)))} | {field: [row[field] for row in levels] for field in fields}
    backend = DuckDBAPI(connection=duckdb.connect())
    sides = [
        backend.register(
            pyarrow.table({"unique_id": [f"{side}{n}" for n in columns["pair"]], **columns}), dataset_display_name=side
        )
        for side in ("one", "other")
    ]
    linker = Linker(sides, settings)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(
        block_on("pair"), populate_probability_two_random_records_match_from_trained_values=True
    )
    return _read(linker.misc.save_model_to_json())


def _nearest_first(seen: set[str], field: str) -> list[str]:
    """The levels of a field from the most alike to the least, where expectation maximisation begins."""
    told = [level for level in load_yaml("schema/comparison.yml")[field] if level in seen - {"0", "unknown"}]
    return told + sorted((level for level in seen - {"unknown"} if level not in told), reverse=True)


def _read(model: dict) -> Weights:
    share = model["probability_two_random_records_match"]
    bits = {
        comparison["output_column_name"]: {
            level["label_for_charts"]: math.log2(max(level.get("m_probability") or 0, FLOOR))
            - math.log2(max(level.get("u_probability") or 0, FLOOR))
            for level in comparison["comparison_levels"]
            if not level.get("is_null_level")
        }
        for comparison in model["comparisons"]
    }
    return Weights(math.log2(share / (1 - share)), bits, {})


def by_counting(levels: list[Levels], same: np.ndarray) -> Weights:
    """Weights of Fellegi and Sunter from labels: how much commoner a level is among pairs of one incident."""
    bits = {}
    for field in levels[0]:
        told = [Counter(row[field] for row, one in zip(levels, same, strict=True) if one == s) for s in (1, 0)]
        for counted in told:
            counted.pop("unknown", None)
        share = [{level: n / sum(counted.values()) for level, n in counted.items()} for counted in told]
        bits[field] = {
            level: math.log2(max(share[0].get(level, 0), FLOOR) / max(share[1].get(level, 0), FLOOR))
            for level in {*share[0], *share[1]}
        }
    return Weights(math.log2(same.mean() / (1 - same.mean())), bits, {})


def main() -> None:
    trial = trial_of(*map(Path, sys.argv[1:3]))
    known = load_yaml("schema/fusion.yml")["known"]
    ids = [account.id for account in trial.accounts]
    began = time.perf_counter()
    learned = by_splink(trial)
    sys.stdout.write(f"splink learned in {time.perf_counter() - began:.1f} s\n")
    ways = {
        "splink": lambda levels, same: learned,
        "counted": by_counting,
        "ours": lambda levels, same: fit(levels, same, {}),
        "ours, with known": lambda levels, same: fit(levels, same, known),
    }
    for name, way in ways.items():
        began = time.perf_counter()
        links = trial.links(way)
        seconds = time.perf_counter() - began
        for threshold in (-2.0, 0.0, 2.0, 4.0):
            sys.stdout.write(f"{name} above {threshold}: {trial.scores(clusters(ids, links, threshold=threshold))}\n")
            chains = components(ids, (pair for pair, bits in links.items() if bits > threshold))
            sys.stdout.write(f"{name} above {threshold}, chains: {trial.scores(chains)}\n")
        sys.stdout.write(f"{name}: all folds in {seconds:.1f} s\n")


if __name__ == "__main__":
    main()
