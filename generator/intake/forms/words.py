"""What forms say besides their questions, in English and Chinese; other languages read English."""

from collections.abc import Mapping

from msgspec import Struct


class FormWords(Struct, frozen=True):
    """The words of one language.

    Attributes:
        public: that an issue is public at once.
        until: until when it is open; `{}` is a date.
        more: where the call is explained; `{}` is its address.
        pictures: how pictures are added.
        page_title: title of the page that explains the ways in.
        page: its text; `{calls}` is the list of the calls.
    """

    public: str
    until: str
    more: str
    pictures: str
    choose: str
    page_title: str
    page_summary: str
    page: str


_ENGLISH = FormWords(
    public="An issue is public as soon as you send it. Leave out what is nobody's business, such "
    "as a mail address.",
    until="Open until {}.",
    more="What it is about, and what becomes of it: {}",
    pictures="Drag the files of your pictures into this box. Where they were taken is taken out "
    "before anybody publishes them.",
    choose="Tick one.",
    page_title="How to send something in",
    page_summary="With an account or without one, and what happens then.",
    page="""\
Whatever you send in answers one of these calls:

{calls}

## With an account

The page of each call leads to a form at the place where our issues are. You need an account there.
What you write is public as soon as you send it, under the name of your account: leave out your mail
address, and whatever is nobody's business.

## By mail

Where a call takes mail, its link opens a mail that holds the questions. Write your answers below
them and leave the questions as they are, so that we can tell which answer is which. Attach pictures
as files. Your address stays with us: it is used to answer you, and for nothing else.

## With a form of the call's own

Where a call has a form of its own, you need neither an account nor a mail program. What you send
waits with us, and nobody else sees it. Keep the key that you get: it tells yours from all others
when you write to us.

## What happens then

Nothing appears by itself. What came waits until somebody of the team has read it, and you get an
answer by the day that the call names. We publish it only where you allowed that, and only there: on
this site, in its feeds, on share cards, for the press. What you do not tick, we do not do. From
pictures we take out where and with what they were taken, at once.

You can change your mind at any time. Then your words and pictures go, from every page.
""",
)
_CHINESE = FormWords(
    public="议题一提交就是公开的。不想公开的内容，比如邮箱，请不要写在这里。",
    until="{} 前都可以提交。",
    more="这是什么，之后会怎样：{}",
    pictures="把照片文件拖进这个框里。公开之前，我们会去掉照片里的拍摄地点。",
    choose="勾选一项。",
    page_title="怎样把东西发给我们",
    page_summary="有账号没账号都可以，以及之后会发生什么。",
    page="""\
发来的东西，总是回应下面某一项征集：

{calls}

## 有账号

每项征集的页面上都有一个链接，通向我们收议题的地方，那里有一张表。你需要在那里有账号。写下的内容一提交就以你的账号名公开，
所以不要写邮箱，也不要写任何不想公开的内容。

## 发邮件

征集若收邮件，它的链接会打开一封写好问题的邮件。请把回答写在每个问题下面，问题本身保持原样，这样我们才分得清哪句回答了哪个问题。
照片请作为附件。你的邮箱只有我们看得到，只用来回复你。

## 填征集自己的表单

有的征集有自己的表单：不用账号，也不用邮件程序，填好就能发。发来的内容先放在我们这里，别人看不到。请记下得到的编号：
以后写信给我们，凭它就知道说的是哪一份。

## 之后

没有任何内容会自动公开。发来的内容先等团队里有人读过；最迟在征集写明的那一天，你会收到答复。你允许公开在哪里，我们就只公开在哪里：
本站、订阅源、分享卡片、媒体。没有勾选的，我们不会做。照片里的拍摄地点和设备，一收到就去掉。

你随时可以改主意。那时，你的文字和照片会从所有页面上消失。
""",
)
_WORDS: Mapping[str, FormWords] = {"zh": _CHINESE, "en": _ENGLISH}


def words_in(lang: str) -> FormWords:
    """The words for readers of a language."""
    return _WORDS.get(lang.split("-", maxsplit=1)[0].lower(), _ENGLISH)
