"""What two versions of the same questions say otherwise in other languages, for everyone to read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from survey.domain.questionnaires.questions import Questionnaire
from survey.domain.questionnaires.translations import Translations
from survey.domain.translating.texts import texts_of


@dataclass(frozen=True)
class Said:
    """One text in another language: of which text it is the translation, and both translations."""

    source: str
    before: str
    after: str


@dataclass(frozen=True)
class InLanguage:
    """One language. `is_new`: there was no translation before; `is_gone`: there is none any more."""

    language: str
    texts: tuple[Said, ...]
    is_new: bool
    is_gone: bool


def differing(
    earlier: Questionnaire, asked: Questionnaire, before: Translations, after: Translations
) -> tuple[InLanguage, ...]:
    """Each language in which anything is said otherwise."""
    sources = {text.place: text.text for one in (earlier, asked) for text in texts_of(one)}
    found = []
    for code in dict.fromkeys((*before, *after)):
        old, new = before.get(code, {}), after.get(code, {})
        texts = tuple(_texts(sources, old, new))
        if texts:
            found.append(InLanguage(code, texts, is_new=not old, is_gone=not new))
    return tuple(found)


def _texts(sources: Mapping[str, str], old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Said]:
    for place, source in sources.items():
        if old.get(place, "") != new.get(place, ""):
            yield Said(source, old.get(place, ""), new.get(place, ""))
