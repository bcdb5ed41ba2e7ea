"""A small made-up deployment, for tests of everything that revisions are made of."""

from dataclasses import replace
from datetime import date

from survey.domain.deployments.plan import LABELS, Fact, Plan, Ward, Zone
from survey.domain.deployments.revisions import Revision
from survey.domain.evidence import Citation, Source

CITED = Citation("Metropolitan Police", "June 2026", (Source("A newspaper"),))
UNPUBLISHED = Fact(note="No text was found.")


def plan(**changes):
    whole = Plan(
        name="Market Square",
        council="Borsetshire Council",
        council_code="E06000001",
        force="Borsetshire Police",
        status="planned",
        facts=dict.fromkeys(LABELS, UNPUBLISHED),
        zones=(Zone("square", "The square"),),
        wards=(Ward("E05000001", "North", 0, 0, in_area=True), Ward("E05000002", "South", 0, 1)),
    )
    return replace(whole, **changes)


def with_fact(code, fact):
    return plan(facts={**plan().facts, code: fact})


def revision(plan_=None, **changes):
    whole = Revision(1, date(2026, 9, 1), "Cameras in the square.", "First entry.", plan_ or plan())
    return replace(whole, **changes)
