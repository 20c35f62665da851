"""Do incidents hold the mentions that a reader of gold pages says are of one happening?

    sitrep add GOLD/documents.jsonl --store STORE; sitrep incidents --store STORE > /dev/null
    python bench/same_as.py STORE GOLD

Gold events are paired with coded ones as `sitrep evaluate` does. Scored are gold events with a coded partner; those
without `same_as` are each alone in the gold. Printed are B-cubed and pairwise F1, those of leaving every mention alone,
and how many gold events have a partner at all.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from pathlib import Path

from fit_fusion import cluster_scores

from sitrep.evaluate.gold import doc_of, read_gold
from sitrep.evaluate.pairing import pair_events
from sitrep.run import fusing
from sitrep.store import fused, query
from sitrep.store.sqlite import Store


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("gold", type=Path)
    args = parser.parse_args()
    pages = read_gold(args.gold)
    with Store.open(args.store) as store:
        fusing.refresh(store)
        events = defaultdict(list)
        for coding in query.load(store):
            events[doc_of(coding.story.document.id or "")] += coding.events
        incident_of = {event: key for key, members in fused.members(store).items() for event in members}
    gold, got = {}, {}
    for doc, page in pages.items():
        for i, j in pair_events(page, events[doc], lambda names: frozenset(n for n in names if n)):
            event = events[doc][j].id
            gold[event] = page.events[i].get("same_as") or f"alone {doc} {i}"
            got[event] = incident_of.get(event, event)
    total = sum(len(page.events) for page in pages.values())
    for name, clusters in (("incidents", got), ("each alone", {event: event for event in got})):
        sys.stdout.write(f"{name:10} {cluster_scores(gold, clusters)}\n")
    sys.stdout.write(f"{len(gold)} of {total} gold events are coded with their type\n")


if __name__ == "__main__":
    main()
