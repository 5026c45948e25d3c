"""A small journal that closes the open parts of a text, and readers of what comes out."""

import re
from dataclasses import dataclass, field
from typing import TypeVar
from xml.etree.ElementTree import Element

import html5lib

from generator.markup.dialects import render
from generator.markup.prose import (
    Address,
    Image,
    Prose,
    ReferenceStart,
    Target,
    Video,
    fill,
    plain_image,
)
from generator.markup.yaml_text import Located
from generator.reader.parsed import Parsed, dump, load

T = TypeVar("T")
KINDS = frozenset({"poll", "suggestion"})
HTML = "{http://www.w3.org/1999/xhtml}"


@dataclass(frozen=True)
class Journal:
    """Titles by `kind:id`, people by handle; addresses get `base` before them."""

    titles: dict[str, str] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    base: str = ""

    def reference(self, part: ReferenceStart) -> Target | None:
        title = self.titles.get(f"{part.kind}:{part.id}")
        return None if title is None else Target(f"/{part.kind}/{part.id}/", title)

    def person(self, handle: str) -> tuple[str, str] | None:
        name = self.people.get(handle)
        return None if name is None else (f"/people/{handle}/", name)

    def address(self, part: Address) -> str:
        return self.base + part.url

    def picture(self, part: Image) -> str:
        return plain_image(part, self.base + part.url)

    def video(self, part: Video) -> str:
        return f'<video src="{self.base}{part.url}" aria-label="{part.label}"></video>'

    def word(self, message: str) -> str:
        return f"~{message}"


def html_of(text: str, dialect: str = "gfm", **titles: str) -> str:
    """The HTML of a text in a journal in which only polls with these ids are public."""
    journal = Journal({f"poll:{name}": title for name, title in titles.items()})
    return fill(render(text, dialect, schemes=KINDS), journal)


def parts_of(prose: Prose, kind: type[T]) -> list[T]:
    return [part for part in prose.parts if isinstance(part, kind)]


def codes_of(prose: Prose) -> list[str]:
    return [finding.code for finding in prose.findings]


def page(html: str) -> Element:
    """The page that a browser makes of a text between two elements of ours."""
    return html5lib.parse(
        f'<!doctype html><body><main>{html}</main><footer id="after"></footer></body>'
    )


def is_balanced(html: str) -> bool:
    """Whether the text leaves the page around it as it was."""
    body = page(html).find(f"{HTML}body")
    tags = [] if body is None else [child.tag for child in body]
    return tags == [f"{HTML}main", f"{HTML}footer"]


def words_of(element: Element) -> str:
    return re.sub(r"\s+", " ", "".join(element.itertext())).strip()


def reread(prose: Prose) -> Prose:
    """A text as the cache gives it back."""
    return load(dump(Parsed(Located(None), prose))).prose
