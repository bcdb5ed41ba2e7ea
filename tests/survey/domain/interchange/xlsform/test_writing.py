"""Questionnaire → XLSForm → the same questionnaire; and ODK's own program takes what is written."""

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from pyxform.xls2xform import convert

from survey.domain.interchange.xlsform.ours import is_ours, read_ours
from survey.domain.interchange.xlsform.writing import Names, sheets_of
from survey.domain.questionnaires.structure import problems_in_structure
from survey.store.interchange.files import import_file
from survey.store.interchange.writing import xlsform
from tests.survey.domain.interchange.generated import QUESTIONS, questionnaires
from tests.survey.domain.questionnaires.model import MODEL

# Shrinking a whole questionnaire takes minutes; the first one that fails says enough.
QUICK = (Phase.explicit, Phase.reuse, Phase.generate)
SLOW = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow, HealthCheck.filter_too_much]}


@settings(max_examples=30, phases=QUICK, **SLOW)
@given(questionnaires())
def test_what_is_written_reads_back_the_same(questionnaire):
    assume(not list(problems_in_structure(questionnaire)))
    sheets = sheets_of(questionnaire)
    assert is_ours(sheets)
    imported = read_ours(sheets)
    assert imported.questionnaire == questionnaire
    assert imported.notes == ()


@pytest.mark.parametrize("kind", QUESTIONS)
def test_every_type_survives_the_file_and_pyxform(kind):
    @settings(max_examples=4, phases=QUICK, **SLOW)
    @given(questionnaires(kinds=(kind,)))
    def holds(questionnaire):
        assume(not list(problems_in_structure(questionnaire)))
        data = xlsform(questionnaire)
        assert import_file(data, "form.xlsx").questionnaire == questionnaire
        assert convert(data, file_type=".xlsx").xform

    holds()


def test_the_model_questionnaire_survives_both():
    data = xlsform(MODEL)
    imported = import_file(data, "form.xlsx")
    assert imported.questionnaire == MODEL
    assert imported.notes == ()
    converted = convert(data, file_type=".xlsx")
    assert not converted.warnings
    assert MODEL.questions[0].text in converted.xform


@given(st.lists(st.sampled_from(("a", "A", "a.b", "a-b", "9", "meta", "A.B")), max_size=20))
def test_names_are_unique_whatever_their_case(keys):
    names = Names()
    given_names = {key: names(key) for key in keys}
    assert len({name.lower() for name in given_names.values()}) == len(given_names)
    assert all(name[0].isalpha() or name[0] == "_" for name in given_names.values())
