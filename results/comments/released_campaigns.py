"""What a release says of texts that many people sent: the part "campaigns".

The people who sent a text are a group like any other, and those who gave them the text may know who they are.
So a group is shown from 50 responses on, and both of its figures are protected: how many responses match, and
what these answered to the headline question. Below that neither a figure nor the text is shown, not even that
there are ten or more, as a profile would.

What all the others answered has no figures of its own: under a second offset it would be a second look at the
group. The exact figures over everybody less those of the groups say it to within four for each, and nothing
more. So those who are in no shown group must be 50 people together; where they are fewer, the smallest groups
are hidden until they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from sqlalchemy import select

from results.comments import campaigns, quotes, texts
from results.comments.campaigns import Campaign, CampaignText, Decision, Found, TextSearch
from results.domain.campaigns import nearest_leader
from results.domain.disclosure import SafeTable, to_json
from results.domain.looks import Looks
from results.domain.tables import Breakdown, Table
from results.domain.tabulate import one_way
from results.parts import Ingredients
from survey.domain.questionnaires.codebook import Column
from survey.store import integrity
from survey.store.answering import responses
from survey.store.answering.responses import Response
from survey.store.consultations import Consultation
from survey.store.database import Session

PART = "campaigns"
GROUP, OTHERS = "campaign-texts", "others"
MATCHING = "matching-texts"
HEADLINE = quotes.HEADLINE
IDS_AT_ONCE = 500

# A question over everybody, and in each group.
Counted = tuple[Table, list[Table]]


def part(ingredients: Ingredients) -> dict[str, Any] | None:
    """The part "campaigns": how many groups were found, and each confirmed one. None where nobody looked.

    A further edition says what the first one said: few of a group may have changed, and a figure that moved
    would be about these few.
    """
    session, consultation = ingredients.session, ingredients.consultation
    search = campaigns.to_settle(session, consultation)
    if search is None:
        return None
    if search.released is not None:
        return {**search.released, "kept": True}
    search.released = _made(ingredients, search)
    session.flush()
    return search.released


def _made(ingredients: Ingredients, search: TextSearch) -> dict[str, Any]:
    session, consultation = ingredients.session, ingredients.consultation
    every = campaigns.every(session, consultation)
    chosen = [own for own in every if own.state is Decision.CONFIRM]
    late = search.responses != responses.count(session, consultation.id)
    codes = _codes_by_group(session, consultation, chosen, late=late)
    everybody = _everybody(ingredients)
    sent = _matching(ingredients, codes)
    answered = _headline(ingredients, everybody, codes) if everybody else None
    counted = [one for one in (sent, answered) if one]
    looks = Looks((all_ for all_, _ in counted), (_broken_down(*one) for one in counted))
    matching = _protected(ingredients, *sent, looks)
    headline = _protected(ingredients, *answered, looks) if answered else {}
    return {
        "everybody": to_json(ingredients.disclosure.everybody(everybody)) if everybody else None,
        "found": len(every),
        "waiting": sum(own.state is Decision.UNDO for own in every),
        "groups": [
            _shown(own, matching[str(own.number)], headline.get(str(own.number)), _text(ingredients, own))
            for own in chosen
        ],
    }


def _text(ingredients: Ingredients, own: Found) -> list[str] | None:
    """The text to publish, if anybody who sent it allows that and was not told that it stays unpublished."""
    if own.last is None or own.last.published is None:
        return None
    allowed = campaigns.publishable(ingredients.session, ingredients.consultation, own.number)
    return own.last.published if allowed else None


def _shown(
    own: Found, matching: SafeTable, headline: SafeTable | None, text: list[str] | None
) -> dict[str, Any]:
    """A group as everyone sees it. Of one that is too small only its name."""
    last = own.last
    seen = matching.shown
    return {
        "number": own.number,
        "name": last.name if last else "",
        "matching": to_json(matching),
        "headline": to_json(headline) if headline and headline.shown and seen else None,
        "text": text if seen else None,
        "language": own.leader.language if own.leader else "",
    }


def _codes_by_group(
    session: Session, consultation: Consultation, groups: Sequence[Found], *, late: bool
) -> dict[str, list[bytes]]:
    """The coded answers of the responses of each group that count, by its number."""
    belongs = _responses_in(session, consultation, groups, late=late)
    left_out = frozenset(integrity.excluded(session, consultation))
    chosen = sorted(belongs.keys() - left_out)
    table = Response.__table__.c
    mine = select(table.id, table.codes).where(table.consultation_id == consultation.id)
    found: dict[str, list[bytes]] = {str(own.number): [] for own in groups}
    for start in range(0, len(chosen), IDS_AT_ONCE):
        for id_, codes in session.execute(mine.where(table.id.in_(chosen[start : start + IDS_AT_ONCE]))):
            found[str(belongs[id_])].append(codes)
    return found


def _responses_in(
    session: Session, consultation: Consultation, groups: Sequence[Found], *, late: bool
) -> dict[str, int]:
    """The group of each response with a text in one of these, by id: that of its nearest text.

    With `late`, texts that came in since the search are compared with the leading texts.
    """
    wanted = {own.number for own in groups}
    mine = CampaignText.consultation_id == consultation.id
    order = CampaignText.nearness, CampaignText.number.desc()
    query = select(CampaignText.response_id, CampaignText.number).where(mine).order_by(*order)
    # The nearest comes last, and stays.
    found = {id_: number for id_, number in session.execute(query) if number in wanted}
    return (_late(session, consultation, wanted) if late and wanted else {}) | found


def _late(session: Session, consultation: Consultation, wanted: set[int]) -> dict[str, int]:
    mine = Campaign.consultation_id == consultation.id, Campaign.number.in_(wanted)
    groups = session.scalars(select(Campaign).where(*mine).order_by(Campaign.number))
    leaders = [(own.number, (one[0], one[1])) for own in groups for one in own.leaders]
    read = campaigns.read_texts(session, consultation, [member for _, member in leaders])
    known = [(number, read[member].text) for number, member in leaders if member in read]
    members: list[str] = []

    def noted() -> Iterable[str]:
        for text in texts.each(session, consultation):
            members.append(text.response)
            yield text.text

    found: dict[str, int] = {}
    for place, leader in nearest_leader(noted(), [text for _, text in known]):
        found.setdefault(members[place], known[leader][0])
    return found


def _matching(ingredients: Ingredients, codes: Mapping[str, Sequence[bytes]]) -> Counted:
    """How many responses match each group: the base of its group, and nothing else."""
    everybody = Table(MATCHING, None, (), None, None, (), ingredients.counted.respondents, 0, 0)
    tables = [
        replace(everybody, group=GROUP, value=number, base=len(own)) for number, own in codes.items()
    ]
    return everybody, tables


def _everybody(ingredients: Ingredients) -> Table | None:
    """The headline question over everybody; None where there is none that has one answer."""
    column = _headline_column(ingredients)
    return one_way(ingredients.counted.columns, [column])[0] if column else None


def _headline_column(ingredients: Ingredients) -> Column | None:
    every = (column for column in ingredients.version.opinion.columns if column.name == HEADLINE)
    return next((column for column in every if column.kind == "choice"), None)


def _headline(
    ingredients: Ingredients, everybody: Table, codes: Mapping[str, Sequence[bytes]]
) -> Counted:
    """What each group answered to the headline question."""
    return everybody, [_counted(ingredients, number, own) for number, own in codes.items()]


def _counted(ingredients: Ingredients, number: str, codes: Sequence[bytes]) -> Table:
    place = ingredients.version.opinion.position[HEADLINE]
    column = ingredients.version.opinion.columns[place]
    own = np.frombuffer(bytes(one[place] for one in codes), np.uint8)
    (table,) = one_way({column.name: own}, [column])
    return replace(table, group=GROUP, value=number)


def _protected(
    ingredients: Ingredients, everybody: Table, tables: Sequence[Table], looks: Looks
) -> dict[str, SafeTable]:
    """The safe table of each group. All others have their say in what is hidden, and no table."""
    safe = {table.value or "": ingredients.disclosure.group(table, looks) for table in tables}
    large = [table for table in tables if safe[table.value or ""].shown]
    if not large:
        return safe
    together = _broken_down(everybody, [*large, _others(everybody, large)])
    shown = ingredients.disclosure.breakdown(together, looks, accompanied=True)
    return safe | {table.value or "": table for table in shown if table.value != OTHERS}


def _broken_down(everybody: Table, tables: Sequence[Table]) -> Breakdown:
    return Breakdown(everybody.question, everybody.part, GROUP, tuple(tables))


def _others(everybody: Table, tables: Sequence[Table]) -> Table:
    """Those who are in none of these groups."""
    every = [table.counts for table in tables]
    counts = (all_ - sum(own) for all_, own in zip(everybody.counts, zip(*every, strict=True), strict=True))
    rest = {
        name: getattr(everybody, name) - sum(getattr(table, name) for table in tables)
        for name in ("base", "not_answered", "not_asked")
    }
    return replace(everybody, group=GROUP, value=OTHERS, counts=tuple(counts), **rest)
