"""Files that go or change while a site is made of them.

Whatever the moment: the build says which file it is and leaves the site as it was, or its site is
that of the files as they were or as they are now; and what the next build leaves is what a clean
one makes, stamps and caches notwithstanding.
"""

import shutil
from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path

import pytest

from generator.build import stamp
from generator.publish.manifest import manifest_file
from tests.build.building import Files, files_of
from tests.build.meddling import meddling
from tests.build.test_votes import BALLOTS, COMMENTS, POLL, ROLL
from tests.cli.running import Done, friday_here
from tests.render.cards.sample_fonts import LATIN, font
from tests.render.pictures.making import film, photo, quarters, saved

AT = "2026-06-01"
CONFIG = """title: {}
base_url: https://t.example/
authority: t.example,2026
theme: mine
cards: [diary]
changelog: CHANGES.md
"""
REGISTER = "entry,lang,id,path,due,first,gone,queued,digest\n"
FIRST: dict[str, str | bytes] = {
    "friday.yaml": CONFIG.format("Old"),
    "CHANGES.md": "# Changelog\n\n## 1.0 - 2026-04-01\n\n### Added\n\n- Old light\n",
    "fonts/mine.ttf": font(LATIN),
    "locales/en/LC_MESSAGES/theme.po": 'msgid "Home"\nmsgstr "Old home"\n',
    "themes/mine/templates/diary.html": '{% extends "default:diary.html" %}{# old #}',
    "themes/mine/static/mine.css": "a { color: red }",
    "content/diaries/2026-05-01-plain.md": "---\ntitle: Plain\n---\n\nOld.\n",
    "content/diaries/2026-05-02-full/index.md": "---\ntitle: Full\n---\n\n![x](photo.jpg) "
    "[a](note.txt) [](diary:plain)\n",
    "content/diaries/2026-05-02-full/photo.jpg": photo(1, 40, 20),
    "content/diaries/2026-05-02-full/plan.svg": '<svg xmlns="http://www.w3.org/2000/svg" '
    'width="2" height="2"><path d="M0 0h2v2z"/></svg>',
    "content/diaries/2026-05-02-full/note.txt": "old note",
    "content/diaries/2026-05-02-full/film.mp4": film(b"cmt ", b"old"),
    "content/press/kit/index.md": "---\ntitle: Press\nlicence: CC0\nfiles:\n"
    "  - {src: facts.txt, title: Facts}\n---\n",
    "content/press/kit/facts.txt": "old facts",
    "content/polls/knob/index.md": POLL.format(more=""),
    "content/polls/knob/ballots.csv": BALLOTS,
    "content/polls/knob/roll.csv": ROLL,
    "content/polls/knob/comments.csv": COMMENTS,
    "content/people.yaml": "- {id: mei, title: Mei}\n",
    "content/suggestions.csv": "id,title,date\na,Old,2026-05-01\n",
    "content/static/note.txt": "old static",
    "content/static/logo.png": saved(quarters(8, 8), "PNG"),
    "content/ledger.csv": "date,person,role,count\n2026-05-01,mei,review,2\n",
    "content/submissions.csv": "key,call,received,decision,decided,role,reason,became\n",
    "published.csv": REGISTER,
}
"""A journal with every sort of file that a build reads, but for the list of the forgotten."""
LIST: dict[str, str | bytes] = {"forgotten.yaml": "- nobody-at-all\n"}
"""With it everything is looked at twice: for names, and to be read."""
SOME = (
    "forgotten.yaml",
    "friday.yaml",
    "content/people.yaml",
    "content/diaries/2026-05-01-plain.md",
)

CHANGED: dict[str, str | bytes] = {
    "friday.yaml": CONFIG.format("New"),
    "forgotten.yaml": "- nobody-else\n",
    "CHANGES.md": "# Changelog\n\n## 1.0 - 2026-04-01\n\n### Added\n\n- New light\n",
    "fonts/mine.ttf": font(LATIN[::-1]),
    "locales/en/LC_MESSAGES/theme.po": 'msgid "Home"\nmsgstr "New home"\n',
    "themes/mine/templates/diary.html": '{% extends "default:diary.html" %}{% block kicker %}New'
    "{% endblock %}",
    "themes/mine/static/mine.css": "a { color: blue }",
    "content/diaries/2026-05-01-plain.md": "---\ntitle: Plain and new\n---\n\nNew.\n",
    "content/diaries/2026-05-02-full/index.md": "---\ntitle: Full\n---\n\nNothing to show.\n",
    "content/diaries/2026-05-02-full/photo.jpg": photo(1, 60, 30),
    "content/diaries/2026-05-02-full/plan.svg": '<svg xmlns="http://www.w3.org/2000/svg" '
    'width="3" height="3"><path d="M0 0h3v3z"/></svg>',
    "content/diaries/2026-05-02-full/note.txt": "new note, which is longer",
    "content/diaries/2026-05-02-full/film.mp4": film(b"cmt ", b"newer"),
    "content/press/kit/index.md": "---\ntitle: Press, new\n---\n",
    "content/press/kit/facts.txt": "new facts, which are longer\n" * 99,
    "content/polls/knob/index.md": POLL.format(more="").replace("The colour", "A colour"),
    "content/polls/knob/ballots.csv": BALLOTS.replace("05-04", "05-06"),
    "content/polls/knob/roll.csv": ROLL + "OSCAR-6\n",
    "content/polls/knob/comments.csv": "on,text\nred,I like it\n",
    "content/people.yaml": "- {id: mei, title: Mei Lin}\n",
    "content/suggestions.csv": "id,title,date\na,New,2026-05-01\n",
    "content/static/note.txt": "new static, which is longer",
    "content/static/logo.png": saved(quarters(16, 16), "PNG"),
    "content/ledger.csv": "date,person,role,count\n2026-05-01,mei,review,3\n",
    "content/submissions.csv": "key,call,received,decision,decided,role,reason,became\n\n",
    "published.csv": REGISTER + '*,,"t.example,2026",,,2026-05-01T00:00:00+00:00,,,\n',
}


def write(project: Path, files: dict[str, str | bytes]) -> None:
    for name, content in files.items():
        file = project / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)


def gone(project: Path, name: str) -> None:
    (project / name).unlink()


def changed(project: Path, name: str) -> None:
    """As editors save: another file takes the name."""
    write(project, {f"{name}.new": CHANGED[name]})
    (project / f"{name}.new").replace(project / name)


Sort = Callable[[Path, str], None]
SORTS: dict[str, Sort] = {"goes": gone, "changes": changed}


def build(project: Path) -> Done:
    return friday_here(project, "build", "--at", AT, "--jobs", "1")


def clean(folder: Path, meddle: Sort, name: str) -> tuple[Done, Files]:
    """What a build of the files as they are afterwards says, and its site."""
    meddle(folder, name)
    done = build(folder)
    return done, files_of(folder / "site")


def made(project: Path, *parts: dict[str, str | bytes]) -> tuple[Path, Files]:
    """A project that has been built, and its site."""
    for files in parts:
        write(project, files)
    done = build(project)
    assert done.code == 0, done.err
    return project, files_of(project / "site")


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Files]:
    return made(tmp_path_factory.mktemp("before") / "j", FIRST)


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Files]:
    return made(tmp_path_factory.mktemp("listed") / "j", FIRST, LIST)


def is_as_ever(done: Done, site: Files, old: Files, after: Done, new: Files) -> bool:
    """Whether a build ended as one of the files as they were, or as they are now."""
    if done.code == 0:
        return site in (old, new)
    return (done.err, site) == (after.err, old)


def is_told(done: Done, name: str, old: Files, site: Files) -> bool:
    """Whether a build stopped for that file, or left that picture out, and says so."""
    if done.code == 0:
        return f"{name}: warning[unreadable]: this picture is left out" in done.err
    return f"{name}: error[" in done.err and site == old


def copied(project: Path, to: Path) -> Path:
    """The project with its site, and nothing that is remembered."""
    shutil.copytree(project, to, ignore=shutil.ignore_patterns("*.sqlite", "stamp.json"))
    return to


def meddled_with(before: tuple[Path, Files], folder: Path, name: str, sort: str) -> None:
    """Have a file go or change at every moment of a build, and look at what comes of it."""
    project, old = before
    after, new = clean(copied(project, folder / "clean"), SORTS[sort], name)
    new = new if after.code == 0 else old
    for look in count(1):
        here = copied(project, folder / str(look))
        with meddling(here / name, partial(SORTS[sort], here, name), look) as watch:
            done = build(here)
        if not watch.met:
            assert look > 1
            return
        site = files_of(here / "site")
        again = build(here)

        assert is_as_ever(done, site, old, after, new) or is_told(done, name, old, site), look
        assert (again.code, again.err) == (after.code, after.err), look
        assert files_of(here / "site") == (new if after.code == 0 else site), look
        shutil.rmtree(here)


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("name", FIRST)
def test_a_file_that_goes_or_changes_at_any_moment_makes_no_mixture_and_is_not_missed(
    before: tuple[Path, Files], tmp_path: Path, name: str, sort: str
) -> None:
    meddled_with(before, tmp_path, name, sort)


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("name", SOME)
def test_nor_does_it_where_somebody_is_forgotten(
    listed: tuple[Path, Files], tmp_path: Path, name: str, sort: str
) -> None:
    meddled_with(listed, tmp_path, name, sort)


@pytest.mark.parametrize("name", FIRST)
def test_what_changes_once_everything_is_read_is_not_missed_by_the_next_build(
    before: tuple[Path, Files], tmp_path: Path, name: str
) -> None:
    project, old = before
    after, new = clean(copied(project, tmp_path / "clean"), changed, name)
    here = copied(project, tmp_path / "j")
    listing = manifest_file(here / "site")
    with meddling(listing, lambda: None, 0) as watch:
        build(here)
    (here / stamp.FILE).unlink()
    with meddling(listing, partial(changed, here, name), watch.looks) as watch:
        done = build(here)

    assert (watch.met, done.code, files_of(here / "site")) == (True, 0, old)
    assert (build(here).err, files_of(here / "site")) == (after.err, new)
