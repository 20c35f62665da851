"""Story → sentences, dates, counts, quotations."""
