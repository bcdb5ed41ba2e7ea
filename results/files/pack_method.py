"""Of the pack: how it was done, what was left out and why, the public log, and how to check the count."""

from __future__ import annotations

from collections.abc import Iterator

from results import charts
from results.domain.disclosure import SafeTable
from results.drawing import words
from results.files import days, figures
from results.files.document import Block, Style, heading, paragraph, points, table
from results.files.material import Material
from results.releases import FACTS
from survey.domain.consultations import STRATUM
from survey.domain.questionnaires.questions import Question
from survey.domain.wording import listed, say, say_day

PROTECTION = (
    say("Figures of everybody together are exact counts, from 50 answers on."),
    say(
        "A figure about a group, such as a ward or an age, may be up to four away from the real one. A "
        "computer chose by how much, from a secret, once. Asking again never gives another figure."
    ),
    say("Anything under ten, nobody included, reads “fewer than 10”."),
    say("What a group answered is not shown where fewer than about fifty people in it answered."),
    say(
        "Groups are shown by one characteristic at a time, once, after closing. There is no table of, say, "
        "women in one ward."
    ),
    say(
        "Percentages are whole numbers of the figures you see, and may not add up to 100. Totals of groups "
        "may not add up. That is on purpose."
    ),
)


def blocks(material: Material) -> Iterator[Block]:
    """How people were asked, and by which rules their answers were counted."""
    yield heading(say("How it was done"), 1, new_page=True)
    yield points(_how(material))
    yield from days.chart(material)
    if material.told.strata:
        yield heading(say("Invited and open answers"), 2)
        yield paragraph(
            say(
                "Answers with a code from a letter and open answers are counted apart, beside the total. "
                "Here is what each group is."
            )
        )
        yield points(name for _, name in material.told.strata)
    yield heading(say("Rules that were fixed before opening"), 2)
    yield paragraph(
        say(
            "They were published before the consultation opened. The log at the end has every change since "
            "then."
        )
    )
    yield points(_rules(material))
    yield heading(say("How people are protected in these figures"), 2)
    yield points(PROTECTION)


def _how(material: Material) -> Iterator[str]:
    consultation = material.consultation
    if consultation.opens_on and consultation.closed_on:
        first, last = say_day(consultation.opens_on), say_day(consultation.closed_on)
        yield say("Anyone could answer from {first} to {last}, without an account.", first=first, last=last)
    yield say(
        "Answers could be given on the web, on paper, or with help by phone or in person. All are counted "
        "together, in the same way."
    )
    asked = [group for group in material.profiles if group.question.code not in FACTS]
    number = len(material.questions) + len(asked)
    yield say("{number} questions are counted. Each could be skipped.", number=number)
    for change in consultation.material_changes:
        day = say_day(change.day)
        yield say("The plan changed on {day}, while the consultation was open.", day=day)
    yield say("Nothing was counted or shown before closing but how many responses had come.")
    yield say("The figures are not weighted.")


def _rules(material: Material) -> Iterator[str]:
    names = [group.name for group in material.groups]
    if names:
        yield say("Every question is also counted by: {list}, one at a time.", list=words.listed(names))
    for group in material.profiles:
        census = material.census.get(group.question.code)
        if census is not None:
            source = census.margin.source
            yield say(
                "Who answered by {characteristic} is put beside: {source}.",
                characteristic=group.name,
                source=source,
            )
    for rule in material.told.rules:
        yield listed([rule.name, rule.means], ": ")
    if not material.told.rules:
        yield say("No response is left out, unless its writer withdraws it.")


def beside(material: Material, question: Question) -> Iterator[Block]:
    """Beside a question: the line of each stratum, and the one that counts those left out."""
    lines = [*_by_stratum(material, question), *_with_left_out(material, question)]
    if lines:
        yield points(lines)


def _by_stratum(material: Material, question: Question) -> Iterator[str]:
    tables = material.by.get(STRATUM, {}).get(question.code, ())
    for code, name in material.told.strata:
        own = [one for one in tables if one.value == code]
        if any(one.shown for one in own):
            yield listed([name, _message(own, question)], ": ")


def _with_left_out(material: Material, question: Question) -> Iterator[str]:
    own = material.with_excluded.get(question.code, ())
    if any(one.shown for one in own):
        message = _message(own, question)
        yield say("Counted with those that were left out: {message}", message=message)


def _message(own: tuple[SafeTable, ...] | list[SafeTable], question: Question) -> str:
    chart = charts.grid(own, question) if figures.is_in_rows(question) else charts.topline(own[0], question)
    return figures.message(chart.message)


def integrity(material: Material) -> Iterator[Block]:
    """What came of the rules that mark responses for review."""
    release = material.release
    yield heading(say("What was left out, and why"), 1)
    yield paragraph(
        say(
            "A rule only marks a response. Two people of the council’s staff then read it, and leave it out "
            "only if both agree. Nothing is deleted."
        )
    )
    if not material.told.rules:
        yield paragraph(say("The council chose no such rule for this consultation. Nothing was left out."))
        return
    header = (say("Rule"), say("Marked"), say("Left out"))
    rows = ((rule.name, rule.marked, words.number(rule.left_out)) for rule in material.told.rules)
    yield table(say("Responses by rule"), header, rows)
    yield paragraph(
        say(
            "How many were marked is rounded down to ten, because a rule looks at several answers together. "
            "Two rules may have marked the same response."
        ),
        Style.NOTE,
    )
    yield paragraph(say("Left out together: {number}", number=words.number(release.excluded)))


def checking(material: Material) -> Iterator[Block]:
    """The public log until the count, the checksum, and how anybody can check both."""
    release = material.release
    yield heading(say("Log of this consultation"), 1)
    yield paragraph(say("Everything that was decided about it until the results were counted, in order."))
    rows = ((say_day(day), text) for day, text in material.told.log)
    yield table(say("Log of this consultation"), (say("Day"), say("What was done, and why")), rows, text=2)
    yield from days.blocks(material)
    yield heading(say("Check the count"), 1)
    day = say_day(release.made_on)
    yield paragraph(say("Edition {edition} of the results, made on {day}.", edition=release.edition, day=day))
    yield paragraph(
        say(
            "Its checksum is worked out from everything that was counted: every choice that people made, but"
            " not the words they wrote. If one choice were changed, added or taken away, the checksum would "
            "be another one."
        )
    )
    yield paragraph(release.checksum, Style.CODE)
    yield paragraph(
        say(
            "The same checksum stands on the results page, with every published table, and with a list of "
            "marks in which anybody who kept their receipt can look up that their response was counted:"
        )
    )
    yield paragraph(material.home, Style.CODE)
