"""Gold records and codings → how far they agree."""
