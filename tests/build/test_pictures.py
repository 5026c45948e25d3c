"""Pictures of a journal from the content folder to the site."""

import inspect
import json
from pathlib import Path

import pytest

from generator.build.photos import SOURCES
from generator.pages.desk.pictures import renditions
from generator.problems import ProblemsFound
from generator.render.pictures.facts import facts
from tests.build.building import built, files_of, put
from tests.render.pictures.making import SECRETS, film, header_of_png, photo, quarters, saved

CONFIG = "title: T\nbase_url: https://t.example/\nauthority: t.example,2026\nlanguages: [en]\n"
AT = "2026-06-01"
HEAD = "---\ntitle: {title}\ndate: {date}\n---\n"
POLL = (
    "---\ntitle: P\ndate: 2026-05-01\nquestion: Which?\n"
    "opens: 2026-05-01\ncloses: 2026-05-02\nbinds: x\n"
)
TEXT = "![A lamp](lamp.jpg)\n"
PUBLIC = HEAD.format(title="A", date="2026-05-01") + TEXT
COMING = HEAD.format(title="B", date="2026-07-01") + TEXT


def journal(folder: Path, text: str, **pictures: bytes) -> Path:
    """A journal with one diary and pictures beside it; `lamp_jpg` stands for `lamp.jpg`."""
    put(folder, {"friday.yaml": CONFIG, "content/diaries/a/index.md": text})
    for name, data in pictures.items():
        (folder / "content/diaries/a" / name.replace("_", ".")).write_bytes(data)
    return folder


def test_nothing_of_a_photo_but_the_picture_is_anywhere_in_the_site(tmp_path: Path) -> None:
    project = journal(tmp_path, PUBLIC, lamp_jpg=photo(6, 900, 600))
    (project / "content/static").mkdir()
    (project / "content/static/root.jpg").write_bytes(photo(6, 900, 600))

    built(project, AT)

    site = files_of(project / "site")
    assert {"diaries/a/lamp.jpg", "diaries/a/lamp.jpg.480w.webp", "root.jpg"} <= site.keys()
    assert [
        path for path, data in site.items() if any(secret.encode() in data for secret in SECRETS)
    ] == []


def test_every_picture_that_a_page_names_is_there(tmp_path: Path) -> None:
    edition = built(journal(tmp_path, PUBLIC, lamp_jpg=photo(1, 900, 600)), AT)

    assert edition.problems == ()


def test_pictures_of_what_is_not_public_are_nowhere_in_the_site(tmp_path: Path) -> None:
    project = journal(tmp_path, COMING, lamp_jpg=photo(1, 900, 600))

    built(project, AT)

    assert [path for path in files_of(project / "site") if "lamp" in path] == []


def test_they_appear_on_their_day(tmp_path: Path) -> None:
    project = journal(tmp_path, COMING, lamp_jpg=photo(1, 900, 600))
    built(project, AT)

    built(project, "2026-07-02")

    assert "diaries/a/lamp.jpg.webp" in files_of(project / "site")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "broken-picture"),
        (photo()[:900], "broken-picture"),
        (b"<!doctype html>Not found", "broken-picture"),
        (header_of_png(20_000, 20_000), "huge-picture"),
    ],
    ids=["empty", "truncated", "web page", "bomb"],
)
def test_a_bad_picture_is_told_and_not_published(tmp_path: Path, data: bytes, code: str) -> None:
    project = journal(tmp_path, PUBLIC, lamp_jpg=data)

    edition = built(project, AT)

    assert [(p.location.file, p.code) for p in edition.problems] == [
        ("content/diaries/a/lamp.jpg", code)
    ]
    assert [path for path in files_of(project / "site") if "lamp" in path] == []


def test_a_bad_picture_is_told_again_by_the_next_build(tmp_path: Path) -> None:
    project = journal(tmp_path, PUBLIC, lamp_jpg=b"")
    built(project, AT)

    assert [p.code for p in built(project, AT).problems] == ["broken-picture"]


def test_a_disguised_picture_is_told_and_shown(tmp_path: Path) -> None:
    project = journal(tmp_path, PUBLIC, lamp_jpg=saved(quarters(), "PNG"))

    edition = built(project, AT)

    assert [p.code for p in edition.problems] == ["disguised-picture"]
    assert files_of(project / "site")["diaries/a/lamp.jpg"].startswith(b"\xff\xd8")


def test_any_number_of_processes_makes_the_same_files(tmp_path: Path) -> None:
    pictures = {f"p{n}_jpg": photo(n, 700, 500) for n in range(1, 6)}
    sites = []
    for jobs in (1, 2):
        project = journal(tmp_path / str(jobs), PUBLIC, lamp_jpg=photo(), **pictures)
        built(project, AT, jobs=jobs)
        sites.append(files_of(project / "site"))

    assert sites[0] == sites[1]


def test_a_warm_cache_changes_no_byte(tmp_path: Path) -> None:
    project = journal(tmp_path, PUBLIC, lamp_jpg=photo(3, 900, 600))
    built(project, AT)
    cold = files_of(project / "site")

    built(project, AT, site=project / "other")

    assert files_of(project / "other") == cold


def test_a_picture_that_changes_under_its_name_is_made_anew(tmp_path: Path) -> None:
    project = journal(tmp_path, PUBLIC, lamp_jpg=photo(1, 900, 600))
    built(project, AT)
    before = files_of(project / "site")["diaries/a/lamp.jpg.480w.webp"]
    (project / "content/diaries/a/lamp.jpg").write_bytes(photo(2, 900, 600))

    built(project, AT)

    assert files_of(project / "site")["diaries/a/lamp.jpg.480w.webp"] != before


def test_a_damaged_cache_is_done_without(tmp_path: Path) -> None:
    project = journal(tmp_path, PUBLIC, lamp_jpg=photo(1, 900, 600))
    built(project, AT)
    before = files_of(project / "site")
    (project / ".friday/pictures.sqlite").write_bytes(b"no database" * 100)

    built(project, AT)

    assert files_of(project / "site") == before


def test_a_form_that_wants_the_name_of_another_file_stops_the_build(tmp_path: Path) -> None:
    project = journal(tmp_path, PUBLIC, lamp_jpg=photo(), lamp_jpg_webp=saved(quarters(), "WEBP"))

    with pytest.raises(ProblemsFound, match="duplicate-route"):
        built(project, AT)


def test_the_journal_as_data_names_a_cover_with_its_size(tmp_path: Path) -> None:
    text = f"{POLL}options:\n"
    text += "  [{id: a, title: A, picture: lamp.jpg, alt: A lamp}, {id: b, title: B}]\n---\n"
    put(tmp_path, {"friday.yaml": CONFIG, "content/polls/p/index.md": text})
    (tmp_path / "content/polls/p/lamp.jpg").write_bytes(photo())

    edition = built(tmp_path, AT)

    [entry] = json.loads(files_of(tmp_path / "site")["journal.json"])["entries"]
    assert edition.problems == ()
    assert entry["fields"]["options"][0]["picture"]["alt"] == "A lamp"
    assert entry["fields"]["options"][0]["picture"]["width"] == 200


def test_a_picture_of_an_option_without_alt_text_is_told_at_its_line(tmp_path: Path) -> None:
    text = f"{POLL}options:\n"
    text += "  - {id: b, title: B}\n  - id: a\n    title: A\n    picture: lamp.jpg\n---\n"
    put(tmp_path, {"friday.yaml": CONFIG, "content/polls/p/index.md": text})
    (tmp_path / "content/polls/p/lamp.jpg").write_bytes(photo())

    [problem] = built(tmp_path, AT).problems

    assert (problem.code, problem.location.line) == ("missing-alt", 12)


@pytest.mark.parametrize("name", ["lamp.jpg_original", "lamp.jpg.bak", "lamp", "lamp.ico"])
@pytest.mark.parametrize("place", ["diaries/a", "static"])
def test_a_photo_under_another_name_is_told_and_not_published(
    tmp_path: Path, place: str, name: str
) -> None:
    text = HEAD.format(title="A", date="2026-05-01") + f"[it]({name})\n"
    project = journal(tmp_path, text)
    (project / "content/diaries/a" / name).write_bytes(photo())
    (project / "content/static").mkdir()
    (project / "content" / place / name).write_bytes(photo())

    told = built(project, AT).problems

    site = files_of(project / "site")
    assert {p.code for p in told} == {"hidden-picture"}
    assert f"content/{place}/{name}" in {p.location.file for p in told}
    assert [p for p, data in site.items() if any(s.encode() in data for s in SECRETS)] == []


def test_an_icon_is_published_though_it_holds_a_picture(tmp_path: Path) -> None:
    project = journal(tmp_path, HEAD.format(title="A", date="2026-05-01"))
    icon = b"\0\0\1\0\1\0" + bytes(16) + saved(quarters(16, 16), "PNG")
    (project / "content/diaries/a/a.ico").write_bytes(icon)

    assert built(project, AT).problems == ()
    assert files_of(project / "site")["diaries/a/a.ico"] == icon


def test_a_film_with_its_place_is_told_and_published(tmp_path: Path) -> None:
    project = journal(tmp_path, HEAD.format(title="A", date="2026-05-01"))
    (project / "content/diaries/a/a.mp4").write_bytes(film(b"\xa9xyz", b"+51.4778"))

    told = built(project, AT).problems

    assert [(p.location.file, p.code) for p in told] == [
        ("content/diaries/a/a.mp4", "film-with-place")
    ]
    assert "diaries/a/a.mp4" in files_of(project / "site")


def test_an_animated_avif_file_does_not_stop_the_build(tmp_path: Path) -> None:
    frames = [quarters().rotate(turn) for turn in (0, 90)]
    data = saved(frames[0], "AVIF", save_all=True, append_images=frames[1:])
    project = journal(tmp_path, HEAD.format(title="A", date="2026-05-01"), lamp_avif=data)

    assert [p.code for p in built(project, AT).problems] == ["still-picture"]
    assert "diaries/a/lamp.avif" in files_of(project / "site")


def test_what_was_measured_by_other_rules_is_measured_anew() -> None:
    assert {Path(inspect.getfile(rule)) for rule in (renditions, facts)} - {
        file for source in SOURCES for file in (source, *source.rglob("*.py"))
    } == set()
