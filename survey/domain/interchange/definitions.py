"""Our own JSON definition, read as an import: the same questionnaire, every question whole."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from survey.domain.interchange.apart import Separated, separated
from survey.domain.interchange.result import WHAT_CAN, Imported, Outcome, Refused, Source
from survey.domain.questionnaires.definition import FORMAT, DefinitionError, dump, read
from survey.domain.questionnaires.questions import Questionnaire
from survey.domain.questionnaires.structure import problems_in_structure
from survey.domain.questionnaires.translations import (
    NO_TRANSLATIONS,
    Translations,
    translations_in,
    with_translations,
)
from survey.domain.wording import listed, say, say_many

NAME = "Lamppost"
MOST_PROBLEMS = 20
BROKEN = say("The file is damaged JSON, or nested too deep.")
MISPLACED = say("{broken} Something in the definition has no place there.", broken=BROKEN)
OTHER = say(
    "This is JSON, but its “format” is not “{format}”, so it cannot be imported. {what_can}",
    format=FORMAT,
    what_can=WHAT_CAN,
)


def read_definition(text: str) -> Imported:
    """The questionnaire of a JSON text. Raises Refused."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Refused(BROKEN) from error
    if not isinstance(data, Mapping) or data.get("format") != FORMAT:
        raise Refused(OTHER)
    found = loaded(data)
    texts = found.texts(translations_in(data))
    return replace(whole(NAME, found.questionnaire, texts), notes=found.notes)


def loaded(data: Mapping[str, Any]) -> Separated:
    """The questionnaire of a definition, and what of it is left out. Raises Refused with every problem."""
    try:
        return _sound(separated(read(data)))
    except DefinitionError as error:
        more = len(error.problems) - MOST_PROBLEMS
        told = [
            *error.problems[:MOST_PROBLEMS],
            *([_more(more)] if more > 0 else []),
        ]
        raise Refused(listed(told, " ")) from error
    except (TypeError, ValueError, AttributeError, KeyError, RecursionError) as error:
        raise Refused(MISPLACED) from error


def _more(number: int) -> str:
    return say_many("There is {count} more problem.", "There are {count} more problems.", number)


def _sound(found: Separated) -> Separated:
    problems = list(problems_in_structure(found.questionnaire))
    if problems:
        raise DefinitionError(problems)
    return found


def whole(
    name: str, questionnaire: Questionnaire, translations: Translations = NO_TRANSLATIONS
) -> Imported:
    """A questionnaire of ours: no question is lost, since none is turned into anything else."""
    sources = tuple(
        Source(say("page {page}", page=page.code), question.code, (question.code,), Outcome.WHOLE)
        for page in questionnaire.pages
        for question in page.questions
        if question.asks
    )
    languages = (questionnaire.language, *translations)
    return Imported(name, questionnaire, sources, languages=languages, translations=translations)


def written(questionnaire: Questionnaire, translations: Translations = NO_TRANSLATIONS) -> str:
    """The definition as a text, for people to read and compare."""
    definition = with_translations(dump(questionnaire), translations)
    return json.dumps(definition, ensure_ascii=False, indent=2) + "\n"
