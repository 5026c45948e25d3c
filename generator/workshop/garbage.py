"""When the collector of cycles looks through memory: not while a journal is read and laid out.

Nearly everything that a draft makes lives until the site is finished, and looking through all of it
again and again, to find that out, takes a seventh of the time of a large journal.
The old ones are hardly looked at while it is printed: what is known of each page lives as long.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# What a template leaves behind is found among the young. Python looks at the old after 10 rounds.
_ROUNDS = 1_000


@contextmanager
def kept() -> Iterator[None]:
    """Nothing is collected in this block until `settled` is called; afterwards all is as before."""
    enabled, usual = gc.isenabled(), gc.get_threshold()
    gc.disable()
    try:
        yield
    finally:
        gc.unfreeze()
        gc.set_threshold(*usual)
        if enabled:
            gc.enable()
        else:
            gc.disable()


def settled() -> None:
    """From now on only what is made from now on is looked through, here and in forked processes."""
    gc.freeze()
    young, middle, _ = gc.get_threshold()
    gc.set_threshold(young, middle, _ROUNDS)
    gc.enable()
