"""One file of another generator, read and understood but not yet named and written."""

from collections.abc import Mapping
from datetime import tzinfo
from pathlib import Path, PurePosixPath

from msgspec import Struct

from generator.intake.posts.dates import in_path, without_date
from generator.intake.posts.dates import read as read_date
from generator.intake.posts.fields import Meaning, number_in, understand
from generator.intake.posts.generators import Generator, generator_of
from generator.intake.posts.names import language_of, own_name, source_slug
from generator.intake.posts.report import Notebook, Skipped
from generator.intake.posts.shapes import Shape, Shaped
from generator.intake.posts.shapes import read as read_shape
from generator.intake.posts.sources import Source
from generator.intake.posts.text import decode
from generator.intake.posts.titles import heading_title, title_of_name
from generator.intake.posts.which_date import Clues, Dated, decide

_DRAFT_FOLDERS = frozenset({"_drafts", "drafts", "draft"})


class Setting(Struct, frozen=True):
    """What is known about all files of an import.

    Attributes:
        folder: what is imported.
        first_dates: from the manifest, by path relative to the folder.
        lang: language of files that do not name theirs; may be empty.
        zone: of times that name none.
        numbered: whether entries of the kind have a `number`.
        fragments: files of one dated folder are parts of one post.
    """

    folder: Path
    first_dates: Mapping[str, str]
    lang: str
    zone: tzinfo
    numbered: bool
    fragments: bool = False


class Draft(Struct, frozen=True):
    """A post on its way.

    Attributes:
        title: from the front matter, a heading or the file's name.
        body: its text, without the heading that became the title.
        body_line: line of the source on which `body` begins.
        slug: without date and prefix.
        updated: as written into a head; empty if there is none.
    """

    source: Source
    generator: Generator
    meaning: Meaning
    dated: Dated
    title: str
    body: str
    body_line: int
    slug: str
    updated: str
    expires: str
    lang: str
    draft: bool
    number: int | None
    book: Notebook


def draft_of(source: Source, setting: Setting, book: Notebook) -> Draft | Skipped:
    """The post in a file, or why it is none; what is to be said about it goes into the book.

    Raises:
        OSError: the file cannot be read.
    """
    text = decode(source.file.read_bytes(), book)
    if not text.strip("\x00 \t\n\u200b\u00a0"):
        return Skipped(source.name, "the file is empty")
    shaped = read_shape(text, book)
    where = PurePosixPath(setting.folder.resolve().name) / source.path
    if not shaped.body.strip() and "title" not in shaped.fields:
        return Skipped(source.name, "front matter only: no title and no text")
    if setting.fragments and not in_path(source.path.with_suffix("").parts):
        return Skipped(source.name, "no fragment: it is in no folder whose path is a date")
    generator = generator_of(where, shaped.shape, frozenset(shaped.fields), shaped.body)
    meaning = understand(shaped, generator, book)
    dated = decide(_clues(source, shaped, meaning, setting), book)
    if dated is None:
        return Skipped(source.name, "no date in front matter, file name, path or manifest")
    return _draft(source, shaped, generator, meaning, dated, setting, book)


def _clues(source: Source, shaped: Shaped, meaning: Meaning, setting: Setting) -> Clues:
    return Clues(
        path=source.path,
        written=meaning.date,
        line=shaped.line("date"),
        permalink=meaning.permalink,
        first_date=setting.first_dates.get(str(source.path), ""),
        zone=setting.zone,
    )


def _draft(
    source: Source,
    shaped: Shaped,
    generator: Generator,
    meaning: Meaning,
    dated: Dated,
    setting: Setting,
    book: Notebook,
) -> Draft:
    name = without_date(own_name(source.path))
    if setting.fragments:
        title, body = dated.day.isoformat(), shaped.body
    else:
        title, body = _title(shaped, meaning, name, book)
    lost = shaped.body.count("\n") - body.count("\n")
    in_folder = any(part in _DRAFT_FOLDERS for part in source.path.parts[:-1])
    if in_folder and not meaning.draft:
        book.note(0, "draft-by-folder", "it lies in a folder of drafts and was made a draft")
    number = meaning.number or number_in(name, title)
    return Draft(
        source=source,
        generator=generator,
        meaning=meaning,
        dated=dated,
        title=title,
        body=body,
        body_line=shaped.body_line + lost,
        slug="issue" if setting.fragments else source_slug(source.path, meaning.slug),
        updated=_date_field("updated", meaning.updated, setting, book),
        expires=_date_field("expires", meaning.expires, setting, book),
        lang=language_of(source.path)[1] or meaning.lang or setting.lang,
        draft=meaning.draft or in_folder,
        number=number if setting.numbered else None,
        book=book,
    )


def _title(shaped: Shaped, meaning: Meaning, name: str, book: Notebook) -> tuple[str, str]:
    """The title, and the text without the heading it was taken from."""
    if meaning.title:
        return meaning.title, shaped.body
    title, body = heading_title(shaped.body)
    if not title:
        title = title_of_name(name)
        book.note(0, "title-from-name", f"no title and no heading; called '{title}'")
    elif shaped.shape is not Shape.NONE:
        book.note(0, "title-from-heading", f"no title in the front matter; called '{title}'")
    return title, body


def _date_field(name: str, written: str, setting: Setting, book: Notebook) -> str:
    """A further date as it is written into a head; one that cannot be read is noted and dropped."""
    if not written:
        return ""
    reading = read_date(written, setting.zone)
    if reading is None or reading.other:
        book.note(0, "date-unreadable", f"{name}: '{written}' was left out")
        return ""
    if reading.doubt:
        book.note(0, "date-doubtful", f"{name}: {reading.doubt}")
    return reading.text
