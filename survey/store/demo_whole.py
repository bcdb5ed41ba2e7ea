"""What the whole demonstration adds to its published consultation before it is counted.

It asks whether words may be quoted, one group of homes is announced as a random sample, and what people write
are the invented comments of `survey.domain.synthetic_texts`. Everything goes through what organisers use.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from survey.domain.codes import invitation_id
from survey.domain.consultations import OPEN_TO_ALL
from survey.domain.invitations import Kind, new_codes
from survey.domain.questionnaires.building import put_question
from survey.domain.questionnaires.inserting import insert
from survey.domain.questionnaires.publishing import PERMITTED
from survey.domain.questionnaires.questions import Questionnaire
from survey.domain.samples import TypedSample
from survey.domain.submissions import Kind as Came
from survey.domain.submissions import State
from survey.domain.synthetic_texts import SIDES, Comment, comments
from survey.store import invitations, strata, submissions
from survey.store.answering.responses import CHANNELS, Response
from survey.store.consultations import Consultation
from survey.store.demo import read
from survey.store.questionnaires.shipped import shipped_blocks
from survey.store.submissions import Arrived

PAPER, ASSISTED = CHANNELS[1:]


@dataclass(frozen=True)
class Whole:
    """What is added, as it is shipped. `key` is that of the ids of invitations."""

    key: bytes

    @cached_property
    def content(self) -> Mapping[str, Any]:
        """The consultation, the sample, the late forms, the outcome, and on which day what is done."""
        found: Mapping[str, Any] = read("demo", "croydon-whole.json")
        return found

    @cached_property
    def written(self) -> Mapping[str, Any]:
        """The comments as they are shipped: themes, sentences, campaigns."""
        found: Mapping[str, Any] = read("demo", "croydon-comments.json")
        return found

    @cached_property
    def comments(self) -> Mapping[str, list[Comment]]:
        """The comments of each side."""
        return comments(self.written)

    @property
    def question(self) -> str:
        """The question to which the comments are written."""
        return str(self.written["question"])

    def day(self, name: str) -> date:
        """The day on which something is done."""
        return date.fromisoformat(self.content["days"][name])

    @property
    def unread(self) -> Mapping[str, Any]:
        """A consultation that closed a few days ago, which organisers are reading."""
        found: Mapping[str, Any] = self.content["unread"]
        return found

    def is_about(self, consultation: Consultation) -> bool:
        """Whether it is this consultation that is counted, corrected and decided on."""
        return bool(consultation.slug == self.content["slug"])

    def is_unread(self, consultation: Consultation) -> bool:
        """Whether it is the one that organisers are reading."""
        return bool(consultation.slug == self.unread["definition"]["slug"])

    def prepare(
        self, session: Session, consultation: Consultation, asked: Questionnaire
    ) -> Questionnaire:
        """What is fixed before opening: the questions, the random sample and its letters."""
        if self.is_about(consultation):
            self._invite(session, consultation)
        elif not self.is_unread(consultation):
            return asked
        for code, hint in self.content["hints"].items():
            # What people write there may be quoted of those who allow it; the program tells them so itself.
            asked = put_question(asked, replace(asked.question(code), hint=hint, publishing=PERMITTED))
        return insert(asked, shipped_blocks()[self.content["block"]], into=self.content["into"]).questionnaire

    def _invite(self, session: Session, consultation: Consultation) -> None:
        data = self.content["invited"]
        rules = replace(consultation.counting_rules, strata=OPEN_TO_ALL)
        consultation.rules = rules.dump()
        day = date.fromisoformat(data["day"])
        group = strata.add(
            session,
            consultation,
            name=data["name"],
            kind=Kind(data["kind"]),
            household=data["household"],
            day=day,
        )
        sample = TypedSample(drawn=True, population=data["population"], how=data["how"])
        rules = replace(consultation.counting_rules, samples={group.code: sample.dump()})
        consultation.rules = rules.dump()
        ids = [invitation_id(code, self.key) for code in self._codes]
        invitations.issue(session, group, ids, seen=0, day=day)

    @cached_property
    def _codes(self) -> list[str]:
        """The codes of the letters. Nobody is sent one, and all are void once the consultation is closed."""
        return new_codes(self.content["invited"]["codes"], os.urandom)

    def shares(
        self, session: Session, consultation: Consultation, shipped: Mapping[str, Any]
    ) -> Mapping[str, Any]:
        """The recipe of the responses, with the comments and the random sample."""
        (group,) = strata.of(session, consultation.id)
        by_letter = self.content["invited"]["share"]
        adverts = self.written["advert"]["number"]
        found = self._commented(shipped, self.written["share"], adverts=adverts)
        return {**found, "strata": {"open": 100 - by_letter, group.code: by_letter}}

    def shares_of_unread(self, shipped: Mapping[str, Any]) -> Mapping[str, Any]:
        """The recipe of the responses that organisers are reading."""
        found = self._commented(shipped, self.unread["share"], adverts=self.unread["adverts"])
        connection = {"connection": {"shares": self.unread["connection"]}}
        return {**found, "strata": {"open": 1}, "weights": {**found["weights"], **connection}}

    def _commented(self, shipped: Mapping[str, Any], share: float, *, adverts: int) -> dict[str, Any]:
        texts: dict[str, Any] = {side: list(_with(self.comments[side], adverts)) for side in SIDES}
        texts |= {"share": share, "in_turn": True}
        permission = {self.content["block"]: {"weights": self.content["permission"]}}
        return {
            **shipped,
            "weights": {**shipped["weights"], **permission},
            "texts": {**shipped["texts"], self.question: texts},
        }

    def without_comments(self, shares: Mapping[str, Any]) -> dict[str, Any]:
        """The same recipe for late forms: the comments were given out already."""
        texts = {key: one for key, one in shares["texts"].items() if key != self.question}
        return {**shares, "texts": texts}

    def came_in(self, session: Session, consultation: Consultation) -> None:
        """Uses up the codes of those who answered a letter, and logs the forms that are entered."""
        (group,) = strata.of(session, consultation.id)
        used = _answers(session, consultation, Response.stratum, group.code)
        for code in self._codes[:used]:
            invitations.burn(session, invitation_id(code, self.key), consultation.id)
        about = submissions.log_of(session, consultation)
        about.share = 0
        submissions.keep(session, about)
        for channel, kind in ((PAPER, Came.PAPER), (ASSISTED, Came.PHONE)):
            number = _answers(session, consultation, Response.channel, channel)
            day = consultation.closes_on or self.day("coded")
            if number:
                submissions.log(session, consultation, Arrived(kind, day, State.ENTERED), number=number)


def _with(every: Sequence[Comment], adverts: int) -> Iterator[str]:
    """The words of the comments, with so many advertisements among them."""
    left = adverts
    for one in every:
        left -= one.advert
        if not one.advert or left >= 0:
            yield one.text


def _answers(session: Session, consultation: Consultation, column: Any, value: str) -> int:  # noqa: ANN401 - a column of the responses
    """How many responses have this value."""
    mine = Response.consultation_id == consultation.id, column == value
    return session.scalar(select(func.count()).select_from(Response).where(*mine)) or 0


