"""Words about a material change of the plan: what is called before it, and what after it.

The one place that names the groups of the built-in characteristic "revision", wherever they are shown.
"""

from __future__ import annotations

from results.extract import REVISION
from survey.domain.changes import Era, MaterialChange, decided, eras
from survey.domain.questionnaires.questions import Option, SingleChoice
from survey.domain.wording import say
from survey.store.consultations import Consultation
from survey.web.templating import in_words

HEADING = say("Before and after the plan changed")
NAME = say("revision of the plan")


def before_and_after(consultation: Consultation) -> SingleChoice:
    """The characteristic as a question whose options name its groups."""
    changes = {change.revision: change for change in decided(consultation.material_changes)}
    options = (Option(era.code, _label(era, changes)) for era in eras(consultation.material_changes))
    return SingleChoice(code=REVISION, text=HEADING, options=tuple(options))


def _label(era: Era, changes: dict[int, MaterialChange]) -> str:
    if era.end is None:
        return say("From {revision}", revision=_dated(changes[era.first]))
    if era.first not in changes:
        return say("Before {revision}", revision=_dated(changes[era.end]))
    return say("From revision {first} to before revision {end}", first=era.first, end=era.end)


def _dated(change: MaterialChange) -> str:
    return say("revision {number} ({day})", number=change.revision, day=in_words(change.day))
