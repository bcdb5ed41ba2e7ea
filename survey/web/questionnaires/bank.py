"""The bank within a questionnaire: what there is, what of it is asked already, and adding a block."""

from __future__ import annotations

from flask import redirect, request, url_for

from survey.domain.accounts import Act
from survey.domain.consultations import Phase
from survey.domain.questionnaires.inserting import CannotInsert, Inserted, insert, sections_for
from survey.domain.questionnaires.locking import is_changed, locked_questions
from survey.domain.questionnaires.printing import printed
from survey.domain.questionnaires.questions import Questionnaire
from survey.domain.wording import listed, say, say_many
from survey.store.questionnaires import next_versions
from survey.web.access import staff
from survey.web.clock import today
from survey.web.database import db
from survey.web.forms import CONFLICT, UNPROCESSABLE, View, token_problem
from survey.web.questionnaires.blueprint import bp
from survey.web.questionnaires.making import Making, making, render
from survey.web.questionnaires.offered import Offer, numbers_of, offer_or_404, offered
from survey.web.questionnaires.saving import keep

NEW_SECTION = "new-section"
NO_SECTION = say("Choose the section that the questions go into")
GONE = say("That section is not there any more. Choose another")


@bp.get("/bank/")
@staff(Act.BUILD)
def bank(slug: str) -> str:
    """Every block with its questions, and which of them are asked already."""
    at = making(slug)
    questionnaire = at.questionnaire
    groups = [
        (heading, [(offer, offer.state_in(questionnaire)) for offer in offers])
        for heading, offers in offered()
    ]
    return render(
        "bank",
        at,
        offered=groups,
        locked=[(question, is_changed(question)) for question in locked_questions(questionnaire)],
        unlocked=[question for question in questionnaire.questions if question.unlocked],
        done=_done(at) if "done" in request.args else "",
    )


def _done(at: Making) -> str:
    """The words of the last change."""
    steps = next_versions.steps_of(db(), at.row, most=1)
    return steps[0].said if steps else ""


@bp.route("/bank/<code>/<int:number>/", methods=["GET", "POST"])
@staff(Act.BUILD)
def block(slug: str, code: str, number: int) -> View:
    """One block as it would be asked, with its sources; and adding it."""
    at, offer = making(slug), offer_or_404(code, number)
    if request.method == "GET":
        return _show(at, offer, "", {})
    into = request.form.get("into", "")
    problems = token_problem()
    if _can_add(offer, at):
        problems |= _problems_with_section(at, offer, into)
    if not problems:
        problems = _add(at, offer, "" if into == NEW_SECTION else into)
    if problems:
        status = CONFLICT if GONE in problems.values() else UNPROCESSABLE
        return _show(Making(at.consultation, at.row), offer, into, problems), status
    return redirect(url_for("questionnaires.bank", slug=slug, done=1))


def _problems_with_section(at: Making, offer: Offer, into: str) -> dict[str, str]:
    """A section is needed where something is added; not where words are only locked."""
    if into == NEW_SECTION or not _adds(at.questionnaire, offer):
        return {}
    codes = [section.code for section in at.questionnaire.sections]
    return {} if into in codes else {"into": GONE if into else NO_SECTION}


def _adds(questionnaire: Questionnaire, offer: Offer) -> bool:
    return not offer.block.keeps_codes or bool(offer.standing_in(questionnaire).missing)


def _add(at: Making, offer: Offer, into: str) -> dict[str, str]:
    """Adds the block on top of what is there by now. What is wrong, by field."""
    try:
        words = _words(offer, insert(at.questionnaire, offer.block, into=into))
        refused = keep(at, lambda now: insert(now, offer.block, into=into).questionnaire, words)
    except CannotInsert as why:
        return {"": str(why)}
    except LookupError:
        return {"into": GONE}
    return {"": refused} if refused else {}


def _words(offer: Offer, done: Inserted) -> str:
    """What the step keeps."""
    added = say("Added “{name}” from the bank", name=offer.block.title)
    locked = say_many(
        "Locked the wording of {count} question that is asked already",
        "Locked the wording of {count} questions that are asked already",
        len(done.locked),
    )
    told = [added] if done.added else []
    told += [locked] if done.locked else []
    return listed([*told, *done.left_out], ". ")


def _show(at: Making, offer: Offer, into: str, problems: dict[str, str]) -> str:
    found = offer.standing_in(at.questionnaire)
    sections = sections_for(at.questionnaire, offer.block)
    return render(
        "block",
        at,
        offer=offer,
        standing=found,
        state=offer.state_in(at.questionnaire),
        form=printed(at.as_asked(offer.alone)),
        sections=sections,
        into=into or (sections[-1].code if sections else NEW_SECTION),
        new_section=NEW_SECTION,
        adds=_adds(at.questionnaire, offer),
        can_add=_can_add(offer, at),
        drafting=at.consultation.phase(today()) is Phase.DRAFT,
        numbers=numbers_of(offer.block.code),
        problems=problems,
    )


def _can_add(offer: Offer, at: Making) -> bool:
    found = offer.standing_in(at.questionnaire)
    return not (offer.block.keeps_codes and (found.is_complete or found.worded_otherwise))
