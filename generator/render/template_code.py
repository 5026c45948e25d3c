"""Templates compiled: those that come with the program once on a machine, others in each process.

Code lies where jinja2 keeps it (`FileSystemBytecodeCache`): in a folder for temporary files of the
system that nobody but this user can write, never in the project, whose cache travels and holds no
code. What a project's own templates say is written nowhere, since it may name who is forgotten.
"""

from contextlib import suppress
from functools import cache, lru_cache
from pathlib import Path
from types import CodeType

from jinja2 import BaseLoader, FileSystemBytecodeCache, TemplateSyntaxError
from jinja2.bccache import Bucket
from msgspec import Struct

from generator.problems import Location, Problem
from generator.render.compiling import Mention, mentions_in
from generator.render.environment import bare_environment
from generator.workshop.program import fingerprint_of

_COMPILERS = tuple(Path(__file__).parent / name for name in ("compiling.py", "environment.py"))
_LIBRARIES = ("jinja2", "markupsafe")


class Code(Struct, frozen=True):
    """A template compiled, and the templates that it names."""

    code: CodeType
    mentions: tuple[Mention, ...]


@lru_cache(maxsize=512)
def compiled(name: str, label: str, text: str, *, kept: bool) -> Code | Problem:
    """A template compiled; remembered, because a preview loads the theme again for every build.

    Args:
        label: its file as problems name it.
        kept: whether other processes may find it.
    """
    folder = _folder() if kept else None
    try:
        code = _made(name, label, text) if folder is None else _kept(folder, name, label, text)
    except TemplateSyntaxError as error:
        place = Location(label, error.lineno)
        return Problem(place, "template", error.message or "it cannot be read")
    return Code(code, mentions_in(code))


def _made(name: str, label: str, text: str) -> CodeType:
    environment = bare_environment(BaseLoader())
    return environment.compile(environment.parse(text, name, label), name, label)


def _kept(folder: FileSystemBytecodeCache, name: str, label: str, text: str) -> CodeType:
    """The code that another process made of the same text with the same compiler, or new code.

    Each text has a file of its own: two versions of this program on a machine take turns in none.
    """
    source = f"{fingerprint_of(_COMPILERS, _LIBRARIES)}\n{text}"
    environment = bare_environment(BaseLoader())
    checksum = folder.get_source_checksum(source)
    bucket = Bucket(environment, folder.get_cache_key(name, f"{label} {checksum}"), checksum)
    with suppress(Exception):  # whatever is wrong with a file that is kept, it is made anew
        folder.load_bytecode(bucket)
    if bucket.code is None:
        bucket.code = _made(name, label, text)
        with suppress(OSError):
            folder.set_bucket(bucket)
    return bucket.code


@cache
def _folder() -> FileSystemBytecodeCache | None:
    """Where code is kept; None on a system where no folder is surely this user's."""
    try:
        return FileSystemBytecodeCache()
    except (OSError, RuntimeError):
        return None
