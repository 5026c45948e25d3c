"""What the fields of other generators mean, in the words of ours."""

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from generator.intake.posts.generators import Generator
from generator.intake.posts.report import Notebook, shortened
from generator.intake.posts.shapes import Shape, Shaped
from generator.intake.posts.text import without_control_characters
from generator.markup.yaml_text import Tree

# Our word, and the names it has elsewhere; the first that holds a value is taken.
NAMES: Mapping[str, tuple[str, ...]] = {
    "title": ("title",),
    "date": ("date", "publishdate", "published_at", "pubdate", "created"),
    "updated": ("updated", "lastmod", "last_modified_at", "modified", "last_update"),
    "summary": ("summary", "description", "excerpt", "abstract"),
    "lang": ("lang", "language", "locale"),
    "slug": ("slug",),
    "expires": ("expires", "expirydate"),
    "series": ("series",),
    "number": ("number", "issue", "issue_number"),
    "permalink": ("permalink", "url", "path"),
}
# These are joined, not chosen from.
MANY: Mapping[str, tuple[str, ...]] = {
    "authors": ("authors", "author", "extra.authors", "extra.author", "taxonomies.authors"),
    "tags": ("tags", "tag", "taxonomies.tags", "categories", "category", "taxonomies.categories"),
    "categories": ("category", "categories"),
    "aliases": ("aliases", "redirect_from"),
}
_DRAFT: Mapping[str, frozenset[str]] = {
    "draft": frozenset({"true", "yes", "on", "1"}),
    "published": frozenset({"false", "no", "off", "0"}),
    "status": frozenset({"draft", "hidden", "private"}),
}
_FOLDED = frozenset({"extra", "taxonomies"})
_MAIL = re.compile(r"\s*[<(]?\s*(?:mailto:)?[^\s<>()@]+@[^\s<>()@]+\.[^\s<>()@]+\s*[>)]?")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_LANG = re.compile(r"^[a-zA-Z]{2,3}([-_][A-Za-z0-9]{2,8})*$")
_COMMAS = re.compile(r"\s*[,，、;]\s*")
_NUMBERS = (
    re.compile(r"(?:^|[\W_])issue[-_ .]?#?0*(\d{1,5})(?![\d])", re.IGNORECASE),
    re.compile(r"第\s*0*(\d{1,5})\s*期"),
    re.compile(r"^[A-Za-z]+0(\d{1,4})$"),
)
_TITLE_NUMBERS = (
    re.compile(r"(?:#|\bissue\s+#?|第\s*)(\d{1,5})(?:\s*期|\b)", re.IGNORECASE),
    # the usual title of a weekly: "This Week in X 66"; of 2026 it would be a year
    re.compile(r"^this (?:week|month|year) in .*\s(?!(?:19|20)\d\d$)(\d{1,4})$", re.IGNORECASE),
)


class Meaning(Struct, frozen=True):
    """The front matter of a post in our words; texts are one line, empty where nothing is said."""

    title: str = ""
    date: str = ""
    updated: str = ""
    summary: str = ""
    lang: str = ""
    slug: str = ""
    expires: str = ""
    series: str = ""
    number: int | None = None
    permalink: str = ""
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    draft: bool = False


def understand(shaped: Shaped, generator: Generator, book: Notebook) -> Meaning:
    """What a post says about itself; what has no place with us is noted, field by field."""
    fields = _folded(shaped.fields)
    words, taken = _single(fields)
    used = {*taken, *_DRAFT, *(name for names in MANY.values() for name in names)}
    for name, value in fields.items():
        if name not in used and value not in (None, "", [], {}):
            line = shaped.line(name.rpartition(".")[2])
            book.note(line, "unknown-field", f"{name}: {shortened(_told(value))}")
    number = words["number"].strip("# ")
    lang = words["lang"].replace("_", "-")
    if lang and not _LANG.match(lang):
        book.note(shaped.line("lang"), "unknown-field", f"lang: {shortened(lang)}")
    return Meaning(
        title=words["title"],
        date=words["date"],
        updated=words["updated"],
        summary=words["summary"],
        slug=words["slug"],
        expires=words["expires"],
        series=words["series"],
        permalink=words["permalink"],
        number=int(number) if re.fullmatch(r"\d{1,6}", number) else None,
        lang=lang if _LANG.match(lang) else "",
        authors=_authors(fields, shaped, book),
        tags=_tags(fields, MANY["tags"], generator),
        categories=_tags(fields, MANY["categories"], generator),
        aliases=tuple(t for name in MANY["aliases"] for t in _texts(fields.get(name))),
        draft=any(_word(fields.get(name)) in yes for name, yes in _DRAFT.items()),
    )


def number_in(stem: str, title: str) -> int | None:
    """The number of an issue in its file's name without date, or else in its title."""
    for pattern in _NUMBERS:
        if match := pattern.search(stem):
            return int(match[1])
    for pattern in _TITLE_NUMBERS:
        if match := pattern.search(title):
            return int(match[1])
    return None


def _folded(fields: Mapping[str, Tree]) -> dict[str, Tree]:
    """The fields, with those of `[extra]` and `[taxonomies]` as `extra.name`."""
    flat: dict[str, Tree] = {}
    for name, value in fields.items():
        if name in _FOLDED and isinstance(value, dict):
            flat.update({f"{name}.{inner}".lower(): v for inner, v in value.items()})
        else:
            flat[name] = value
    return flat


def _single(fields: Mapping[str, Tree]) -> tuple[dict[str, str], frozenset[str]]:
    """One line of text for each of our words, and the names of the fields that gave them."""
    words = dict.fromkeys(NAMES, "")
    taken: set[str] = set()
    for word, names in NAMES.items():
        for name in names:
            text = _line(fields.get(name))
            if text and not words[word]:
                words[word] = text
                taken.add(name)
    return words, frozenset(taken)


def _line(value: Tree) -> str:
    """A field as one line: a text, the first text of a list, or the `date` of a map."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("date")
    text = value if isinstance(value, str) else ""
    return " ".join(without_control_characters(text).split())


def _word(value: Tree) -> str:
    return value.strip().lower() if isinstance(value, str) else ""


def _texts(value: Tree) -> Iterator[str]:
    """Every text in a field, one line each; empty ones are left out."""
    for item in value if isinstance(value, list) else [value]:
        if text := _line(item if isinstance(item, str) else None):
            yield text


def _told(value: Tree) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {_told(v)}" for name, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_told(item) for item in value) + "]"
    return value or ""


def _authors(fields: Mapping[str, Tree], shaped: Shaped, book: Notebook) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for field in MANY["authors"]:
        for written in _people(fields.get(field), shaped.shape):
            name = _MAIL.sub("", _LINK.sub(r"\1", written)).strip(" ,")
            if name != written and "@" in written.removeprefix("@"):
                line = shaped.line(field.rpartition(".")[2])
                book.note(line, "mail-address", "a mail address of an author was left out")
            name = name.removeprefix("@").strip()
            if name:
                found.setdefault(name)
    return tuple(found)


def _people(value: Tree, shape: Shape) -> Iterator[str]:
    """Names in a field: a text, a list of texts, of maps with a name, or a map by handle."""
    if isinstance(value, list):
        for item in value:
            yield from _people(item, Shape.NONE)
    elif isinstance(value, dict) and isinstance(value.get("name"), str):
        yield _line(value["name"])
    elif isinstance(value, dict):
        for handle, inner in value.items():
            named = inner.get("name") if isinstance(inner, dict) else None
            yield _line(named) or _line(handle)
    elif text := _line(value):
        # Pelican: names are divided by semicolons if there are any, else by commas
        many = shape in {Shape.HEADERS, Shape.COMMENTS}
        sign = r"\s*;\s*" if ";" in text else r"\s*,\s*"
        yield from re.split(sign, text) if many else [text]


def _tags(
    fields: Mapping[str, Tree], names: tuple[str, ...], generator: Generator
) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for name in names:
        for tag in _divided(name, fields.get(name), generator):
            found.setdefault(tag.casefold(), tag)
    return tuple(found.values())


def _divided(name: str, value: Tree, generator: Generator) -> Iterator[str]:
    if isinstance(value, list):
        yield from _texts(value)
    elif text := _line(value):
        if name == "category":
            yield text
        elif _COMMAS.search(text):
            yield from filter(None, _COMMAS.split(text))
        # Jekyll: a text of several tags is divided at its spaces
        else:
            yield from text.split() if generator is Generator.JEKYLL else [text]
