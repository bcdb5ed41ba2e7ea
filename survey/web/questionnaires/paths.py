"""The map of the paths through a questionnaire: where each answer leads, and what is wrong with that."""

from __future__ import annotations

from flask import render_template, url_for

from survey.domain.accounts import Act
from survey.domain.questionnaires.paths_drawing import drawing_of
from survey.domain.questionnaires.paths_map import map_of
from survey.web.access import staff
from survey.web.questionnaires.at_hand import at_hand
from survey.web.questionnaires.blueprint import bp
from survey.web.translated_templates import said


@bp.get("/paths/")
@staff(Act.BUILD)
def paths(slug: str) -> str:
    """The map, as a list and drawn."""
    at = at_hand(slug)
    mapped = map_of(at.asked, at.consultation.known_facts)
    codes = [stop.page.code for stop in mapped.stops]
    return render_template(
        "questionnaires/paths.html",
        consultation=at.consultation,
        mapped=mapped,
        drawing=drawing_of(mapped, said),
        names={stop.page.code: stop.name for stop in mapped.stops},
        links={code: url_for("questionnaires.page", slug=slug, code=code) for code in codes},
    )
