"""sitrep reads news of conflict and diplomacy into a sourced account: who did what to whom, and who says so."""

__version__ = "0.1.0"
