"""LimeSurvey → questionnaire: what each type becomes, and that what is lost is told."""

import pytest

from survey.domain.interchange.limesurvey.reading import BUILDERS, NOT_ASKED
from survey.domain.interchange.result import Outcome
from survey.domain.questionnaires.kinds import ConstantSum, Date, Ranking, ReaderText
from survey.domain.questionnaires.questions import (
    Grid,
    LongText,
    MultipleChoice,
    Number,
    ShortText,
    SingleChoice,
)
from tests.survey.domain.interchange.forms import pages, question, survey, words

TWO = (("Q1", "A1", "First", "0"), ("Q1", "A2", "Second", "0"))
ROWS = (("Q1", "SQ1", "One", "0"), ("Q1", "SQ2", "Two", "0"))
COLUMNS = (*ROWS, ("Q1", "C1", "Left", "1"), ("Q1", "C2", "Right", "1"))
SCALES = (*TWO, ("Q1", "B1", "Low", "1"), ("Q1", "B2", "High", "1"))

# Type, answers, subquestions, attributes; the types of the questions here, and words of the note ("" where whole).
TYPES = [
    # One of several.
    ("L", TWO, (), {}, [SingleChoice], ""),
    ("!", TWO, (), {}, [SingleChoice], ""),
    ("O", TWO, (), {}, [SingleChoice, LongText], "comment"),
    ("5", (), (), {}, [SingleChoice], ""),
    ("G", (), (), {}, [SingleChoice], ""),
    ("Y", (), (), {}, [SingleChoice], ""),
    ("L", TWO[:1], (), {}, [SingleChoice], "two options"),
    ("L", (), (), {}, [], "no answers"),
    # Any of several, and in order.
    ("M", (), ROWS, {}, [MultipleChoice], ""),
    ("P", (), ROWS, {}, [MultipleChoice], ""),
    ("M", (), (), {}, [], "0 options"),
    ("R", TWO, (), {}, [Ranking], ""),
    # Arrays.
    ("F", TWO, ROWS, {}, [Grid], ""),
    ("A", (), ROWS, {}, [Grid], ""),
    ("B", (), ROWS, {}, [Grid], ""),
    ("C", (), ROWS, {}, [Grid], ""),
    ("E", (), ROWS, {}, [Grid], ""),
    ("H", TWO, ROWS, {}, [Grid], ""),
    ("F", (), ROWS, {}, [], "no scale"),
    ("1", SCALES, ROWS, {}, [Grid, Grid], "two scales"),
    (":", (), COLUMNS, {}, [Number] * 4, "Each cell"),
    (":", (), COLUMNS, {"multiflexible_checkbox": "1"}, [MultipleChoice] * 2, "Each row"),
    (";", (), COLUMNS, {}, [ShortText] * 4, "Each cell"),
    # Typed.
    ("N", (), (), {"num_value_int_only": "1"}, [Number], ""),
    ("N", (), (), {}, [Number], "decimals"),
    ("K", (), ROWS, {"equals_num_value": "100"}, [ConstantSum], ""),
    ("K", (), ROWS, {}, [Number] * 2, "question of its own"),
    ("S", (), (), {}, [ShortText], ""),
    ("S", (), (), {"numbers_only": "1", "num_value_int_only": "1"}, [Number], ""),
    ("T", (), (), {}, [LongText], ""),
    ("U", (), (), {}, [LongText], ""),
    ("Q", (), ROWS, {}, [ShortText] * 2, "question of its own"),
    ("D", (), (), {}, [Date], "month"),
    # Read, or not asked at all.
    ("X", (), (), {}, [ReaderText], ""),
    ("I", (), (), {}, [], "language"),
    ("|", (), (), {}, [], "file"),
    ("*", (), (), {}, [], "works it out"),
    ("?", (), (), {}, [], "“?” is not known"),
    ("S", (), (), {"hidden": "1"}, [], "hidden"),
]


@pytest.mark.parametrize(("kind", "answers", "subquestions", "attributes", "classes", "told"), TYPES)
def test_a_type(kind, answers, subquestions, attributes, classes, told):
    named = [("Q1", name, value) for name, value in attributes.items()]
    imported = survey(question(kind), answers=answers, subquestions=subquestions, attributes=named)
    (source,) = imported.sources
    found = imported.questionnaire.questions if imported.questionnaire else ()
    assert [type(q) for q in found] == classes
    assert source.codes == tuple(q.code for q in found)
    expected = Outcome.NONE if not classes else Outcome.FALLBACK if told else Outcome.WHOLE
    assert source.outcome is expected
    assert told in words(imported)


def test_the_table_of_types_is_tested_whole():
    assert {row[0] for row in TYPES} - {"X", "*", "?"} == {*BUILDERS, *NOT_ASKED}


def first(imported):
    return imported.questionnaire.questions[0]


def test_what_goes_with_a_choice():
    exclusive = [("Q1", "exclude_all_others", "SQ2"), ("Q1", "max_answers", "1"), ("Q1", "random_order", "0")]
    found = first(survey(question("M", other="Y", mandatory="Y"), subquestions=ROWS, attributes=exclusive))
    assert [(o.label, o.exclusive, bool(o.detail)) for o in found.options] == [("One", False, False), ("Two", True, False), ("Other", False, True)]
    assert (found.required, found.at_most) == (True, 1)


def test_what_goes_with_a_number():
    limits = [("Q1", "min_num_value_n", "1"), ("Q1", "max_num_value_n", "9"), ("Q1", "prefix", "£"), ("Q1", "num_value_int_only", "1")]
    found = first(survey(question("N"), attributes=limits))
    assert (found.minimum, found.maximum, found.prefix) == (1, 9, "£")


def test_the_ends_of_a_slider_stand_in_the_hint():
    slider = [("Q1", "slider_layout", "1")]
    parts = [("Q1", "SQ1", "Who uses it? |Mostly me | Mostly others", "0"), ("Q1", "SQ2", "How often?", "0")]
    each = survey(question("K"), subquestions=parts, attributes=slider).questionnaire.questions
    assert [(one.text.rpartition(" W")[2], one.hint) for one in each[:1]] == [("ho uses it?", "Mostly me – Mostly others")]
    assert [(one.minimum, one.maximum) for one in each] == [(0, 100)] * 2
    total = [*slider, ("Q1", "equals_num_value", "100")]
    shared = first(survey(question("K"), subquestions=parts, attributes=total))
    assert [(one.label, one.hint) for one in shared.options] == [("Who uses it?", "Mostly me – Mostly others"), ("How often?", "")]
    # Without a slider a bar is a bar.
    assert "|" in first(survey(question("K"), subquestions=parts)).text


def test_an_array_that_is_mandatory_needs_every_row():
    found = first(survey(question("F", mandatory="Y"), answers=TWO, subquestions=ROWS))
    assert (found.required, found.all_rows) == (True, True)


# What a question has and ours do not.
LOST = [
    ("array_filter", "Q0", "here everything is shown"),
    ("em_validation_q", "strlen(self) > 3", "strlen(self) > 3"),
    ("time_limit", "60", "60 seconds"),
    ("random_group", "2", "changes places"),
]


@pytest.mark.parametrize(("attribute", "value", "told"), LOST)
def test_what_is_lost_of_a_question_is_told(attribute, value, told):
    imported = survey(question("S"), attributes=[("Q1", attribute, value)])
    assert imported.sources[0].outcome is Outcome.FALLBACK
    assert told in words(imported)


def test_html_becomes_words_and_pictures_are_told():
    imported = survey(question("S", text='<p>Do you <b>live</b> <a href="https://x.example/">here</a>?</p><img src="a.png" alt="map"><script>x()</script>'))
    assert first(imported).text == "Do you live here (https://x.example/)?\nmap"
    assert "a picture" in words(imported)
    assert "a script" in words(imported)


def test_conditions_look_at_options_boxes_and_numbers():
    imported = survey(
        question("L", "Q1"),
        question("M", "Q2", question_order="2"),
        question("N", "Q3", question_order="3"),
        question("S", "Q4", question_order="4", relevance='((Q1.NAOK == "A1") and !is_empty(Q3)) or Q2_SQ1 == "Y"'),
        question("S", "Q5", question_order="5", relevance="Q3.NAOK > 4"),
        answers=TWO,
        subquestions=(("Q2", "SQ1", "One", "0"), ("Q2", "SQ2", "Two", "0")),
    )
    first_answer = {"question": "Q1", "is": ["A1"]}
    either = {"any": [{"all": [first_answer, {"question": "Q3", "answered": True}]}, {"question": "Q2", "is": ["SQ1"]}]}
    assert pages(imported) == [(["Q1", "Q2", "Q3"], None), (["Q4"], either), (["Q5"], {"question": "Q3", "at_least": 5})]


def test_conditions_of_old_versions_stand_in_a_table():
    rows = [
        {"qid": "2", "cfieldname": "1X7X1", "method": "==", "value": code, "scenario": "1"} for code in ("A1", "A2")
    ]
    imported = survey(question("L", "Q1"), question("S", "Q2", relevance="", question_order="2"), answers=TWO, conditions=rows)
    assert pages(imported)[1] == (["Q2"], {"any": [{"question": "Q1", "is": ["A1"]}, {"question": "Q1", "is": ["A2"]}]})


def test_a_survey_shown_question_by_question_has_a_page_for_each():
    one_by_one = [{"language": "en", "additional_languages": "", "format": "S"}]
    imported = survey(question("S", "Q1"), question("S", "Q2"), surveys=one_by_one)
    assert [codes for codes, _ in pages(imported)] == [["Q1"], ["Q2"]]


def test_languages_in_tables_of_their_own():
    imported = survey(
        question("S") | {"language": "en"},
        surveys=[{"language": "en", "additional_languages": "cy", "format": "G"}],
        question_l10ns=[{"qid": "1", "question": "Cwestiwn?", "help": "", "language": "cy"}],
    )
    assert imported.translations == {"cy": {"Q1.text": "Cwestiwn?"}}
    assert imported.languages == ("en", "cy")


def test_earlier_answers_in_a_text():
    imported = survey(
        question("L", "Q1"),
        question("S", "Q2", "Why {Q1.shown}, {TOKEN:FIRSTNAME}? { not this }", relevance='Q1 == "A1"', question_order="2"),
        answers=TWO,
    )
    assert imported.questionnaire.questions[1].text == "Why {answer:Q1|your earlier answer}, […]? { not this }"
    assert "TOKEN:FIRSTNAME" in words(imported)


def test_welcome_and_what_else_a_survey_has_is_told():
    imported = survey(
        question("S"),
        surveys_languagesettings=[{"surveyls_language": "en", "surveyls_title": "T", "surveyls_welcometext": "<p>Hello</p>"}],
        quota=[{"id": "1"}],
    )
    assert "Hello" in words(imported)
    assert "“quota”" in words(imported)
