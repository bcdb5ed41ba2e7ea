"""Of the pack: the themes of what people wrote, and the sensitivity check, where a release has them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from types import MappingProxyType
from typing import Any

from results.comments.published import PART
from results.domain.agreement import Level
from results.domain.disclosure import from_json
from results.domain.themes import NO_THEME, REASONS
from results.drawing import words
from results.files import figures
from results.files.document import Block, Style, heading, paragraph, points, table
from results.files.material import Material
from results.sensitivity import FEW, IMPOSSIBLE, NAME, SMALL, UNEVEN
from survey.domain.questionnaires.questions import Question
from survey.domain.translating.texts import left
from survey.domain.wording import listed, say

WITHHELD = MappingProxyType(
    {
        SMALL: say("It is not shown: no characteristic has two groups that are large enough to weight by."),
        FEW: say("It is not shown: the weighted figures would rest on too few people."),
        UNEVEN: say("It is not shown: some people would have to count for very many others."),
        IMPOSSIBLE: say("It is not shown: no weights give these people the make-up of the census."),
    }
)
AGREEMENT = MappingProxyType(
    {
        Level.HIGH: say("Where two people coded the same answers, they mostly agreed."),
        Level.FAIR: say("Where two people coded the same answers, they agreed fairly often: read with care."),
        Level.LOW: say("Where two people coded the same answers, they often differed: read with great care."),
    }
)


def texts(material: Material) -> Iterator[Block]:
    """Themes and quotes, where somebody coded what people wrote."""
    stored: Mapping[str, Any] = material.told.parts.get(PART) or {}
    # Themes and quotes are never told by a characteristic, whatever a release holds.
    apart = {group.question.code for group in material.profiles}
    found = [told for told in stored.values() if told["question"] not in apart]
    if not found:
        return
    yield heading(say("In people’s own words"), 1, new_page=True)
    yield paragraph(
        say(
            "People of the council read what was written and said what it is about. One answer can have "
            "several themes. Counts are protected like figures about a group. Quotes are shown only where "
            "their writers allowed it; somebody took out of them what could tell who wrote them."
        )
    )
    for told in found:
        yield from _of_question(material.questionnaire.question(told["question"]), told)


def _of_question(question: Question, told: Mapping[str, Any]) -> Iterator[Block]:
    own = from_json(told["table"])
    option = words.option_labels(question).get(told["option"] or "", "") if told["option"] else ""
    yield heading(listed([part for part in (question.text, option) if part], ": "), 2)
    if not own.shown:
        yield paragraph(own.note, Style.NOTE)
    else:
        names = {one["code"]: one for one in told["themes"]}
        about = {NO_THEME: (say("None of these themes"), say("Coded, and about none of them"))}
        rows = []
        for code, cell in zip(own.options, own.cells, strict=True):
            name, means = about.get(code) or (names[code]["name"], names[code]["definition"])
            rows.append((name, means or name, figures.share(cell), figures.number(cell.count)))
        header = (say("Theme"), say("What it means"), figures.PERCENT, figures.PEOPLE)
        yield table(question.text, header, rows, text=2)
        coded, waiting = figures.number(own.base), figures.number(own.not_answered)
        yield paragraph(
            say("About {coded} answers were coded; not coded: {waiting}.", coded=coded, waiting=waiting),
            Style.NOTE,
        )
        if told["agreement"]:
            yield paragraph(AGREEMENT.get(Level(told["agreement"]["level"]), own.note), Style.NOTE)
    yield from _quotes(told)


def _quotes(told: Mapping[str, Any]) -> Iterator[Block]:
    """The quotes, theme by theme in the order of the themes; those of a hidden theme at the end."""
    names = {one["code"]: one["name"] for one in told["themes"]}
    places = {code: place for place, code in enumerate(names)}
    quotes = sorted(told["quotes"], key=lambda one: places.get(one["theme"], len(places)))
    for theme, own in groupby(quotes, key=lambda one: one["theme"]):
        yield heading(names.get(theme, say("Other quotes")), 3)
        for quote in own:
            text = "".join(_piece(text, reason) for text, reason in quote["pieces"])
            yield paragraph(left(f"“{text}”", quote["language"] or "en"), Style.QUOTE)


def _piece(text: str, reason: str) -> str:
    if not reason:
        return text
    return words.spoken(say("[taken out: {reason}]", reason=REASONS.get(reason, REASONS["other"])))


def sensitivity(material: Material) -> Iterator[Block]:
    """What the figures would be if those who answered had been like the area: a check, never a headline."""
    found: Mapping[str, Any] | None = material.told.parts.get(NAME)
    if not found:
        return
    yield heading(say("A check: weighted to the census"), 1, new_page=True)
    yield paragraph(
        say(
            "If the people who answered had the make-up of the area, would the answers look different? "
            "Weighting repairs who answered by the characteristics below and nothing else: people who chose "
            "to answer may still think differently from others like them. So this is a check beside the "
            "figures, not a result."
        )
    )
    yield points(_targets(material, found))
    if found["withheld"]:
        yield paragraph(WITHHELD.get(found["withheld"], WITHHELD[IMPOSSIBLE]))
        return
    yield paragraph(
        say(
            "Effective base: about {effective}. Design effect: {effect}. Largest weight: {largest}. Not "
            "weighted, because they are in no category of the census: {left_out}.",
            effective=words.number(found["effective"]),
            effect=found["effect"],
            largest=found["largest"],
            left_out=figures.number(found["left_out"]),
        ),
        Style.NOTE,
    )
    for question in material.questions:
        for told in found["questions"].get(question.code, ()):
            yield from _weighted(material, question, told)


def _targets(material: Material, found: Mapping[str, Any]) -> Iterator[str]:
    for target in found["targets"]:
        labels = words.option_labels(material.questionnaire.question(target["code"]))
        groups = []
        for own in target["groups"]:
            together = listed([words.label(labels, one) for one in own["options"]], " + ")
            groups.append(listed([together, f"{own['share']}%"], " "))
        yield listed([target["source"], listed(groups, "; ")], ": ")


def _weighted(material: Material, question: Question, told: Mapping[str, Any]) -> Iterator[Block]:
    """One question, as it is and weighted. A weighted share under its step reads so."""
    own = next((one for one in material.alone[question.code] if one.part == told["part"]), None)
    if own is None or not own.shown:
        return
    labels, step = words.option_labels(question), told["step"]
    plain = dict(zip(own.options, own.cells, strict=True))
    under = say("under {step}%", step=step)
    rows = [
        (words.label(labels, code), figures.share(plain[code]), under if share is None else f"{share}%")
        for code, share in zip(told["options"], told["percents"], strict=True)
    ]
    name = figures.caption(question, own.part)
    title = listed([question.text, name], " ") if own.part else name
    yield table(title, (figures.ANSWER, say("As answered"), say("Weighted")), rows)
    base = words.number(told["base"])
    yield paragraph(
        say("Base of the weighted figures: about {base}. In steps of {step} percent.", base=base, step=step),
        Style.NOTE,
    )
