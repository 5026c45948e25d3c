"""Boards by status, and what readers can take part in."""

import json
from datetime import UTC, datetime
from pathlib import Path

from generator.pages.board_views import Column
from generator.pages.lists.board_index import ROWS
from generator.pages.lists.boards import LONG, MOST_CARDS
from generator.pages.values import Link
from generator.pages.views import ListPage
from tests.pages.journals import Laid, diary, laid_out

AT = datetime(2026, 6, 1, tzinfo=UTC)
BOARD = "/suggestions/"
STATUSES = [
    "received",
    "evaluating",
    "adopted",
    "in-progress",
    "shipped",
    "declined",
    "duplicate",
]


def suggestion(title: str, status: str = "received", day: int = 1) -> str:
    return f"---\ntitle: {title}\ndate: 2026-05-{day:02}\nstatus: {status}\n---\n"


def call(title: str, opens: str, closes: str = "") -> str:
    end = f"closes: {closes}\n" if closes else ""
    return (
        f"---\ntitle: {title}\ndate: 2026-01-01\ntype: topic\nopens: {opens}\n{end}"
        "scope: {in: this}\nbinds: that\n---\n"
    )


def poll(title: str, opens: str, closes: str) -> str:
    return (
        f"---\ntitle: {title}\ndate: 2026-01-01\nquestion: Which?\nopens: {opens}\n"
        f"closes: {closes}\noptions: [{{id: a, title: A}}, {{id: b, title: B}}]\nbinds: that\n---\n"
    )


def list_at(laid: Laid, path: str) -> ListPage:
    view = laid.sheet(path).view
    assert isinstance(view, ListPage)
    return view


def three(folder: Path) -> Laid:
    files = {
        "suggestions/a.md": suggestion("A", "shipped", 1),
        "suggestions/b.md": suggestion("B", "received", 2),
        "suggestions/c.md": suggestion("C", "shipped", 3),
    }
    return laid_out(folder, files)


def test_a_board_has_a_column_for_every_status_in_their_order(tmp_path: Path) -> None:
    assert [group.title for group in list_at(three(tmp_path), BOARD).groups] == STATUSES


def test_a_column_has_the_suggestions_of_its_status_newest_first(tmp_path: Path) -> None:
    columns = {g.title: [c.title for c in g.cards] for g in list_at(three(tmp_path), BOARD).groups}

    assert (columns["shipped"], columns["received"], columns["declined"]) == (["C", "A"], ["B"], [])


def test_a_column_leads_to_the_list_of_its_status(tmp_path: Path) -> None:
    laid = three(tmp_path)
    urls = [group.url for group in list_at(laid, BOARD).groups]

    assert urls == [f"/suggestions/status/{status}/" for status in STATUSES]
    assert set(urls) <= set(laid.paths())


def test_a_long_column_shows_its_first_cards_and_says_how_many_there_are(tmp_path: Path) -> None:
    files = {f"suggestions/{n}.md": suggestion(f"S{n}") for n in range(MOST_CARDS + 6)}
    column = list_at(laid_out(tmp_path, files), BOARD).groups[0]

    assert (len(column.cards), column.count) == (MOST_CARDS, MOST_CARDS + 6)


def test_a_board_has_one_page_however_many_there_are(tmp_path: Path) -> None:
    laid = laid_out(tmp_path, {"suggestions.csv": table(2 * LONG + 1)})

    assert "/suggestions/page/2/" not in laid.paths()
    assert "/suggestions/status/received/page/3/" in laid.paths()
    assert "/suggestions/status/received/page/4/" not in laid.paths()


def test_a_list_of_a_status_has_more_on_a_page_if_other_lists_have(tmp_path: Path) -> None:
    options = f"page_size: {LONG + 50}\n"
    laid = laid_out(tmp_path, {"suggestions.csv": table(LONG + 50)}, options=options)

    assert "/suggestions/status/received/page/2/" not in laid.paths()


def test_the_list_of_a_status_leads_up_to_the_board(tmp_path: Path) -> None:
    view = list_at(three(tmp_path), "/suggestions/status/shipped/")

    assert view.up == Link("Suggestions", "/suggestions/")
    assert [card.title for card in view.groups[0].cards] == ["C", "A"]


def test_an_empty_status_has_an_empty_list(tmp_path: Path) -> None:
    view = list_at(three(tmp_path), "/suggestions/status/declined/")

    assert (view.count, view.groups) == (0, ())


def test_a_list_uses_the_template_of_its_kind_and_falls_back_to_the_list(tmp_path: Path) -> None:
    laid = three(tmp_path)
    paths = ("/suggestions/", "/stories/", "/honours/", "/take-part/", "/diaries/")
    asked = [(laid.sheet(p).template, laid.sheet(p).fallback) for p in paths]

    assert asked == [
        ("board.html", "list.html"),
        ("wall.html", "list.html"),
        ("honours.html", "list.html"),
        ("take_part.html", "list.html"),
        ("list.html", "list.html"),
    ]


def test_calls_and_polls_stand_together_by_their_state(tmp_path: Path) -> None:
    files = {
        "calls/later.md": call("Later", "2026-05-01", "2026-07-01"),
        "calls/never.md": call("Never", "2026-05-01"),
        "polls/soon.md": poll("Soon", "2026-05-01", "2026-06-02"),
        "polls/first.md": poll("First", "2026-06-03", "2026-06-05"),
        "calls/second.md": call("Second", "2026-06-04", "2026-06-05"),
        "calls/long-over.md": call("Long over", "2026-02-01", "2026-03-01"),
        "polls/over.md": poll("Over", "2026-02-01", "2026-05-01"),
    }
    view = list_at(laid_out(tmp_path, files, at=AT), "/take-part/")

    assert [(g.title, [c.title for c in g.cards], g.count) for g in view.groups] == [
        ("open", ["Soon", "Later", "Never"], 3),
        ("announced", ["First", "Second"], 2),
        ("closed", ["Over", "Long over"], 2),
    ]


def test_what_is_over_goes_on_on_further_pages(tmp_path: Path) -> None:
    files = {f"calls/{n}.md": call(f"C{n}", "2026-02-01", f"2026-03-0{n}") for n in range(1, 4)}
    files["calls/open.md"] = call("Open", "2026-02-01", "2027-01-01")
    laid = laid_out(tmp_path, files, options="page_size: 2\n", at=AT)
    second = list_at(laid, "/take-part/page/2/")

    assert [(g.title, [c.title for c in g.cards]) for g in second.groups] == [("closed", ["C1"])]


def test_the_page_says_that_nothing_is_open(tmp_path: Path) -> None:
    view = list_at(laid_out(tmp_path, {"pages/a.md": diary("A")}), "/take-part/")

    assert [(group.title, group.cards) for group in view.groups] == [("open", ())]


def table(count: int, fields: str = "") -> str:
    """A data file of suggestions that wait, each with as many votes as its number says."""
    rows = (f"s{n},S{n},2026-05-01,{n}{fields}" for n in range(count))
    return "\n".join(("id,title,date,votes" + ",channel,tags,by" * bool(fields), *rows))


def voiced(title: str, day: int, votes: int, fields: str = "") -> str:
    return f"---\ntitle: {title}\ndate: 2026-05-{day:02}\nvotes: {votes}\n{fields}---\n"


def column(view: ListPage, status: str) -> Column:
    assert view.board is not None
    [found] = [each for each in view.board.columns if each.status == status]
    return found


def titles(found: Column) -> list[str]:
    return [ticket.card.title for ticket in found.tickets]


def test_what_waits_stands_by_voices_then_by_date(tmp_path: Path) -> None:
    files = {
        "suggestions/few.md": voiced("Few", 9, 2),
        "suggestions/many.md": voiced("Many", 1, 7),
        "suggestions/old.md": voiced("Old", 2, 5),
        "suggestions/new.md": voiced("New", 3, 5),
    }
    found = column(list_at(laid_out(tmp_path, files), BOARD), "received")

    assert titles(found) == ["Many", "New", "Old", "Few"]
    assert found.by_voices


def test_what_is_decided_stands_by_the_date_of_that(tmp_path: Path) -> None:
    moves = (
        "owner: lin\nreason: No\nhistory: [{{date: 2026-05-{}, status: received}}, "
        "{{date: 2026-05-{}, status: declined}}]\n"
    )
    files = {
        "suggestions/early.md": voiced("Early", 8, 900, moves.format("08", 10)),
        "suggestions/late.md": voiced("Late", 1, 1, moves.format("01", 20)),
    }
    found = column(list_at(laid_out(tmp_path, files), BOARD), "declined")

    assert titles(found) == ["Late", "Early"]
    assert not found.by_voices


def test_a_board_goes_by_what_releases_say_and_not_by_what_is_written(tmp_path: Path) -> None:
    files = {
        "suggestions/a.md": voiced("A", 1, 0),
        "releases/r.md": "---\ntitle: R\ndate: 2026-05-20\nversion: 1\n"
        "changes: [{text: T, refs: suggestion:a}]\n---\n",
    }
    laid = laid_out(tmp_path, files)

    assert titles(column(list_at(laid, BOARD), "shipped")) == ["A"]
    assert titles(column(list_at(laid, "/suggestions/status/shipped/"), "shipped")) == ["A"]


def test_what_was_merged_is_named_below_its_target_with_its_voices(tmp_path: Path) -> None:
    files = {"suggestions/a.md": voiced("A", 1, 3, "by: Ann\n")}
    for n in range(5):
        files[f"suggestions/b{n}.md"] = voiced(
            f"B{n}", 2 + n, 10, f"by: Ben {n}\nstatus: duplicate\nduplicate_of: a\n"
        )
    [ticket] = column(list_at(laid_out(tmp_path, files), BOARD), "received").tickets

    assert ticket.voices == 6 + 3 + 5 * 10
    assert (len(ticket.merged), ticket.merged_count) == (3, 5)


def test_what_waits_too_long_is_marked_and_what_is_new_is_not(tmp_path: Path) -> None:
    files = {
        "suggestions/old.md": "---\ntitle: Old\ndate: 2026-03-01\n---\n",
        "suggestions/new.md": "---\ntitle: New\ndate: 2026-05-30\n---\n",
    }
    found = column(list_at(laid_out(tmp_path, files), BOARD), "received").tickets

    assert {ticket.card.title: ticket.stale for ticket in found} == {"New": False, "Old": True}


def test_a_promise_that_is_late_is_marked(tmp_path: Path) -> None:
    files = {
        "suggestions/late.md": voiced("Late", 1, 0, "answer_by: 2026-05-20\n"),
        "suggestions/soon.md": voiced("Soon", 1, 0, "answer_by: 2026-06-20\n"),
    }
    found = column(list_at(laid_out(tmp_path, files), BOARD), "received").tickets

    assert {ticket.card.title: ticket.overdue for ticket in found} == {"Late": True, "Soon": False}


def test_a_board_can_be_narrowed_down_to_what_its_entries_have(tmp_path: Path) -> None:
    files = {
        "people.yaml": "- {id: lin, title: Lin}\n- {id: out, title: Out, display: anonymous}\n",
        "suggestions/a.md": voiced("A", 1, 0, "tags: [x, y]\nchannel: forum\nowner: lin\n"),
        "suggestions/b.md": voiced("B", 1, 0, "tags: [y]\nchannel: mail\nowner: out\n"),
        "suggestions/c.md": voiced("C", 1, 0, "channel: mail\n"),
    }
    board = list_at(laid_out(tmp_path, files), BOARD).board

    assert board is not None
    assert [(tag.title, tag.url, tag.count) for tag in board.tags] == [
        ("y", "/tags/y/", 2),
        ("x", "/tags/x/", 1),
    ]
    assert (board.channels, board.owners) == (("mail", "forum"), ("Lin",))


def rows(laid: Laid, name: str) -> list[list[object]]:
    """The rows of a file of the index, with the texts that they share put in."""
    data = json.loads(laid.text(f"suggestions/board/{name}").content)
    tags, channels, people = (data[key] for key in ("tags", "channels", "people"))

    def named(names: list[str], n: int) -> str:
        return "" if n < 0 else names[n]

    return [
        [
            *row[:5],
            [tags[n] for n in row[5]],
            named(channels, row[6]),
            named(people, row[7]),
            named(people, row[8]),
            *row[9:],
        ]
        for row in data["rows"]
    ]


def test_the_index_of_a_board_holds_what_a_reader_may_look_for(tmp_path: Path) -> None:
    files = {
        "people.yaml": "- {id: mei, title: Mei}\n- {id: out, title: Out, display: anonymous}\n",
        "suggestions/a.md": voiced(
            "A", 1, 4, "tags: [x]\nchannel: forum\nby: mei\nowner: out\nanswer_by: 2026-05-02\n"
        ),
        "suggestions/b.md": "---\ntitle: B\ndate: 2026-02-02\n---\n",
    }

    assert rows(laid_out(tmp_path, files), "received-1.json") == [
        ["a", "A", "2026-05-01", 5, 2, ["x"], "forum", "Mei", ""],
        ["b", "B", "2026-02-02", 1, 1, [], "", "", ""],
    ]


def test_an_entry_in_another_language_is_found_at_its_own_address(tmp_path: Path) -> None:
    files = {"suggestions/a.zh.md": "---\ntitle: 甲\ndate: 2026-05-01\n---\n"}
    laid = laid_out(tmp_path, files, options="languages: [en, zh-CN]\n")
    [row] = rows(laid, "received-1.json")

    assert (row[0], row[-1]) == ("/zh-cn/suggestions/a/", "zh-CN")


def test_a_long_column_has_its_index_in_several_files(tmp_path: Path) -> None:
    laid = laid_out(tmp_path, {"suggestions.csv": table(ROWS + 1)})

    assert column(list_at(laid, BOARD), "received").files == 2
    assert [row[0] for row in rows(laid, "received-2.json")] == ["s0"]
    assert [row[0] for row in rows(laid, "received-1.json")[:2]] == [f"s{ROWS}", f"s{ROWS - 1}"]


def test_no_file_of_the_index_is_as_large_as_a_page_may_be(tmp_path: Path) -> None:
    long = table(ROWS, ",forum," + "w" * 30 + "," + "n" * 30).replace("S", "字" * 40)
    laid = laid_out(tmp_path, {"suggestions.csv": long})

    assert len(laid.text("suggestions/board/received-1.json").content) < 200_000


def test_nothing_hidden_is_in_the_index(tmp_path: Path) -> None:
    files = {
        "suggestions/a.md": voiced("A", 1, 0),
        "suggestions/b.md": voiced("B", 1, 0, "draft: yes\n"),
        "suggestions/c.md": "---\ntitle: C\ndate: 2026-07-01\n---\n",
    }

    assert [row[1] for row in rows(laid_out(tmp_path, files), "received-1.json")] == ["A"]


def test_what_was_sent_in_as_a_table_is_not_in_the_archive_nor_the_feed_of_all(
    tmp_path: Path,
) -> None:
    files = {"suggestions.csv": table(1), "suggestions/a.md": voiced("A", 1, 0)}
    laid = laid_out(tmp_path, files)
    year = list_at(laid, "/archive/2026/")

    assert [card.title for group in year.groups for card in group.cards] == ["A"]
    assert [item.title for item in laid.feed("/atom.xml").view.items] == ["A"]
    assert len(laid.feed("/suggestions/atom.xml").view.items) == 2


def test_what_was_sent_in_as_a_table_has_no_qr_code(tmp_path: Path) -> None:
    files = {"suggestions.csv": table(1), "suggestions/a.md": voiced("A", 1, 0)}
    laid = laid_out(tmp_path, files)

    assert [code.path for code in laid.plan.codes] == ["cards/suggestions/a.svg"]
