"""What the team decides about what people sent in."""
