"""The kinds of entries: one small file a kind, one table."""
