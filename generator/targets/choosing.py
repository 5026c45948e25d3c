"""Which target is meant."""

from generator.config import FILE, Config
from generator.model.target import TargetOptions
from generator.problems import Location, Problem, did_you_mean, gate


def chosen(config: Config, name: str) -> tuple[str, TargetOptions]:
    """The target that a name means, or the usual one.

    Raises:
        ProblemsFound: there is none.
    """
    names = ", ".join(config.targets)
    wanted = name or config.publish_to or (names if len(config.targets) == 1 else "")
    if wanted in config.targets:
        return wanted, config.targets[wanted]
    if not config.targets:
        message, hint = "no target is configured", "targets: {web: {folder: ../public}}"
    elif not wanted:
        message, hint = (
            f"which target is meant: {names}?",
            "--to NAME, or in friday.yaml publish_to: NAME",
        )
    else:
        message = f"there is no target '{wanted}'"
        hint = did_you_mean(wanted, config.targets) or f"targets are {names}"
    gate([Problem(Location(FILE), "no-target", message, hint)])
    raise RuntimeError("an error does not pass the gate")
