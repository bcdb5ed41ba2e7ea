"""What a language is called in the language of the page; the table of languages has the English names."""

from __future__ import annotations

from survey.domain.languages import english_name, language
from survey.domain.wording import message, say

NAMES = (
    message("English"),
    message("Welsh"),
    message("Easy Read"),
    message("Albanian"),
    message("Amharic"),
    message("Arabic"),
    message("Bengali"),
    message("Bulgarian"),
    message("Cantonese"),
    message("Chinese (simplified)"),
    message("Chinese (traditional)"),
    message("Dari"),
    message("French"),
    message("Greek"),
    message("Gujarati"),
    message("Hindi"),
    message("Italian"),
    message("Kurdish (Sorani)"),
    message("Lithuanian"),
    message("Pashto"),
    message("Persian"),
    message("Polish"),
    message("Portuguese"),
    message("Punjabi"),
    message("Romanian"),
    message("Russian"),
    message("Somali"),
    message("Spanish"),
    message("Tamil"),
    message("Tigrinya"),
    message("Turkish"),
    message("Ukrainian"),
    message("Urdu"),
    message("Vietnamese"),
    message("Yiddish"),
)


def language_name(code: str) -> str:
    """The name of the language of that code, or the code itself where it is not known here."""
    return say(english_name(code)) if language(code) else english_name(code)
