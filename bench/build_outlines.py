"""Build the shipped land and borders, sitrep/data/world/outlines.json.gz, from a package that is not shipped.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python bench/build_outlines.py package/countries-50m.json

The package redistributes Natural Earth 4.1 (public domain), 1:50m, as TopoJSON: `arcs` are lines shared by neighbours,
as steps on a grid; `countries` name the arcs of their rings, ~n for arc n backwards. The same input gives the same
bytes.
"""

from __future__ import annotations

import argparse
import gzip
import json
from pathlib import Path

TARGET = Path(__file__).parent.parent / "sitrep" / "data" / "world" / "outlines.json.gz"


def outlines(topology: dict) -> dict:
    """What the map needs: the grid, the lines, and each country's name and polygons of rings of lines."""
    countries = [
        {
            "name": shape["properties"]["name"],
            "polygons": shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]],
        }
        for shape in topology["objects"]["countries"]["geometries"]
    ]
    return {"transform": topology["transform"], "arcs": topology["arcs"], "countries": countries}


def main() -> None:
    """Write the file anew."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("topology", type=Path)
    told = outlines(json.loads(parser.parse_args().topology.read_text(encoding="utf-8")))
    packed = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    TARGET.write_bytes(gzip.compress(packed, 9, mtime=0))


if __name__ == "__main__":
    main()
