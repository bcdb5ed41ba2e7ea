"""The JSON definition of a register entry: what cannot be used is refused in plain English."""

import copy

import pytest

from survey.domain.deployments.content import dump_plan, load_plan
from survey.domain.deployments.definition import DefinitionError, read_definition
from survey.domain.deployments.plan import LABELS
from survey.domain.evidence import Source, Stance, Sureness

WHOLE = {
    "format": "lamppost-deployment",
    "format_version": 1,
    "slug": "market-square",
    "sources": {"paper": {"name": "A newspaper", "address": "https://example.org/"}},
    "revisions": [
        {
            "published_on": "2026-09-01",
            "summary": "Cameras in the square.",
            "reason": "First entry.",
            "plan": {
                "name": "Market Square",
                "council": "Borsetshire Council",
                "council_code": "E06000001",
                "force": "Borsetshire Police",
                "status": "planned",
                "facts": {code: {"note": "No text was found."} for code in LABELS}
                | {"start": {"value": "May 2027", "speaker": "Police", "said": "2026", "sources": ["paper"]}},
                "zones": [{"code": "square", "name": "The square", "description": ""}],
                "wards": [{"code": "E05000001", "name": "North", "column": 0, "row": 0, "in_area": True}],
            },
            "statements": [
                {
                    "code": "seen",
                    "stance": "neither",
                    "title": "Seen",
                    "text": "The force has bought the cameras.",
                    "speaker": "Police",
                    "said": "June 2026",
                    "sources": ["paper"],
                    "sureness": "official",
                }
            ],
            "documents": [{"code": "policy", "title": "Force policy", "why": "What officers do."}],
        }
    ],
}


def changed(*path, to):
    """The whole definition with one value changed; `to=None` removes it."""
    data = copy.deepcopy(WHOLE)
    place = data
    for step in path[:-1]:
        place = place[step]
    if to is None:
        del place[path[-1]]
    else:
        place[path[-1]] = to
    return data


def test_reads_a_whole_entry():
    (revision,) = read_definition(WHOLE).revisions
    (statement,) = revision.evidence.statements
    assert revision.number == 1
    assert statement.stance is Stance.NEITHER
    assert statement.citation.sureness is Sureness.OFFICIAL
    assert statement.citation.sources == (Source("A newspaper", "https://example.org/"),)
    assert not revision.evidence.documents[0].provided


def test_a_plan_survives_being_written_and_read():
    plan = read_definition(WHOLE).revisions[0].plan
    assert load_plan(dump_plan(plan), {}) == plan


PLAN = ("revisions", 0, "plan")
STATEMENT = ("revisions", 0, "statements", 0)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ({}, "not a lamppost-deployment file"),
        (changed("format_version", to=2), "version 1"),
        (changed("slug", to=None), "'slug' is missing"),
        (changed("revisions", to=[]), "no revision"),
        (changed("revisions", to="none"), "wrong kind of value"),
        (changed("revisions", 0, "published_on", to="soon"), "wrong kind of value"),
        (changed(*PLAN, "wards", 0, "latitude", to=51.5), "wrong kind of value"),  # no positions, ever
        (changed(*PLAN, "zones", to=[]), "at least one zone"),
        (changed(*STATEMENT, "stance", to="maybe"), "wrong kind of value"),
        (changed(*STATEMENT, "sureness", to="certain"), "is missing, or is not one of"),
        (changed(*STATEMENT, "sources", to=["rumour"]), "'rumour' is missing, or is not one of the sources"),
        (changed(*STATEMENT, "speaker", to=""), "does not say who says it"),
        (changed(*STATEMENT, "text", to="15 cameras."), "not what it is out of"),
    ],
)
def test_says_why_a_definition_cannot_be_used(data, problem):
    with pytest.raises(DefinitionError) as raised:
        read_definition(data)
    assert problem in " ".join(raised.value.problems)
