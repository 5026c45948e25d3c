"""Drafts that belong together: translations of one entry, fragments of one post."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath

from msgspec import Struct

from generator.intake.posts.dates import in_path
from generator.intake.posts.drafts import Draft
from generator.intake.posts.names import language_of

_DEFAULT_LANGUAGE = "en"


class Version(Struct, frozen=True):
    """One file to write.

    Attributes:
        suffix: language in the file's name; empty for an entry in one language without one.
        drafts: what it is made of, in order; more than one are fragments.
    """

    suffix: str
    drafts: tuple[Draft, ...]

    @property
    def lead(self) -> Draft:
        """The draft whose head it takes."""
        return self.drafts[0]


class Group(Struct, frozen=True):
    """The versions of one entry; the first is the original, and its date is that of all."""

    versions: tuple[Version, ...]

    @property
    def lead(self) -> Draft:
        """The draft that names the entry."""
        return self.versions[0].lead


def translations(drafts: Iterable[Draft]) -> tuple[Group, ...]:
    """Groups of `NAME.md`, `NAME.zh.md` … of one folder, in order of their paths."""
    groups: dict[tuple[PurePosixPath, int], dict[str, Draft]] = {}
    for draft in drafts:
        path = draft.source.path.with_name(language_of(draft.source.path)[0])
        lang = (draft.lang or _DEFAULT_LANGUAGE).lower()
        n = 0
        # `a.md` beside `a.markdown`, or `a.en.md` beside an English `a.md`: two entries
        while lang in groups.get((path, n), {}):
            n += 1
        groups.setdefault((path, n), {})[lang] = draft
    return tuple(_group(tuple(versions.values())) for versions in groups.values())


def _group(drafts: Sequence[Draft]) -> Group:
    named = [(language_of(draft.source.path)[1], draft) for draft in drafts]
    if len(named) == 1:
        return Group((Version(named[0][0], (named[0][1],)),))
    # the file without a language in its name is the original
    ordered = sorted(named, key=lambda pair: (bool(pair[0]), pair[1].source.path.parts))
    return Group(
        tuple(Version(lang or draft.lang or _DEFAULT_LANGUAGE, (draft,)) for lang, draft in ordered)
    )


def issues(drafts: Iterable[Draft]) -> tuple[Group, ...]:
    """One group for each dated folder, of all its fragments in order of their paths."""
    folders: dict[PurePosixPath, list[Draft]] = {}
    for draft in drafts:
        folders.setdefault(_dated_folder(draft.source.path), []).append(draft)
    return tuple(Group((Version("", tuple(parts)),)) for parts in folders.values())


def _dated_folder(path: PurePosixPath) -> PurePosixPath:
    """The folder whose path is a date; the folder a file is in when none is."""
    return next(_with_date(path.with_suffix("")), path.parent)


def _with_date(path: PurePosixPath) -> Iterator[PurePosixPath]:
    for n in range(1, len(path.parts) + 1):
        if in_path(path.parts[:n]):
            yield PurePosixPath(*path.parts[:n])
