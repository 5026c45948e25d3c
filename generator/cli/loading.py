"""Loading the modules of a command."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def loading() -> Iterator[None]:
    """What is loaded in this block stays, so nobody looks whether it is garbage, now or later.

    The collector of cycles took a tenth of the time of loading all that a build needs.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if enabled:
            gc.enable()
