"""What to send to whoever sent something in, as text to be sent by hand."""

from generator.model.submission import Contact, Submission
from generator.model.submission_row import Decision


def letter(submission: Submission, contact: Contact) -> str:
    """A message about a decision: to whom, about what, and what the team said.

    Nothing else of the contact than where the message goes.
    """
    said = {
        Decision.DECLINED: submission.reason,
        Decision.ASKED: submission.question,
    }.get(submission.decision)
    where = contact.mail or contact.handle or contact.url or submission.source.url or "nobody knows"
    about = submission.title or submission.call
    return f"To: {where}\nSubject: Re: {about}\n\n{said or ''}".rstrip() + "\n"
