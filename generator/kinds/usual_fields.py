"""The questions that a call's form asks when its author wrote none, in English and Chinese."""

from generator.kinds.kind import Use
from generator.model.form import Choice, FieldType, FormField, Slot

TITLE = FormField(
    id="title",
    label="A title, in a few words",
    labels={"zh": "用几个字做标题"},
    most=120,
    needed=True,
)
STORY = FormField(
    id="text",
    label="Your story",
    labels={"zh": "你的故事"},
    type=FieldType.TEXT,
    needed=True,
    hint="Any length will do, one sentence too. A line left empty begins a new paragraph.",
    hints={"zh": "多长都行，一句也行。空一行就另起一段。"},
)
ABOUT = FormField(
    id="text",
    label="What we should know about it",
    labels={"zh": "想告诉我们的话"},
    type=FieldType.TEXT,
)
WISH = FormField(
    id="text",
    label="What you wish for, and why",
    labels={"zh": "你想要什么，为什么"},
    type=FieldType.TEXT,
    needed=True,
)
ANSWER = FormField(
    id="text",
    label="What you want to tell us",
    labels={"zh": "想对我们说的话"},
    type=FieldType.TEXT,
    needed=True,
)
WHY_YOU = FormField(
    id="text",
    label="Why you would like to take part",
    labels={"zh": "为什么想参加"},
    type=FieldType.TEXT,
    needed=True,
)
NAME = FormField(
    id="by",
    label="Your name, as it may be shown",
    labels={"zh": "你的名字（可以公开的写法）"},
    most=80,
    hint="A nickname is fine.",
    hints={"zh": "用昵称也行。"},
)
PLACE = FormField(
    id="place",
    label="Where you live, if you want it said",
    labels={"zh": "你住在哪儿（愿意说的话）"},
    most=80,
)
SINCE = FormField(
    id="since",
    label="Since when you use it",
    labels={"zh": "从什么时候开始用的"},
    most=80,
)
SOME_PICTURES = FormField(
    id="pictures",
    label="Pictures, if you have some",
    labels={"zh": "照片（有就附上）"},
    type=FieldType.PICTURES,
)
PICTURES = FormField(
    id="pictures",
    label="Your pictures",
    labels={"zh": "你的照片"},
    type=FieldType.PICTURES,
    needed=True,
)
MAIL = FormField(
    id="mail",
    label="Your mail address, which is never shown",
    labels={"zh": "你的邮箱（不会公开）"},
    type=FieldType.MAIL,
    private=True,
    hint="We need it to answer you, and for nothing else.",
    hints={"zh": "只用来回复你，不作他用。"},
)
NEEDED_MAIL = MAIL.model_copy(update={"needed": True})
DISPLAY = FormField(
    id="display",
    label="How you want to be named",
    labels={"zh": "怎样署名"},
    type=FieldType.CHOICE,
    options=(
        Choice(id="name", label="With the name above", labels={"zh": "用上面的名字"}),
        Choice(id="handle", label="With my handle only", labels={"zh": "只用账号名"}),
        Choice(id="anonymous", label="Not at all", labels={"zh": "不署名"}),
    ),
)
_PLACES = {
    Use.SITE: Choice(id="site", label="On this site", labels={"zh": "在本站"}),
    Use.FEEDS: Choice(id="feeds", label="In its feeds", labels={"zh": "在订阅源里"}),
    Use.CARDS: Choice(id="cards", label="On share cards", labels={"zh": "在分享卡片上"}),
    Use.PRESS: Choice(id="press", label="For the press", labels={"zh": "给媒体用"}),
}
USES = FormField(
    id="uses",
    label="Where it may be shown",
    labels={"zh": "可以在哪里展示"},
    type=FieldType.CHOICES,
    options=tuple(_PLACES[use] for use in Use),
    hint="What you do not tick, we do not do; without this site, nothing of it appears anywhere. "
    "You can change your mind at any time.",
    hints={"zh": "没有勾选的，我们不会做；不勾选本站，就什么都不会公开。随时可以改主意。"},
)

CONSENT = {Slot.DISPLAY: DISPLAY, Slot.USES: USES}
"""What is asked in every form whose answers may become public, by what the answer fills."""
