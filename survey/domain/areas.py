"""A deployment's wards and zones as options of a question that asks for an area."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from survey.domain.deployments.plan import Plan
from survey.domain.questionnaires.definition import with_areas
from survey.domain.questionnaires.kinds import AreaGrid
from survey.domain.questionnaires.questions import Area, Option, Page, Question, Questionnaire


def area_options(plan: Plan) -> dict[str, list[Option]]:
    """The options of either kind: wards by name, zones in their own order."""
    return {
        "wards": [Option(ward.code, ward.name) for ward in sorted(plan.wards, key=lambda ward: ward.name)],
        "zones": [Option(zone.code, zone.name) for zone in plan.zones],
    }


def codes_of(plan: Plan) -> set[str]:
    """The codes of all wards and zones."""
    return {place.code for place in (*plan.wards, *plan.zones)}


def asked_of(questionnaire: Questionnaire, plan: Plan, *, earlier: Collection[str]) -> Questionnaire:
    """A frozen questionnaire as it would be asked about this plan.

    `earlier` are the codes of the places that were put in before; they give way to those of the plan.
    """
    sections = tuple(
        replace(section, pages=tuple(_emptied(page, earlier) for page in section.pages))
        for section in questionnaire.sections
    )
    return with_areas(replace(questionnaire, sections=sections), area_options(plan))


def _emptied(page: Page, earlier: Collection[str]) -> Page:
    return replace(page, questions=tuple(_without(question, earlier) for question in page.questions))


def _without(question: Question, earlier: Collection[str]) -> Question:
    if isinstance(question, AreaGrid):
        return replace(question, rows=tuple(row for row in question.rows if row.code not in earlier))
    if not isinstance(question, Area):
        return question
    return replace(question, options=tuple(o for o in question.options if o.code not in earlier))
