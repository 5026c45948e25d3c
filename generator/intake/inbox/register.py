"""What the public register says of submissions: `content/submissions.csv`, without a word of them.

The format is `generator.reader.submissions`; this module brings its rows up to date.
"""

from collections.abc import Iterable
from pathlib import Path

from generator.files import leftovers, put
from generator.intake.inbox.store import Inbox, as_it_lies
from generator.model.reference import Reference
from generator.model.submission import Submission
from generator.model.submission_row import SUBMISSIONS, Decision, SubmissionRow
from generator.problems import Problem, gate
from generator.reader.submissions import on_one_line, parse_submissions, submissions_text


def register_file(inbox: Inbox) -> Path:
    """The file of the register."""
    return inbox.project / inbox.config.content / SUBMISSIONS


def rows_of(inbox: Inbox) -> tuple[SubmissionRow, ...]:
    """The rows of the register, by key; none where there is no register yet.

    Raises:
        ProblemsFound: the register cannot be read.
        OSError: the file cannot be read.
    """
    file = register_file(inbox)
    if not file.is_file():
        return ()
    rows, problems = parse_submissions(file.read_bytes(), f"{inbox.config.content}/{SUBMISSIONS}")
    gate(problems)
    return rows


def note(inbox: Inbox, submissions: Iterable[Submission]) -> bool:
    """Bring the rows of submissions up to date; it is on the disk when this returns.

    Returns:
        whether the file changed.

    Raises:
        ProblemsFound: the register cannot be read, or could not be read any more if a row of
            these submissions stood in it; nothing was written.
        OSError: it cannot be written; it is as it was.
    """
    rows = {row.key: row for row in rows_of(inbox)}
    rows |= {each.key: row_of(each) for each in submissions}
    text = submissions_text(rows.values()).encode()
    file = register_file(inbox)
    for old in leftovers(file):
        old.unlink(missing_ok=True)
    if not rows or (file.is_file() and file.read_bytes() == text):
        return False
    gate(parse_submissions(text, f"{inbox.config.content}/{SUBMISSIONS}")[1])
    put(file, text)
    return True


def note_arrived(inbox: Inbox, submissions: Iterable[Submission]) -> bool:
    """Bring the register up to date after an intake, with what lies in the inbox now.

    A decision is told by whoever carries it out: what was decided keeps its row, however often its
    source is taken in again, and gets one as pending where it has none.

    Returns:
        whether the file changed.

    Raises:
        ProblemsFound: the register cannot be read; nothing was written.
        OSError: it cannot be written; it is as it was.
    """
    known = {row.key for row in rows_of(inbox)}
    there = (as_it_lies(inbox, each) for each in submissions)
    waiting = {"decision": Decision.PENDING}
    return note(
        inbox,
        [
            each.model_copy(update=waiting)
            for each in there
            if each is not None and (each.decision is Decision.PENDING or each.key not in known)
        ],
    )


def unfit_for_register(submission: Submission) -> list[Problem]:
    """Why the register could not be read any more if it told of a submission."""
    return parse_submissions(submissions_text([row_of(submission)]).encode())[1]


def row_of(submission: Submission) -> SubmissionRow:
    """What the public may know of a submission: a reason only where the sender agreed to that.

    Fields of an earlier decision may still stand in its file; they are none of the row.
    """
    pending = submission.decision is Decision.PENDING
    approved = submission.decision is Decision.APPROVED
    declined = submission.decision is Decision.DECLINED
    told = declined and submission.consent is not None and submission.consent.reasons
    kind, colon, name = (submission.became or "").partition(":") if approved else ("", "", "")
    return SubmissionRow(
        submission.key,
        submission.call,
        submission.received,
        submission.decision,
        None if pending else submission.decided,
        "" if pending else submission.role or "",
        on_one_line(submission.reason or "") if told else "",
        Reference(kind, name) if colon else None,
    )
