"""What somebody typed of one form: the fields as they were sent, and what stands at the head of the sheet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import request

from survey.domain.codes import problem_with, read_code
from survey.domain.entry import Asked, Entered, asked_on_form, read_entry
from survey.domain.languages import language
from survey.domain.questionnaires.printing import PrintedForm, printed
from survey.domain.submissions import Kind
from survey.domain.translating.language_names import language_name
from survey.domain.wording import say
from survey.store.answering.responses import OPEN_STRATUM
from survey.store.consultations import Consultation
from survey.store.questionnaires.versions import Frozen, frozen
from survey.store.submissions import Submission
from survey.web.database import db
from survey.web.forms import typed
from survey.web.invitations.entry import invited
from survey.web.planning.entering import sent_text

USED = say(
    "Code: it was used before, or is none of this consultation. Look at it once more, or leave it empty"
)
PREFIX = "f-"
CODE = "invitation"


@dataclass(frozen=True)
class Sheet:
    """The sheet on which one form is typed in."""

    consultation: Consultation
    submission: Submission

    @cached_property
    def frozen(self) -> Frozen:
        return frozen(db(), self.consultation.version_id or "")

    @cached_property
    def form(self) -> PrintedForm:
        return printed(self.frozen.asked, facts=self.consultation.known_facts)

    @cached_property
    def asked(self) -> dict[int | None, Asked]:
        """The questions by their numbers."""
        return {one.printed.number: one for one in asked_on_form(self.form)}

    @cached_property
    def typed(self) -> dict[str, str]:
        """What was typed, by the code of the field; empty fields are left out."""
        sent = {code: typed(request.form.get(PREFIX + code, "")) for code in self._codes()}
        return {code: text.replace("\r\n", "\n").strip() for code, text in sent.items() if text.strip()}

    def _codes(self) -> Iterator[str]:
        for one in self.asked.values():
            yield from (entry.code for entry in one.fields)

    @cached_property
    def entered(self) -> Entered:
        """What came of it."""
        facts = self.consultation.known_facts
        asked, form = self.frozen.questionnaire, self.form
        return read_entry(asked, form, self.typed, facts=facts, by_phone=self.by_phone)

    @property
    def problems(self) -> dict[str, str]:
        """What is wrong, by the name of the field on the page."""
        found = {PREFIX + code: words for code, words in self.entered.problems.items()}
        return self._problem_with_code() | found

    # The head of the sheet: what response has beside its answers.

    @property
    def by_phone(self) -> bool:
        return self.submission.kind == Kind.PHONE.value

    @property
    def languages(self) -> dict[str, str]:
        """The languages in which the form can have been; none where there is one alone."""
        codes = [self.frozen.language, *self.consultation.languages]
        found = {code: language_name(code) for code in codes if language(code)}
        return found if len(found) > 1 else {}

    @property
    def language(self) -> str:
        """The language that was chosen; before, that of the form typed before this one."""
        sent = sent_text("language") or request.args.get("language", "")
        return sent if sent in self.languages else self.frozen.language

    @property
    def revisions(self) -> dict[int, Any]:
        """The revisions of the plan that a form can be about; none where there was one alone."""
        found = {one.revision: one for one in self.consultation.showings}
        return found if len(found) > 1 else {}

    @property
    def revision(self) -> int:
        """The revision that was chosen; before, the one that was shown when the form came in."""
        chosen = {str(number): number for number in self.revisions}
        return chosen.get(sent_text("revision")) or self.consultation.revision_on(self.submission.day)

    @property
    def takes_codes(self) -> bool:
        """Whether somebody may have been invited by code: until closing, when all codes become void."""
        invitations = set(self.consultation.counting_rules.strata) - {OPEN_STRATUM}
        return bool(invitations) and self.consultation.closed_on is None

    @cached_property
    def code(self) -> str:
        return sent_text(CODE) if self.takes_codes else ""

    def _problem_with_code(self) -> dict[str, str]:
        if not self.code:
            return {}
        wrong = problem_with(self.code)
        if wrong:
            return {CODE: say("Code: {problem}", problem=wrong)}
        return {} if invited(self.consultation, read_code(self.code) or "") else {CODE: USED}
