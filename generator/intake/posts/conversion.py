"""A post's text in our Markdown: templates run or reported, links led to their new places."""

from pathlib import Path

from msgspec import Struct

from generator.intake.posts.drafts import Draft
from generator.intake.posts.foreign_markup import note_foreign_markup
from generator.intake.posts.generators import Generator
from generator.intake.posts.links import Linker
from generator.intake.posts.liquid import Liquid
from generator.intake.posts.mdx import is_mdx, without_components
from generator.intake.posts.pictures import Finder, Shelf
from generator.intake.posts.shortcodes import hugo, zola
from generator.intake.posts.targets import Targets


class Workbench(Struct, frozen=True):
    """What the texts of one import share."""

    folder: Path
    targets: Targets
    dialect: str


def converted(draft: Draft, bench: Workbench, shelf: Shelf) -> str:
    """The text of a post; the files that it shows go onto the shelf."""
    source, book, line = draft.source.path, draft.book, draft.body_line
    text = _run_templates(draft, bench.targets)
    linker = Linker(source, bench.targets, Finder(bench.folder), shelf, book, line)
    text = linker.relinked(text)
    note_foreign_markup(text, line, bench.dialect, book)
    return text.strip("\n").rstrip() + "\n"


def _run_templates(draft: Draft, targets: Targets) -> str:
    source, book, line, text = draft.source.path, draft.book, draft.body_line, draft.body
    if draft.generator is Generator.JEKYLL:
        return Liquid(draft.title, targets, book, line).run(text)
    if draft.generator is Generator.HUGO:
        return hugo(text, line, source, book, targets)
    if draft.generator is Generator.ZOLA:
        return zola(text, line, book)
    return without_components(text, line, book) if is_mdx(source, text) else text
