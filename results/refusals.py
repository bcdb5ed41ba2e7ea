"""Why a release may not be made now, in words for a page."""

from __future__ import annotations

from results import editions
from results.domain.editions import LEAST_CHANGED, Changes, Edition, Stand, changes
from survey.domain.changes import undecided
from survey.domain.wording import say, say_and, say_many
from survey.store import integrity, submissions
from survey.store.consultations import Consultation
from survey.store.database import Session


class ReleaseError(ValueError):
    """A release that may not be made. Its argument says why, in words for a page."""


def refuse_undecided(consultation: Consultation) -> None:
    """Raises ReleaseError while a change of the plan waits for a decision."""
    waiting = undecided(consultation.material_changes)
    if waiting:
        numbers = [say("revision {number}", number=change.revision) for change in waiting]
        raise ReleaseError(
            say(
                "The plan changed while the consultation was open ({revisions}), and the council has not "
                "decided what this means for the consultation. Decide first: the results are counted by "
                "that decision.",
                revisions=say_and(numbers),
            )
        )


def refuse_waiting(session: Session, consultation: Consultation) -> None:
    """Raises ReleaseError while a marked response waits for a second person."""
    waiting = integrity.waiting(session, consultation)
    if waiting:
        raise ReleaseError(
            say_many(
                "A marked response waits for a second person: one proposed to leave it out, and another "
                "has to decide. Decide first: afterwards nothing can be changed.",
                "{count} marked responses wait for a second person: one proposed to leave it out, and "
                "another has to decide. Decide first: afterwards nothing can be changed.",
                waiting,
            )
        )


def refuse_unentered(session: Session, consultation: Consultation) -> None:
    """Raises ReleaseError while something that came in waits for somebody."""
    waiting = sum(submissions.waiting(session, consultation).values())
    if waiting:
        raise ReleaseError(
            say_many(
                "{count} submission waits in the log of everything that came in: each form must be "
                "entered, and everything else considered, or set aside with a reason. Afterwards nothing "
                "can be added.",
                "{count} submissions wait in the log of everything that came in: each form must be "
                "entered, and everything else considered, or set aside with a reason. Afterwards nothing "
                "can be added.",
                waiting,
            )
        )


def refuse_changed(session: Session, consultation: Consultation, counted: Stand) -> None:
    """Raises ReleaseError where it is no longer as it was when it was counted."""
    refuse_waiting(session, consultation)
    refuse_unentered(session, consultation)
    stand = editions.now(session, consultation)
    if stand.left_out != counted.left_out:
        raise ReleaseError(
            say("Somebody decided about a marked response in the meantime. Count once more.")
        )
    if stand.responses != counted.responses:
        raise ReleaseError(say("A form was entered in the meantime. Count once more."))


def changes_since(session: Session, consultation: Consultation) -> Changes | None:
    """What changed since the newest edition; None where there is none, or its responses are gone."""
    stands = editions.stands(session, consultation)
    return changes(stands[-1], editions.now(session, consultation)) if stands else None


def refuse_too_few(session: Session, consultation: Consultation, number: int) -> None:
    """Raises ReleaseError where fewer than 50 responses changed since the edition of that number."""
    changed = changes_since(session, consultation)
    if changed is None:
        raise ReleaseError(
            say("There is a release already, and what a further edition would be compared with is gone.")
        )
    if changed.missing:
        raise ReleaseError(
            say(
                "There is a release already. A new edition needs at least {least} changed responses: with "
                "fewer, the difference between the two could show what somebody said. Since edition "
                "{number}, {changed} changed, so {missing} are missing.",
                least=LEAST_CHANGED,
                number=number,
                changed=changed.at_least,
                missing=changed.missing,
            )
        )


def refuse_the_same(found: Edition, number: int) -> None:
    """Raises ReleaseError where every table stays as it was in the edition of that number."""
    if len(found.kept) == len(found.tables):
        raise ReleaseError(
            say(
                "Enough responses changed since edition {number}, but in no table by {least} or more, so "
                "every figure would stay as it is.",
                number=number,
                least=LEAST_CHANGED,
            )
        )
