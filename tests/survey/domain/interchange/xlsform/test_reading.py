"""XLSForm → questionnaire: what each kind of line becomes, and that what is lost is told."""

import pytest

from survey.domain.interchange.result import Outcome, Refused
from survey.domain.interchange.xlsform.reading import read_xlsform
from survey.domain.interchange.xlsform.sheets import Sheet
from survey.domain.questionnaires.kinds import Date, Ranking, ReaderText
from survey.domain.questionnaires.questions import (
    Detail,
    Grid,
    LongText,
    MultipleChoice,
    Number,
    Option,
    ShortText,
    SingleChoice,
)
from tests.survey.domain.interchange.forms import asked, form, pages, sheet, words

RED, BLUE, NONE = Option("red", "Red"), Option("blue", "Blue"), Option("none", "None")
ALL = (RED, BLUE, NONE)
ALONE = (RED, BLUE, Option("none", "None", exclusive=True))

# A line, and the question that it becomes, whole.
WHOLE = [
    # The plain types.
    (asked("select_one colours"), SingleChoice(code="q", text="Question?", options=ALL)),
    (asked("select one from colours"), SingleChoice(code="q", text="Question?", options=ALL)),
    (asked("select_multiple colours"), MultipleChoice(code="q", text="Question?", options=ALL)),
    (asked("text"), ShortText(code="q", text="Question?")),
    (asked("text", appearance="multiline"), LongText(code="q", text="Question?")),
    (asked("rank colours"), Ranking(code="q", text="Question?", options=ALL, ranks=3)),
    # "Other" asks for words.
    (
        asked("select_one colours or_other"),
        SingleChoice(code="q", text="Question?", options=(*ALL, Option("other", "Other", detail=Detail("Other")))),
    ),
    # Numbers and their limits; "above" and "below" leave the limit itself out.
    (asked("integer"), Number(code="q", text="Question?")),
    (asked("integer", constraint=". >= 0 and . <= 10"), Number(code="q", text="Question?", maximum=10)),
    (asked("integer", constraint=". > 0 and . < 10"), Number(code="q", text="Question?", minimum=1, maximum=9)),
    (asked("integer", constraint="${q} >= -5"), Number(code="q", text="Question?", minimum=-5)),
    (asked("range", parameters="start=1 end=7 step=1"), Number(code="q", text="Question?", minimum=1, maximum=7)),
    # How long a text may be.
    (asked("text", constraint="string-length(.) <= 80"), ShortText(code="q", text="Question?", max_length=80)),
    # How many, and what stands alone, in the ways that people write it.
    (asked("select_multiple colours", constraint="count-selected(.) <= 2"), MultipleChoice(code="q", text="Question?", options=ALL, at_most=2)),
    (asked("select_multiple colours", constraint="count-selected(.) >= 2"), MultipleChoice(code="q", text="Question?", options=ALL, at_least=2, required=True)),
    (asked("select_multiple colours", constraint="not(selected(., 'none') and count-selected(.) > 1)"), MultipleChoice(code="q", text="Question?", options=ALONE)),
    (asked("select_multiple colours", constraint="(. = 'none') or not(selected(., 'none'))"), MultipleChoice(code="q", text="Question?", options=ALONE)),
    # Hint, required and guidance.
    (asked("text", hint="A hint", required="yes"), ShortText(code="q", text="Question?", hint="A hint", required=True)),
    (asked("text", required=True), ShortText(code="q", text="Question?", required=True)),
    # Random order, marks of Markdown and HTML.
    (asked("select_one colours", parameters="randomize=true"), SingleChoice(code="q", text="Question?", options=ALL, random_order=True)),
    (asked("text", label="**Bold** <i>words</i>"), ShortText(code="q", text="Bold words")),
    # Codes: kebab-case, else as they are.
    (asked("text", name="Age_group"), ShortText(code="Age-group", text="Question?")),
]


@pytest.mark.parametrize(("line", "question"), WHOLE)
def test_a_line_becomes_a_question(line, question):
    imported = form(line)
    assert imported.questionnaire.questions == (question,)
    assert imported.counts["whole"] == 1


# A line that has no exact counterpart, the type of what stands for it (None: nothing), and words of its note.
NOT_WHOLE = [
    (asked("decimal"), Number, "decimals"),
    (asked("date"), Date, "month"),
    (asked("time"), ShortText, "time of day"),
    (asked("acknowledge"), SingleChoice, "yes and no"),
    (asked("geopoint"), ShortText, "located"),
    (asked("country"), ShortText, "“country” is not known"),
    (asked("image"), None, "asked for a file"),
    (asked("select_one nowhere"), ShortText, "“nowhere” do not come"),
    (asked("select_one_from_file towns.csv"), ShortText, "file “towns.csv”"),
    (asked("select_one one"), SingleChoice, "None of these"),
    (asked("text", constraint="regex(., '[a-z]+')"), ShortText, "regex"),
    (asked("text", constraint="count-selected("), ShortText, "constraint is left out"),
    (asked("integer", constraint="(. >= 0 and . <= 9) or . = 99"), Number, "no exact counterpart"),
    (asked("select_one colours", choice_filter="a=${b}"), SingleChoice, "all are shown"),
    (asked("text", default="Nothing"), ShortText, "filled in beforehand"),
    (asked("text", required="${a} = 1"), ShortText, "required only sometimes"),
    (asked("text", relevant="${nobody} = 1"), ShortText, "“nobody”, which is not asked"),
    (asked("text", relevant="= and"), ShortText, "condition is left out"),
    (asked("text", appearance="hidden"), None, "hidden"),
    (asked("text", label=""), ShortText, "its name stands there"),
    (asked("range", parameters="start=0 end=1 step=0.1"), Number, "steps of 0.1"),
    (asked("text", **{"media::image": "map.png"}), ShortText, "map.png"),
    (asked("text", relevant="false()"), None, "never asked"),
]


@pytest.mark.parametrize(("line", "cls", "told"), NOT_WHOLE)
def test_what_is_not_whole_is_told(line, cls, told):
    imported = form(line, choices=(("colours", "red", "Red"), ("colours", "blue", "Blue"), ("one", "only", "Only")))
    assert told in words(imported)
    source = imported.sources[0]
    assert source.outcome is (Outcome.NONE if cls is None else Outcome.FALLBACK)
    if cls is None:
        assert imported.questionnaire is None
    else:
        assert type(imported.questionnaire.questions[0]) is cls


def test_limits_that_are_read_in_part_err_wide():
    imported = form(asked("integer", constraint="(. >= 0 and . <= 9) or . = 99"))
    assert imported.questionnaire.questions[0].maximum == 99


def test_what_nobody_is_asked_is_no_question_but_is_told():
    imported = form({"type": "start", "name": "start"}, {"type": "calculate", "name": "sum", "calculation": "1+1"}, asked("text"))
    assert imported.counts == {"questions": 1, "whole": 1, "fallback": 0, "none": 0}
    assert "start" in words(imported)
    assert "1+1" in words(imported)


def test_a_note_is_a_text_for_the_reader():
    imported = form({"type": "note", "name": "hello", "label": "Hello\n\nPlease answer."})
    assert imported.questionnaire.questions == (ReaderText(code="hello", text="Hello", body="Please answer."),)
    assert imported.counts["questions"] == 0


def test_groups_are_sections_and_screens_are_pages():
    imported = form(
        {"type": "begin_group", "name": "you", "label": "About you"},
        asked("text", "a"),
        {"type": "begin group", "name": "both", "label": "Both", "appearance": "field-list"},
        asked("text", "b"),
        asked("text", "c"),
        {"type": "end group"},
        {"type": "end_group"},
        asked("text", "d"),
    )
    sections = imported.questionnaire.sections
    assert [section.title for section in sections] == ["About you", "Trial"]
    assert [[q.code for q in page.questions] for page in sections[0].pages] == [["a"], ["b", "c"]]
    assert sections[0].pages[1].title == "Both"


def test_a_question_with_a_condition_of_its_own_leaves_its_screen():
    imported = form(
        {"type": "begin group", "name": "g", "label": "Both", "appearance": "field-list", "relevant": "${first} = 'red'"},
        asked("text", "a"),
        {"type": "end group"},
        choices=(),
    )
    assert "not asked here" in words(imported)
    imported = form(
        asked("select_one colours", "first"),
        {"type": "begin group", "name": "g", "label": "Both", "appearance": "field-list", "relevant": "${first} = 'red'"},
        asked("select_one colours", "a"),
        asked("text", "b"),
        asked("text", "c", relevant="${a} = 'blue'"),
        {"type": "end group"},
    )
    red = {"question": "first", "is": ["red"]}
    blue = {"question": "a", "is": ["blue"]}
    assert pages(imported) == [(["first"], None), (["a", "b"], red), (["c"], {"all": [red, blue]})]
    assert imported.counts["whole"] == 4


def test_a_repeat_is_asked_once_and_told():
    imported = form({"type": "begin repeat", "name": "r", "label": "Each"}, asked("text"), {"type": "end repeat"})
    assert imported.sources[0].outcome is Outcome.FALLBACK
    assert "asked once" in words(imported)


LIKERT = [
    {"type": "begin group", "name": "table", "label": "For each", "appearance": "field-list"},
    asked("select_one colours", "head", "What colour?", appearance="label"),
    asked("select_one colours", "row_1", "Sky", appearance="list-nolabel", required="yes"),
    asked("select_one colours", "row_2", "Sea", appearance="list-nolabel", required="yes"),
    {"type": "end group"},
]


def test_a_table_is_a_grid_and_every_line_of_it_counts():
    imported = form(*LIKERT)
    (grid,) = imported.questionnaire.questions
    assert isinstance(grid, Grid)
    assert (grid.text, [row.label for row in grid.rows], grid.required, grid.all_rows) == ("What colour?", ["Sky", "Sea"], True, True)
    assert imported.counts == {"questions": 3, "whole": 3, "fallback": 0, "none": 0}


def test_a_table_of_which_a_row_decides_what_comes_next_stays_questions():
    imported = form(*LIKERT, asked("text", "why", relevant="${row_1} = 'red'"))
    assert [type(q) for q in imported.questionnaire.questions] == [SingleChoice] * 3 + [ShortText]
    assert imported.questionnaire.pages[-1].when == {"question": "row-1", "is": ["red"]}


def test_earlier_answers_in_a_text_are_put_in_where_they_can_be():
    imported = form(asked("select_one colours", "a"), asked("text", "b", "Why ${a}?"), asked("text", "c", "And ${b}?"))
    assert [q.text for q in imported.questionnaire.questions[1:]] == ["Why {answer:a|your earlier answer}?", "And […]?"]
    assert "“b”, which cannot be put in" in words(imported)


def test_languages_are_kept_by_place():
    imported = form(
        {"type": "select_one colours", "name": "q", "label::English (en)": "Which?", "label::French (fr)": "Laquelle ?", "hint::French (fr)": "Une"},
        settings={"form_title": "Trial", "default_language": "English (en)"},
    )
    question = imported.questionnaire.questions[0]
    assert (question.text, question.hint) == ("Which?", "Une")  # words in another language are better than none
    assert imported.translations == {"fr": {"q.text": "Laquelle ?", "q.hint": "Une"}}
    assert "1 text has no words in its own language" in words(imported)
    assert imported.languages == ("English (en)", "French (fr)")
    assert imported.questionnaire.language == "en"


def test_what_concerns_the_whole_form_is_told_once():
    imported = form(asked("text", colour="green", constraint_message="No!"), settings={"form_title": "T", "style": "pages"})
    told = words(imported)
    assert "“colour” is not known" in told
    assert "error messages" in told
    assert "“style” (pages)" in told


def test_lines_that_make_no_sense_are_told():
    imported = form({"type": "end group"}, {"label": "A remark"}, asked("text", "off", disabled="yes"), asked("text"), {"type": "begin group", "name": "g"})
    for told in ("did not begin", "no type", "disabled", "no end"):
        assert told in words(imported)


def test_names_that_come_twice_get_codes_of_their_own():
    imported = form(asked("text", "a"), asked("text", "a"), asked("text", "channel"), choices=())
    assert [q.code for q in imported.questionnaire.questions] == ["a", "a-2", "channel-2"]


@pytest.mark.parametrize("sheets", [[], [sheet("choices", [{"name": "a"}])], [sheet("survey", [{"name": "a"}])], [Sheet("survey", [])]])
def test_a_workbook_that_is_no_form_is_refused(sheets):
    with pytest.raises(Refused, match="no XLSForm"):
        read_xlsform(sheets, "x")


def test_a_form_without_end_is_refused():
    with pytest.raises(Refused, match="lines"):
        read_xlsform([sheet("survey", [asked("text")] * 5_001)], "x")
