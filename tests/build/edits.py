"""What a team does to its journal from one build to the next, as values that tests can make up."""

import shutil
from abc import abstractmethod
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from hypothesis import strategies as st

from tests.build.building import put

CONFIG = """title: {title}
base_url: https://t.example/
authority: t.example,2026
page_size: {size}
feed_size: 2
languages: [en, zh]
theme: mine
"""
_NAMES = ("a", "b", "c", "d")
_KINDS = ("diaries", "pages", "releases", "suggestions")
_TITLES = ("One", "Two", "三")
_TEMPLATES = {
    "diary.html": '{% extends "default:diary.html" %}{% block kicker %}Letter{% endblock %}',
    "base.html": '{% extends "default:base.html" %}{% block scripts %}<!-- mine -->{% endblock %}',
    "404.html": '{% extends "default:404.html" %}{% block scripts %}<!-- here -->{% endblock %}',
}
_ON = "\n\nAnd on.\n\n"
_WORDS = (
    "More.",
    "再说。",
    "`code`",
    "More. And *more* of it.",
    "## Heading",
    "[x](page:home)",
    "✎ more",
)
_FIRST = {
    "friday.yaml": CONFIG.format(title="T", size=2),
    "themes/mine/templates/.gitkeep": "",
    "content/pages/home.md": "---\ntitle: Home\n---\n\nText.\n",
    "content/diaries/2026-04-01-keep.md": "---\ntitle: Keep\ntags: [s]\n---\n\nText.\n",
}


class Edit(Protocol):
    """Something that is done to a project."""

    @abstractmethod
    def apply(self, project: Path) -> None:
        """Do it."""


@dataclass(frozen=True)
class Write:
    """An entry is written, or written anew with another title, tag, date, text or language."""

    kind: str
    name: str
    lang: str
    title: str
    tag: str
    day: int
    draft: bool
    names: str

    def apply(self, project: Path) -> None:
        head = f"title: {self.title}\ntags: [{self.tag}]\ndraft: {'yes' if self.draft else 'no'}\n"
        if self.kind in {"diaries", "suggestions"}:
            head += f"date: 2026-05-0{self.day}\n"
        if self.kind == "releases":
            head += f"version: {self.day}.0\ndate: 2026-05-0{self.day}\n"
        body = f"See [x]({self.names}) and [](page:home).\n"
        name = f"{self.kind}/{self.name}{self.lang}.md"
        put(project / "content", {name: f"---\n{head}---\n\n{body}"})


@dataclass(frozen=True)
class Reword:
    """The text of an entry goes on, or goes on in other words."""

    kind: str
    name: str
    words: str

    def apply(self, project: Path) -> None:
        file = project / "content" / self.kind / f"{self.name}.md"
        if file.is_file():
            text = file.read_text(encoding="utf-8").partition(_ON)[0]
            file.write_text(f"{text}{_ON}{self.words}\n", encoding="utf-8")


@dataclass(frozen=True)
class Delete:
    """An entry's files go."""

    kind: str
    name: str

    def apply(self, project: Path) -> None:
        for file in (project / "content" / self.kind).glob(f"{self.name}.*"):
            file.unlink()


@dataclass(frozen=True)
class Rename:
    """A file gets another name, and the entry another address; what had that name is gone."""

    kind: str
    name: str
    to: str

    def apply(self, project: Path) -> None:
        file = project / "content" / self.kind / f"{self.name}.md"
        if file.is_file():
            file.replace(file.with_name(f"{self.to}.md"))


@dataclass(frozen=True)
class Rows:
    """The table of suggestions has other rows, or none and is gone."""

    titles: tuple[str, ...]

    def apply(self, project: Path) -> None:
        file = "content/suggestions.csv"
        rows = [f"s{n},{title},2026-05-0{n + 1},x" for n, title in enumerate(self.titles)]
        put(project, {file: "\n".join(("id,title,date,tags", *rows, ""))})
        if not rows:
            (project / file).unlink()


@dataclass(frozen=True)
class Template:
    """A template of the team's own appears or goes."""

    name: str
    there: bool

    def apply(self, project: Path) -> None:
        file = f"themes/mine/templates/{self.name}"
        (project / file).unlink(missing_ok=True)
        if self.there:
            put(project, {file: _TEMPLATES[self.name]})


@dataclass(frozen=True)
class Configure:
    """The journal is called something else, and shows other numbers of things."""

    title: str
    size: int

    def apply(self, project: Path) -> None:
        put(project, {"friday.yaml": CONFIG.format(title=self.title, size=self.size)})


@dataclass(frozen=True)
class Static:
    """A file that is copied as it is."""

    name: str
    text: str

    def apply(self, project: Path) -> None:
        put(project, {f"content/static/{self.name}": self.text})


@dataclass(frozen=True)
class Forget:
    """The cache is thrown away."""

    def apply(self, project: Path) -> None:
        shutil.rmtree(project / ".friday", ignore_errors=True)


_WHICH = {"kind": st.sampled_from(_KINDS), "name": st.sampled_from(_NAMES)}
_WRITE = st.builds(
    Write,
    **_WHICH,
    lang=st.sampled_from(("", ".zh")),
    title=st.sampled_from(_TITLES),
    tag=st.sampled_from(("s", "t")),
    day=st.integers(1, 5),
    draft=st.booleans(),
    names=st.sampled_from(("diary:keep", "page:home", "diary:a", "https://x.example/")),
)
EDITS: st.SearchStrategy[Edit] = st.one_of(
    _WRITE,
    _WRITE.filter(lambda edit: not edit.draft),
    st.builds(Reword, **_WHICH, words=st.sampled_from(_WORDS)),
    st.builds(Reword, **_WHICH, words=st.sampled_from(_WORDS[:4])),
    st.builds(Rename, **_WHICH, to=st.sampled_from(_NAMES)),
    st.builds(Delete, **_WHICH),
    st.builds(Rows, st.lists(st.sampled_from(_TITLES), max_size=3).map(tuple)),
    st.builds(Template, st.sampled_from(sorted(_TEMPLATES)), st.booleans()),
    st.builds(Configure, st.sampled_from(_TITLES), st.integers(1, 3)),
    st.builds(Static, st.sampled_from(("note.txt", "a/b.txt")), st.sampled_from(("1", "2"))),
    st.builds(Forget),
)
"""One edit of any sort; entries are edited most."""


def begin(project: Path) -> Path:
    """A small journal that nobody has edited yet, with two entries of each of some kinds."""
    put(project, _FIRST)
    for kind in _KINDS:
        for day, name in enumerate(_NAMES[:2], 1):
            Write(kind, name, "", name.upper(), "s", day, draft=False, names="page:home").apply(
                project
            )
    return project
