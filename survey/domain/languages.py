"""The languages that a council may offer: how each is called, which way it runs, where its pages stand.

A language's pages stand under its prefix (`/cy/consultations/...`); English, the source of the interface, has
none. `catalogue` names the language whose catalogue serves the interface: a language that has none of its own
shows the council's texts in that language, and the rest of the page in English.

Easy Read is treated as a language of its own, because its texts are written and checked apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Direction = Literal["ltr", "rtl"]
# Letters that run from right to left, and the marks that keep what stands between them to itself.
_FROM_THE_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_ISOLATE, _ISOLATED = "\u2068", "\u2069"


@dataclass(frozen=True)
class Language:
    """One language. `code` is BCP 47; `name` is what those who read it call it."""

    code: str
    prefix: str
    name: str
    english: str
    direction: Direction = "ltr"
    catalogue: str = "en"
    # Whether somebody who translates for a living has read the interface, and whether it is whole.
    checked: bool = True
    complete: bool = False

    @property
    def has_own_interface(self) -> bool:
        """Whether a catalogue is its own: otherwise the interface around its texts is in English."""
        return self.catalogue == self.code


ENGLISH = Language("en", "", "English", "English", catalogue="en", complete=True)
EASY_READ = Language("en-x-easy", "easy-read", "Easy Read", "Easy Read")

# In the order of their English names, as lists show them; the first two by law and custom.
LANGUAGES: tuple[Language, ...] = (
    ENGLISH,
    Language("cy", "cy", "Cymraeg", "Welsh", catalogue="cy", checked=False, complete=True),
    EASY_READ,
    Language("sq", "sq", "Shqip", "Albanian"),
    Language("am", "am", "አማርኛ", "Amharic"),
    Language("ar", "ar", "العربية", "Arabic", direction="rtl", catalogue="ar", checked=False),
    Language("bn", "bn", "বাংলা", "Bengali"),
    Language("bg", "bg", "Български", "Bulgarian"),
    Language("yue", "yue", "廣東話", "Cantonese"),
    Language("zh-Hans", "zh-hans", "简体中文", "Chinese (simplified)"),
    Language("zh-Hant", "zh-hant", "繁體中文", "Chinese (traditional)"),
    Language("prs", "prs", "دری", "Dari", direction="rtl"),
    Language("fr", "fr", "Français", "French"),
    Language("el", "el", "Ελληνικά", "Greek"),
    Language("gu", "gu", "ગુજરાતી", "Gujarati"),
    Language("hi", "hi", "हिन्दी", "Hindi"),
    Language("it", "it", "Italiano", "Italian"),
    Language("ckb", "ckb", "کوردیی ناوەندی", "Kurdish (Sorani)", direction="rtl"),
    Language("lt", "lt", "Lietuvių", "Lithuanian"),
    Language("ps", "ps", "پښتو", "Pashto", direction="rtl"),
    Language("fa", "fa", "فارسی", "Persian", direction="rtl"),
    Language("pl", "pl", "Polski", "Polish"),
    Language("pt", "pt", "Português", "Portuguese"),
    Language("pa", "pa", "ਪੰਜਾਬੀ", "Punjabi"),
    Language("ro", "ro", "Română", "Romanian"),
    Language("ru", "ru", "Русский", "Russian"),
    Language("so", "so", "Soomaali", "Somali"),
    Language("es", "es", "Español", "Spanish"),
    Language("ta", "ta", "தமிழ்", "Tamil"),
    Language("ti", "ti", "ትግርኛ", "Tigrinya"),
    Language("tr", "tr", "Türkçe", "Turkish"),
    Language("uk", "uk", "Українська", "Ukrainian"),
    Language("ur", "ur", "اردو", "Urdu", direction="rtl"),
    Language("vi", "vi", "Tiếng Việt", "Vietnamese"),
    Language("yi", "yi", "ייִדיש", "Yiddish", direction="rtl"),
)

_BY_CODE = {language.code: language for language in LANGUAGES}
_BY_PREFIX = {language.prefix: language for language in LANGUAGES if language.prefix}


def language(code: str) -> Language | None:
    """The language of that code; None where it is not known here."""
    return _BY_CODE.get(code)


def english_name(code: str) -> str:
    """What organisers read for a code: the English name, or the code itself where it is not known here."""
    known_here = language(code)
    return known_here.english if known_here else f"“{code}”"


def language_at(prefix: str) -> Language | None:
    """The language whose pages stand under that prefix."""
    return _BY_PREFIX.get(prefix)


def isolated(text: str) -> str:
    """The text as it can stand inside other words: what runs from right to left is kept apart from them.

    Otherwise a figure or a bracket beside it would be read on its wrong side. What runs from left to right
    stays as it is.
    """
    done = text.startswith(_ISOLATE) and text.endswith(_ISOLATED)
    return f"{_ISOLATE}{text}{_ISOLATED}" if _FROM_THE_RIGHT.search(text) and not done else text


def known(codes: Iterable[str]) -> tuple[Language, ...]:
    """These languages in the order of the table, without those that are not known here."""
    wanted = set(codes)
    return tuple(found for found in LANGUAGES if found.code in wanted)


# What pages offer that belong to no consultation: the interface is the whole of them.
WITH_INTERFACE = tuple(found for found in LANGUAGES if found.has_own_interface and found.complete)
