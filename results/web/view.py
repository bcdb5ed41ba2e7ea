"""What a page shows of a published table: lines with words, figures and a bar, and the chart above them.

Only safe tables come in. Only words are worked out here: figures stand as disclosure control left them.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import ParamSpec, TypeVar, cast

from markupsafe import Markup

from results import charts
from results.charts import CHARTS, Chart
from results.domain.disclosure import ASKED, SafeTable
from results.drawing import messages, words
from results.drawing.conclusions import concluded
from results.extract import REVISION
from results.releases import FACTS
from results.web import changed
from survey.domain.consultations import LANGUAGE
from survey.domain.languages import english_name
from survey.domain.questionnaires.questions import Area, Option, Question, SingleChoice
from survey.domain.translating.texts import respelled
from survey.domain.wording import listed, say
from survey.store.answering.responses import CHANNELS
from survey.store.consultations import Consultation
from survey.store.questionnaires.versions import Frozen
from survey.web.catalogues import catalogue_of
from survey.web.languages import current_language
from survey.web.translated_templates import said
from survey.web.translating.showing import only_in_english, with_lang

WAYS = (say("On the web"), say("On paper"), say("With help, by phone or in person"))
CHANNEL_LABELS = MappingProxyType(dict(zip(CHANNELS, WAYS, strict=True)))
# What is counted by, inside a sentence: what nobody is asked, and the questions that most councils ask.
NAMES = MappingProxyType(
    {
        "channel": say("way of answering"),
        "stratum": say("invitation"),
        LANGUAGE: say("language"),
        REVISION: changed.NAME,
        "age": say("age"),
        "capacity": say("capacity"),
        "connection": say("connection"),
        "ethnic-group": say("ethnic group"),
        "gender-identity": say("gender identity"),
        "health-condition": say("health condition"),
        "religion": say("religion"),
        "sex": say("sex"),
        "sexual-orientation": say("sexual orientation"),
    }
)
RESIDUE = (say("Base: answered"), say("Did not answer"), say("Not asked"))
SEVERAL = say(
    "People could choose more than one answer, so the percentages can add up to more than 100."
)
ROUNDED = say("Percentages are rounded.")


Given = ParamSpec("Given")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart as a page holds it: its figure as JSON, its message, and what it is in words."""

    figure: Markup
    message: str
    alt: str


@dataclass(frozen=True, slots=True)
class Line:
    """One option: its count, its percentage, and the colour of its bar."""

    label: str
    count: str
    percent: int | None
    tone: str


@dataclass(frozen=True, slots=True)
class Figures:
    """One table as it is read: its lines, who the percentages are of, and what to know about them.

    `limits` is `note` without what holds of every figure about everybody.
    """

    caption: str
    lines: tuple[Line, ...]
    about: str
    note: str
    shown: bool
    limits: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """One question with its chart and a table, or a table for each row of a grid."""

    question: Question
    chart: Drawn | None
    figures: tuple[Figures, ...]
    matrix: Matrix | None = None

    @property
    def written(self) -> bool:
        """Whether people answered in their own words."""
        return CHARTS[self.question.kind] is None

    @property
    def shown(self) -> bool:
        return any(figures.shown for figures in self.figures)


def drawn(make: Callable[Given, Chart], *given: Given.args, **named: Given.kwargs) -> Drawn:
    """The chart for a page, drawn in the language of the page."""
    with words.spoken_in(catalogue_of(current_language())):
        chart = make(*given, **named)
    # The figure holds no <, > or & (results.drawing.canvas escapes them in its JSON), so it can stand in a
    # script element as it is; escaping its quotation marks would make it unreadable there.
    message = with_lang(chart.message)
    return Drawn(Markup(chart.figure_json), message[0].upper() + message[1:], chart.alt)  # noqa: S704 - see above


def answered(question: Question, tables: Sequence[SafeTable]) -> Answered:
    """A question over everybody, or over one group."""
    own = tuple(figures(table, question) for table in tables)
    shown = [table for table in tables if table.shown]
    way = CHARTS[question.kind]
    if way is None or not shown:
        return Answered(question, None, own)
    if way == "rows":
        names = [caption(question, table.part) for table in shown]
        rows = matrix(shown, question, names, names_down=True)
        return Answered(question, drawn(charts.grid, tables, question), own, rows)
    return Answered(question, drawn(charts.topline, tables[0], question), own)


def figures(table: SafeTable, question: Question) -> Figures:
    """One table in words."""
    labels, colours = words.option_labels(question), tones(question, table)
    lines = tuple(
        Line(words.label(labels, code), counted(cell.count), cell.percent, colours[code])
        for code, cell in zip(table.options, table.cells, strict=True)
    )
    return Figures(
        caption(question, table.part), lines, residue(table), note_on(table), table.shown, limits_of(table)
    )


def note_on(table: SafeTable) -> str:
    """What the reader must know about the figures of a table, and what may be concluded from them."""
    if not table.shown or not table.options:
        return table.note
    told = (table.note, SEVERAL if table.multiple else ROUNDED, concluded(table))
    return listed([one for one in told if one], " ")


def limits_of(table: SafeTable) -> str:
    """What may be concluded; of figures that are not exact, all that the reader must know about them."""
    if not table.exact or not table.shown or not table.options:
        return note_on(table)
    told = (SEVERAL if table.multiple else "", concluded(table))
    return listed([one for one in told if one], " ")


def caption(question: Question, part: str | None) -> str:
    """What a table is about: the question, or the row of a grid."""
    return words.label(words.part_labels(question), part) if part else question.text


def counted(count: int | None) -> str:
    """A count as it is read."""
    return words.FEWER if count is None else words.number(count)


def tones(question: Question, table: SafeTable) -> Mapping[str, str]:
    """The colour of each option's bar: a point of a scale, apart, or plain."""
    apart = words.apart_codes(question)
    points = [code for code in table.options if code not in apart]
    scaled = CHARTS[question.kind] == "scale" or messages.is_support(table, apart)
    places = {code: str(place) for place, code in enumerate(points, start=1)} if scaled else {}
    return {code: "apart" if code in apart else places.get(code, "plain") for code in table.options}


def residue(table: SafeTable) -> str:
    """Who the percentages are of, and who is not among them."""
    if not table.shown:
        return ""
    base = say("Base: {number} people who answered.", number=_people(table.base or 0, exact=table.exact))
    # Nobody is asked how their answers came, or in which language.
    if table.kind == ASKED or table.question in FACTS:
        return base
    skipped, unasked = (_people(n, exact=table.exact) for n in (table.not_answered, table.not_asked))
    rest = say("Did not answer: {skipped}. Not asked: {unasked}.", skipped=skipped, unasked=unasked)
    return listed([base, rest], " ")


def _people(count: int | None, *, exact: bool) -> str:
    if count is None:
        return words.FEWER
    number = words.number(count)
    return number if exact else say("about {number}", number=number)


def characteristic(consultation: Consultation, version: Frozen, code: str) -> Question:
    """A characteristic as a question whose options name its groups. Raises KeyError where there is none."""
    if code == "channel":
        options = tuple(Option(value, label) for value, label in CHANNEL_LABELS.items())
        return SingleChoice(code=code, text=say("How the answers came"), options=options)
    if code == "stratum":
        strata = consultation.counting_rules.strata
        options = tuple(Option(value, only_in_english(label)) for value, label in strata.items())
        return SingleChoice(code=code, text=say("Invited by letter, or open to everyone"), options=options)
    if code == LANGUAGE:
        offered = sorted({version.questionnaire.language, *consultation.languages})
        names = tuple(Option(value, only_in_english(english_name(value))) for value in offered)
        return SingleChoice(code=code, text=say("In which language the questions were read"), options=names)
    if code == REVISION:
        return changed.before_and_after(consultation)
    return version.questionnaire.question(code)


def heading_of(question: Question) -> str:
    """The heading of a page with results by this characteristic."""
    if question.code == REVISION:
        return say("Results before and after the plan changed")
    return say("Results by {characteristic}", characteristic=name_of(question))


def name_of(question: Question) -> str:
    """What a characteristic is called in a sentence: "ward", "way of answering", "ethnic group"."""
    if isinstance(question, Area):
        return say("ward") if question.areas == "wards" else say("zone")
    return NAMES.get(question.code) or only_in_english(question.code.replace("-", " "))


def header_of(question: Question) -> str:
    """What a characteristic is called at the head of a table."""
    name = name_of(question)
    return respelled(name, str(said(name)).capitalize())


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure: a percentage with its count, or a count alone."""

    count: str
    percent: int | None = None
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Matrix:
    """A table with headings on both sides."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]


def matrix(
    tables: Sequence[SafeTable], question: Question, names: Sequence[str], *, names_down: bool
) -> Matrix:
    """Several tables of one question beside one another, with `names` down the side or across the top."""
    labels, colours = words.option_labels(question), tones(question, tables[0])
    options = (*(words.label(labels, code) for code in tables[0].options), *RESIDUE)
    sides = [_cells(table, colours) for table in tables]
    if names_down:
        return Matrix(options, tuple(zip(names, sides, strict=True)))
    return Matrix(tuple(names), tuple(zip(options, zip(*sides, strict=True), strict=True)))


def _cells(table: SafeTable, colours: Mapping[str, str]) -> tuple[Cell, ...]:
    cells = zip(table.options, table.cells, strict=True)
    rest = (table.base, table.not_answered, table.not_asked)
    return (
        *(Cell(counted(cell.count), cell.percent, colours[code]) for code, cell in cells),
        *(Cell(counted(count)) for count in rest),
    )


# A release never changes, so what is made from one can be kept for as long as there is room.
_MOST_KEPT = 512
Made = TypeVar("Made")
_KEPT: dict[Hashable, object] = {}


def kept(key: Hashable, make: Callable[[], Made]) -> Made:
    """What was made from a release before, or is made now. `key` begins with the release's id.

    What is drawn is in the language of the page, and so are its links.
    """
    key = (current_language().code, key)
    found = _KEPT.get(key)
    if found is None:
        found = made = make()
        # What is not there is not kept: anybody can ask for any number of such pages.
        if made is None:
            return made
        while len(_KEPT) >= _MOST_KEPT:
            # What nobody has asked for longest goes: whoever walks through every table, each with its files,
            # must not push out the story. The list is a copy, because other threads look too.
            _KEPT.pop(list(_KEPT)[0], None)  # noqa: RUF015 - a whole copy cannot change under the iterator
        _KEPT[key] = made
    else:
        _KEPT.pop(key, None)
        _KEPT[key] = found
    return cast("Made", found)
