from datetime import datetime, timedelta, timezone

import pytest

from generator.render.phrases import iso


@pytest.mark.parametrize(
    ("moment", "written"),
    [
        (datetime(2026, 5, 1, tzinfo=timezone(timedelta(hours=8))), "2026-05-01"),
        (
            datetime(2026, 5, 1, 18, 30, 5, tzinfo=timezone(timedelta(hours=8))),
            "2026-05-01T18:30+08:00",
        ),
        (datetime(987, 5, 1, tzinfo=timezone(timedelta(hours=8))), "0987-05-01"),
        (
            datetime(
                1900, 5, 1, 18, 30, tzinfo=timezone(timedelta(hours=8, minutes=5, seconds=43))
            ),
            "1900-05-01T10:24+00:00",
        ),
    ],
)
def test_a_moment_is_written_as_html_wants_it(moment: datetime, written: str) -> None:
    assert iso(moment) == written
