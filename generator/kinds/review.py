"""Reviews: a team's own words above what the build counts for a month or a year (C5)."""

from generator.kinds.kind import Kind
from generator.model.fields import Record


class Review(Record):
    """A review has no fields of its own: its id is the month (2026-10) or the year (2026)."""


KIND = Kind(
    name="review",
    folder="reviews",
    one="Review",
    many="Reviews",
    about="What the team says about a month or a year.",
    record=Review,
    url="/you-said-we-did/",
    dated=False,
    listed=False,
    in_feed=False,
    period=True,
)
