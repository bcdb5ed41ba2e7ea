"""A question as residents see it, within a page of the builder. Nothing of it is kept or sent.

Its code is put after a word that no field of the builder begins with, so that no two ids are the same.
"""

from __future__ import annotations

from dataclasses import replace

from flask import render_template
from markupsafe import Markup

from survey.domain.questionnaires import building
from survey.domain.questionnaires.presentation import shown
from survey.domain.questionnaires.questions import Page, Question
from survey.web.fields import PageForm, QuestionField
from survey.web.questionnaires.making import Making
from survey.web.questionnaires.placing import FIRST_SECTION

PREFIX = "shown-"


def preview_of(at: Making, question: Question) -> Markup:
    """The question as HTML: with the places and facts of the deployment, without answers."""
    asked = _as_asked(at, question)
    coded = replace(asked, code=f"{PREFIX}{asked.code or 'new'}")
    form_class = type("PreviewForm", (PageForm,), {coded.code: QuestionField(coded)})
    form = form_class(formdata=None, data={}, meta={"csrf": False})
    html = render_template("answering/fields.html", fields=form.fields, heading=False)
    return Markup(html)  # noqa: S704 - a template with escaping on made it


def _as_asked(at: Making, question: Question) -> Question:
    """The question with what a version would fill in, on its page or on one of its own."""
    try:
        there = building.put_question(at.questionnaire, question)
    except LookupError:
        section = replace(FIRST_SECTION, pages=(Page("shown", (question,)),))
        there = replace(at.questionnaire, sections=(section,))
    asked = at.as_asked(there)
    page = building.page_of(asked, question.code)
    drawn = shown(asked, page, {}, order=0).page
    return next(one for one in drawn.questions if one.code == question.code)
