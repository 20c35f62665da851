"""What people who do not program edit: vocabularies, parties, places and word lists, as YAML."""

from __future__ import annotations

from importlib.resources import files
from typing import Any, ClassVar

import yaml

from sitrep.errors import VocabularyError


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # the C loader is eight times as fast where it was built
    """YAML in which only true and false are booleans: 'on', 'no' and 'NO' are words of our vocabularies."""

    yaml_implicit_resolvers: ClassVar[dict] = {
        first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool" or first in "tTfF"]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def load_yaml(name: str) -> Any:
    """The content of `name`, a path below this folder such as `languages/eng/dates.yml`.

    Raises:
        FileNotFoundError: there is no such file.
        VocabularyError: the file is no YAML; the message names line and column.
    """
    try:
        return yaml.load((files(__name__) / name).read_text(encoding="utf-8"), Loader=_Loader)
    except yaml.YAMLError as error:
        raise VocabularyError([f"sitrep/data/{name}: {' '.join(str(error).split())}"]) from error
