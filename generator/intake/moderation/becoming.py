"""The entry that an approved submission becomes, and what keeps it from becoming one.

Nothing goes into it that its sender did not agree to: no name where none was wanted, no answer
that no field asked for in public, no text without a consent that names the site.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from generator.intake.changes.yaml_out import Value, front_matter
from generator.intake.inbox.store import Filed
from generator.intake.moderation.agreeing import consent_fields, consent_problems, naming
from generator.intake.moderation.ground import Ground
from generator.intake.moderation.unnamed import name_problems
from generator.kinds.call import WAYS
from generator.kinds.consent import Naming
from generator.kinds.kind import Kind
from generator.kinds.table import KINDS
from generator.markup.characters import clean, without_turning
from generator.markup.slugs import slug
from generator.model.reference import ID, Byline, Reference
from generator.model.sent_pictures import Unfit, checked
from generator.model.submission import Submission
from generator.model.zones import as_written
from generator.problems import Problem, shown

_VISITOR = "visitor"
_LONGEST = 60
_TITLE = 80
_MARKUP = re.compile(r"([\\`*_{}\[\]()#+\-.!<>|~:@&$^=\"'])")
_GAPS = re.compile(r"[^\w.-]+|_+")
_EMPTY = "untitled"
# Names that no file has on Windows, whatever its ending.
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)


class Wish(Struct, frozen=True):
    """What somebody of the team decides about the entry that a submission becomes.

    Attributes:
        id: its id; empty for one made of its title.
        title: its title; empty for that of the submission.
        by: who it is by, such as `@mei`; empty for the name in the submission.
        feature: whether it stands before others.
    """

    id: str = ""
    title: str = ""
    by: str = ""
    feature: bool = False


class Becoming(Struct, frozen=True):
    """An entry that is not written yet.

    Attributes:
        reference: what others will call it.
        files: content of its files, pictures first, `index.md` last.
    """

    reference: Reference
    files: dict[Path, bytes]


def kind_of(ground: Ground, submission: Submission) -> Kind | None:
    """The kind of entry that it becomes; None if its call is unknown or makes nothing public."""
    call = ground.calls.get(submission.call)
    return KINDS.get(WAYS[call.type].becomes) if call is not None else None


def becoming(ground: Ground, filed: Filed, wish: Wish) -> tuple[Becoming | None, list[Problem]]:
    """The entry that a submission becomes; None if it becomes nothing public.

    Returns:
        the entry, and everything that keeps it from being written.
    """
    submission = filed.submission
    if submission.call not in ground.calls:
        message = f"there is no call '{shown(submission.call)}'"
        hint = "put its file back into the content, or decline the submission"
        return None, [Problem(filed.fields.at(("call",)), "unknown-call", message, hint)]
    kind = kind_of(ground, submission)
    if kind is None:
        return None, []
    reference = Reference(kind.name, _name(ground, kind, filed, wish))
    problems = [
        *consent_problems(ground, filed),
        *_contents(filed, wish),
        *_id(ground, filed, reference, wish),
        *_who(ground, filed, wish),
        *name_problems(ground, filed),
    ]
    if problems:
        return None, problems
    folder = ground.content / kind.folder / reference.id
    files, problems = _pictures(filed, folder)
    head = front_matter(_fields(ground, kind, filed, wish))
    files[folder / "index.md"] = f"{head}{published_text(filed, kind)}\n".encode()
    return (None, problems) if problems else (Becoming(reference, files), [])


def harmless(text: str) -> str:
    """A stranger's text as plain paragraphs, for kinds whose Markdown is the team's own.

    Every character that Markdown may read as more than itself stands behind a backslash
    (CommonMark 0.31, section 2.4), so that nothing is markup and nothing is HTML.
    """
    rows = (_MARKUP.sub(r"\\\1", " ".join(row.split())) for row in text.split("\n"))
    return "\n".join(rows).strip()


def _fields(ground: Ground, kind: Kind, filed: Filed, wish: Wish) -> dict[str, Value]:
    submission, zone = filed.submission, ground.config.zone
    lang = ground.config.language(submission.lang or "")
    fields: dict[str, Value] = {
        "title": title_of(filed, wish),
        "date": as_written(submission.decided or ground.at, zone),
        "lang": lang if lang != ground.config.main_language else "",
        "summary": submission.summary or "",
        "tags": list(submission.tags),
    }
    for name in (*kind.doers[:1], "place", "since", kind.quote):
        said = (
            name_shown(ground, filed, wish) if name in kind.doers else getattr(submission, name, "")
        )
        if name and name in kind.record.model_fields:
            fields[name] = said or ""
    if kind.sent_to:
        fields[kind.sent_to] = submission.call
    if kind.pictures:
        shots = submission.pictures
        fields[kind.pictures] = [{"src": str(s.src), "alt": s.alt or ""} for s in shots]
    if kind.featured and (wish.feature or submission.feature):
        fields[kind.featured] = "yes"
    if kind.consent:
        fields[kind.consent] = consent_fields(ground, submission)
    if kind.moderated:
        fields["decision"] = "approved"
    return fields


def title_of(filed: Filed, wish: Wish) -> str:
    """What the entry is called: as somebody says, as its sender did, or as it begins."""
    opening = next((" ".join(row.split()) for row in filed.text.split("\n") if row.strip()), "")
    opening = opening.lstrip("#>*- ").strip()
    cut = opening if len(opening) <= _TITLE else f"{opening[: _TITLE - 1].rstrip()}…"
    return wish.title or filed.submission.title or cut


def name_shown(ground: Ground, filed: Filed, wish: Wish) -> str:
    """The name that they agreed to; empty for nobody's."""
    if naming(filed.submission) is Naming.ANONYMOUS:
        return ""
    said = wish.by or (filed.submission.by or "").lstrip("@")
    known = ground.people.find(said) if wish.by.startswith("@") else None
    return said if known or not said.startswith("@") else said.lstrip("@")


def _pictures(filed: Filed, folder: Path) -> tuple[dict[Path, bytes], list[Problem]]:
    """The pictures as they are published, by their places in a folder; looked at once more.

    A file of the inbox may have come by a pull request, past the checks of the way in.
    """
    files: dict[Path, bytes] = {}
    problems: list[Problem] = []
    for number, picture in enumerate(filed.submission.pictures):
        file, place = filed.folder / picture.src, filed.fields.at(("pictures", number, "src"))
        if "/" in picture.src or not file.is_file() or file.is_symlink():
            message = f"there is no picture '{shown(picture.src)}' beside it"
            hint = "put it back, or take out the line"
            problems.append(Problem(place, "missing-file", message, hint))
            continue
        try:
            files[folder / picture.src] = checked(file.read_bytes()).data
        except Unfit as unfit:
            hint = "take out the line, or put another picture there"
            problems.append(Problem(place, "bad-picture", str(unfit), hint))
    return files, problems


def _name(ground: Ground, kind: Kind, filed: Filed, wish: Wish) -> str:
    """The id: as wished, else of the title, with a number if another one is called so."""
    wanted = wish.id or filed.submission.id or ""
    if wanted:
        return wanted
    folded = _GAPS.sub("-", slug(title_of(filed, wish))).strip("-.")[:_LONGEST].strip("-.")
    base = folded if ID.match(folded) and not _DEVICE.match(folded) else filed.submission.key
    name, number = base, 1
    while _is_taken(ground, Reference(kind.name, name)):
        number += 1
        name = f"{base}-{number}"
    return name


def _is_taken(ground: Ground, reference: Reference) -> bool:
    folder = ground.content / KINDS[reference.kind].folder / reference.id
    return reference in ground.entries or any(folder.glob("index*"))


def _contents(filed: Filed, wish: Wish) -> Iterator[Problem]:
    if not title_of(filed, wish):
        hint = "give it one: --title, or the field 'title'"
        yield Problem(filed.fields.at(()), "no-title", "it has no title and no text", hint)


def _id(ground: Ground, filed: Filed, reference: Reference, wish: Wish) -> Iterator[Problem]:
    place = filed.fields.at(("id",))
    if not ID.match(reference.id):
        hint = "an id holds letters, digits, '-', '_' and '.', and begins with a letter or digit"
        yield Problem(place, "bad-id", f"'{shown(reference.id)}' is no id", hint)
    elif (wish.id or filed.submission.id) and _is_taken(ground, reference):
        hint = "choose another one with --id"
        yield Problem(place, "duplicate-id", f"there is a '{reference}' already", hint)


def _who(ground: Ground, filed: Filed, wish: Wish) -> Iterator[Problem]:
    """Names that mean somebody of the people table: whoever wrote the form may be somebody else."""
    place = filed.fields.at(("by",))
    if naming(filed.submission) is Naming.ANONYMOUS:
        return
    if wish.by.startswith("@") and ground.people.find(wish.by) is None:
        hint = "add them to content/people.yaml, or write the name without '@'"
        yield Problem(place, "unknown-person", f"'{shown(wish.by)}' is nobody we know", hint)
    if not wish.by and naming(filed.submission) is Naming.HANDLE and not _is_handle(filed):
        message = "they want to be named by their handle only, and that is not known"
        hint = "ask them, and say it: --by HANDLE; or it is anonymous: 'name: anonymous'"
        yield Problem(place, "no-handle", message, hint)
    elif not wish.by and not filed.submission.by:
        hint = "say who it is by: --by NAME; or it is anonymous: 'name: anonymous' in 'consent'"
        yield Problem(place, "no-name", "nobody is named, and they did not ask for that", hint)
    who = claimed(ground, filed.submission)
    if who and not wish.by:
        message = f"'{shown(filed.submission.by or '')}' is a name of '@{who}' in the people table"
        hint = f"if it is them: --by @{who}; else give a name that tells them apart: --by NAME"
        yield Problem(place, "whose-name", message, hint)


def _is_handle(filed: Filed) -> bool:
    """Whether the name may be a handle: those of several words are names."""
    return len((filed.submission.by or "").split()) == 1


def claimed(ground: Ground, submission: Submission) -> str:
    """The id of the person of the journal whose name a submission bears; empty for nobody's."""
    name = " ".join((submission.by or "").split()).lstrip("@")
    return (ground.people.behind(Byline(name, handle=False)) or "") if name else ""


def published_text(filed: Filed, kind: Kind | None) -> str:
    """The Markdown that the entry will have, without characters that nobody can see."""
    text = without_turning(clean(filed.text, 1)[0]).strip()
    return text if kind is None or kind.dialect == _VISITOR else harmless(text)
