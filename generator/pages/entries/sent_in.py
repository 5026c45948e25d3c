"""What was sent in to a call: on the page of the call, and on pages of all of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from msgspec.structs import replace

from generator.journal.sent_in import call_of, is_contest, sent_in
from generator.journal.visibility import consent_of
from generator.kinds.call import Call, Form
from generator.model.entry import Entry
from generator.pages import routes
from generator.pages.desk.entry_views import Desk, link
from generator.pages.desk.tiles import tile
from generator.pages.entries.contests import candidates, shortlist
from generator.pages.entries.follow import won
from generator.pages.entries.galleries import licence, photos
from generator.pages.entries.wishes import by_outcome, is_wish, wishes
from generator.pages.frame import Tree
from generator.pages.lists.paging import cards, head, paged
from generator.pages.plan import Sheet
from generator.pages.sent_views import SentIn, Told
from generator.pages.values import Group
from generator.pages.views import ListPage

MOST_STORIES = 24
"""Stories on the page of a call."""

MOST_WISHES = 12
"""Wishes of one outcome on the page of a call."""

LONG = 96
"""What was sent in on each page of all of it."""

FOLDER = "sent-in/"
"""Where those pages lie, below the page of the call."""

SENT_IN, LIST = "sent_in.html", "list.html"


@dataclass(frozen=True)
class Post:
    """Everything that was sent in to a call and is public, for readers of the call's language."""

    desk: Desk
    entry: Entry
    call: Call

    @cached_property
    def _all(self) -> tuple[Entry, ...]:
        return sent_in(self.desk.journal, self.entry.reference, self.entry.lang)

    @cached_property
    def stories(self) -> tuple[Entry, ...]:
        """Stories, newest first; of a contest without those on its shortlist."""
        chosen = {each.entry for each in self.call.shortlist}
        return tuple(e for e in self._all if not is_wish(e) and e.head.id not in chosen)

    @cached_property
    def groups(self) -> dict[str, tuple[Entry, ...]]:
        """Wishes by what became of them."""
        return by_outcome(self.desk, (e for e in self._all if is_wish(e)))

    @property
    def is_long(self) -> bool:
        """Whether there is more than the page of the call shows."""
        most = max(map(len, self.groups.values()), default=0)
        return len(self.stories) > MOST_STORIES or most > MOST_WISHES

    def shown(self) -> SentIn:
        """What the page of the call shows."""
        path = routes.entry_path(self.desk.config, self.entry) + FOLDER
        url = routes.href(self.desk.config, path) if self.is_long else ""
        short = {name: members[:MOST_WISHES] for name, members in self.groups.items()}
        part = self.part(self.stories[:MOST_STORIES], short)
        if not is_contest(self.call):
            return replace(part, url=url)
        found = candidates(self.desk, self.entry, (e for e in self._all if not is_wish(e)))
        chosen = tuple(shortlist(self.call, found))
        inline = {each.id for each in self.call.entries} - {each.id for each in chosen}
        return replace(
            part,
            url=url,
            shortlist=chosen,
            rest=(*(found[name] for name in found if name in inline), *part.rest),
            winners=tuple(each for each in found.values() if each.won),
        )

    def part(self, stories: tuple[Entry, ...], groups: dict[str, tuple[Entry, ...]]) -> SentIn:
        """Some of the stories and wishes."""
        desk, lang = self.desk, self.entry.lang
        told = () if is_contest(self.call) else stories
        judged = stories if is_contest(self.call) else ()
        found = candidates(desk, self.entry, judged) if judged else {}
        is_show = self.call.type is Form.PHOTO
        return SentIn(
            rest=tuple(found[each.head.id] for each in judged),
            tiles=() if is_show else tuple(tile(desk, each, lang) for each in told),
            photos=tuple(p for each in told for p in photos(desk, each, lang)) if is_show else (),
            stories=len(self.stories),
            wishes=tuple(
                replace(each, count=len(self.groups[each.outcome]))
                for each in wishes(desk, lang, groups, LONG)
            ),
            wished=sum(map(len, self.groups.values())),
        )


def post(desk: Desk, entry: Entry) -> Post | None:
    """What was sent in to a call; None for an entry that is no call."""
    return Post(desk, entry, entry.record) if isinstance(entry.record, Call) else None


def sent(desk: Desk, entry: Entry) -> SentIn | None:
    """What the page of a call shows of what was sent in; None for what is no call."""
    found = post(desk, entry)
    return found.shown() if found else None


def all_sent_in(tree: Tree) -> Iterator[Sheet]:
    """Pages of everything that was sent in to a call, for calls whose own page cannot hold it."""
    for entry in tree.atlas.own:
        found = post(tree.desk, entry)
        if found is not None and found.is_long:
            yield from _pages(tree, found)


def _pages(tree: Tree, found: Post) -> Iterator[Sheet]:
    entry = found.entry
    home = routes.entry_path(tree.config, entry)
    everything = tree.say("Everything that was sent in")
    path, title = home + FOLDER, f"{entry.head.title}: {everything}"
    rows: list[tuple[str, Entry]] = [("", each) for each in found.stories]
    rows += [(name, each) for name, members in found.groups.items() for each in members]
    for part in paged(tree, path, rows, LONG):
        shown = cards(tree, (each for _, each in part.shown))
        view = ListPage(
            site=tree.site,
            page=head(tree, part, title, section=entry.kind),
            heading=title,
            intro="",
            groups=(Group("", shown, len(rows)),),
            count=part.count,
            pager=part.pager,
            feed=None,
            up=link(tree.desk.filling(entry, tree.lang), entry),
            sent=found.part(tuple(e for name, e in part.shown if not name), _grouped(part.shown)),
        )
        yield tree.sheet(part.path, SENT_IN, view, LIST)


def _grouped(rows: Sequence[tuple[str, Entry]]) -> dict[str, tuple[Entry, ...]]:
    names = dict.fromkeys(name for name, _ in rows if name)
    return {name: tuple(e for group, e in rows if group == name) for name in names}


def told(desk: Desk, entry: Entry) -> Told | None:
    """How what somebody sent in came here; None for what nobody sends in."""
    call = call_of(entry)
    if call is None and consent_of(entry) is None:
        return None
    shown = desk.journal.shown(call, entry.lang) if call else None
    rows = desk.journal.sent.get(call, ()) if call else ()
    row = next((each for each in rows if each.became == entry.reference), None)
    return Told(
        call=link(desk.filling(entry, entry.lang), shown) if shown else None,
        received=desk.local(row.received) if row else None,
        decided=desk.local(row.decided) if row else None,
        role=row.role if row else "",
        licence=licence(entry),
        won=shown is not None and entry.head.id in won(desk, shown),
    )
