"""What a publish refuses unless it is told to: going back, and calling readers for nothing."""

from collections.abc import Iterator
from datetime import datetime

from generator.build.edition import Edition
from generator.model.publication import Publication, Register
from generator.problems import shown
from generator.targets.comparison import Comparison, News
from generator.targets.failures import Refused
from generator.targets.record import Deployed

_MOST = 10  # of a list in a message


def refuse_earlier(record: Deployed, at: datetime) -> None:
    """See that time does not run backwards for readers.

    Raises:
        Refused: what they see was made for a later instant.
    """
    if record.at > at:
        message = (
            f"readers see the site of {record.at.isoformat()}, and this would be that of "
            f"{at.isoformat()}"
        )
        raise Refused(
            message, "publish without --at, or set the clock; --back does it all the same"
        )


def refuse_stale(own: Register, there: Register, edition: Edition) -> None:
    """See that this copy of the project knows what has been published from another.

    Raises:
        Refused: readers see entries that have neither a file nor a row of the register here.
    """
    missing = sorted(_unknown(own, there, edition), key=lambda row: row.key)
    if missing:
        names = _list([f"{row.reference} ({row.path})" for row in missing])
        message = (
            f"readers see {len(missing)} entries that this copy of the project never had:\n{names}"
        )
        hint = "pull first; if their files were deleted on purpose, say --back"
        raise Refused(message, hint)


def _unknown(own: Register, there: Register, edition: Edition) -> Iterator[Publication]:
    """Those that another copy published, and that would go without anybody having said so."""
    ids = {row.feed_id for row in own.rows.values()}
    now = {row.feed_id for row in edition.register.rows.values() if row.live}
    for row in there.rows.values():
        here = row.reference in edition.entries or row.key in own.rows or row.feed_id in ids
        if row.live and not here and row.feed_id not in now:
            yield row


def refuse_noise(comparison: Comparison, most: int) -> None:
    """See that no feed shows its readers a crowd of old items as new.

    Args:
        most: how many it may show.

    Raises:
        Refused: the message names the items.
    """
    loud = [news for news in comparison.feeds if len(news.late) > most]
    if loud:
        message = "readers would be told of old entries as if they were new\n" + "\n".join(
            f"{news.folder} ({shown(news.title)}): {len(news.late)}\n{_titles(news)}"
            for news in loud[:_MOST]
        )
        hint = (
            "keep the 'id' and the 'date' that they had, or their rows in published.csv; if "
            "readers are to see them all, say --renotify"
        )
        raise Refused(message, hint)


def _titles(news: News) -> str:
    return _list([f"{shown(item.title)}, {item.published:%Y-%m-%d}" for item in news.late])


def _list(names: list[str]) -> str:
    more = len(names) - _MOST
    lines = [f"  {name}" for name in names[:_MOST]]
    return "\n".join([*lines, f"  and {more} more"] if more > 0 else lines)
