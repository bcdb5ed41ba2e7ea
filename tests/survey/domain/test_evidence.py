"""Evidence: nothing is shown without its source, and neither side has the better of it."""

from dataclasses import replace

import pytest

from survey.domain.evidence import (
    Citation,
    Denominator,
    Document,
    Evidence,
    Figure,
    Measure,
    Promise,
    Source,
    Stance,
    Statement,
    has_figure,
    problems_in_evidence,
)

CITED = Citation("Metropolitan Police", "June 2026", (Source("A newspaper"),))
FACES, ALERTS, PEOPLE, OTHER = (Denominator(measure, "10 of 20") for measure in Measure)


def statement(code="one", stance=Stance.NEITHER, **changes):
    whole = Statement(code, stance, "A title", "The cameras are on lamp posts.", CITED)
    return replace(whole, **changes)


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("The cameras are on lamp posts.", False),
        ("Announced on 23 to 24 June 2026.", False),  # a date is no figure
        ("Since 25 July 2024, and in March.", False),
        ("From 2020 to 2025", False),
        ("Every day from noon to 3am, or from 22:00 to 10.30 pm", False),  # nor is a time of day
        ("In June, 15 cameras", True),
        ("On 3 amber lamps", True),
        ("2,077 alerts", True),  # not the year 2077
        ("85% of people", True),
        ("10 false alerts in 2025", True),
    ],
)
def test_a_figure_is_any_number_but_a_date(text, figure):
    assert has_figure(text) is figure


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"title": ""}, "needs a title and a text"),
        ({"text": ""}, "needs a title and a text"),
        ({"citation": replace(CITED, speaker="")}, "does not say who says it"),
        ({"citation": replace(CITED, said="")}, "does not say when it was said"),
        ({"citation": replace(CITED, sources=())}, "does not name its source"),
        ({"citation": replace(CITED, sources=(Source(""),))}, "does not name its source"),
        ({"text": "15 cameras"}, "not what it is out of"),
        ({"title": "15 cameras"}, "not what it is out of"),
        ({"denominators": (Denominator(Measure.OTHER, ""),)}, "empty denominator"),
    ],
)
def test_says_what_a_statement_lacks(changes, problem):
    (found,) = problems_in_evidence(Evidence((statement(**changes),)))
    assert problem in found


@pytest.mark.parametrize(
    ("denominators", "shown"),
    [
        ((FACES,), False),  # 0.0003%: flatters
        ((ALERTS,), False),  # 0.48%: sixteen hundred times as much
        ((FACES, ALERTS), False),  # who the people were is missing
        ((FACES, ALERTS, OTHER), False),
        ((FACES, ALERTS, PEOPLE), True),
        ((FACES, ALERTS, PEOPLE, OTHER), True),
    ],
)
def test_false_alerts_come_with_all_three_denominators_or_not_at_all(denominators, shown):
    counted = statement(text="There were 10 false alerts.", denominators=denominators)
    assert (list(problems_in_evidence(Evidence((counted,)))) == []) is shown


def test_a_code_is_used_once():
    document = Document("one", "Force policy", "What officers do.")
    (found,) = problems_in_evidence(Evidence((statement("one"),), (document,)))
    assert "used twice" in found


def test_a_document_says_what_it_is_asked_for():
    (found,) = problems_in_evidence(Evidence((), (Document("policy", "Force policy", ""),)))
    assert "why it is asked for" in found


@pytest.mark.parametrize(
    ("for_", "against", "problem"),
    [
        ([100], [100], None),
        ([110], [100], None),  # a tenth longer is still even
        ([111], [100], "more than 10% apart"),
        ([100], [111], "more than 10% apart"),
        ([150, 50], [100, 100], None),  # sides are compared, not single arguments
        ([100, 100], [200], "there must be as many"),
        ([], [], None),
    ],
)
def test_both_sides_have_as_many_arguments_of_about_the_same_length(for_, against, problem):
    sides = {Stance.FOR: for_, Stance.AGAINST: against}
    written = [
        statement(f"{stance}-{row}", stance, title="Title", text="x" * (length - 5))
        for stance, lengths in sides.items()
        for row, length in enumerate(lengths)
    ]
    problems = list(problems_in_evidence(Evidence(tuple(written))))
    assert problems == [] if problem is None else problem in problems[0]


def test_a_caveat_counts_towards_the_length():
    assert statement(note="Only in one ward.").length == statement().length + len("Only in one ward.")


def test_the_sides_take_turns_to_come_first():
    written = [
        statement(f"{stance}-{n}", stance) for stance in (Stance.FOR, Stance.AGAINST) for n in range(3)
    ]
    pairs = Evidence(tuple(written)).pairs
    assert [[one.code for one in pair] for pair in pairs] == [
        ["for-0", "against-0"],
        ["against-1", "for-1"],
        ["for-2", "against-2"],
    ]


def test_an_argument_without_a_counterpart_is_still_shown():
    pairs = Evidence((statement("a", Stance.FOR), statement("b", Stance.FOR))).pairs
    assert [len(pair) for pair in pairs] == [1, 1]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,hello", "//elsewhere.example", "www.example"])
def test_an_address_is_one_of_a_page_on_the_web(address):
    cited = replace(CITED, sources=(Source("A newspaper", address),))
    (found,) = problems_in_evidence(Evidence((statement(citation=cited),)))
    assert "does not begin with https:// or http://" in found
    (found,) = problems_in_evidence(Evidence((), (Document("policy", "Policy", "Why", address=address),)))
    assert "does not begin with https:// or http://" in found


def test_a_promise_about_false_alerts_needs_every_denominator_though_only_its_title_says_so():
    faces = (Denominator(Measure.FACES, "faces seen"),)
    promise = Promise("false", "False alerts", Figure("At most 1 in 1,000", CITED, faces))
    (found,) = problems_in_evidence(Evidence(promises=(promise,)))
    assert "the faces, the alerts and the people together" in found
