"""What every test has: how hard hypothesis looks, and no clock in its verdicts."""

import re
from pathlib import Path

import pytest
from hypothesis import settings

# The same examples on every machine: a test that fails for one fails for all. `make fuzz` is for
# finding new ones, and prints how to repeat what it found.
settings.register_profile("check", derandomize=True, deadline=None, max_examples=100)
settings.register_profile("fuzz", deadline=None, max_examples=10_000, print_blob=True)
settings.load_profile("check")

BROWSER = Path(__file__).parent / "browser"


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What has been compiled while the test ran."""
    seen: list[str] = []
    usual = re.compile

    def noted(pattern: str, flags: int = 0) -> re.Pattern[str]:
        seen.append(pattern)
        return usual(pattern, flags)

    monkeypatch.setattr(re, "compile", noted)
    return seen


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests with a browser come last: it leaves threads behind, and others want to fork."""
    items.sort(key=lambda item: item.path.is_relative_to(BROWSER))
