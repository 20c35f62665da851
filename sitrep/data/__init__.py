"""What people who do not program edit: vocabularies, parties, places and word lists, as YAML."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import yaml

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C loader is eight times as fast where it was built


def load_yaml(name: str) -> Any:
    """The content of `name`, a path below this folder such as `languages/eng/dates.yml`.

    Raises:
        FileNotFoundError: there is no such file.
        yaml.YAMLError: the file is no YAML; the message names line and column.
    """
    return yaml.load((files(__name__) / name).read_text(encoding="utf-8"), Loader=_Loader)
