"""Which language of the journal a text is in: by what its source says, else by its script."""

from generator.config import Config

_HAN = ("\u3400", "\u9fff")
_KANA = ("\u3040", "\u30ff")
_HANGUL = ("\uac00", "\ud7af")
_SOME = 0.2
"""Share of letters that tells: Chinese texts are full of Latin names, and short in letters."""


def language_of(said: str, text: str, config: Config) -> str:
    """A language of the journal; empty where nothing tells, which means the main one."""
    if said and config.language(said):
        return config.language(said)
    letters = [sign for sign in text if sign.isalpha()]
    if not letters:
        return ""
    shares = {
        short: sum(first <= sign <= last for sign in letters) / len(letters)
        for short, (first, last) in {"ja": _KANA, "ko": _HANGUL, "zh": _HAN}.items()
    }
    script = next((short for short, share in shares.items() if share >= _SOME), "")
    own = [
        lang for lang in config.languages if (lang.split("-")[0].lower() in shares) == bool(script)
    ]
    if script:
        return config.language(script)
    return own[0] if own else ""
