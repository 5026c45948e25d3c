"""Recognition: who did what, by evidence, and what follows from it (D1-D7)."""
