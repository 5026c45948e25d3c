"""Programs that commit, translate and write, and get no credit for it (C3)."""

import re
from collections.abc import Iterable

from generator.patterns import late

_SUFFIX = late(r"\\?\[bot\\?\]$|[-_ ]?(?<![a-z])bot$", re.IGNORECASE)
_NAMES = frozenset(
    """
    dependabot dependabot-preview renovate renovatebot renovate-bot github-actions github-action
    actions-user pre-commit-ci allcontributors all-contributors snyk-bot snyk greenkeeper
    greenkeeperio codecov codecov-io codecov-commenter mergify semantic-release-bot release-please
    google-github-actions weblate hosted-weblate crowdin crowdin-bot transifex transifex-integration
    imgbot imgbotapp restyled-io sonarcloud deepsource-autofix pyup-bot pyupio web-flow
    netlify vercel travis-ci circleci codespell probot lgtm-com mend-bolt whitesource-bolt
    gitee-bot gitlab-bot bors homu rust-timer rustbot changeset-bot changesets svc-backport-bot
    github
    copilot github-copilot copilot-swe-agent claude claude-code anthropic chatgpt gpt openai gemini
    gemini-code-assist gemini-cli cursor cursoragent cursor-agent codex devin devin-ai-integration
    aider amazon-q amazon-q-developer codewhisperer codeium windsurf sourcegraph-cody tabnine llama
    deepseek qwen tongyi tongyi-lingma coderabbit coderabbitai sourcery sourcery-ai google-jules
    google-labs-jules
    """.split()  # noqa: SIM905 - a list of words reads best as words
)
_MODELS = late(
    r"(?:claude|gpt|chatgpt|gemini|codex|copilot|github copilot|deepseek|qwen|llama|cursor|devin)"
    r"(?=[ /_-])"
)
_EDITION = late(
    r"v?\d[\w.]*|opus|sonnet|haiku|pro|flash|turbo|mini|code|ai|agent|cli|chat|coder|r1|o|max|plus"
    r"|preview"
)
_REMARK = late(r"\([^()]*\)")
_MAIL = late(r"<?([^\s<>@]+)@([^\s<>@]+)>?")
_MAIL_HOSTS = frozenset(
    {
        "anthropic.com",
        "openai.com",
        "cursor.com",
        "cursor.sh",
        "dependabot.com",
        "renovateapp.com",
        "devin.ai",
        "aider.chat",
    }
)
_BOT_USERS = frozenset({"noreply", "no-reply", "support", "bot", "agent", "cursoragent"})
_LONGEST = 300
_USERS = late(r"^(?:\d+\+)?(?P<name>.+)$")


def is_bot(name: str, extra: Iterable[str] = ()) -> bool:
    """Whether a name, a handle, a mail address, or `Name <mail>` is that of a program.

    Args:
        extra: more names, in any capitals.
    """
    text = name.strip()[:_LONGEST]
    mail = _MAIL.search(text)
    if mail and _is_mail_of_a_bot(mail[1], mail[2].casefold().rstrip(">"), extra):
        return True
    bare = text[: mail.start()] if mail else text
    plain = " ".join(bare.strip(" <>\"'").removeprefix("@").split()).casefold()
    return bool(plain) and _is_name(plain, extra)


def _is_mail_of_a_bot(user: str, host: str, extra: Iterable[str]) -> bool:
    known = _USERS.match(user)
    name = (known["name"] if known else user).casefold()
    if host.endswith("github.com"):
        return (name == "noreply" and host == "github.com") or _is_name(name, extra)
    return host in _MAIL_HOSTS and name in _BOT_USERS


def _is_name(plain: str, extra: Iterable[str]) -> bool:
    if _SUFFIX.search(plain):
        return True
    dashed = re.sub(r"[\s_.]+", "-", plain)
    more = {word.strip().removeprefix("@").casefold() for word in extra}
    return (
        plain in more or dashed in more or plain in _NAMES or dashed in _NAMES or _is_model(plain)
    )


def _is_model(plain: str) -> bool:
    """Whether a name is that of a language model with its version: "Claude Opus 4.1 (1M)"."""
    found = _MODELS.match(plain)
    if found is None:
        return False
    words = re.split(r"[ /_-]+", _REMARK.sub(" ", plain[found.end() :]).strip(" /_-"))
    return all(_EDITION.fullmatch(word) for word in words)
