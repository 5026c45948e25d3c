"""The synthetic journal as each generator wants it, and the changes that are made to it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bench._layouts import FRIDAY, HUGO, PELICAN, PLAIN
from bench._posts import Post, pictures

CONFIG = "friday.yaml"
_POST = re.compile(r"post://([a-z]+)/([\w.-]+)")
_PICTURE = re.compile(r"picture://")


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a generator looks for what, and where it writes.

    Attributes:
        file: the path of a post's source; `text`, its content.
        pictures: the folder of pictures.
        frame: the template that all pages extend.
        site: the folder of finished pages; `made` also names what a build remembers.
        beside: configuration and templates by path.
    """

    name: str
    file: Callable[[Post], str]
    text: Callable[[Post], str]
    pictures: str
    frame: str
    site: str
    made: tuple[str, ...]
    beside: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Site:
    """A journal written for a generator."""

    layout: Layout
    folder: Path

    def begin(self) -> None:
        """Write everything but the posts."""
        for name, text in self.layout.beside.items():
            self._put(name, text)
        for name, text in pictures():
            self._put(f"{self.layout.pictures}/{name}", text)

    def add(self, post: Post) -> None:
        """Write a post."""
        self._put(self.layout.file(post), self.layout.text(post))

    def say_more(self, post: Post, words: str) -> None:
        """Add a paragraph to the body of a post."""
        self._append(self.layout.file(post), f"\n{words}\n")

    def frame_anew(self, words: str) -> None:
        """Change the template that all pages extend."""
        file = self.folder / self.layout.frame
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("</body>", f"<p>{words}</p>\n</body>"), encoding="utf-8")

    def page(self, post: Post) -> Path:
        """The finished page of a post."""
        return self.folder / self.layout.site / self.address(post).strip("/") / "index.html"

    def address(self, post: Post) -> str:
        """The path of its page below the top of the site."""
        return f"/{post.section}/{post.name}/"

    def _put(self, name: str, text: str) -> None:
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def _append(self, name: str, text: str) -> None:
        file = self.folder / name
        file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")


_KINDS = {section: section.removesuffix("s") for section in ("releases", "suggestions", "polls")}
_KINDS |= {"diaries": "diary", "people": "person"}
# What lasts is not written on a day; the file of everything else begins with it.
_DATED = ("diaries", "releases")


def _friday_file(post: Post) -> str:
    day = f"{post.day}-" if post.section in _DATED else ""
    return f"content/{post.section}/{day}{post.name}.md"


def _friday_text(post: Post) -> str:
    head = [f"title: {post.title}\n"]
    if post.section not in (*_DATED, "people"):
        head.append(f"date: {post.day}\n")
    if post.tags:
        head.append(f"tags: [{', '.join(post.tags)}]\n")
    body = _POST.sub(lambda link: f"{_KINDS[link[1]]}:{link[2]}", post.body)
    return f"---\n{''.join(head)}{post.fields}---\n{_PICTURE.sub('/pictures/', body)}"


def _hugo_text(post: Post) -> str:
    tags = ", ".join(post.tags)
    head = f"title: {post.title}\ndate: {post.day}\nslug: {post.name}\ntags: [{tags}]\n"
    body = _POST.sub(r"/\1/\2/", _told(post))
    return f"---\n{head}---\n{_PICTURE.sub('/pictures/', body)}"


def _pelican_text(post: Post) -> str:
    head = f"Title: {post.title}\nDate: {post.day}\nSlug: {post.name}\n"
    head += f"Tags: {', '.join(post.tags)}\n" if post.tags else ""
    body = _POST.sub(r"{filename}/\1/\2.md", _told(post))
    return f"{head}\n{_PICTURE.sub('{static}/pictures/', body)}"


def _told(post: Post) -> str:
    return f"{post.said}\n{post.body}" if post.said else post.body


def _named(post: Post) -> str:
    return f"content/{post.section}/{post.name}.md"


# Not by way of the program: what is measured must not inherit the memory of its libraries.
_THEME = Path(__file__).parents[1] / "themes/default"
_FRAME = (_THEME / "templates/base.html").read_text(encoding="utf-8")
FRIDAY_LAYOUT = Layout(
    name="friday",
    file=_friday_file,
    text=_friday_text,
    pictures="content/static/pictures",
    frame="themes/bench/templates/base.html",
    site="site",
    made=("site", ".friday"),
    beside={CONFIG: FRIDAY + PLAIN, "themes/bench/templates/base.html": _FRAME},
)
HUGO_LAYOUT = Layout(
    name="hugo",
    file=_named,
    text=_hugo_text,
    pictures="static/pictures",
    frame="layouts/baseof.html",
    site="public",
    made=("public", "resources"),
    beside=HUGO,
)
PELICAN_LAYOUT = Layout(
    name="pelican",
    file=_named,
    text=_pelican_text,
    pictures="content/pictures",
    frame="theme/templates/base.html",
    site="output",
    made=("output", "cache"),
    beside=PELICAN,
)
LAYOUTS = {each.name: each for each in (FRIDAY_LAYOUT, HUGO_LAYOUT, PELICAN_LAYOUT)}
