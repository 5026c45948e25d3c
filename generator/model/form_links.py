"""Links that begin a submission: a new issue with the call's form, a mail that holds its questions.

Addresses of forges: GitHub (https://docs.github.com/issues/tracking-your-work-with-issues/
using-issues/creating-an-issue#creating-an-issue-from-a-url-query), GitLab
(https://docs.gitlab.com/user/project/issues/create_issues/), Forgejo and Gitea
(https://docs.gitea.com/usage/issue-pull-request-templates).
"""

from collections.abc import Mapping
from urllib.parse import quote, urlencode, urlsplit

from msgspec import Struct

from generator.model.fields import SAMPLE
from generator.model.form import FormField, Slot, SubmissionForm
from generator.model.form_blocks import blank

LONGEST_LINK = 1800
"""Characters of a mail link that programs for mail and systems take whole; some cut at 2,048."""


class ForgeForms(Struct, frozen=True):
    """Where a forge keeps the forms of issues, and the address of a new issue with one.

    Attributes:
        folder: of the files in the repository.
        ending: of their names.
        page: what follows the repository's address.
        parameter: of the query that names the form.
        by: what the parameter holds: `{folder}`, `{stem}` and `{ending}` of the file.
    """

    folder: str
    ending: str
    page: str
    parameter: str
    by: str


FORGES: Mapping[str, ForgeForms] = {
    "github": ForgeForms(
        ".github/ISSUE_TEMPLATE", ".yml", "/issues/new", "template", "{stem}{ending}"
    ),
    "forgejo": ForgeForms(
        ".forgejo/issue_template", ".yml", "/issues/new", "template", "{folder}/{stem}{ending}"
    ),
    "gitlab": ForgeForms(
        ".gitlab/issue_templates", ".md", "/-/issues/new", "issuable_template", "{stem}"
    ),
}
"""What each forge does; a new one is a row."""


def forge_of(repository: str) -> str:
    """The forge that an address belongs to: by its host's name, and Forgejo where that says none.

    Codeberg and Gitea's hosts are Forgejo's kin: the same forms at the same place.
    """
    host = urlsplit(repository).hostname or ""
    return next((name for name in FORGES if name in host), "forgejo")


def form_stem(call: str, lang: str, main: str) -> str:
    """Name of the form's file without its ending: the call's id, and the language if not the main.

    Args:
        lang: language of the form.
        main: main language of the journal.
    """
    return call if lang == main else f"{call}.{lang}"


def issue_link(repository: str, stem: str, title: str = "") -> str:
    """Address of a new issue with a call's form.

    Args:
        repository: address of the repository, such as https://github.com/example/journal.
        stem: as `form_stem` names the form.
        title: what the issue is called to begin with; empty for nothing.
    """
    forge = FORGES[forge_of(repository)]
    name = forge.by.format(folder=forge.folder, stem=stem, ending=forge.ending)
    query = {forge.parameter: name, **({"title": title} if title else {})}
    base = repository.rstrip("/").removesuffix(".git")
    return f"{base}{forge.page}?{urlencode(query, quote_via=quote)}"


def mail_link(
    address: str,
    subject: str,
    form: SubmissionForm,
    lang: str,
    greeting: str = "",
) -> str:
    """A mail link whose body holds the questions of a form (RFC 6068, sections 2 and 5).

    It is at most `LONGEST_LINK` characters long: where the questions are too many, those that need
    no answer are left out, the last ones first, but never those of consent.

    Args:
        subject: what the mail is called, such as the call's title.
        greeting: one sentence above the questions, which is no part of the answer; left out first.
    """
    questions = list(form.fields)
    while True:
        link = _link(address, subject, _body(form, questions, lang, greeting))
        spare = [each for each in questions if not each.needed and each.slot not in _KEPT]
        if len(link) <= LONGEST_LINK or not (greeting or spare):
            break
        greeting, questions = (
            ("", questions) if greeting else ("", [q for q in questions if q is not spare[-1]])
        )
    return link if len(link) <= LONGEST_LINK else _link(address, subject, "")


def _body(form: SubmissionForm, questions: list[FormField], lang: str, greeting: str) -> str:
    parts = [blank(each, lang, form.consent) for each in questions if each.slot is not _ATTACHED]
    return "\n".join([f"{SAMPLE}{greeting}\n", *parts] if greeting else parts)


def _link(address: str, subject: str, body: str) -> str:
    """Everything but unreserved characters is encoded; a line end is `%0D%0A` (RFC 6068, 5)."""
    said = {"subject": " ".join(subject.split()), "body": body.replace("\n", "\r\n")}
    query = "&".join(f"{name}={quote(text, safe='')}" for name, text in said.items() if text)
    return f"mailto:{quote(address, safe='@+')}" + (f"?{query}" if query else "")


_KEPT = frozenset({Slot.USES, Slot.DISPLAY})
_ATTACHED = Slot.PICTURES  # pictures are attached to a mail, not written into it
