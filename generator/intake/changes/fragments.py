"""Changelog fragments, one file a change, to our own (`friday import fragments`).

Understood are those of towncrier, `1234.bugfix.rst` (https://towncrier.readthedocs.io), also in
Markdown, and files with front matter: `title`, `authors`, `pull_requests`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from generator.files import put_all
from generator.intake.changes.memory import Memory, memory
from generator.intake.changes.places import Places
from generator.intake.changes.plain import flat, relinked, unmentioned
from generator.intake.changes.releases import releases_of
from generator.intake.changes.report import Book, Report
from generator.intake.changes.rst import markdown
from generator.intake.changes.stamped import Desk, in_its_release, shelf
from generator.intake.changes.tables import people_with
from generator.intake.changes.there import There
from generator.intake.changes.who import Crowd, crowd
from generator.intake.changes.yaml_out import Value, front_matter
from generator.intake.posts.names import slugged
from generator.intake.posts.report import shortened
from generator.kinds.change import NEXT
from generator.kinds.table import KINDS
from generator.markup import changelog_words
from generator.markup.characters import clean
from generator.markup.credit_notation import Given, credits_in
from generator.markup.front_matter import split

_CHANGE = KINDS["change"]
_NAME = re.compile(r"^(?P<issue>\+?[\w-]+?)\.(?P<type>[a-z]+)(?:\.\d+)?\.(?:rst|md|txt)$")
_HANDLES = re.compile(r"[,，、;\s]+")
_TYPES: Mapping[str, str] = {
    "feature": changelog_words.ADDED,
    "added": changelog_words.ADDED,
    "bugfix": changelog_words.FIXED,
    "fixed": changelog_words.FIXED,
    "deprecation": changelog_words.DEPRECATED,
    "deprecated": changelog_words.DEPRECATED,
    "removal": changelog_words.REMOVED,
    "removed": changelog_words.REMOVED,
    "security": changelog_words.SECURITY,
    **dict.fromkeys(
        ("improvement", "breaking", "change", "changed", "doc", "vendor", "packaging"),
        changelog_words.CHANGED,
    ),
    **dict.fromkeys(("misc", "trivial", "contrib", "process"), changelog_words.CHANGED),
}
_INTERNAL = frozenset({"misc", "trivial", "contrib", "process"})
_ENDINGS = (".rst", ".md", ".txt")


class Wish(Struct, frozen=True):
    """How fragments are to be imported.

    Attributes:
        release: the release that ships them, by id or version; `next` while they wait for one.
        issues: address of an issue, with `{}` for its number; empty for no links.
        prefix: beginning of every id.
        people: people who are named get rows in the people table.
        force: replace what was edited by hand.
        bots: more names of programs.
    """

    release: str = NEXT
    issues: str = ""
    prefix: str = ""
    people: bool = False
    force: bool = False
    bots: tuple[str, ...] = ()

    def issue(self, number: str) -> str:
        """A link to an issue, or its number."""
        return f"[#{number}]({self.issues.replace('{}', number)})" if self.issues else f"#{number}"


class Found(Struct, frozen=True):
    """A change that was read, with nothing of ours in it yet."""

    name: str
    text: str
    category: str
    credits: tuple[Given, ...] = ()
    why: str = ""
    internal: bool = False


def import_fragments(folder: Path, places: Places, wish: Wish) -> Report:
    """Write the fragments of a folder, and of those below it, into `content/changes/`.

    Raises:
        ValueError: the people table or what was written before cannot be read.
        OSError: a file cannot be read or written.
    """
    book = Book()
    found = [
        (name, change, wish)
        for name, file in _files(folder, book)
        if (change := _read(name, file, wish, book))
    ]
    return shelved(found, places, wish, book)


def shelved(
    found: Sequence[tuple[str, Found, Wish]], places: Places, wish: Wish, book: Book
) -> Report:
    """Write changes, each with the name of its source and its own wish, into `content/changes/`.

    Raises:
        ValueError: the people table or what was written before cannot be read.
        OSError: a file cannot be read or written.
    """
    known = memory(places.project, "changes")
    before = known.data()
    taken = {each["name"].casefold() for each in known.things.values() if "name" in each}
    if wish.release != NEXT and wish.release.casefold() not in releases_of(places.content):
        message = f"there is no file of a release '{shortened(wish.release)}' in the journal"
        book.note("--release", 0, "no-release", message)
    desk = Desk(shelf(places.content, _CHANGE.folder), book, wish.force)
    everybody = crowd(places.content, bots=wish.bots, adding=wish.people)
    setting = _Setting(places, wish, desk, everybody, There(places.content), known, taken)
    for source, change, own in found:
        _put_away(source, change, own, setting)
    new = list(everybody.new.values())
    people = people_with(places.content, new, "people", book, places.scrubber)
    book.numbers["people"] = len(everybody.seen)
    remembered = {known.file: known.data()} if known.data() != before else {}
    put_all({**desk.files, **people, **remembered})
    return book.report()


class _Setting(Struct, frozen=True):
    """What an import of changes goes on with; `taken` are names of changes that have a source."""

    places: Places
    wish: Wish
    desk: Desk
    everybody: Crowd
    there: There
    known: Memory
    taken: set[str]


def _put_away(source: str, change: Found, own: Wish, setting: _Setting) -> None:
    wish, desk = setting.wish, setting.desk
    begin = f"{wish.prefix.rstrip('-')}-" if wish.prefix else ""
    written = setting.known.things.setdefault(begin + source, {})
    is_known = "name" in written
    if not is_known:
        written["name"] = _name(slugged(begin + change.name), source, setting.taken, desk)
    name = slugged(written["name"]) or "change"
    setting.taken.add(name.casefold())
    place = _place(desk, name)
    old = desk.shelf.text(place)
    if is_known and old is None and not wish.force:
        desk.leave(source, name, place)
        return
    text = _text(change, source, own, setting.everybody, setting.there, desk.book)
    text = setting.places.scrubber.text(text, place)
    if old is not None and not wish.force:
        text = in_its_release(text, old)
    desk.take(text, source, name, place)
    desk.book.numbers["changes"] += 1


def _name(slug: str, source: str, taken: set[str], desk: Desk) -> str:
    """A name that no other source has, whether that was written before or is written now."""
    base = slug.replace(".", "-") or "change"
    name, n = base, 1
    while name.casefold() in taken or desk.shelf.is_of_another(_place(desk, name), source):
        n += 1
        name = f"{base}-{n}"
    return name


def _place(desk: Desk, name: str) -> str:
    return desk.shelf.place(name, "", f"{_CHANGE.folder}/{name}.md")


def _text(
    change: Found, source: str, wish: Wish, everybody: Crowd, there: There, book: Book
) -> str:
    known = everybody.handles
    text, lost = relinked(unmentioned(flat(change.text), known), there=there)
    why, lost_too = relinked(unmentioned(flat(change.why), known), there=there)
    if lost + lost_too:
        message = "a link of this text leads nowhere from here; it became plain"
        book.note(source, 0, "relative-link", message)
    given = [each for one in change.credits if (each := everybody.credit(one))]
    distinct = [each for n, each in enumerate(given) if each not in given[:n]]
    book.numbers["credits"] += len(distinct)
    fields: Mapping[str, Value] = {
        "release": wish.release,
        "category": change.category,
        "text": text,
        "why": why,
        "credits": distinct,
        "internal": "yes" if change.internal else "",
    }
    return front_matter(fields)


def _files(folder: Path, book: Book) -> Iterator[tuple[str, Path]]:
    """Texts with their paths below a folder; a link could lead anywhere, and is not followed."""
    for file in sorted(folder.rglob("*")):
        path = file.relative_to(folder)
        if any(part.startswith(".") for part in path.parts):
            continue
        if file.is_symlink() or any((folder / part).is_symlink() for part in path.parents):
            book.note(path.as_posix(), 0, "link", "it is a link to another place; left out")
        elif file.is_file() and file.suffix.lower() in _ENDINGS:
            yield path.as_posix(), file


def _read(name: str, file: Path, wish: Wish, book: Book) -> Found | None:
    text, _ = clean(file.read_bytes().decode("utf-8-sig", errors="replace"), 1)
    towncrier = _NAME.match(file.name)
    if towncrier and towncrier["type"] in _TYPES:
        return _towncrier(name, towncrier, text, wish, book)
    parts = split(text)
    if isinstance(parts.head.tree, dict) and parts.head.tree.get("title"):
        return _with_title(name, text, wish, book)
    if towncrier:
        message = f"'{shortened(towncrier['type'])}' is no type of fragments that is known"
        book.note(name, 0, "unknown-type", message)
    else:
        book.note(name, 0, "no-fragment", "its name and its head are not those of a fragment")
    return None


def _towncrier(name: str, found: re.Match[str], text: str, wish: Wish, book: Book) -> Found | None:
    if not text.strip():
        book.note(name, 0, "empty", "the file says nothing")
        return None
    said = markdown(text, wish.issue) if name.endswith(".rst") else text
    parts = [credits_in(part) for part in _signed(said)]
    number = found["issue"]
    link = f" ({wish.issue(number)})" if wish.issues and number.isdigit() else ""
    stem = re.sub(r"\.(?:rst|md|txt)$", "", Path(name).name)
    return Found(
        name=stem.replace(".", "-").lstrip("+"),
        text=flat("\n\n".join(part.text for part in parts)) + link,
        category=_TYPES[found["type"]],
        credits=tuple(given for part in parts for given in part.credits),
        internal=found["type"] in _INTERNAL,
    )


def _signed(text: str) -> Sequence[str]:
    """The text up to who signed it, `-- by @user`, and the paragraphs behind that."""
    signed = re.search(r"(?:^|(?<=\s))--[ ]*(?:by[ ]+)?@[\w-]+[.]?[ \t]*(?=\n\n)", text)
    return (text,) if signed is None else (text[: signed.end()], text[signed.end() :].lstrip("\n"))


def _with_title(name: str, text: str, wish: Wish, book: Book) -> Found:
    parts = split(text)
    fields = parts.head.tree if isinstance(parts.head.tree, dict) else {}
    for finding in parts.head.findings:
        book.note(name, finding.line, finding.code, finding.message)
    title = " ".join(str(fields.get("title") or "").split())
    opening, below = _opening(parts.body)
    said = credits_in(opening)
    if below:
        lines = f"{below} lines" if below > 1 else "a line"
        message = f"{lines} below the first paragraph left out: a change is short"
        book.note(name, parts.body_line, "long", message)
    numbers = [n for n in _listed(fields.get("pull_requests")) if n.isdigit()]
    links = f" ({', '.join(wish.issue(number) for number in numbers)})" if numbers else ""
    return Found(
        name=re.sub(r"\.md$", "", name).replace("/", "-").strip("_"),
        text=f"{_emphasised(title)} {said.text or opening}".strip() + links,
        category=_category(name, title),
        credits=(*authors_of(fields.get("authors")), *said.credits),
    )


def _emphasised(title: str) -> str:
    ends = title if title.endswith((".", "!", "?", "。")) else f"{title}."
    return f"**{ends}**" if "*" not in title and "`" not in title else ends


def _category(name: str, title: str) -> str:
    group = changelog_words.of_words(title)
    folder = name.rpartition("/")[0]
    if group == changelog_words.CHANGED and "release-notes" in folder:
        return changelog_words.ADDED
    return group


def _opening(body: str) -> tuple[str, int]:
    """The first paragraph of a text that is no heading, and how many more lines hold anything."""
    paragraphs = [part.strip() for part in re.split(r"\n[ \t]*\n", body.strip()) if part.strip()]
    first = next((n for n, part in enumerate(paragraphs) if part[0] not in "#`|<!-*:"), None)
    if first is None:
        return "", sum(part.count("\n") + 1 for part in paragraphs)
    rest = [part for n, part in enumerate(paragraphs) if n != first]
    return " ".join(paragraphs[first].split()), sum(part.count("\n") + 1 for part in rest)


def authors_of(value: object) -> Iterator[Given]:
    """Whom the field `authors` names: a list, or a text with commas between the handles."""
    for item in _listed(value):
        for name in _HANDLES.split(item) if "@" in item else [item]:
            bare = name.strip().lstrip("@")
            if bare:
                yield Given(bare, handle="@" in item, role="contributed")


def _listed(value: object) -> list[str]:
    if isinstance(value, list):
        return [str(item) for item in value if item is not None]
    return [str(value)] if isinstance(value, str) and value.strip() else []
