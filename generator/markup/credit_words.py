"""The words around a name that make it credit, and for what: English and Chinese, as tables."""

import re
from collections.abc import Sequence

from msgspec import Struct

from generator.patterns import late

CONTRIBUTED = "contributed"

HOSTS = frozenset(
    "github gitee gitlab gitea codeberg bitbucket npm here all everyone channel".split()  # noqa: SIM905 - a list of words reads best as words
)
"""Names behind an `@` that are places or nobody in particular, not people."""

CODE_WORDS = frozenset(
    """
    abstractmethod apply args asyncproperty author autowired bean before beforeeach blur builtin
    cached cached_property change charset classmethod click close component composable configuration
    container controller counter-style dataclass default define deprecated documented each else
    entity error example extend font-face function getter ignore import include inject input
    keydown keyframes keyup layer load media mixin mouseenter mouseleave namespace nonnull notnull
    nullable observable open overload override page param pytest postconstruct propignore property
    propignore public readonly repository requires resource return returns rest_controller scope
    see select service setter since staticmethod submit supports tailwind test theme throws todo
    transactional type typedef update use value version
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
"""Decorators, annotations, rules of style sheets and events, in lower case; who is called so, too,
is credited by words ("thanks to @media")."""

_DONE: Sequence[tuple[str, str]] = (
    (
        "suggested",
        (
            r"sugg?est(?:ed|ions?)|propos(?:al|ed)|(?:feature )?request(?:ed|s)?|ideas?|inspired"
            r"|(?:wished|asked) for"
        ),
    ),
    (
        "reported",
        (
            r"(?:bug )?report(?:ed|s)?|found|spotted|discovered|noticed|raised|identified"
            r"|pointed out|diagnosed"
        ),
    ),
    ("tested", r"tested|testing|verified|confirmed"),
    ("translated", r"translat(?:ed|ions?)"),
    (
        "designed",
        r"designed|(?:visual )?(?:design|identity)|logo|icons?|artwork|illustrations?",
    ),
    ("review", r"(?:co-?)?review(?:ed)?"),
    ("doc", r"documented|documentation|docs"),
    ("financial", r"sponsored|funded"),
    ("answered", r"answered"),
    ("told", r"told"),
    ("invited", r"invited"),
    (
        CONTRIBUTED,
        (
            r"(?:co-?)?(?:contribut(?:ed|ions?)|authored|developed)|implement(?:ed|ation)|added|fixed"
            r"|written|made|created|built|submitted|provided|help(?:ed)?|patch(?:es|ed)?|pr"
            r"|pull request|work|improved|ported|updated|refactored|contributors?"
        ),
    ),
)
"""What was done, in front of "by" or "from"."""

_FOR: Sequence[tuple[str, str]] = (
    ("suggested", r"suggest\w*|ideas?|propos\w*|request\w*|inspiration|wish"),
    (
        "reported",
        (
            r"report\w*|finding|spotting|discover\w*|notic\w*|pointing|bringing|raising|feedback"
            r"|heads[- ]up"
        ),
    ),
    ("tested", r"test\w*|verif\w*|confirm\w*|trying"),
    ("translated", r"translat\w*"),
    ("designed", r"design\w*|icons?|logo|artwork"),
    ("review", r"review\w*"),
    ("doc", r"document\w*|docs"),
)
"""What somebody is thanked for."""

_BEHIND: Sequence[tuple[str, str]] = (
    ("suggested", r"建议|提议|提出|提案|需求|想法|点子|启发|许愿"),
    ("reported", r"反馈|报告|上报|发现|指出|提报|汇报"),
    ("tested", r"测试|验证|试用|内测|公测"),
    ("translated", r"翻译|校对|汉化"),
    ("designed", r"设计|绘制"),
    ("review", r"审核|审阅|评审"),
    ("doc", r"文档"),
    ("financial", r"赞助"),
    ("answered", r"答疑|解答"),
    (
        CONTRIBUTED,
        r"首次贡献|贡献|提交|提供|投稿|实现|开发|编写|撰写|修复|完成|支持|协助|帮助|添加|供稿|分享",
    ),
)
"""What somebody did, right behind the name."""

_BEFORE: Sequence[tuple[str, str]] = (
    ("suggested", r"(?:建议|提议|提案)(?:(?:者|人)[:：]?|[:：])|采纳了?|根据|(?<!\w)应"),
    ("reported", r"(?:反馈|报告|发现)(?:(?:者|人)[:：]?|[:：])"),
    ("tested", r"测试(?:(?:者|人员?)[:：]?|[:：])"),
    ("translated", r"(?:译者|翻译者)[:：]?|翻译[:：]"),
    ("designed", r"(?:设计者|设计师)[:：]?|设计[:：]"),
    (CONTRIBUTED, r"贡献者[:：]?|作者[:：]?|来自"),
)
"""What somebody did, as a label in front of the name."""


def _alternatives(rows: Sequence[tuple[str, str]]) -> str:
    return "|".join(f"(?P<r{n}>{words})" for n, (_, words) in enumerate(rows))


_GAP = r"[ \t]*\n?[ \t]*"
_PLACE = rf"在{_GAP}\[[^\[\]\n]{{0,40}}\]\([\x01]*\){_GAP}中?{_GAP}"
_LEFT_DONE = late(
    rf"(?<![\w-])(?:{_alternatives(_DONE)})(?: (?:is|was|it|this))?"
    rf"(?:[ -]by|{_GAP}(?:from|by)):?{_GAP}$",
    re.IGNORECASE,
)
_LEFT_THANKS = late(
    rf"(?<![\w-])(?:(?:many|big|special|huge|and|with)[ ])*"
    rf"(?:thanks|thank you|thx|kudos|props|credits?|hat[- ]tip|h/t|shout-?out)"
    rf"(?: again| so much)?(?: go(?:es)?)?(?: to|:|,)?{_GAP}(?:our )?$"
    rf"|(?:特别|非常|衷心)?(?:感谢|鸣谢|致谢|多谢|谢谢)(?:用户|网友|社区)?[:：]?{_GAP}$",
    re.IGNORECASE,
)
_LEFT_BY = late(
    rf"(?<![\w-])(?:by|from|courtesy of){_GAP}$|由{_GAP}$",
    re.IGNORECASE,
)
_LEFT_OF = late(
    rf"(?<![\w-])(?:(?P<idea>ideas?|suggestions?|proposals?)|work|help|efforts?) of{_GAP}$",
    re.IGNORECASE,
)
_LEFT_THROUGH = late(rf"通过{_GAP}$")
_LEFT_LABEL = late(rf"(?:{_alternatives(_BEFORE)}){_GAP}$")
_RIGHT_FOR = late(
    rf"{_GAP}(?:for|with)[ ](?:[\w'-]++[ ]){{0,5}}?(?:{_alternatives(_FOR)})"
    rf"(?:[ ](?:this|it|that|the bug|the issue))?",
    re.IGNORECASE,
)
_RIGHT_DEED = late(
    rf"{_GAP}(?:等人?|们|同学|的)*{_GAP}(?P<place>{_PLACE})?(?:首先|最早|共同)?"
    rf"(?:{_alternatives(_BEHIND)})(?:的|了此?(?:问题|功能|修复)?)?"
)
_RIGHT_FIRST = late(
    rf"{_GAP}(?:made (?:his|her|their|its) first contribution\b"
    rf"|(?:{_PLACE})?(?:[做作]出了?|进行了?)?(?:[他她]们?的)?首次贡献)",
    re.IGNORECASE,
)
_CLAUSE_END = late(r"$|[\s，。,.;；:：!！)）(（\[]")
_BY = late(r"(?:from|by)[: \t\n]*$", re.IGNORECASE)
_NEEDS_A_NAME = late(
    r"(?:^|[\s(])(?:with|of|to|for|as|like|the|an?|and|or|mention(?:ed|ing)?|in|on|at|into|than|is"
    r"|are|use|using|via|calls?|see|ask|named?|called|type|write|prefix)$"
    r"|[的给对向和与是把被叫]$|(?:提及|提到|输入|键入|类似|例如|比如|格式为)$",
    re.IGNORECASE,
)
_FURTHEST = 20
_VERB = late(
    r"[\s*-]*(?:(?:add|allow|deprecate|document|drop|fix|handle|implement|improve|introduce|mention"
    r"|remove|rename|replace|support|update|use)(?:e?[sd])?|[新增支持修复加移除添使用优化废弃实现改]{2,4})",
    re.IGNORECASE,
)

STRONG = late(
    r"(?<![\w-])(?:(?:suggested|proposed|requested|reported|tested|translated|reviewed"
    r"|contributed|designed)[ ]by:?[ ]|(?:thanks|kudos|props)[ ]to[ ]|h/t[ ]"
    r"|(?:感谢|鸣谢|致谢|多谢)[ ]?|(?P<account>由[ ]?))(?=[\[\w])",
    re.IGNORECASE,
)
"""Behind these words a name is credit even without an `@`; behind `account`, a profile is."""


class Said(Struct, frozen=True):
    """What words beside a name mean.

    Attributes:
        role: what the person did.
        left: how many characters before the name say nothing else.
        right: how many after it.
        stays: True if the words are the sentence itself.
        whole: like `left`, where no sentence goes on before the words.
    """

    role: str
    left: int = 0
    right: int = 0
    stays: bool = False
    whole: int = 0


def said(left: str, right: str, *, linked: bool) -> Said | None:
    """What the words before and after a name say that somebody did; None if nothing.

    Args:
        linked: the name is a link, so that there is no doubt that it is a name.
    """
    if _RIGHT_FIRST.match(right):
        return Said(CONTRIBUTED, stays=True)
    deed = _RIGHT_DEED.match(right)
    thanks = _LEFT_THANKS.search(left)
    if thanks:
        return _thanks(len(left) - thanks.start(), right, deed)
    done = _LEFT_DONE.search(left)
    if done:
        whole = len(left) - done.start()
        return Said(_role(_DONE, done), len(left) - _beginning(done), whole=whole)
    return _by(left, right, deed, linked=linked)


def is_thanks(words: str) -> bool:
    """Whether words before a name thank, and say nothing of what was done."""
    return bool(_LEFT_THANKS.search(words))


def leads_on(before: str, *, last: bool) -> bool:
    """Whether a sentence needs the name that follows: "ask", "of", "和".

    Args:
        last: nothing follows the name; then it is the object of a single verb ("Support"), too.
    """
    needed = bool(_NEEDS_A_NAME.search(before[-_FURTHEST:]))
    return needed or (last and bool(_VERB.fullmatch(before)))


def _thanks(size: int, right: str, deed: re.Match[str] | None) -> Said:
    reason = _RIGHT_FOR.match(right)
    role = _role(_FOR, reason) or _role(_BEHIND, deed) or CONTRIBUTED
    tail = reason or deed
    return Said(role, size, tail.end() if tail else 0, whole=size)


def _by(left: str, right: str, deed: re.Match[str] | None, *, linked: bool) -> Said | None:
    own = _LEFT_OF.search(left)
    if own:
        return Said("suggested" if own["idea"] else CONTRIBUTED, stays=True)
    label = _LEFT_LABEL.search(left)
    by = _LEFT_BY.search(left)
    begin = by or label
    size = len(left) - begin.start() if begin else 0
    if deed and (begin or _CLAUSE_END.match(right, deed.end())):
        role = _role(_BEHIND, deed)
        return Said(role, size, 0 if deed["place"] else deed.end(), bool(deed["place"]), size)
    if begin:
        role = _role(_BEFORE, label) if label else CONTRIBUTED
        return Said(role, size, whole=size)
    if linked and _LEFT_THROUGH.search(left):
        return Said(CONTRIBUTED, stays=True)
    return None


def _beginning(done: re.Match[str]) -> int:
    """Where a phrase begins: nouns ("a translation from") stay, what was done by them goes."""
    word = re.split(r"[\s:-]", done[0], maxsplit=1)[0].casefold()
    if word.endswith(("ed", "found", "written", "made", "built")) or word.startswith("pr"):
        return done.start()
    by = _BY.search(done[0])
    return done.start() + by.start() if by else done.start()


def _role(rows: Sequence[tuple[str, str]], found: re.Match[str] | None) -> str:
    if found is None:
        return ""
    return next((role for n, (role, _) in enumerate(rows) if found[f"r{n}"]), "")
