"""Old addresses, each leading to one entry only."""

from collections.abc import Mapping

from msgspec import Struct, field

from generator.intake.posts.drafts import Draft
from generator.intake.posts.old_urls import OldPost, old_urls, proper
from generator.intake.posts.report import shortened


class Claims(Struct):
    """Who has which address.

    Attributes:
        owners: what leads where, by old path without the `/` at its end: the file stem of an
            entry that exists, or the reference of an imported one.
    """

    owners: dict[str, str] = field(default_factory=dict)

    def claim(self, draft: Draft, reference: str, stem: str, pattern: str) -> tuple[str, ...]:
        """The old paths that a draft gets; what another has already is noted and dropped."""
        got: list[str] = []
        for written in old_urls(_old_post(draft, pattern), draft.generator, draft.meaning.aliases):
            path = proper(written)
            if path is None:
                draft.book.note(0, "alias-refused", f"no path of this site: {shortened(written)}")
                continue
            key = _key(path)
            owner = self.owners.setdefault(key, reference)
            if owner not in {reference, stem}:
                message = f"{shortened(path)} already leads to '{owner}'"
                draft.book.note(0, "alias-taken", message)
            elif key not in map(_key, got):
                self.owners[key] = reference
                got.append(path)
        return tuple(got)


def claims(aliases: Mapping[str, str]) -> Claims:
    """Claims in which the addresses of the entries that exist are taken."""
    return Claims({_key(path): place for path, place in aliases.items()})


def _key(path: str) -> str:
    return path.removesuffix("index.html").rstrip("/")


def _old_post(draft: Draft, pattern: str) -> OldPost:
    return OldPost(
        path=draft.source.path,
        title=draft.title,
        day=draft.dated.day,
        slug=draft.meaning.slug,
        permalink=draft.meaning.permalink,
        pattern=pattern,
        categories=draft.meaning.categories,
        number=draft.number,
    )
