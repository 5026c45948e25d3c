"""A call's form as forges fill it in: GitHub's issue forms, and GitLab's templates of issues.

GitHub: https://docs.github.com/communities/using-templates-to-encourage-useful-issues-and-pull-requests/
syntax-for-issue-forms; Forgejo and Gitea understand the same fields
(https://forgejo.org/docs/latest/user/issue-pull-request-templates/). What is private is not asked:
an issue is public at once. Its title is asked by the forge itself.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec import Struct

from generator.intake.forms.words import words_in
from generator.intake.posts.head import in_quotes
from generator.model.form import FieldType, FormField, Slot, SubmissionForm
from generator.model.form_blocks import blank, choices, heading

_FORM_ID = re.compile(r"[a-zA-Z0-9_-]+")
_SHORTEST_NAME = 3

Node = str | bool | Sequence["Node"] | Mapping[str, "Node"]


class Blank(Struct, frozen=True):
    """A form to be filled in, in one language.

    Attributes:
        id: of the call; issues get it as their label.
        summary: of the call; may be empty.
        consent: the text of consent in the form's language, Markdown; empty if there is none.
        address: of the call's page.
        until: the day on which it closes, as readers write it; empty if it stays open.
    """

    id: str
    title: str
    summary: str
    lang: str
    form: SubmissionForm
    consent: str
    address: str
    until: str

    @property
    def questions(self) -> tuple[FormField, ...]:
        """What is asked: nothing private, and not the title."""
        every = self.form.fields
        return tuple(each for each in every if not each.secret and each.slot is not Slot.TITLE)

    @property
    def opening(self) -> str:
        """What stands above the questions, Markdown."""
        words = words_in(self.lang)
        until = words.until.format(self.until) if self.until else ""
        more = words.more.format(self.address)
        return "\n\n".join(filter(None, (self.summary, until, more, words.public)))


def issue_form(form: Blank) -> str:
    """The YAML of an issue form."""
    body: list[Node] = [_markdown(form.opening)]
    for question in form.questions:
        if question.slot is Slot.USES and form.consent:
            body.append(_markdown(form.consent))
        body.append(_element(question, form))
    name = form.title if len(form.title) >= _SHORTEST_NAME else f"{form.title} ({form.id})"
    about = form.summary or words_in(form.lang).public
    tree = {"name": name, "description": about, "labels": [form.id], "body": body}
    return "\n".join(_rows(tree, "")) + "\n"


def issue_template(form: Blank) -> str:
    """The Markdown of a template for GitLab: headings with room for answers, and boxes."""
    words = words_in(form.lang)
    parts = [f"<!-- {_uncommented(form.opening)} -->\n"]
    for question in form.questions:
        top, _, boxes = blank(question, form.lang, form.form.consent).partition("\n\n")
        pictures = words.pictures if question.type is FieldType.PICTURES else ""
        one = words.choose if question.type is FieldType.CHOICE else ""
        hint = " ".join(filter(None, (question.hint_in(form.lang), pictures, one)))
        shown = f"<!-- {_uncommented(hint)} -->\n" if hint else ""
        asked = question.slot is Slot.USES and form.consent
        text = "".join(f"> {row}\n" for row in form.consent.split("\n")) + "\n" if asked else ""
        parts.append(f"{top}\n\n{shown}{text}{boxes}")
    return "\n".join(parts)


def chooser(title: str, address: str, about: str) -> str:
    """The YAML that puts a link to the journal beside the forms."""
    link: Node = {"name": title, "url": address, "about": about}
    return "\n".join(_rows({"blank_issues_enabled": True, "contact_links": [link]}, "")) + "\n"


def _markdown(text: str) -> Node:
    return {"type": "markdown", "attributes": {"value": text}}


def _element(question: FormField, form: Blank) -> Node:
    """A question as an element of an issue form."""
    kind, more = _ELEMENTS[question.type](question, form.lang)
    hint = question.hint_in(form.lang)
    if question.type is FieldType.PICTURES:
        hint = " ".join(filter(None, (hint, words_in(form.lang).pictures)))
    label = heading(question, form.lang, form.form.consent)
    attributes: dict[str, Node] = {
        "label": label,
        **({"description": hint} if hint else {}),
        **more,
    }
    own: dict[str, Node] = {"type": kind}
    if _FORM_ID.fullmatch(question.id):
        own["id"] = question.id
    own["attributes"] = attributes
    if question.needed and kind != "checkboxes":
        own["validations"] = {"required": True}
    return own


def _input(_question: FormField, _lang: str) -> tuple[str, dict[str, Node]]:
    return "input", {}


def _textarea(_question: FormField, _lang: str) -> tuple[str, dict[str, Node]]:
    return "textarea", {}


def _dropdown(question: FormField, lang: str) -> tuple[str, dict[str, Node]]:
    return "dropdown", {"options": [each.label_in(lang) for each in question.options]}


def _checkboxes(question: FormField, lang: str) -> tuple[str, dict[str, Node]]:
    """Boxes; a yes that is needed is a box that has to be ticked."""
    must = question.needed and question.type is FieldType.YES
    boxes: list[Node] = [
        {"label": each.label_in(lang), **({"required": True} if must else {})}
        for each in choices(question)
    ]
    return "checkboxes", {"options": boxes}


_ELEMENTS: Mapping[FieldType, Callable[[FormField, str], tuple[str, dict[str, Node]]]] = {
    FieldType.LINE: _input,
    FieldType.TEXT: _textarea,
    FieldType.CHOICE: _dropdown,
    FieldType.CHOICES: _checkboxes,
    FieldType.NUMBER: _input,
    FieldType.DATE: _input,
    FieldType.ADDRESS: _input,
    FieldType.MAIL: _input,
    FieldType.PICTURES: _textarea,
    FieldType.YES: _checkboxes,
}


def _uncommented(text: str) -> str:
    """A text that can stand in a comment of HTML."""
    return text.replace("--", "- -").replace(">", ")")


def _rows(tree: Mapping[str, Node], pad: str) -> Iterator[str]:
    """YAML for readers that guess types: every text in double quotes."""
    for name, value in tree.items():
        if isinstance(value, bool | str):
            yield f"{pad}{name}: {_scalar(value)}"
        elif isinstance(value, Mapping):
            yield f"{pad}{name}:"
            yield from _rows(value, f"{pad}  ")
        else:
            yield f"{pad}{name}:"
            for item in value:
                yield from _item(item, f"{pad}  ")


def _item(value: Node, pad: str) -> Iterator[str]:
    if isinstance(value, Mapping):
        first, *others = _rows(value, f"{pad}  ")
        yield f"{pad}- {first.lstrip()}"
        yield from others
    elif isinstance(value, bool | str):
        yield f"{pad}- {_scalar(value)}"


def _scalar(value: bool | str) -> str:  # noqa: FBT001 - a value of YAML, no switch
    return in_quotes(value) if isinstance(value, str) else str(value).lower()
