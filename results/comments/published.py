"""What a release says of people's own words: themes with protected counts, agreement, and confirmed quotes.

A theme's figure is that of a group, and its base is too: how many answers were coded. A quote stands under
its theme only where the theme's figure is shown; where it is not, it would say that the theme is not empty.
Where no figure of a question is shown there are no quotes: two would prove that two people wrote.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from results.comments import coding, grouped, quotes, texts, themes
from results.comments.texts import Source
from results.comments.themes import Theme
from results.domain.agreement import Agreement, Level, level, measure
from results.domain.disclosure import SMALLEST_GROUP, SafeTable, to_json
from results.domain.tables import Table
from results.domain.themes import NO_THEME, Standing, Themes, drawn, final, pieces, plain
from results.parts import Ingredients
from survey.store.consultations import Consultation
from survey.store.database import Session

GROUP = "coded-texts"
PART = "themes"


def themes_part(ingredients: Ingredients) -> dict[str, Any] | None:
    """The part "themes": by question, what was coded of it. None where nobody coded anything."""
    session, consultation = ingredients.session, ingredients.consultation
    # Forms on paper that were mixed only now are answers that nobody coded; they are counted as such.
    coding.list_late_answers(session, consultation)
    found = {}
    for key, source in texts.sources_of(session, consultation).items():
        standings = coding.standings(session, consultation, key)
        if any(one.themes is not None for one in standings.values()):
            found[key] = _of_question(ingredients, source, standings)
    return found or None


def uncoded(session: Session, consultation: Consultation) -> dict[str, int]:
    """How many answers nobody coded, or nobody settled, by question; where coding was begun at all."""
    left = {}
    for key in texts.sources_of(session, consultation):
        standings = coding.standings(session, consultation, key)
        waiting = sum(one.themes is None for one in standings.values())
        if waiting:
            left[key] = waiting
    return left


def _of_question(
    ingredients: Ingredients, source: Source, standings: Mapping[int, Standing]
) -> dict[str, Any]:
    session, consultation, key = ingredients.session, ingredients.consultation, source.key
    listed = themes.every(session, consultation, key)
    counted = [theme for theme in listed if not theme.merged_into]
    table = ingredients.disclosure.group(_table(key, counted, standings.values()))
    agreed = measure((one.by for one in standings.values()), [theme.code for theme in counted])
    shown = {code for code, cell in zip(table.options, table.cells, strict=True) if cell.count is not None}
    return {
        "question": source.question.code,
        "option": source.option.code if source.option else None,
        "table": to_json(table),
        "themes": [_in_words(theme) for theme in counted],
        "coders": coding.coders(session, consultation, key),
        "in_groups": grouped.any_confirmed(session, consultation),
        "agreement": _agreement(agreed, shown, table),
        "quotes": list(_quotes(ingredients, source, standings, shown)) if table.shown else [],
    }


def _table(key: str, listed: Iterable[Theme], standings: Iterable[Standing]) -> Table:
    """The exact table: the base is what was coded; what waits did "not answer" the question of its themes."""
    every = [one.themes for one in standings]
    done = [own for own in every if own is not None]
    codes = (*(theme.code for theme in listed), NO_THEME)
    counts = tuple(sum(_has(own, code) for own in done) for code in codes)
    return Table(key, None, codes, GROUP, key, counts, len(done), len(every) - len(done), 0, multiple=True)


def _has(own: Themes, code: str) -> bool:
    return not own if code == NO_THEME else code in own


def _in_words(theme: Theme) -> dict[str, str]:
    # Its example may be somebody's words, and is for coders alone.
    return {"code": theme.code, "name": theme.name, "definition": theme.definition}


def _agreement(agreed: Agreement, shown: set[str], table: SafeTable) -> dict[str, Any] | None:
    """Alpha over all themes, and what it says of each that is shown; nothing where few were coded twice."""
    if agreed.answers < SMALLEST_GROUP or agreed.alpha is None or not table.shown:
        return None
    of_themes = {one.code: level(one.alpha).value for one in agreed.themes if one.code in shown}
    return {
        "alpha": round(agreed.alpha, 2),
        "level": agreed.level.value,
        "themes": {code: own for code, own in of_themes.items() if own != Level.UNKNOWN},
    }


def _quotes(
    ingredients: Ingredients, source: Source, standings: Mapping[int, Standing], shown: set[str]
) -> Iterator[dict[str, Any]]:
    """The confirmed quotes, in an order that tells nothing. Whoever wrote one must still allow and count."""
    session, consultation = ingredients.session, ingredients.consultation
    if not quotes.may_be_quoted(ingredients.version.questionnaire):
        return
    if source.key in quotes.silent(session, consultation):
        return
    plan = coding.plan_of(session, consultation, source.key)
    allowing = quotes.allowing(session, consultation)
    ids = coding.numbers(session, consultation, source.key)
    merged = themes.merged(themes.every(session, consultation, source.key))
    confirmed = [
        one
        for one in quotes.every(session, consultation)
        if one.state == quotes.CONFIRMED and one.question == source.key and ids.get(one.number) in allowing
    ]
    confirmed.sort(key=lambda one: drawn(plan.seed if plan else "", "published", one.number))
    for one in confirmed:
        text = coding.text_of(session, consultation, source.key, one.number)
        theme = final(one.theme, merged)
        fits = theme in shown and theme in (standings[one.number].themes or ())
        if text:
            parts = [[piece.text, piece.reason] for piece in pieces(plain(text), one.taken_out)]
            yield {"theme": theme if fits else "", "language": one.language, "pieces": parts}
