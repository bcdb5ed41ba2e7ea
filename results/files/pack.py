"""The committee pack: what a release says, as a document that an officer can put before members.

One page of summary first; then how it was done, who answered, what they said, and how to check all of it. It
is made of what is published and of nothing else, so councillors and residents can hold the same paper.
"""

from __future__ import annotations

from collections.abc import Iterator

from results import charts
from results.drawing import words
from results.files import figures, pack_campaigns, pack_equality, pack_method, pack_parts, pack_who
from results.files.document import Block, Document, Style, heading, paragraph, picture, points, told
from results.files.material import Material
from results.releases import Release, drawn_at_random
from survey.domain.languages import Language
from survey.domain.questionnaires.questions import Question
from survey.domain.wording import Catalogue, listed, say, say_day
from survey.store.consultations import Consultation

SHARE = say(
    "What share of all residents is for or against. People with strong views answer more often, and more "
    "answers do not put that right."
)
NO_SAMPLE = say(
    "That a difference of a few points means something. Nobody was drawn at random, so no difference can "
    "be called significant; and figures about a group may be up to four people off."
)
# The pack has no ranges: they stand on the page of results.
WITH_SAMPLE = say(
    "That a difference of a few points means something. Only the random sample has ranges, which stand on "
    "the page of results; no other difference can be called significant, and figures about a group may be "
    "up to four people off."
)
CANNOT_CONCLUDE = (
    say("What people who did not answer think."),
    say(
        "The decision. A consultation is not a vote. Reasons count as well as numbers, and the decision must "
        "say how it weighed both."
    ),
)
SEVERAL = say(
    "People could choose more than one answer, so the percentages can add up to more than 100."
)


def pack(material: Material, language: Language, catalogue: Catalogue) -> Document:
    """The whole pack in one language."""
    with words.spoken_in(catalogue):
        title = told(say("Results: {title}", title=material.consultation.title))
        return Document(
            title=title,
            author=told(material.consultation.council),
            code=language.code,
            direction=language.direction,
            day=material.release.made_on,
            blocks=tuple(_blocks(material)),
        )


def _blocks(material: Material) -> Iterator[Block]:
    yield from _summary(material)
    yield from pack_method.blocks(material)
    yield from pack_who.blocks(material)
    yield from _answers(material)
    yield from pack_parts.texts(material)
    yield from pack_campaigns.blocks(material)
    yield from pack_equality.blocks(material)
    yield from pack_parts.sensitivity(material)
    yield from pack_method.integrity(material)
    yield from pack_method.checking(material)


def _summary(material: Material) -> Iterator[Block]:
    consultation = material.consultation
    yield heading(say("Summary"), 1)
    if material.told.replaced:
        yield paragraph(material.told.replaced, Style.NOTE)
    synthetic = say("Synthetic demonstration data: a program made these responses.")
    made = [_edition(material), *([synthetic] if consultation.synthetic else [])]
    yield paragraph(listed(made, " "), Style.NOTE)
    yield paragraph(consultation.summary)
    question = material.headline
    if question is not None:
        own = material.alone[question.code][0]
        chart = charts.topline(own, question)
        yield paragraph(figures.message(chart.message), Style.LEAD)
        yield paragraph(question.text, Style.NOTE)
        yield picture(chart)
        yield paragraph(figures.residue(own), Style.NOTE)
    yield points(_facts(material))
    yield heading(say("What cannot be concluded"), 2)
    yield paragraph(
        say(
            "Anyone could answer. These figures describe the {counted} people who did, not everyone in the "
            "borough; no margin of error can be given.",
            counted=words.number(material.release.counted),
        )
    )
    yield points(cannot_conclude(consultation, material.release))


def _edition(material: Material) -> str:
    release = material.release
    return say(
        "{council}: edition {edition} of the results, counted on {day}.",
        council=material.consultation.council,
        edition=release.edition,
        day=say_day(release.made_on),
    )


def cannot_conclude(consultation: Consultation, release: Release) -> tuple[str, ...]:
    """What may not be concluded from a release, point by point."""
    return SHARE, WITH_SAMPLE if drawn_at_random(consultation, release) else NO_SAMPLE, *CANNOT_CONCLUDE


def _facts(material: Material) -> Iterator[str]:
    consultation, release = material.consultation, material.release
    yield say("Responses counted: {number}", number=words.number(release.counted))
    if release.excluded:
        yield say("Left out by the published rules: {number}", number=words.number(release.excluded))
    if consultation.opens_on and consultation.closed_on:
        first, last = say_day(consultation.opens_on), say_day(consultation.closed_on)
        yield say("Open to answers from {first} to {last}", first=first, last=last)
    if material.told.came_besides:
        together = listed(list(material.told.came_besides), "; ")
        yield say("Besides the questionnaire came: {list}", list=together)


def _answers(material: Material) -> Iterator[Block]:
    yield heading(say("What people answered"), 1, new_page=True)
    yield paragraph(
        say(
            "Every question as it was asked, over everybody who answered it. Counts in this part are exact "
            "from 50 answers on."
        )
    )
    for title, questions in material.sections:
        yield heading(title, 2)
        for question in questions:
            yield heading(question.text, 3)
            yield from _answered(material, question)


def _answered(material: Material, question: Question) -> Iterator[Block]:
    tables = material.alone[question.code]
    if not material.shown(question):
        yield paragraph(tables[0].note, Style.NOTE)
        return
    if figures.is_written(question):
        yield paragraph(say("Answered in people’s own words."))
        yield paragraph(figures.residue(tables[0]), Style.NOTE)
        return
    in_rows = figures.is_in_rows(question)
    chart = charts.grid(tables, question) if in_rows else charts.topline(tables[0], question)
    yield paragraph(figures.message(chart.message), Style.MESSAGE)
    yield picture(chart)
    yield figures.of_rows(tables, question) if in_rows else figures.of_one(tables[0], question)
    if not in_rows:
        yield paragraph(figures.residue(tables[0]), Style.NOTE)
    notes = dict.fromkeys(own.note for own in tables)
    if tables[0].multiple:
        notes[SEVERAL] = None
    yield paragraph(listed(list(notes), " "), Style.NOTE)
    yield from pack_method.beside(material, question)
