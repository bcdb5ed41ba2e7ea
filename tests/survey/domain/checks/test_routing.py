"""Every way through: what can be reached, out of whom an answer is counted, and how long it takes."""

from dataclasses import replace

import pytest

from survey.domain.checks.length import Times, seconds_for, seconds_on, times
from survey.domain.checks.opening import duration
from survey.domain.checks.routing import routing_findings
from survey.domain.questionnaires.paths import path
from survey.domain.questionnaires.questions import (
    MultipleChoice,
    Number,
    Page,
    Questionnaire,
    Section,
    ShortText,
)
from survey.domain.questionnaires.reaching import Reach, reach
from survey.domain.questionnaires.walking import Walk
from tests.survey.domain.checks.asking import choice, found_in, options, questionnaire, words_of


def asking(*pages):
    """One section of pages, each given as (code, question, condition)."""
    made = tuple(Page(code, (replace(question, code=code),), when=when) for code, question, when in pages)
    return Questionnaire("q", "Q", (Section("s", "S", made),))


LIVES = choice("Do you live in Soho?")
STREETS = MultipleChoice(code="q", text="Where?", options=options("A", "B", "C"))
AGES = Number(code="q", text="How many years?", minimum=0, maximum=9)
WHY = ShortText(code="q", text="What else?")


def is_(code, *chosen):
    return {"question": code, "is": list(chosen)}


REACHED = [
    # an option that is there
    (LIVES, is_("a", "o0"), True),
    # an option that is not
    (LIVES, is_("a", "moved-away"), False),
    # one answer cannot be two options
    (LIVES, {"all": [is_("a", "o0"), is_("a", "o1")]}, False),
    # several can
    (STREETS, {"all": [is_("a", "o0"), is_("a", "o1")]}, True),
    # two of three at once, as at most two are chosen, but not all three
    (replace(STREETS, at_most=2), {"all": [is_("a", "o0"), is_("a", "o1"), is_("a", "o2")]}, False),
    # an exclusive option stands alone
    (replace(STREETS, options=(*STREETS.options, replace(STREETS.options[0], code="none", exclusive=True))), {"all": [is_("a", "none"), is_("a", "o1")]}, False),
    # a number between two others, and one beyond the largest
    (AGES, {"all": [{"question": "a", "at_least": 3}, {"question": "a", "at_most": 4}]}, True),
    (AGES, {"question": "a", "at_least": 10}, False),
    # what may be left empty may be unanswered; what must be answered may not
    (LIVES, {"question": "a", "answered": False}, True),
    (replace(LIVES, required=True), {"question": "a", "answered": False}, False),
    # a fact may hold or not
    (LIVES, {"all": [{"fact": "sum-published"}, {"not": {"fact": "other"}}]}, True),
    (LIVES, {"all": [{"fact": "sum-published"}, {"not": {"fact": "sum-published"}}]}, False),
]  # fmt: skip


@pytest.mark.parametrize(("question", "when", "reached"), REACHED)
def test_pages_that_nobody_can_reach_are_known(question, when, reached):
    found = reach(asking(("a", question, None), ("b", WHY, when)))
    assert (found.never, found.unsure) == (set() if reached else {"b"}, set())


def test_a_page_behind_an_unreachable_page_is_unreachable():
    asked = asking(("a", LIVES, None), ("b", LIVES, is_("a", "gone")), ("c", WHY, is_("b", "o0")))
    assert reach(asked).never == {"b", "c"}


def yes_or_no(number):
    """A page of so many questions, and a page after each of them for those who chose its first option."""
    asked = tuple(replace(LIVES, code=f"q{n}") for n in range(number))
    behind = [(f"f{n}", WHY, is_(f"q{n}", "o0")) for n in range(number)]
    return Page("many", asked, "Many"), behind


def test_a_page_that_nobody_can_reach_is_found_among_any_number_of_ways():
    first, behind = yes_or_no(20)
    asked = asking(*behind, ("never", WHY, {"all": [is_("q0", "o0"), is_("q0", "o1")]}))
    section = asked.sections[0]
    found = reach(replace(asked, sections=(replace(section, pages=(first, *section.pages)),)))
    assert (found.never, found.unsure) == ({"never"}, set())


def test_a_page_waits_for_any_number_of_facts_without_being_a_mistake():
    pages = [(f"p{n}", WHY, {"fact": f"fact-{n}"}) for n in range(8)]
    asked = asking(("a", LIVES, None), *pages, ("both", WHY, {"all": [{"fact": "fact-0"}, {"not": {"fact": "fact-0"}}]}))
    assert reach(asked).never == {"both"}
    # where it is known which facts hold
    assert reach(asked, frozenset({"fact-1"})).never == {f"p{n}" for n in range(8) if n != 1} | {"both"}


def test_where_too_much_is_looked_at_together_a_person_has_to_look():
    many = MultipleChoice(code="q", text="Where?", options=options(*(f"Street {n}" for n in range(12))))
    pages = [(f"b{n}", WHY, is_("a", f"o{n}")) for n in range(12)]
    asked = asking(("a", many, None), *pages, ("all", WHY, {"all": [is_("a", f"o{n}") for n in range(10)]}))
    assert reach(asked) == Reach(frozenset(), frozenset({"all"}))
    assert [one.page for one in routing_findings(asked) if one.check == "reach-not-told"] == ["all"]


def test_the_shortest_and_the_longest_way_exclude_each_other_where_their_pages_do():
    three = [(f"only-{n}", WHY, is_("a", "o0")) for n in range(3)]
    asked = asking(("a", replace(LIVES, required=True), None), *three, ("other", WHY, is_("a", "o1")), ("z", WHY, None))
    (found,) = Walk(asked, frozenset()).end.pages.values()
    # With "o0" there are 5 pages, with "o1" 3, with "don't know" 2.
    assert found == (2, 5)
    assert len(path(asked, {"a": "o0"})) == 5
    longest = sum(seconds_on(page) for page in path(asked, {"a": "o0"}))
    assert times(asked) == Times(1, round(longest / 60))


def test_with_too_many_ways_there_are_only_bounds():
    many = MultipleChoice(code="q", text="Where?", options=options(*(f"Street {n}" for n in range(8))))
    pages = [(f"a{n}", many, None) for n in range(4)]
    pages += [(f"b{n}{o}", WHY, is_(f"a{n}", f"o{o}")) for n in range(4) for o in range(6)]
    asked = asking(*pages)
    everything = sum(map(seconds_on, asked.pages))
    assert times(asked) == Times(1, round(everything / 60), exact=False)


def test_unreachable_pages_and_broken_ones_are_errors():
    assert "unreachable" in found_in(WHY, when=is_("support", "gone"))
    assert "structure" in found_in(WHY, when=is_("not-there", "yes"))


BASES = [
    # those who chose an option
    (is_("support", "neither"), False),
    # everyone but those: and those who left it empty
    ({"not": is_("support", "neither")}, True),
    ({"question": "support", "answered": False}, True),
    # whoever answered
    ({"question": "support", "answered": True}, False),
    ({"not": {"question": "support", "answered": False}}, False),
]


@pytest.mark.parametrize(("when", "found"), BASES)
def test_a_base_is_unclear_where_no_answer_leads_to_a_page(when, found):
    assert ("unclear-base" in found_in(WHY, when=when)) is found


def test_a_base_is_clear_where_the_question_must_be_answered():
    asked = replace(LIVES, required=True, code="lives")
    assert "unclear-base" not in found_in(WHY, when={"not": is_("lives", "o0")}, overall=asked)


def test_an_ordinary_question_takes_about_ten_seconds():
    asked = choice("How would cameras affect how safe you feel here?", "Safer", "The same", "Less safe")
    assert 6 < seconds_for(asked) < 12


def test_a_long_questionnaire_is_too_long():
    asked = [replace(WHY, code=f"q{n}", text="What else would you like the council to know?") for n in range(50)]
    assert words_of("too-long", *asked) == ["It takes about 16 minutes, whatever is answered."]
    assert "too-long" not in found_in(*asked[:20])


def test_the_time_is_said_by_the_shortest_and_the_longest_way():
    asked = [replace(WHY, code=f"q{n}") for n in range(10)]
    found = times(questionnaire(*asked, when=is_("support", "neither")))
    assert duration(found) == "1 minute on the shortest way through and 3 minutes on the longest"
