"""Each chart of a release as two files: a picture that opens alone, and exactly its figures as CSV.

Both are made from the published tables that the chart on the page is drawn from, and kept for each release.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from results import charts, releases
from results.charts import CHARTS, Chart
from results.domain.disclosure import PROFILE, SafeTable
from results.drawing import words
from results.drawing.picture import Around, picture
from results.releases import Release
from results.web import received
from results.web.language import version_of
from results.web.places import consulted_ground, sides, source_of
from results.web.profiles import margin_of
from results.web.story import planned, written
from results.web.table_files import figures_csv, received_csv
from results.web.view import caption, characteristic, kept, name_of, note_on
from survey.domain.questionnaires.questions import Area, Question
from survey.domain.wording import say
from survey.store.consultations import Consultation
from survey.store.database import Session
from survey.web.catalogues import catalogue_of
from survey.web.languages import current_language
from survey.web.templating import in_words

# A question's map: of how many named each area, or of one side of a scale by area.
NO_MAP, RESPONSES_MAP = -1, 0


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which chart: a question alone or by a characteristic, the row of a grid, and which of its maps."""

    question: str
    characteristic: str = ""
    row: str = ""
    side: int = NO_MAP


@dataclass(frozen=True, slots=True)
class About:
    """Whose figures these are."""

    session: Session
    consultation: Consultation
    release: Release


@dataclass(frozen=True, slots=True)
class _Found:
    """The published tables of a chart, and what they are of."""

    tables: tuple[SafeTable, ...]
    question: Question
    group: Question | None

    @property
    def shown(self) -> bool:
        return any(table.shown for table in self.tables)


def picture_of(about: About, wanted: Wanted) -> bytes | None:
    """The chart as SVG. None where the release has no such table, or nothing of it can be drawn."""
    return kept((*_key(about), "svg", wanted), lambda: _picture(about, wanted))


def figures_of(about: About, wanted: Wanted) -> bytes | None:
    """The figures of the chart as CSV. None where the release has no such table."""
    return kept((*_key(about), "csv", wanted), lambda: _figures(about, wanted))


def received_picture(about: About) -> bytes | None:
    """When responses came, as SVG. None where that is not told."""
    return kept((*_key(about), "svg", "received"), lambda: _received(about))


def received_figures(about: About) -> bytes | None:
    """When responses came, as CSV."""
    return kept((*_key(about), "csv", "received"), lambda: _received_figures(about))


def _key(about: About) -> tuple[object, ...]:
    return written(about.consultation, about.release)


def _find(about: About, wanted: Wanted) -> _Found | None:
    session, release = about.session, about.release
    tables = releases.by(session, release, characteristic=wanted.characteristic, question=wanted.question)
    if not tables or (wanted.characteristic and wanted.characteristic not in release.characteristics):
        return None
    version = version_of(session, about.consultation)
    group = None
    if wanted.characteristic:
        part = wanted.row or tables[0].part
        tables = tuple(table for table in tables if table.part == part)
        groups = planned(about.consultation, version, release)
        group = next(found for found in groups if found.code == wanted.characteristic)
    question = characteristic(about.consultation, version, wanted.question)
    return _Found(tables, question, group) if tables else None


def _picture(about: About, wanted: Wanted) -> bytes | None:
    found = _find(about, wanted)
    make = _drawing(about, found, wanted) if found and found.shown else None
    if found is None or make is None:
        return None
    shown = next(table for table in found.tables if table.shown)
    notes = [] if shown.exact else [note_on(shown)]
    area = found.group or found.question
    if isinstance(area, Area) and (wanted.side != NO_MAP or found.group is None):
        notes += filter(None, [source_of(consulted_ground(about.session, about.consultation, area))])
    return _written(about, make, _asked(found), notes)


def _written(about: About, make: Callable[[], Chart], asked: str, notes: Sequence[str]) -> bytes:
    with words.spoken_in(catalogue_of(current_language())):
        chart = make()
        said = words.spoken(chart.message)
        around = Around(asked, said[0].upper() + said[1:], chart.alt, (*notes, *_source(about)))
        return picture(chart.figure_json, around, language=current_language().code)


def _asked(found: _Found) -> str:
    return caption(found.question, found.tables[0].part) if found.group else found.question.text


def _drawing(about: About, found: _Found, wanted: Wanted) -> Callable[[], Chart] | None:
    """What draws the chart. None where there is nothing to draw, as for texts."""
    if wanted.side != NO_MAP:
        return _map(about, found, wanted.side)
    tables, question = found.tables, found.question
    if CHARTS[question.kind] is None:
        return None
    if found.group is not None:
        labels, name = words.option_labels(found.group), name_of(found.group)
        apart = words.apart_codes(found.group)
        return lambda: charts.breakdown(tables, question, labels, characteristic=name, apart=apart)
    if tables[0].kind == PROFILE:
        return _profile(about, found)
    rows = CHARTS[question.kind] == "rows"
    return lambda: charts.grid(tables, question) if rows else charts.topline(tables[0], question)


def _profile(about: About, found: _Found) -> Callable[[], Chart] | None:
    table, question = found.tables[0], found.question
    census = about.consultation.counting_rules.margins.get(question.code, {})
    if not census:
        return _map(about, found, RESPONSES_MAP) or (lambda: charts.topline(table, question))
    margin, apart = margin_of(question.code, census), census.get("apart", ())
    labels = words.option_labels(question)
    return lambda: charts.profile(table, margin, labels, apart=apart, about=name_of(question))


def _map(about: About, found: _Found, side: int) -> Callable[[], Chart] | None:
    area = found.group or found.question
    where = consulted_ground(about.session, about.consultation, area) if isinstance(area, Area) else None
    if where is None or not isinstance(area, Area):
        return None
    if found.group is None:
        return lambda: charts.count_map(found.tables[0], where, area)
    shown = sides(found.tables, found.question, where)
    if not 0 < side <= len(shown):
        return None
    return lambda: charts.share_map(found.tables, where, found.question, shown[side - 1])


def _source(about: About) -> Iterator[str]:
    """Whose figures these are and what they cannot say: a picture is passed on without its page."""
    consultation, release = about.consultation, about.release
    yield say(
        "Anyone could answer. These figures describe the {counted} people who did, not everyone in the "
        "borough; no margin of error can be given.",
        counted=words.number(release.counted),
    )
    if consultation.synthetic:
        yield say("Synthetic demonstration data: a program made these responses, no person gave them.")
    yield say(
        "Source: {council}, “{title}”, results, edition {edition} of {day}.",
        council=consultation.council,
        title=consultation.title,
        edition=release.edition,
        day=in_words(release.made_on),
    )


def _figures(about: About, wanted: Wanted) -> bytes | None:
    found = _find(about, wanted)
    if found is None:
        return None
    census = about.consultation.counting_rules.margins.get(found.question.code, {})
    profile = found.group is None and found.tables[0].kind == PROFILE
    with words.spoken_in(catalogue_of(current_language())):
        return figures_csv(
            found.tables,
            found.question,
            found.group,
            census=census if profile else {},
            synthetic=about.consultation.synthetic,
        )


def _received(about: About) -> bytes | None:
    found = received.timeline_of(about.session, about.release)
    if found is None:
        return None
    names, ends = received.periods(found), received.ends(found)

    def make() -> Chart:
        return charts.received(found, received.CHANNEL_LABELS, names, ends)

    return _written(about, make, say("When responses came"), ())


def _received_figures(about: About) -> bytes | None:
    found = received.timeline_of(about.session, about.release)
    if found is None:
        return None
    with words.spoken_in(catalogue_of(current_language())):
        return received_csv(found, synthetic=about.consultation.synthetic)
