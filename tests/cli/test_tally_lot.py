"""`friday tally` where a lot decides and is not drawn yet."""

from pathlib import Path

from tests.cli.curve import poll
from tests.cli.running import AT
from tests.cli.running import friday_here as friday


def test_a_tie_before_the_lot_is_drawn_is_told_as_what_it_is(journal: Path) -> None:
    poll(
        journal,
        b"even,candle,squared\n1,,\n,1,\n",
        method="instant-runoff",
        tie="lot",
        closes="2026-07-20",
    )

    done = friday(journal, "tally", "content/polls/curve", "--at", AT)

    assert done.code == 1
    assert "[tie]: equals have to be told apart by the lot, and it is not drawn" in done.err
