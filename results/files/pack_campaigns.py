"""Of the pack: texts that many people sent in nearly the same words, counted apart and never left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from results.comments.released_campaigns import PART
from results.domain.disclosure import from_json
from results.files import figures
from results.files.document import Block, Style, heading, paragraph
from results.files.material import Material
from survey.domain.translating.texts import left
from survey.domain.wording import say, say_many

TAKEN_OUT = "[…]"


def blocks(material: Material) -> Iterator[Block]:
    """What was found, and each group that somebody confirmed."""
    found: Mapping[str, Any] | None = material.told.parts.get(PART)
    if not found:
        return
    yield heading(say("Texts that many people sent"), 1)
    yield paragraph(
        say(
            "A program compared what people wrote, and a person confirmed each group. A text that somebody "
            "was given counts like one of their own words: nobody was left out for it."
        )
    )
    if not found["groups"]:
        yield paragraph(say("No such group was confirmed."))
        return
    number = len(found["groups"])
    yield paragraph(say_many("{count} group was confirmed.", "{count} groups were confirmed.", number))
    for group in found["groups"]:
        yield from _group(material, group)


def _group(material: Material, group: Mapping[str, Any]) -> Iterator[Block]:
    name = left(group["name"], "en") if group["name"] else say("Group {number}", number=group["number"])
    yield heading(name, 2)
    matching = from_json(group["matching"])
    if not matching.shown:
        yield paragraph(matching.note, Style.NOTE)
        return
    people = figures.number(matching.base)
    yield paragraph(say("About {number} responses hold this text or one very like it.", number=people))
    if group["text"]:
        text = TAKEN_OUT.join(group["text"])
        yield paragraph(left(f"“{text}”", group["language"] or "en"), Style.QUOTE)
    if group["headline"]:
        own = from_json(group["headline"])
        yield figures.of_one(own, material.questionnaire.question(own.question))
        yield paragraph(own.note, Style.NOTE)
