"""Texts that many people sent, as a page of results tells of them: from a release, and so in public.

What everybody else answered has no figures of its own (see `results.comments.released_campaigns`). It is
shown as what is left of the exact figures over everybody: about so many, or from one number to another where
the figure of the group reads "fewer than 10".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from results import releases
from results.comments.released_campaigns import HEADLINE, PART
from results.domain.disclosure import HIDE_BELOW, SafeCell, SafeTable, from_json, percent
from results.drawing import words
from results.releases import Release
from results.web.view import RESIDUE, counted
from survey.domain.questionnaires.questions import Question
from survey.domain.wording import Words, say
from survey.store.database import Session
from survey.store.questionnaires.versions import Frozen


@dataclass(frozen=True)
class Row:
    """One answer to the headline question: what everybody, those of a group, and all others gave."""

    label: str
    everybody: tuple[str, str]
    group: tuple[str, str]
    others: tuple[str, str]


@dataclass(frozen=True)
class Sent:
    """A confirmed group. Without `matching` it is too small to say more than its name."""

    name: str
    matching: str
    text: tuple[str, ...]
    language: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class SentTexts:
    """What a release says of all of them. `found`: how many groups there were for a person to look at.

    `kept`: the figures are those of an earlier edition.
    """

    found: int
    waiting: int
    question: Question | None
    groups: tuple[Sent, ...]
    kept: bool = False


def sent_texts(session: Session, release: Release, version: Frozen) -> SentTexts | None:
    """The texts that many people sent; None where nobody looked for them."""
    part = releases.part(session, release, PART)
    if part is None:
        return None
    everybody = from_json(part["everybody"]) if part["everybody"] else None
    question = version.questionnaire.question(HEADLINE) if everybody else None
    told = enumerate(part["groups"], start=1)
    groups = tuple(_sent(group, number, everybody, question) for number, group in told)
    return SentTexts(part["found"], part["waiting"], question, groups, kept="kept" in part)


def _sent(
    group: Mapping[str, Any], number: int, everybody: SafeTable | None, question: Question | None
) -> Sent:
    matching = from_json(group["matching"])
    headline = from_json(group["headline"]) if group["headline"] else None
    rows: tuple[Row, ...] = ()
    if headline and everybody and question and everybody.exact:
        rows = _rows(everybody, headline, question)
    return Sent(
        group["name"] or say("Text {number}", number=number),
        words.number(matching.base) if matching.base is not None else "",
        tuple(group["text"] or ()),
        group["language"],
        rows,
    )


def _rows(everybody: SafeTable, group: SafeTable, question: Question) -> tuple[Row, ...]:
    labels = words.option_labels(question)
    left = (everybody.base or 0) - (group.base or 0)
    pairs = zip(everybody.options, everybody.cells, group.cells, strict=True)
    rows = (
        Row(words.label(labels, code), _exact(all_), _exact(own), _left(all_.count or 0, own.count, left))
        for code, all_, own in pairs
    )
    bases = (counted(everybody.base), *(_about(base) for base in (group.base or 0, left)))
    return (*rows, Row(RESIDUE[0], *((base, "") for base in bases)))


def _exact(cell: SafeCell) -> tuple[str, str]:
    return counted(cell.count), "" if cell.percent is None else f"{cell.percent}%"


def _left(everybody: int, group: int | None, base: int) -> tuple[str, str]:
    """What all others gave, as a count and a share: worked out from published figures only."""
    if group is not None:
        rest = max(everybody - group, 0)
        return _about(rest), f"{percent(rest, base) or 0}%"
    least = max(everybody - HIDE_BELOW + 1, 0)
    shares = f"{percent(least, base) or 0}%", f"{percent(everybody, base) or 0}%"
    return _between(words.number(least), words.number(everybody)), _between(*shares)


def _about(number: int) -> str:
    return say("about {number}", number=words.number(number))


def _between(least: str, most: str) -> str | Words:
    return least if least == most else say("{least} to {most}", least=least, most=most)
