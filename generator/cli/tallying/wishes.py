"""Other terms than those that a vote was held by, as the command line gives them."""

from collections.abc import Mapping, Sequence

import click
from msgspec import Struct, field
from msgspec.structs import replace

from generator.journal.record import RULES, About
from generator.journal.terms import NoResult, rules_with
from generator.kinds.voting import By, TieBreak
from generator.model.contest import ELIMINATIONS, SEVERAL, Contest, Method, Rules
from generator.problems import did_you_mean

_MOST_STEPS = 100
_LOT = "lot:"


class Wishes(Struct, frozen=True):
    """What the user wants to be otherwise; None and nothing for what stays."""

    method: Method | None = None
    seats: int | None = None
    tie_break: str | None = None
    rules: Mapping[str, str] = field(default_factory=dict)
    scale: tuple[int, int] | None = None


def wished(contest: Contest, wishes: Wishes, about: About) -> tuple[Contest, About]:
    """The contest with what is wished for, and what is to be published of it then.

    Raises:
        click.UsageError: a wish names what there is not, or what the method does not ask for.
    """
    method = wishes.method or contest.method
    seats = wishes.seats or (contest.seats if method in SEVERAL else 1)
    if seats > 1 and method not in SEVERAL:
        raise click.UsageError(f"{method} fills one seat; for more: {', '.join(sorted(SEVERAL))}.")
    changed = replace(
        contest,
        method=method,
        seats=seats,
        rules=_rules(contest, wishes, method),
        scale=wishes.scale or contest.scale,
    )
    if wishes.tie_break is not None:
        by, order, seed = _tie_break(contest, wishes.tie_break, about)
        changed = replace(changed, tie_break=str(by), order=order)
        about = replace(about, seed=seed, because="")
    if method in ELIMINATIONS and not changed.order:
        raise click.UsageError(
            f"{method} leaves options out one by one and needs a tie-break, such as "
            "--tie-break listed or --tie-break lot:SEED."
        )
    return changed, about


def scale_of(text: str) -> tuple[int, int]:
    """The scale that is written `0-10` or `-5-5`.

    Raises:
        click.UsageError: it is none.
    """
    lowest, _, highest = text.rpartition("-")
    lowest, highest = (lowest[:-1], f"-{highest}") if lowest.endswith("-") else (lowest, highest)
    try:
        scale = int(lowest), int(highest)
    except ValueError:
        raise click.UsageError(f"'{text}' is no scale; write 0-10.") from None
    if not 0 < scale[1] - scale[0] <= _MOST_STEPS:
        raise click.UsageError(f"'{text}' is no scale of 2 to {_MOST_STEPS + 1} steps.")
    return scale


def _rules(contest: Contest, wishes: Wishes, method: Method) -> Rules:
    asked = (*RULES[method], "revotes")
    for name in wishes.rules:
        if name not in asked:
            raise click.UsageError(
                f"{method} has no rule '{name}'; it asks for {', '.join(asked)}."
            )
    try:
        return rules_with(contest.rules, wishes.rules)
    except NoResult as error:
        raise click.UsageError(str(error)) from error


def _tie_break(contest: Contest, text: str, about: About) -> tuple[By, tuple[str, ...], str]:
    """How equals are told apart, whom it puts first, and the seed of a lot."""
    if text.startswith(_LOT) and text != _LOT:
        seed = text.removeprefix(_LOT)
        return By.LOT, TieBreak(by=By.LOT, seed=seed).ranked(contest.options), seed
    if text == By.LISTED:
        return By.LISTED, contest.options, ""
    if text == By.OPEN:
        return By.OPEN, (), ""
    order = [_option(name.strip(), contest.options, about) for name in text.split(",")]
    rest = [option for option in contest.options if option not in order]
    if len(set(order)) < len(order):
        raise click.UsageError("The tie-break names an option twice.")
    return By.ORDER, (*order, *rest), ""


def _option(name: str, options: Sequence[str], about: About) -> str:
    """The option of an id or a title."""
    if name in options:
        return name
    titles = {about.titles.get(option, option).casefold(): option for option in options}
    if name.casefold() in titles:
        return titles[name.casefold()]
    hint = did_you_mean(name, [*options, *titles]) or f"there are {', '.join(options)}"
    raise click.UsageError(f"The tie-break names '{name}', which is no option; {hint}")
