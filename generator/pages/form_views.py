"""Views of the pages of the intake service: a call's form, and what is said instead of one."""

from datetime import datetime

from msgspec import Struct

from generator.pages.html import NO_HTML, Html
from generator.pages.values import Page, Site


class ChoiceView(Struct, frozen=True):
    """Something to pick, as it is shown."""

    id: str
    label: str
    picked: bool = False


class QuestionView(Struct, frozen=True):
    """A question of a form, and what was answered so far.

    Attributes:
        id: name of the field; also of its control.
        type: a `FieldType`.
        limit: most characters, or pictures.
        value: what was typed; a stranger's text.
        error: what is wrong with it, a code of `generator.service.answers.Wrong`; empty for
            nothing.
        fills: what of an entry it fills, such as `uses`; empty for nothing.
        private: whether the answer is for the team alone.
    """

    id: str
    type: str
    label: str
    hint: str
    needed: bool
    limit: int
    choices: tuple[ChoiceView, ...] = ()
    value: str = ""
    error: str = ""
    fills: str = ""
    private: bool = False


class ConsentView(Struct, frozen=True):
    """The text that people agree to who tick where their words may appear.

    Attributes:
        months: after how many months the consent ends; 0: it does not.
    """

    title: str
    text: Html
    licence: str
    months: int


class FormPage(Struct, frozen=True):
    """View of `form.html`.

    Attributes:
        state: `open`, `announced` or `closed`; `received` once something was sent in, and `busy`
            where it cannot be kept now.
        heading: title of the call.
        call: address of its page.
        binds: what taking part changes.
        inside: what belongs to it; `outside` what does not.
        answer_by: when the team answers; None if only `answer_days` says so.
        answer_days: how many days the answer to each submission takes at most; 0 for no such rule.
        consent: None if nothing becomes public.
        token: what proves that the form was opened here; empty where there is no form.
        notes: codes of what is wrong with the whole; also `mistakes` if a question is wrong.
        reasons: whether the box is ticked that lets the team say why it declines.
        megabytes: most of a picture.
        key: what the submission is known by; empty unless it was received.
    """

    site: Site
    page: Page
    state: str
    heading: str
    call: str
    opens: datetime
    closes: datetime | None
    binds: Html = NO_HTML
    inside: tuple[Html, ...] = ()
    outside: tuple[Html, ...] = ()
    answer_by: datetime | None = None
    answer_days: int = 0
    questions: tuple[QuestionView, ...] = ()
    consent: ConsentView | None = None
    token: str = ""
    notes: tuple[str, ...] = ()
    reasons: bool = False
    megabytes: int = 0
    key: str = ""


class FormNotice(Struct, frozen=True):
    """View of `form_notice.html`: a page of the service that belongs to no form.

    Attributes:
        code: which one: `nothing`, `too-large`, `too-slow`, `too-often`, `malformed`, `failed`.
    """

    site: Site
    page: Page
    code: str
