"""Whatever strangers send, no reader stops, and what lies in the inbox says what they said.

`make fuzz` looks at ten thousand examples of each.
"""

import csv
import io
import json

import html5lib
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from generator.intake.changes.yaml_out import front_matter
from generator.intake.inbox.written import contact_text, fields_of
from generator.intake.sendings import json_forms, mails, markdown, tables
from generator.intake.sendings.cleaning import Removed, cleaned, line
from generator.intake.sendings.filling import parcel
from generator.intake.sendings.sending import Reader, Sheaf
from generator.markup.dialects import inline, render
from generator.markup.front_matter import split
from generator.markup.prose import fill
from generator.markup.yaml_text import load
from generator.model.submission import Contact, Parcel, Submission
from generator.model.validation import Fields, validate
from generator.problems import shown
from tests.hostile.fuzzing import EVERY, TABLES, TEXTS
from tests.intake.sendings.taking import asked
from tests.markup.closing import HTML, Journal, is_balanced, page
from tests.markup.test_safety import harm_in

_ASKED = asked()
_NEVER = frozenset(
    {
        *("script", "style", "form", "input", "button", "iframe", "frame", "object", "embed"),
        *("svg", "math", "meta", "base", "link", "img", "template", "textarea", "select"),
    }
)
_MOST_LINE, _MOST_TEXT = 200, 20_000
_PATIENT = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
_JOURNAL = Journal({}, {"mei": "M<b>"})
_QUESTIONS = ("Your story", "Title", "Your name, as it may be shown", "Timestamp", "Email")


def _parcels(read: Reader, data: bytes) -> list[Parcel]:
    """What the readers make of a file."""
    sheaf = Sheaf("a", "a")
    read(data, sheaf, _ASKED)
    found = [parcel(sending, _ASKED, sheaf, {}) for sending in sheaf.sendings]
    for problem in sheaf.problems:
        shown(str(problem))
    return [each for each in found if each is not None]


def _comes_back(sent: Parcel) -> None:
    """The file of the inbox, read again, is the submission; nobody decided it."""
    whole = f"{front_matter(fields_of(sent.submission))}\n{sent.text.strip()}\n"
    parts = split(whole.encode().decode())
    tree = parts.head.tree
    assert isinstance(tree, dict)
    again, problems = validate(Submission, Fields(tree, {}), _ASKED.config.context("visitor"))

    assert (problems, parts.head.findings) == ([], ())
    assert again == sent.submission
    assert parts.body.strip("\n") == sent.text.strip()
    assert (again.decision, again.became) == ("pending", None)
    _contact_comes_back(sent.contact)


def _contact_comes_back(contact: Contact) -> None:
    if contact.is_empty:
        return
    tree = load(contact_text(contact)).tree
    assert isinstance(tree, dict)
    again, problems = validate(Contact, Fields(tree, {}), _ASKED.config.context())

    assert (again, problems) == (contact, [])


@_PATIENT
@given(text=TEXTS)
@example("<script/x></script ><table><td><svg><desc><td><img src=x>")  # as the name of a table
def test_a_submitted_text_is_harmless_even_when_a_browser_has_changed_it(text: str) -> None:
    _is_harmless(text)


@pytest.mark.parametrize("payload", EVERY)
def test_a_payload_is_harmless(payload: str) -> None:
    _is_harmless(payload)


def _is_harmless(text: str) -> None:
    html = fill(render(cleaned(text, _MOST_TEXT, Removed()), "visitor"), _JOURNAL)
    changed = html5lib.serialize(page(html), omit_optional_tags=False, quote_attr_values="always")
    again = {str(each.tag).removeprefix(HTML) for each in html5lib.parse(changed).iter()}

    assert harm_in(html) == []
    assert is_balanced(html)
    assert not again & _NEVER


@_PATIENT
@given(text=TEXTS)
def test_a_submitted_line_is_harmless_and_one_line(text: str) -> None:
    words = line(text, _MOST_LINE, Removed())
    html = fill(inline(words, "visitor"), _JOURNAL)

    assert harm_in(html) == []
    assert "\n" not in words
    assert len(words) <= _MOST_LINE


@_PATIENT
@given(title=TEXTS, body=TEXTS, who=TEXTS, when=TEXTS)
def test_any_issue_lies_in_the_inbox_as_it_came(title: str, body: str, who: str, when: str) -> None:
    issue = {"number": 1, "html_url": "https://f.example/1", "title": title, "body": body}
    issue |= {"user": {"login": who}, "created_at": when, "labels": [{"name": "your-story"}]}
    for sent in _parcels(json_forms.read, json.dumps([issue]).encode()):
        _comes_back(sent)


@_PATIENT
@given(rows=TABLES)
def test_any_table_lies_in_the_inbox_as_it_came(rows: list[list[str]]) -> None:
    out = io.StringIO(newline="")
    table = csv.writer(out)
    table.writerow(_QUESTIONS)
    table.writerows(rows)
    for sent in _parcels(tables.read, out.getvalue().encode("utf-8", "replace")):
        _comes_back(sent)


@_PATIENT
@given(text=TEXTS)
@example("\ud800,a\n\x00,b")
def test_no_text_stops_the_reader_of_tables(text: str) -> None:
    for sent in _parcels(tables.read, text.encode("utf-8", "replace")):
        _comes_back(sent)


@_PATIENT
@given(text=TEXTS, name=st.sampled_from(["json", "mail", "markdown"]))
def test_no_text_stops_another_reader(text: str, name: str) -> None:
    read: Reader = {"json": json_forms.read, "mail": mails.read, "markdown": markdown.read}[name]
    for sent in _parcels(read, text.encode("utf-8", "replace")):
        _comes_back(sent)
