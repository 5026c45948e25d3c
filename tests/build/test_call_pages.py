"""Calls as readers see them, in both languages."""

import html
import json
import re

import pytest

from tests.build.building import Files, built, files_of, put

CONFIG = """title: T
base_url: https://t.example/
languages: [en, zh-CN]
cards: no
search: no
overdue: warning
"""
CALL = """---
title: Tell us
date: 2026-05-01
type: story
opens: 2026-05-02
answer_within: 10
late: Tang is ill
places: 5
scope: {in: All, out: [Adverts]}
scope_changes: [{date: 2026-05-12, note: The box as well}]
binds: We read it
how:
  - {form: 'https://in.example/'}
  - {issue: 'https://github.com/a/b'}
  - {mail: team@b.example}
fields:
  - {id: text, label: 'Say "it" <now>', labels: {zh-CN: 说吧}, type: text, needed: yes}
  - {id: room, label: Room, labels: {zh-CN: 房间}, type: choice, options: [a, b]}
  - {id: phone, label: Number, labels: {zh-CN: 号码}, private: yes}
---
Say it.
"""
ROWS = """key,call,received,decision,decided,role,reason,became
00000000000000a1,c,2026-05-03T10:00+00:00,approved,2026-05-04T09:00+00:00,editor,,
00000000000000a2,c,2026-05-04T10:00+00:00,declined,2026-05-06T12:00+00:00,lead,"<script>alert(1)</script>",
00000000000000a3,c,2026-05-05T10:00+00:00,pending,,,,
"""
OVER = (
    "---\ntitle: Over\ndate: 2026-05-01\ntype: survey\nopens: 2026-05-02\ncloses: 2026-05-10\n"
    "answer_by: {due}\nscope: {{in: All}}\nbinds: We read it\n{more}\n---\n"
)
FILES = {
    "friday.yaml": CONFIG,
    "content/calls/c.md": CALL,
    "content/calls/c.zh.md": "---\ntitle: 说说\nlate: 病了\n---\n说。\n",
    "content/calls/owed.md": OVER.format(due="2026-05-20", more=""),
    "content/calls/done.md": OVER.format(due="2026-05-20", more="outcome: diary:d"),
    "content/diaries/d.md": "---\ntitle: D\ndate: 2026-05-09\n---\nText\n",
    "content/submissions.csv": ROWS,
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Files:
    project = tmp_path_factory.mktemp("calls")
    put(project, FILES)
    built(project, "2026-06-01T12:00+00:00")
    return files_of(project / "site")


def text(site: Files, path: str) -> str:
    """What a page says, on one line."""
    body = site[path].decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


PAGE = "take-part/c/index.html"


@pytest.mark.parametrize(
    "said",
    [
        "Open Answer overdue",
        "We answer within 10 days of each submission",
        "Places 5 4 left",
        "Our answer is late. Tang is ill",
        "Fill in the form Fill in the form on github.com Write a mail to team@b.example",
        "These dates for your calendar",
        "Changes to these bounds 12 May 2026 The box as well",
        'Say "it" <now> needed as long as you like',
        "Room pick one: a · b",
        "Number only we see it one line",
        "Where it may be shown pick any",
        "Received 3 Taken 1 Declined 1 Waiting 1 the first one for 27 days Waiting for too long 1",
        "Half were answered within 1.5 days",
        "6 May 2026 Declined 00000000000000a2 decided by: Lead <script>alert(1)</script>",
    ],
)
def test_the_page_of_a_call_says_all_there_is_to_say(site: Files, said: str) -> None:
    assert said in text(site, PAGE)


@pytest.mark.parametrize(
    "said",
    [
        "进行中 答复逾期",
        "收到后10天内逐份答复",
        "我们的答复迟了。 病了",
        "填写表单 到github.com填写表单 写信到team@b.example",
        "说吧 必填",
        "只有我们看得到",
        "收到的都怎样了",
    ],
)
def test_it_says_so_in_chinese(site: Files, said: str) -> None:
    assert said in text(site, f"zh-cn/{PAGE}")


def test_no_word_of_a_register_is_markup(site: Files) -> None:
    assert b"<script>alert" not in site[PAGE]


def test_states_stand_as_a_word_and_a_shape_in_lists(site: Files) -> None:
    page = site["take-part/index.html"].decode()
    marks = re.findall(r'<span class="state ([^"]+)">([^<]+)', page)

    assert marks == [
        ("state-open", "Open"),
        ("state-overdue state-blocked", "Answer overdue"),
        ("state-overdue state-blocked", "Answer overdue"),
        ("state-answered state-shipped", "Answer given"),
    ]


def test_a_diarys_item_ends_with_what_was_open_on_its_day(site: Files) -> None:
    feed = html.unescape(site["diaries/atom.xml"].decode())

    assert re.search(
        r"<h2>Take part</h2>\s*<ul>\s*<li>Call: <a href=\"https://t.example/take-part/done/\">Over"
        r"</a> \(until <time datetime=\"2026-05-10\">[^<]*</time>\)</li>",
        feed,
    )
    assert feed.count('<a href="https://t.example/take-part/c/">Tell us</a></li>') == 1


def test_the_item_of_a_call_says_its_bounds_and_leads_to_it(site: Files) -> None:
    feed = html.unescape(site["take-part/atom.xml"].decode())

    assert "<h2>What belongs to it</h2>" in feed
    assert "The box as well" in feed
    assert '<a href="https://t.example/take-part/c/">Take part</a>' in feed


def test_journal_json_says_how_far_a_call_is(site: Files) -> None:
    entries = json.loads(site["journal.json"])["entries"]
    found = [(each["id"], each["state"]) for each in entries if each["lang"] == "en"]

    assert [each for each in sorted(found) if each[0] != "d"] == [
        ("c", "overdue"),
        ("done", "answered"),
        ("owed", "overdue"),
    ]


def test_the_dates_of_a_call_can_be_downloaded(site: Files) -> None:
    found = site["take-part/owed/dates.ics"].decode()

    assert re.findall(r"SUMMARY;LANGUAGE=en:(.*)\r\n", found) == [
        "Opens: Over",
        "Closes: Over",
        "We answer by: Over",
    ]


def test_the_register_itself_is_no_part_of_the_site(site: Files) -> None:
    assert not any(path.endswith("submissions.csv") for path in site)
