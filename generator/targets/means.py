"""What a target is made with, and how nothing secret leaves it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.problems import visible

_USER = re.compile(r"(?<=://)[^\s'\"]+@(?=[^\s'\"@]*)")
_HEADER = re.compile(
    r"(?i)\b(authorization|proxy-authorization|private-token)(['\"]?\s*[:=]\s*)[^\r\n]+"
)
_TOKEN = re.compile(
    r"\b(?:gh[opsur]_|github_pat_|glpat-|gldt-|AKIA|ASIA|xox[abp]-)[A-Za-z0-9_-]{8,}"
    r"|(?i:(?<=[?&;])(?:access_token|token|password|secret|signature|x-amz-[a-z-]+)=[^&\s'\"]+)"
)
_SECRET = re.compile(
    r"(?i)token|secret|passw|passphrase|credential|api_?key|access_?key|_key$|_pat$|_pass$"
)
_SHORTEST = 6  # shorter values would blot out ordinary words
_BLOT = "***"


@dataclass(frozen=True, slots=True)
class Means:
    """What a target may use.

    Attributes:
        project: folder of the journal; addresses of local targets are relative to it.
        name: of the target in `friday.yaml`.
        adopt: take a place that holds something and no record of ours.
        environ: environment variables; credentials are there, or in the tools' own files.
    """

    project: Path
    name: str
    adopt: bool = False
    environ: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def private(self) -> Path:
        """A folder of the project for what the target keeps; losing it costs time and no more."""
        return self.project / ".friday" / "targets" / self.name

    def masked(self, text: str) -> str:
        """What another program said, fit to be shown: without secrets, and steering no terminal."""
        return masked(text, self.environ)


def masked(text: str, environ: Mapping[str, str]) -> str:
    """A text without user names and passwords in addresses, tokens, and secrets of `environ`."""
    secrets = (v for k, v in environ.items() if _SECRET.search(k) and len(v.strip()) >= _SHORTEST)
    for secret in sorted({*secrets}, key=len, reverse=True):
        text = text.replace(secret, _BLOT).replace(secret.strip(), _BLOT)
    text = _HEADER.sub(rf"\1\2{_BLOT}", text)
    text = _TOKEN.sub(_BLOT, _USER.sub(f"{_BLOT}@", text))
    return "\n".join(visible(line) for line in text.splitlines())
