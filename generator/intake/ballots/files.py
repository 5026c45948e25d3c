"""Writes several files, all of them whole or none begun."""

import os
from collections.abc import Mapping
from pathlib import Path


def put(files: Mapping[Path, bytes], private: frozenset[Path] = frozenset()) -> None:
    """Write files beside their names first and rename them when all are there.

    Args:
        private: those that nobody but their owner may read.

    Raises:
        OSError: one cannot be written; no name has changed unless the renaming itself failed.
    """
    beside = {
        target: target.with_name(f".{n}.{target.name[:100]}.tmp") for n, target in enumerate(files)
    }
    try:
        for target, data in files.items():
            target.parent.mkdir(parents=True, exist_ok=True)
            mode = 0o600 if target in private else 0o666
            beside[target].unlink(missing_ok=True)
            with os.fdopen(
                os.open(beside[target], os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb"
            ) as stream:
                stream.write(data)
        for target, temporary in beside.items():
            temporary.replace(target)
    finally:
        for temporary in beside.values():
            temporary.unlink(missing_ok=True)
