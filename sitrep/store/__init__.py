"""Codings at rest: one SQLite file that opens in any viewer."""
