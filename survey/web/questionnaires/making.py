"""What every page of the builder does first: it finds the next version, and what was typed about it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import abort, make_response, redirect, render_template, request, url_for

from survey.domain.accounts import Act
from survey.domain.consultations import Phase
from survey.domain.questionnaires.problems import Problem
from survey.domain.questionnaires.questions import Questionnaire
from survey.domain.wording import say
from survey.store.consultations import Consultation
from survey.store.questionnaires import next_versions
from survey.store.questionnaires.next_versions import NextVersion
from survey.store.questionnaires.preparing import asked_by
from survey.web.clock import today
from survey.web.database import db
from survey.web.forms import CONFLICT, sent
from survey.web.planning.entering import planned_or_404
from survey.web.questionnaires.describing import problems_of
from survey.web.questionnaires.typed.questions import label_of

# Texts of forms that are not about a question.
_LABELS = {
    "title": say("Title"),
    "reason": say("Reason"),
    "about": say("When to use it"),
    "source": say("Where the words come from"),
}
NOT_TYPED = frozenset({"csrf_token", "mark", "called", "kind", "autosave", "then"})


@dataclass(frozen=True)
class Making:
    """A consultation and its next version. What was worked out is kept until somebody saves."""

    consultation: Consultation
    row: NextVersion

    @property
    def slug(self) -> str:
        return self.consultation.slug

    @cached_property
    def questionnaire(self) -> Questionnaire:
        return self.row.questionnaire

    @cached_property
    def asked(self) -> Questionnaire:
        """As it would be asked: with the places and facts of the deployment."""
        return self.as_asked(self.questionnaire)

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What is still to do, in words."""
        return problems_of(self.asked)

    def as_asked(self, questionnaire: Questionnaire) -> Questionnaire:
        """Another state of the questionnaire as it would be asked."""
        return asked_by(db(), self.consultation, questionnaire)


def making(slug: str) -> Making:
    """The next version. Without one: where it is begun, or what a form held that came too late."""
    consultation = planned_or_404(slug, Act.BUILD)
    row = next_versions.find(db(), consultation)
    if row is None and request.method == "POST":
        page = render_template("questionnaires/gone.html", consultation=consultation, texts=texts_typed())
        abort(make_response(page, CONFLICT))
    if row is None:
        abort(redirect(url_for("questionnaires.index", slug=slug)))
    return Making(consultation, row)


def texts_typed() -> dict[str, str]:
    """The texts of a form that cannot be saved any more, to be copied from."""
    unseen = ("-code", "-lines")
    kind = request.form.get("kind", "")
    return {
        _called(name, kind): text
        for name, text in sent().items()
        if text and text != "on" and name not in NOT_TYPED and not name.endswith(unseen)
    }


def _called(name: str, kind: str) -> str:
    """What a field is called: its name in the form, and in other languages its label."""
    text = name.replace("-", " ").capitalize()
    label = label_of(name, kind) or _LABELS.get(name)
    return text if label is None else label.reading(text)


def render(template: str, at: Making, **shown: Any) -> str:  # noqa: ANN401 - template variables
    """A page of the builder."""
    page = {
        "consultation": at.consultation,
        "row": at.row,
        "problems": {},
        "drafting": at.consultation.phase(today()) is Phase.DRAFT,
    }
    return render_template(f"questionnaires/{template}.html", **(page | shown))
