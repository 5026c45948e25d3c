"""A rhythm with everything that a template may meet in one."""

from datetime import datetime, timedelta, timezone

from generator.pages.calendar_views import KeptView, PunctualityView, RhythmView, SlotView

CST = timezone(timedelta(hours=8))


def friday(month: int, day: int, hour: int = 17) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=CST)


KEPT = PunctualityView(
    since=friday(5, 22),
    kept=151,
    total=156,
    weekday=5,
    exceptions=(
        KeptView(friday(11, 20), "missed"),
        KeptView(
            friday(11, 13),
            "late",
            3,
            "hour",
            "半年",
            "/diaries/half/",
            "zh-CN",
            "The printer burned",
        ),
        KeptView(friday(10, 9), "late", 1, "minute"),
        KeptView(friday(10, 2), "skipped", reason="National Day"),
    ),
    more=7,
)
RHYTHM = RhythmView(
    title="Orange Friday",
    coming=(
        SlotView(friday(11, 27), skipped=True, reason="Holiday"),
        SlotView(friday(12, 4), skipped=True),
        SlotView(friday(12, 10), planned=friday(12, 11), reason="Move"),
        SlotView(friday(12, 17), planned=friday(12, 18)),
        SlotView(friday(12, 25)),
    ),
    punctuality=KEPT,
)
ENDED = RhythmView("Old", (), KEPT)
