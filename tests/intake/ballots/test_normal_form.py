"""What is written can be read back, hides who voted, and holds nothing that was not wanted."""

import hashlib
import hmac
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.intake.ballots.normal import (
    ballots_csv,
    comments_csv,
    harmless,
    receipts_csv,
    roll_csv,
)
from generator.intake.ballots.receipts import Receipts, receipt
from generator.intake.ballots.roll import load_roll
from generator.intake.ballots.sheet import Sheet, Wish
from generator.model.ballots import Ballot
from generator.model.contest import BOXES as NAMES
from generator.model.contest import Contest, Form, Method
from generator.reader.ballots import read_ballots, read_comments, read_roll
from tests.intake.ballots.loading import (
    CURVES,
    KEY,
    MARKS,
    RANKS,
    SHANGHAI,
    keyed,
    loaded,
    rows,
)

NOON = datetime(2026, 7, 12, 12, 0, tzinfo=UTC)
METHODS = {
    Form.MARKS: Method.APPROVAL,
    Form.RANKS: Method.SCHULZE,
    Form.SCORES: Method.SCORE,
    Form.BOXES: Method.BOXES,
}
LARGEST = {Form.MARKS: (1, 1), Form.RANKS: (1, 12), Form.SCORES: (-2, 5), Form.BOXES: (0, 3)}


def _sheet(form: Form, ballots: tuple[Ballot, ...]) -> Sheet:
    return Sheet(CURVES, form, None, ballots)


@st.composite
def _sheets(draw: st.DrawFn) -> Sheet:
    form = draw(st.sampled_from(Form))
    value = st.none() | st.integers(*LARGEST[form])
    moment = st.integers(1_780_000_000, 1_790_000_000).map(lambda n: datetime.fromtimestamp(n, UTC))
    ballot = st.builds(
        Ballot,
        values=st.tuples(value, value, value),
        count=st.integers(1, 99),
        receipt=st.from_regex(r"([0-9A-Za-z][0-9A-Za-z-]{0,8})?", fullmatch=True),
        cast=st.none() | moment,
        spoilt=st.booleans(),
    )
    return _sheet(form, tuple(draw(st.lists(ballot, min_size=1, max_size=9))))


@given(_sheets())
@settings(max_examples=100, deadline=None)
def test_what_is_written_is_what_a_build_reads(sheet: Sheet) -> None:
    assert sheet.form
    contest = Contest(("even", "squared", "candle"), METHODS[sheet.form], scale=(-2, 5))
    read, problems = read_ballots("b.csv", ballots_csv(sheet), contest)

    assert problems == []
    assert sorted(map(_known, read)) == sorted(map(_known, sheet.ballots))


@given(_sheets())
@settings(max_examples=60, deadline=None)
def test_what_is_written_can_be_imported_again(sheet: Sheet) -> None:
    wish = Wish(options=CURVES, form=sheet.form, times=RANKS.times.EXACT)
    again = loaded(ballots_csv(sheet), wish)

    assert again.problems == ()
    assert ballots_csv(again) == ballots_csv(sheet)


def _known(ballot: Ballot) -> str:
    return repr(replace(ballot, line=0))


def test_only_columns_that_say_something_are_written() -> None:
    plain = _sheet(Form.RANKS, (Ballot((1, None, 2)),))
    full = _sheet(
        Form.BOXES,
        (Ballot((0, 3, None), 2, "AB-1", NOON, spoilt=True),),
    )

    assert ballots_csv(plain) == b"even,squared,candle\n1,,2\n"
    assert ballots_csv(full) == (
        b"receipt,cast,count,spoilt,even,squared,candle\nAB-1,2026-07-12T12:00Z,2,yes,liked,bugs,\n"
    )


def test_the_order_of_rows_does_not_tell_who_voted() -> None:
    lines = [f"2026-07-12 18:30:{n:02},{n}@x.org,{n % 3 + 1},," for n in range(60)]
    head = "Timestamp,Email,even,squared,candle"
    mixed = sorted(lines, key=lambda line: hashlib.sha256(line.encode()).digest())
    hurried = [line.replace(f":{n:02},", f":{59 - n:02},") for n, line in enumerate(lines)]
    written = {
        ballots_csv(loaded(rows(head, *some), keyed(RANKS))) for some in (lines, mixed, hurried)
    }

    assert len(written) == 1


def test_ballots_without_receipts_stand_by_their_marks() -> None:
    one = loaded(rows("even,squared,candle", "2,1,", "1,2,", "1,,"), RANKS)
    two = loaded(rows("even,squared,candle", "1,,", "2,1,", "1,2,"), RANKS)

    assert ballots_csv(one) == ballots_csv(two)


def test_the_ballots_of_one_voter_keep_the_order_in_which_they_were_cast() -> None:
    text = rows(
        "Timestamp,Email,even", "2026-07-12 18:30:50,a@x.org,2", "2026-07-12 18:30:10,a@x.org,1"
    )
    written = ballots_csv(loaded(text, keyed(RANKS))).decode().splitlines()

    assert [line[-1 - 2] for line in written[1:]] == ["1", "2"]


# receipts


def test_a_receipt_is_the_keyed_hash_of_poll_and_voter() -> None:
    digest = hmac.new(KEY, b"curve\nmei@example.org", hashlib.sha256).digest()
    bits = "".join(f"{byte:08b}" for byte in digest[:10])
    letters = ["0123456789ABCDEFGHJKMNPQRSTVWXYZ"[int(bits[n : n + 5], 2)] for n in range(0, 80, 5)]

    assert receipt(KEY, "curve", "mei@example.org").replace("-", "") == "".join(letters)


def test_a_receipt_has_four_groups_of_four_letters_that_cannot_be_confused() -> None:
    made = receipt(KEY, "curve", "mei@example.org")

    assert [len(group) for group in made.split("-")] == [4, 4, 4, 4]
    assert set(made) <= set("0123456789ABCDEFGHJKMNPQRSTVWXYZ-")


def test_a_voter_has_one_receipt_however_the_id_is_written() -> None:
    assert receipt(KEY, "p", " Mei@Example.org ") == receipt(KEY, "p", "mei@example.ORG")
    assert receipt(KEY, "p", "\uff2dei") == receipt(KEY, "p", "mei")


def test_another_poll_or_key_gives_another_receipt() -> None:
    made = {receipt(KEY, "p", "mei"), receipt(KEY, "q", "mei"), receipt(KEY[::-1], "p", "mei")}

    assert len(made) == 3


def test_the_key_is_asked_for_once_and_only_if_there_are_voters() -> None:
    asked: list[bytes] = []

    def key() -> bytes:
        asked.append(KEY)
        return KEY

    ask = Receipts(key, "curve")
    loaded(rows("even", "1"), replace(MARKS, receipt=ask))
    before = len(asked)
    loaded(rows("Email,even", "a@x.org,1", "b@x.org,1"), replace(MARKS, receipt=ask))

    assert (before, len(asked)) == (0, 1)


def test_the_list_of_receipts_names_every_voter_once() -> None:
    keys = Receipts(lambda: KEY, "curve")
    text = rows("Email,even", "b@x.org,1", "A@x.org,1", "B@X.ORG,1")
    loaded(text, replace(MARKS, receipt=keys))

    assert receipts_csv(keys.given).decode() == rows(
        "voter,receipt",
        f"A@x.org,{receipt(KEY, 'curve', 'a@x.org')}",
        f"b@x.org,{receipt(KEY, 'curve', 'b@x.org')}",
    )


# comments and formulas


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-2+3", "@x", "\tx", "\rx", "-", "--1"])
def test_a_formula_is_never_written_as_one(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-2", "+86 139", "1=1", "warm", "好"])
def test_plain_text_and_numbers_stay_as_they_are(text: str) -> None:
    assert harmless(text) == text


def test_comments_are_written_so_that_a_build_reads_them() -> None:
    data = comments_csv([("candle", "warm, very"), ("", "=1+1"), ("bugs", 'it "hums"')])
    read, problems = read_comments("c.csv", data, frozenset({"candle", *NAMES}))

    assert problems == []
    assert read == [("", "'=1+1"), ("bugs", 'it "hums"'), ("candle", "warm, very")]


# the roll


def test_a_roll_holds_receipts_and_days_and_is_read_by_a_build() -> None:
    text = rows("Email,Joined,Name", "b@x.org,2026/7/1 23:30,Bo", "a@x.org,2026-05-01,An")
    voters, problems, notes = load_roll(Path("roll.csv"), text.encode(), keyed(MARKS))
    data = roll_csv(voters, SHANGHAI)
    read, wrong = read_roll("roll.csv", data, SHANGHAI)

    assert (problems, wrong) == ((), [])
    assert {voter.receipt: voter.joined and voter.joined.date().isoformat() for voter in read} == {
        receipt(KEY, "curve", "a@x.org"): "2026-05-01",
        receipt(KEY, "curve", "b@x.org"): "2026-07-01",
    }
    assert [note.code for note in notes] == ["dropped", "receipts"]
    assert b"x.org" not in data


def test_a_bare_list_of_addresses_is_a_roll() -> None:
    voters, problems, _ = load_roll(Path("r.txt"), b"a@x.org\nb@x.org\n", keyed(MARKS))

    assert (len(voters), problems) == (2, ())
    assert roll_csv(voters, SHANGHAI).startswith(b"receipt\n")


def test_a_voter_who_stands_twice_on_the_roll_is_a_mistake() -> None:
    text = b"Email,Joined\na@x.org,\nA@X.org,\n,2026-01-01\nc@x.org,soon\n"
    _, problems, _ = load_roll(Path("r.csv"), text, keyed(MARKS))

    assert [(p.location.line, p.code) for p in problems] == [
        (3, "roll"),
        (4, "roll"),
        (5, "bad-date"),
    ]


def test_a_roll_that_does_not_say_who_is_a_mistake() -> None:
    _, problems, _ = load_roll(Path("r.csv"), b"Team,Joined\nx,2026-01-01\n", keyed(MARKS))

    assert [p.code for p in problems] == ["unknown-column"]


def test_the_receipts_of_roll_and_ballots_are_the_same() -> None:
    voters, _, _ = load_roll(Path("r.csv"), b"E-mail\nmei@x.org\n", keyed(MARKS))
    sheet = loaded(rows("Email,even", "MEI@x.org,1"), keyed(MARKS))

    assert [voter.receipt for voter in voters] == [ballot.receipt for ballot in sheet.ballots]
