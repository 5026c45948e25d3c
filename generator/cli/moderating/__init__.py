"""How `friday moderate` and `friday consent` open an inbox, and what they print."""
