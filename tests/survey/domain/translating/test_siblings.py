"""Answers of one question stay apart in every language."""

import pytest

from survey.domain.translating.siblings import alike, question_of, traded

YES, NO = "q.options.yes.label", "q.options.no.label"
OTHER = "r.options.yes.label"
SOURCES = {YES: "Yes", NO: "No", OTHER: "Yes", "q.text": "Well?", "s.low": "Not at all", "s.high": "Very"}


@pytest.mark.parametrize(
    ("found", "places"),
    [
        ({YES: "Oes", NO: "Nac oes", OTHER: "Oes"}, set()),
        ({YES: "Oes", NO: "oes."}, {YES, NO}),
        ({YES: "Oes", "q.text": "Oes"}, set()),
        ({YES: "是", NO: "是"}, {YES, NO}),
        ({"s.low": "Iawn", "s.high": "Iawn"}, {"s.low", "s.high"}),
        ({YES: "", NO: ""}, set()),
    ],
)
def test_no_two_are_translated_alike(found, places):
    assert alike(SOURCES, found) == places


def test_what_is_called_the_same_may_be_translated_the_same():
    assert alike({YES: "Other", NO: "Other"}, {YES: "Arall", NO: "Arall"}) == set()


def test_none_is_called_what_another_was():
    before = {YES: "Oes", NO: "Nac oes", OTHER: "Oes", "q.text": "Wel?"}
    assert traded(before, before | {YES: "Ydy", OTHER: "Nac oes", "q.text": "Oes"}) == set()
    assert traded(before, before | {YES: "Nac oes", NO: "Oes"}) == {YES, NO}
    assert traded(before, {NO: "Oes!"}) == {NO}


@pytest.mark.parametrize(
    ("place", "question"), [(YES, "q.options"), ("g.rows.a.label", "g.rows"), ("s.low", "s"), ("q.text", ""), ("q.options.a.detail.label", "")]
)
def test_where_answers_belong(place, question):
    assert question_of(place) == question
