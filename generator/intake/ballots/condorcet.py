"""Condorcet Election Format, version 1 (https://github.com/CondorcetPHP/CondorcetElectionFormat).

#/Candidates: Candle ; Even
#/Number of Seats: 1
tag, another || Candle > Even = Squared * 42  # a comment
"""

import re

from generator.intake.ballots.desk import Desk, Draft, Paper
from generator.model.contest import Form

ENDINGS = (".cvotes", ".cef")
_PARAMETER = re.compile(r"^#/\s*([^:]+?)\s*:\s*(.*?)\s*$")
_LOOKS = re.compile(
    r"^#/\s*(Candidates|Implicit Ranking|Number of Seats)\s*:", re.IGNORECASE | re.MULTILINE
)
_TIMES = re.compile(r"\*\s*(\d+)\s*$")
_WEIGHT = re.compile(r"\^\s*(\d+)\s*$")
_EMPTY = "/EMPTY_RANKING/"


def looks_like(text: str) -> bool:
    """Whether a text is in this format."""
    return _LOOKS.search(text) is not None


def read(text: str, desk: Desk) -> Draft:
    """The votes of a file; the first tag of a vote is who cast it."""
    draft = Draft(form=Form.RANKS)
    settings: dict[str, str] = {}
    for n, line in enumerate(text.split("\n"), start=1):
        parameter = _PARAMETER.match(line)
        if parameter:
            settings[parameter[1].casefold()] = parameter[2]
            if parameter[1].casefold() == "candidates":
                for name in parameter[2].split(";"):
                    desk.candidate(name.strip(), n)
            continue
        vote = line.split("#", 1)[0].strip()
        if vote:
            draft.papers.append(_paper(vote, n, settings, desk))
    seats = settings.get("number of seats", "")
    draft.seats = int(seats) if seats.isdecimal() else None
    if settings.get("implicit ranking", "true").casefold() == "false":
        desk.note("rule", "options without a rank are no opinion here: 'unranked: ignored'")
    return draft


def _paper(vote: str, line: int, settings: dict[str, str], desk: Desk) -> Paper:
    tags, bars, ranking = vote.rpartition("||")
    voter = tags.split(",")[0].strip() if bars else ""
    times = _TIMES.search(ranking)
    count = int(times[1]) if times else 1
    ranking = _TIMES.sub("", ranking).strip()
    weight = _WEIGHT.search(ranking)
    if weight and int(weight[1]) != 1:
        if settings.get("weight allowed", "false").casefold() == "true":
            hint = "here a ballot counts once; write '* 7' for seven ballots"
            desk.problem(line, "weighted", f"this ballot has the weight {weight[1]}", hint)
        else:
            desk.note("left-out", "a weight was left out, as the file allows none", line)
    ranking = _WEIGHT.sub("", ranking).strip()
    groups = [] if ranking == _EMPTY else _groups(ranking, line, desk)
    values, spoilt = desk.ranked(groups, line)
    return Paper(tuple(values), line, count, voter, spoilt=spoilt)


def _groups(ranking: str, line: int, desk: Desk) -> list[list[int]]:
    groups = []
    for part in ranking.split(">"):
        names = [name.strip() for name in part.split("=")]
        found = [desk.option(name, line) for name in names if name and not desk.is_left_out(name)]
        group = [option for option in found if option is not None]
        if group:  # whoever is ranked below an option that is left out moves up
            groups.append(group)
    return groups
