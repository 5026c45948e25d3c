"""Orange Friday: the static-site generator for open product journals."""

__version__ = "0.1.0"
