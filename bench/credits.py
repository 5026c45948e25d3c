"""Reads the changelogs of others and counts whom they credit: `python -m bench.credits`.

They are those of `../shared/corpora`, or of the folder that `FRIDAY_CORPORA` names. Credits are
counted a second time by patterns that know nothing of the parser; `--names` lists everybody who was
found, for looking through. Exits with 1 when less than 98 % are found with the right role, or
somebody who is no person; with 2 when there are no corpora.
"""

import json
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from generator.intake.changes.rst import markdown
from generator.kinds.credit import Role, role_of
from generator.markup.changelog import read_changelog
from generator.markup.credit_notation import Given, credits_in
from generator.markup.front_matter import split
from generator.model.bots import is_bot

Hit = tuple[str, int, str, str]
"""File, line, name in lower case, role."""

_LEAST = 0.98
_SPONSOR = str(Role.FINANCIAL)
_HEAD = (
    "corpus", "releases", "changes", "credits", "people", "sponsors", "bots", "left-over",
    "expected", "found", "share", "no-person", "seconds",
)  # fmt: skip
_CODE = re.compile(r"`+[^`]*`+")
_USER = r"@([A-Za-z0-9_](?:[A-Za-z0-9_-]*[A-Za-z0-9_-])?(?:\[bot\])?)"
_BRACKET = re.compile(r"\(([^()]*(?:\([^()]*\)[^()]*)*)\)\s*$")
_NO_NAME = re.compile(
    r"[`=<>#:/\"]|\b(?:the|and the|in|of|for|e\.g\.|see|via|not|when|with|to|is)\b|^\d|\d\.\d"
)
_NO_PERSON = re.compile(
    r"^(?:gitee|github|gitlab|npm|media|import|border.*|v\d.*|vitejs|vue|vant|types|babel|rsbuild|"
    r"example.*|override|deprecated|param|return|propignore|postconstruct|resource|property|use|"
    r"compat|area-data|scope|all|here|everyone|overload|stable)$"
)


@dataclass(slots=True)
class Count:
    """What was read of one corpus.

    Attributes:
        expected: credits that the independent pattern sees.
        found: those that the parser found.
        people: whom it found, by account or name; programs and sponsors are not among them.
        sponsors: who paid for something, mostly firms.
    """

    name: str
    releases: int = 0
    changes: int = 0
    left: int = 0
    bots: int = 0
    seconds: float = 0.0
    found: set[Hit] = field(default_factory=set)
    expected: set[Hit] = field(default_factory=set)
    people: dict[str, str] = field(default_factory=dict)
    sponsors: dict[str, str] = field(default_factory=dict)

    def add(self, file: str, given: Given) -> None:
        """Note a credit that the parser found."""
        key = (given.account or given.name).casefold()
        if is_bot(given.name):
            self.bots += 1
        elif given.role == _SPONSOR and not given.handle:
            self.sponsors.setdefault(key, given.name)
        else:
            self.people.setdefault(key, given.name)
        self.found.add((file, given.line, given.name.casefold(), given.role))


Pattern = Callable[[str], Iterator[tuple[str, str]]]
"""Name and role of each credit in one line, by a plain regular expression."""


def _each(*rows: tuple[str, str]) -> Pattern:
    compiled = [(re.compile(pattern), role) for pattern, role in rows]

    def hits(line: str) -> Iterator[tuple[str, str]]:
        for pattern, role in compiled:
            for found in pattern.finditer(line):
                for name in re.findall(_USER, found[0]):
                    yield name, role

    return hits


def _full_names(line: str) -> Iterator[tuple[str, str]]:
    found = _BRACKET.search(line)
    if re.match(r"^\s*\*\s", line) and found:
        names = [name.strip() for name in re.split(r",| and ", found[1].rstrip("."))]
        names = [name for name in names if name]
        if (
            "ponsor" not in found[1]
            and "entored" not in found[1]
            and not any(_NO_NAME.search(name) for name in names)
        ):
            yield from ((name.lstrip("@"), "contributed") for name in names)


CHANGELOGS: Mapping[str, tuple[str, Pattern]] = {
    "bat": (
        "bat-changelog/CHANGELOG.md",
        _each((rf"\({_USER}(?:(?:,| and) {_USER})*", "contributed")),
    ),
    "black": ("black-changes/CHANGES.md", _each((rf"\({_USER}\)", "contributed"))),
    "etcd": ("etcd-changelog/CHANGELOG/CHANGELOG-*.md", _each((rf"\({_USER}\)", "contributed"))),
    "httpx": ("httpx-changelog/CHANGELOG.md", _each((rf"\({_USER}\)", "contributed"))),
    "hutool": ("hutool-changelog/CHANGELOG*.md", _each((rf"[(（]{_USER}[)）]", "contributed"))),
    "keepachangelog": (
        "keepachangelog/CHANGELOG.md",
        _each((r"translations? from .*", "translated"), (r"identity by .*", "designed")),
    ),
    "tdesign": (
        "tdesign-changelog/CHANGELOG*.md",
        _each((rf"(?<![\w/.@])\[?{_USER}\]?(?![\w/.])", "contributed")),
    ),
    "vant": (
        "vant-changelog/packages/vant/docs/markdown/changelog.*.md",
        _each(
            (rf"(?:\bby|\band|由|贡献者|通过)\s*\[?{_USER}\]?(?!\]?\([^)]*\)/)", "contributed"),
            (rf"\[?{_USER}\]?(?:\([^)]*\))? 在 \[#", "contributed"),
            (rf"^- \[{_USER}\]\([^)]*\) (?:made their first|在)", "contributed"),
        ),
    ),
    "wagtail": ("wagtail-changelog/CHANGELOG.txt", _full_names),
}


def changelog(corpora: Path, name: str) -> Count:
    """One corpus of changelogs, read by the parser and by the pattern."""
    count = Count(name)
    files, pattern = CHANGELOGS[name]
    for file in sorted(corpora.glob(files)):
        text = file.read_text(encoding="utf-8-sig")
        start = perf_counter()
        releases, left = read_changelog(text, full_names=pattern is _full_names)
        count.seconds += perf_counter() - start
        count.releases += sum(not release.unreleased for release in releases)
        count.left += len(left)
        for change in (change for release in releases for change in release.changes):
            count.changes += 1
            for given in change.credits:
                count.add(file.name, given)
        for n, row in enumerate(text.split("\n"), start=1):
            for who, role in pattern(_CODE.sub("``", row)):
                count.expected.add((file.name, n, who.casefold(), role))
    return count


def lines(corpora: Path, name: str, files: str, pattern: Pattern) -> Count:
    """Weekly diaries in which single lines hold credits: only the notation, line by line."""
    count = Count(name)
    for file in sorted(corpora.glob(files)):
        for n, row in enumerate(file.read_text(encoding="utf-8").split("\n"), start=1):
            expected = {(file.name, n, who.casefold(), role) for who, role in pattern(row)}
            if expected:
                count.expected |= expected
                count.changes += 1
                for given in credits_in(row.strip().lstrip("-* ")).credits:
                    placed = Given(given.name, given.handle, given.role, given.account, n)
                    count.add(file.name, placed)
    return count


def _twir(line: str) -> Iterator[tuple[str, str]]:
    for found in re.finditer(r"Thanks to \[([^\]]+)\]\([^)]*\) for (?:the|their) suggestion", line):
        if not found[1].startswith("@") and " and " not in found[1]:
            yield found[1].removeprefix("/u/"), "suggested"


def _nushell(line: str) -> Iterator[tuple[str, str]]:
    found = re.match(rf"^- {_USER}:?\s*$", line)
    if found:
        yield found[1], "contributed"


def fragments(corpora: Path) -> Count:
    """Fragments in reStructuredText, which are signed."""
    count = Count("pytest")
    for file in sorted((corpora / "pytest-fragments/changelog").glob("*.rst")):
        text = file.read_text(encoding="utf-8")
        count.changes += 1
        for given in credits_in(markdown(text)).credits:
            count.add(file.name, Given(given.name, given.handle, given.role))
        for user in re.findall(r"by :user:`([^`]+)`", text):
            count.expected.add((file.name, 0, user.casefold(), "contributed"))
    return count


def notes(corpora: Path) -> Count:
    """Fragments with front matter that names their authors."""
    from generator.intake.changes.fragments import authors_of  # noqa: PLC0415 - beside its use

    count = Count("bevy")
    for file in sorted((corpora / "bevy-release-notes").rglob("*.md")):
        text = file.read_text(encoding="utf-8")
        tree = split(text).head.tree
        if not isinstance(tree, dict) or not tree.get("title"):
            continue
        count.changes += 1
        path = file.relative_to(corpora).as_posix()
        for given in authors_of(tree.get("authors")):
            count.add(path, given)
        authors = re.search(r"^authors:.*$", text, re.MULTILINE)
        for user in re.findall(_USER, authors[0] if authors else ""):
            count.expected.add((path, 0, user.casefold(), "contributed"))
    return count


def contributors(corpora: Path, name: str) -> Count:
    """An `.all-contributorsrc`: its entries as JSON has them."""
    count = Count(name)
    data = json.loads((corpora / name / ".all-contributorsrc").read_text(encoding="utf-8"))
    for entry in data["contributors"]:
        for word in entry["contributions"]:
            role = role_of(word)
            who = entry["login"] or entry["name"]
            count.expected.add((name, 0, who.casefold(), str(role)))
            if isinstance(role, Role):
                count.add(name, Given(who, handle=bool(entry["login"]), role=str(role)))
    return count


def all_of(corpora: Path) -> Iterator[Count]:
    """Every corpus that names people."""
    for name in CHANGELOGS:
        yield changelog(corpora, name)
    yield fragments(corpora)
    yield notes(corpora)
    yield contributors(corpora, "ac-sktime")
    yield contributors(corpora, "all-contributors")
    yield lines(corpora, "twir", "twir/content/*.md", _twir)
    yield lines(corpora, "nushell", "nushell-blog/blog/*.md", _nushell)


def main(arguments: Sequence[str]) -> int:
    """Print a line for each corpus."""
    corpora = Path(os.environ.get("FRIDAY_CORPORA") or "../shared/corpora")
    if not corpora.is_dir():
        print(f"{corpora}: no such folder; name it in FRIDAY_CORPORA", file=sys.stderr)
        return 2
    print("| " + " | ".join(_HEAD) + " |\n|" + "---|" * len(_HEAD))
    wrong = 0
    for count in all_of(corpora):
        wrong += _tell(count, listing="--names" in arguments, missing="--missing" in arguments)
    return 1 if wrong else 0


def _tell(count: Count, *, listing: bool, missing: bool) -> bool:
    """Print a corpus; whether something about it is wrong."""
    lost = sorted(count.expected - count.found)
    share = 1 - len(lost) / len(count.expected) if count.expected else 1.0
    strange = sorted(name for name in count.people if _NO_PERSON.match(name))
    cells = [
        count.name, count.releases, count.changes, len(count.found), len(count.people),
        len(count.sponsors), count.bots, count.left, len(count.expected),
        len(count.expected) - len(lost), f"{share:.2%}", ", ".join(strange) or 0,
        f"{count.seconds:.2f}",
    ]  # fmt: skip
    print("| " + " | ".join(map(str, cells)) + " |")
    if missing:
        for hit in lost:
            print("    missing", *hit)
        for hit in sorted(count.found - count.expected):
            print("    more", *hit)
    if listing:
        print("    people:", ", ".join(sorted(count.people.values(), key=str.casefold)))
        print("    sponsors:", ", ".join(sorted(count.sponsors.values(), key=str.casefold)))
    return share < _LEAST or bool(strange)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
