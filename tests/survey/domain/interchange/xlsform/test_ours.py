"""An exported form that somebody worked on: words are taken over, and everything else is told."""

import pytest

from survey.domain.interchange.result import Refused
from survey.domain.interchange.xlsform.ours import read_ours
from survey.domain.interchange.xlsform.sheets import Sheet
from survey.domain.interchange.xlsform.writing import sheets_of
from tests.survey.domain.questionnaires.model import MODEL


def exported():
    """The model's sheets, to be changed."""
    return {sheet.name: [list(row) for row in sheet.rows] for sheet in sheets_of(MODEL)}


def changed(sheets, sheet, old, new):
    """The sheets with one cell, that stands there once, changed."""
    found = [(row, place) for row in sheets[sheet] for place, cell in enumerate(row) if cell == old]
    assert found, f"“{old}” is not there"
    row, place = found[0]
    row[place] = new
    return sheets


def read(sheets):
    return read_ours([Sheet(name, rows) for name, rows in sheets.items()])


QUESTION = MODEL.questions[0]


def test_words_of_a_question_are_taken_over():
    imported = read(changed(exported(), "survey", QUESTION.text, "Other words?"))
    assert imported.questionnaire.question(QUESTION.code).text == "Other words?"
    assert imported.notes == ()


def test_words_of_an_option_are_taken_over_also_of_a_scale():
    imported = read(changed(exported(), "choices", "Strongly support", "Support it strongly"))
    labels = [o.label for q in imported.questionnaire.questions for o in getattr(q, "options", ())]
    assert "Support it strongly" in labels


def test_a_changed_condition_is_told_and_stays():
    condition = next(cell for row in exported()["survey"] for cell in row if "selected(" in str(cell))
    imported = read(changed(exported(), "survey", condition, "true()"))
    assert imported.questionnaire == MODEL
    assert "“relevant” was changed" in imported.notes[0].words


def test_an_added_line_is_told():
    sheets = exported()
    sheets["survey"].append(["text", "mine", "My own question?"])
    imported = read(sheets)
    assert imported.questionnaire == MODEL
    assert "mine: This line was added" in imported.notes[0].words


def test_damaged_columns_are_refused():
    sheets = exported()
    for row in sheets["survey"][1:]:
        row[-1] = row[-1][:-1] if row[-1] else row[-1]
        row[sheets["survey"][0].index("lamppost::more-1")] = "{"
    with pytest.raises(Refused, match="damaged"):
        read(sheets)


def test_a_questionnaire_that_no_longer_fits_together_is_refused_in_words():
    sheets = exported()
    code = sheets["survey"][0].index("lamppost::part")
    sheets["survey"] = [row for row in sheets["survey"] if row[code] not in ("question", "row", "detail")]
    with pytest.raises(Refused, match="needs at least one question"):
        read(sheets)
