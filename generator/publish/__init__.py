"""The finished site: proofread, then put into the output folder whole or not at all."""
