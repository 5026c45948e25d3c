"""Pages that belong to no date: about, rules, imprint."""

from pydantic import Field

from generator.kinds.kind import Kind, Order
from generator.model.fields import Count, Record


class Page(Record):
    """The fields of a page."""

    menu: Count | None = Field(default=None, description="place in the menu; none: not in the menu")


KIND = Kind(
    name="page",
    folder="pages",
    one="Page",
    many="Pages",
    about="What does not change every week.",
    record=Page,
    url="/",
    template="page.html",
    dated=False,
    listed=False,
    in_feed=False,
    order=Order.TITLE,
    schema_type="WebPage",
)
