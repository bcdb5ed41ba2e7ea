"""What a published revision does to the consultations about its deployment, and what a council decides.

Residents are shown the newest revision from the day it is published. A material one, while a consultation is
open, waits for a decision in writing; after closing, it makes the consultation one about something else.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from survey.domain.areas import asked_of, codes_of
from survey.domain.changes import Choice, MaterialChange
from survey.domain.citing import with_facts
from survey.domain.consultations import Phase
from survey.store import consultations
from survey.store.answering import drafts
from survey.store.answering.closing import close
from survey.store.answering.mixing import Shuffle
from survey.store.consultations import Consultation
from survey.store.deployments import register
from survey.store.deployments.register import DeploymentRevision
from survey.store.questionnaires.versions import freeze, frozen


@dataclass(frozen=True)
class Decision:
    """What a council decides about a material change, and why.

    `closes_on` is the new last day, where it extends or starts again; `opens_on` the new first day.
    """

    choice: Choice
    reason: str
    decided_by: str
    opens_on: date | None = None
    closes_on: date | None = None


def revision_published(session: Session, revision: DeploymentRevision, *, today: date) -> list[Consultation]:
    """Shows residents the new revision. Gives the open consultations whose council must now decide."""
    to_decide = []
    for consultation in consultations.about(session, revision.deployment_id):
        _take_turn(session, consultation)
        phase = consultation.phase(today)
        if phase in (Phase.SCHEDULED, Phase.OPEN):
            _show(session, consultation, revision, today=today)
            if revision.material and phase is Phase.OPEN:
                to_decide.append(consultation)
        elif phase is Phase.DRAFT:
            # Nobody has been shown anything yet: what is planned is about the newest revision.
            consultation.deployment_revision = revision.number
            consultation.facts = sorted(revision.as_revision.plan.known_facts)
        elif revision.material and consultation.outdated_by is None:
            consultation.outdated_by = revision.number
    session.flush()
    return to_decide


def _take_turn(session: Session, consultation: Consultation) -> None:
    """Waits for whoever publishes, decides or closes at the same time, and reads what they left."""
    consultations.take_turn(session, consultation.id)
    session.refresh(consultation)


def _show(session: Session, consultation: Consultation, revision: DeploymentRevision, *, today: date) -> None:
    if revision.material and consultation.phase(today) is Phase.OPEN:
        change = MaterialChange(
            revision=revision.number,
            before=consultation.deployment_revision,
            day=today,
            summary=revision.change_summary,
        )
        consultation.changes = [*consultation.changes, change.dump()]
    replaced = {"revision": revision.number, "before": consultation.deployment_revision}
    consultation.shown = [*consultation.shown, replaced | {"day": today.isoformat()}]
    consultation.deployment_revision = revision.number
    kind = "a material change" if revision.material else "not a material change"
    text = f"Revision {revision.number} of the plan was published, {kind}: {revision.change_summary}"
    consultations.log(session, consultation, day=today, text=text)


def decide(
    session: Session, consultation: Consultation, number: int, decision: Decision, *, today: date
) -> None:
    """Keeps the decision about the change to that revision. Raises LookupError where none waits for it.

    Extending moves the last day. Starting again is done by `start_again`, in the same transaction.
    """
    _take_turn(session, consultation)
    changes = list(consultation.material_changes)
    place = next((i for i, one in enumerate(changes) if one.revision == number and one.choice is None), None)
    closed_meanwhile = decision.choice is Choice.EXTEND and consultation.closed_on is not None
    if place is None or closed_meanwhile:
        raise LookupError(f"revision {number}")
    changes[place] = replace(
        changes[place],
        choice=decision.choice,
        reason=decision.reason,
        decided_by=decision.decided_by,
        decided_on=today,
    )
    consultation.changes = [one.dump() for one in changes]
    if decision.choice is Choice.EXTEND:
        _extend(session, consultation, decision)
    said = f"After revision {number} of the plan the council decided to {_in_words(decision)}."
    text = f"{said} Decided by: {decision.decided_by}. Reason: {decision.reason}"
    consultations.log(session, consultation, day=today, text=text)


def _extend(session: Session, consultation: Consultation, decision: Decision) -> None:
    before, after = consultation.closes_on, decision.closes_on
    if before is None or after is None or after <= before:
        raise ValueError("An extension needs a later last day.")
    consultation.closes_on = after
    drafts.keep_longer(session, consultation.id, before=before, after=after)
    if consultation.delete_on:
        # Answers are kept as long after closing as was announced.
        consultation.delete_on += after - before


def _in_words(decision: Decision) -> str:
    if decision.choice is Choice.EXTEND and decision.closes_on:
        return f"extend the consultation to the end of {_day(decision.closes_on)}"
    return decision.choice.value


def start_again(
    session: Session,
    consultation: Consultation,
    decision: Decision,
    *,
    today: date,
    offset_secret: bytes,
    shuffle: Shuffle,
) -> Consultation:
    """Ends this consultation today and lets another ask the same questions about the plan as it is now.

    Raises ValueError without both dates.
    """
    if decision.opens_on is None or decision.closes_on is None:
        raise ValueError("Starting again needs a first and a last day.")
    successor = _successor(session, consultation, decision, offset_secret=offset_secret)
    ended = "The consultation was ended by the decision above. The same questions are asked again"
    text = f"{ended} from {_day(decision.opens_on)}: {successor.title}."
    close(session, consultation, day=today, text=text, shuffle=shuffle)
    consultation.succeeded_by = successor.slug
    consultation.outdated_by = successor.deployment_revision
    began = f"This consultation asks again what “{consultation.title}” asked, because the plan changed."
    consultations.log(session, successor, day=today, text=f"{began} Reason: {decision.reason}")
    return successor


def _successor(
    session: Session, consultation: Consultation, decision: Decision, *, offset_secret: bytes
) -> Consultation:
    revision = register.consulted_on(
        session, consultation.deployment_id, number=consultation.deployment_revision
    )
    slug, title = _name(session, consultation)
    kept = ("summary", "council", "deployment_id", "rules", "illustrative", "synthetic", "other_ways")
    successor = Consultation(
        **{name: getattr(consultation, name) for name in kept},
        slug=slug,
        title=title,
        deployment_revision=revision.number,
        facts=sorted(revision.plan.known_facts),
    )
    consultations.add(session, successor, offset_secret=offset_secret)
    earlier = {code for one in revision.deployment.revisions for code in codes_of(one.plan)}
    asked = frozen(session, consultation.version_id or "").asked
    asked = asked_of(asked, revision.plan, earlier=earlier)
    asked = with_facts(asked, revision.plan, revision.evidence)
    successor.version_id = freeze(session, successor.id, asked).id
    successor.opens_on, successor.closes_on = decision.opens_on, decision.closes_on
    if consultation.delete_on and consultation.closes_on and decision.closes_on:
        successor.delete_on = decision.closes_on + (consultation.delete_on - consultation.closes_on)
    return successor


def _name(session: Session, consultation: Consultation) -> tuple[str, str]:
    """The first slug and title that no consultation has yet."""
    number = 2
    while consultations.find(session, f"{consultation.slug[:70]}-{number}"):
        number += 1
    return f"{consultation.slug[:70]}-{number}", f"{consultation.title} ({number})"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
