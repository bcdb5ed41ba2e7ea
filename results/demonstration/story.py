"""The published consultation of the demonstration from closing to the decision.

What would lie in the future is left out: whoever loads the demonstration earlier sees it as it stood then.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

from results import releases
from results.comments import campaigns
from results.demonstration import decision, late_forms
from results.demonstration.coders import code_all, code_some
from results.demonstration.left_out import leave_out
from results.demonstration.people import People
from results.demonstration.quoted import propose_some, quote
from results.demonstration.sent_alike import confirm
from survey.domain.synthetic import Recipe
from survey.store.answering.closing import close
from survey.store.consultations import Consultation
from survey.store.database import Session
from survey.store.demo import published_on
from survey.store.demo_whole import Whole

# So many days after closing organisers have begun to read.
DAYS_LATER = 2


@dataclass(frozen=True)
class Story:
    """A consultation of the demonstration. Without `whole` it is closed, counted and published: no more."""

    session: Session
    consultation: Consultation
    today: date
    whole: Whole | None = None

    def tell(
        self, people: People, shares: Mapping[str, Any], *, closing: str, rng: np.random.Generator
    ) -> None:
        """Everything in its order. `shares`: the recipe of the responses; `closing`: why it closes."""
        whole = self.whole if self.whole and self.whole.is_about(self.consultation) else None
        if whole:
            whole.came_in(self.session, self.consultation)
        self._close(closing)
        if whole:
            self._read(whole, people)
        self._publish(published_on(self.consultation.slug) or self.today)
        if whole:
            self._go_on(whole, shares, rng)

    def begin_reading(self, whole: Whole, people: People, *, closing: str) -> None:
        """Up to where organisers are reading: some is coded, a few passages wait, nothing is counted."""
        self._close(closing)
        day = min((self.consultation.closes_on or self.today) + timedelta(days=DAYS_LATER), self.today)
        reading = code_some(self.session, self.consultation, whole, people, day=day)
        pair = people.second(day), people.first(day)
        propose_some(self.session, self.consultation, whole, pair, reading)
        campaigns.search(self.session, self.consultation, day=day)

    def _close(self, text: str) -> None:
        day = min(self.consultation.closes_on or self.today, self.today)
        close(self.session, self.consultation, day=day, text=text, shuffle=random.SystemRandom().shuffle)

    def _publish(self, day: date) -> None:
        """Counts and publishes, on the day on which a council would have done so."""
        releases.make(self.session, self.consultation, today=day)
        releases.publish(self.session, self.consultation, on=day, today=day)

    def _read(self, whole: Whole, people: People) -> None:
        """What staff do before counting: what is left out, texts that were sent often, themes, quotes."""
        by = people.first(whole.day("coded")), people.second(whole.day("coded"))
        leave_out(self.session, self.consultation, whole, by)
        confirm(self.session, self.consultation, whole, by[0])
        reading = code_all(self.session, self.consultation, whole, people)
        quote(self.session, self.consultation, whole, people, reading)

    def _go_on(self, whole: Whole, shares: Mapping[str, Any], rng: np.random.Generator) -> None:
        """The second edition, with the late forms, and the decision."""
        public_again = whole.day("public-again")
        if public_again <= self.today:
            recipe = Recipe.load(whole.without_comments(shares))
            late_forms.correct(self.session, self.consultation, whole, recipe, rng=rng)
            self._publish(public_again)
        if whole.day("decided") <= self.today:
            decision.publish(self.session, self.consultation, whole)
