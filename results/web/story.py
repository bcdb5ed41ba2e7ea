"""The results of one release as one story: the answer, its limits, who answered, then every question.

Councillors and residents read the same story; only where its links lead differs.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace

from flask import render_template
from markupsafe import Markup

from results import releases
from results.charts import CHARTS
from results.domain.disclosure import SafeTable
from results.releases import FACTS, Release
from results.web.beside import Beside, beside
from results.web.campaigns_shown import SentTexts, sent_texts
from results.web.coding_shown import Told, told_of
from results.web.edition_addresses import edition_named
from results.web.headline import Headline, headline
from results.web.language import version_of
from results.web.places import Where, consulted_ground, is_schematic, responses_map, source_of
from results.web.profiles import WhoAnswered, who_answered
from results.web.reading import Read
from results.web.received import Received, received
from results.web.samples import SampleResults, sampled_results
from results.web.sensitivity import Check, check_of
from results.web.view import Answered, answered, characteristic, kept, name_of
from survey.domain.changes import MaterialChange
from survey.domain.questionnaires.questions import Area, Question
from survey.domain.submissions import NOTHING, Besides
from survey.store import submissions
from survey.store.consultations import Consultation
from survey.store.database import Session
from survey.store.questionnaires.versions import Frozen

Tables = Mapping[str, tuple[SafeTable, ...]]


@dataclass(frozen=True)
class Part:
    """A section of the questionnaire with the questions that are shown in it."""

    code: str
    title: str
    questions: tuple[Answered, ...]


@dataclass(frozen=True)
class Story:
    """Everything that a page of results says."""

    headline: Headline | None
    profiles: tuple[WhoAnswered, ...]
    more_profiles: tuple[WhoAnswered, ...]
    parts: tuple[Part, ...]
    characteristics: tuple[tuple[str, str], ...]
    changes: tuple[MaterialChange, ...] = ()
    beside: Mapping[str, Beside] = field(default_factory=dict)
    besides: Besides = NOTHING
    themes: Mapping[str, tuple[Told, ...]] = field(default_factory=dict)
    sent_texts: SentTexts | None = None
    received: Received | None = None
    schematic: bool = False
    map_source: str = ""
    check: Check | None = None
    samples: tuple[SampleResults, ...] = ()

    @property
    def apart(self) -> str:
        """The question that leads to the tables before and after a change: the headline, or the first one."""
        every = [question.question for part in self.parts for question in part.questions if question.shown]
        first = next((question.code for question in every if CHARTS[question.kind] is not None), "")
        return self.headline.shown.question.code if self.headline else first


def story(session: Session, consultation: Consultation, release: Release) -> Story:
    """The story of a release."""
    version = version_of(session, consultation)
    tables = releases.alone(session, release)
    groups = planned(consultation, version, release)
    area = next((group for group in groups if isinstance(group, Area)), None)
    ground = consulted_ground(session, consultation, area) if area else None
    first = headline(version, tables, without=release.characteristics, counted=release.counted)
    asked_first = first.shown.question.code if first else ""
    return Story(
        headline=first,
        profiles=tuple(_profile(consultation, group, tables, ground) for group in _narrow_first(groups)),
        more_profiles=tuple(
            _profile(consultation, question, tables)
            for question in version.questionnaire.questions_of("equality")
            if question.code not in release.characteristics and question.code in tables
        ),
        parts=_parts(version, tables, {group.code for group in groups}),
        characteristics=tuple((group.code, name_of(group)) for group in groups),
        changes=releases.counted_apart(consultation, release),
        beside=beside(session, consultation, version, release),
        besides=submissions.of_edition(session, consultation, release.edition),
        themes=told_of(session, consultation, release, version.questionnaire),
        sent_texts=sent_texts(session, release, version),
        received=received(session, release),
        schematic=is_schematic(ground),
        map_source=source_of(ground),
        check=check_of(session, release, version, tables, first=asked_first),
        samples=sampled_results(session, consultation, version, release, first=asked_first),
    )


def planned(consultation: Consultation, version: Frozen, release: Release) -> tuple[Question, ...]:
    """The characteristics of a release, as questions whose options name the groups."""
    return tuple(characteristic(consultation, version, code) for code in release.characteristics)


def _narrow_first(groups: tuple[Question, ...]) -> list[Question]:
    """People before the way in which they came; the long list of areas last."""
    return sorted(groups, key=lambda group: (isinstance(group, Area), group.code in FACTS))


def _profile(
    consultation: Consultation, question: Question, tables: Tables, ground: Where | None = None
) -> WhoAnswered:
    census = consultation.counting_rules.margins.get(question.code, {})
    table = tables[question.code][0]
    found = who_answered(question, table, census)
    if isinstance(question, Area) and not found.chart:
        return replace(found, chart=responses_map(table, question, ground))
    return found


def _parts(version: Frozen, tables: Tables, profiles: set[str]) -> tuple[Part, ...]:
    parts = []
    for section in version.questionnaire.sections:
        asked = [question for page in section.pages for question in page.questions]
        chosen = [q for q in asked if q.code in tables and q.code not in profiles]
        if section.kind == "opinion" and chosen:
            shown = tuple(answered(question, tables[question.code]) for question in chosen)
            parts.append(Part(section.code, section.title, shown))
    return tuple(parts)


@dataclass(frozen=True, slots=True)
class Fragment:
    """The story as HTML: the answer, and everything after it."""

    answer: Markup
    rest: Markup


def fragment(session: Session, read: Read) -> Fragment:
    """The story as HTML, with links for whoever reads it."""
    consultation, release = read.shown, read.release
    version = version_of(session, consultation)

    def make() -> Fragment:
        known = {
            "story": story(session, consultation, release),
            "consultation": consultation,
            "release": release,
            "audience": read.audience,
            "wards": areas(consultation, version, release),
        }
        pages = (render_template(f"results/{name}.html", **known) for name in ("answer", "story"))
        return Fragment(*map(Markup, pages))

    return kept((*written(consultation, release), read.audience, "story"), make)


def written(consultation: Consultation, release: Release) -> tuple[Hashable, ...]:
    """What the words of a page of a release are made of: its questions, what was said of each change, and
    whether its links stay in an edition.
    """
    apart = releases.counted_apart(consultation, release)
    return release.id, consultation.version_id, apart, edition_named(consultation.slug)


def areas(consultation: Consultation, version: Frozen, release: Release) -> Area | None:
    """The question whose options are the areas of the release, if it has one."""
    found = planned(consultation, version, release)
    return next((group for group in found if isinstance(group, Area)), None)
