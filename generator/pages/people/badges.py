"""Badges of people and of levels: addresses, what to paste elsewhere, and the files themselves."""

import re
from collections.abc import Iterator
from html import escape

from msgspec import Struct

from generator.journal.merits import Merit
from generator.kinds.recognition import Level
from generator.model.entry import Entry
from generator.pages import routes
from generator.pages.frame import Tree
from generator.pages.people import drawing, known, needs, openbadges, titles
from generator.pages.people.drawing import Inscription
from generator.pages.people_views import Badge, NeedView
from generator.pages.plan import Text

MOST_EVIDENCE = 20
_MARKDOWN = re.compile(r"([\\`*_\[\]<>!&])")


class _Held(Struct, frozen=True):
    """The badge of a person: the level that was reached and its number from 1."""

    entry: Entry
    merit: Merit
    level: Level
    number: int


def badge(tree: Tree, entry: Entry, merit: Merit) -> Badge | None:
    """What a person can show elsewhere; None without a level."""
    held = _held(tree, entry, merit)
    if held is None:
        return None
    path = routes.badge_path(tree.config, entry)
    image = routes.absolute(tree.config, f"{path}.svg")
    page = routes.absolute(tree.config, routes.entry_path(tree.config, entry))
    says = _inscription(tree, held).says
    return Badge(
        url=routes.href(tree.config, f"{path}.svg"),
        data=routes.href(tree.config, f"{path}.json") if held.merit.reached else "",
        width=drawing.WIDTH,
        height=drawing.HEIGHT,
        alt=says,
        bbcode=f"[url={page}][img]{image}[/img][/url]",
        markdown=f"[![{_unmarked(says)}]({_bare(image)})]({_bare(page)})",
        html=(
            f'<a href="{escape(page)}"><img src="{escape(image)}" alt="{escape(says)}"'
            f' width="{drawing.WIDTH}" height="{drawing.HEIGHT}"></a>'
        ),
    )


def badge_files(tree: Tree) -> Iterator[Text]:
    """The badges of a language: a picture and a document for each level and each person."""
    if not titles.has_rules(tree.desk):
        return
    people = [
        held
        for entry, person in known.described(tree)
        if known.is_ranked(tree.desk, person)
        and (merit := known.merit_of(tree.desk, entry)) is not None
        and (held := _held(tree, entry, merit)) is not None
    ]
    for number, level in enumerate(tree.config.levels, 1):
        path = achievement_path(tree, level)[1:]
        yield Text(f"{path}.svg", drawing.drawn(_of_level(tree, level, number)))
        yield Text(f"{path}.json", openbadges.achievement(_achievement(tree, level)))
    for held in people:
        path = routes.badge_path(tree.config, held.entry)[1:]
        yield Text(f"{path}.svg", drawing.drawn(_inscription(tree, held)))
        document = _credential(tree, held)
        if document is not None:
            yield Text(f"{path}.json", openbadges.credential(document))


def achievement_path(tree: Tree, level: Level) -> str:
    """Path of the badge of a level itself, without its ending."""
    return f"{routes.levels_path(tree.config, tree.lang)}{level.id}"


def _held(tree: Tree, entry: Entry, merit: Merit) -> _Held | None:
    for number, level in enumerate(tree.config.levels, 1):
        if level.id == merit.level:
            return _Held(entry, merit, level, number)
    return None


def _inscription(tree: Tree, held: _Held) -> Inscription:
    level, name = titles.title(tree.desk, held.level, tree.lang), held.entry.head.title
    values = {"name": name, "level": level, "site": tree.site.title}
    says = tree.say("%(name)s: %(level)s, %(site)s") % values
    if held.merit.founding:
        says = tree.say("%(name)s: %(level)s and founding member, %(site)s") % values
    return Inscription(
        says=says,
        level=level,
        name=name,
        site=tree.site.title,
        lang=tree.lang,
        number=held.number,
        levels=len(tree.config.levels),
        founding=held.merit.founding,
    )


def _of_level(tree: Tree, level: Level, number: int) -> Inscription:
    named, site = titles.title(tree.desk, level, tree.lang), tree.site.title
    says = tree.say("%(level)s, %(site)s") % {"level": named, "site": site}
    return Inscription(says, named, "", site, tree.lang, number, len(tree.config.levels))


def _achievement(tree: Tree, level: Level) -> openbadges.Achievement:
    path, named = achievement_path(tree, level), titles.title(tree.desk, level, tree.lang)
    rules = routes.absolute(tree.config, routes.levels_path(tree.config, tree.lang))
    described = tree.say("%(level)s: a level of those who help to make %(site)s")
    return openbadges.Achievement(
        id=routes.absolute(tree.config, f"{path}.json"),
        name=named,
        description=described % {"level": named, "site": tree.site.title},
        criteria=f"{rules}#level-{routes.quoted(level.id)}",
        narrative=_narrative(tree, level),
        image=routes.absolute(tree.config, f"{path}.svg"),
        lang=tree.lang,
        issuer=_issuer(tree),
    )


def _issuer(tree: Tree) -> openbadges.Issuer:
    """The same for all languages but for its name."""
    return openbadges.Issuer(tree.config.base_url, tree.site.publisher or tree.site.title)


def _narrative(tree: Tree, level: Level) -> str:
    found = [_need(tree, need) for need in needs.of_level(level)]
    return "\n".join(f"- {one}" for one in found or [tree.say("Any contribution")])


def _need(tree: Tree, need: NeedView) -> str:
    said = {
        "points": tree.say("Points earned"),
        "kinds": tree.say("Different ways of taking part"),
        "months": tree.say("Different months"),
    }
    name = said.get(need.what) or tree.desk.words.word(tree.lang, need.what)
    return tree.say("%(label)s: %(value)s") % {"label": name, "value": need.want}


def _credential(tree: Tree, held: _Held) -> openbadges.Credential | None:
    """The document of somebody's level; None where no date says since when."""
    if held.merit.reached is None:
        return None
    path = routes.badge_path(tree.config, held.entry)
    page = routes.absolute(tree.config, routes.entry_path(tree.config, held.entry))
    return openbadges.Credential(
        id=routes.absolute(tree.config, f"{path}.json"),
        subject=page,
        person=held.entry.head.title,
        since=held.merit.reached,
        image=routes.absolute(tree.config, f"{path}.svg"),
        says=_inscription(tree, held).says,
        achievement=_achievement(tree, held.level),
        evidence=tuple(_witnesses(tree, held.merit)),
    )


def _witnesses(tree: Tree, merit: Merit) -> Iterator[openbadges.Witness]:
    """Pages of this site that show what somebody did, each once, the newest first."""
    given: set[str] = set()
    for evidence in merit.evidence:
        found = known.seen(tree.desk, evidence, tree.lang)
        url = found.url(tree.config, whole=True) if found is not None else ""
        if found is not None and url not in given and len(given) < MOST_EVIDENCE:
            given.add(url)
            yield openbadges.Witness(url, found.entry.head.title)


def _unmarked(text: str) -> str:
    """Plain text as Markdown shows it."""
    return _MARKDOWN.sub(r"\\\1", text)


def _bare(url: str) -> str:
    """An address as Markdown takes it between brackets."""
    return url.replace("(", "%28").replace(")", "%29")
