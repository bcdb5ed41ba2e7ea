"""What somebody translates at: the texts of a consultation with its questions, or those of a deployment.

The pages are the same for both; a desk says which texts there are, who may work on them, and where its pages
are.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import abort, url_for

from survey.domain.accounts import Act
from survey.domain.languages import LANGUAGES, Language
from survey.domain.languages import language as language_of
from survey.domain.notice_words import PART as NOTICE
from survey.domain.notice_words import is_the_councils
from survey.domain.translating.progress import Pair, Progress, Translation, pairs, progress
from survey.domain.translating.table import Kind
from survey.domain.wording import say
from survey.store import accounts
from survey.store.translating.content import Content
from survey.store.translating.translations import By, Subject, kept_by_others, kept_of
from survey.web.access import signed_in_account
from survey.web.clock import now, today
from survey.web.database import db

NOT_FOUND = 404
TITLES = {
    "questionnaire": say("Title of the questionnaire"),
    "consultation": say("The consultation"),
    "consultation-ways": say("Other ways to answer"),
    "consultation-changes": say("Changes of the plan while it was open"),
    "consultation-log": say("Public log"),
    "consultation-outcome": say("The outcome: what was asked, decided and why"),
    "consultation-outcome-points": say("You said, we did"),
    "consultation-outcome-conditions": say("Conditions"),
    "consultation-outcome-later": say("Changes and reviews of the outcome"),
    f"consultation-{NOTICE}": say("Fixed words of the site notice"),
    "deployment": say("Name and summary"),
    "deployment-facts": say("Facts of the plan"),
    "deployment-zones": say("Zones"),
    "deployment-wards": say("Wards"),
    "deployment-statements": say("Arguments, facts and figures"),
    "deployment-documents": say("Documents needed"),
    "deployment-promises": say("Promised and reported"),
}


@dataclass(frozen=True)
class Part:
    """Texts that are translated on one page."""

    code: str
    title: str
    subject: Subject
    pairs: tuple[Pair, ...]

    @cached_property
    def progress(self) -> Progress:
        return progress(self.pairs)

    @property
    def is_printed(self) -> bool:
        """Whether it is read on sheets of paper alone, so that nothing waits for it but these."""
        return all(pair.text.kind is Kind.PRINTED for pair in self.pairs)


@dataclass(frozen=True)
class Desk:
    """The texts to translate, and where the pages for that stand. `titles` are those of parts, by code.

    `offered` are the codes of the only languages that they may be translated into; None for every one.
    """

    blueprint: str
    slug: str
    name: str
    act: Act
    contents: tuple[Content, ...]
    titles: Mapping[str, str]
    shown: Mapping[str, Any]
    offered: Collection[str] | None = None

    @property
    def own(self) -> Language:
        """The language of the texts themselves."""
        code = self.contents[0].language
        return language_of(code) or Language(code, "", code, code)

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages that the texts may be translated into."""
        others = (one for one in LANGUAGES if one.code != self.own.code)
        return tuple(one for one in others if self.offered is None or one.code in self.offered)

    def address(self, view: str, **values: Any) -> str:  # noqa: ANN401 - parts of an address
        """The address of one of this desk's pages."""
        return url_for(f"{self.blueprint}.{view}", slug=self.slug, **values)

    def language(self, code: str) -> Language:
        """The language of that code. Answers 404 where nothing can be translated into it."""
        found = next((one for one in self.languages if one.code == code), None)
        if found is None:
            abort(NOT_FOUND)
        return found

    def parts(self, language: Language) -> list[Part]:
        """Every part with its texts side by side, in reading order."""
        return self.parts_in([language.code])[language.code]

    def parts_in(self, codes: list[str]) -> dict[str, list[Part]]:
        """The same for several languages, in one query."""
        kept = kept_of(db(), [content.subject for content in self.contents], codes)
        others = self._of_other_notices(codes)
        return {
            code: [
                part
                for content in self.contents
                for part in self._split(
                    content,
                    pairs(
                        content.texts_in(code),
                        kept.get((content.subject, code), ()),
                        others.get(code, ()) if content.fixed else (),
                    ),
                )
            ]
            for code in codes
        }

    def _of_other_notices(self, codes: list[str]) -> dict[str, list[Translation]]:
        """The fixed words of notices as they were translated for other consultations."""
        wanted = [code for code in codes if is_the_councils(code)]
        mine = next((content.subject for content in self.contents if content.fixed), None)
        return kept_by_others(db(), mine, NOTICE, wanted) if mine and wanted else {}

    def _split(self, content: Content, beside: list[Pair]) -> list[Part]:
        found: dict[str, list[Pair]] = {}
        for pair in beside:
            found.setdefault(pair.text.part, []).append(pair)
        return [self._part(content.subject, code, tuple(mine)) for code, mine in found.items()]

    def _part(self, subject: Subject, code: str, mine: tuple[Pair, ...]) -> Part:
        whole = f"{subject.kind}-{code}" if code else subject.kind
        return Part(whole, self.titles.get(whole) or TITLES.get(whole, code), subject, mine)

    def audit(self, languages: str) -> None:
        """Records that somebody worked on these translations."""
        subject = f"{self.slug}: {languages}"[:200]
        accounts.audit(db(), at=now(), account=signed_in_account(), act=self.act.value, subject=subject)


def by(agency: str = "") -> By:
    """Who is signed in, today, and for whom they enter what somebody else translated."""
    return By(signed_in_account().name, today(), agency)
