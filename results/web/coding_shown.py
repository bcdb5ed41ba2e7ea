"""What pages show of people's own words: themes with protected counts, agreement in words, quotes by theme.

All of it comes from the part "themes" of a release. Nothing here reads an answer. What was written with a
characteristic is not shown, whatever a release holds that was made before that rule.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from results import releases
from results.comments import texts
from results.comments.published import PART
from results.domain.agreement import Level
from results.domain.disclosure import SafeTable, from_json, percent
from results.domain.themes import NO_THEME, REASONS, Piece
from results.drawing import words
from results.releases import Release
from results.web.view import SEVERAL, Figures, Line, counted
from survey.domain.questionnaires.questions import Choice, Questionnaire
from survey.domain.wording import Words, listed, message, say, say_many
from survey.store.consultations import Consultation
from survey.store.database import Session
from survey.web.translating.showing import only_in_english

NO_THEME_LABEL = say("No theme, or not an answer")
OTHER_QUOTES = say("Other answers")
AGREED = MappingProxyType(
    {
        Level.HIGH: say("High agreement between two people who coded the same answers."),
        Level.FAIR: say("Fair agreement between two people who coded the same answers."),
        Level.LOW: say(
            "Low agreement between two people who coded the same answers: read this figure with care."
        ),
    }
)
IN_ALL = MappingProxyType(
    {
        Level.HIGH: say("Two people who coded the same answers agreed well (Krippendorff’s alpha {alpha})."),
        Level.FAIR: say(
            "Two people who coded the same answers agreed fairly well (Krippendorff’s alpha {alpha}), so "
            "small differences between themes mean little."
        ),
        Level.LOW: say(
            "Two people who coded the same answers often differed (Krippendorff’s alpha {alpha}), so these "
            "figures say only roughly what people wrote about."
        ),
    }
)
MOSTLY = message("About {percent}% of the texts were coded; the others are not in these figures.")
UNMEASURED = say("Too few answers were coded by two people to say how far coders agree.")


@dataclass(frozen=True)
class Defined:
    """A theme: its name, what belongs to it, and how far coders agreed on it."""

    name: str
    text: str
    agreement: str


@dataclass(frozen=True)
class Quoted:
    """A quote in pieces, and the language of its words."""

    language: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Told:
    """What is told of the texts of one question, or of those that went with one of its options."""

    option: str
    read: Words
    in_groups: bool
    how_many: Words
    agreement: str
    figures: Figures
    definitions: tuple[Defined, ...]
    quotes: tuple[tuple[str, tuple[Quoted, ...]], ...]
    reasons: Mapping[str, Words]


def themes_in(session: Session, consultation: Consultation, release: Release) -> dict[str, Any] | None:
    """The part "themes" of a release, as far as it may be shown; None where it says nothing."""
    every, apart = releases.part(session, release, PART), texts.about_people(session, consultation)
    return {key: own for key, own in (every or {}).items() if own["question"] not in apart} or None


def told_of(
    session: Session, consultation: Consultation, release: Release, questionnaire: Questionnaire
) -> dict[str, tuple[Told, ...]]:
    """What a release tells of people's own words, by the code of the question."""
    found: dict[str, list[Told]] = {}
    for stored in (themes_in(session, consultation, release) or {}).values():
        found.setdefault(stored["question"], []).append(_told(stored, questionnaire))
    return {question: tuple(own) for question, own in found.items()}


def _told(stored: Mapping[str, Any], questionnaire: Questionnaire) -> Told:
    table = from_json(stored["table"])
    names = {one["code"]: only_in_english(one["name"]) for one in stored["themes"]}
    coders = stored["coders"]
    return Told(
        option=_option(stored, questionnaire),
        read=say_many(
            "Themes were given by {count} person who read the answers.",
            "Themes were given by {count} people who read the answers.",
            coders,
        ),
        in_groups=stored["in_groups"],
        how_many=_how_many(table),
        agreement=_agreement(stored),
        figures=_figures(table, names),
        definitions=_definitions(stored, names),
        quotes=_quotes(stored["quotes"], names),
        reasons=REASONS,
    )


def _option(stored: Mapping[str, Any], questionnaire: Questionnaire) -> str:
    question = next((one for one in questionnaire.questions if one.code == stored["question"]), None)
    if not stored["option"] or not isinstance(question, Choice):
        return ""
    own = {option.code: option.label for option in question.options}
    return own.get(stored["option"], "")


def _how_many(table: SafeTable) -> Words:
    """How many of the texts were coded, as far as it can be said."""
    if not table.shown or table.base is None:
        return say("Fewer than about fifty answers were coded.")
    if table.not_answered is None:
        return say("Nearly all texts were coded, or all of them.")
    about = percent(table.base, table.base + table.not_answered)
    return say(MOSTLY, percent=about)


def _agreement(stored: Mapping[str, Any]) -> str:
    agreed = stored["agreement"]
    if agreed is None:
        return UNMEASURED
    words_for = IN_ALL.get(Level(agreed["level"]))
    return say(words_for.message, alpha=f"{agreed['alpha']:.2f}") if words_for else UNMEASURED


def _figures(table: SafeTable, names: Mapping[str, str]) -> Figures:
    """The themes, the largest first by what is published; what is hidden in the order of its name."""
    pairs = list(zip(table.options, table.cells, strict=True))
    themes = [(names[code], cell, "plain") for code, cell in pairs if code in names]
    themes.sort(key=lambda one: (-(one[1].count or 0), str(one[0]).casefold()))
    apart = [(NO_THEME_LABEL, cell, "apart") for code, cell in pairs if code == NO_THEME]
    lines = tuple(
        Line(label, counted(cell.count), cell.percent, tone) for label, cell, tone in (*themes, *apart)
    )
    about = say("Base: about {number} answers that were coded.", number=words.number(table.base or 0))
    note = listed([table.note, SEVERAL], " ") if table.shown else table.note
    return Figures(say("Themes"), lines, about, note, table.shown)


def _definitions(stored: Mapping[str, Any], names: Mapping[str, str]) -> tuple[Defined, ...]:
    levels = (stored["agreement"] or {}).get("themes", {})
    return tuple(
        Defined(
            names[one["code"]],
            only_in_english(one["definition"]),
            AGREED[Level(levels[one["code"]])] if one["code"] in levels else "",
        )
        for one in sorted(stored["themes"], key=lambda one: str(one["name"]).casefold())
        if one["definition"]
    )


def _quotes(
    stored: Sequence[Mapping[str, Any]], names: Mapping[str, str]
) -> tuple[tuple[str, tuple[Quoted, ...]], ...]:
    """The quotes by theme, in the order of the themes' names; those whose theme is not shown come last."""
    groups: dict[str, list[Quoted]] = {}
    for one in stored:
        own = tuple(Piece(text, reason) for text, reason in one["pieces"])
        groups.setdefault(one["theme"], []).append(Quoted(one["language"], own))
    order = sorted(groups, key=lambda code: (not code, str(names.get(code, "")).casefold()))
    return tuple((names.get(code, OTHER_QUOTES), tuple(groups[code])) for code in order)
