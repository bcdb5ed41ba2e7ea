"""Of the pack: who answered, by one characteristic at a time, beside the census where the rules name one."""

from __future__ import annotations

from collections.abc import Iterator

from results import charts
from results.domain.disclosure import SafeTable
from results.domain.profile import ProfileRow, compare
from results.drawing import words
from results.extract import REVISION
from results.files import figures
from results.files.document import Block, Style, Table, heading, paragraph, picture, table
from results.files.material import Census, Group, Material
from survey.domain.questionnaires.questions import Area, Question
from survey.domain.wording import listed, say

RESPONSES, SHARE, CENSUS, MISSING = say("Responses"), say("Share"), say("Census"), say("Missing")


def blocks(material: Material) -> Iterator[Block]:
    """The whole part."""
    yield heading(say("Who answered"), 1, new_page=True)
    yield paragraph(
        say(
            "What people said about themselves. Every figure in this part is about a group, so it may be up "
            "to four away from the real one, and anything under ten, nobody included, reads “fewer than 10”."
            " “Missing” is how many more responses from this group alone would give it its share in the "
            "census."
        )
    )
    for group in material.profiles:
        yield heading(group.question.text, 2)
        yield from who(material, group)


def who(material: Material, group: Group) -> Iterator[Block]:
    """One characteristic: its chart and its table."""
    question, own = group.question, material.alone[group.question.code][0]
    if not own.shown:
        yield paragraph(own.note, Style.NOTE)
        return
    census = material.census.get(question.code)
    if census is not None:
        labels = words.option_labels(question)
        chart = charts.profile(own, census.margin, labels, apart=census.apart, about=group.name)
        yield paragraph(figures.message(chart.message), Style.MESSAGE)
        yield picture(chart)
        yield _beside_census(own, question, census)
        margin = census.margin
        source = say("Source of the census: {source}.", source=margin.source)
        yield paragraph(listed([part for part in (margin.note, source) if part], " "), Style.NOTE)
    else:
        # Areas are many: their table says as much as a chart of thirty bars.
        if not isinstance(question, Area) and question.code != REVISION and not figures.is_written(question):
            yield picture(charts.topline(own, question))
        yield figures.of_one(own, question, first=figures.GROUP)
    yield paragraph(figures.residue(own), Style.NOTE)


def _beside_census(own: SafeTable, question: Question, census: Census) -> Table:
    compared = compare(own, census.margin, apart=census.apart)
    labels = words.option_labels(question)
    rows = [_line(row, words.label(labels, row.category)) for row in compared.rows]
    outside = say("not in the shares")
    rows += [
        (words.label(labels, row.category), figures.number(row.responses), outside, outside, outside)
        for row in compared.apart
    ]
    return table(question.text, (figures.GROUP, RESPONSES, SHARE, CENSUS, MISSING), rows)


def _line(row: ProfileRow, label: str) -> tuple[str, ...]:
    missing = words.number(row.missing) if row.missing else say("none")
    if row.responses is None and row.missing:
        missing = say("at least {number}", number=missing)
    share = figures.NO_PERCENT if row.share is None else f"{row.share}%"
    return label, figures.number(row.responses), share, f"{row.census_share}%", missing
