"""What browsers may load and run on pages of the site: its Content-Security-Policy.

No script and no style sheet stands in a page itself, so that markup which slips in has nothing to
run with. Style attributes are allowed, because pictures say their colour and proportions in one;
what strangers write has none (`generator.markup.visitor`).
"""

from generator.config import Config
from generator.markup.embeds import PLAYERS

_SELF = "'self'"
_DEFAULT = {
    "default-src": "'none'",
    "script-src": _SELF,
    "style-src": _SELF,
    "style-src-attr": "'unsafe-inline'",
    # The team's own texts may show pictures and films of other hosts; strangers' become links.
    "img-src": f"{_SELF} data: blob: https:",
    "media-src": f"{_SELF} https:",
    "font-src": _SELF,
    "connect-src": _SELF,
    "frame-src": " ".join((_SELF, *PLAYERS)),
    "manifest-src": _SELF,
    "form-action": _SELF,
    "base-uri": "'none'",
}
_HEADER_ALONE = "frame-ancestors 'self'"


def policy(config: Config) -> str:
    """The policy of every page as a `meta` element can say it (CSP Level 3, section 3.3)."""
    directives = _DEFAULT | config.csp
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())


def headers(config: Config) -> tuple[tuple[str, str], ...]:
    """Names and values of what a server should say with every file of the site."""
    return (
        ("Content-Security-Policy", f"{policy(config)}; {_HEADER_ALONE}"),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "strict-origin-when-cross-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()"),
    )
