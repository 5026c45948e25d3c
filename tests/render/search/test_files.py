import json
from collections.abc import Iterator
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.pages.plan import SearchDocument
from generator.render.search import shards
from generator.render.search.files import GROUP, PART_BYTES
from generator.render.search.terms import terms
from tests.render.search.reading import FOLDER, Index, document, files_of

_MANY = 700  # entries: more than a segment has


def many() -> Iterator[SearchDocument]:
    """Entries with a word of their own each, and one in common."""
    return (document(n, text=f"lamp word{n} 第{n}盏灯") for n in range(_MANY))


@settings(max_examples=20, deadline=None)
@given(st.lists(st.text(alphabet="abc 灯光夜é.1", max_size=30), max_size=12))
def test_every_entry_is_found_by_each_of_its_terms(texts: list[str]) -> None:
    documents = [document(n, text=text) for n, text in enumerate(texts)]
    index = Index(files_of(documents))
    wanted: dict[str, set[str]] = {}
    for each, text in zip(documents, texts, strict=True):
        for term in terms(f"{each.title} {text}"):
            wanted.setdefault(term, set()).add(each.url)

    assert {term: set(index.weights(term)) for term in index.terms()} == wanted


def test_entries_of_many_segments_are_found() -> None:
    index = Index(files_of(list(many())))

    assert len(index.manifest["segments"]) > 1
    assert [set(index.weights(f"word{n}")) for n in range(_MANY)] == [
        {f"/diaries/{n}/"} for n in range(_MANY)
    ]
    assert len(index.weights("lamp")) == _MANY


def test_a_term_of_the_title_says_more_than_one_of_the_text() -> None:
    found = Index(files_of([document(0, "Lamp", "Knob"), document(1, "Knob", "Lamp")]))

    assert found.weights("lamp")["/diaries/0/"] > found.weights("lamp")["/diaries/1/"]


def test_a_tag_says_more_than_a_word_of_the_text() -> None:
    found = Index(files_of([document(0, names=("lamp",)), document(1, text="lamp")]))

    assert found.weights("lamp")["/diaries/0/"] > found.weights("lamp")["/diaries/1/"]


def test_a_word_says_less_of_a_longer_text() -> None:
    long = "word " * 2000
    found = Index(files_of([document(0, text="lamp"), document(1, text=f"lamp {long}")]))

    assert found.weights("lamp")["/diaries/0/"] > found.weights("lamp")["/diaries/1/"]


def test_all_of_a_long_text_is_found() -> None:
    index = Index(files_of([document(0, text=f"{'word ' * 40_000} lamp")]))

    assert index.weights("lamp") == {"/diaries/0/": 1}


def test_what_results_show_of_a_long_text_is_cut_between_characters() -> None:
    [shown] = Index(files_of([document(0, text="灯" * 9000)])).entries()

    assert shown["text"] == "灯" * 2666


def test_a_date_is_said_in_words_and_for_machines() -> None:
    [shown] = Index(files_of([document(0)])).entries()

    assert (shown["date"], shown["day"]) == ("2026-05-01", "1 May 2026")


def test_terms_stand_in_the_order_in_which_javascript_compares() -> None:
    found = Index(files_of([document(0, "z", "𠮷 \ufa0e 灯")])).terms()

    assert found == ["z", "灯", "𠮷", "\ufa0e"]


def test_the_manifest_names_the_first_term_of_each_file() -> None:
    index = Index(files_of(list(many())))

    assert index.manifest["terms"][::2] == [next(iter(shard)) for shard in index.shards()]


def test_a_file_of_terms_is_small() -> None:
    text = " ".join(f"term{n}" for n in range(9000))
    sizes = [len(str(shard)) for shard in Index(files_of([document(0, text=text)])).shards()]

    assert len(sizes) > 3
    assert max(sizes) < 2 * shards.MOST_BYTES


def test_an_edit_gives_few_files_of_entries_a_new_name() -> None:
    before = files_of(list(many()))
    after = files_of([*list(many())[:-1], document(_MANY - 1, text="lamp new")])
    new = [path for path in after if path.startswith(f"{FOLDER}entries/") and path not in before]

    assert 0 < len(new) <= 32


def test_a_new_entry_in_the_middle_leaves_other_segments_alone() -> None:
    documents = list(many())
    before = files_of(documents)
    after = files_of([*documents[:100], document(999, text="lamp"), *documents[100:]])
    kept = [path for path in before if path.startswith(f"{FOLDER}entries/") and path in after]

    assert sum(len(json.loads(before[path])) for path in kept) > _MANY // 4


def test_short_entries_lie_together_and_long_ones_apart() -> None:
    def parts(*sizes: int) -> list[int]:
        found = files_of([document(n, text="lamp " * (size // 5)) for n, size in enumerate(sizes)])
        assert [each["url"] for each in Index(found).entries()] == [
            f"/diaries/{n}/" for n in range(len(sizes))
        ]
        shown = {path: data for path, data in found.items() if path.startswith(f"{FOLDER}entries/")}
        assert all(len(data) <= PART_BYTES or len(json.loads(data)) == 1 for data in shown.values())
        return [len(json.loads(shown[path])) for path in sorted(shown)]

    assert parts(*[50] * GROUP) == [GROUP]
    assert parts(50, 9_000, 9_000, 50, 50) == [2, 2, 1]
    assert parts(9_000, 20_000, 50) == [1, 1, 1]


def test_the_same_entries_give_the_same_files_from_the_cache(tmp_path: Path) -> None:
    cache = tmp_path / "cache.sqlite"
    first = files_of(list(many()), cache=cache)

    assert files_of(list(many()), cache=cache) == first == files_of(list(many()))


def test_no_file_could_be_taken_for_a_page() -> None:
    files = files_of([document(0, "<script>alert(1)</script>", "<b>x</b> &lt;img&gt;")])
    shown = [content for path, content in files.items() if "/entries/" in path]

    assert not any(b"<" in content for content in shown)
    assert Index(files).entries()[0]["title"] == "<script>alert(1)</script>"


def test_a_journal_with_more_entries_than_asked_for_has_no_index() -> None:
    assert files_of([document(0), document(1)], most=1) == {}


def test_an_index_of_nothing_can_be_read() -> None:
    assert Index(files_of([])).manifest == {
        "format": 2,
        "terms": [],
        "segments": [],
        "entries": [],
    }


def test_an_entry_without_a_word_is_in_the_index() -> None:
    assert [e["title"] for e in Index(files_of([document(0, "！！")])).entries()] == ["！！"]
