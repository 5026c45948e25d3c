"""Files for teams with a server of their own: a unit of systemd, and a container."""

from collections.abc import Mapping
from pathlib import Path

from generator.intake.automation.supplies import Supply, filled

FILES: Mapping[str, str] = {
    "autopilot.service": "server/friday-autopilot.service",
    "Containerfile": "server/Containerfile",
}
"""The templates, and where each goes in the folder of a journal."""


def units(project: Path, requirement: str) -> list[Supply]:
    """The files for a journal.

    Args:
        requirement: what pip is to install, such as `orange-friday==1.0`.
    """
    values = {"FRIDAY": requirement}
    command = "friday init --server ."
    return [Supply(project / path, filled(name, values, command)) for name, path in FILES.items()]
