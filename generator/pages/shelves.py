"""What has its newest first, divided so that what stands further behind stays where it is."""

from msgspec import Struct


class Shelves(Struct, frozen=True):
    """Which items, sorted newest first, stand together.

    Attributes:
        newest: the items of the one place that changes when a newer one comes.
        archives: the items of each other one, the oldest archive first; they are counted from the
            oldest item, so an archive keeps its items when newer ones come.
    """

    newest: slice
    archives: tuple[slice, ...]


def archives(count: int, size: int, least: int) -> Shelves:
    """Divide `count` items into the newest ones and archives of `size` items each.

    The newest are `least` to `least + size - 1`, or all when they are fewer, so they never shrink
    to nothing when an archive fills up. An item that is put in or taken out behind the newest ones
    moves those that follow it: archives are stable under appending only.

    Raises:
        ValueError: `size` or `least` is less than 1, or `count` less than 0.
    """
    if size < 1 or least < 1 or count < 0:
        message = f"cannot divide {count} items into archives of {size} and {least} at least"
        raise ValueError(message)
    full = max(0, (count - least) // size)
    ends = range(count, count - full * size, -size)
    return Shelves(
        newest=slice(0, count - full * size),
        archives=tuple(slice(end - size, end) for end in ends),
    )
