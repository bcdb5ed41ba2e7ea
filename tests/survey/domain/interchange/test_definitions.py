"""Our own JSON definition, read as an import."""

import contextlib
import json

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from survey.domain.interchange.definitions import read_definition, written
from survey.domain.interchange.result import Refused
from survey.domain.questionnaires.definition import FORMAT
from survey.domain.questionnaires.structure import problems_in_structure
from tests.survey.domain.interchange.generated import questionnaires
from tests.survey.domain.questionnaires.model import MODEL


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), phases=(Phase.generate,))
@given(questionnaires())
def test_what_is_written_reads_back_the_same(questionnaire):
    assume(not list(problems_in_structure(questionnaire)))
    imported = read_definition(written(questionnaire))
    assert imported.questionnaire == questionnaire
    assert imported.counts["whole"] == imported.counts["questions"]


# A text that is none of ours, and words of the refusal.
REFUSED = [
    ("{", "damaged JSON"),
    ("[" * 100_000, "damaged JSON"),
    ("[]", "“format” is not"),
    ('{"format": "other"}', "“format” is not"),
    (json.dumps({"format": FORMAT}), "format version"),
    (json.dumps({"format": FORMAT, "format_version": 1}), "“code” is missing"),
    (json.dumps({"format": FORMAT, "format_version": 1, "sections": [{"pages": [{"questions": [{"type": [1]}]}]}]}), "not a type of question"),
]


@pytest.mark.parametrize(("text", "told"), REFUSED)
def test_what_is_no_definition_is_refused_in_words(text, told):
    with pytest.raises(Refused, match=told):
        read_definition(text)


MODEL_TEXT = written(MODEL)
VALUES = st.sampled_from((None, True, 0, -1, "", "x", [], [1], {}, {"a": 1}, [[]], 1e99))


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_a_definition_with_something_else_somewhere_is_read_or_refused(data):
    definition = json.loads(MODEL_TEXT)
    thing = definition
    while isinstance(thing, (dict, list)) and thing:
        key = data.draw(st.sampled_from(sorted(thing) if isinstance(thing, dict) else range(len(thing))))
        if not isinstance(thing[key], (dict, list)) or data.draw(st.booleans()):
            thing[key] = data.draw(VALUES)
            break
        thing = thing[key]
    with contextlib.suppress(Refused):
        assert read_definition(json.dumps(definition)).questionnaire
