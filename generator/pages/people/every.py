"""Every page about people that is not an entry's own."""

from collections.abc import Iterator

from generator.pages.frame import Tree
from generator.pages.people.certificates import certificates
from generator.pages.people.listing import people_pages
from generator.pages.people.rules import rules
from generator.pages.people.windows import window_pages
from generator.pages.plan import Sheet


def all_people(tree: Tree) -> Iterator[Sheet]:
    """The list of people, the rules, the boards, and everybody's certificate."""
    yield from people_pages(tree)
    yield from rules(tree)
    yield from window_pages(tree)
    yield from certificates(tree)
