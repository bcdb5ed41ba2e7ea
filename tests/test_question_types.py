"""One row a type: every table that knows the types of question has the same keys as TYPES.

A new type is not finished while a test here fails; each says what is missing. README.md walks through the
tables, and the last test holds it to that.
"""

import json

import numpy as np
import pytest

from results.charts import CHARTS
from results.drawing import words
from results.exports import EXPORTERS, codebook_csv, column_names
from survey.domain.interchange.xlsform.writing import LINES
from survey.domain.questionnaires.answers_in_words import IN_WORDS, in_words
from survey.domain.questionnaires.codebook import ANSWERED, FIRST_OPTION, NOT_ANSWERED, Codebook
from survey.domain.questionnaires.definition import dump, labels, load
from survey.domain.questionnaires.kinds import (
    TYPES,
    AreaGrid,
    ConstantSum,
    Date,
    DateBand,
    Document,
    Likelihood,
    Link,
    Ranking,
    ReaderText,
)
from survey.domain.questionnaires.layouts import LAYOUTS
from survey.domain.questionnaires.plain_text import TYPES_IN_WORDS
from survey.domain.questionnaires.printing import PrintedQuestion
from survey.domain.questionnaires.questions import (
    Area,
    Band,
    Detail,
    Grid,
    LongText,
    MultipleChoice,
    Number,
    Option,
    Page,
    Questionnaire,
    Row,
    Section,
    ShortText,
    SingleChoice,
    SupportScale,
)
from survey.domain.questionnaires.structure import _PROBLEMS, problems_in_structure
from survey.domain.questionnaires.validation import _CHECKS, check
from survey.web.fields import TEMPLATES
from survey.web.questionnaires.typed.table import FORMS
from tests.source import ROOT

TWO = (Option("yes", "Yes"), Option("other", "Other", detail=Detail("What?")))
NINE = tuple(Option(f"option-{place}", f"Option {place}") for place in range(9))

WEEKS = (
    DateBand("first", "First half", "2026-03-01", "2026-03-15"),
    DateBand("second", "Second half", "2026-03-16", "2026-04-30"),
)

# A question of each type, what a browser sends for it, and the answers that must come of that.
EXAMPLES = {
    "single_choice": (
        SingleChoice(code="q", text="Which?", options=TWO),
        {"q": ["other"], "q.other": ["words"]},
        {"q": "other", "q.other": "words"},
    ),
    "support_scale": (SupportScale(code="q", text="Support?"), {"q": ["neither"]}, {"q": "neither"}),
    # Nine options, so that one byte of flags is not enough.
    "multiple_choice": (
        MultipleChoice(code="q", text="Which?", options=NINE),
        {"q": ["option-8", "option-0"]},
        {"q": ["option-0", "option-8"]},
    ),
    "grid": (
        Grid(code="q", text="For each?", rows=(Row("a", "A"), Row("b", "B"))),
        {"q.a": ["neither"], "q.b": ["dont-know"]},
        {"q.a": "neither", "q.b": "dont-know"},
    ),
    "number": (
        Number(code="q", text="How many?", maximum=9, bands=(Band("few", "Few", 0, 4), Band("more", "More", 5, 9))),
        {"q": ["7"]},
        {"q": 7},
    ),
    "short_text": (ShortText(code="q", text="Who?"), {"q": ["The Bakers"]}, {"q": "The Bakers"}),
    "long_text": (LongText(code="q", text="Why?"), {"q": ["Because."]}, {"q": "Because."}),
    "area": (Area(code="q", text="Where?", options=TWO[:1]), {"q": ["yes"]}, {"q": "yes"}),
    # Not all places are taken: two of three.
    "ranking": (
        Ranking(code="q", text="What first?", options=NINE[:4]),
        {"q.1": ["option-2"], "q.2": ["option-0"], "q.3": [""]},
        {"q.1": "option-2", "q.2": "option-0"},
    ),
    # The day itself stays in the draft.
    "date": (
        Date(code="q", text="When?", minimum="2026-03-01", maximum="2026-04-30", bands=WEEKS),
        {"q.day": ["16"], "q.month": ["3"], "q.year": ["2026"]},
        {"q": "second", "q.typed": "2026-03-16"},
    ),
    "area_grid": (
        AreaGrid(code="q", text="For each?", rows=(Row("quay", "The quay"), Row("square", "The square"))),
        {"q.quay": ["neither"]},
        {"q.quay": "neither"},
    ),
    "likelihood": (Likelihood(code="q", text="How likely?", low="Never", high="Surely"), {"q": ["10"]}, {"q": "10"}),
    "constant_sum": (
        ConstantSum(code="q", text="What for?", options=NINE[:3], prefix="£"),
        {"q.option-0": ["£60"], "q.option-1": [""], "q.option-2": ["40"]},
        {"q.option-0": 60, "q.option-1": 0, "q.option-2": 40},
    ),
    "reader_text": (ReaderText(code="q", text="Before you begin", body="One.\n\nTwo."), {}, {}),
    "document": (Document(code="q", text="The assessment", body="Read it.", link=Link("It", "/it.pdf")), {}, {}),
}
READ = {kind for kind, cls in TYPES.items() if not cls.asks}
# Each table with the place where its rows are written.
TABLES = {
    "survey/domain/questionnaires/validation.py: _CHECKS": _CHECKS,
    "survey/domain/questionnaires/structure.py: _PROBLEMS": _PROBLEMS,
    "survey/web/fields.py: TEMPLATES": TEMPLATES,
    "survey/domain/questionnaires/answers_in_words.py: IN_WORDS": IN_WORDS,
    "survey/domain/questionnaires/layouts.py: LAYOUTS": LAYOUTS,
    "survey/domain/questionnaires/plain_text.py: TYPES_IN_WORDS": TYPES_IN_WORDS,
    "survey/domain/interchange/xlsform/writing.py: LINES": LINES,
    "survey/web/questionnaires/typed/table.py: FORMS": FORMS,
    "results/charts.py: CHARTS": CHARTS,
    "results/exports.py: EXPORTERS": EXPORTERS,
    "tests/test_question_types.py: EXAMPLES": EXAMPLES,
}


@pytest.fixture(params=sorted(TYPES))
def kind(request):
    """Each type of question in turn."""
    if request.param not in EXAMPLES:
        pytest.fail(f"add an example of “{request.param}” to EXAMPLES")
    return request.param


@pytest.fixture(params=sorted(kind for kind, cls in TYPES.items() if cls.asks))
def asking(request):
    """Each type with something to answer."""
    return request.param


@pytest.mark.parametrize("name", TABLES)
def test_every_table_has_one_row_a_type(name):
    assert set(TABLES[name]) == set(TYPES), f"{name} and TYPES differ"


def test_a_type_is_filed_under_its_own_name():
    for name, cls in TYPES.items():
        assert cls.kind == name
    for name, (question, _sent, _answers) in EXAMPLES.items():
        assert type(question) is TYPES[name]


def test_every_type_has_its_own_template_and_no_template_is_left_over():
    there = {path.stem for path in (ROOT / "templates/partials/fields").glob("*.html")}
    assert there == set(TYPES)
    for template in TEMPLATES.values():
        assert (ROOT / "templates" / template).is_file()


def test_what_is_sent_becomes_the_answer(kind):
    question, sent, answers = EXAMPLES[kind]
    checked = check(question, sent)
    assert checked.problems == {}
    assert checked.answers == answers
    assert set(answers) <= set(question.keys)


def test_nothing_sent_is_no_answer_and_no_problem(kind):
    checked = check(EXAMPLES[kind][0], {})
    assert (checked.answers, checked.problems) == ({}, {})


def test_the_code_book_has_a_byte_for_every_column(asking):
    question, _sent, answers = EXAMPLES[asking]
    codebook = Codebook.of((question,))
    asked = frozenset({question.code})
    assert codebook.width >= 1
    assert codebook.encode({}, frozenset()) == bytes(codebook.width)
    empty, full = codebook.encode({}, asked), codebook.encode(answers, asked)
    assert len(empty) == len(full) == codebook.width
    assert empty[0] == NOT_ANSWERED
    assert full[0] in {ANSWERED, *range(FIRST_OPTION, 256)}
    for column in codebook.columns:
        assert column.kind in {"choice", "state", "flags"}
        assert column.question == question.code


def test_the_definition_can_be_written_and_read_again(kind):
    question = EXAMPLES[kind][0]
    page = Page(code="page", questions=(question,))
    whole = Questionnaire(code="one", title="One", sections=(Section("first", "First", (page,)),))
    assert list(problems_in_structure(whole)) == []
    assert load(json.loads(json.dumps(dump(whole)))) == whole


def test_the_check_page_says_the_answer_in_words(asking):
    question, _sent, answers = EXAMPLES[asking]
    assert in_words(question, {}) == []
    lines = in_words(question, answers)
    assert lines
    assert all(line.strip() for line in lines)


def test_every_counted_option_has_words(asking):
    question = EXAMPLES[asking][0]
    counted = {option for column in Codebook.of((question,)).columns for option in column.options}
    for known in (labels(question), words.option_labels(question)):
        assert counted <= set(known)


def test_an_export_fills_exactly_the_columns_that_it_names(asking):
    question, _sent, answers = EXAMPLES[asking]
    codebook = Codebook.of((question,))
    rows = [codebook.encode(answers, frozenset({question.code})), codebook.encode({}, frozenset())]
    coded = np.frombuffer(b"".join(rows), np.uint8).reshape(2, codebook.width)
    texts = {key: [str(answers.get(key, "")), ""] for key in question.keys}
    filled = list(EXPORTERS[asking](question, codebook, coded, texts))
    assert len(filled) == len(column_names(question))
    assert all(len(column) == len(rows) for column in filled)
    assert any(column[0] for column in filled), "an answer leaves no trace in the export"
    assert not any(column[1] for column in filled), "a question that was not asked leaves its cells empty"


@pytest.mark.parametrize("kind", sorted(READ))
def test_what_is_only_read_leaves_no_trace(kind):
    question, _sent, _answers = EXAMPLES[kind]
    assert question.keys == question.inputs == question.counted == ()
    assert Codebook.of((question,)).width == 0
    assert in_words(question, {"q": "something"}) == []
    assert column_names(question) == []
    assert CHARTS[kind] is None
    assert codebook_csv([question]) == codebook_csv([])


def test_printed_in_full_every_type_has_room_for_its_answer(app):
    with app.test_request_context():
        listed = app.jinja_env.get_template("consultations/asked.html")
        on_paper = app.jinja_env.get_template("questionnaires/printed_parts.html").module
        for kind, (question, _sent, _answers) in EXAMPLES.items():
            one = PrintedQuestion(question, 1, LAYOUTS[kind](question, "1"), {})
            sheets = [str(on_paper.answer(one, large)) for large in (False, True) if question.asks]
            assert all("box" in sheet or "room" in sheet or "writing" in sheet for sheet in sheets), kind
            for html in (listed.render(one=one), *sheets):
                assert html.strip() or kind == "number"
                for part in (*question.parts, *getattr(question, "options", ())):
                    assert part.label in html, kind


def test_the_readme_walks_through_every_table():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in TABLES:
        path, table = name.split(": ")
        assert path in readme, f"README.md does not name {path}"
        assert f"`{table}`" in readme, f"README.md does not name {table}"
