"""Imports the posts of another generator's site as entries of the journal.

Every file of the folder is either imported or skipped with its reason, and what could not be
taken over is noted. Files are written into the content folder; the build reads them from there.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, tzinfo
from pathlib import Path

from msgspec import Struct

from generator.intake.posts.claims import claims
from generator.intake.posts.conversion import Workbench, converted
from generator.intake.posts.drafts import Draft, Setting, draft_of
from generator.intake.posts.existing import existing
from generator.intake.posts.files import Outcome, write
from generator.intake.posts.head import NewHead, front_matter
from generator.intake.posts.manifest import first_dates
from generator.intake.posts.names import Named, distinct, ids
from generator.intake.posts.old_urls import PATTERN_NAMES, jekyll_pattern, unknown_names
from generator.intake.posts.pictures import Shelf
from generator.intake.posts.report import ImportedPost, ImportReport, Notebook, Skipped, State
from generator.intake.posts.sources import Source, post_sources
from generator.intake.posts.targets import targets
from generator.intake.posts.versions import Group, Version, issues, translations
from generator.kinds.table import KINDS

_Progress = Callable[[int, int], None]


def import_posts(  # noqa: PLR0913 - each is an option of the command
    folder: Path,
    content: Path,
    *,
    kind_folder: str = "diaries",
    prefix: str = "",
    dialect: str = "gfm",
    manifest: Path | None = None,
    lang: str = "",
    zone: tzinfo = UTC,
    permalink: str = "",
    fragments: bool = False,
    overwrite: bool = False,
    progress: _Progress | None = None,
) -> ImportReport:
    """Write an entry for every post of a folder.

    Args:
        folder: posts of Pelican, Jekyll, Hugo, Zola, Docusaurus, Nikola, or plain Markdown.
        content: content folder of the journal.
        kind_folder: folder in it; that of a kind of entries.
        prefix: begins every id and file name, so that several imports do not meet.
        dialect: Markdown dialect of the journal; what it does not know is noted.
        manifest: dates of files that have none (see `manifest.read_manifest`).
        lang: language of the posts that name none.
        zone: of times that name none.
        permalink: old addresses of the posts, where they do not follow their generator's default:
            `/blog/{year}/{month}/{day}/{slug}/` (also {title}, {stem}, {path}, {number}), or a
            permalink in Jekyll's own words.
        fragments: files of one dated folder are the parts of one post.
        overwrite: replace files that are there with other content.
        progress: called with files done and files in all.

    Raises:
        ValueError: `kind_folder` is of no kind, the manifest has no known shape, or the permalink
            names something unknown.
        OSError: the manifest or the content folder cannot be read or written.
    """
    kind = next((kind for kind in KINDS.values() if kind.folder == kind_folder), None)
    if kind is None:
        raise ValueError(f"'{kind_folder}' is the folder of no kind of entries")
    if strange := unknown_names(permalink):
        known = ", ".join(f"{{{name}}}" for name in sorted(PATTERN_NAMES))
        raise ValueError(f"the permalink names '{{{strange[0]}}}'; there are {known}")
    numbered = "number" in kind.record.model_fields
    dates = first_dates(manifest, folder)
    setting = Setting(folder, dates, lang, zone, numbered, fragments)
    sources, skipped = post_sources(folder, content)
    drafts, empty, books = _read(sources, setting)
    groups = issues(drafts) if fragments else translations(drafts)
    pattern = permalink or _site_pattern(folder)
    plans = _plan(groups, _Place(content, kind_folder, kind.name), prefix, pattern)
    desk = _Desk(content, _workbench(folder, plans, dialect), overwrite, progress, len(sources))
    desk.tell(len(empty))
    for plan in plans:
        desk.write(plan)
    return ImportReport(
        tuple(sorted(desk.imported, key=lambda post: post.source)),
        tuple(sorted((*skipped, *empty, *desk.skipped))),
        tuple(sorted(note for book in books for note in book.notes)),
    )


class _Place(Struct, frozen=True):
    """Where entries are written, and the kind they are of."""

    content: Path
    folder: str
    kind: str


class _Plan(Struct, frozen=True):
    """One entry to write; there is one tuple of `aliases` for each version of the group."""

    group: Group
    named: Named
    id: str
    reference: str
    aliases: tuple[tuple[str, ...], ...]
    folder: str

    def target(self, version: Version, *, bundle: bool) -> str:
        """Path of a version in the content folder; a bundle has a folder of its own."""
        language = f".{version.suffix}" if version.suffix else ""
        name = f"{self.named.stem}/index" if bundle else self.named.stem
        return f"{self.folder}/{name}{language}.md"


def _read(
    sources: Sequence[Source], setting: Setting
) -> tuple[list[Draft], list[Skipped], list[Notebook]]:
    """The posts in the files, the files that hold none, and what was noted about each."""
    drafts: list[Draft] = []
    skipped: list[Skipped] = []
    books: list[Notebook] = []
    for source in sources:
        book = Notebook(source.name)
        books.append(book)
        try:
            found = draft_of(source, setting, book)
        except OSError as error:
            found = Skipped(source.name, f"the file cannot be read: {error.strerror}")
        if isinstance(found, Draft):
            drafts.append(found)
        else:
            skipped.append(found)
    return drafts, skipped, books


def _site_pattern(folder: Path) -> str:
    """The permalink that a Jekyll site configures at its top."""
    config = folder / "_config.yml"
    if not config.is_file():
        return ""
    return jekyll_pattern(config.read_text(encoding="utf-8", errors="replace"))


def _plan(groups: Sequence[Group], place: _Place, prefix: str, pattern: str) -> tuple[_Plan, ...]:
    """Names, ids and old addresses of all entries, none of them twice."""
    begin = f"{prefix.rstrip('-')}-" if prefix else ""
    names = distinct(
        [Named(begin + group.lead.slug, group.lead.dated.day.isoformat()) for group in groups]
    )
    there = existing(place.content, place.folder)
    taken = claims(there.aliases)
    plans = []
    for group, named, new_id in zip(groups, names, ids(names, there.own, there.ids), strict=True):
        reference = f"{place.kind}:{new_id}"
        aliases = tuple(
            taken.claim(version.lead, reference, named.stem, pattern)
            if len(version.drafts) == 1
            else ()
            for version in group.versions
        )
        plans.append(_Plan(group, named, new_id, reference, aliases, place.folder))
    return tuple(plans)


def _workbench(folder: Path, plans: Sequence[_Plan], dialect: str) -> Workbench:
    posts = [
        (str(draft.source.path), plan.reference)
        for plan in plans
        for version in plan.group.versions
        for draft in version.drafts
    ]
    addresses = {
        alias: plan.reference for plan in plans for aliases in plan.aliases for alias in aliases
    }
    return Workbench(folder, targets(folder.resolve().name, posts, addresses), dialect)


class _Desk:
    """Writes entry after entry and keeps what became of their files."""

    def __init__(
        self,
        content: Path,
        bench: Workbench,
        overwrite: bool,  # noqa: FBT001 - passed on from a keyword
        progress: _Progress | None,
        total: int,
    ) -> None:
        self.imported: list[ImportedPost] = []
        self.skipped: list[Skipped] = []
        self._content = content
        self._bench = bench
        self._overwrite = overwrite
        self._progress = progress
        self._total = total
        self._done = 0

    def tell(self, more: int) -> None:
        """Count files as done."""
        self._done += more
        if self._progress and more:
            self._progress(self._done, self._total)

    def write(self, plan: _Plan) -> None:
        """Write all versions of an entry into one place."""
        shelf = Shelf()
        versions = plan.group.versions
        texts = [
            "\n".join(converted(draft, self._bench, shelf) for draft in version.drafts)
            for version in versions
        ]
        bundle = bool(shelf.files)
        for version, aliases, text in zip(versions, plan.aliases, texts, strict=True):
            target = plan.target(version, bundle=bundle)
            other = plan.target(version, bundle=not bundle)
            head = front_matter(_head(plan, version, aliases))
            if (self._content / other).exists():
                outcome: Outcome | str = f"it exists as {other}; remove that first"
            else:
                outcome = self._put(target, f"{head}\n{text}", shelf.files)
            self._record(plan, version, target, outcome)
            self.tell(len(version.drafts))

    def _put(self, target: str, text: str, files: Mapping[str, Path]) -> Outcome | str:
        try:
            return write(self._content / target, text, files, overwrite=self._overwrite)
        except OSError as error:
            return f"{target} cannot be written: {error.strerror}"

    def _record(self, plan: _Plan, version: Version, target: str, outcome: Outcome | str) -> None:
        if outcome is Outcome.EXISTS:
            outcome = f"{target} exists with other content (--force replaces it)"
        for draft in version.drafts:
            source, dated = draft.source.name, draft.dated
            if isinstance(outcome, Outcome):
                state = State(outcome)
                done = ImportedPost(source, target, plan.id, dated.text, dated.found_in, state)
                self.imported.append(done)
            else:
                self.skipped.append(Skipped(source, outcome))


def _head(plan: _Plan, version: Version, aliases: tuple[str, ...]) -> NewHead:
    lead = version.lead
    dated = plan.group.lead.dated
    if lead.dated.day != dated.day:
        message = f"{lead.dated.day} is not the date of the original, {dated.day}, which is taken"
        lead.book.note(0, "date-disagrees", message)
    meaning = lead.meaning
    return NewHead(
        id=plan.id,
        title=lead.title,
        date=dated.text,
        updated=lead.updated,
        summary=meaning.summary,
        authors=meaning.authors,
        tags=meaning.tags,
        series=meaning.series,
        lang=lead.lang,
        draft=lead.draft,
        expires=lead.expires,
        aliases=aliases,
        number=lead.number,
    )
