"""Counting votes: pure, exact, and without a word about journals."""
