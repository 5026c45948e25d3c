"""The elections of starvote, each with the report that program printed for it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from bench._elections import Finding, contest_of, loaded, titles_of
from generator.intake.ballots.formats import load
from generator.intake.ballots.sheet import Sheet, Wish
from generator.journal.tally.count import count
from generator.journal.tally.tally import Outcome
from generator.model.contest import Form, Method

OURS = ("star", "bloc")
# What starvote refuses and is no mistake in the ballots, why not, and how many there are.
READ_ALL_THE_SAME: Mapping[str, tuple[str, int]] = {
    "bad_syntax_no_method": ("the method is the poll's to say", 1),
    "bad_syntax_fussy_wrong_ballots_1": ("'1 ballots:' is one ballot", 1),
    "bad_syntax_fussy_wrong_ballots_2": ("'2 ballot:' is two ballots", 2),
    "bad_syntax_invalid_start_of_line_mode": ("the tie-break is the poll's to say", 1),
    "bad_syntax_pragma_inside_list": ("the tie-break is the poll's to say", 1),
}
_OPTION = re.compile(r"^\s*(\w+)\s*=\s*([^\[\s]+)\s*$", re.MULTILINE)
_SECTION = re.compile(r"^\[(.+?)\]\s*$")
_LINE = re.compile(r"^\s+(.+?)\s+--\s+(\d+)\b")
_TIE = re.compile(r"Tie between (.+)\.$")
_ERROR = re.compile(r"^\w+Error\(")
_PERMUTED = re.compile(r"^\s+(?:\d+\.\s+)?(\S.*?)\s*$")

Steps = list[dict[str, int]]


@dataclass(slots=True)
class Report:
    """What a report says.

    Attributes:
        steps: scoring rounds and runoffs in turn, each with its numbers.
        tied: equals that nothing told apart.
        lots: options as lots drew them.
        is_error: the program found no outcome but a mistake of its own.
    """

    title: str = ""
    steps: Steps = field(default_factory=list)
    winners: list[str] = field(default_factory=list)
    tied: list[str] = field(default_factory=list)
    lots: list[list[str]] = field(default_factory=list)
    is_error: bool = False


def starvote(corpora: Path) -> Iterator[Finding]:
    """STAR and Bloc STAR with their reports; files with mistakes must be refused."""
    folder = corpora / "starvote" / "test_elections"
    for file in sorted((*folder.glob("*.starvote"), *folder.glob("*.csv"))):
        election = f"starvote {file.stem}"
        yield (_refused if file.stem.startswith("bad_syntax") else _finding)(election, file)


def _finding(election: str, file: Path) -> Finding:
    text = file.read_text(encoding="utf-8")
    csv = file.suffix == ".csv"
    options = {} if csv else dict(_OPTION.findall(text.partition("[ballots]")[0]))
    elsewhere = options.get("csv_path") or options.get("starvote_path") or file.name
    ballots = file.with_name(elsewhere)
    if not ballots.is_file():
        return Finding(election, f"its ballots stand in {elsewhere}", word="missing")
    sheet = loaded(ballots, Form.SCORES)
    method = options.get("method", "star")
    if method not in OURS:
        said = f"{len(sheet.ballots)} rows of ballots; {method} is no method of ours"
        return Finding(election, said, word="read")
    seats, order = int(options.get("seats", 1)), _listed_order(text)
    report = file.with_suffix(".txt")
    if report.is_file():
        return _compared(election, sheet, seats, _read(report), order)
    outcome = _counted(sheet, seats, order)
    winners = ", ".join(outcome.winners) or f"a tie of {', '.join(outcome.tied)}"
    return Finding(election, f"no report beside it; we find {winners}", word="counted")


def _refused(election: str, file: Path) -> Finding:
    sheet = load(file, file.read_bytes(), Wish(form=Form.SCORES))
    if sheet.is_sound:
        ballots = sum(ballot.count for ballot in sheet.ballots)
        why, expected = READ_ALL_THE_SAME.get(file.stem, ("it has a mistake, and was read", -1))
        wrong = () if ballots == expected else (f"{ballots} ballots read",)
        return Finding(election, why, wrong, word="read")
    problem = sheet.problems[0]
    return Finding(election, f"line {problem.location.line}: {problem.message}", word="refused")


def _counted(sheet: Sheet, seats: int, order: Sequence[str]) -> Outcome:
    """The outcome with a tie-break by names; open if there are none."""
    ids = {title: option for option, title in titles_of(sheet).items()}
    ranked = tuple(ids[name] for name in order if name in ids)
    rest = tuple(option for option in ids.values() if option not in ranked)
    terms = {"order": (*ranked, *rest), "tie_break": "order"} if ranked else {}
    contest = contest_of(sheet, Method.STAR, seats=seats, **terms)
    return count(contest, sheet.ballots).outcome


def _compared(
    election: str, sheet: Sheet, seats: int, report: Report, order: Sequence[str]
) -> Finding:
    titles = {option: " ".join(title.split()) for option, title in titles_of(sheet).items()}
    outcome = _counted(sheet, seats, report.lots[0] if report.lots else order)
    found = [{titles[o]: int(n) for o, n in step.votes} for step in outcome.rounds]
    winners = [titles[option] for option in outcome.winners]
    tied = sorted(titles[option] for option in outcome.tied)
    what = f"{', '.join(winners)} elected" if winners else f"a tie of {', '.join(tied)}"
    if report.is_error:
        said = f"its report is an error of that program; we find {what}"
        return Finding(election, said, word="counted")
    steps = report.steps
    notes: tuple[str, ...] = ()
    if any(lot != report.lots[0] for lot in report.lots):
        steps, found = steps[:2], found[:2]
        winners, report.winners = winners[:1], report.winners[:1]
        notes = ("it draws a new lot for each tie, ours is one for all: compared for one seat",)
    wrong = []
    if steps and steps != found:
        wrong.append(f"rounds: published {steps}, counted {found}")
    if winners != report.winners:
        wrong.append(f"winners: published {report.winners}, counted {winners}")
    if tied != sorted(report.tied):
        wrong.append(f"tie: published {report.tied}, counted {tied}")
    return Finding(election, f"{len(steps)} steps with every number; {what}", tuple(wrong), notes)


def _listed_order(text: str) -> list[str]:
    """A tie-break that the file lists."""
    found = re.search(r"tiebreaker\s*=\s*\[(.*?)\]", text, re.DOTALL)
    return [line.strip() for line in found[1].split("\n") if line.strip()] if found else []


def _read(file: Path) -> Report:
    """A report in pieces: sections in brackets, lines `name -- number` below them."""
    report = Report()
    section, permuted = "", False
    for line in file.read_text(encoding="utf-8").split("\n"):
        head = _SECTION.match(line)
        if head:
            section, permuted = head[1], False
            report.title = report.title or section
            if section.endswith(("Scoring Round", "Automatic Runoff Round")):
                report.steps.append({})
            continue
        if "ermuted list of candidates:" in line:
            permuted = True
            report.lots.append([])
        elif permuted:
            permuted = _permuted(line, report)
        else:
            _line(line, section, report)
    return report


def _permuted(line: str, report: Report) -> bool:
    """Take a line of a drawn order; whether more of them follow."""
    found = _PERMUTED.match(line)
    if found is None or found[1].startswith(("Choosing", "Tiebreaker")):
        return False
    report.lots[-1].append(found[1])
    return True


def _line(line: str, section: str, report: Report) -> None:
    counted = _LINE.match(line)
    tie = _TIE.search(line)
    report.is_error = report.is_error or _ERROR.match(line) is not None
    if counted and section.endswith(("Scoring Round", "Automatic Runoff Round")):
        if counted[1] != "No Preference":
            report.steps[-1][counted[1]] = int(Fraction(counted[2]))
    elif section.endswith(("Winner", "Winners")) and line.strip():
        report.winners.append(line.strip())
    elif tie:
        report.tied = re.split(r",? and |, ", tie[1])
