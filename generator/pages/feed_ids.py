"""The ids of feed items: those that readers know, which the register keeps."""

from generator.journal.journal import Journal
from generator.model.entry import Entry
from generator.model.reference import Reference
from generator.pages import routes


def feed_id(journal: Journal, entry: Entry) -> str:
    """The permanent id of an entry in feeds: that of the register, or the one it will get there."""
    row = journal.register.rows.get((entry.reference, entry.lang))
    return (row.feed_id if row else "") or routes.publication(journal.config, entry)[1]


def name_in_ids(journal: Journal, reference: Reference) -> str:
    """What an entry is called in ids of others: by the name under which readers first saw it.

    The register's ids end in kind, name and language, so a renamed file changes none.
    """
    for version in journal.versions.get(reference, ()):
        row = journal.register.rows.get((reference, version.lang))
        parts = row.feed_id.split("/")[-3:] if row else []
        if len(parts) > 1 and parts[0] == reference.kind:
            return parts[1]
    return routes.quoted(reference.id)
