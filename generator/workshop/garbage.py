"""When the collector of cycles looks through memory: not while a journal is read and laid out.

Nearly everything that a draft makes lives until the site is finished, and looking through all of it
again and again, to find that out, takes a seventh of the time of a large journal.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def kept() -> Iterator[None]:
    """Nothing is collected in this block until `settled` is called; afterwards all is as before."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.unfreeze()
        if enabled:
            gc.enable()
        else:
            gc.disable()


def settled() -> None:
    """From now on only what is made from now on is looked through."""
    gc.freeze()
    gc.enable()
