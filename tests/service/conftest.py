"""One running service for the tests that leave it as it is."""

from collections.abc import Iterator

import pytest

from tests.service.running import OTHER_FIELDS, Person, Service, call, journal, serving

CALLS = {
    "your-story": call("Your story"),
    "rooms": call("Your rooms", fields=OTHER_FIELDS),
    "over": call("It was", closes="2026-02-01"),
    "soon": call("It will be", opens="2199-01-01"),
}


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    top = tmp_path_factory.mktemp("service")
    with serving(journal(top / "journal", CALLS), top / "queue") as running:
        yield running


_ADDRESSES = iter(range(1, 1 << 24))


@pytest.fixture
def person(service: Service) -> Person:
    """Somebody who has sent nothing yet."""
    number = next(_ADDRESSES)
    return Person(service, f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}")
