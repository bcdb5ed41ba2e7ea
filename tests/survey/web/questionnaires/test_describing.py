"""An organiser reads words, never a code or a name of a definition."""

import pytest

from survey.domain.questionnaires.kinds import ConstantSum, Date, Likelihood, Ranking, ReaderText
from survey.domain.questionnaires.questions import (
    Band,
    Grid,
    MultipleChoice,
    Number,
    Option,
    Page,
    Questionnaire,
    Row,
    Section,
    ShortText,
    SingleChoice,
)
from survey.web.questionnaires.describing import condition_in_words, problems_of, short

TIE = SingleChoice(
    code="tie-xx", text="What ties you?", options=(Option("live-xx", "Living"), Option("work-xx", "Work"))
)
AGE = Number(code="age-xx", text="How old?")
UNSOUND = [
    SingleChoice(code="a-xx", text="Which?"),
    SingleChoice(code="a-xx", text="Which?", options=TIE.options[:1], random_order=True),
    MultipleChoice(code="a-xx", text="Which?", options=TIE.options, at_least=3, at_most=1),
    Grid(code="a-xx", text="Each?", rows=(), at_least=9),
    Grid(code="a-xx", text="Each?", rows=(Row("r-xx", "R"),), at_least=1, all_rows=True),
    Number(code="a-xx", text="How many?", minimum=5, maximum=1),
    Number(code="a-xx", text="How many?", maximum=9, bands=(Band("b-xx", "Few", 2, 3),)),
    ShortText(code="a-xx", text="Who?", max_length=0),
    Ranking(code="a-xx", text="First?", options=(*TIE.options, Option("o-xx", "O", apart=True)), ranks=99),
    Date(code="a-xx", text="When?", minimum="2026-02-01", maximum="2026-01-01"),
    Likelihood(code="a-xx", text="How likely?", low="", high="", options=TIE.options),
    ConstantSum(code="a-xx", text="Share?", options=TIE.options, total=1),
    ReaderText(code="a-xx", text="Read", body="It", required=True),
]


def made(*pages):
    return Questionnaire("whole-xx", "Whole", (Section("s-xx", "First", pages),))


@pytest.mark.parametrize("question", UNSOUND, ids=lambda question: question.kind)
def test_problems_of_a_question_name_no_code(question):
    found = [problem for problem in problems_of(made(Page("p-xx", (question,)))) if problem.question]
    assert found
    for problem in found:
        assert "_" not in problem
        assert "-xx" not in problem
        assert problem.lstrip("“")[0].isupper()


def test_problems_of_pages_name_no_code():
    when = {"all": [{"question": "tie-xx", "is": ["gone-xx"]}, {"question": "tie-xx", "at_least": 2}]}
    pages = [
        Page("one-xx", (TIE, AGE)),
        Page("two-xx", (), "Empty"),
        Page("three-xx", (ShortText(code="q-xx", text="Who?"),), when=when),
        Page("four-xx", (ShortText(code="r-xx", text="Why?"),), when={"question": "z-xx", "answered": True}),
    ]
    found = problems_of(made(*pages))
    assert {problem.page for problem in found} == {page.code for page in pages}
    assert "It needs at least one question." in found
    assert "Its condition names an answer that was removed from “What ties you?”." in found
    words = [problem for problem in found if problem.page != "four-xx"]
    assert not any("-xx" in problem or "_" in problem for problem in words)


# A condition, and what stands after “Only if”.
WORDS = [
    ({"question": "tie-xx", "is": ["live-xx", "work-xx"]}, "“What ties you?” is “Living” or “Work”"),
    ({"not": {"question": "tie-xx", "is": ["live-xx"]}}, "“What ties you?” is not “Living”"),
    ({"question": "tie-xx", "is": ["gone"]}, "“What ties you?” is an answer that was removed"),
    ({"question": "age-xx", "at_least": 1000}, "“How old?” is 1,000 or more"),
    (
        {"all": [{"question": "age-xx", "at_most": 9}, {"any": [{"fact": "sum-published"}, {"question": "tie-xx", "answered": False}]}]},
        "“How old?” is 9 or less and (a sum asked of the council has been published or “What ties you?” is left empty)",
    ),
    ({"not": {"question": "age-xx", "at_least": 5}}, "it is not so that “How old?” is 5 or more"),
    ({"question": "nowhere", "answered": True}, "a question that is not there any more has an answer"),
]  # fmt: skip


@pytest.mark.parametrize(("condition", "words"), WORDS)
def test_conditions_are_read_as_sentences(condition, words):
    assert condition_in_words(condition, made(Page("p-xx", (TIE, AGE), "Both"))) == words


def test_long_words_are_cut_at_a_space():
    assert short("word " * 30).endswith("word …")
    assert short("A  few\nwords") == "A few words"
