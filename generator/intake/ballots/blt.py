"""BLT files: candidates and seats, who withdrew, ballots, names in quotes.

Hill, Wichmann and Woodall, "Algorithm 123: Single transferable vote by Meek's method", The
Computer Journal 30 (1987); with what OpenSTV and OpaVote add: comments behind `#`, ballot ids
in parentheses, `=` between equals, `-` for a rank that was skipped.

    3 1
    -2
    14 1 3=2 0
    0
    "Candle"
    "Even"
    "Squared"
    "The curve"
"""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from generator.intake.ballots.desk import Desk, Draft, Paper
from generator.intake.posts.report import shortened
from generator.model.contest import Form

ENDINGS = (".blt",)
_TOKEN = re.compile(
    r'"((?:[^"\\\n]|\\.)*)"|#[^\n]*|/\*.*?\*/|\(([^()\n]*)\)|([^\s"#()]+)', re.DOTALL
)
_LOOKS = re.compile(r"^\s*(?:#[^\n]*\n\s*)*\d+[ \t]+\d+[ \t]*(?:#[^\n]*)?\n[\s\d=()#-]")
_HINT = 'the file is: "3 1", ballots as "14 1 3=2 0", "0", and the names in quotes'


class _Token(Struct, frozen=True):
    text: str
    line: int
    quoted: bool = False
    ballot: bool = False


def looks_like(text: str) -> bool:
    """Whether a text is in this format."""
    return (
        _LOOKS.match(text) is not None
        and re.search(r'^\s*0\s*\n\s*"', text, re.MULTILINE) is not None
    )


def read(text: str, desk: Desk) -> Draft:
    """The ballots of a file; candidates who withdrew are left out and the others move up."""
    tokens = list(_tokens(text))
    draft = Draft(form=Form.RANKS)
    if len(tokens) < 2 or not all(token.text.isdecimal() for token in tokens[:2]):  # noqa: PLR2004
        desk.problem(1, "ballots", "the file does not say how many candidates and seats", _HINT)
        return draft
    many, draft.seats = int(tokens[0].text), int(tokens[1].text)
    lists, rest = _lists(tokens[2:], desk)
    names = _names(rest, many, desk)
    if names is None:
        return draft
    withdrawn = {-int(t.text) for t in tokens[2:] if re.fullmatch(r"-\d+", t.text)}
    places: list[int | None] = []
    for n, name in enumerate(names, start=1):
        left_out = n in withdrawn and desk.options.find(name.text) is None
        if n in withdrawn:
            desk.note("withdrawn", f"'{shortened(name.text)}' withdrew and was left out", name.line)
        places.append(None if left_out or n in withdrawn else desk.candidate(name.text, name.line))
    for tokens_of in lists:
        draft.papers.append(_paper(tokens_of, places, withdrawn, desk))
    return draft


def _tokens(text: str) -> Iterator[_Token]:
    line, at = 1, 0
    for found in _TOKEN.finditer(text):
        line += text.count("\n", at, found.start())
        at = found.start()
        quoted, ballot, plain = found.groups()
        if plain is not None:
            yield _Token(plain, line)
        elif ballot is not None:
            yield _Token(ballot.strip(), line, ballot=True)
        elif quoted is not None:
            yield _Token(re.sub(r"\\(.)", r"\1", quoted), line, quoted=True)


def _lists(tokens: Sequence[_Token], desk: Desk) -> tuple[list[list[_Token]], list[_Token]]:
    """The tokens of each ballot, without the zero at its end, and those behind the last ballot."""
    lists: list[list[_Token]] = []
    now: list[_Token] = []
    for n, token in enumerate(tokens):
        if token.quoted:
            desk.problem(token.line, "ballots", "the '0' behind the last ballot is missing", _HINT)
            return lists, list(tokens[n:])
        if re.fullmatch(r"-\d+", token.text) and not now:
            continue
        ends = now and token.line > now[-1].line and len(_bare(now)) > 1
        if ends and not token.ballot and token.line != now[0].line and token.text != "0":
            lists.append(now)  # a ballot on a line of its own needs no zero
            now = []
        if token.text == "0" and not token.ballot:
            if not _bare(now):
                return lists, list(tokens[n + 1 :])
            lists.append(now)
            now = []
        else:
            now.append(token)
    desk.problem(0, "ballots", "the '0' behind the last ballot is missing", _HINT)
    return lists, []


def _bare(tokens: Sequence[_Token]) -> list[_Token]:
    return [token for token in tokens if not token.ballot]


def _names(tokens: Sequence[_Token], many: int, desk: Desk) -> list[_Token] | None:
    if len(tokens) >= many:
        return list(tokens[:many])
    place = tokens[-1].line if tokens else 0
    message = f"{len(tokens)} names for {many} candidates"
    desk.problem(place, "ballots", message, _HINT)
    return None


def _paper(
    tokens: Sequence[_Token], places: Sequence[int | None], withdrawn: set[int], desk: Desk
) -> Paper:
    line = tokens[0].line
    voter = next((token.text for token in tokens if token.ballot), "")
    weight, *ranks = [token.text for token in _bare(tokens)]
    if not weight.isdecimal():
        desk.problem(line, "weighted", f"'{weight}' is no number of ballots", _HINT)
        weight = "1"
    groups = []
    for text in ranks:
        group = [] if text == "-" else _group(text, line, places, desk)
        # whoever is ranked below a candidate who withdrew moves up
        gone = {number for number in text.split("=") if number.isdecimal()}
        if group or not gone or not all(int(number) in withdrawn for number in gone):
            groups.append(group)
    values, spoilt = desk.ranked(groups, line)
    return Paper(tuple(values), line, int(weight), voter, spoilt=spoilt)


def _group(text: str, line: int, places: Sequence[int | None], desk: Desk) -> list[int]:
    group = []
    for number in text.split("="):
        if not number.isdecimal() or not 1 <= int(number) <= len(places):
            message = f"'{shortened(text)}' names no candidate from 1 to {len(places)}"
            desk.problem(line, "unknown-option", message, _HINT)
            continue
        option = places[int(number) - 1]
        if option is not None:
            group.append(option)
    return group
