"""A folder as a target, behind a real nginx."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import urlopen

import pytest

from generator.targets.folder import FolderTarget
from generator.targets.record import Site
from tests.servers.nginx import nginx
from tests.targets.editions import contents, edition, means, options, reading, record, unheard


@dataclass(frozen=True)
class Web:
    """A folder target and the nginx before it."""

    folder: Path
    address: str

    def target(self) -> FolderTarget:
        return FolderTarget(options(folder="../public"), means(self.folder / "project", {}))

    def publish(self, site: Site) -> None:
        target = self.target()
        now = target.load()
        new = record(site, now.sequence + 1 if now else 1)
        target.deploy(site, new, unheard)
        target.confirm(new)

    def get(self, path: str) -> bytes | None:
        try:
            with urlopen(f"{self.address}/{quote(path)}", timeout=10) as answer:  # noqa: S310
                body: bytes = answer.read()
        except HTTPError as error:
            if error.code != 404:
                raise
            return None
        return body


@pytest.fixture
def web(tmp_path: Path) -> Iterator[Web]:
    with nginx(tmp_path / "nginx", tmp_path / "public" / "current") as address:
        yield Web(tmp_path, address)


def test_nginx_serves_what_was_published_and_nothing_of_the_program(web: Web) -> None:
    before = web.get("index.html")
    site = edition(web.folder / "site", "1", "2")
    web.publish(site)

    served = {path: web.get(path) for path in site.files}

    assert before is None
    assert served == contents(site)
    assert web.get(".friday/publish.json") is None
    assert web.get(".friday/manifest.json") is None


def test_a_reader_meets_whole_editions_only_while_the_link_moves(web: Web) -> None:
    editions = []
    site = edition(web.folder / "site", "1")
    web.publish(site)
    editions.append(contents(site))

    with reading(web.get) as reader:
        for last in range(2, 30):
            site = edition(web.folder / "site", *map(str, range(last // 2, last)))
            web.publish(site)
            editions.append(contents(site))
        web.target().rollback(3)

    feeds = [each["feed.xml"] for each in editions]
    seen = [feeds.index(feed) for feed in reader.feeds]
    assert reader.missing == []
    assert reader.gaps == 0
    assert len(seen) > 5
    assert seen[:-1] == sorted(seen[:-1])
    assert seen[-1] == len(editions) - 4


def test_a_rollback_is_served_at_once(web: Web) -> None:
    first = edition(web.folder / "site", "1")
    web.publish(first)
    wanted = contents(first)
    web.publish(edition(web.folder / "site", "2"))

    web.target().rollback(1)

    assert {path: web.get(path) for path in wanted} == wanted
    assert web.get("diaries/2/index.html") is None
