"""Importers of changes, credits and suggestions that were written down elsewhere (C4)."""
