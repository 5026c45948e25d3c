"""What commands print: problems, progress, a summary; and the exit codes that go with them."""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from time import perf_counter

import click

from generator.build.result import Result
from generator.problems import Problem, ProblemsFound, Severity, refusal, visible
from generator.publish.failures import NotCommitted

PROBLEMS = 1
Tell = Callable[[str, int, int], None]
Watch = Callable[[], float]


def problems(found: Sequence[Problem], *, as_json: bool) -> None:
    """Every problem, on standard error as text or on standard output as one JSON record a line."""
    for problem in found:
        if as_json:
            click.echo(json.dumps({"type": "problem", **problem.record()}, ensure_ascii=False))
        else:
            click.echo(styled(problem), err=True)


def styled(problem: Problem) -> str:
    """A problem with its severity in colour; click leaves colour out where there is no terminal.

    What authors and voters wrote cannot steer the terminal: control characters are escapes.
    """
    colour = "red" if problem.severity is Severity.ERROR else "yellow"
    word = click.style(f"{problem.severity}[{problem.code}]", fg=colour, bold=True)
    text = f"{visible(str(problem.location))}: {word}: {visible(problem.message)}"
    return f"{text}\n    hint: {_lines(problem.hint)}" if problem.hint else text


def _lines(text: str) -> str:
    return "\n".join(map(visible, text.split("\n")))


def counted(found: Sequence[Problem]) -> str:
    """How many errors and warnings there are, in words."""
    errors = sum(problem.severity is Severity.ERROR for problem in found)
    warnings = len(found) - errors
    parts = [(errors, "error"), (warnings, "warning")]
    said = [f"{n} {word}{'s' if n != 1 else ''}" for n, word in parts if n]
    return ", ".join(said) or "no problems"


@contextmanager
def guarded(*, as_json: bool) -> Iterator[None]:
    """Print the problems that stop a command, and exit with 1."""
    try:
        yield
    except ProblemsFound as stop:
        problems(stop.problems, as_json=as_json)
        if not as_json:
            click.echo(f"{counted(stop.problems)}; the site was not changed", err=True)
        sys.exit(PROBLEMS)
    except BrokenPipeError:
        raise  # nobody reads any more; click ends quietly
    except OSError as stop:
        problems([refusal(stop)], as_json=as_json)
        sys.exit(PROBLEMS)
    except NotCommitted as stop:
        if as_json:
            click.echo(json.dumps({"type": "failure", "message": str(stop)}, ensure_ascii=False))
        else:
            click.echo(click.style(str(stop), fg="red"), err=True)
        sys.exit(PROBLEMS)


@contextmanager
def progress(*, quiet: bool) -> Iterator[Tell]:
    """Progress bars on standard error, one for each step; nothing without a terminal."""
    if quiet or not sys.stderr.isatty():
        yield _nobody
        return
    bars = _Bars()
    try:
        yield bars.tell
    finally:
        bars.close()


class _Bars:
    """The bar of the step that is under way."""

    def __init__(self) -> None:
        self._step = ""
        self._bar: click._termui_impl.ProgressBar[int] | None = None

    def tell(self, step: str, total: int, done: int) -> None:
        """Note that `done` more of `total` things of a step are finished."""
        if step != self._step:
            self.close()
            self._step = step
            self._bar = click.progressbar(length=total, label=f"{step:>8}", file=sys.stderr)
        if self._bar is not None:
            self._bar.update(done)

    def close(self) -> None:
        """End the line of the bar."""
        if self._bar is not None:
            self._bar.render_finish()
        self._bar = None


def _nobody(_step: str, _total: int, _done: int) -> None:
    """There is no terminal to show progress on."""


def stopwatch() -> Watch:
    """A function that says how many seconds have passed since now."""
    start = perf_counter()
    return lambda: perf_counter() - start


def summary(result: Result, seconds: float, *, as_json: bool) -> None:
    """One line about a finished build."""
    warnings = len(result.problems)
    if as_json:
        record = {
            "type": "summary",
            "site": str(result.site),
            "pages": result.pages,
            "files": result.files,
            "written": result.written,
            "unchanged": result.unchanged,
            "deleted": result.deleted,
            "hidden": result.hidden,
            "warnings": warnings,
            "seconds": round(seconds, 3),
        }
        click.echo(json.dumps(record, ensure_ascii=False))
        return
    click.echo(
        f"{result.site}: {result.pages} pages, {result.files} files; {result.written} written, "
        f"{result.unchanged} unchanged, {result.deleted} deleted; {result.hidden} hidden; "
        f"{warnings} warning{'s' if warnings != 1 else ''}; {seconds:.2f} s"
    )
