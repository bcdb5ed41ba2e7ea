"""The JSON definition: what goes in comes out, and every fault is named."""

import copy

import pytest
from hypothesis import given, settings

from survey.domain.questionnaires.definition import DefinitionError, dump, labels, load, with_areas
from survey.domain.questionnaires.questions import (
    Area,
    Band,
    Grid,
    LongText,
    MultipleChoice,
    Number,
    Option,
    Page,
    Questionnaire,
    Section,
    SupportScale,
)
from tests.survey.domain.questionnaires.generated import questionnaires
from tests.survey.domain.questionnaires.model import DEFINITION, MODEL


@settings(max_examples=60)
@given(questionnaires())
def test_a_questionnaire_survives_the_round_trip(questionnaire):
    assert load(dump(questionnaire)) == questionnaire


def test_the_model_questionnaire_survives_the_round_trip():
    assert load(dump(MODEL)) == MODEL


def changed(change):
    definition = copy.deepcopy(DEFINITION)
    change(definition)
    return definition


def first_question(definition):
    return definition["sections"][0]["pages"][0]["questions"][0]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda d: d.update(format="something"), "not a questionnaire definition"),
        (lambda d: d.update(format_version=2), "format version 1, not 2"),
        (lambda d: d.pop("title"), "“title” is missing"),
        (lambda d: d.update(sections=[]), "needs at least one section"),
        (lambda d: d["sections"][0].update(kind="secret"), "“kind” must be one of opinion, equality"),
        (lambda d: first_question(d).update(type="slider"), "“slider” is not a type of question"),
        (lambda d: first_question(d).update(colour="red"), "“colour” is not known here"),
        (lambda d: first_question(d).pop("text"), "“text” is missing"),
        (lambda d: first_question(d).update(required="yes"), "“required” must be true or false"),
        (lambda d: first_question(d).update(options=[]), "from 2 to 250 options"),
        (lambda d: first_question(d).update(code="a code"), "only letters, figures and single hyphens"),
        (lambda d: d["sections"][0]["pages"][1].update(code="capacity"), "“capacity” is used 2 times"),
        (lambda d: d["sections"][0]["pages"][1].update(code="check"), "“check” is reserved"),
        # A question of this name would be taken for the column that tells before from after a change.
        (lambda d: first_question(d).update(code="revision"), "Question code “revision” is reserved"),
        (
            lambda d: d["sections"][0]["pages"][0].update(when={"question": "heard", "answered": True}),
            "which is not asked earlier",
        ),
        (
            lambda d: d["sections"][0]["pages"][1].update(when={"question": "nobody", "answered": True}),
            "names a question “nobody” that is not there",
        ),
        (lambda d: d["sections"][0]["pages"][2].pop("title"), "so it needs a title"),
    ],
)
def test_a_fault_is_named(change, words):
    with pytest.raises(DefinitionError) as error:
        load(changed(change))
    assert words in str(error.value)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        # A scale is not a scale with four points.
        (SupportScale(code="q", text="?", options=SupportScale.options[1:]), "exactly 5 points"),
        (
            MultipleChoice(code="q", text="?", options=(Option("a", "A"), Option("b", "B")), at_most=3),
            "“at_most”",
        ),
        (Grid(code="q", text="?"), "at least one row"),
        (Number(code="q", text="?", minimum=3, maximum=2), "above “maximum”"),
        # Bands must count every number exactly once.
        (Number(code="q", text="?", minimum=0, maximum=9, bands=(Band("a", "A", 1, 9),)), "gap or overlaps"),
        (Number(code="q", text="?", minimum=0, maximum=9, bands=(Band("a", "A", 0, 8),)), "reach from"),
        (LongText(code="q", text="?", max_length=0), "“max_length” must lie between"),
        (Area(code="q", text="?", areas="streets"), "“wards” or “zones”"),
    ],
)
def test_a_question_that_cannot_work_is_refused(wrong, words):
    questionnaire = Questionnaire("c", "T", (Section("s", "S", (Page("p", (wrong,)),)),))
    with pytest.raises(DefinitionError) as error:
        load(dump(questionnaire))
    assert words in str(error.value)


def test_areas_are_filled_in_before_the_other_options():
    filled = with_areas(MODEL, {"wards": [Option("E05013808", "West End")]})
    assert filled.question("area").option_codes[0] == "E05013808"
    assert len(filled.question("area").options) == len(MODEL.question("area").options) + 1
    assert load(dump(filled)) == filled


def test_labels_come_by_code():
    assert labels(MODEL.question("support"))["dont-know"] == "Don’t know"
    assert labels(MODEL.question("purposes"))["neither"] == "Neither support nor oppose"
    assert labels(MODEL.question("contribution-limit"))["to-10k"] == "Up to £10,000"
