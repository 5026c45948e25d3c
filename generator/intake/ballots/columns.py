"""What each column of a table of ballots is for."""

import ipaddress
import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

from msgspec import Struct

from generator.intake.ballots.cells import box, ordinal
from generator.intake.ballots.options import fold
from generator.model.ballots import COLUMNS


class Role(StrEnum):
    """What a column is for."""

    OPTION = "option"
    CHOICE = "choice"
    BOX = "box"
    ANSWER = "answer"
    VOTER = "voter"
    RECEIPT = "receipt"
    CAST = "cast"
    COUNT = "count"
    SPOILT = "spoilt"
    COMMENT = "comment"
    PRIVATE = "private"
    LEFT = "left"
    UNKNOWN = "unknown"


class Column(Struct, frozen=True):
    """A column.

    Attributes:
        place: of its cells in a row.
        number: the option of an OPTION, the rank of a CHOICE, the box of a BOX.
        what: what a column that is left out holds.
    """

    place: int
    title: str
    role: Role
    number: int = 0
    what: str = ""


MAIL, NAME, ADDRESS, CONTACT = "e-mail addresses", "names", "IP addresses", "contact details"
PHONE = "telephone numbers"
LAST_RESORTS = (MAIL, PHONE)
"""What tells voters apart where nothing else does, the best first; receipts are made from it."""
WRITTEN = "what voters wrote"
_SEEN = 200  # rows that are looked at to tell what a column holds
_MAIL = re.compile(r"[^\s@,;]+@[^\s@,;]+\.[^\s@,;]+")
_BRACKET = re.compile(r"^(.*?)\s*[\[【\uff3b]\s*(.+?)\s*[\]】\uff3d]\s*$", re.DOTALL)
_TAIL = re.compile(r"^(.+?)\s*(?:[:：—]|--| - )\s*([^:：—]+)$", re.DOTALL)
_WORDS: Sequence[tuple[Role, str, str]] = (
    (
        Role.PRIVATE,
        NAME,
        """name, full name, your name, first name, last name, surname, display name, real name,
        nickname, 姓名, 名字, 昵称, 称呼, 你的名字, 您的姓名, 真实姓名, 微信昵称, 填写者, 提交人""",
    ),
    (Role.PRIVATE, MAIL, "mail, username, user name, 用户名, 邮件"),
    (Role.PRIVATE, ADDRESS, "ip, ip address, remote ip, 来自ip, ip地址, ip 地址"),
    (
        Role.PRIVATE,
        PHONE,
        """phone, phone number, your phone number, telephone, telephone number, mobile,
        mobile number, mobile phone, 手机, 手机号, 手机号码, 电话, 电话号码, 联系电话""",
    ),
    (
        Role.PRIVATE,
        CONTACT,
        """qq, wechat, weixin, openid, user agent,
        useragent, browser, device, address, location, github, handle, account,
        联系方式, 微信, 微信号, 浏览器, 设备, 地址, 所在地,
        地理位置""",
    ),
    (
        Role.VOTER,
        "",
        """voter, voter id, voterid, voter_id, voter-id, token, code, ballot id, user id, userid,
        member id, member number, participant, 编号, 投票人, 投票编号, 选民, 选民编号, 凭证, 序列号,
        学号, 工号, 会员号, 盒子编号, 投票码, 邀请码""",
    ),
    (
        Role.CAST,
        "",
        """timestamp, time stamp, votetime, vote time, voted at, submitted, submitted at,
        submitted on, submission time, submission date, date submitted, submit date, completed at,
        completion time, created at, createdat, enddate, end date, time, date, cast at,
        时间戳, 时间戳记, 提交时间, 提交答卷时间, 投票时间, 结束答题时间, 完成时间, 填写时间,
        答题时间, 日期, 时间""",
    ),
    (
        Role.LEFT,
        "nothing of the vote",
        """pollid, poll id, id, #, no, no., number, row, score, start time, started at, startdate,
        start date, duration, duration (in seconds), status, progress, language, response type,
        last modified time, recordeddate, 序号, 所用时间, 答题时长, 来源, 来源详情, 来源渠道, 总分,
        开始时间, 开始答题时间, 语言, 修改时间, 清洗数据结果, 智能清洗数据结果""",
    ),
    (Role.COUNT, "", "count, ballots, number of ballots, 份数, 票数, 人数"),
    (Role.SPOILT, "", "spoilt, spoiled, invalid, 废票, 无效, 作废"),
    (
        Role.LEFT,
        WRITTEN,
        """comment, comments, why, reason, reasons, remarks, feedback, 意见, 建议, 备注, 留言, 评论,
        理由, 原因, 为什么, 补充, 其他意见""",
    ),
)
"""Titles that say what a column holds, as forms in English and Chinese write them."""
_EXACT: Mapping[str, tuple[Role, str]] = {
    word.strip(): (role, what) for role, what, words in _WORDS for word in words.split(",")
}
_PARTING = re.compile(r"[\s().\-\u2010-\u2015]")
_MAIL_TITLE = re.compile(r"\be-?mail\b|邮箱|电子邮件|邮件地址")
_WHEN_TITLE = re.compile(r"^(timestamp|时间戳|提交时间)")


def inner(title: str) -> tuple[str, str]:
    """Question and row of a column of a grid, such as `Question [Row]`; the row may be empty."""
    for pattern in (_BRACKET, _TAIL):
        found = pattern.match(title)
        if found:
            return found[1], found[2]
    return title, ""


def by_title(place: int, title: str) -> Column | None:
    """The column of a title that says what it holds, whatever its cells are."""
    plain = fold(title)
    if title.strip() in COLUMNS:
        role = {"receipt": Role.RECEIPT, "cast": Role.CAST, "count": Role.COUNT}
        return Column(place, title, role.get(title.strip(), Role.SPOILT))
    found = _EXACT.get(plain) or _EXACT.get(plain.rstrip("?:* "))
    if found:
        return Column(place, title, found[0], what=found[1])
    if _MAIL_TITLE.search(plain):
        return Column(place, title, Role.PRIVATE, what=MAIL)
    if _WHEN_TITLE.match(plain):
        return Column(place, title, Role.CAST)
    return None


def voter_in(title: str, text: str) -> str:
    """What a cell says of who the voter is: telephone numbers without what only parts digits."""
    known = _EXACT.get(fold(title))
    if known is None or known[1] != PHONE:
        return text
    return _PARTING.sub("", fold(text)) or text


def by_cells(place: int, title: str, cells: Sequence[str]) -> Column | None:
    """A column of e-mail or IP addresses, whatever it is called."""
    filled = [cell.strip() for cell in cells[:_SEEN] if cell.strip()]
    if not filled:
        return None
    if any(_MAIL.fullmatch(cell) for cell in filled):
        return Column(place, title, Role.PRIVATE, what=MAIL)
    if all(_is_address(cell) for cell in filled):
        return Column(place, title, Role.PRIVATE, what=ADDRESS)
    return None


def ranked(place: int, title: str) -> Column | None:
    """The column of a choice: `2nd choice`, `第二志愿`, `Question [First choice]`."""
    for text in (title, inner(title)[1]):
        rank = ordinal(text) if text else None
        if rank:
            return Column(place, title, Role.CHOICE, rank)
    return None


def boxed(place: int, title: str) -> Column | None:
    """The column of a box: `Liked`, `最盼着的`, `Question [Bugs]`."""
    for text in (title, inner(title)[1]):
        number = box(text) if text else None
        if number is not None:
            return Column(place, title, Role.BOX, number)
    return None


def _is_address(cell: str) -> bool:
    text = re.sub(r"\(.*\)$", "", cell).strip()  # some forms put the place behind: 1.2.3.4(上海)
    if "." not in text and ":" not in text:
        return False
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
