"""Every setting with its default and what it does, and where its value came from."""

from __future__ import annotations

import hashlib
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

from sitrep.errors import InputError

FILE = "sitrep.toml"
PREFIX = "SITREP_"


def _setting(default: object, help: str, *, coding: bool = False):
    return field(default=default, metadata={"help": help, "coding": coding})


@dataclass(frozen=True, slots=True)
class Settings:
    """Executed settings. Those marked `coding` change what is coded and enter the hash of every coded row."""

    store: str = _setting("sitrep.db", "the store: an SQLite file")
    conflicts: tuple[str, ...] = _setting(("syria",), "folders of sitrep/data/conflicts to load", coding=True)
    gazetteer: str = _setting("", "a gazetteer of your own, a SQLite file, used beside the shipped one", coding=True)
    workers: int = _setting(1, "processes that code, about 300 MB each; 0 means one for each core")
    size_limit: int = _setting(20_000_000, "bytes; larger files are refused")
    min_confidence: float = _setting(0.0, "events below this confidence are left out of lists and reports")

    def coding_hash(self) -> str:
        """A short hash of the settings that change what is coded."""
        told = [f"{f.name}={getattr(self, f.name)!r}" for f in fields(self) if f.metadata["coding"]]
        return hashlib.sha256("\n".join(told).encode()).hexdigest()[:16]


def load_settings(
    folder: Path | None = None, environ: Mapping[str, str] | None = None, **options: object
) -> tuple[Settings, dict[str, str]]:
    """The settings in force and the origin of each: default, file, environment or option, the later winning.

    `options` that are None were not given.

    Raises:
        InputError: an unknown setting, or a value of the wrong kind.
    """
    settings, origins = Settings(), {f.name: "default" for f in fields(Settings)}
    path = (folder or Path.cwd()) / FILE
    layers: list[tuple[str, dict[str, object]]] = []
    if path.exists():
        try:
            layers.append((f"file {FILE}", tomllib.loads(path.read_text(encoding="utf-8"))))
        except tomllib.TOMLDecodeError as error:
            raise InputError(f"{FILE}: {error}. Correct the file or remove it") from None
    env = os.environ if environ is None else environ
    variables = {f.name: PREFIX + f.name.upper() for f in fields(Settings)}
    layers.append(("environment", {name: env[variable] for name, variable in variables.items() if variable in env}))
    layers.append(("option", {name: value for name, value in options.items() if value is not None}))
    for origin, values in layers:
        for name, value in values.items():
            if name not in origins:
                raise InputError(f"{origin}: unknown setting {name!r}. Known are {', '.join(sorted(origins))}")
            settings = replace(settings, **{name: _typed(name, value, getattr(Settings(), name), origin)})
            origins[name] = origin
    return settings, origins


def _typed(name: str, value: object, default: object, origin: str) -> object:
    try:
        if isinstance(default, tuple):
            return tuple(value.split(",")) if isinstance(value, str) else tuple(value)
        return type(default)(value)
    except (TypeError, ValueError):
        raise InputError(f"{origin}: {name} is {value!r}, which is no {type(default).__name__}. Correct it") from None
