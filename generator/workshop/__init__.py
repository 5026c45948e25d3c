"""Pure work done once, and on many cores: the only cache, the only processes."""
