"""What closes the open parts of texts."""

import unicodedata
from pathlib import Path

import pytest

from generator.pages.views import EntryPage
from tests.pages.journals import Laid, diary, laid_out

BOTH = "languages: [en, zh-CN]\n"
SUB = "base_url: https://t.example/j/\n"


def html_of(laid: Laid, path: str) -> str:
    view = laid.sheet(path).view
    assert isinstance(view, EntryPage)
    return str(view.entry.html)


def fed(laid: Laid, number: int = 0) -> str:
    return str(laid.plan.items[number].seen.entry.html)


def test_a_reference_takes_the_title_of_its_target(tmp_path: Path) -> None:
    files = {
        "diaries/2026-05-01-a.md": diary("A", text="See [](diary:b)."),
        "diaries/2026-05-02-b.md": diary("B & Co"),
    }
    laid = laid_out(tmp_path, files)

    assert '<a class="reference diary" href="/diaries/b/">B &amp; Co</a>' in html_of(
        laid, "/diaries/a/"
    )


def test_a_reference_leads_to_the_version_in_the_readers_language(tmp_path: Path) -> None:
    files = {
        "diaries/2026-05-01-a.zh.md": diary("甲", text="见 [](diary:b)。"),
        "diaries/2026-05-02-b.en.md": diary("B"),
        "diaries/2026-05-02-b.zh.md": diary("乙"),
    }
    laid = laid_out(tmp_path, files, options=BOTH)

    assert 'href="/zh-cn/diaries/b/">乙</a>' in html_of(laid, "/zh-cn/diaries/a/")


def test_a_reference_falls_back_to_the_language_that_there_is(tmp_path: Path) -> None:
    files = {
        "diaries/2026-05-01-a.zh.md": diary("甲", text="见 [](diary:b)。"),
        "diaries/2026-05-02-b.en.md": diary("B"),
    }
    laid = laid_out(tmp_path, files, options=BOTH)

    assert 'href="/diaries/b/" lang="en">B</a>' in html_of(laid, "/zh-cn/diaries/a/")


def test_a_reference_to_what_is_hidden_is_its_text_alone(tmp_path: Path) -> None:
    files = {
        "diaries/2026-05-01-a.md": diary("A", text="See [this one](diary:b)."),
        "diaries/2026-05-02-b.md": diary("Secret", "draft: yes"),
    }
    laid = laid_out(tmp_path, files)

    assert html_of(laid, "/diaries/a/").strip() == "<p>See this one.</p>"


def test_a_nameless_reference_to_what_is_hidden_does_not_tell_its_title(tmp_path: Path) -> None:
    files = {
        "diaries/2026-05-01-a.md": diary("A", text="See [](diary:b)."),
        "diaries/2026-05-02-b.md": diary("Secret", "draft: yes"),
    }
    laid = laid_out(tmp_path, files)

    assert "Secret" not in html_of(laid, "/diaries/a/")


def test_a_person_is_found_by_any_of_their_handles(tmp_path: Path) -> None:
    files = {
        "diaries/2026-05-01-a.md": diary("A", text="Thanks, @Owl!"),
        "people.yaml": "- id: mei\n  title: Mei Lin\n  handles: [owl]\n",
    }
    laid = laid_out(tmp_path, files)

    assert '<a class="person" href="/people/mei/">Mei Lin</a>' in html_of(laid, "/diaries/a/")


def test_nobody_known_stays_as_it_was_written(tmp_path: Path) -> None:
    laid = laid_out(tmp_path, {"diaries/2026-05-01-a.md": diary("A", text="Thanks, @nobody!")})

    assert "Thanks, @nobody!" in html_of(laid, "/diaries/a/")


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("#part", "#part"),
        ("?q=1", "/j/diaries/a/?q=1"),
        ("/about/", "/j/about/"),
        ("//host.example/x", "//host.example/x"),
        ("https://host.example/x", "https://host.example/x"),
        ("2026-05-02-b.md", "/j/diaries/b/"),
        ("2026-05-02-b.md#part", "/j/diaries/b/#part"),
        ("plan.pdf", "/j/files/diaries/plan.pdf"),
        ("plan.pdf?v=2#page=3", "/j/files/diaries/plan.pdf?v=2#page=3"),
        ("my%20plan.pdf", "/j/files/diaries/my%20plan.pdf"),
        ("../pages/rules.md", "/j/rules/"),
    ],
)
def test_an_address_on_a_page_is_published(tmp_path: Path, written: str, published: str) -> None:
    laid = laid_out(tmp_path, _addresses(written), options=SUB)

    assert f'href="{published}"' in html_of(laid, "/diaries/a/")


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("#part", "https://t.example/j/diaries/a/#part"),
        ("?q=1", "https://t.example/j/diaries/a/?q=1"),
        ("/about/", "https://t.example/j/about/"),
        ("//host.example/x", "https://host.example/x"),
        ("2026-05-02-b.md#part", "https://t.example/j/diaries/b/#part"),
        ("plan.pdf", "https://t.example/j/files/diaries/plan.pdf"),
    ],
)
def test_an_address_in_a_feed_is_whole(tmp_path: Path, written: str, published: str) -> None:
    laid = laid_out(tmp_path, _addresses(written), options=SUB)

    assert any(f'href="{published}"' in fed(laid, n) for n in range(2))


def _addresses(written: str) -> dict[str, str]:
    return {
        "diaries/2026-05-01-a.md": diary("A", text=f"## Part {{#part}}\n\n[x]({written})"),
        "diaries/2026-05-02-b.md": diary("B", text="## Part {#part}"),
        "diaries/plan.pdf": "pdf",
        "diaries/my plan.pdf": "pdf",
        "pages/rules.md": diary("Rules"),
    }


def test_a_file_that_is_not_there_is_reported_at_its_line(tmp_path: Path) -> None:
    files = {
        "diaries/2026-05-01-a/index.md": diary("A", text="One.\n\n![x](lampp.png)"),
        "diaries/2026-05-01-a/lamp.png": "png",
    }
    [problem] = laid_out(tmp_path, files).problems

    assert str(problem) == (
        "content/diaries/2026-05-01-a/index.md:8: warning[missing-file]: "
        "there is no file 'lampp.png' here\n    hint: did you mean 'lamp.png'?"
    )


def test_an_unknown_scheme_is_reported_with_the_nearest_kind(tmp_path: Path) -> None:
    laid = laid_out(tmp_path, {"diaries/2026-05-01-a.md": diary("A", text="[x](dairy:b)")})

    assert [(p.code, p.hint) for p in laid.problems] == [
        ("unknown-scheme", "did you mean 'diary'?")
    ]


def test_wrong_addresses_of_a_draft_are_reported_before_it_appears(tmp_path: Path) -> None:
    files = {"diaries/2026-05-01-a.md": diary("A", "draft: yes", "![x](none.png)")}

    assert laid_out(tmp_path, files).codes() == ["missing-file"]


def test_a_wrong_address_is_reported_once_though_lists_and_feeds_show_the_text(
    tmp_path: Path,
) -> None:
    laid = laid_out(
        tmp_path, {"diaries/2026-05-01-a.md": diary("A", text="![x](none.png)")}, options=BOTH
    )

    assert laid.codes() == ["missing-file"]


@pytest.mark.parametrize(("on_disk", "written"), [("NFD", "NFC"), ("NFC", "NFD"), ("NFD", "NFD")])
def test_a_picture_is_found_in_either_form_of_unicode(
    tmp_path: Path, on_disk: str, written: str
) -> None:
    def name(form: str) -> str:
        return unicodedata.normalize(form, "über.png")  # type: ignore[arg-type]  # one of its forms

    files = {
        "diaries/2026-05-01-a/index.md": diary("A", text=f"![x]({name(written)})"),
        f"diaries/2026-05-01-a/{name(on_disk)}": "png",
    }
    laid = laid_out(tmp_path, files)

    assert laid.problems == []
    assert 'src="/diaries/a/%C3%BCber.png"' in html_of(laid, "/diaries/a/")
    assert [(c.path, c.source) for c in laid.plan.copies] == [
        ("diaries/a/über.png", f"content/diaries/2026-05-01-a/{name(on_disk)}")
    ]


def test_a_shared_file_in_a_folder_of_either_form_is_published_in_nfc(tmp_path: Path) -> None:
    taken_apart = unicodedata.normalize("NFD", "é")
    files = {
        "diaries/2026-05-01-a.md": diary("A", text=f"[x]({taken_apart}/plan.pdf)"),
        f"diaries/{taken_apart}/plan.pdf": "pdf",
    }
    laid = laid_out(tmp_path, files)

    assert [copy.path for copy in laid.plan.copies] == ["files/diaries/é/plan.pdf"]


def test_a_file_of_a_hidden_entry_is_not_published_through_another(tmp_path: Path) -> None:
    files = {
        "diaries/2026-05-01-a.md": diary("A", text="![x](2026-05-02-secret/new.png)"),
        "diaries/2026-05-02-secret/index.md": diary("S", "draft: yes", "![x](new.png)"),
        "diaries/2026-05-02-secret/new.png": "png",
    }
    laid = laid_out(tmp_path, files)

    assert laid.plan.copies == ()
    assert "secret" not in html_of(laid, "/diaries/a/")
    assert laid.codes() == ["not-public"]


def test_a_link_to_the_file_of_a_hidden_entry_stays_on_the_page(tmp_path: Path) -> None:
    files = {
        "diaries/2026-05-01-a.md": diary("A", text="[x](2026-05-02-secret.md)"),
        "diaries/2026-05-02-secret.md": diary("S", "draft: yes"),
    }
    laid = laid_out(tmp_path, files)

    assert 'href="/diaries/a/"' in html_of(laid, "/diaries/a/")
    assert laid.codes() == ["not-public"]
