"""Posts of other generators become entries of the journal."""
