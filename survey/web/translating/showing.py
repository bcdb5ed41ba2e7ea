"""What residents are shown in the language of the page: the texts of a consultation and of a deployment.

On an English page everything is what it was, and costs nothing. In another language one query more brings
what somebody has translated and checked; a text without that stays in its own language, and the page says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any, TypeVar, cast

from flask import Flask, g
from markupsafe import Markup, escape

from survey.domain.changes import MaterialChange
from survey.domain.deployments.plan import Boundaries, Plan
from survey.domain.deployments.revisions import Revision
from survey.domain.evidence import Evidence
from survey.domain.languages import isolated
from survey.domain.log_words import entry_in_words
from survey.domain.other_ways import OtherWays
from survey.domain.translating.language_names import language_name
from survey.domain.translating.table import Kind
from survey.domain.translating.texts import Untranslated, left, texts_of, translated
from survey.domain.translating.words import ConsultationWords, OutcomeWords
from survey.domain.wording import Words as Sentence
from survey.store.consultations import Consultation, LogEntry
from survey.store.deployments.register import DeploymentRevision
from survey.store.translating.content import OWN
from survey.store.translating.freezing import Words, bare
from survey.store.translating.translations import CONSULTATION, DEPLOYMENT, Subject, checked_words
from survey.web.catalogues import catalogue_of
from survey.web.database import db
from survey.web.languages import current_language

Thing = TypeVar("Thing", ConsultationWords, OutcomeWords, Revision)
_KEPT, _PARTLY = "lamppost_translations", "lamppost_partly"


class ConsultationInLanguage:
    """A consultation whose words are those of the page's language. Everything else is as it is kept."""

    def __init__(self, row: Consultation, words: ConsultationWords) -> None:
        self._row, self._words = row, words

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the row has
        return getattr(self._row, name)

    @property
    def title(self) -> str:
        return self._words.title

    @property
    def summary(self) -> str:
        return self._words.summary

    @property
    def council(self) -> str:
        return self._words.council

    @property
    def ways_to_answer(self) -> OtherWays:
        return self._words.other_ways

    @property
    def material_changes(self) -> tuple[MaterialChange, ...]:
        return self._words.changes


class RevisionInLanguage:
    """A published revision whose words are those of the page's language. What was kept is in `row`."""

    def __init__(self, row: DeploymentRevision, revision: Revision, words: Words) -> None:
        self.row, self._revision, self._words = row, revision, words

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the row has
        return getattr(self.row, name)

    @property
    def summary(self) -> str:
        return self._revision.summary

    @property
    def reason(self) -> str:
        return self._revision.reason

    @property
    def change_summary(self) -> str:
        return self._revision.change_summary

    @property
    def plan(self) -> Plan:
        return self._revision.plan

    @property
    def evidence(self) -> Evidence:
        return self._revision.evidence

    @cached_property
    def boundaries(self) -> Boundaries:
        own = self.row.boundaries
        said = self._words.get(("boundaries.attribution", own.attribution))
        return replace(own, attribution=said) if said else own

    @property
    def as_revision(self) -> Revision:
        return replace(self._revision, boundaries=self.boundaries)


def in_language(consultation: Consultation, code: str = "", *, with_plan: bool = False) -> Consultation:
    """The consultation in the language of the page, or in another; itself where that is its own.

    `with_plan` reads the texts of its deployment in the same query.
    """
    code = code or current_language().code
    if code == OWN:
        return consultation
    subject, plan = _subject(consultation), Subject(DEPLOYMENT, consultation.deployment_id)
    words = _kept([subject, plan] if with_plan else [subject], code)[subject]
    own = ConsultationWords(
        consultation.title,
        consultation.summary,
        consultation.council,
        consultation.ways_to_answer,
        consultation.material_changes,
    )
    return cast("Consultation", ConsultationInLanguage(consultation, _said(own, words, code)))


def every_in_language(listed: list[Consultation]) -> list[Consultation]:
    """Several consultations, with one query for all of them."""
    code = current_language().code
    if code != OWN:
        _kept([_subject(one) for one in listed], code)
    return [in_language(one) for one in listed]


def _subject(consultation: Consultation) -> Subject:
    return Subject(CONSULTATION, consultation.id)


def outcome_in_language(consultation: Consultation, own: OutcomeWords) -> OutcomeWords:
    """What the council wrote of its outcome, with the texts that were translated and checked."""
    code = current_language().code
    if code == OWN:
        return own
    subject = _subject(consultation)
    return _said(own, _kept([subject], code)[subject], code)


def log_in_language(consultation: Consultation, log: list[LogEntry]) -> list[LogEntry]:
    """The public log, with the entries that were translated."""
    code = current_language().code
    if code == OWN:
        return log
    subject = _subject(consultation)
    words = _kept([subject], code)[subject]
    return [cast("LogEntry", _Entry(entry, words)) for entry in log]


class _Entry:
    """One line of the log as a page shows it."""

    def __init__(self, entry: LogEntry, words: Words) -> None:
        self.day = entry.day
        self.text = (
            words.get((f"log.{entry.id}.text", entry.text))
            or entry_in_words(entry.text)
            or left(entry.text, OWN)
        )


def revision_in_language(row: DeploymentRevision, code: str = "") -> DeploymentRevision:
    """The revision in the language of the page, or in another; itself where that is its own, or done."""
    code = code or current_language().code
    if code == OWN or isinstance(row, RevisionInLanguage):
        return row
    subject = Subject(DEPLOYMENT, row.deployment_id)
    words = _kept([subject], code)[subject]
    return cast("DeploymentRevision", RevisionInLanguage(row, _said(bare(row), words, code), words))


def as_published(revision: DeploymentRevision | Revision) -> DeploymentRevision | Revision:
    """The same revision as it was published, in its own language."""
    return revision.row if isinstance(revision, RevisionInLanguage) else revision


def _kept(subjects: list[Subject], code: str) -> Mapping[Subject, Words]:
    """What somebody has checked of these, read once in a request."""
    kept: dict[Subject, Words] = g.setdefault(_KEPT, {}).setdefault(code, {})
    wanted = [subject for subject in subjects if subject not in kept]
    if wanted:
        kept.update(checked_words(db(), wanted, code))
    return kept


def _said(own: Thing, words: Words, code: str) -> Thing:
    gaps = (text.kind is not Kind.NAME and (text.place, text.text) not in words for text in texts_of(own))
    if code == current_language().code and any(gaps):
        mark_partly()
    return translated(own, lambda place, text: words.get((place, text)) or left(text, OWN))


def mark_partly() -> None:
    """Has the page say that parts of it are in another language."""
    setattr(g, _PARTLY, True)


def partly() -> bool:
    """Whether anything on this page has no translation."""
    return bool(g.get(_PARTLY))


def lang_of(text: object) -> Markup | str:
    """The attributes of an element whose text stayed in its own language; nothing for every other text."""
    if not isinstance(text, Untranslated):
        return ""
    return Markup(' lang="{}" dir="auto"').format(text.language)


def with_lang(value: Any) -> Any:  # noqa: ANN401 - whatever a template prints
    """What is printed beside other words, with each text in it that stayed in its own language marked so.

    What runs from right to left is kept apart from its surroundings. On an English page all is as it is.
    """
    if isinstance(value, Untranslated):
        return Markup("<span{}>{}</span>").format(lang_of(value), str(value))
    if not isinstance(value, str) or isinstance(value, Markup) or current_language().code == OWN:
        return value
    return _marked(value) if isinstance(value, Sentence) else isolated(value)


def _marked(words: Sentence) -> Markup:
    message = catalogue_of(current_language()).message_of(words)
    text = Markup(escape(isolated(message)))  # noqa: S704 - the line says that it is escaped
    params = {name: with_lang(param) for name, param in words.params.items()}
    return text.format_map(params) if params else text


def only_in_english(text: str) -> str:
    """A text that nobody can translate, such as the name of a stratum in the rules: marked on other pages."""
    plain = isinstance(text, Sentence) or current_language().code == OWN
    return text if plain else left(text, OWN)


def init(app: Flask) -> None:
    """What templates need."""
    app.jinja_env.globals.update(partly=partly, lang_of=lang_of, language_name=language_name)
    app.jinja_env.filters["with_lang"] = with_lang
