"""The nouns of a journal: frozen records without I/O."""
