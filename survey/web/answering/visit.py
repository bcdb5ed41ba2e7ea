"""Who is here: the resident's one cookie, the sealed draft behind it, and the consultation being answered.

The cookie holds a secret and a receipt (docs/decisions/0005-cookie.md). It is bound to the address of one
consultation, lasts until the browser closes, and is the only thing that can open the draft.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar, cast

from flask import abort, current_app, g, request
from werkzeug.exceptions import ServiceUnavailable
from werkzeug.wrappers import Response

from survey.domain import answering
from survey.domain.answering import Draft, Holder
from survey.domain.changes import MaterialChange, unseen
from survey.domain.coming_back import Ending, ending
from survey.domain.consultations import Phase
from survey.domain.journeys import Journey
from survey.domain.languages import ENGLISH, Language, known
from survey.domain.questionnaires.presentation import Shown, shown
from survey.domain.questionnaires.questions import Page, Questionnaire
from survey.domain.questionnaires.rewording import Change, changes
from survey.store import consultations
from survey.store.answering import drafts, responses
from survey.store.answering.drafts import Kept
from survey.store.consultations import Consultation
from survey.store.questionnaires import versions
from survey.store.questionnaires.versions import Frozen
from survey.web.clock import today
from survey.web.database import db
from survey.web.forms import token_for
from survey.web.languages import current_language, offer, root_of
from survey.web.translating.showing import mark_partly

COOKIE = "answers"
# Each try that fails is one of another window that succeeded.
TRIES = 20
Answer = TypeVar("Answer", bound=Response)


@dataclass(frozen=True)
class Visit:
    """One request of somebody with a draft."""

    consultation: Consultation
    holder: Holder
    draft: Draft
    kept: Kept

    @property
    def lookup_id(self) -> str:
        """Where the sealed draft is kept."""
        return answering.lookup_id(self.holder.secret)

    @property
    def ending(self) -> Ending:
        """When these answers go, unless they are sent."""
        return ending(self.kept.expires_on, self.consultation.closes_on, today=today())

    @property
    def questionnaire(self) -> Questionnaire:
        return self.frozen.questionnaire

    @property
    def frozen(self) -> Frozen:
        return frozen_of(self.consultation)

    @cached_property
    def journey(self) -> Journey:
        return Journey(self.questionnaire, self.draft, self.consultation.known_facts)

    @property
    def revision(self) -> int:
        """The revision of the deployment that this resident was shown."""
        return self.draft.revision or self.consultation.deployment_revision

    @property
    def unseen(self) -> tuple[MaterialChange, ...]:
        """The material changes of the plan since this resident began."""
        return unseen(self.consultation.material_changes, self.revision)

    @cached_property
    def reworded(self) -> tuple[Change, ...]:
        """What is worded otherwise, since this resident began, in questions that they came by."""
        if self.draft.version in ("", self.consultation.version_id):
            return ()
        before, after = _worded(self.draft.version, self.consultation.version_id or "", self.frozen)
        seen = {page.code for page in self.journey.pages} & set(self.draft.visited)
        asked = {question.code for page in after.pages if page.code in seen for question in page.questions}
        return tuple(change for change in changes(before, after) if change.question in asked)

    @property
    def is_behind(self) -> bool:
        """Whether there is something to read before the answers are checked and sent."""
        return bool(self.unseen or self.reworded)

    @property
    def order(self) -> int:
        """The number of the order in which this resident sees options."""
        return self.draft.order

    def shown(self, page: Page) -> Shown:
        """A page of the journey in this resident's words and order."""
        asked = self.frozen.asked
        return shown(asked, asked.page(page.code) or page, self.draft.answers, order=self.order)

    def mark(self, answers: Mapping[str, object]) -> str:
        """What a form carries of the answers that it is shown with."""
        return answering.mark_of(self.holder.secret, answers)

    def keep(self, change: Callable[[Visit], Draft]) -> Visit | None:
        """Seals and keeps what `change` makes of the draft. None where the draft is gone meanwhile.

        Where another window was faster, the change is made once more, to what is kept by then.
        """
        visit: Visit | None = self
        for _try in range(TRIES):
            if visit is None:
                return None
            draft = change(visit)
            sealed = answering.seal(draft, visit.holder, os.urandom)
            if drafts.save(db(), visit.lookup_id, sealed, read=visit.kept.sealed):
                return replace(visit, draft=draft, kept=visit.kept._replace(sealed=sealed))
            visit = open_draft(self.consultation, self.holder.secret)
        raise ServiceUnavailable


def consultation_or_404(slug: str) -> Consultation:
    """The consultation of that slug that the public may know of. Answers 404 otherwise."""
    return _known(consultations.find(db(), slug))


def _known(found: Consultation | None) -> Consultation:
    if found is None or found.phase(today()) == Phase.DRAFT:
        abort(404)
    offer(found.languages)
    return found


def frozen_of(consultation: Consultation) -> Frozen:
    """The frozen questionnaire version that this consultation asks, in the language of the page."""
    found = versions.frozen(db(), consultation.version_id or "", current_language().code)
    if found.partly or current_language().code not in (found.language, "en"):
        mark_partly()
    return found


def _worded(version: str, newest: str, now: Frozen) -> tuple[Questionnaire, Questionnaire]:
    """The questions of a version and of the one asked now, in a language that both have."""
    before = versions.frozen(db(), version, now.language)
    if before.language == now.language:
        return before.asked, now.asked
    # The language was added meanwhile: other words for the same question are not another wording.
    return before.asked, versions.frozen(db(), newest).asked


def is_open(consultation: Consultation) -> bool:
    """Whether anyone may answer today."""
    return consultation.phase(today()) == Phase.OPEN


def holder_of_request() -> Holder | None:
    """What the cookie holds; None where there is none or it is broken."""
    return answering.read_cookie(request.cookies.get(COOKIE, ""))


def enter(slug: str) -> tuple[Consultation, Visit | None]:
    """The consultation, and the visit of this request: None where its cookie opens no draft.

    Answers 404 where the public may not know of the consultation.
    """
    holder = holder_of_request()
    if holder is None:
        return consultation_or_404(slug), None
    found, kept = drafts.load(db(), slug, answering.lookup_id(holder.secret))
    consultation = _known(found)
    g.visit = _opened(consultation, holder.secret, kept)
    return consultation, g.visit


def visit_of_page() -> Visit | None:
    """The visit of this request, for the frame of its page."""
    return cast("Visit | None", g.get("visit"))


def open_draft(consultation: Consultation, secret: bytes) -> Visit | None:
    """The draft that this secret opens, as it is kept by now; None where there is none."""
    _, kept = drafts.load(db(), consultation.slug, answering.lookup_id(secret))
    return _opened(consultation, secret, kept)


def _opened(consultation: Consultation, secret: bytes, kept: Kept | None) -> Visit | None:
    if kept is None or kept.expires_on < today():
        return None
    try:
        draft, holder = answering.unseal(kept.sealed, secret)
    except answering.SealBroken:
        return None
    return Visit(consultation, holder, draft, kept)


def was_sent(consultation: Consultation, holder: Holder | None) -> bool:
    """Whether the response that this holder's receipt stands for has been received."""
    if holder is None:
        return False
    found = responses.receipt_consultation(db(), answering.receipt_hash(holder.receipt))
    return found == consultation.id


def token_context(holder: Holder) -> str:
    """What the form's token is worked out from."""
    return holder.secret.hex()


def pages_of(slug: str, language: Language) -> str:
    """What the addresses of a consultation's journey begin with in one language."""
    return f"{root_of(language)}/consultations/{slug}/answer/"


def give_cookie(response: Answer, slug: str, holder: Holder, language: Language | None = None) -> Answer:
    """Hands the cookie to the resident, for the pages of this language or of another."""
    response.set_cookie(
        COOKIE,
        answering.write_cookie(holder),
        path=pages_of(slug, language or current_language()),
        httponly=True,
        samesite="Lax",
        secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
    )
    return response


def take_cookie(response: Answer, slug: str) -> Answer:
    """Takes the cookie away, so that nothing of the answers is left on the device."""
    path = pages_of(slug, current_language())
    response.delete_cookie(COOKIE, path=path, httponly=True, samesite="Lax")
    return response


def take_cookies(response: Answer, consultation: Consultation) -> Answer:
    """Takes the cookies away in every language: somebody may have begun in two."""
    for one in {ENGLISH, current_language(), *known(consultation.languages)}:
        path = pages_of(consultation.slug, one)
        response.delete_cookie(COOKIE, path=path, httponly=True, samesite="Lax")
    return response


def language_token() -> str:
    """The token of the form that changes the language; "" where no cookie need move."""
    holder = holder_of_request() if request.blueprint == "answering" else None
    return token_for(token_context(holder)) if holder else ""


def page_of_journey() -> str:
    """Which page of the journey this is: what its address ends with, in every language."""
    page = request.path.removeprefix(f"/consultations/{(request.view_args or {}).get('slug')}/answer/")
    return page + ("?from=check" if request.args.get("from") == "check" else "")
