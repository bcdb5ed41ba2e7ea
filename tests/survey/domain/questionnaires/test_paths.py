"""The path through the model questionnaire: the routing that its authors asked for."""

import pytest

from survey.domain.questionnaires.paths import (
    answers_on,
    asked_on,
    first_unanswered,
    never_asked,
    page_after,
    page_before,
    path,
)
from survey.domain.questionnaires.questions import Page, Questionnaire, Section, ShortText
from tests.survey.domain.questionnaires.model import MODEL

INDIVIDUAL = {"capacity": "individual"}
ORGANISATION = {"capacity": "organisation"}
REPRESENTATIVE = {"capacity": "representative"}


def codes(answers, **more):
    return [page.code for page in path(MODEL, answers, **more)]


def test_an_organisation_skips_what_only_a_person_can_answer():
    skipped = {"connection", "area", "safety", "visiting", "visiting-change", "experience", "treatment"}
    answers = ORGANISATION | {"visiting": "less", "experience": "stopped"}
    assert skipped.isdisjoint(codes(answers))
    assert codes(answers, kind="equality") == []
    assert "organisation" in codes(answers)


def test_an_elected_representative_skips_visits_experience_and_equality_but_not_safety():
    answers = REPRESENTATIVE | {"visiting": "less", "experience": "stopped"}
    assert {"visiting", "visiting-change", "experience", "treatment"}.isdisjoint(codes(answers))
    assert codes(answers, kind="equality") == []
    assert {"organisation", "safety"}.issubset(codes(answers))
    assert {"connection", "area"}.isdisjoint(codes(answers))


def test_an_individual_is_not_asked_for_an_organisation():
    assert "organisation" not in codes(INDIVIDUAL)
    assert {"connection", "area", "safety", "visiting", "experience"}.issubset(codes(INDIVIDUAL))


@pytest.mark.parametrize(
    ("visiting", "asked"),
    [
        # Going more, less or not at all is a change that can be described.
        ("more", True),
        ("less", True),
        ("avoid", True),
        # No change and "don't know" leave nothing to describe.
        ("same", False),
        ("dont-know", False),
    ],
)
def test_what_would_change_is_asked_only_of_those_who_would_change(visiting, asked):
    assert ("visiting-change" in codes(INDIVIDUAL | {"visiting": visiting})) is asked


def test_changing_an_answer_drops_what_hung_on_it():
    before = INDIVIDUAL | {"visiting": "avoid", "visiting-change": "I would walk round."}
    assert answers_on(path(MODEL, before), before) == before
    after = before | {"visiting": "same"}
    assert answers_on(path(MODEL, after), after) == INDIVIDUAL | {"visiting": "same"}


def test_becoming_an_organisation_drops_personal_answers():
    answers = INDIVIDUAL | {
        "connection": ["live"],
        "experience": "stopped",
        "treatment": "badly",
        "age": "25-34",
    }
    changed = answers | ORGANISATION
    assert answers_on(path(MODEL, changed), changed) == ORGANISATION


def test_the_treatment_is_asked_only_after_a_stop():
    assert "treatment" in codes(INDIVIDUAL | {"experience": "stopped"})
    assert "treatment" not in codes(INDIVIDUAL | {"experience": "walked-past"})


def test_money_is_asked_about_only_where_a_sum_is_published():
    assert "contribution" not in codes(INDIVIDUAL)
    asked = codes(INDIVIDUAL | {"contribution": "up-to"}, facts=frozenset({"sum-published"}))
    assert asked[asked.index("contribution") + 1] == "contribution-limit"


def test_an_answer_off_the_path_cannot_open_a_page():
    # "Stopped" was answered as an individual; as an organisation that question is off the path.
    assert "treatment" not in codes(ORGANISATION | {"experience": "stopped"})


def test_only_the_first_question_needs_an_answer():
    assert first_unanswered(path(MODEL, {}), {}).code == "capacity"
    assert first_unanswered(path(MODEL, INDIVIDUAL), INDIVIDUAL) is None


def test_neighbours_on_the_path():
    pages = path(MODEL, INDIVIDUAL)
    assert page_before(pages, "capacity") is None
    assert page_after(pages, "capacity").code == "connection"
    assert page_before(pages, "connection").code == "capacity"
    assert page_after(pages, pages[-1].code) is None


def test_what_is_asked_is_known_by_question():
    asked = asked_on(path(MODEL, ORGANISATION))
    assert "organisation-name" in asked
    assert "area" not in asked


def test_an_individual_is_asked_no_more_than_24_questions_before_the_equality_questions():
    longest = INDIVIDUAL | {"visiting": "less", "experience": "stopped", "contribution": "up-to"}
    facts = frozenset({"sum-published"})
    # The limit belongs to the question on money, and what was missing to the one on the information.
    numbered = asked_on(path(MODEL, longest, facts=facts, kind="opinion")) - {
        "contribution-limit",
        "information-missing",
    }
    assert len(numbered) == 24


def test_benefits_and_concerns_are_offered_in_equal_number():
    assert len(MODEL.question("benefits").options) == len(MODEL.question("concerns").options)


@pytest.mark.parametrize(
    ("facts", "never"),
    [
        # Without a sum, nobody is asked about money, nor about the limit that hangs on that answer.
        (frozenset(), {"contribution", "contribution-limit"}),
        (frozenset({"sum-published"}), set()),
    ],
)
def test_what_a_fact_keeps_from_everybody_is_known(facts, never):
    assert never_asked(MODEL, facts) == never


@pytest.mark.parametrize(
    ("condition", "possible"),
    [
        ({"fact": "a"}, True),
        ({"fact": "b"}, False),
        ({"all": [{"fact": "a"}, {"fact": "b"}]}, False),
        ({"any": [{"fact": "a"}, {"fact": "b"}]}, True),
        # Not answered is what a question is that was never asked.
        ({"question": "hidden", "answered": False}, True),
        ({"question": "hidden", "answered": True}, False),
        ({"question": "hidden", "is": ["x"]}, False),
        ({"not": {"question": "hidden", "is": ["x"]}}, True),
        ({"question": "first", "is": ["x"]}, True),
    ],
)
def test_whether_any_answers_can_lead_to_a_page(condition, possible):
    pages = (
        Page("p1", (ShortText(code="first", text="?"),)),
        Page("p2", (ShortText(code="hidden", text="?"),), when={"fact": "b"}),
        Page("p3", (ShortText(code="last", text="?"),), when=condition),
    )
    questionnaire = Questionnaire("q", "Q", (Section("s", "S", pages),))
    assert ("last" not in never_asked(questionnaire, frozenset({"a"}))) is possible
