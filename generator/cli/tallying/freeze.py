"""Writing the digest of the ballots into the poll's file, and nothing else."""

import re
from pathlib import Path

import click

from generator.files import put
from generator.markup.front_matter import split

_FENCE = re.compile(rb"^-{3,}[ \t]*(\r\n|\n|\r)")
_CLOSE = re.compile(rb"^(-{3,}|\.{3})[ \t]*(\r\n|\n|\r|\Z)", re.MULTILINE)
_BOM = b"\xef\xbb\xbf"


def freeze(file: Path, digest: str) -> bool:
    """Write `digest:` into the front matter of a poll's file; False if it stands there already.

    Raises:
        click.ClickException: another digest stands there, or the file is none of one poll.
    """
    before = file.read_bytes()
    known = _digest_in(before)
    if known == digest:
        return False
    if known is not None:
        raise click.ClickException(
            f"{file} has another digest: the ballots were changed after the close.\n"
            f"    in the file: {known}\n    the ballots: {digest}\n"
            "    bring back the ballots; if they must change, delete the line 'digest' first, then "
            "freeze them anew and tell readers why"
        )
    after = _with_digest(before, digest)
    if after is None or _digest_in(after) != digest:
        raise click.ClickException(
            f"{file} is not the file of one poll; write yourself: digest: {digest}"
        )
    _replace(file, after)
    return True


def _digest_in(data: bytes) -> str | None:
    tree = split(data.decode("utf-8", "replace")).head.tree
    found = tree.get("digest") if isinstance(tree, dict) else None
    return str(found) if found is not None else None


def _with_digest(data: bytes, digest: str) -> bytes | None:
    """The same bytes with one line more at the end of the front matter; None if it has none."""
    start = len(_BOM) if data.startswith(_BOM) else 0
    start += len(data[start:]) - len(data[start:].lstrip(b"\r\n \t"))
    fence = _FENCE.match(data[start:])
    if fence is None:
        return None
    close = _CLOSE.search(data, start + fence.end())
    if close is None:
        return None
    line = f"digest: {digest}".encode() + fence[1]
    return data[: close.start()] + line + data[close.start() :]


def _replace(file: Path, data: bytes) -> None:
    """Write a file whole or not at all, with the rights that it has."""
    try:
        put(file, data)
    except OSError as error:
        raise click.ClickException(f"{file} cannot be written: {error.strerror}") from error
