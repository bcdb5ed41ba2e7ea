"""The published JSON Schema takes every questionnaire that this program writes, and refuses what it is not."""

import copy
import json

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from jsonschema import Draft202012Validator

from survey.domain.interchange.schema import schema
from survey.domain.questionnaires.definition import dump
from survey.domain.questionnaires.kinds import TYPES
from tests.survey.domain.interchange.generated import QUESTIONS, questionnaires
from tests.survey.domain.questionnaires.model import DEFINITION

SCHEMA = schema()
VALIDATOR = Draft202012Validator(SCHEMA)


def test_it_is_a_schema_and_knows_every_type():
    Draft202012Validator.check_schema(SCHEMA)
    assert len(SCHEMA["$defs"]["Question"]["oneOf"]) == len(TYPES)
    assert set(QUESTIONS) == set(TYPES), "tests/survey/domain/interchange/generated.py makes up one of each type"


def test_the_shipped_questionnaire_fits():
    VALIDATOR.validate(DEFINITION)


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck), phases=(Phase.generate,))
@given(questionnaires())
def test_whatever_is_written_fits(questionnaire):
    VALIDATOR.validate(json.loads(json.dumps(dump(questionnaire))))


# Where, and what is put there.
WRONG = [
    (("format",), "other"),
    (("sections",), []),
    (("sections", 0, "kind"), "secret"),
    (("sections", 0, "pages", 0, "questions", 0, "type"), "essay"),
    (("sections", 0, "pages", 0, "questions", 0, "colour"), "red"),
    (("sections", 0, "pages", 0, "questions", 0, "code"), "with space"),
    (("sections", 0, "pages", 0, "when"), {"question": "a"}),
]


@pytest.mark.parametrize(("place", "value"), WRONG)
def test_what_is_wrong_does_not_fit(place, value):
    definition = copy.deepcopy(DEFINITION)
    thing = definition
    for step in place[:-1]:
        thing = thing[step]
    thing[place[-1]] = value
    assert not VALIDATOR.is_valid(definition)
