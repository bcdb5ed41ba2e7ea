"""Of the pack: what the equality duty asks for. Who answered by each characteristic, and what differs by it.

Only published figures are compared, and no difference is called significant: nobody was drawn at random.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from results import charts
from results.domain.disclosure import SafeTable
from results.drawing import words
from results.files import figures
from results.files.document import Block, Style, heading, paragraph, picture, points
from results.files.material import Group, Material
from survey.domain.questionnaires.questions import Question
from survey.domain.wording import listed, say


def blocks(material: Material) -> Iterator[Block]:
    """The equality section, then the main question by everything else that it is counted by."""
    own = [group for group in material.equality if group.question.code in material.by]
    codes = {group.question.code for group in material.equality}
    yield heading(say("Equality"), 1, new_page=True)
    yield paragraph(
        say(
            "A council must have due regard to equality when it decides. This part gathers what the "
            "consultation can say about that. The questions were optional and asked last; who answered by "
            "each of them stands under “Who answered”. Figures about a group may be up to four people off, "
            "and groups in which fewer than about 50 answered are not shown. A difference between groups is "
            "not proof of one among all residents."
        )
    )
    yield points(_answered(material))
    for group in own:
        yield heading(say("By {characteristic}", characteristic=group.name), 2)
        yield from _differs(material, group)
    others = [group for group in material.groups if group.question.code not in codes]
    question = material.headline
    if question is None or not others:
        return
    yield heading(say("The main question by group"), 1, new_page=True)
    yield paragraph(question.text, Style.NOTE)
    for group in others:
        yield heading(say("By {characteristic}", characteristic=group.name), 2)
        yield from _by(material, question, group, with_chart=False)


def _answered(material: Material) -> Iterator[str]:
    """How many answered each equality question at all."""
    for group in material.equality:
        own = material.alone[group.question.code][0]
        if own.shown:
            asked, number = group.question.text, words.number(own.base or 0)
            yield say("{question} About {number} people answered.", question=asked, number=number)


def _differs(material: Material, group: Group) -> Iterator[Block]:
    question = material.headline
    if question is not None:
        yield from _by(material, question, group, with_chart=True)
    others = (asked for asked in material.questions if asked != question)
    found = [line for asked in others for line in _line(material, asked, group)]
    if found:
        yield paragraph(say("The other questions, in published figures:"))
        yield points(found)


def _by(material: Material, question: Question, group: Group, *, with_chart: bool) -> Iterator[Block]:
    tables = material.by.get(group.question.code, {}).get(question.code, ())
    if not any(own.shown for own in tables):
        yield paragraph(say("No group is large enough to be shown."), Style.NOTE)
        return
    if with_chart:
        labels = words.option_labels(group.question)
        apart = words.apart_codes(group.question)
        chart = charts.breakdown(tables, question, labels, characteristic=group.name, apart=apart)
        yield paragraph(figures.message(chart.message), Style.MESSAGE)
        yield picture(chart)
    yield figures.of_groups(tables, question, group.question)
    yield from _notes(tables, group.question)


def _notes(tables: Sequence[SafeTable], group: Question) -> Iterator[Block]:
    hidden = figures.hidden(tables, group)
    notes = [own.note for own in tables if own.shown][:1]
    if hidden:
        groups = words.listed(hidden)
        notes.append(say("Not shown, because fewer than 50 answered: {groups}.", groups=groups))
    yield paragraph(listed(notes, " "), Style.NOTE)


def _line(material: Material, question: Question, group: Group) -> Iterator[str]:
    """What differs in one question, in the words of its chart. Questions with rows are in the spreadsheet."""
    tables = material.by.get(group.question.code, {}).get(question.code, ())
    if question.parts or not any(own.shown for own in tables):
        return
    labels = words.option_labels(group.question)
    apart = words.apart_codes(group.question)
    chart = charts.breakdown(tables, question, labels, characteristic=group.name, apart=apart)
    yield listed([question.text, figures.message(chart.message)], " ")
