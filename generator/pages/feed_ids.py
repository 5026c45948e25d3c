"""The ids of feed items: those that readers know, which the register keeps."""

from generator.journal.journal import Journal
from generator.model.entry import Entry
from generator.pages import routes


def feed_id(journal: Journal, entry: Entry) -> str:
    """The permanent id of an entry in feeds: that of the register, or the one it will get there."""
    row = journal.register.rows.get((entry.reference, entry.lang))
    return (row.feed_id if row else "") or routes.publication(journal.config, entry)[1]
