"""The rules, pure: graph, visibility, references, checks."""
