"""Two questionnaires in one: no code twice, and everything that named a renamed one names it anew."""

from hypothesis import given, settings

from survey.domain.questionnaires.joining import join
from survey.domain.questionnaires.paths import EQUALITY
from survey.domain.questionnaires.questions import Page, Questionnaire, Section, ShortText, SingleChoice
from survey.domain.questionnaires.structure import problems_in_structure
from tests.survey.domain.questionnaires.generated import questionnaires
from tests.survey.domain.questionnaires.model import MODEL
from tests.survey.domain.questionnaires.test_routes import LETTERS


def small():
    tie = SingleChoice(code="tie", text="Which?", options=LETTERS)
    why = ShortText(code="why", text="Why {answer:tie|that}?")
    when = {"all": [{"question": "tie", "is": ["a"]}, {"not": {"any": [{"question": "tie", "is": ["b"]}, {"fact": "sum-published"}]}}]}
    return Questionnaire("q", "Q", (Section("s", "S", (Page("tie", (tie,)), Page("why", (why,), "", when))),))


def test_what_has_the_same_code_gets_another_one_everywhere():
    joined = join(small(), small())
    whole = joined.questionnaire
    assert list(problems_in_structure(whole)) == []
    assert [section.code for section in whole.sections] == ["s", "s-2"]
    assert [page.code for page in whole.pages] == ["tie", "why", "tie-2", "why-2"]
    page = whole.pages[3]
    assert page.questions[0].code == "why-2"
    assert page.questions[0].text == "Why {answer:tie-2|that}?"
    assert page.when == {"all": [{"question": "tie-2", "is": ["a"]}, {"not": {"any": [{"question": "tie-2", "is": ["b"]}, {"fact": "sum-published"}]}}]}
    places = {"tie.options.a.label": "tie-2.options.a.label", "pages.why.title": "pages.why-2.title", "sections.s.title": "sections.s-2.title", "title": ""}
    assert {place: joined.place(place) for place in places} == places
    assert joined.text("Pam {answer:tie|hynny}?") == "Pam {answer:tie-2|hynny}?"


def test_codes_that_nobody_has_stay():
    joined = join(MODEL, small())
    assert (joined.sections, joined.pages, joined.questions) == ({}, {}, {})
    assert joined.questionnaire.sections[-1].kind == EQUALITY
    assert joined.questionnaire.sections[-2].code == "s"


@settings(max_examples=30)
@given(questionnaires(), questionnaires())
def test_any_two_that_are_sound_are_sound_together(one, other):
    joined = join(one, other)
    assert list(problems_in_structure(joined.questionnaire)) == []
    assert joined.questionnaire.sections[: len(one.sections)] == one.sections
