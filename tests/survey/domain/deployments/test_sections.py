"""How far each section of a next revision is, and that together they hide no problem."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey.domain.deployments.plan import Boundaries, Fact, Ward, Zone
from survey.domain.deployments.revisions import Revision, problems_in_revision
from survey.domain.deployments.sections import GROUPS, Progress, sections_of
from survey.domain.deployments.starting import first_evidence, first_plan
from survey.domain.evidence import Document, DocumentState, Evidence, Figure, Promise, Stance
from tests.survey.domain.deployments.examples import CITED, UNPUBLISHED, plan, revision, with_fact
from tests.survey.domain.test_evidence import statement

BASICS = {"council_code": "E06000001", "force": "Borsetshire Police", "status": "planned"}


def section(revision, code):
    return next(one for one in sections_of(revision) if one.code == code)


def new():
    return Revision(0, date(2026, 9, 1), "", "", first_plan("The Row", "Borset", **BASICS), first_evidence())


def test_a_sound_revision_is_done_but_for_its_arguments():
    progress = {one.code: one.progress for one in sections_of(revision())}
    assert progress.pop("arguments") is Progress.TO_DO  # nothing is wrong with having none
    assert set(progress.values()) == {Progress.DONE}


def test_a_new_entry_is_to_do():
    progress = {one.code: one.progress for one in sections_of(new())}
    assert {progress[code] for code in (*GROUPS, "area", "arguments")} == {Progress.TO_DO}
    assert progress["basics"] is Progress.WRONG  # it has no sentence yet
    assert progress["documents"] is progress["promises"] is Progress.DONE


@pytest.mark.parametrize(
    ("changed", "code", "said"),
    [
        (revision(summary=""), "basics", "not described in one sentence"),
        (revision(plan(force="")), "basics", "needs a name, a council and a force"),
        (revision(with_fact("hours", Fact())), "cameras", "1 of 5 facts still to be filled in."),
        (revision(with_fact("hours", Fact("At night"))), "cameras", "“Hours of use” has a value but no source."),
        (revision(with_fact("decides", Fact("15", citation=CITED))), "open", "“Who decides” gives a figure but not"),
        (revision(plan(zones=())), "area", "at least one zone"),
        (revision(boundaries=Boundaries("", {"square": ()})), "area", "do not say whose they are"),
        (revision(evidence=Evidence((statement(stance=Stance.FOR),))), "arguments", "there must be as many"),
        (revision(evidence=Evidence((statement(text=""),))), "arguments", "“A title” needs a title and a text."),
        (revision(evidence=Evidence(documents=(Document("one", "Policy", "", DocumentState.ASKED),))), "documents",
         "“Policy” is “asked for”, so it needs the day."),
        (revision(evidence=Evidence(promises=(Promise("one", "Cost", Figure("", CITED)),))), "promises",
         "“Cost” needs a text."),
    ],
)  # fmt: skip
def test_a_problem_is_told_in_its_section_and_no_other(changed, code, said):
    assert any(said in problem for problem in section(changed, code).problems)
    assert [one.code for one in sections_of(changed) if one.problems] == [code]


@pytest.mark.parametrize(
    ("changed", "code", "holds"),
    [
        (revision(), "cameras", "5 not published"),
        (
            revision(with_fact("hours", Fact("At night", citation=CITED))),
            "cameras",
            "1 published, 4 not published",
        ),
        (
            revision(with_fact("hours", Fact(asked_on=date(2026, 9, 1)))),
            "cameras",
            "1 asked for, 4 not published",
        ),
        (revision(with_fact("hours", Fact())), "cameras", "4 not published, 1 to be filled in"),
        (revision(), "area", "1 zone, 1 ward in the area, 0 outlines"),
        (revision(), "documents", "None asked for"),
        (new(), "documents", "4 not yet asked for"),
        (revision(), "promises", "No figure was promised"),
    ],
)
def test_says_what_it_holds(changed, code, holds):
    assert section(changed, code).holds == holds


FACTS = st.sampled_from([Fact(), UNPUBLISHED, Fact("At night"), Fact("15", citation=CITED), Fact(note="15")])
STATEMENTS = st.lists(
    st.builds(
        statement, st.sampled_from("abc"), st.sampled_from(Stance), title=st.sampled_from(["", "Title"])
    ),
    max_size=4,
).map(tuple)


@given(
    st.dictionaries(st.sampled_from(list(plan().facts)), FACTS),
    STATEMENTS,
    st.sampled_from([(), (Zone("square", "The square"),), (Zone("The Square", ""),)]),
    st.sampled_from([(), (Ward("N", "", 0, 0),), plan().wards]),
    st.sampled_from(["planned", "secret"]),
)
def test_whatever_stands_in_the_way_of_publishing_is_told_in_a_section(
    facts, statements, zones, wards, status
):
    changed = revision(
        plan(facts={**plan().facts, **facts}, zones=zones, wards=wards, status=status),
        evidence=Evidence(statements),
    )
    told = any(one.problems for one in sections_of(changed))
    assert told == bool(list(problems_in_revision(replace(changed, number=1))))
