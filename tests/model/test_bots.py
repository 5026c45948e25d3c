"""Programs, which get no credit, and people, whom nobody may take for one."""

from time import process_time

import pytest

from generator.model.bots import is_bot


@pytest.mark.parametrize(
    "name",
    [
        "dependabot[bot]",
        "@dependabot",
        r"renovate\[bot\]",
        "github-actions",
        "GitHub Actions",
        "pre-commit-ci",
        "allcontributors",
        "lamp-bot",
        "Lamp Bot",
        "Copilot",
        "GitHub Copilot",
        "claude",
        "Claude Opus 4.1",
        "claude-3-5-sonnet (1M context)",
        "ChatGPT",
        "GPT-4o",
        "gemini-2.5-pro",
        "Cursor Agent",
        "codex",
        "devin-ai-integration[bot]",
        "Lamp <noreply@anthropic.com>",
        "49699333+dependabot[bot]@users.noreply.github.com",
        "GitHub <noreply@github.com>",
        "Mei <198982749+Copilot@users.noreply.github.com>",
    ],
)
def test_a_program_is_known_by_name_handle_or_mail(name: str) -> None:
    assert is_bot(name)


@pytest.mark.parametrize(
    "name",
    [
        "mei",
        "Mei Li <mei@example.org>",
        "Abbot",
        "talbot",
        "Robot Wu",
        "Claude Monet",
        "Claudette",
        "Jules",
        "Cody Example",
        "Gemini Wu",
        "Cursorius",
        "RylanBot",
        "12345+mei@users.noreply.github.com",
        "Mei <support@example.org>",
        "小美",
        "",
    ],
)
def test_somebody_whose_name_is_like_that_of_a_program_is_nobody_elses(name: str) -> None:
    assert not is_bot(name)


def test_a_journal_names_more_programs() -> None:
    assert is_bot("Lamp Sync", ["@lamp-sync"])
    assert is_bot("1+lamp-sync@users.noreply.github.com", ["lamp-sync"])
    assert not is_bot("Lamp Sync")


@pytest.mark.parametrize("piece", ["claude-1", "-1", "a@", "<", "bot-", "(", "gpt ", "opus "])
def test_a_hostile_name_is_judged_in_time(piece: str) -> None:
    start = process_time()
    is_bot("claude " + piece * 20_000)
    is_bot(piece * 20_000)

    assert process_time() - start < 5.0
