"""What can be taken part in, as the template of a call sees it."""

from datetime import datetime

from msgspec import Struct

from generator.journal.calls import Figures
from generator.pages.values import Link


class WayView(Struct, frozen=True):
    """A way in.

    Attributes:
        sort: `url`, `issue`, `mail` or `form`.
        title: what its author calls it; empty where the sort says enough.
        url: whole address; of a mail with the questions in its body.
        name: the mail address, or the host that the address belongs to.
    """

    sort: str
    title: str
    url: str
    name: str


class QuestionView(Struct, frozen=True):
    """A question of the form, in the language of the page.

    Attributes:
        type: how it is answered, a word of `generator.model.form.FieldType`.
        needed: whether nobody can leave it out.
        private: whether the answer stays with the team.
        options: what can be picked, in words.
        most: of a text, the most characters that its author asks for; of pictures, how many; None
            where the author says nothing.
    """

    label: str
    type: str
    needed: bool
    private: bool
    hint: str = ""
    options: tuple[str, ...] = ()
    most: int | None = None


class DecisionView(Struct, frozen=True):
    """Something that was sent in and decided, without a word of it.

    Attributes:
        key: by which whoever sent it in finds it.
        decision: `approved`, `declined` or `asked`.
        role: role of whoever decided; may be empty.
        reason: why it was declined, where that is public; may be empty. Plain text.
        became: the entry that it is now; None where there is none that readers can see.
    """

    key: str
    decision: str
    date: datetime
    role: str = ""
    reason: str = ""
    became: Link | None = None


class CallView(Struct, frozen=True):
    """How to take part in a call, and what became of what was sent in.

    Attributes:
        ways: how to take part; empty once it is over.
        questions: what its form asks; empty where no way in has a form.
        figures: None where nothing came yet.
        decisions: the newest 24 decisions.
        more: how many more there are.
        places_left: None where there is no limit, or nobody counts.
        within: in how many days each submission is answered; None where one answer is given to all.
        calendar: whole address of a calendar file with its dates.
    """

    ways: tuple[WayView, ...]
    questions: tuple[QuestionView, ...]
    figures: Figures | None
    decisions: tuple[DecisionView, ...]
    more: int
    places_left: int | None
    within: int | None
    calendar: str


class Invitation(Struct, frozen=True):
    """Something to take part in, as an old item of a feed still names it.

    Attributes:
        label: what one entry of its kind is called.
        closes: local time of the journal; None if it stays open.
    """

    link: Link
    label: str
    closes: datetime | None
