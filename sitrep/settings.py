"""Every setting with its default and its help, in one place; where each value comes from; a hash over what codes."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from sitrep.errors import InputError

FILE = "sitrep.toml"
PREFIX = "SITREP_"


def _setting(default: Any, help: str, *, codes: bool = False) -> Any:
    """A field with its help; `codes` marks a setting that changes what the coder gives."""
    return field(default=default, metadata={"help": help, "codes": codes})


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one run. Read them with `settle`; a bare `Settings()` has the defaults."""

    store: str = _setting("sitrep.db", "the store, a SQLite file")
    conflicts: tuple[str, ...] = _setting(
        ("syria",), "folders of sitrep/data/conflicts whose parties and places are known", codes=True
    )
    max_bytes: int = _setting(5_000_000, "pages larger than this are refused", codes=True)
    workers: int = _setting(1, "worker processes; each loads the model once (about 300 MB)")
    batch: int = _setting(64, "pages written to the store in one transaction")
    limit: int = _setting(50, "rows that a table shows unless --limit says otherwise; 0 shows all")

    def digest(self) -> str:
        """Twelve hexadecimal digits over the settings that influence coding; equal digests code alike."""
        coding = {f.name: getattr(self, f.name) for f in fields(self) if f.metadata["codes"]}
        return hashlib.sha256(json.dumps(coding, sort_keys=True).encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Origin:
    """One setting as it stands: its value and where that came from (default, file, env or option)."""

    name: str
    value: Any
    origin: str
    help: str


def settle(
    options: Mapping[str, Any], *, environment: Mapping[str, str], folder: Path
) -> tuple[Settings, list[Origin]]:
    """The settings in force and the origin of each: option before environment before `sitrep.toml` before default.

    `options` that are None were not given. Environment variables are `SITREP_STORE`, `SITREP_WORKERS` and so on; lists
    are separated by commas.

    Raises:
        InputError: an unknown setting in the file, or a value of the wrong kind anywhere.
    """
    written = _read_file(folder / FILE)
    values: dict[str, Any] = {}
    origins = []
    for f in fields(Settings):
        name, variable = f.name, PREFIX + f.name.upper()
        if options.get(name) is not None:
            raw, origin = options[name], "option"
        elif environment.get(variable):
            raw, origin = environment[variable], f"env {variable}"
        elif name in written:
            raw, origin = written[name], f"file {FILE}"
        else:
            raw, origin = f.default, "default"
        values[name] = _converted(raw, f.default, f"{origin}: {name}")
        origins.append(Origin(name, values[name], origin, f.metadata["help"]))
    return Settings(**values), origins


def _read_file(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path.name}: {error}") from error
    known = {f.name for f in fields(Settings)}
    unknown = sorted(set(written) - known)
    if unknown:
        raise InputError(f"{path.name}: unknown setting {', '.join(unknown)}; known are {', '.join(sorted(known))}")
    return written


def _converted(raw: Any, default: Any, where: str) -> Any:
    """`raw` as the kind of value that `default` is."""
    if isinstance(default, tuple):
        parts = raw.split(",") if isinstance(raw, str) else raw
        if not isinstance(parts, list | tuple) or not all(isinstance(p, str) for p in parts):
            raise InputError(f"{where} must be a list of names, not {raw!r}")
        return tuple(p.strip() for p in parts if p.strip())
    if isinstance(default, int):
        try:
            number = int(raw) if not isinstance(raw, bool | float) else None
        except (TypeError, ValueError):
            number = None
        if number is None or number < 0:
            raise InputError(f"{where} must be a whole number from 0, not {raw!r}")
        return number
    if not isinstance(raw, str | Path):
        raise InputError(f"{where} must be text, not {raw!r}")
    return str(raw)
