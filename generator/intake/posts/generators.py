"""Which generator a post was written for, told by the shape and the place of its file."""

from collections.abc import Set as AbstractSet
from enum import StrEnum
from pathlib import PurePosixPath

from generator.intake.posts.shapes import Shape


class Generator(StrEnum):
    """The generators whose rules are known; PLAIN is a folder of Markdown of no known kind."""

    PELICAN = "pelican"
    JEKYLL = "jekyll"
    HUGO = "hugo"
    ZOLA = "zola"
    DOCUSAURUS = "docusaurus"
    NIKOLA = "nikola"
    PLAIN = "plain"


_OF_SHAPE = {
    Shape.HEADERS: Generator.PELICAN,
    Shape.COMMENTS: Generator.NIKOLA,
    Shape.JSON: Generator.HUGO,
}
_ZOLA_FIELDS = frozenset({"extra", "taxonomies", "path", "in_search_index"})
_JEKYLL_FIELDS = frozenset({"layout", "permalink", "category", "categories", "redirect_from"})


def generator_of(
    path: PurePosixPath, shape: Shape, fields: AbstractSet[str], text: str = ""
) -> Generator:
    """The generator of a file.

    Args:
        path: of the file, with the names of the folders above it.
        fields: names of its front matter, in lower case.
        text: what follows the front matter; shortcodes in it are Hugo's.
    """
    if shape in _OF_SHAPE:
        return _OF_SHAPE[shape]
    folders = frozenset(path.parts[:-1])
    if shape is Shape.TOML:
        return Generator.ZOLA if fields & _ZOLA_FIELDS else Generator.HUGO
    if folders & {"_posts", "_drafts"}:
        return Generator.JEKYLL
    if path.suffix == ".mdx" or "blog" in folders:
        return Generator.DOCUSAURUS
    if shape is Shape.NONE:
        return Generator.PLAIN
    if fields & _JEKYLL_FIELDS and "content" not in folders:
        return Generator.JEKYLL
    is_hugo = "content" in folders or "{{<" in text or "{{%" in text
    return Generator.HUGO if is_hugo else Generator.PLAIN
