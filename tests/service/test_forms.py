"""Forms as people meet them: a real process, and nothing but HTTP."""

import re

import pytest

from tests.service.running import STORY, TOKEN, Person, key_in, picture

NO_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)|\son\w+=|\sstyle=|javascript:", re.IGNORECASE)


def test_a_story_is_acknowledged_with_its_key_and_when_it_is_answered(person: Person) -> None:
    key = key_in(person.sends({**STORY, "uses": ["site"]}, [("a.jpg", picture())]))
    page = person.client.get(f"your-story/en/received?key={key}")

    assert page.status_code == 200
    assert key in page.text
    assert re.search(r"We answer by <time", page.text)


def test_what_was_acknowledged_waits_as_it_was_typed(person: Person) -> None:
    title = "<b>“Lampe” 一盏灯</b>"
    key = key_in(person.sends({**STORY, "title": title, "uses": ["site", "feeds"]}))
    answer = person.client.get("-/queue", headers={"Authorization": f"Bearer {TOKEN}"})
    sent = [each["sent"] for each in answer.json()["waiting"] if each["sent"]["key"] == key]

    assert sent[0]["values"]["title"] == [title]
    assert sent[0]["values"]["uses"] == ["site", "feeds"]
    assert sent[0]["consent"] == "stories-1"


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("your-story/en/", 200, "What you allow us"),
        ("your-story/zh/", 200, "带 * 的是必填项"),
        ("over/en/", 410, "This form closed on"),
        ("soon/en/", 200, "This form opens on"),
        ("nothing/en/", 404, "No form is here"),
        ("your-story/fr/", 404, "No form is here"),
        ("your-story/en/received?key=<b>", 404, "No form is here"),
    ],
)
def test_every_address_has_a_page(path: str, status: int, words: str, person: Person) -> None:
    page = person.client.get(path)

    assert page.status_code == status
    assert words in page.text


def test_the_reader_s_language_is_chosen(person: Person) -> None:
    answer = person.client.get("your-story/", headers={"Accept-Language": "fr, zh-CN;q=0.8"})

    assert answer.headers["location"] == "/your-story/zh/"


def test_no_box_of_consent_is_ticked(person: Person) -> None:
    page = person.client.get("your-story/en/").text

    assert page.count('name="uses"') == 2
    assert "checked" not in page


def test_a_mistake_comes_back_beside_its_question_with_all_that_was_typed(person: Person) -> None:
    values = {
        "title": 'x" onfocus="alert(1)',
        "text": "</textarea><script>alert(1)</script>",
        "count": "many",
        "rooms": ["bed", "hall"],
    }
    page = person.sends(values, path="rooms/en/")

    assert page.status_code == 422
    assert NO_SCRIPT.search(page.text.split("<main")[1].replace("&#34; onfocus=&#34;", "")) is None
    assert "&lt;/textarea&gt;&lt;script&gt;" in page.text
    assert 'id="e-count"' in page.text
    assert 'id="e-old"' in page.text
    assert re.search(r'name="count"[^>]*value="many"[^>]*aria-describedby="\s*e-count"', page.text)
    assert page.text.count(" checked") == 2


def test_the_form_that_comes_back_can_be_sent(person: Person) -> None:
    bad = person.sends({"title": "A lamp"}, path="rooms/en/")
    token = re.search(r'name="_token" value="([^"]*)"', bad.text)
    assert token
    good = {"title": "A lamp", "text": "On the table.", "old": "yes"}
    answer = person.sends(good, path="rooms/en/", token=token[1])

    assert key_in(answer)


def test_what_is_sent_twice_is_kept_once(person: Person) -> None:
    first = key_in(person.sends({**STORY, "by": "Twice"}))
    second = key_in(person.sends({**STORY, "by": "Twice"}))

    assert first == second


@pytest.mark.parametrize("path", ["your-story/en/", "over/en/", "nothing/", "health", "metrics"])
def test_every_answer_forbids_what_it_does_not_need(path: str, person: Person) -> None:
    headers = person.client.get(path).headers

    assert "default-src 'none'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "server" not in headers


@pytest.mark.parametrize("path", ["your-story/en/", "over/en/", "soon/zh/", "nothing/en/"])
def test_no_page_has_a_script_or_style_inside(path: str, person: Person) -> None:
    assert NO_SCRIPT.search(person.client.get(path).text) is None


def test_every_file_that_the_form_names_is_served(person: Person) -> None:
    page = person.client.get("your-story/en/").text
    files = re.findall(r'(?:src|href)="(/assets/[^"]+)"', page)
    found = {file: person.client.get(file).status_code for file in files}

    assert any("form" in file for file in found)
    assert set(found.values()) == {200}


def test_links_to_the_site_have_its_whole_address(person: Person) -> None:
    page = person.client.get("your-story/en/").text
    links = re.findall(r'<a [^>]*href="([^"]+)"', page)
    here = [link for link in links if not link.startswith("https://lamp.example.org/")]

    assert here == ["#main", "/your-story/zh/"]


def test_a_form_that_is_over_gives_back_what_was_typed(person: Person) -> None:
    page = person.sends({**STORY, "text": "It took an hour to write."}, path="over/en/", token="x")  # noqa: S106 - none at all

    assert page.status_code == 410
    assert "It took an hour to write." in page.text


def test_the_health_says_what_waits(person: Person) -> None:
    before = person.client.get("health").json()["queue"]
    key_in(person.sends({**STORY, "by": "Healthy"}))
    after = person.client.get("health").json()

    assert after["queue"] == before + 1
    assert after["status"] == "ok"
    assert after["disk_free"] > 0
