"""In which languages a consultation has site notices, and what is missing for one in each of the others."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from survey.domain.languages import ENGLISH, Language, language
from survey.domain.notice_words import Wording, catalogue_from, is_the_councils, wording
from survey.domain.translating.progress import Pair, Progress, progress
from survey.store.consultations import Consultation
from survey.store.translating.content import words_of_notices
from survey.web.answering.visit import frozen_of
from survey.web.catalogues import catalogue_of
from survey.web.database import db


@dataclass(frozen=True)
class Spoken:
    """One language, with those fixed words of a notice that the council translates into it."""

    language: Language
    beside: tuple[Pair, ...] = ()

    @property
    def code(self) -> str:
        return self.language.code

    @property
    def is_the_councils(self) -> bool:
        """Whether the council translates the fixed words."""
        return is_the_councils(self.code)

    @cached_property
    def progress(self) -> Progress:
        return progress(self.beside)

    @property
    def has_sheet(self) -> bool:
        """Whether every fixed word is there, and checked. A test holds that the catalogues have them all."""
        return self.progress.done

    @property
    def unchecked(self) -> int:
        """How many of the words are translated, and nobody has checked them."""
        return self.progress.translated - self.progress.checked

    @property
    def words(self) -> Wording:
        if not self.is_the_councils:
            return wording(self.language, catalogue_of(self.language))
        return wording(self.language, catalogue_from(self.code, self.beside))


def every_language(consultation: Consultation) -> tuple[Spoken, ...]:
    """The languages of the consultation, that of its questions first."""
    codes = dict.fromkeys((frozen_of(consultation).language, *consultation.languages))
    found = [one for code in codes if (one := language(code))]
    beside = words_of_notices(db(), consultation, [one.code for one in found])
    return tuple(Spoken(one, tuple(beside[one.code])) for one in found)


def with_sheets(every: tuple[Spoken, ...]) -> tuple[Spoken, ...]:
    """Those in which there are notices; English where there would be none."""
    return tuple(one for one in every if one.has_sheet) or (Spoken(ENGLISH),)
