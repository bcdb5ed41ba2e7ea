"""The questionnaire at hand as files and on paper, for organisers and those who review it before it opens."""

from __future__ import annotations

import json

from flask import Response, render_template, request, url_for

from survey.domain.accounts import Act
from survey.domain.interchange.definitions import written
from survey.domain.interchange.schema import schema
from survey.domain.questionnaires.plain_text import plain_text
from survey.domain.questionnaires.printing import printed
from survey.store.interchange.writing import TYPE as WORKBOOK
from survey.store.interchange.writing import xlsform
from survey.store.questionnaires.imported import translations_of
from survey.web.access import staff
from survey.web.database import db
from survey.web.forms import View
from survey.web.pdf import available
from survey.web.questionnaires.at_hand import at_hand, not_ready
from survey.web.questionnaires.blueprint import bp
from survey.web.questionnaires.paper import as_file, paper_page, paper_pdf


@bp.get("/files/")
@staff(Act.BUILD)
def files(slug: str) -> str:
    """What can be taken, and what is missing for the rest."""
    at = at_hand(slug)
    return render_template(
        "questionnaires/files.html",
        consultation=at.consultation,
        row=at.row,
        problems_found=at.problems,
        has_pdf=available(),
        languages=translations_of(db(), at.consultation, at.own),
    )


@bp.get("/files/definition.json")
@staff(Act.BUILD)
def definition(slug: str) -> Response:
    """The definition with its translations. It need not be sound."""
    at = at_hand(slug)
    text = written(at.own, translations_of(db(), at.consultation, at.own))
    return as_file(text, "application/json", f"{slug}.json")


@bp.get("/files/schema.json")
@staff(Act.BUILD)
def definition_schema(slug: str) -> Response:
    """The JSON Schema of a definition."""
    at_hand(slug)
    return as_file(json.dumps(schema(), ensure_ascii=False, indent=2), "application/json", "schema.json")


@bp.get("/files/xlsform.xlsx")
@staff(Act.BUILD)
def workbook(slug: str) -> View:
    """An XLSForm for KoboToolbox and ODK."""
    at = at_hand(slug)
    if at.problems:
        return not_ready(at)
    return as_file(xlsform(at.asked), WORKBOOK, f"{slug}.xlsx")


@bp.get("/files/questions.txt")
@staff(Act.BUILD)
def review_text(slug: str) -> View:
    """The whole questionnaire as plain text."""
    at = at_hand(slug)
    if at.problems:
        return not_ready(at)
    return as_file(plain_text(at.asked, facts=at.consultation.known_facts), "text/plain", f"{slug}.txt")


@bp.get("/print/")
@staff(Act.BUILD)
def print_page(slug: str) -> View:
    """The paper form of what is being made."""
    at = at_hand(slug)
    if at.problems:
        return not_ready(at)
    return paper_page(
        at.consultation,
        printed(at.asked, facts=at.consultation.known_facts),
        version=None,
        back=url_for("questionnaires.files", slug=slug),
        views=("questionnaires.print_page", "questionnaires.paper_pdf_file"),
    )


@bp.get("/paper.pdf")
@staff(Act.BUILD)
def paper_pdf_file(slug: str) -> View:
    """The same as a tagged PDF."""
    at = at_hand(slug)
    if at.problems:
        return not_ready(at)
    form = printed(at.asked, facts=at.consultation.known_facts)
    back = url_for("questionnaires.print_page", slug=slug, size=request.args.get("size"))
    return paper_pdf(at.consultation, form, version=None, back=back)
