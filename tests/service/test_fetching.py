"""What a pull makes of what waits, in one process: what is shown, what stays, what is let go of."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from generator.build.edition import Options
from generator.build.line import drafted
from generator.config import Config
from generator.intake.calls import places
from generator.intake.inbox.pulling import Pulled, pull
from generator.intake.inbox.store import Fate, open_inbox
from generator.intake.sendings.sending import Asked
from generator.model.sent import Sent, SentPicture
from generator.model.submission import Sort, key_of
from generator.service.queue import Filed, Queue
from tests.service.running import call, journal, picture

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
FIELDS = """\
fields:
  - {id: title, label: Title, needed: yes}
  - {id: text, label: Text, type: text}
  - {id: mail, label: Mail, type: mail}
  - {id: pictures, label: Pictures, type: pictures}
"""


@dataclass
class Place:
    """A journal, and a queue for it."""

    project: Path
    queue: Queue
    config: Config
    calls: Mapping[str, Asked]

    def waits(
        self, values: Mapping[str, tuple[str, ...]], *shots: bytes, consent: str = "stories-1"
    ) -> str:
        """The key of a submission that waits."""
        name = hashlib.sha256(repr((values, consent)).encode()).hexdigest()[:32]
        pictures = tuple(
            SentPicture(
                field="pictures",
                name="a.jpg",
                ending="jpg",
                size=len(data),
                sha256=hashlib.sha256(data).hexdigest(),
            )
            for data in shots
        )
        sent = Sent(
            key=key_of("your-story", Sort.SERVICE, name),
            id=name,
            call="your-story",
            lang="en",
            received=AT,
            values=dict(values),
            consent=consent,
            pictures=pictures,
        )
        self.queue.add([Filed(sent, name, shots)], same=timedelta(days=7))
        return sent.key

    def pull(self) -> Sequence[Pulled]:
        inbox = open_inbox(self.project, self.config)
        return list(pull(inbox, self.queue, self.calls.get, AT))

    def text(self, key: str) -> str:
        file = self.project / "inbox" / "your-story" / key / "index.md"
        return file.read_text(encoding="utf-8")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    project = journal(tmp_path / "journal", {"your-story": call("Your story", fields=FIELDS)})
    with drafted(project, at=AT, options=Options(jobs=1)) as draft:
        groups = [group for one, group in draft.journal.written.items() if one.kind == "call"]
        known = {
            each.id: Asked(each.id, each.call, each.form, each.titles, draft.config, AT)
            for each in places(groups, draft.config)
        }
        return Place(project, Queue(tmp_path / "queue"), draft.config, known)


@pytest.mark.parametrize("consent", ["stories-1", ""])
def test_people_agreed_to_the_text_that_their_form_showed_and_to_no_later_one(
    consent: str, place: Place
) -> None:
    key = place.waits({"text": ("Hello",), "uses": ("site",)}, consent=consent)
    [pulled] = place.pull()

    assert pulled.fate is Fate.NEW
    assert ("text: stories-1" in place.text(key)) is bool(consent)


@pytest.mark.parametrize("more", [{}, {"mail": ("mei@example.org",)}])
def test_what_says_nothing_to_anybody_is_let_go_of(
    more: dict[str, tuple[str, ...]], place: Place
) -> None:
    place.waits({"title": ("\u200b",), "text": ("\u202e \n",), **more})
    [pulled] = place.pull()

    assert (pulled.fate, [each.code for each in pulled.problems]) == (
        Fate.EMPTY,
        ["empty-submission"],
    )
    assert place.queue.state().length == 0
    assert list((place.project / "inbox").rglob("index.md")) == []


def test_a_picture_alone_says_something(place: Place) -> None:
    key = place.waits({}, picture())
    [pulled] = place.pull()

    assert pulled.fate is Fate.NEW
    assert "src: 1.jpg" in place.text(key)


def test_an_answer_whose_field_is_gone_is_not_lost(place: Place) -> None:
    key = place.waits({"text": ("Hello",), "colour": ("red",)})
    [pulled] = place.pull()

    assert (pulled.fate, [each.code for each in pulled.problems]) == (None, ["unknown-field"])
    assert [each.sent.key for each in place.queue.waiting()] == [key]


def test_nothing_stands_in_the_way_of_those_behind_what_stays(place: Place) -> None:
    place.waits({"colour": ("red",)})
    key = place.waits({"text": ("Hello",)})

    assert [each.fate for each in place.pull()] == [None, Fate.NEW]
    assert "Hello" in place.text(key)
    assert [each.fate for each in place.pull()] == [None]
