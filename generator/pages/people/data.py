"""`people.json`: everybody who may stand in a list, and what they did, for machines."""

import json
from collections.abc import Iterator

from generator.journal.merits import Merit
from generator.journal.recognition.standing import worth
from generator.kinds.person import Person
from generator.model.entry import Entry
from generator.pages import routes
from generator.pages.desk.entry_views import Desk
from generator.pages.people import known, titles
from generator.pages.plan import Text

DATA = "people.json"
FORMAT = 1
_NOBODY = Merit("", (), 0, ())


def people_json(desk: Desk) -> Iterator[Text]:
    """The file, where anybody is in the people table.

    Nobody stands in it whose name is not public or who wants to be in no list.
    """
    if not any(reference.kind == known.PERSON for reference in desk.journal.versions):
        return
    config, lang = desk.config, desk.config.main_language
    merits = desk.journal.recognition.merits.values()
    roles = {role for merit in merits for role, _ in merit.by_role}
    data = {
        "format": FORMAT,
        "home": config.base_url,
        "rules": routes.absolute(config, routes.levels_path(config, lang)) if config.levels else "",
        "levels": [{"id": one.id, "title": titles.title(desk, one, lang)} for one in config.levels],
        "points": {str(role): each for role, each in worth(config).items() if role in roles},
        "people": list(_people(desk)),
    }
    text = json.dumps(data, ensure_ascii=False, indent=1)
    yield Text(DATA, f"{text}\n".encode())


def _people(desk: Desk) -> Iterator[dict[str, object]]:
    references = (one for one in desk.journal.versions if one.kind == known.PERSON)
    for reference in sorted(references):
        entry = known.shown(desk, reference.id, desk.config.main_language)
        if entry is not None and isinstance(entry.record, Person) and entry.record.in_lists:
            yield _person(desk, entry, entry.record)


def _person(desk: Desk, entry: Entry, person: Person) -> dict[str, object]:
    merit = known.merit_of(desk, entry) or _NOBODY
    ranked = known.is_ranked(desk, person)
    shown: dict[str, object] = {
        "id": entry.head.id,
        "name": entry.head.title,
        "url": routes.absolute(desk.config, routes.entry_path(desk.config, entry)),
        "team": person.team,
        "founding": merit.founding,
        "by_role": {str(role): count for role, count in merit.by_role},
        "evidence": len(merit.evidence),
    }
    return {**shown, "points": merit.points, "level": merit.level} if ranked else shown
