"""Taking names out of texts before they are parsed: nothing behind the reader can know them.

What stands in their place keeps the line numbers, and in data the syntax.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from generator.markup.folding import fold, traced
from generator.patterns import late
from generator.problems import shown

TOKEN = "forgotten-"  # noqa: S105 - a name for somebody, no secret
"""What the ids begin with that stand for people who are forgotten; a number follows."""
WORDS: Mapping[str, str] = {"zh": "某人", "": "somebody"}
"""What stands for their names in running text, by language; the last one for all others."""

_NO_SPACES = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Scripts that are written without spaces between words (and Hangul, whose particles follow)."""
_LETTER = rf"(?![{_NO_SPACES}])[^\W_]"
_BEFORE = f"(?<!(?:{_LETTER}))"
_AFTER = rf"(?!{_LETTER}|[\u0300-\u036f])"
_BETWEEN = "(?: +|[_.+-])"
_BESIDE = late(f"[{_NO_SPACES}]")
_WORD = late(f"(?:{_LETTER}){{2,}}")
_FEW = 3  # words of a line that say that its language has spaces
_HEAD = late(r"\A\ufeff?\s*-{3,}[ \t]*\r?\n.*?^(?:-{3}|\.{3})", re.DOTALL | re.MULTILINE)
_NAMED = late(r"(?:@|person:|people/)$")
_LONGEST_MARK = 7
_CELL_OPENS = late(r"(?:^|[,\t]) *[\"']?@?$")
_CELL_CLOSES = late(r"[\"']? *(?:$|[,\t])")
_OPENS = late(r"(?:^\s*(?:- +)*|[:,\[{]\s*)[\"']?@?$")
_CLOSES = late(r"[\"']?\s*(?:$|[,\]}]|:(?=\s)|\s#)")
_KEY = late(r"([\w-]+)[\"']?\s*:(?=[\s\[{\"'])")
_JOINED_BEFORE = late(r"[/=_]$|[a-z0-9]:$|\w[-.]$")
_JOINED_AFTER = late(r"_|[-.]\w")
_SENTENCE = late(r"(?:^|[.!?])[\s#>*+\"'“-]*$")
_LINES = late(r"\s*\n\s*")
_CHUNK = 1 << 16
_TABLES = (".csv", ".tsv")
_DATA = (".yaml", ".yml", ".json", ".jsonl", *_TABLES)
_TEXTS = (".md", ".markdown")
_SAYS = frozenset(
    [
        "alt",
        "caption",
        "label",
        "note",
        "notice",
        "notices",
        "publisher",
        "publishers",
        "quote",
        "reason",
        "rights",
        "rights_in",
        "role",
        "summary",
        "tagline",
        "taglines",
        "text",
        "title",
        "titles",
        "what",
        "why",
    ]
)
"""Fields of running text: a name alone in one of them becomes a word, not an id."""


@dataclass(frozen=True)
class Scrubber:
    """Finds forgotten names and handles, and puts others in their place.

    Attributes:
        tokens: the id that stands for somebody, by each folded name and handle of theirs.
        guarded: those of them that journals themselves are written with, such as names of fields:
            they are taken for a name only where nothing else can be meant.
        kept: folded names and handles of people who stay, in which others may be hidden.
        fields: names of fields that hold people.
        languages: of the journal, the main one first.
    """

    tokens: Mapping[str, str] = field(default_factory=dict)
    guarded: frozenset[str] = frozenset()
    kept: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()
    languages: tuple[str, ...] = ("en",)

    def __bool__(self) -> bool:
        """Whether there is anybody to forget."""
        return bool(self.tokens)

    def data(self, data: bytes, path: str) -> bytes:
        """The bytes of a text file without forgotten names; other files as they are.

        Args:
            path: its name says what is written how in it, and in which language.
        """
        if not self.tokens or b"\0" in data:
            return data
        text = data.decode("utf-8", "surrogateescape")
        return self.text(text, path).encode("utf-8", "surrogateescape")

    def text(self, text: str, path: str) -> str:
        """The same for a text."""
        if not self.tokens:
            return text
        for decoded in (False, True):
            head = _HEAD.match(text) if path.lower().endswith(_TEXTS) else None
            end = head.end() if head else 0
            parts = [self._scrubbed(text[:end], path, ".yaml", decoded=decoded)] if end else []
            suffix = next((s for s in _DATA if path.lower().endswith(s)), "")
            parts += [
                self._scrubbed(chunk, path, suffix, decoded=decoded)
                for chunk in _chunks(text[end:])
            ]
            text = "".join(parts)
        return text

    def finds(self, text: str) -> str:
        """The first forgotten name or handle in a text as messages quote it; empty if none is."""
        return next((shown(found[0]) for found, _ in self._all(text)), "")

    def forms(self, text: str) -> Iterator[str]:
        """Every folded name or handle in a text, as often as it stands there."""
        for _, form in self._all(text):
            yield form

    @cached_property
    def _patterns(self) -> tuple[tuple[str, str, re.Pattern[str]], ...]:
        """Each name that is looked for, how it begins, and its pattern.

        Names of those who stay only matter where they hold one of the others.
        """
        wanted = [(form, re.compile(_bounded(form))) for form in sorted(self.tokens)]
        hiding = [form for form in sorted(self.kept) if any(p.search(form) for _, p in wanted)]
        wanted += [(form, re.compile(_bounded(form))) for form in hiding]
        return tuple((form, form.partition(" ")[0], pattern) for form, pattern in wanted)

    def _all(self, text: str) -> Iterator[tuple[re.Match[str], str]]:
        """Every name that can be told from other words, with and without escapes read."""
        for decoded in (False, True) if self.tokens else ():
            folded = fold(text, decoded=decoded)
            for found, form in self._found(folded):
                before = folded[max(0, found.start() - _LONGEST_MARK) : found.start()]
                if form not in self.guarded or _NAMED.search(before):
                    yield found, form

    def _found(self, folded: str) -> Iterator[tuple[re.Match[str], str]]:
        """Forgotten names in a folded text in their order, the longest of each place."""
        hits = [
            (found, form)
            for form, first, pattern in self._patterns
            for found in _each(pattern, first, folded)
        ]
        hits.sort(key=lambda hit: (hit[0].start(), -hit[0].end()))
        place = 0
        for found, form in hits:
            if found.start() >= place:
                place = found.end()
                if form in self.tokens:
                    yield found, form

    def _scrubbed(self, text: str, path: str, suffix: str, *, decoded: bool) -> str:
        if next(self._found(fold(text, decoded=decoded)), None) is None:
            return text
        trace = traced(text, decoded=decoded)
        done: list[str] = []
        place = 0
        for found, form in self._found(trace.folded):
            start, end = trace.starts[found.start()], trace.ends[found.end() - 1]
            around = _Around(text, start, end, trace.folded, found, path, suffix)
            if start < place or not self._is_meant(form, around):
                continue
            said = self.tokens[form] if self._is_name(around) else self._word(around)
            done += [text[place:start], said, *_LINES.findall(text[start:end])]
            place = end
        return "".join((*done, text[place:]))

    def _is_meant(self, form: str, around: "_Around") -> bool:
        """Whether a word that journals are written with is somebody's name here."""
        return form not in self.guarded or around.is_named or around.field in self.fields

    def _is_name(self, around: "_Around") -> bool:
        """Whether it stands where the program looks somebody up, and not in running text."""
        if around.is_named or around.is_in_word:
            return True
        if around.suffix in _TABLES:
            return around.is_cell
        return bool(around.suffix) and around.is_scalar and around.field not in _SAYS

    def _word(self, around: "_Around") -> str:
        lang = self._language(around)
        word = WORDS["zh"] if lang.startswith("zh") else WORDS[""]
        return word.capitalize() if around.begins_sentence else word

    def _language(self, around: "_Around") -> str:
        """The language of what surrounds a name: of its line, else of its file."""
        if _BESIDE.search(around.line):
            return "zh"
        suffix = around.path.rpartition("/")[2].split(".")[-2:-1]
        named = next((lang for lang in self.languages if lang.split("-")[0] in suffix), "")
        named = named or next((lang for lang in self.languages if lang in suffix), "")
        if not named and len(_WORD.findall(around.line)) > _FEW:
            return ""
        return named or self.languages[0]


@dataclass(frozen=True)
class _Around:
    """A name that was found, and what stands around it."""

    text: str
    start: int
    end: int
    folded: str
    found: re.Match[str]
    path: str
    suffix: str

    @cached_property
    def before(self) -> str:
        """The line before it."""
        return self.text[self.text.rfind("\n", 0, self.start) + 1 : self.start]

    @cached_property
    def after(self) -> str:
        """The line behind it."""
        end = self.text.find("\n", self.end)
        return self.text[self.end : end if end >= 0 else len(self.text)].rstrip("\r")

    @property
    def line(self) -> str:
        """The line without it."""
        return f"{self.before} {self.after}"

    @property
    def is_named(self) -> bool:
        """Whether it is written as a handle or as a reference to somebody."""
        start = self.found.start()
        return bool(_NAMED.search(self.folded[max(0, start - _LONGEST_MARK) : start]))

    @property
    def is_in_word(self) -> bool:
        """Whether it is part of an address, a reference or a file's name."""
        start, end = self.found.span()
        before, after = self.folded[max(0, start - 2) : start], self.folded[end : end + 2]
        return bool(_JOINED_BEFORE.search(before) or _JOINED_AFTER.match(after))

    @property
    def is_cell(self) -> bool:
        """Whether it is all that a cell of a table holds."""
        return bool(_CELL_OPENS.search(self.before) and _CELL_CLOSES.match(self.after))

    @property
    def is_scalar(self) -> bool:
        """Whether it is all that a field or an item of a list holds, or its name."""
        opened = _OPENS.search(self.before)
        if not opened or not _CLOSES.match(self.after):
            return False
        in_list = any(self.before.count(a) > self.before.count(b) for a, b in ("[]", "{}"))
        return in_list or not (opened[0].startswith(",") or self.after.lstrip("\"' ")[:1] == ",")

    @property
    def field(self) -> str:
        """Name of the field that holds it alone, on its line; empty if there is none."""
        keys = _KEY.findall(self.before)
        return keys[-1] if self.suffix and keys and self.is_scalar else ""

    @property
    def begins_sentence(self) -> bool:
        """Whether a capital says that a sentence begins with it."""
        return self.text[self.start].isupper() and bool(_SENTENCE.search(self.before))


def _each(pattern: re.Pattern[str], first: str, text: str) -> Iterator[re.Match[str]]:
    """Matches of a pattern that begins with a literal, which is much faster to look for."""
    place = text.find(first)
    while place >= 0:
        found = pattern.match(text, place)
        if found:
            yield found
        place = text.find(first, place + 1)


def _bounded(form: str) -> str:
    """The pattern of a folded name: a whole word in scripts with spaces, anywhere in others."""
    joined = _BETWEEN.join(re.escape(word) for word in form.split(" "))
    before = _BEFORE if _is_letter(form[0]) else ""
    return before + joined + (_AFTER if _is_letter(form[-1]) else "")


def _is_letter(sign: str) -> bool:
    return bool(re.match(rf"{_LETTER}|[\u0300-\u036f]", sign))


def _chunks(text: str) -> Iterator[str]:
    """A long text in parts that end with their lines, so that few have to be looked at closely."""
    place = 0
    while place < len(text):
        end = text.find("\n", place + _CHUNK) + 1 or len(text)
        yield text[place:end]
        place = end
