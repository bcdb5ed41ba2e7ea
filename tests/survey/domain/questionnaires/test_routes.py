"""Ways through a paper form, in words."""

import pytest

from survey.domain.questionnaires.kinds import Date, DateBand, Likelihood, ReaderText
from survey.domain.questionnaires.printing import printed
from survey.domain.questionnaires.questions import (
    MultipleChoice,
    Number,
    Option,
    Page,
    Questionnaire,
    Section,
    ShortText,
    SingleChoice,
)

LETTERS = tuple(Option(code, code.upper()) for code in "abcde")
WEEKS = (DateBand("first", "First half", "2026-03-01", "2026-03-15"), DateBand("second", "Second half", "2026-03-16", "2026-04-30"))


def choice(code, *, options=LETTERS[:3]):
    return SingleChoice(code=code, text=f"{code}?", options=options)


def text(code):
    return ShortText(code=code, text=f"{code}?")


def page(question, when=None, *more):
    return Page(f"page-{question.code}", (question, *more), "Page", when)


def form(*pages, facts=frozenset(), equality=()):
    sections = [Section("first", "First", tuple(pages))]
    sections += [Section("equality", "Equality", tuple(equality), "equality")] if equality else []
    return printed(Questionnaire("q", "Q", tuple(sections)), facts=facts)


def is_(code, *options):
    return {"question": code, "is": list(options)}


def leads(made):
    """The ways at the boxes, as “1a” for the first option of question 1."""
    return {f"{one.number}{option}": words for one in made.questions for option, words in one.leads.items()}


def after(made):
    return [words for section in made.sections for each in section.pages for words in each.after]


NUMBERS = Number(code="n", text="How many?")
DATE = Date(code="d", text="When?", minimum="2026-03-01", maximum="2026-04-30", bands=WEEKS)
SEVERAL = MultipleChoice(code="m", text="Which?", options=LETTERS[:3])


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (is_("one", "a"), "you ticked “A” at question 1"),
        (is_("one", "a", "b", "c"), "you ticked “A”, “B” or “C” at question 1"),
        (is_("m", "a"), "you ticked “A” at question 4"),
        ({"not": is_("one", "a")}, "you did not tick “A” at question 1"),
        (is_("d", "first"), "your date at question 3 is in “First half”"),
        ({"not": is_("d", "first")}, "it is not so that your date at question 3 is in “First half”"),
        ({"question": "n", "at_least": 1000}, "you wrote 1,000 or more at question 2"),
        ({"question": "n", "at_most": 5}, "you wrote 5 or less at question 2"),
        ({"question": "n", "answered": True}, "you answered question 2"),
        ({"question": "n", "answered": False}, "you did not answer question 2"),
        ({"not": {"question": "n", "answered": True}}, "you did not answer question 2"),
        (
            {"all": [is_("one", "a"), {"any": [is_("m", "a"), is_("m", "b")]}]},
            "you ticked “A” at question 1 and either you ticked “A” at question 4 or you ticked “B” at question 4",
        ),
        (
            {"any": [is_("one", "a"), {"all": [is_("m", "a"), is_("m", "b")]}]},
            "you ticked “A” at question 1 or both you ticked “A” at question 4 and you ticked “B” at question 4",
        ),
        # What is known of the deployment is not asked of the reader.
        ({"all": [is_("one", "a"), {"fact": "sum-published"}]}, "you ticked “A” at question 1"),
    ],
)
def test_a_page_says_whom_it_is_for(condition, words):
    made = form(
        page(choice("one")), page(NUMBERS), page(DATE), page(SEVERAL), page(text("last"), condition),
        facts=frozenset({"sum-published"}),
    )  # fmt: skip
    assert made.sections[0].pages[-1].when == f"Answer this question only if {words}."


def test_a_box_leads_past_what_is_for_others():
    made = form(page(choice("one")), page(text("a"), is_("one", "a")), page(text("b"), is_("one", "b")), page(text("all")))
    assert leads(made) == {"1b": "Go to question 3", "1c": "Go to question 4"}
    # Whoever was asked question 2 ticked “A”, and so is not asked question 3.
    assert after(made) == ["Now go to question 4."]


def test_only_what_is_certain_is_passed_over():
    made = form(page(SEVERAL), page(text("a"), is_("m", "a")), page(text("b"), is_("m", "b")), page(text("all")))
    # Whoever ticks “C” may have ticked “A” too.
    assert leads(made) == {}
    assert after(made) == []


def test_what_excludes_other_answers_is_certain():
    alone = MultipleChoice(code="m", text="Which?", options=(*LETTERS[:2], Option("none", "None", exclusive=True)))
    made = form(page(alone), page(text("a"), {"question": "m", "is": ["a"]}), page(text("all")))
    assert leads(made) == {"1none": "Go to question 3"}


def test_ways_of_many_boxes_are_one_sentence():
    made = form(page(choice("one", options=LETTERS)), page(text("a"), is_("one", "a")), page(text("all")))
    assert leads(made) == {}
    assert after(made) == ["If you ticked any box but “A” at question 1, go to question 3."]


def test_at_points_the_ways_stand_below():
    scale = Likelihood(code="one", text="How likely?", low="Never", high="Surely")
    points = [str(point) for point in range(8)] + ["dont-know"]
    made = form(page(scale), page(text("a"), is_("one", *points)), page(text("all")))
    assert after(made) == ["If you ticked “8”, “9” or “10” at question 1, go to question 3."]


def test_whoever_ticked_a_box_passes_over_what_is_for_those_who_did_not():
    made = form(page(choice("one")), page(text("why"), {"question": "one", "answered": False}), page(text("all")))
    assert leads(made) == dict.fromkeys(("1a", "1b", "1c"), "Go to question 3")


def test_the_ways_of_an_earlier_question_on_a_page_stand_at_its_end():
    made = form(page(choice("one"), None, text("more")), page(text("a"), is_("one", "a", "b")), page(text("all")))
    assert leads(made) == {}
    assert after(made) == ["If you ticked “C” at question 1, go to question 4."]


def test_a_way_may_lead_to_the_end_or_to_something_to_read():
    words = ReaderText(code="read", text="Before you go on", body="Words.")
    made = form(page(choice("one")), page(text("a"), is_("one", "a")), Page("page-read", (words,), "", is_("one", "b")))
    assert leads(made) == {"1b": "Go to “Before you go on”", "1c": "Go to the end of this part"}
    assert made.sections[0].pages[2].when == "Read this only if you ticked “B” at question 1."


def test_what_a_whole_part_has_in_common_is_said_once():
    person, organisation = is_("one", "a"), is_("one", "b")
    made = form(
        page(choice("one")), page(text("all")), page(text("o"), organisation),
        equality=(page(choice("age"), person), page(text("more"), is_("age", "b")), page(text("sex"), person)),
    )  # fmt: skip
    opinion, equality = made.sections
    assert opinion.when == ""
    assert equality.when == "Answer this part only if you ticked “A” at question 1."
    assert [each.when for each in equality.pages] == ["", "Answer this question only if you ticked “B” at question 4.", ""]


@pytest.mark.parametrize("other", [{"question": "age", "answered": False}, {"not": is_("age", "a")}, is_("all", "a"), None])
def test_a_part_in_which_somebody_else_is_asked_too_has_nothing_in_common(other):
    made = form(
        page(choice("one")), page(choice("all")),
        equality=(page(choice("age"), is_("one", "a")), page(text("more"), other)),
    )  # fmt: skip
    assert made.sections[1].when == ""
