"""Everything together: the model questionnaire, what a written answer is tied to, and what is published."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.domain.areas import area_options
from survey.domain.checks.catalogue import CHECKS, Severity
from survey.domain.checks.opening import findings, has_answer, passed, record, unanswered
from survey.domain.deployments.plan import Fact, Plan
from survey.domain.questionnaires.definition import load, with_areas
from survey.domain.questionnaires.questions import LongText, MultipleChoice, Page, Questionnaire, Section
from survey.domain.wording import Words
from survey.store import demo
from tests.source import ROOT
from tests.survey.domain.checks.asking import PLAN, choice, found_in, options, planned, questionnaire
from tests.survey.domain.checks.test_gunning import ALL
from tests.survey.domain.questionnaires.generated import questionnaires

WHY = "It has to stay as it is, since the law gives this very name."
DATES = {"opens": date(2026, 9, 1), "closes": date(2026, 11, 30)}
BAD = [
    choice("Do you support these spy cameras?"),
    LongText(code="q", text="Why?"),
    choice("What is your religion?", "None", "Other", required=True),
]


@pytest.fixture(scope="module")
def model():
    asked = load(demo.read("questionnaires", "fixed-cameras.json"))
    return with_areas(asked, area_options(PLAN))


def answers_to(found, text=WHY):
    return {one.key: {"text": text} for one in found if not one.stops}


def test_the_model_questionnaire_has_no_error_and_few_warnings(model):
    found = findings(planned(model, fairness=ALL, **DATES))
    # Two hundred warnings would be waved through. Each of these is worth a sentence.
    assert {(one.check, one.question) for one in found} <= {
        ("double-barrelled", "purposes"),
        ("sensitive", "experience"),
    }


def test_what_is_bad_in_one_question_is_found_in_the_model_too(model):
    worse = replace(model, title="State-of-the-art cameras")
    assert "loaded" in {one.check for one in findings(planned(worse))}


def test_errors_stop_opening_and_warnings_wait_for_an_answer():
    good = planned(questionnaire(choice("Would other ways be better?")), fairness=ALL, **DATES)
    assert findings(good) == []
    warned = findings(replace(good, asked=questionnaire(BAD[0], replace(BAD[1], code="why", text="Why, or what instead?"))))
    assert not any(one.stops for one in warned)
    assert unanswered(warned, answers_to(warned)) == []
    # A sign instead of an answer is none.
    assert unanswered(warned, answers_to(warned, "n/a")) == unanswered(warned, {}) == warned
    stopped = findings(replace(good, fairness={}))
    assert any(one.stops for one in stopped)


def test_errors_come_first_and_the_rest_in_the_order_of_the_questions():
    asked = questionnaire(replace(BAD[1], code="first"), BAD[0], replace(BAD[2], code="last"))
    found = findings(planned(asked))
    assert [one.stops for one in found] == sorted((one.stops for one in found), reverse=True)
    places = [one.question for one in found if not one.stops and one.question]
    assert places.index("first") < places.index("q")


def test_what_passed_is_named_and_what_was_not_looked_at_is_not():
    asked = questionnaire(BAD[0])
    named = {check.code for check in passed(findings(planned(asked)), asked)}
    assert "double-barrelled" in named
    assert "loaded" not in named
    # Nothing was answered and no date is set, so that nothing good can be said of either.
    assert not named & {"already-decided", "not-enough-information", "short-time", "decision-too-early"}
    welsh = replace(asked, language="cy")
    assert "leading" not in {check.code for check in passed(findings(planned(welsh)), welsh)}
    assert "structure" not in {check.code for check in passed(findings(planned(None)), None)}


def test_alternatives_may_be_asked_for_or_told_in_the_register():
    none = findings(planned(questionnaire()))
    told = Plan(**{**PLAN.__dict__, "facts": {"alternatives": Fact("Two wardens for a year")}})
    assert "alternatives" in {one.check for one in none}
    assert "alternatives" not in {one.check for one in findings(replace(planned(questionnaire()), plan=told))}
    others = MultipleChoice(code="q", text="Which other ways should be considered?", options=options("A", "None"))
    assert "alternatives" not in {one.check for one in findings(planned(questionnaire(others)))}


MONEY = [
    # a sum without anything to hold against it
    (choice("Should the council spend £100,000 on the cameras?"), True),
    # what else it buys is beside the question
    (choice("Should the council spend £100,000 on the cameras?", hint="It would else pay two wardens."), False),
    # facts of the register say it
    (choice("Should the council fund the cameras?", facts=("sum-asked", "alternatives")), False),
    # no question of money
    (choice("Should the council welcome the cameras?"), False),
    # money, but no view
    (choice("Do you know who funds the cameras?"), False),
]


@pytest.mark.parametrize(("question", "found"), MONEY)
def test_a_question_on_money_says_what_else_it_would_buy(question, found):
    assert ("funding-alone" in found_in(question)) is found


def test_a_language_is_offered_whole_or_not_at_all():
    found = findings(planned(questionnaire(), untranslated={"Welsh": ["Why?", "How?"], "Arabic": []}))
    assert [one.words for one in found if one.check == "untranslated"] == [
        "Welsh: 2 texts not translated or not checked: “Why?”, “How?”."
    ]


def test_what_is_published_is_what_was_answered_and_nobody_is_named():
    asked = questionnaire(BAD[0], replace(BAD[1], code="why"))
    found = findings(planned(asked, fairness=ALL, **DATES))
    kept = {key: answer | {"by": "Jo Organiser"} for key, answer in answers_to(found).items()}
    told = record(found, kept, ALL)
    assert {one["answer"] for one in told["warnings"]} == {WHY}
    assert len(told["warnings"]) == len([one for one in found if not one.stops])
    assert {"heading": "When it is decided", "text": "1 June 2027"} in told["fairness"]
    assert "Jo Organiser" not in str(told)


def test_what_is_broken_does_not_break_the_checks():
    empty = Questionnaire("q", "Q", (Section("s", "S", (Page("p", ()),)), Section("t", "T", ())))
    assert "structure" in {one.check for one in findings(planned(empty))}
    pipe = questionnaire(choice("{answer:nowhere|that} {answer:"), when={"question": "gone", "is": ["x"]})
    assert "structure" in {one.check for one in findings(planned(pipe))}
    assert "structure" in {one.check for one in findings(planned(None))}


def test_gaps_of_an_import_stop_opening_and_are_quoted():
    asked = questionnaire(choice("What is […]'s relationship?"), choice("Which?", "You", "[…]"))
    asked = replace(asked, title="About […]")
    found = [one for one in findings(planned(asked)) if one.check == "missing-words"]
    assert all(one.stops for one in found)
    assert [one.words for one in found] == [
        "Words are missing at “About […]”.",
        "Words are missing at “What is […]'s relationship?”.",
        "Words are missing at “[…]”.",
    ]


def test_without_another_way_to_answer_there_is_a_warning():
    asked = questionnaire(choice("Which?"))
    found = [one for one in findings(planned(asked, has_other_ways=False)) if one.check == "no-other-ways"]
    assert [one.stops for one in found] == [False]
    assert "no-other-ways" not in {one.check for one in findings(planned(asked))}


def test_alternatives_that_the_council_tells_in_public_are_mentioned():
    asked = questionnaire(choice("Which?"))
    assert "alternatives" in {one.check for one in findings(planned(asked))}
    assert "alternatives" not in {one.check for one in findings(planned(asked, fairness=ALL))}


def test_every_check_has_a_reason_and_stands_in_the_documentation():
    text = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")
    described = {line.split("`")[1] for line in text.splitlines() if line.startswith("| `")}
    assert described == set(CHECKS)
    for check in CHECKS.values():
        assert f"| `{check.code}` | {'stops' if check.severity is Severity.ERROR else 'warns'} |" in text
        assert check.reason.endswith(".")
        assert check.to_do.rstrip("”").endswith(".")
        texts = (check.title, check.reason, check.to_do, check.passed)
        assert all(isinstance(text, Words) for text in texts)
        # A reason is published as it is, and looked up again: it has nothing that a template would fill in.
        assert not set("%<{") & set(check.reason)


@settings(max_examples=20)
@given(questionnaires(), st.sampled_from(["en", "cy"]))
def test_no_questionnaire_breaks_the_checks_and_findings_name_what_is_there(asked, language):
    asked = replace(asked, language=language)
    found = findings(planned(asked))
    assert len({one.key for one in found}) == len(found)
    # What is found is said in the language of the page, so it is not put together outside the catalogues.
    assert all(isinstance(one.words, Words) for one in found)
    codes = {question.code for question in asked.questions} | {""}
    assert {one.question for one in found} <= codes
    assert {one.page for one in found} <= {page.code for page in asked.pages} | {""}


@settings(max_examples=10)
@given(st.text("abc ", min_size=1, max_size=9).filter(str.strip), st.sampled_from(BAD))
def test_an_answer_stays_while_its_text_stays_and_lapses_when_it_changes(hint, bad):
    other = choice("Where do you shop?", "Soho", "Mayfair")
    before = questionnaire(replace(bad, code="bad"), replace(other, code="other"))
    answers = answers_to(findings(planned(before)))
    # Elsewhere anything may change, and pages may change places.
    after = questionnaire(replace(other, code="other", hint=hint), replace(bad, code="bad"))
    for one in findings(planned(after)):
        assert one.stops or one.question != "bad" or has_answer(one, answers)
    # The text itself may not.
    reworded = questionnaire(replace(bad, code="bad", text=f"{bad.text} {hint}"))
    about_text = [one for one in findings(planned(reworded)) if not one.stops and one.question == "bad"]
    assert not any(has_answer(one, answers) for one in about_text)
