"""What every test has: how hard hypothesis looks, and no clock in its verdicts."""

from hypothesis import settings

# The same examples on every machine: a test that fails for one fails for all. `make fuzz` is for
# finding new ones, and prints how to repeat what it found.
settings.register_profile("check", derandomize=True, deadline=None, max_examples=100)
settings.register_profile("fuzz", deadline=None, max_examples=10_000, print_blob=True)
settings.load_profile("check")
