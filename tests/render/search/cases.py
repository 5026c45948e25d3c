"""Texts and their terms, which Python and the browser must agree on."""

CASES: dict[str, tuple[str, list[str]]] = {
    "words and numbers": ("Three lamps, 12 knobs", ["three", "lamps", "12", "knobs"]),
    "a version is one term": ("from 1.10 to 1.10.2.", ["from", "1.10", "to", "1.10.2"]),
    "a version loses its v": ("v1.10 V2 very", ["1.10", "2", "very"]),
    "a sentence ends a version": ("It is 1.1. 2 are new", ["it", "is", "1.1", "2", "are", "new"]),
    "hyphens and apostrophes divide": (
        "night-mode isn't a_b",
        ["night", "mode", "isn", "t", "a", "b"],
    ),
    "accents and case do not count": (
        "Café ÉTÉ naïve Ångström Ёлка",
        ["cafe", "ete", "naive", "angstrom", "елка"],
    ),
    "accents that stand alone": ("Cafe\u0301 I\u0307", ["cafe", "i"]),
    "letters that stay whole": (
        "Straße œuvre Łódź đak \u0131l\u0131k",
        ["strasse", "oeuvre", "lodz", "dak", "ilik"],
    ),
    "a final sigma is a sigma": ("ΟΔΟΣ", ["\u03bf\u03b4\u03bf\u03c3"]),
    "full width is half width": ("\uff21\uff22\uff23\uff11\uff12", ["abc12"]),
    "ligatures": ("\ufb01ne ﬃ", ["fine", "ffi"]),
    "Chinese gives characters and pairs": (
        "灯太亮，夜",
        ["灯", "太", "亮", "灯太", "太亮", "夜"],
    ),
    "Chinese beside Latin": ("用v1.0的灯", ["用", "1.0", "的", "灯", "的灯"]),
    "rare characters are one each": ("𠮷野", ["𠮷", "野", "𠮷野"]),
    "kana keeps its voice": ("ガラス か", ["ガ", "ラ", "ス", "ガラ", "ラス", "か"]),
    "half-width kana": ("ｶﾞｽ", ["ガ", "ス", "ガス"]),
    "Hangul is paired inside its words": ("사용자 말", ["사", "용", "자", "사용", "용자", "말"]),
    "Thai keeps its vowels": ("ไฟดี", ["ไ", "ฟ", "ด", "ี", "ไฟ", "ฟด", "ดี"]),
    "Hindi keeps its vowels": ("हिन्दी शब्द।", ["हिन्दी", "शब्द"]),
    "Hebrew loses its points": ("הַשָׁלוֹם", ["השלום"]),
    "what is not seen does not count": ("lam\u00adp ro\u200bom", ["lamp", "room"]),
    "signs are no terms": ("😀 — … ++ \uff05 ！", []),
    "a long word is cut": ("x" * 60, ["x" * 40]),
    "nothing": ("", []),
}
