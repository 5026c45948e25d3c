"""Files to entries, reporting every problem of every file."""
