"""Who may see an entry when."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.journal.visibility import Reason, hidden_because
from generator.kinds.consent import Consent
from generator.kinds.diary import Diary
from generator.kinds.story import Decision, Story
from generator.markup.prose import Prose
from generator.model.entry import Entry
from generator.model.fields import Record
from generator.model.head import Head
from generator.model.reference import Byline, Reference
from generator.problems import Location

DAY = timedelta(days=1)
START = datetime(2026, 5, 1, tzinfo=UTC)
DAYS = st.integers(0, 10)


def diary(name: str = "a", record: Record | None = None, **fields: object) -> Entry:
    head = Head.model_construct(
        id=name,
        title=name,
        lang="en",
        date=START,
        expires=None,
        with_=None,
        draft=False,
        withdrawn="",
    ).model_copy(update=fields)
    kind = "story" if isinstance(record, Story) else "diary"
    return Entry(kind, head, record or Diary(), Prose(), Location(f"{name}.md", 1))


def story(decision: Decision) -> Entry:
    by = Byline("Ann", handle=False)
    consent = Consent.model_construct(given=START, text="v1")
    return diary(record=Story.model_construct(by=by, consent=consent, decision=decision))


def reason(entry: Entry, at: datetime, *others: Entry) -> Reason | None:
    known = {other.reference: other for other in others}
    why = hidden_because(entry, at, known.get)
    return why.reason if why else None


def test_an_entry_is_public_from_its_date_on() -> None:
    assert reason(diary(), START - timedelta(microseconds=1)) is Reason.EARLY
    assert reason(diary(), START) is None


def test_an_entry_without_a_date_is_public() -> None:
    assert reason(diary(date=None), START) is None


def test_an_entry_is_no_longer_public_from_its_end_on() -> None:
    entry = diary(expires=START + DAY)

    assert reason(entry, START + DAY - timedelta(microseconds=1)) is None
    assert reason(entry, START + DAY) is Reason.EXPIRED


def test_a_draft_is_never_public() -> None:
    assert reason(diary(draft=True), START + 1000 * DAY) is Reason.DRAFT


def test_what_was_withdrawn_is_never_public() -> None:
    assert reason(diary(withdrawn="at Ann's wish"), START) is Reason.WITHDRAWN


@pytest.mark.parametrize(
    ("said", "told"), [("yes", "it was withdrawn"), ("a", "it was withdrawn: a")]
)
def test_a_withdrawal_may_have_a_reason(said: str, told: str) -> None:
    why = hidden_because(diary(withdrawn=said), START, lambda _: None)

    assert why is not None
    assert why.because == told


@pytest.mark.parametrize("decision", [Decision.PENDING, Decision.DECLINED])
def test_what_visitors_send_is_not_public_before_it_is_approved(decision: Decision) -> None:
    assert reason(story(decision), START) is Reason.PENDING


def test_what_was_approved_is_public() -> None:
    assert reason(story(Decision.APPROVED), START) is None


def test_an_entry_waits_for_its_companion() -> None:
    other = diary("b", date=START + DAY)
    entry = diary(with_=other.reference)

    assert reason(entry, START, other) is Reason.COMPANION
    assert reason(entry, START + DAY, other) is None


def test_an_entry_waits_for_the_companion_of_its_companion() -> None:
    last = diary("c", date=START + DAY)
    middle = diary("b", with_=last.reference)
    entry = diary(with_=middle.reference)

    assert reason(entry, START, middle, last) is Reason.COMPANION
    assert reason(entry, START + DAY, middle, last) is None


def test_a_companion_does_not_bring_an_entry_forward() -> None:
    other = diary("b", date=START - DAY)

    assert reason(diary(with_=other.reference), START - DAY, other) is Reason.EARLY


def test_a_companion_that_does_not_exist_never_comes() -> None:
    assert reason(diary(with_=Reference("diary", "b")), START) is Reason.COMPANION


def test_entries_that_wait_for_each_other_go_live_with_the_last_of_them() -> None:
    one = diary("a", with_=Reference("diary", "b"))
    two = diary("b", with_=Reference("diary", "a"), date=START + DAY)

    assert [reason(one, START, one, two), reason(two, START, one, two)] == [
        Reason.COMPANION,
        Reason.EARLY,
    ]
    assert [reason(one, START + DAY, one, two), reason(two, START + DAY, one, two)] == [None, None]


def test_an_entry_that_waits_for_itself_does_not_wait() -> None:
    entry = diary(with_=Reference("diary", "a"))

    assert reason(entry, START, entry) is None


def test_a_long_chain_of_companions_is_followed() -> None:
    chain = [diary(f"e{n}", with_=Reference("diary", f"e{n + 1}")) for n in range(5000)]
    last = diary("e5000", date=START + DAY)

    assert reason(chain[0], START, *chain, last) is Reason.COMPANION
    assert reason(chain[0], START + DAY, *chain, last) is None


def test_what_will_change_by_itself_says_when() -> None:
    other = diary("b", date=START + DAY)
    why = hidden_because(diary(with_=other.reference), START, {other.reference: other}.get)

    assert why is not None
    assert why.until == START + DAY


def test_the_whole_chain_is_told() -> None:
    last = diary("c", draft=True)
    middle = diary("b", with_=last.reference)
    known = {entry.reference: entry for entry in (middle, last)}
    why = hidden_because(diary(with_=middle.reference), START, known.get)

    assert why is not None
    assert why.because == (
        "it goes live with 'diary:b', which goes live with 'diary:c', which is not public: "
        "it is a draft ('draft: yes')"
    )


@given(
    st.lists(st.tuples(DAYS, st.none() | st.integers(0, 5), st.booleans()), min_size=1, max_size=6),
    DAYS,
    DAYS,
)
def test_without_an_end_what_is_public_stays_public(
    plans: list[tuple[int, int | None, bool]], one: int, other: int
) -> None:
    entries = [
        diary(f"e{n}", date=START + day * DAY, draft=draft, with_=friend)
        for n, (day, wanted, draft) in enumerate(plans)
        for friend in [None if wanted is None else Reference("diary", f"e{wanted}")]
    ]
    early, late = sorted([START + one * DAY, START + other * DAY])

    public = [
        {e.head.id for e in entries if reason(e, at, *entries) is None} for at in (early, late)
    ]

    assert public[0] <= public[1]


@given(DAYS, DAYS, DAYS)
def test_with_an_end_an_entry_is_public_in_one_stretch(begin: int, end: int, at: int) -> None:
    entry = diary(date=START + begin * DAY, expires=START + end * DAY)

    assert (reason(entry, START + at * DAY) is None) == (begin <= at < end)
