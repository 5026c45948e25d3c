"""Templates compiled: those that come with the program once on a machine, others in each process.

Code lies where jinja2 keeps it (`FileSystemBytecodeCache`): in a folder for temporary files of the
system that nobody but this user can write, never in the project, whose cache travels and holds no
code. What a project's own templates say is written nowhere, since it may name who is forgotten.

A page needs a quarter of the templates; their code is read when it is asked for. Which templates
each of them names is asked of all, and lies in a file for all of them together.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache, cached_property, lru_cache, partial
from itertools import starmap
from pathlib import Path
from types import CodeType
from typing import cast

from jinja2 import BaseLoader, FileSystemBytecodeCache, TemplateSyntaxError
from jinja2.bccache import Bucket
from msgspec import Struct
from msgspec.structs import astuple

from generator.problems import Location, Problem
from generator.render.compiling import Mention, mentions_in
from generator.render.environment import bare_environment
from generator.workshop.program import fingerprint_of

_COMPILERS = tuple(Path(__file__).parent / name for name in ("compiling.py", "environment.py"))
_LIBRARIES = ("jinja2", "markupsafe")

_Row = tuple[str | None, int, bool]
"""A mention, as an index of several templates holds it."""


class Text(Struct, frozen=True):
    """What a template says; `label` is its file as problems name it."""

    name: str
    label: str
    text: str


class Code:
    """A template compiled, and the templates that it names; jinja2's own code is made or read late.

    Attributes:
        mentions: what it names.
    """

    def __init__(self, mentions: tuple[Mention, ...], make: Callable[[], CodeType]) -> None:
        self.mentions = mentions
        self._make = make

    @cached_property
    def code(self) -> CodeType:
        """What jinja2 makes of it."""
        return self._make()


@lru_cache(maxsize=512)
def compiled(text: Text) -> Code | Problem:
    """A template compiled; remembered, because a preview loads the theme again for every build."""
    return _checked(text, partial(_made, text))


@lru_cache(maxsize=16)
def all_compiled(texts: tuple[Text, ...]) -> tuple[Code | Problem, ...]:
    """The same of templates that come with the program: others find what one process made."""
    folder = _folder()
    if folder is None:
        return tuple(map(compiled, texts))
    makers = [partial(_kept, folder, text) for text in texts]
    index = _bucket(folder, "", "\0".join(part for text in texts for part in astuple(text)))
    with suppress(TypeError, ValueError):  # it may hold anything
        rows = cast("Sequence[Sequence[_Row]]", index.code)
        said = [tuple(Mention(*row) for row in mine) for mine in rows]
        return tuple(starmap(Code, zip(said, makers, strict=True)))
    made = tuple(map(_checked, texts, makers))
    if all(isinstance(each, Code) for each in made):
        named = tuple(tuple(map(astuple, mentions_in(make()))) for make in makers)
        _keep(folder, index, cast("CodeType", named))
    return made


def _checked(text: Text, make: Callable[[], CodeType]) -> Code | Problem:
    try:
        code = make()
    except TemplateSyntaxError as error:
        place = Location(text.label, error.lineno)
        return Problem(place, "template", error.message or "it cannot be read")
    return Code(mentions_in(code), lambda: code)


def _made(text: Text) -> CodeType:
    environment = bare_environment(BaseLoader())
    tree = environment.parse(text.text, text.name, text.label)
    return environment.compile(tree, text.name, text.label)


def _kept(folder: FileSystemBytecodeCache, text: Text) -> CodeType:
    """The code that another process made of the same text with the same compiler, or new code."""
    bucket = _bucket(folder, text.name, f"{text.label}\0{text.text}")
    if not isinstance(bucket.code, CodeType):
        return _keep(folder, bucket, _made(text))
    return bucket.code


def _bucket(folder: FileSystemBytecodeCache, name: str, source: str) -> Bucket:
    """What is kept of a source, if anything is.

    Each has a file of its own: two versions of this program on a machine take turns in none.
    """
    checksum = folder.get_source_checksum(f"{fingerprint_of(_COMPILERS, _LIBRARIES)}\n{source}")
    key = folder.get_cache_key(name, checksum)
    bucket = Bucket(bare_environment(BaseLoader()), key, checksum)
    with suppress(Exception):  # whatever is wrong with a file that is kept, it is made anew
        folder.load_bytecode(bucket)
    return bucket


def _keep(folder: FileSystemBytecodeCache, bucket: Bucket, code: CodeType) -> CodeType:
    bucket.code = code
    with suppress(OSError):
        folder.set_bucket(bucket)
    return code


@cache
def _folder() -> FileSystemBytecodeCache | None:
    """Where code is kept; None on a system where no folder is surely this user's."""
    try:
        return FileSystemBytecodeCache()
    except (OSError, RuntimeError):
        return None
