"""Decisions: what is written into the inbox, the content and the register, in this order.

The inbox says first what was decided; so a decision that was cut short is seen there, and
`carry_out` finishes it. Once the register tells of a decision it was carried out: nothing is ever
written twice, and what somebody took back later does not come back.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from generator.files import put_all
from generator.intake.inbox.register import note, row_of, rows_of, unfit_for_register
from generator.intake.inbox.store import Filed, save
from generator.intake.moderation.becoming import Wish, becoming, name_shown
from generator.intake.moderation.ground import Ground
from generator.journal.visibility import consent_of
from generator.model.reference import Reference
from generator.model.submission import Submission
from generator.model.submission_row import EDITOR, Decision, SubmissionRow
from generator.problems import Problem, ProblemsFound, gate


class Decided(Struct, frozen=True):
    """A decision that was carried out.

    Attributes:
        became: the entry that was made of it; None if none was.
        files: those that were written into the content, relative to the project.
    """

    submission: Submission
    became: Reference | None = None
    files: tuple[str, ...] = ()


def approve(ground: Ground, filed: Filed, wish: Wish, role: str = EDITOR) -> Decided:
    """Make the entry that a submission becomes, and say so in the inbox and in the register.

    Raises:
        ProblemsFound: something keeps it from being published; nothing was written.
        OSError: a file cannot be written; `carry_out` goes on from there.
    """
    _undecided(filed)
    decided = filed.submission.model_copy(
        update={"decision": Decision.APPROVED, "decided": ground.at, "role": role}
    )
    made = _made(ground, decided)
    if made is not None and wish != Wish():
        hint = "change what you want in its own file"
        message = f"'{made.became}' was made of it already"
        raise ProblemsFound([_problem(filed, "became", "made", message, hint)])
    return _approved(ground, filed, decided, wish)


def decline(ground: Ground, filed: Filed, reason: str, role: str = EDITOR) -> Decided:
    """Say no, and why; readers learn the reason only where its sender agreed to that.

    Raises:
        ProblemsFound: it was decided already, or there is no reason.
        OSError: a file cannot be written; `carry_out` goes on from there.
    """
    _undecided(filed)
    if not reason.strip():
        hint = "whoever took the trouble to write is told why: --reason …"
        raise ProblemsFound([_problem(filed, "reason", "no-reason", "there is no reason", hint)])
    return _noted(ground, filed, Decision.DECLINED, role, {"reason": reason.strip()})


def ask(ground: Ground, filed: Filed, question: str, role: str = EDITOR) -> Decided:
    """Say that something was asked; the submission waits for its sender from now on.

    Raises:
        ProblemsFound: it was decided already, or there is no question.
        OSError: a file cannot be written; `carry_out` goes on from there.
    """
    _undecided(filed)
    if not question.strip():
        hint = "say what you want to know: --question …"
        raise ProblemsFound([_problem(filed, "question", "no-question", "nothing is asked", hint)])
    return _noted(ground, filed, Decision.ASKED, role, {"question": question.strip()})


def half_done(ground: Ground, every: Iterable[Filed]) -> Iterator[Filed]:
    """Submissions of which the inbox says another thing than the register.

    Raises:
        ProblemsFound: the register cannot be read.
    """
    rows = {row.key: row for row in rows_of(ground.inbox)}
    for filed in every:
        row = rows.get(filed.submission.key)
        if row is None or not _same(row, row_of(filed.submission)):
            yield filed


def carry_out(ground: Ground, filed: Filed) -> Decided:
    """Finish what the fields of a submission say: one edited by hand, or a decision cut short.

    Raises:
        ProblemsFound: it says too little, or something keeps it from being published.
        OSError: a file cannot be written.
    """
    said = filed.submission
    problems = list(incomplete(filed))
    if problems:
        raise ProblemsFound(problems)
    if said.decision is Decision.PENDING:
        anew = said.model_copy(update={"decided": None, "role": None, "reason": None})
        return _kept(ground, filed, anew)
    update = {
        "decided": max(said.decided or ground.at, said.received),
        "role": said.role or EDITOR,
    }
    decided = said.model_copy(update=update)
    if said.decision is Decision.APPROVED:
        named = (said.by or "") if said.became else ""  # chosen before it was cut short
        return _approved(ground, filed, decided, Wish(id=_bare(said.became), by=named))
    return _kept(ground, filed, decided)


def incomplete(filed: Filed) -> Iterator[Problem]:
    """What a decision that was written by hand leaves out."""
    said = filed.submission
    if said.decision is Decision.DECLINED and not said.reason:
        hint = "add the field 'reason'; it is public only if they agreed to that"
        yield _problem(filed, "decision", "no-reason", "it is declined without a reason", hint)
    if said.decision is Decision.ASKED and not said.question:
        hint = "add the field 'question'"
        yield _problem(filed, "decision", "no-question", "it is asked without a question", hint)


def _approved(ground: Ground, filed: Filed, decided: Submission, wish: Wish) -> Decided:
    """The inbox first, then the content, then the register."""
    done = replace(filed, submission=decided)
    made, files = _made(ground, decided), dict[Path, bytes]()
    if made is None:
        found, problems = becoming(ground, done, wish)
        if problems:
            raise ProblemsFound(problems)
        if found is not None:
            files, chosen = found.files, _chosen(ground, done, wish)
            decided = decided.model_copy(update={"became": str(found.reference), **chosen})
            made = Decided(decided, found.reference, _named(ground, found.files))
    _fitting(filed, decided)
    save(done, decided)
    put_all(files)
    note(ground.inbox, [decided])
    return made or Decided(decided)


def _chosen(ground: Ground, filed: Filed, wish: Wish) -> dict[str, object]:
    """What the team chose, so that a decision that is cut short is finished as it was made."""
    said = filed.submission
    return {
        "title": " ".join(wish.title.split()) or said.title,
        "by": name_shown(ground, filed, wish) or said.by,
        "feature": wish.feature or said.feature,
    }


def _made(ground: Ground, decided: Submission) -> Decided | None:
    """The entry that an earlier attempt wrote before it was cut short."""
    kind, colon, name = (decided.became or "").partition(":")
    reference = Reference(kind, name)
    there = bool(colon) and reference in ground.entries
    return Decided(decided, reference) if there else None


def _stands(ground: Ground, made: Decided) -> bool:
    """Whether readers see what was made of a submission: nobody took it back."""
    entry = ground.entries[made.became][0] if made.became is not None else None
    consent = consent_of(entry) if entry is not None else None
    taken_back = consent is not None and consent.withdrawn is not None
    return entry is not None and not entry.head.withdrawn and not taken_back


def _noted(
    ground: Ground, filed: Filed, decision: Decision, role: str, fields: dict[str, str]
) -> Decided:
    said = {"decision": decision, "decided": ground.at, "role": role, **fields}
    return _kept(ground, filed, filed.submission.model_copy(update=said))


def _kept(ground: Ground, filed: Filed, decided: Submission) -> Decided:
    """The inbox first, then the register."""
    made = _made(ground, decided)
    if made is not None and decided.decision is not Decision.PENDING and _stands(ground, made):
        hint = f"take it out first: friday consent withdraw {made.became}, or delete it"
        message = f"'{made.became}' was made of it, and still stands in the content"
        raise ProblemsFound([_problem(filed, "became", "made", message, hint)])
    _fitting(filed, decided)
    save(filed, decided)
    note(ground.inbox, [decided])
    return Decided(decided)


def _fitting(filed: Filed, decided: Submission) -> None:
    """Nothing is decided in words that the register cannot hold: every build reads it.

    Raises:
        ProblemsFound: what is wrong with them.
    """
    place = filed.fields.at(("decision",))
    gate(replace(each, location=place) for each in unfit_for_register(decided))


def _undecided(filed: Filed) -> None:
    """A decision that others may have read is not turned round by a slip of the keyboard."""
    said = filed.submission
    if said.decision in {Decision.APPROVED, Decision.DECLINED}:
        what = f" as '{said.became}'" if said.became else ""
        first = f"take '{said.became}' out of the content and " if said.became else ""
        hint = f"to decide anew, {first}set 'decision: pending' in this file"
        message = f"it is {said.decision} already{what}"
        raise ProblemsFound([_problem(filed, "decision", "decided", message, hint)])


def _same(row: SubmissionRow, other: SubmissionRow) -> bool:
    return (row.decision, row.reason, row.became) == (other.decision, other.reason, other.became)


def _bare(became: str | None) -> str:
    return (became or "").partition(":")[2]


def _named(ground: Ground, files: Iterable[object]) -> tuple[str, ...]:
    root = ground.project.as_posix()
    return tuple(str(file).removeprefix(f"{root}/") for file in files)


def _problem(filed: Filed, field: str, code: str, message: str, hint: str) -> Problem:
    return Problem(filed.fields.at((field,)), code, message, hint)
