"""The rules in words, what is stored of them, and which pairs of answers may be named."""

import json

import pytest

from survey.domain.consultations import Rules
from survey.domain.integrity.rules import (
    BY_CODE,
    IMPOSSIBLE,
    RULES,
    Chosen,
    Pair,
    in_words,
    possible_answers,
    problem_with,
    suggested,
    usual_limits,
)
from tests.survey.domain.questionnaires.model import MODEL

LIVES = {"question": "connection", "is": ["live"]}
ORGANISATION = {"question": "capacity", "is": ["organisation"]}
WHY = "An organisation does not live anywhere."
EVERY = Chosen({rule.code: usual_limits(rule) for rule in RULES}, (Pair(LIVES, ORGANISATION, WHY),), decided=True)


def test_every_rule_says_in_plain_words_what_it_does_with_its_numbers_and_what_it_never_does():
    words = in_words(EVERY, MODEL)
    assert [one.code for one in words] == [rule.code for rule in RULES]
    for one in words:
        assert one.name
        assert one.never
        for number in EVERY.limits[one.code].values():
            assert str(number) in one.means
    assert words[1].pairs == (
        ("“I live there” to “What connects you with the area?”", f"“{organisation()}” to “{capacity()}”", WHY),
    )


def capacity():
    return MODEL.question("capacity").text


def organisation():
    return MODEL.question("capacity").option("organisation").label


def test_usual_numbers_are_within_their_limits():
    for rule in RULES:
        assert all(limit.least <= limit.usual <= limit.most for limit in rule.limits), rule.code


def test_what_marks_mostly_people_of_firm_views_is_not_usual():
    assert set(suggested().limits) == {"same-text", "bursts"}
    assert not BY_CODE["straight-lining"].usual


def test_what_was_chosen_survives_the_database():
    stored = json.loads(json.dumps(Rules(integrity=EVERY.dump()).dump()))
    assert Chosen.load(Rules.load(stored).integrity) == EVERY


def test_older_consultations_have_no_rules_and_none_are_made_up_for_them():
    old = Rules.load({"characteristics": ["age"], "strata": {"open": "Open"}, "margins": {}})
    found = Chosen.load(old.integrity)
    assert not found
    assert not found.decided
    assert found.dump() == {}
    assert in_words(found, MODEL) == ()


def test_to_decide_for_none_is_a_decision():
    none = Chosen.load(Chosen(decided=True).dump())
    assert none.decided
    assert not none


@pytest.mark.parametrize(
    ("first", "second", "why", "problem"),
    [
        (LIVES, ORGANISATION, WHY, ""),
        (LIVES, ORGANISATION, " ", "Write why"),
        (LIVES, ORGANISATION, "x" * 201, "200 characters"),
        # The form itself sees to it that one question has one answer.
        (ORGANISATION, {"question": "capacity", "is": ["individual"]}, WHY, "two different questions"),
        (LIVES, {"question": "gone", "is": ["yes"]}, WHY, "not in the questions"),
        (LIVES, {"question": "capacity", "is": ["gone"]}, WHY, "not in the questions"),
        (LIVES, {"question": "capacity", "is": []}, WHY, "not in the questions"),
        # Not knowing is held against nobody, and equality answers are not read.
        (LIVES, {"question": "support", "is": ["dont-know"]}, WHY, "not in the questions"),
        (LIVES, {"question": "age", "is": ["under-16"]}, WHY, "not in the questions"),
    ],
)
def test_which_pairs_can_be_looked_for(first, second, why, problem):
    found = problem_with(Pair(first, second, why), MODEL)
    assert problem in found
    assert bool(found) is bool(problem)


def test_a_pair_is_found_where_both_answers_are_given():
    pair = EVERY.pairs[0]
    assert pair.found_in({"connection": ["work", "live"], "capacity": "organisation"})
    assert not pair.found_in({"connection": ["work"], "capacity": "organisation"})


def test_no_answer_apart_and_no_equality_question_is_offered_for_a_pair():
    equality = {question.code for question in MODEL.questions_of("equality")}
    for question, options in possible_answers(MODEL):
        assert question.code not in equality
        assert not any(option.apart for option in options)
    assert IMPOSSIBLE in BY_CODE


@pytest.mark.parametrize(
    ("characteristics", "strata", "expected"),
    [
        (("age",), {"open": "Open", "letters": "Letters"}, ("age", "stratum")),
        (("stratum", "age"), {"open": "Open", "letters": "Letters"}, ("stratum", "age")),
        (("age",), {"open": "Open"}, ("age",)),
        (("age",), {}, ("age",)),
    ],
)
def test_answers_with_a_code_are_always_counted_apart_where_there_are_any(characteristics, strata, expected):
    assert Rules(characteristics, strata).counted_by == expected
