"""The translations inside a definition: by language, the text of each place, such as “age.text”.

A frozen version holds what was asked in every language; the codes are the same in all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from survey.domain.wording import Words, say

NAME = "translations"
LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}")

Translations = Mapping[str, Mapping[str, str]]
NO_TRANSLATIONS: Translations = {}


def with_translations(definition: Mapping[str, Any], translations: Translations) -> dict[str, Any]:
    """The definition with these translations; without any, as it is."""
    found = {language: dict(texts) for language, texts in translations.items() if texts}
    return {**definition, NAME: found} if found else dict(definition)


def translations_in(definition: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """The translations of a definition that was read."""
    return {language: dict(texts) for language, texts in definition.get(NAME, {}).items()}


def problems_in_translations(definition: Mapping[str, Any]) -> Iterator[Words]:
    """What is not right in form."""
    found = definition.get(NAME, {})
    if not isinstance(found, Mapping):
        yield say("“{name}” must be an object: texts by place, by language.", name=NAME)
        return
    for language, texts in found.items():
        if not LANGUAGE.fullmatch(str(language)):
            yield say(
                "In “{name}”: “{language}” is not the code of a language, such as cy.",
                name=NAME,
                language=language,
            )
        elif not isinstance(texts, Mapping) or not all(isinstance(text, str) for text in texts.values()):
            yield say(
                "In “{name}” of “{language}”: this must be an object of texts by place.",
                name=NAME,
                language=language,
            )
