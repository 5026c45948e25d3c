"""How much the service takes, and how long it waits: every number of it."""

from msgspec import Struct

MEGABYTE = 1_000_000


class Limits(Struct, frozen=True):
    """What is taken.

    Attributes:
        body_bytes: a whole submission, pictures included.
        picture_bytes: one picture; how many pixels it may have, `model.sent_pictures` says.
        slack_bytes: what an answer may weigh beyond the characters it may have, before reading
            stops; until then it comes back with a sentence beside its field.
        parts: fields and pictures of one submission.
        posts_per_hour: attempts from one address, good or bad.
        kept_per_hour: submissions kept from one address.
        forget_seconds: after this the key of the address digests is thrown away.
        same_days: how long the same text for the same call counts as the same submission.
        fastest_seconds: nobody fills in a form faster; a program does.
        form_seconds: how long a form that was opened can be sent.
        headers_seconds: how long a request's head may take.
        grace_seconds: how long a body may take at least.
        bytes_per_second: a body that is slower than this after its grace is let go.
        request_seconds: how long anything may take at all.
        connections: beyond these, those that waited longest without a whole request are closed.
        free_bytes: below this free space nothing is taken any more.
        waiting: submissions that may be on their way to the disk at one time.
    """

    body_bytes: int = 40 * MEGABYTE
    picture_bytes: int = 10 * MEGABYTE
    slack_bytes: int = 64_000
    parts: int = 200
    posts_per_hour: int = 60
    kept_per_hour: int = 20
    forget_seconds: float = 86_400.0
    same_days: int = 7
    fastest_seconds: float = 3.0
    form_seconds: float = 86_400.0
    headers_seconds: float = 10.0
    grace_seconds: float = 20.0
    bytes_per_second: int = 8_000
    request_seconds: float = 900.0
    connections: int = 4096
    free_bytes: int = 200 * MEGABYTE
    waiting: int = 2000
