"""Any journal, however wrong, has a loop that tells each public thing once and nothing hidden."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random  # noqa: TID251 - with a seed, which a test may

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.journal.journal import Journal, gather
from generator.journal.loop.contradictions import check_loop
from generator.journal.loop.loop import with_loop
from generator.journal.threads import Loop, Thread
from generator.kinds.suggestion import Status, Suggestion
from generator.markup.yaml_text import Tree
from generator.model.entry import Entry
from generator.model.reference import Reference
from tests.journal.loop.looping import AT, entry, journal_of
from tests.journals import configured

FIRST = datetime(2026, 3, 1, tzinfo=UTC)
LATEST = datetime(9999, 1, 1, tzinfo=UTC)
MANY = 3


class Luck(Random):
    """What decides what a journal holds: one number, since drawing each detail is slow."""

    def day(self) -> str:
        """One of 120 days, of which the last month lies ahead."""
        return f"{FIRST + timedelta(days=self.randrange(120)):%Y-%m-%d}"

    def some(self, most: int, make: Callable[[], Tree]) -> list[Tree]:
        """Up to so many things."""
        return [make() for _ in range(self.randint(0, most))]

    def maybe(self, value: Tree) -> Tree | None:
        return value if self.random() < 0.5 else None

    def id(self, kind: str) -> str:
        """One that exists."""
        return f"{kind}{self.randrange(MANY)}"

    def names(self, *kinds: str) -> list[Tree]:
        """Up to two references; that to the last of a kind leads nowhere."""
        known = [f"{kind}:{kind}{n}" for kind in kinds for n in range(MANY + 1)]
        return [*self.sample(known, self.randrange(3))]


def suggestion(luck: Luck, n: int) -> dict[str, Tree | None]:
    """A suggestion that may contradict itself; who asked for it asked for nothing else."""
    return {
        "by": f"author {n}",
        "voices": [f"friend {n} {k}" for k in range(luck.randrange(3))],
        "votes": str(luck.randrange(6)),
        "owner": luck.maybe("lin"),
        "status": luck.maybe(luck.choice(STATUSES)),
        "history": luck.some(4, lambda: {"date": luck.day(), "status": luck.choice(STATUSES)}),
        "duplicate_of": luck.maybe(luck.id("suggestion")),
        "answer_by": luck.maybe(luck.day()),
        "reason": luck.choice([None, "Because", "See [it](poll:poll1)"]),
    }


def poll(luck: Luck, _n: int) -> dict[str, Tree | None]:
    opens, closes = sorted(f"2026-0{luck.randrange(*span)}-01" for span in ((3, 5), (5, 8)))
    about = luck.names("suggestion", "poll")
    return {
        "question": "Which?",
        "options": [{"id": "a", "title": "A", "refs": about}, {"id": "b", "title": "B"}],
        "opens": opens,
        "closes": closes,
        "binds": "We do it",
        "answer_by": luck.maybe(luck.day()),
        "outcome": luck.maybe("See [it](diary:diary1)"),
    }


def release(luck: Luck, n: int) -> dict[str, Tree | None]:
    def change() -> Tree:
        refs = luck.names("suggestion", "poll", "diary")
        return {"text": "Better", "refs": refs, "ships": luck.choice(["yes", "no"])}

    channel = luck.choice(["stable", "beta"])
    return {"version": str(n), "channel": channel, "changes": luck.some(3, change)}


def diary(luck: Luck, _n: int) -> dict[str, Tree | None]:
    named = luck.names("suggestion", "poll", "diary")
    return {
        "releases": [luck.id("release")],
        "answers": luck.maybe(luck.id("report")),
        "questions": [f"[It]({name})?" for name in named],
    }


def report(luck: Luck, _n: int) -> dict[str, Tree | None]:
    about = luck.choice([f"{kind}:{luck.id(kind)}" for kind in ("diary", "release")])
    bugs: Tree = [{"text": "Broken", "refs": luck.names("suggestion")}]
    return {"about": about, "respondents": "9", "bugs": bugs}


def award(luck: Luck, _n: int) -> dict[str, Tree | None]:
    refs = luck.names("suggestion", "poll")
    return {"award": "Star", "recipients": ["Mei"], "reason": "For it", "refs": refs}


def journal_entries(seed: int) -> list[Entry]:
    """Entries of every kind that the loop ties, some of them drafts."""
    luck = Luck(seed)
    made = []
    for make in (suggestion, poll, release, diary, report, award):
        for n in range(MANY):
            fields = {k: v for k, v in make(luck, n).items() if v is not None}
            found = entry(make.__name__, f"{make.__name__}{n}", luck.day(), **fields)
            head = found.head.model_copy(update={"draft": luck.random() < 0.2})
            made.append(replace(found, head=head))
    return made


STATUSES: list[str] = [str(status) for status in Status]
everything = st.integers(0, 2**32).map(journal_entries)


@settings(max_examples=100, deadline=None)
@given(everything)
def test_a_thread_has_each_part_of_what_is_public_once_and_in_order(made: Sequence[Entry]) -> None:
    journal = journal_of(made)
    for root, thread in journal.loop.threads.items():
        keys = [(node.entry, node.part) for node in thread.nodes]
        dates = [node.date or LATEST for node in thread.nodes]

        assert thread.root == root
        assert len(set(keys)) == len(keys)
        assert dates == sorted(dates)
        assert all(is_public(journal, node.entry) for node in thread.nodes)
        assert all(is_public(journal, end.entry) for end in thread.open_ends)
        assert (root, -1) in keys


@settings(max_examples=100, deadline=None)
@given(everything)
def test_whatever_is_in_a_thread_leads_to_its_root_and_nowhere_else(made: Sequence[Entry]) -> None:
    loop = journal_of(made).loop
    pairs = {(node.entry, root) for root, each in loop.threads.items() for node in each.nodes}

    assert {(name, root) for name, roots in loop.through.items() for root in roots} == pairs
    assert all(len(set(roots)) == len(roots) for roots in loop.through.values())


@settings(max_examples=100, deadline=None)
@given(everything)
def test_every_public_suggestion_stands_somewhere_and_is_in_one_thread(
    made: Sequence[Entry],
) -> None:
    journal = journal_of(made)
    public = {
        e.reference for e in made if e.kind == "suggestion" and is_public(journal, e.reference)
    }

    assert set(journal.loop.standings) == public
    for reference in public:
        [root] = journal.loop.through[reference]
        standing = journal.loop.standings[reference]

        assert root == reference or (standing.cause, standing.status) == (root, "duplicate")
        assert (reference in journal.loop.standings[root].merged) == (root != reference)
        assert shown(journal, reference) == {standing.status}


@settings(max_examples=100, deadline=None)
@given(everything)
def test_what_is_hidden_changes_nothing(made: Sequence[Entry]) -> None:
    """The journal without it, and without the moves that lie ahead, has the same loop."""
    journal, _ = gather(made, configured(), AT)
    public = [version for versions in journal.public() for version in versions]

    assert with_loop(journal).loop == journal_of(public).loop


@settings(max_examples=100, deadline=None)
@given(everything)
def test_nothing_happened_after_the_instant(made: Sequence[Entry]) -> None:
    loop = journal_of(made).loop
    happened = [n for each in loop.threads.values() for n in each.nodes if n.step != "asked"]

    assert all(node.date is None or node.date <= AT for node in happened)
    assert all(each.since is None or each.since <= AT for each in loop.standings.values())


@settings(max_examples=100, deadline=None)
@given(everything, st.integers(0, 99))
def test_the_order_of_entries_does_not_matter(made: Sequence[Entry], seed: int) -> None:
    turned = Luck(seed).sample(made, len(made))
    one, other = journal_of(made), journal_of(turned)

    assert one.loop == other.loop
    assert said(one) == said(other)


@settings(max_examples=100, deadline=None)
@given(everything)
def test_no_voice_is_lost_or_won_by_merging(made: Sequence[Entry]) -> None:
    loop = journal_of(made).loop
    records = [e.record for e in made if e.reference in loop.standings]
    asked = [1 + r.votes + len(r.voices) for r in records if isinstance(r, Suggestion)]
    roots = [root for root in loop.threads if root.kind == "suggestion"]

    assert sum(loop.standings[root].voices for root in roots) == sum(asked)


@settings(max_examples=100, deadline=None)
@given(everything)
def test_contradictions_are_the_same_before_and_after_the_loop_is_known(
    made: Sequence[Entry],
) -> None:
    journal, _ = gather(made, configured(), AT)

    assert said(journal) == said(with_loop(journal))


@settings(max_examples=100, deadline=None)
@given(everything)
def test_what_a_public_final_release_ships_has_shipped_unless_something_says_otherwise(
    made: Sequence[Entry],
) -> None:
    """By the way: the rule told once more, without dates."""
    journal = journal_of(made)
    for reference, standing in journal.loop.standings.items():
        if standing.cause is not None and standing.cause.kind == "release":
            assert standing.status in {"shipped", "in-progress"}
            assert standing.cause in cited_by(journal.loop, reference)
        if standing.cause is not None and standing.cause.kind == "diary":
            assert standing.status == "in-progress"


def is_public(journal: Journal, reference: Reference) -> bool:
    return any(journal.is_public(version) for version in journal.versions[reference])


def shown(journal: Journal, reference: Reference) -> set[str]:
    records = (version.record for version in journal.versions[reference])
    return {str(record.status) for record in records if isinstance(record, Suggestion)}


def cited_by(loop: Loop, root: Reference) -> set[Reference]:
    thread: Thread = loop.threads[root]
    return {node.entry for node in thread.nodes if node.step == "changed"}


def said(journal: Journal) -> list[str]:
    return sorted(map(str, check_loop(journal)))
