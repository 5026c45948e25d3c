"""The table of kinds. A new kind is a file beside this one and a row here."""

from collections.abc import Mapping

from generator.kinds import (
    award,
    call,
    change,
    diary,
    event,
    maker,
    page,
    person,
    poll,
    press,
    release,
    report,
    review,
    story,
    suggestion,
    topic,
)
from generator.kinds.kind import Kind

KINDS: Mapping[str, Kind] = {
    module.KIND.name: module.KIND
    for module in (
        diary,
        release,
        suggestion,
        poll,
        report,
        call,
        story,
        event,
        award,
        person,
        page,
        topic,
        press,
        change,
        review,
        maker,
    )
}

SCHEMES = frozenset(KINDS)
"""What makes `[text](kind:id)` a reference."""
