"""The real publisher: `friday publish --if-due`, with everything that can go wrong as a verdict."""

import traceback
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from generator.autopilot.verdict import Outcome, Verdict
from generator.build.edition import Options
from generator.problems import ProblemsFound, Severity
from generator.publish.failures import NotCommitted
from generator.targets.failures import NotPublished, Refused
from generator.targets.means import masked
from generator.targets.publishing import Outcome as Result
from generator.targets.publishing import What, Wish, publish

OUTCOMES: Mapping[What, Outcome] = {
    What.NOTHING_DUE: Outcome.NOTHING,
    What.NOTHING_NEW: Outcome.NOTHING,
    What.PUBLISHED: Outcome.PUBLISHED,
}


class Flow(Struct, frozen=True):
    """Publishes a journal to one of its targets.

    Attributes:
        to: name of the target; empty for the one that is meant when none is named.
        environ: environment variables; credentials are there, or in the tools' own files.
        wait: lets seconds pass.
    """

    project: Path
    options: Options
    to: str
    environ: Mapping[str, str]
    wait: Callable[[float], None]

    def publish(self, at: datetime, alive: Callable[[], None]) -> Verdict:
        """Publish what is due; never raises."""

        def progress(_step: str, _total: int, _done: int) -> None:
            alive()

        wish = Wish(
            project=self.project,
            at=at,
            options=replace(self.options, progress=progress),
            to=self.to,
            environ=self.environ,
            if_due=True,
            wait=self.wait,
        )
        try:
            return _good(publish(wish))
        except ProblemsFound as stop:
            errors = [p for p in stop.problems if p.severity is Severity.ERROR]
            return Verdict(Outcome.MISTAKES, messages=tuple(map(str, errors or stop.problems)))
        except NotPublished as stop:
            outcome = Outcome.REFUSED if isinstance(stop, Refused) else Outcome.FAILED
            return Verdict(outcome, messages=(_with_hint(str(stop), stop.hint),))
        except (NotCommitted, OSError) as stop:
            return Verdict(Outcome.FAILED, messages=(masked(str(stop), self.environ),))
        except Exception:  # noqa: BLE001 - what arrives here is a bug, and the next look may be well
            trace = masked(traceback.format_exc(), self.environ)
            return Verdict(Outcome.BUG, messages=(trace.strip(),))


def _good(result: Result) -> Verdict:
    travel = result.travel
    details = {
        "target": result.target,
        "sequence": result.sequence,
        "files": travel.files,
        "bytes": travel.bytes,
        "deleted": travel.deleted,
        "warnings": len(result.problems),
    }
    return Verdict(OUTCOMES[result.what], result.next, result.warnings, details)


def _with_hint(message: str, hint: str) -> str:
    return f"{message}\n    hint: {hint}" if hint else message
