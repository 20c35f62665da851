"""What analysts watch: pure functions from stored codings to records, each with the claims that it rests on."""
