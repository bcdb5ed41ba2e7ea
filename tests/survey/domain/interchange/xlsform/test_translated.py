"""Translations in an XLSForm: columns that other programs read, and exactly the same texts when it comes back."""

from hypothesis import HealthCheck, Phase, assume, given, settings
from pyxform.xls2xform import convert

from survey.domain.interchange.definitions import read_definition, written
from survey.domain.interchange.xlsform.ours import read_ours
from survey.domain.interchange.xlsform.sheets import Sheet
from survey.domain.interchange.xlsform.writing import sheets_of
from survey.domain.questionnaires.structure import problems_in_structure
from survey.domain.translating.texts import texts_of
from survey.store.interchange.files import import_file
from survey.store.interchange.writing import xlsform
from tests.survey.domain.interchange.generated import questionnaires
from tests.survey.domain.questionnaires.model import MODEL

QUICK = (Phase.explicit, Phase.reuse, Phase.generate)
SLOW = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow, HealthCheck.filter_too_much]}
CODES = ("cy", "ar", "en-x-easy")


def translations_of(questionnaire, codes=CODES):
    texts = texts_of(questionnaire)
    return {code: {text.place: f"{code}: {text.text}" for text in texts} for code in codes if texts}


@settings(max_examples=20, phases=QUICK, **SLOW)
@given(questionnaires())
def test_translations_read_back_the_same(questionnaire):
    assume(not list(problems_in_structure(questionnaire)))
    translations = translations_of(questionnaire)
    imported = read_ours(sheets_of(questionnaire, translations))
    assert (imported.questionnaire, imported.notes) == (questionnaire, ())
    assert imported.translations == translations
    assert read_definition(written(questionnaire, translations)).translations == translations


def test_another_program_finds_the_languages():
    translations = {"cy": {"title": "Camerâu", MODEL.questions[0].code + ".text": "Ym mha ffordd?"}}
    data = xlsform(MODEL, translations)
    assert import_file(data, "form.xlsx").translations == translations
    converted = convert(data, file_type=".xlsx")
    assert '<translation lang="Welsh (cy)">' in converted.xform
    assert "Ym mha ffordd?" in converted.xform


def test_what_was_changed_in_a_cell_wins_and_what_was_added_is_read():
    first, second = MODEL.questions[0], MODEL.questions[1]
    survey, *others = sheets_of(MODEL, {"cy": {f"{first.code}.text": "Hen"}})
    head = list(survey.rows[0])
    at = head.index("label::Welsh (cy)")
    rows = [list(row) for row in survey.rows]
    for row in rows:
        if row[head.index("name")] == first.code:
            row[at] = "Newydd"
        if row[head.index("name")] == second.code:
            row[at] = "Ail"
    imported = read_ours([Sheet("survey", rows), *others])
    assert imported.translations["cy"] == {f"{first.code}.text": "Newydd", f"{second.code}.text": "Ail"}
    assert imported.questionnaire == MODEL
