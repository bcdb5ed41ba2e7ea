"""From a page of questions to a form. One field serves every type: the domain checks, the template shows.

`TEMPLATES` is the row of each type in the table of types; a test holds its keys equal to the domain's.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import render_template
from markupsafe import Markup
from wtforms import Field

from survey.domain.questionnaires.kinds import TYPES
from survey.domain.questionnaires.presentation import Shown
from survey.domain.questionnaires.questions import Answer, Answers, Page, Question
from survey.domain.questionnaires.sent import Checked, readable
from survey.domain.questionnaires.validation import check
from survey.web.forms import Form
from survey.web.languages import current_language

TEMPLATES: Mapping[str, str] = {kind: f"partials/fields/{kind}.html" for kind in TYPES}


class QuestionField(Field):
    """One question. `values` holds what to show by field name, as typed; `problems` what is wrong, likewise.

    `question` is the one to show, which may have earlier answers in its words and an order of its own.
    """

    def __init__(self, question: Question, **kwargs: Any) -> None:  # noqa: ANN401 - WTForms' own arguments
        super().__init__(question.text, **kwargs)
        self.asked = self.question = question
        self.template = TEMPLATES[question.kind]
        self.values: dict[str, Any] = {}
        self.checked = Checked()

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:  # noqa: ANN401, ARG002 - WTForms' own signature
        """Takes what was sent; without that, the answers kept so far."""
        if formdata is None:
            self.values = self.asked.refill(data or {})
            return
        self.raw = {key: formdata.getlist(key) for key in self.asked.inputs if key in formdata}
        many = self.asked.kind == "multiple_choice"
        self.values = {
            key: sent if many and key == self.asked.code else readable(sent[0])
            for key, sent in self.raw.items()
        }

    def validate(self, form: Any, extra_validators: Any = ()) -> bool:  # noqa: ANN401, ARG002 - WTForms' own signature
        """Asks the domain."""
        self.checked = check(self.asked, self.raw)
        self.errors = list(self.checked.problems.values())
        return not self.errors

    @property
    def problems(self) -> dict[str, str]:
        return self.checked.problems


class PageForm(Form):
    """The questions of one page."""

    @property
    def fields(self) -> list[QuestionField]:
        return [field for field in self if isinstance(field, QuestionField)]

    @property
    def answers(self) -> dict[str, Answer]:
        """The answers given, once the form is valid."""
        return {key: value for field in self.fields for key, value in field.checked.answers.items()}

    @property
    def problems(self) -> dict[str, str]:
        """What is wrong, by the key it belongs to; under "" what is wrong with the sending itself."""
        token = {"": self.csrf_token.errors[0]} if self.csrf_token.errors else {}
        return token | {key: problem for field in self.fields for key, problem in field.problems.items()}


# Making a form's class costs more than using it, and a page of a frozen version never changes.
_CLASSES: dict[tuple[str, str, str], type[PageForm]] = {}
_MOST_CLASSES = 2048


def form_class(version_id: str, page: Page) -> type[PageForm]:
    """The class of this page's form."""
    key = (version_id, current_language().code, page.code)
    found = _CLASSES.get(key)
    if found is None:
        if len(_CLASSES) >= _MOST_CLASSES:
            _CLASSES.clear()
        parts = {question.code: QuestionField(question) for question in page.questions}
        found = _CLASSES[key] = type("AnswerForm", (PageForm,), parts)
    return found


def page_form(version_id: str, page: Page, *, answers: Answers, holder: str) -> PageForm:
    """The form of a page: with what was sent on a POST, else with the answers kept so far."""
    kept = dict.fromkeys((question.code for question in page.questions), answers)
    return form_class(version_id, page)(data=kept, meta={"csrf_context": holder})


def fields_html(fields: list[QuestionField], shown: Shown) -> Markup:
    """The questions as HTML, in the words and the order of `shown`.

    A question that is alone on its page is the page's heading.
    """
    for field, question in zip(fields, shown.page.questions, strict=True):
        field.question = question
    html = render_template("answering/fields.html", fields=fields, heading=len(fields) == 1)
    return Markup(html)  # noqa: S704 - a template with escaping on made it


# Most pages are shown before anything is answered on them; then their questions are the same for everyone, or
# for everyone with the same language, the same order of options and the same earlier answers in the texts.
_BLANK: dict[tuple[str, str, str, tuple[object, ...]], Markup] = {}


def blank_html(version_id: str, page: Page, shown: Shown) -> Markup:
    """The questions of a page of a frozen version, without any answer."""
    key = (version_id, current_language().code, page.code, shown.variant)
    found = _BLANK.get(key)
    if found is None:
        if len(_BLANK) >= _MOST_CLASSES:
            _BLANK.clear()
        blank = form_class(version_id, page)(formdata=None, data={}, meta={"csrf": False})
        found = _BLANK[key] = fields_html(blank.fields, shown)
    return found
