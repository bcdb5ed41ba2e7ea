"""A consultation with rules for review, and responses that they mark."""

import hashlib
import random

from survey.domain.integrity.rules import RULES, Chosen, Pair, usual_limits
from survey.store.answering import responses
from survey.store.answering.closing import close
from survey.store.answering.responses import Submission
from survey.store.questionnaires.versions import frozen
from tests import demonstration

PAIR = Pair(
    {"question": "connection", "is": ["live"]},
    {"question": "capacity", "is": ["organisation"]},
    "An organisation does not live anywhere.",
)
EVERY = Chosen({rule.code: usual_limits(rule) for rule in RULES}, (PAIR,), decided=True)
TEXT = "We ask the council to think again, since a street is no place in which to be looked at by machines. " * 2
COPY = {"capacity": "individual", "support": "somewhat-oppose", "main-reason": TEXT}
IMPOSSIBLE = {"capacity": "organisation", "connection": ["live"], "support": "strongly-support"}
PLAIN = {"capacity": "individual", "support": "neither", "main-reason": "I am of two minds."}
AGE = "16-24"


def choose(session, consultation, chosen=EVERY):
    """Publishes rules with a consultation, as if before its opening."""
    consultation.rules = {**consultation.rules, "integrity": chosen.dump()}
    session.commit()


def add(session, consultation, *answers, **changes):
    """Adds responses, each with an equality answer that no reviewer may ever see."""
    version = frozen(session, consultation.version_id)
    asked = {question.code for question in version.opinion.questions}
    equality = {question.code for question in version.equality.questions}
    for answer in answers:
        number = responses.count(session, consultation.id)
        name = f"stuffed {number}".encode()
        given = {
            "id": hashlib.sha256(name).hexdigest()[:32],
            "receipt_hash": hashlib.sha256(b"receipt " + name).hexdigest(),
            "consultation_id": consultation.id,
            "day": consultation.opens_on,
            "channel": "web",
            "version_id": consultation.version_id,
            "deployment_revision": 1,
            "answers": answer,
            "codes": version.opinion.encode(answer, asked),
            "equality_answers": {"age": AGE},
            "equality_codes": version.equality.encode({"age": AGE}, equality),
        }
        responses.receive(session, Submission(**given | changes))
    session.commit()


def shut(session, consultation, day):
    """Closes the consultation, which applies its rules."""
    close(session, consultation, day=day, text="Closed.", shuffle=random.Random(1).shuffle)
    session.commit()


def closed_soho(session, day):
    """Soho's consultation, closed: three copies, one response that cannot be, and two plain ones."""
    demonstration.load(session, day)
    soho = demonstration.consultation(session)
    choose(session, soho)
    add(session, soho, COPY, PLAIN, COPY, IMPOSSIBLE, COPY, PLAIN)
    shut(session, soho, day)
    return soho
