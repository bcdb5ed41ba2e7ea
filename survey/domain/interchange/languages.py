"""The names that files give to languages → language codes."""

from __future__ import annotations

import re

from survey.domain.interchange.codes import code_from

_IN_BRACKETS = re.compile(r"\(\s*([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*)\s*\)\s*$")
_CODE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})?")
# What people write at the head of a column. Others keep their name in lower case.
_NAMES = {
    "amharic": "am",
    "arabic": "ar",
    "bengali": "bn",
    "cymraeg": "cy",
    "deutsch": "de",
    "english": "en",
    "español": "es",
    "espanol": "es",
    "français": "fr",
    "francais": "fr",
    "french": "fr",
    "german": "de",
    "gujarati": "gu",
    "hausa": "ha",
    "hindi": "hi",
    "igbo": "ig",
    "indonesian": "id",
    "italian": "it",
    "luganda": "lg",
    "lusoga": "xog",
    "nepali": "ne",
    "oromiffa": "om",
    "oromo": "om",
    "polish": "pl",
    "portuguese": "pt",
    "punjabi": "pa",
    "romanian": "ro",
    "somali": "so",
    "spanish": "es",
    "swahili": "sw",
    "tigirigna": "ti",
    "tigrinya": "ti",
    "turkish": "tr",
    "urdu": "ur",
    "welsh": "cy",
}


def language_code(name: str, *, otherwise: str = "en") -> str:
    """“French (fr)” and “Francais” are fr, “en” is en; a name that is not known here is kept as a code."""
    bracketed = _IN_BRACKETS.search(name)
    if bracketed:
        return bracketed[1].replace("_", "-")
    plain = name.strip()
    known = _NAMES.get(plain.lower())
    if known or not plain:
        return known or otherwise
    is_code = _CODE.fullmatch(plain)
    return plain.replace("_", "-") if is_code else code_from(plain.lower(), otherwise=otherwise)
