"""The loop: from a suggestion to its thanks, and what is still open of it (A6, B5, C1)."""
