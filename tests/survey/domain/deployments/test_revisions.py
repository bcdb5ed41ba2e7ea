"""What changed between two revisions: everything that differs is said, and nothing else."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.domain.deployments.plan import LABELS, Boundaries, Fact, Ward, Zone
from survey.domain.deployments.revisions import NOTHING, Change, Part, what_changed
from survey.domain.evidence import (
    Document,
    DocumentState,
    Evidence,
    Figure,
    Promise,
    Stance,
    Statement,
)
from tests.survey.domain.deployments.examples import CITED, UNPUBLISHED, plan, revision, with_fact

SQUARE = ((((0.0, 51.0), (0.1, 51.0), (0.1, 51.1), (0.0, 51.0)),),)
ROUNDED = ((((0.0, 51.0), (0.1, 51.00001), (0.1, 51.1), (0.0, 51.0)),),)
MOVED = ((((0.0, 51.0), (0.2, 51.0), (0.1, 51.1), (0.0, 51.0)),),)


def test_lists_what_changed_in_reading_order():
    after = replace(
        with_fact("hours", Fact("At night", citation=CITED)),
        status="trial",
        zones=(Zone("square", "The square"), Zone("lane", "The lane")),
    )
    assert what_changed(revision(), revision(after)) == (
        Change(Part.PLAN, "Status", "Planned", "On trial"),
        Change(
            Part.PLAN,
            "Hours of use",
            "Not published. No text was found.",
            "At night. Metropolitan Police, June 2026. Source: A newspaper. Reported by others.",
        ),
        Change(Part.AREA, "Zone: The lane", NOTHING, "The lane."),
    )


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (None, SQUARE, ("Not drawn", "Drawn on the map")),
        (
            SQUARE,
            MOVED,
            ("The earlier outline", "The square: its outline changed; about 50% of the area now was not in it before."),
        ),
        (SQUARE, None, ("Drawn on the map", "Not drawn")),
        # Less than what rounding can do is no difference.
        (SQUARE, ROUNDED, None),
    ],
)
def test_an_outline_that_moved_is_said_in_words(before, after, said):
    drawn = [revision(boundaries=Boundaries("", {"square": one} if one else {})) for one in (before, after)]
    expected = (Change(Part.AREA, "Outline: The square", *said),) if said else ()
    assert what_changed(*drawn) == expected


def test_a_zone_that_came_with_its_outline_is_said_once():
    lane = plan(zones=(*plan().zones, Zone("lane", "The lane")))
    after = revision(lane, boundaries=Boundaries("", {"lane": SQUARE}))
    assert [change.label for change in what_changed(revision(), after)] == ["Zone: The lane"]


words = st.text(st.characters(categories=("L", "N", "P", "Zs")), min_size=1, max_size=12)
facts = st.one_of(
    st.builds(Fact, value=words, note=words, citation=st.just(CITED)),
    st.builds(Fact, note=words),
    st.builds(Fact, asked_on=st.dates(date(2026, 1, 1), date(2026, 12, 31))),
    st.just(UNPUBLISHED),
)
zones = st.lists(
    st.builds(Zone, st.sampled_from(["a", "b", "c"]), words, words), max_size=3, unique_by=lambda z: z.code
)
wards = st.lists(
    st.builds(
        Ward,
        st.sampled_from(["E05000001", "E05000002"]),
        words,
        st.integers(0, 3),
        st.integers(0, 3),
        in_area=st.booleans(),
    ),
    max_size=2,
    unique_by=lambda w: w.code,
)
plans = st.builds(
    plan,
    name=words,
    status=st.sampled_from(["planned", "trial", "live", "moved"]),
    facts=st.fixed_dictionaries(dict.fromkeys(LABELS, facts)),
    zones=zones.map(tuple),
    wards=wards.map(tuple),
)
figures = st.builds(Figure, words, st.just(CITED))
evidence = st.builds(
    Evidence,
    st.lists(
        st.builds(Statement, st.sampled_from("stu"), st.sampled_from(Stance), words, words, st.just(CITED)),
        max_size=3,
        unique_by=lambda s: s.code,
    ).map(tuple),
    st.lists(
        st.builds(Document, st.sampled_from("def"), words, words, st.sampled_from(DocumentState)),
        max_size=2,
        unique_by=lambda d: d.code,
    ).map(tuple),
    st.lists(
        st.builds(Promise, st.sampled_from("pqr"), words, figures, st.none() | figures),
        max_size=2,
        unique_by=lambda p: p.code,
    ).map(tuple),
)
boundaries = st.dictionaries(st.sampled_from(["a", "b", "E05000001"]), st.sampled_from([SQUARE, MOVED])).map(
    lambda outlines: Boundaries("", outlines)
)
revisions = st.builds(revision, plans, evidence=evidence, boundaries=boundaries, summary=words)


@given(revisions)
def test_nothing_changed_between_a_revision_and_itself(one):
    assert what_changed(one, one) == ()


@settings(max_examples=50)
@given(revisions, revisions)
def test_whatever_differs_is_said_and_nothing_else(before, after):
    changes = what_changed(before, after)
    assert all(change.before != change.after for change in changes)
    said = {change.label for change in changes}
    for code, label in LABELS.items():
        assert (label in said) == (before.plan.fact(code) != after.plan.fact(code))
    assert ("Status" in said) == (before.plan.status != after.plan.status)
    assert ("In one sentence" in said) == (before.summary != after.summary)
    in_area = [[ward.name for ward in one.plan.wards_in_area] for one in (before, after)]
    assert ("Wards in the area" in said) == (in_area[0] != in_area[1])


@settings(max_examples=50)
@given(revisions, revisions)
def test_the_way_back_says_the_same_with_the_sides_exchanged(before, after):
    there = {(c.part, frozenset((c.before, c.after))) for c in what_changed(before, after) if c.part != Part.AREA}
    back = {(c.part, frozenset((c.before, c.after))) for c in what_changed(after, before) if c.part != Part.AREA}
    assert there == back


@settings(max_examples=50)
@given(revisions, revisions)
def test_every_zone_statement_and_document_that_came_or_went_is_said(before, after):
    changes = what_changed(before, after)
    came = [change for change in changes if change.before == NOTHING]
    went = [change for change in changes if change.after == NOTHING]
    for side, other, found in ((after, before, came), (before, after, went)):
        codes = lambda r: [  # noqa: E731 - read twice, two lines further on
            *(("zone", z.code) for z in r.plan.zones),
            *(("evidence", e.code) for e in (*r.evidence.statements, *r.evidence.promises)),
            *(("document", d.code) for d in r.evidence.documents),
        ]
        assert len(found) == len(set(codes(side)) - set(codes(other)))
