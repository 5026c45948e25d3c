"""How many examples a property looks at that takes long: few in the suite, more in `make fuzz`."""

from hypothesis import settings


def examples(few: int, *, fuzz: int) -> settings:
    """So few in the suite, and so many under the profile of `make fuzz`."""
    return settings(max_examples=fuzz if settings.get_current_profile_name() == "fuzz" else few)
