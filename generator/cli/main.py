"""The command `friday`: which commands there are, and what exit codes mean.

0 done, 1 the authors have something to mend, 2 the command was used wrongly, 3 a bug, 4 nothing is
due (`friday due`), 5 the target of a publish failed and trying again may help.
"""

import gc
import sys
import traceback
from collections.abc import Mapping
from importlib import import_module

import click

from generator import __version__
from generator.cli.loading import loading
from generator.cli.options import common
from generator.problems import did_you_mean

# Commands are loaded when they are called, so that `friday --version` loads no heavy library.
COMMANDS: Mapping[str, str] = {
    "init": "generator.cli.init:init",
    "new": "generator.cli.new:new",
    "build": "generator.cli.build:build",
    "check": "generator.cli.build:check",
    "serve": "generator.cli.serve:serve",
    "publish": "generator.cli.publish:publish",
    "rollback": "generator.cli.rollback:rollback",
    "autopilot": "generator.cli.autopilot:autopilot",
    "changelog": "generator.cli.changelog:changelog",
    "outbox": "generator.cli.outbox:outbox",
    "digest": "generator.cli.digest:digest",
    "forget": "generator.cli.forget:forget_",
    "moderate": "generator.cli.moderate:moderate",
    "consent": "generator.cli.consent:consent",
    "tally": "generator.cli.tally:tally",
    "schedule": "generator.cli.schedule:schedule",
    "due": "generator.cli.due:due",
    "next": "generator.cli.next:next_",
    "why": "generator.cli.why:why",
    "schema": "generator.cli.schema:schema",
    "theme": "generator.cli.theme:theme",
    "import": "generator.cli.importing:import_",
    "intake": "generator.cli.intake:intake",
}
BUG = 3


class Commands(click.Group):
    """The commands of the table, each loaded when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order of the table, which is the order of a newcomer's day."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, or None."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        with loading():
            command = getattr(import_module(module), name)
        if not isinstance(command, click.Command):
            raise TypeError(f"{COMMANDS[cmd_name]} is no command")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command, or a usage error that names the closest one."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            near = did_you_mean(args[0], COMMANDS).replace("did", "Did", 1)
            raise click.UsageError(f"There is no command '{args[0]}'. {near}".rstrip(), ctx)
        return super().resolve_command(ctx, args)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="friday")
@common
def friday() -> None:
    """Turn a folder of Markdown into a public product journal.

    \b
    friday init my-journal      a small journal to begin with
    friday serve                see it while you write
    friday build                make the site

    The options below may also stand behind the command.
    """  # noqa: D301 - click looks for the character that \b is


def main() -> None:
    """Run the command line and exit."""
    try:
        friday.main(prog_name="friday")
    except Exception:  # noqa: BLE001 - the edge of the program: what arrives here is a bug
        traceback.print_exc()
        click.echo("this is a bug in friday; please report it with the lines above", err=True)
        sys.exit(BUG)
    finally:
        gc.freeze()  # the process ends: taking its cycles apart takes a quarter of a small build
