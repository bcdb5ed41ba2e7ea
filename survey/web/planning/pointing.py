"""A finding as it stands on the page: under which heading, with a link to where it can be put right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from flask import url_for

from survey.domain.checks.findings import Finding
from survey.domain.questionnaires.building import page_of
from survey.domain.questionnaires.questions import Questionnaire
from survey.domain.wording import say

# What is about the consultation itself: its heading, what the link to its page is called, and the page.
PLACES = {
    "dates": (say("Dates"), say("Go to the dates"), "planning.dates"),
    "ways": (
        say("Other ways to answer"),
        say("Go to the other ways to answer"),
        "other_ways.edit",
    ),
}


@dataclass(frozen=True)
class Shown:
    """A finding as it stands on the page. `lapsed` is an answer to an earlier wording of the same.

    `section` is the address of its section's form, where it is put right there.
    """

    finding: Finding
    field: str
    address: str
    text: str
    was: str
    by: str = ""
    day: date | None = None
    lapsed: str = ""
    problem: str = ""
    section: str = ""

    @property
    def go(self) -> str:
        """What the link to its place is called."""
        if self.finding.question:
            return say("Go to the question")
        if self.finding.page:
            return say("Go to the page")
        if self.finding.check == "untranslated":
            return say("Go to the languages")
        if self.finding.topic in PLACES:
            return PLACES[self.finding.topic][1]
        return say("Answer it") if self.finding.topic else say("Go to the questionnaire")


def link_to(finding: Finding, slug: str) -> str:
    """The page on which it can be put right."""
    if finding.question:
        return url_for("questionnaires.question", slug=slug, code=finding.question)
    if finding.page:
        return url_for("questionnaires.page", slug=slug, code=finding.page)
    if finding.topic in PLACES:
        return url_for(PLACES[finding.topic][2], slug=slug)
    if finding.check == "untranslated":
        return url_for("questionnaires.translations", slug=slug)
    if finding.topic:
        return f"{url_for('planning.gunning', slug=slug)}#{finding.topic}-question"
    return url_for("questionnaires.index", slug=slug)


def section_of(finding: Finding, asked: Questionnaire | None, slug: str) -> str:
    """The form of the section, where what the section holds is wrong; otherwise empty."""
    if asked is None or finding.check != "equality-apart":
        return ""
    section = asked.section_of(page_of(asked, finding.question))
    return url_for("questionnaires.section", slug=slug, code=section.code)


def by_place(shown: Iterable[Shown], titles: Mapping[str, str]) -> list[tuple[str, list[Shown]]]:
    """What was found at one place belongs under one heading."""
    groups = groupby(shown, key=lambda one: _heading(one.finding, titles))
    return [(heading, list(group)) for heading, group in groups]


def _heading(finding: Finding, titles: Mapping[str, str]) -> str:
    code = finding.question or finding.page
    if code:
        return titles.get(code) or code
    if finding.topic in PLACES:
        return PLACES[finding.topic][0]
    if finding.check == "untranslated":
        return say("Languages")
    return say("Questions of fairness") if finding.topic else say("The whole questionnaire")
