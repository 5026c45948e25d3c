"""A call with every way in, every sort of question and every decision, for templates."""

from generator.journal.calls import Figures
from generator.pages.call_views import CallView, DecisionView, QuestionView, WayView
from tests.render.some_records import EVENING, FRIDAY, NIGHT

_TYPES = ("line", "text", "number", "date", "address", "mail", "pictures", "yes")


def call() -> CallView:
    """Everything that can be said of one."""
    return CallView(
        ways=(
            WayView("url", "写信", "mailto:lamp@example.org", "lamp@example.org"),
            WayView("url", "", "https://forum.example.org/a?b=1&c=2", "forum.example.org"),
            WayView("issue", "", "https://github.com/a/b/issues/new?template=c.yml", "github.com"),
            WayView("mail", "", "mailto:a@b.example?subject=%E4%BD%A0&body=x", "a@b.example"),
            WayView("form", "", "https://in.example/c/zh-CN/", "in.example"),
        ),
        questions=(
            *(QuestionView(f"问 <{name}>", name, needed=True, private=False) for name in _TYPES),
            QuestionView("选", "choice", needed=False, private=False, options=("甲", "<乙>")),
            QuestionView("多选", "choices", needed=False, private=True, options=("甲",)),
            QuestionView("短", "text", needed=False, private=False, hint="<多少>", most=300),
            QuestionView("图", "pictures", needed=False, private=False, most=3),
        ),
        figures=Figures(9, 3, 2, 2, 1, 3, 40, 2.5, 1),
        decisions=(
            DecisionView("00000000000000a1", "approved", FRIDAY, "editor", became=NIGHT),
            DecisionView("00000000000000a2", "declined", EVENING, "lead", "<b>远</b>"),
            DecisionView("00000000000000a3", "asked", EVENING),
        ),
        more=4,
        places_left=9,
        within=14,
        calendar="https://example.org/take-part/c/dates.ics",
    )
