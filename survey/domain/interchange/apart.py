"""A definition from elsewhere whose opinion and equality pages look at each other → one whose pages do not.

What would tell an equality answer from opinions, or an opinion from equality answers, is left out, so that a
page is asked more often than in the file and never less. Each is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from survey.domain.interchange.result import Note, Outcome
from survey.domain.questionnaires.answer_sorts import readable_comparisons
from survey.domain.questionnaires.conditions import comparisons_in, problems_in
from survey.domain.questionnaires.kept_apart import kept_from
from survey.domain.questionnaires.piping import PIPE, PIPED_TEXTS, codes_in
from survey.domain.questionnaires.questions import Condition, Page, Questionnaire
from survey.domain.questionnaires.translations import Translations
from survey.domain.wording import say

Codes = frozenset[str]
NONE: Codes = frozenset()


@dataclass(frozen=True)
class Separated:
    """The questionnaire before and after, what was left out, and by place which answers stand in no text."""

    original: Questionnaire
    questionnaire: Questionnaire
    notes: tuple[Note, ...]
    apart: Mapping[str, Codes]

    def texts(self, translations: Translations) -> Translations:
        """The translations without what was left out."""
        return {
            language: {place: _without(text, self.apart.get(place, NONE)) for place, text in texts.items()}
            for language, texts in translations.items()
        }


def separated(questionnaire: Questionnaire) -> Separated:
    """The questionnaire without what looks from opinions to equality answers or back."""
    notes: list[Note] = []
    places: dict[str, Codes] = {}
    sections = []
    for section in questionnaire.sections:
        apart = kept_from(questionnaire, section.kind)
        sections.append(replace(section, pages=tuple(_page(page, apart) for page in section.pages)))
        for page in section.pages:
            notes += _notes(page, apart)
            places |= dict.fromkeys(_places(page), apart)
    return Separated(questionnaire, replace(questionnaire, sections=tuple(sections)), tuple(notes), places)


def _places(page: Page) -> Iterator[str]:
    """Where translations have those texts of a page that may hold an earlier answer."""
    yield f"pages.{page.code}.title"
    yield from (f"{question.code}.{name}" for question in page.questions for name in PIPED_TEXTS)


def _notes(page: Page, apart: Codes) -> Iterator[Note]:
    looked_at = {part["question"] for part in readable_comparisons(page.when)} & apart
    for code in sorted(looked_at):
        words = say(
            "Page “{page}”: the part of its condition on “{code}” is left out, so it is asked more "
            "often. Equality answers and opinions are kept apart, so neither can lead to the other.",
            page=page.code,
            code=code,
        )
        yield Note(say("page {page}", page=page.code), "", Outcome.FALLBACK, words)
    for code in sorted(codes_in(page) & apart):
        words = say(
            "Page “{page}”: the answer to “{code}” is not put into its words, as equality answers and "
            "opinions are kept apart. The words for those who did not answer stand there.",
            page=page.code,
            code=code,
        )
        yield Note(say("page {page}", page=page.code), "", Outcome.FALLBACK, words)


def _page(page: Page, apart: Codes) -> Page:
    when = page.when
    if when is not None and not any(problems_in(when)):
        when = _narrowed(when, apart)
    if not codes_in(page) & apart:
        return replace(page, when=when)
    asked = tuple(replace(question, **_texts(question, apart)) for question in page.questions)
    return replace(page, when=when, questions=asked, **_texts(page, apart))


def _texts(thing: object, apart: Codes) -> Mapping[str, str]:
    return {name: _without(getattr(thing, name), apart) for name in PIPED_TEXTS if hasattr(thing, name)}


def _without(text: str, apart: Codes) -> str:
    return PIPE.sub(lambda at: at[2] if at[1] in apart else at[0], text)


def _narrowed(condition: Condition, apart: Codes) -> Condition | None:
    """The condition as far as it may be kept. What may not be looked at narrows nothing."""
    if all(part["question"] not in apart for part in comparisons_in(condition)):
        return condition
    if "all" in condition:
        kept = [part for one in condition["all"] if (part := _narrowed(one, apart)) is not None]
        return {"all": kept} if len(kept) > 1 else next(iter(kept), None)
    return None
