"""The tab-separated file of LimeSurvey: one line an object, everything again for each language."""

import pytest

from survey.domain.interchange.assembling import assemble
from survey.domain.interchange.limesurvey.reading import read_limesurvey
from survey.domain.interchange.limesurvey.separated import survey_of_lines
from survey.domain.interchange.result import Refused
from tests.survey.domain.interchange.forms import pages, sound

HEAD = "class\ttype/scale\tname\trelevance\ttext\thelp\tlanguage\tvalidation\tmandatory\tother\tdefault\tmax_answers\n"
LINES = """S\t\tlanguage\t\ten
S\t\tadditional_languages\t\tcy
SL\t\tsurveyls_title\t\tTrial\t\ten
G\t0\tGroup\t1\tAbout\t\ten
Q\tL\tq1\t1\tWhich?\tA hint\ten\t\tY\tY
A\t0\tA1\t\tFirst\t\ten
A\t0\tA2\t\tSecond\t\ten
Q\tM\tq2\t((q1.NAOK == "A1"))\tSeveral?\t\ten\t\tN\tN\t\t1
SQ\t0\tS1\t\tOne\t\ten
SQ\t0\tS2\t\tTwo\t\ten
G\t0\tGrŵp\t1\t\t\tcy
Q\tL\tq1\t1\tPa un?\t\tcy\t\tY\tY
A\t0\tA1\t\tCyntaf\t\tcy
"""


def test_lines_become_a_questionnaire_in_two_languages():
    imported = sound(assemble(read_limesurvey(survey_of_lines(HEAD + LINES.replace('"A1"', '""A1""').replace("((q1", '"((q1').replace('""))', '""))"')), "x")))
    questions = imported.questionnaire.questions
    assert [(q.code, q.text) for q in questions if q.asks] == [("q1", "Which?"), ("q2", "Several?")]
    assert [o.label for o in questions[1].options] == ["First", "Second", "Other"]
    assert (questions[1].required, questions[1].hint, questions[2].at_most) == (True, "A hint", 1)
    assert pages(imported)[-1] == (["q2"], {"question": "q1", "is": ["A1"]})
    assert imported.translations["cy"]["q1.text"] == "Pa un?"
    assert imported.translations["cy"]["q1.options.A1.label"] == "Cyntaf"
    assert imported.languages == ("en", "cy")


@pytest.mark.parametrize("text", ["", HEAD, HEAD + "S\t\tlanguage\t\ten\n", HEAD + "SQ\t0\tA\n"])
def test_a_file_without_questions_is_refused(text):
    with pytest.raises(Refused, match="no questions"):
        survey_of_lines(text)
