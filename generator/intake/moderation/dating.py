"""Adds to the front matter of a file that a consent was withdrawn; everything else stays."""

import re
from collections.abc import Mapping

from generator.intake.posts.head import quoted
from generator.markup.front_matter import split


def withdrawn_in(text: str, field: str, when: str, fields: Mapping[str, str]) -> str | None:
    """The file with `withdrawn` among the fields of `field`, and other fields behind it.

    Args:
        field: name of the field that holds the consent, as a block or in one pair of braces.
        when: the instant, as authors write it.
        fields: further fields of the head, by their names.

    Returns:
        the new text; None if what comes out would not say that, and nothing else.
    """
    before = split(text).head.tree
    lines = text.split("\n")
    at = next((n for n, line in enumerate(lines) if re.match(rf"{field}[ \t]*:", line)), None)
    if at is None or not isinstance(before, dict):
        return None
    changed = _in_braces(lines, at, when) or _in_block(lines, at, when)
    if changed is None:
        return None
    extra = [f"{name}: {quoted(value)}" for name, value in fields.items()]
    new = "\n".join([*changed[:at], *extra, *changed[at:]])
    made = split(new)
    wanted = {**before, **fields, field: {**_mapping(before.get(field)), "withdrawn": when}}
    is_so = made.head.tree == wanted and made.body == split(text).body
    return new if is_so and not made.head.findings else None


def _mapping(value: object) -> dict[str, object]:
    return dict(value) if isinstance(value, dict) else {}


def _in_braces(lines: list[str], at: int, when: str) -> list[str] | None:
    """`consent: {given: …}` on one line."""
    found = re.match(r"^(?P<start>.*\{.*?)(?P<comma>,?\s*)\}(?P<end>\s*(#.*)?)$", lines[at])
    if found is None:
        return None
    line = f"{found['start']}, withdrawn: {when}}}{found['end']}"
    return [*lines[:at], line, *lines[at + 1 :]]


def _in_block(lines: list[str], at: int, when: str) -> list[str] | None:
    """`consent:` with fields below it, further in."""
    below = lines[at + 1] if at + 1 < len(lines) else ""
    pad = re.match(r"^[ ]+", below)
    if pad is None:
        return None
    ending = "\r" if below.endswith("\r") else ""
    return [*lines[: at + 1], f"{pad[0]}withdrawn: {when}{ending}", *lines[at + 1 :]]
